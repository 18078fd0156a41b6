// Exercises on linear layers: two lines as one, two matrices as one, and where a ReLU between two lines bends.
import { compose_linear } from "../../nn.mjs";
import { choice, integer } from "../draws.mjs";

const WEIGHTS = [-3, -2, 2, 3, 4, 5];

const twoLines = {
  draw(random) {
    const w1 = choice(random, WEIGHTS);
    const w2 = choice(random, WEIGHTS);
    const b1 = integer(random, -5, 5, { without: [0] });
    return { w1, w2, b1, b2: integer(random, -5, 5, { without: [0, -w2 * b1] }) };
  },
  values({ w1, w2, b1, b2 }) {
    const [first, second] = [
      [w1, b1],
      [w2, b2],
    ];
    const [w, b] = compose_linear([first, second]);
    return {
      w,
      b,
      left_out: b2,
      unscaled: b1 + b2,
      own_weight: w1 * b1 + b2,
      swapped: compose_linear([second, first])[1],
      last_forgotten: w2 * b1,
    };
  },
};

const NAMES = ["w11", "w12", "w21", "w22", "v11", "v12", "v21", "v22"];

const composed = (first, second) =>
  compose_linear([
    [first, [0, 0]],
    [second, [0, 0]],
  ])[0];

const twoMatrices = {
  draw(random) {
    const i = integer(random, 1, 2);
    return { i, j: 3 - i, ...Object.fromEntries(NAMES.map((name) => [name, integer(random, -3, 4, { without: [0] })])) };
  },
  values(drawn) {
    const [first, second] = ["w", "v"].map((name) => [1, 2].map((i) => [1, 2].map((j) => drawn[`${name}${i}${j}`])));
    const [i, j] = [drawn.i - 1, drawn.j - 1];
    const W = composed(first, second);
    return {
      entry: W[i][j],
      reversed: composed(second, first)[i][j],
      in1: first[i][0],
      in2: first[i][1],
      out1: second[0][j],
      out2: second[1][j],
      first_path: first[i][0] * second[0][j],
      second_path: first[i][1] * second[1][j],
      transposed: W[j][i],
      own1: first[i][j],
      own2: second[i][j],
      elementwise: first[i][j] * second[i][j],
    };
  },
};

const bend = {
  draw(random) {
    const w1 = choice(random, WEIGHTS);
    const b1 = integer(random, -7, 7, { without: [0] });
    return { w1, b1, w2: choice(random, WEIGHTS), b2: integer(random, -5, 5, { without: [0] }) };
  },
  values({ w1, b1, w2, b2 }) {
    return {
      minus_b1: -b1,
      n: -b1 / w1,
      sign_kept: b1 / w1,
      of_the_second: -b2 / w2,
      upside_down: -w1 / b1,
      height: b2,
      intercept: b1,
    };
  },
};

export const exercises = { "two-lines": twoLines, "two-matrices": twoMatrices, bend };
