// Which numbers an exercise shows stands in the page's address, so that a link or a reload brings the same ones.
import { FIRST_SEED, LAST_SEED } from "./numbers.mjs";

/** The seed that the address asks for; `null` if it asks for one that is not there. */
export function seedOf(id, search) {
  const asked = new URLSearchParams(search).get(`practice.${id}`);
  if (asked === null) return FIRST_SEED;
  return /^\d{1,6}$/.test(asked) && Number(asked) >= FIRST_SEED && Number(asked) <= LAST_SEED ? Number(asked) : null;
}

/** The query with this seed in it; the first one needs no mention, and what others wrote stays. */
export function withSeed(id, seed, search) {
  const asked = new URLSearchParams(search);
  if (seed === FIRST_SEED) asked.delete(`practice.${id}`);
  else asked.set(`practice.${id}`, seed);
  const query = asked.toString();
  return query ? `?${query}` : "";
}
