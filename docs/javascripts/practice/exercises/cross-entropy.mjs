// Exercises on cross-entropy: the loss of a row, the mean of a batch, and the slope in a logit.
import { categorical_crossentropy, categorical_crossentropy_from_logits_prime } from "../../nn.mjs";
import { decimal, integer } from "../draws.mjs";

const ANIMALS = ["elephant", "dog", "cat"];

const loss = {
  draw(random) {
    const asked = integer(random, 1, 3);
    const p1 = decimal(random, 0.05, 0.6, { digits: 2 });
    const p2 = decimal(random, 0.05, 0.3, { digits: 2 });
    return { asked, p1, p2, p3: Math.round((1 - p1 - p2) * 100) / 100 };
  },
  values({ asked, p1, p2, p3 }) {
    const row = [p1, p2, p3];
    const c = asked - 1;
    const neighbour = (c + 1) % 3;
    const loss = categorical_crossentropy(c, row);
    const each = row.map((_, i) => categorical_crossentropy(i, row));
    return {
      animal: ANIMALS[c],
      neighbour: ANIMALS[neighbour],
      pc: row[c],
      loss,
      decimal: categorical_crossentropy(c, row, { base: 10 }),
      bits: categorical_crossentropy(c, row, { base: 2 }),
      minus: -loss,
      all_classes: each[0] + each[1] + each[2],
      other: each[neighbour],
      missing: 1 - row[c],
    };
  },
};

const mean = {
  draw(random) {
    const [q1, q2, q3] = [1, 2, 3].map(() => decimal(random, 0.05, 0.95, { digits: 2 }));
    return { q1, q2, q3 };
  },
  values({ q1, q2, q3 }) {
    const labels = [0, 0, 0];
    const rows = [q1, q2, q3].map((q) => [q, 1 - q]);
    const loss = categorical_crossentropy(labels, rows);
    const [l1, l2, l3] = categorical_crossentropy(labels, rows, { reduction: "none" });
    const mean = (q1 + q2 + q3) / 3;
    return {
      l1,
      l2,
      l3,
      loss,
      total: categorical_crossentropy(labels, rows, { reduction: "sum" }),
      decimal: categorical_crossentropy(labels, rows, { base: 10 }),
      minus: -loss,
      of_the_mean: categorical_crossentropy(0, [mean, 1 - mean]),
      of_the_product: 1 - q1 * q2 * q3,
    };
  },
};

const gradient = {
  draw: (random) => ({ n: integer(random, 2, 5), p: decimal(random, 0.1, 0.9, { digits: 2 }) }),
  values({ n, p }) {
    const labels = Array(n).fill(0);
    const logits = labels.map(() => [Math.log(p), Math.log(1 - p)]);
    const slope = categorical_crossentropy_from_logits_prime(labels, logits)[0][0];
    const ofTheRow = Math.round((p - 1) * 100) / 100;
    return {
      slope,
      of_the_row: ofTheRow,
      swapped: -slope,
      swapped_of_the_row: -ofTheRow,
      label_forgotten: p / n,
      in_the_probability: -1 / p / n,
    };
  },
};

export const exercises = { loss, mean, gradient };
