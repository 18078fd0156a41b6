// The race in words.
import { short } from "../../kit/format.mjs";
import { isInside, RACERS } from "./places.mjs";

const SURFACES = { bowl: "bowl", valley: "narrow valley", saddle: "saddle", rosenbrock: "Rosenbrock’s valley" };

/** Who is where, and who is out. */
export function summary(numbers, state) {
  const entries = Object.entries(numbers.racers);
  const first = numbers.racers.sgd.losses[0];
  if (state.step === 0) return `All three stand at the start, where the loss is ${short(first)}. Press Play, or Step for one step at a time.`;
  const steps = `After ${state.step} step${state.step === 1 ? "" : "s"}`;
  if (state.surface === "saddle") return `${steps}: ${leavers(entries)} The saddle has no lowest point; the way down is to leave it.`;
  const where = `${state.surface === "rosenbrock" ? "in" : "in the"} ${SURFACES[state.surface]}`;
  const over = ({ losses }) => (losses.length <= state.step ? "over " : ""); // it was followed no further
  const reached = entries.map(([racer, one]) => `${over(one)}${short(one.losses.at(-1))} with ${RACERS[racer]}`);
  const lowest = entries.reduce((best, one) => (one[1].losses.at(-1) < best[1].losses.at(-1) ? one : best));
  return [`${steps} ${where} the loss has come from ${short(first)} to ${listed(reached)}.`, ...fates(entries, first, state), `Lowest: ${RACERS[lowest[0]]}.`].join(" ");
}

/** Who is out of the picture, and whether it comes back within the race. */
function fates(entries, first, state) {
  const out = entries.filter(([, { path }]) => !isInside(path.at(-1), state));
  const climbs = ([, { losses, end }]) => losses.at(-1) > first && end >= losses.at(-1);
  const told = (some, one, many) => (some.length ? [`${listed(some.map(([racer]) => RACERS[racer]))} ${some.length > 1 ? many : one}.`] : []);
  return [
    ...told(out.filter(climbs), "diverges: it leaps ever higher, and has left the picture", "diverge: they leap ever higher, and have left the picture"),
    ...told(out.filter((one) => !climbs(one)), "is out of the picture for now", "are out of the picture for now"),
  ].map((text) => text[0].toUpperCase() + text.slice(1));
}

function leavers(entries) {
  const gone = entries.filter(([, { left }]) => left >= 0).sort((a, b) => a[1].left - b[1].left);
  const here = entries.filter(([, { left }]) => left < 0).map(([racer]) => RACERS[racer]);
  const told = gone.map(([racer, { left }]) => `${RACERS[racer]} left the saddle at step ${left}`);
  const rest = here.length ? `${listed(here)} ${here.length > 1 ? "are" : "is"} still at the saddle` : "";
  return `${[...told, rest].filter(Boolean).join("; ")}.`;
}

function listed(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
