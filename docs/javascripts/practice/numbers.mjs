// The numbers of an exercise for a seed; scripts/practice/numbers.py finds the same ones.
import { default_rng } from "../nn/random.mjs";

export const FIRST_SEED = 1; // of the numbers that the built page shows
export const LAST_SEED = 999_999;
export const LARGEST = 1e12; // what nobody would type
const ATTEMPTS = 200;

/**
 * What was drawn, and the same with all that follows from it, by name. Draws in which a mistake would pass for the answer,
 * or for another mistake, are drawn again.
 */
export function numbers({ draw, values }, judged, seed) {
  const random = default_rng(seed);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const drawn = draw(random);
    const all = { ...drawn, ...values(drawn) };
    if (areApart(judged, all)) return { drawn, all };
  }
  throw new Error(`in ${ATTEMPTS} draws of seed ${seed} the answer and the mistakes were never far enough apart`);
}

/** How far an answer may be off. */
export function allowed({ tolerance, isRelative }, answer) {
  return isRelative ? tolerance * Math.abs(answer) : tolerance;
}

/** Whether all numbers can be typed, and no rounding can take the answer or a mistake for another of them. */
function areApart(judged, all) {
  if (!Object.values(all).every((value) => typeof value === "string" || Math.abs(value) <= LARGEST)) return false;
  if (judged.answer === undefined) return true;
  const values = [judged.answer, ...judged.mistakes].map((name) => all[name]);
  const room = allowed(judged, values[0]);
  if (!(room > 0)) return false;
  return values.every((one, at) => values.slice(at + 1).every((other) => Math.abs(one - other) > 2 * room));
}
