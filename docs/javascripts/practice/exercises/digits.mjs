// Exercises on a real network: the accuracy of a confusion matrix, the steps of a training, and a standard error.
import { choice, integer } from "../draws.mjs";

const DIGITS = [1, 2, 3];

const accuracy = {
  draw(random) {
    const drawn = {};
    for (const i of DIGITS) {
      for (const j of DIGITS) drawn[`c${i}${j}`] = i === j ? integer(random, 30, 70) : integer(random, 0, 5);
    }
    return drawn;
  },
  values(drawn) {
    const C = DIGITS.map((i) => DIGITS.map((j) => drawn[`c${i}${j}`]));
    const sums = C.map(([one, two, three]) => one + two + three);
    const rows = C.map((row, i) => row[i] / sums[i]);
    const right = C[0][0] + C[1][1] + C[2][2];
    const all = sums[0] + sums[1] + sums[2];
    return {
      right,
      all,
      accuracy: right / all,
      misread: (all - right) / all,
      rows_averaged: (rows[0] + rows[1] + rows[2]) / 3,
      odds: right / (all - right),
      first_row: rows[0],
    };
  },
};

const steps = {
  draw: (random) => ({
    n: integer(random, 500, 1800),
    batch: choice(random, [16, 32, 50, 64, 100]),
    epochs: integer(random, 5, 40),
  }),
  values({ n, batch, epochs }) {
    const [perEpoch, whole] = [Math.ceil(n / batch), Math.floor(n / batch)];
    return {
      exact: n / batch,
      whole,
      per_epoch: perEpoch,
      steps: epochs * perEpoch,
      rounded_down: epochs * whole,
      run_on: Math.ceil((epochs * n) / batch),
      examples: epochs * n,
    };
  },
};

const error = {
  draw(random) {
    const n = choice(random, [100, 200, 250, 300, 400, 500, 800]);
    return { n, right: n - integer(random, 4, 30) };
  },
  values({ n, right }) {
    const p = right / n;
    return {
      p,
      error: Math.sqrt((p * (1 - p)) / n),
      variance: (p * (1 - p)) / n,
      of_one: Math.sqrt(p * (1 - p)),
      half_a_root: (p * (1 - p)) / Math.sqrt(n),
      factor_missing: Math.sqrt(p / n),
      missed: 1 - p,
    };
  },
};

export const exercises = { accuracy, steps, error };
