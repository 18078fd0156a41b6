// Exercises on batches: how far a mini-batch is off, and how many steps a training makes.
import { choice, integer, tidy } from "../draws.mjs";

const N = 5;

/** All ways to take `size` of the items, in order. */
function combinations(items, size) {
  if (size === 0) return [[]];
  return items.flatMap((item, at) => combinations(items.slice(at + 1), size - 1).map((rest) => [item, ...rest]));
}

const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

const batch = {
  draw(random) {
    const gradients = Array.from({ length: N }, (_, n) => [`g${n + 1}`, integer(random, -5, 5)]);
    return { ...Object.fromEntries(gradients), batch: integer(random, 2, 3) };
  },
  values({ batch: size, ...named }) {
    const gradients = Object.values(named);
    const mean = total(gradients) / N;
    const squares = gradients.map((g) => (g - mean) ** 2);
    const means = combinations(gradients, size).map((rows) => total(rows) / size);
    const single = total(squares) / N;
    const variance = total(means.map((each) => (each - mean) ** 2)) / means.length;
    return {
      ...Object.fromEntries(squares.map((square, n) => [`d${n + 1}`, tidy(square, 2)])),
      mean,
      variance,
      single: tidy(single, 2),
      put_back: single / size,
      deviation: Math.sqrt(variance),
      of_the_sum: variance * size * size,
      divided_twice: variance / size,
    };
  },
};

const steps = {
  draw(random) {
    const batch = choice(random, [16, 20, 32, 50]);
    // The rest is less than half a batch, so that one long row of all epochs would make fewer steps.
    const n = batch * integer(random, 3, 9) + integer(random, 1, batch / 2);
    return { n, batch, epochs: integer(random, 3, 9) };
  },
  values({ n, batch, epochs }) {
    const oneEpoch = Math.ceil(n / batch);
    return {
      full: oneEpoch - 1,
      one_epoch: oneEpoch,
      steps: oneEpoch * epochs,
      rest_left_out: (oneEpoch - 1) * epochs,
      dealt_once: Math.ceil((n * epochs) / batch),
      examples: n * epochs,
    };
  },
};

export const exercises = { batch, steps };
