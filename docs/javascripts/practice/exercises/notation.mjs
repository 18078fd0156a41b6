// Exercises on the notation: a weight's place in a list, the size of a matrix, and one number of a layer by hand.
import { Network } from "../../nn.mjs";
import { decimal, integer } from "../draws.mjs";

const PAIRS = ["11", "12", "21", "22"];

const named = (names, make) => Object.fromEntries(names.map((name) => [name, make(name)]));

const entry = {
  draw(random) {
    const i = integer(random, 1, 5);
    return { i, j: integer(random, 1, 5, { without: [i] }), l: integer(random, 2, 4) };
  },
  values: ({ i, j, l }) => ({
    row: i - 1,
    column: j - 1,
    at: l - 1,
    before: l - 2,
    i_after: i + 1,
    j_after: j + 1,
    l_after: l + 1,
  }),
};

const size = {
  draw(random) {
    const units = named(["n0", "n1", "n2", "n3", "n4"], () => integer(random, 2, 9));
    return { ...units, l: integer(random, 2, 3) };
  },
  values({ n0, n1, n2, n3, n4, l }) {
    const network = new Network([n0, n1, n2, n3, n4], { initializer: "zeros" });
    const sizes = network.weights.map((W) => W.length * W[0].length);
    const at = l - 1;
    const [n_in, n_out] = [network.weights[at].length, network.weights[at][0].length];
    return {
      l_before: at,
      l_after: at + 2,
      n_in,
      n_out,
      entries: sizes[at],
      before: sizes[at - 1],
      after: sizes[at + 1],
      with_biases: sizes[at] + network.biases[at].length,
      added: n_in + n_out,
      in_all: sizes.reduce((sum, each) => sum + each, 0),
    };
  },
};

function layerOf(A, W, b) {
  const layer = new Network([2, 2], { output: "linear", initializer: "zeros" });
  layer.biases[0].set(b);
  W.forEach((row, i) => layer.weights[0][i].set(row));
  return layer.predict(A);
}

const transposed = (W) => W[0].map((_, j) => W.map((row) => row[j]));

const oneNumber = {
  draw(random) {
    const m = integer(random, 1, 2);
    const activations = named(
      PAIRS.map((pair) => `a${pair}`),
      () => integer(random, -3, 4, { without: [0] }),
    );
    const weights = named(
      PAIRS.map((pair) => `w${pair}`),
      () => decimal(random, -0.9, 0.9, { without: [0] }),
    );
    return { m, j: 3 - m, ...activations, ...weights, ...named(["b1", "b2"], () => decimal(random, -0.5, 0.5)) };
  },
  values(drawn) {
    const [A, W] = ["a", "w"].map((name) => [1, 2].map((i) => [1, 2].map((j) => drawn[`${name}${i}${j}`])));
    const b = [drawn.b1, drawn.b2];
    const [m, j] = [drawn.m - 1, drawn.j - 1];
    const Z = layerOf(A, W, b);
    const judged = {
      number: Z[m][j],
      transposed: layerOf(A, transposed(W), b)[m][j],
      swapped: Z[j][m],
      reversed: layerOf(W, A, b)[m][j],
      unbiased: Z[m][j] - b[j],
      other_bias: Z[m][j] - b[j] + b[m],
    };
    return {
      a_m1: A[m][0],
      a_m2: A[m][1],
      w_1j: W[0][j],
      w_2j: W[1][j],
      b_j: b[j],
      ...named(Object.keys(judged), (name) => Math.round(judged[name] * 10) / 10),
    };
  },
};

export const exercises = { entry, size, "one-number": oneNumber };
