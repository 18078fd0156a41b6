// Surfaces to go down on: a loss of two weights, its gradient, and the place where that is 0. In Python: scripts/surfaces.py.

// L = (c_1 w_1^2 + c_2 w_2^2) / 2: its curvatures make it a bowl, a valley or a saddle
function quadratic(c1, c2) {
  return {
    f: (w1, w2) => (c1 * w1 * w1 + c2 * w2 * w2) / 2,
    prime: (w1, w2) => [c1 * w1, c2 * w2],
    flat: [0, 0],
  };
}

// Rosenbrock (1960): L = (1 - w_1)^2 + 100 (w_2 - w_1^2)^2, a valley that bends
const rosenbrock = {
  f(w1, w2) {
    const [short, off] = [1 - w1, w2 - w1 * w1];
    return short * short + 100 * off * off;
  },
  prime(w1, w2) {
    const off = w2 - w1 * w1;
    return [-2 * (1 - w1) - 400 * w1 * off, 200 * off];
  },
  flat: [1, 1],
};

/** name -> { f(w1, w2), prime(w1, w2) -> both slopes, flat }. The saddle has no lowest point. */
export const surfaces = { bowl: quadratic(1, 1), valley: quadratic(1, 100), saddle: quadratic(1, -1), rosenbrock };
