// Exercises on several machines: the gradient of unequal shares, and what a ring of workers sends.
import { choice, decimal, integer } from "../draws.mjs";

const shares = {
  draw(random) {
    const n1 = integer(random, 3, 20);
    return {
      n1,
      n2: integer(random, 3, 20, { without: [n1] }),
      g1: decimal(random, -1, 1, { digits: 2, without: [0] }),
      g2: decimal(random, -1, 1, { digits: 2, without: [0] }),
    };
  },
  values: ({ n1, n2, g1, g2 }) => ({
    whole: (n1 * g1 + n2 * g2) / (n1 + n2),
    plain_mean: (g1 + g2) / 2,
    summed: g1 + g2,
    swapped: (n2 * g1 + n1 * g2) / (n1 + n2),
    total: n1 * g1 + n2 * g2,
  }),
};

const ring = {
  draw(random) {
    const k = choice(random, [4, 5, 6, 8, 10]);
    return { k, p: k * integer(random, 50, 700) };
  },
  values({ k, p }) {
    const [piece, rounds] = [p / k, 2 * (k - 1)];
    const sent = rounds * piece;
    return {
      piece,
      rounds,
      sent,
      half_way: sent / 2,
      every_round: 2 * p,
      once: p,
      to_each: (k - 1) * p,
      by_all: k * sent,
    };
  },
};

export const exercises = { shares, ring };
