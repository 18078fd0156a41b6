// Exercises on backpropagation: the slope of a weight for a batch.
import { categorical_crossentropy_from_logits_prime } from "../../nn.mjs";
import { decimal } from "../draws.mjs";

const named = (names, make) => Object.fromEntries(names.map((name) => [name, make(name)]));

const batch = {
  draw(random) {
    const answers = named(["a1", "a2"], () => decimal(random, 0.1, 0.9));
    return { ...answers, ...named(["p1", "p2"], () => decimal(random, 0.1, 0.9, { digits: 2 })) };
  },
  values({ a1, a2, p1, p2 }) {
    const logits = [p1, p2].map((p) => [Math.log(1 - p), Math.log(p)]);
    const [d1, d2] = categorical_crossentropy_from_logits_prime([1, 0], logits).map((row) => row[1]);
    const slope = a1 * d1 + a2 * d2;
    return {
      error1: Math.round((p1 - 1) * 100) / 100,
      slope,
      total: 2 * slope,
      first_alone: a1 * d1,
      second_alone: a2 * d2,
      of_the_means: ((a1 + a2) / 2) * (d1 + d2),
      label_forgotten: (a1 * p1 + a2 * p2) / 2,
      wrong_way: -slope,
    };
  },
};

export const exercises = { batch };
