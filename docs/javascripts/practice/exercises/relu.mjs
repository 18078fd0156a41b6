// Exercises on ReLU: a small network by hand, the slope of a weight, and the slope of a graph with three bends.
import { mean_squared_error_prime, relu, relu_prime } from "../../nn.mjs";
import { choice, decimal, integer } from "../draws.mjs";

const net = {
  draw(random) {
    const weights = ["w1", "w2", "v1", "v2"].map((name) => [name, integer(random, -3, 3, { without: [-1, 0, 1] })]);
    const biases = ["b1", "b2", "c"].map((name) => [name, integer(random, -5, 5, { without: [0] })]);
    return { ...Object.fromEntries([...weights, ...biases]), x: integer(random, -3, 3, { without: [0] }) };
  },
  values({ w1, w2, v1, v2, b1, b2, c, x }) {
    const z = [w1 * x + b1, w2 * x + b2];
    const v = [v1, v2];
    const a = z.map((z) => relu(z));
    const opened = z[0] > z[1] ? 0 : 1;
    const shut = 1 - opened;
    const answer = v1 * a[0] + v2 * a[1] + c;
    return {
      z1: z[0],
      z2: z[1],
      a1: a[0],
      a2: a[1],
      y_hat: answer,
      z_open: z[opened],
      z_shut: z[shut],
      v_open: v[opened],
      line: v1 * z[0] + v2 * z[1] + c,
      only_the_bias: c,
      wrong_gate: v[shut] * z[shut] + c,
      absolute: v1 * Math.abs(z[0]) + v2 * Math.abs(z[1]) + c,
      bias_left_out: answer - c,
      switch: v[opened] + c,
    };
  },
};

const slopeOfAWeight = {
  draw(random) {
    const w = integer(random, -3, 3, { without: [-1, 0, 1] });
    const b = integer(random, -5, 5, { without: [0] });
    const [x1, x2] = [1, 2].map(() => integer(random, -4, 4, { without: [-1, 0, 1] }));
    const [y1, y2] = [1, 2].map(() => integer(random, 1, 6));
    return { w, b, x1, x2, y1, y2 };
  },
  values({ w, b, x1, x2, y1, y2 }) {
    const [x, y] = [
      [x1, x2],
      [y1, y2],
    ];
    const z = x.map((x) => w * x + b);
    const a = z.map((z) => relu(z));
    const errors = mean_squared_error_prime(y, a);
    const opened = z[0] > z[1] ? 0 : 1;
    const shut = 1 - opened;
    const passed = errors.map((error, m) => error * relu_prime(z[m]));
    const slope = passed[0] * x1 + passed[1] * x2;
    return {
      x_open: x[opened],
      y_open: y[opened],
      z_open: z[opened],
      a_open: a[opened],
      x_shut: x[shut],
      y_shut: y[shut],
      z_shut: z[shut],
      slope,
      value_for_slope: errors[opened] * z[opened] * x[opened],
      all_open: errors[0] * x1 + errors[1] * x2,
      bias: passed[0] + passed[1],
      total: 2 * slope,
      halved: slope / 2,
      wrong_way: -slope,
    };
  },
};

const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

const bends = {
  // Two bends on the left of x and one on its right, named in any order.
  draw(random) {
    const places = [integer(random, -5, -3), integer(random, -2, 1, { without: [0] }), integer(random, 3, 6)];
    const [t1, t2, t3] = choice(random, ORDERS).map((place) => places[place]);
    const [c1, c2, c3] = places.map(() => integer(random, -5, 5, { without: [-1, 0, 1] }));
    return { t1, t2, t3, c1, c2, c3, x: decimal(random, 1.5, 2.5) };
  },
  values({ t1, t2, t3, c1, c2, c3, x }) {
    const [t, c] = [
      [t1, t2, t3],
      [c1, c2, c3],
    ];
    const [far, near, right] = [0, 1, 2].sort((one, other) => t[one] - t[other]);
    const slopes = t.map((t, k) => c[k] * relu_prime(x - t));
    const heights = t.map((t, k) => c[k] * relu(x - t));
    return {
      m1: -t1,
      m2: -t2,
      m3: -t3,
      far: t[far],
      near: t[near],
      right: t[right],
      slope: slopes[0] + slopes[1] + slopes[2],
      c_far: c[far],
      last: c[near],
      shut: c[right],
      all: c1 + c2 + c3,
      height: heights[0] + heights[1] + heights[2],
      count: 2,
    };
  },
};

export const exercises = { net, "slope-of-a-weight": slopeOfAWeight, bends };
