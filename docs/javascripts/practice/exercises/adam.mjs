// Exercises on Adam: the second of its steps.
import { Adam } from "../../nn.mjs";
import { choice, integer, tidy } from "../draws.mjs";

const NEGLIGIBLE = 1e-30; // as Adam's epsilon, beside gradients of ordinary size

/** How far a step of Adam goes, and the two averages after it. */
function stepOf(adam, gradient) {
  const w = new Float64Array(1);
  adam.update(w, Float64Array.of(gradient));
  return [w[0], adam.moments.m[0], adam.moments.v[0]];
}

const adam = {
  draw: (random) => ({
    eta: choice(random, [0.1, 0.2, 0.5]),
    g1: integer(random, -5, 5, { without: [0] }),
    g2: integer(random, -5, 5, { without: [0] }),
  }),
  values({ eta, g1, g2 }) {
    const adam = new Adam({ learning_rate: eta, epsilon: NEGLIGIBLE });
    const [first, m1, v1] = stepOf(adam, g1);
    const [step, m2, v2] = stepOf(adam, g2);
    const [mRest, vRest] = [1 - adam.beta_1 ** 2, 1 - adam.beta_2 ** 2];
    const [mhat, vhat] = [m2 / mRest, v2 / vRest];
    return {
      m1: tidy(m1, 1),
      m2: tidy(m2, 2),
      v1: tidy(v1, 3),
      v2: tidy(v2, 6),
      mhat,
      vhat,
      step,
      uncorrected: (-eta * m2) / Math.sqrt(v2),
      mean_uncorrected: (-eta * m2) / Math.sqrt(vhat),
      square_uncorrected: (-eta * mhat) / Math.sqrt(v2),
      twice: (-eta * mhat) / mRest / Math.sqrt(vhat / vRest),
      first_power: (-eta * m2) / (1 - adam.beta_1) / Math.sqrt(v2 / (1 - adam.beta_2)),
      no_root: (-eta * mhat) / vhat,
      first,
      plain: -eta * g2,
    };
  },
};

export const exercises = { adam };
