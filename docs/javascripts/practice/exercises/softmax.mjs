// Exercises on softmax: a share, a ratio, and the slope in another class's logit.
import { sigmoid, softmax } from "../../nn.mjs";
import { choice, decimal, integer } from "../draws.mjs";

const ANIMALS = ["elephant", "dog", "cat"];

const share = {
  draw(random) {
    const asked = integer(random, 1, 3);
    const [z1, z2, z3] = ANIMALS.map(() => decimal(random, -1, 2.5));
    return { asked, z1, z2, z3 };
  },
  values({ asked, z1, z2, z3 }) {
    const logits = [z1, z2, z3];
    const i = asked - 1;
    const neighbour = (i + 1) % 3;
    const shares = softmax(logits);
    const raised = logits.map((z) => Math.exp(z));
    return {
      animal: ANIMALS[i],
      neighbour: ANIMALS[neighbour],
      zi: logits[i],
      total: raised[0] + raised[1] + raised[2],
      share: shares[i],
      raised: raised[i],
      odds: raised[i] / (raised[neighbour] + raised[(i + 2) % 3]),
      plain: logits[i] / (z1 + z2 + z3),
      halved: softmax(logits.map((z) => z * Math.LN2))[i],
      other: shares[neighbour],
    };
  },
};

const ratio = {
  draw(random) {
    const z2 = decimal(random, -1.5, 1.5, { without: [0] });
    const further = choice(random, [-1, 1]) * decimal(random, 0.5, 3);
    return { z1: Math.round((z2 + further) * 10) / 10, z2 };
  },
  values({ z1, z2 }) {
    const difference = Math.round((z1 - z2) * 10) / 10;
    const ratio = Math.exp(difference);
    return {
      difference,
      ratio,
      quotient: z1 / z2,
      swapped: 1 / ratio,
      tens: 10 ** difference,
      two_classes: sigmoid(difference),
    };
  },
};

const crossSlope = {
  draw: (random) => ({ p1: decimal(random, 0.1, 0.6, { digits: 2 }), p2: decimal(random, 0.1, 0.35, { digits: 2 }) }),
  values({ p1, p2 }) {
    return {
      slope: -p1 * p2,
      plus: p1 * p2,
      own: p1 * (1 - p1),
      delta_forgotten: p1 * (1 - p2),
      other_own: p2 * (1 - p2),
      alone: -p2,
    };
  },
};

export const exercises = { share, ratio, "cross-slope": crossSlope };
