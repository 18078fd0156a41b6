// Judges answers: what a reader typed, the numbers of the exercise, and nothing of the page.
import { LARGEST, allowed } from "./numbers.mjs";
import { readable } from "./words.mjs";

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?`;
const ONE = new RegExp(`^${NUMBER}$`, "i");
const FRACTION = new RegExp(String.raw`^(${NUMBER})\s*/\s*(${NUMBER})$`, "i");
const SEVERAL = new RegExp(String.raw`^${NUMBER}(?:[\s;,]+${NUMBER})+$`, "i");
const COMMA = /^[+-]?\d*(?:,\d+)+(?:\.\d+)?$/;
const LONGEST = 60; // characters of a number that somebody means

/**
 * What a reader typed as a number: `{ value, decimals }`, or `{ problem }` that says how to write one. `decimals` is how many
 * digits stand after the point, `null` for a fraction or a power of ten.
 */
export function parse(typed) {
  const text = typed.trim().replace(/[−–‒]/g, "-").replace(/^([+-])\s+/, "$1");
  if (text === "") return { problem: "Type a number first, such as 0.25 or 1/4." };
  if (text.length > LONGEST) return { problem: "That is longer than any answer here. One number is enough, such as 0.25." };
  if (COMMA.test(text)) {
    return { problem: "Write decimals with a point, and nothing between thousands: 0.25, not 0,25." };
  }
  if (text.endsWith("%")) return { problem: "Write it as a plain number: 0.25 rather than 25%." };
  if (SEVERAL.test(text)) return { problem: "One number, please: this looks like several." };
  const fraction = FRACTION.exec(text);
  if (!fraction && !ONE.test(text)) {
    return { problem: "That can't be read as a number. Write it in digits, such as 0.25, −0.5, 1/4 or 2.5e-3." };
  }
  const value = fraction ? Number(fraction[1]) / Number(fraction[2]) : Number(text);
  if (fraction && Number(fraction[2]) === 0) return { problem: "Nothing can be divided by 0." };
  if (!(Math.abs(value) <= LARGEST)) {
    return { problem: "That number is larger than any answer here. Is its power of ten right?" };
  }
  return { value, decimals: fraction || /e/i.test(text) ? null : (text.split(".")[1] ?? "").length };
}

/**
 * The verdict on an answer: `right`; `mistake` with its `name`; `rounded`, `sign` or `wrong`; or `unclear` with the `problem`.
 * `judged` is what the exercise says of answer, tolerance and mistakes; `all` are its numbers.
 */
export function judge(typed, judged, all) {
  const { value, decimals, problem } = parse(typed);
  if (problem) return { verdict: "unclear", problem };
  const answer = all[judged.answer];
  const room = allowed(judged, answer) * (1 + 1e-9); // 0.3 is within 0.1 of 0.2, whatever floating point makes of it
  const isNear = (other) => Math.abs(value - other) <= room;
  if (isNear(answer)) return { verdict: "right", value };
  const name = judged.mistakes.find((mistake) => isNear(all[mistake]));
  if (name) return { verdict: "mistake", name, value };
  if (value !== 0 && decimals !== null && Number(answer.toFixed(decimals)) === value) return { verdict: "rounded", value };
  if (isNear(-answer)) return { verdict: "sign", value };
  return { verdict: "wrong", value };
}

/** The verdict in words; of a recognised mistake the words are the exercise's own. */
export function told({ verdict, problem }, judged, all) {
  switch (verdict) {
    case "right":
      return `Right: the answer is ${readable(all[judged.answer], judged.digits)}.`;
    case "mistake":
      return "Not yet:";
    case "rounded":
      return `Not yet: so far it is right, but rounded too much. An answer within ${judged.told} of the exact one counts.`;
    case "sign":
      return "Not yet: the size is right, the sign is not.";
    case "wrong":
      return "Not yet. Try again, take a hint, or unfold the solution.";
    default:
      return problem;
  }
}
