// The reader's own points as text: "0.5, -0.2, 1; ..." in their field, and "50_-20b..." in the address.
import { quoted } from "../../kit/parameters.mjs";
import { REACH } from "./setting.mjs";

export const MOST = 100;
const LETTERS = "ab"; // of class 0 and class 1 in the address
const SHORT = /(-?\d+)_(-?\d+)([ab])/g;

/** A point where the plane was touched, to two decimals: [x1, x2, class]. */
export function pointAt(x1, x2, label) {
  return [hundredths(x1), hundredths(x2), label];
}

/** Points from either form. */
export function read(text) {
  const typed = String(text).trim().replace(/;$/, "");
  if (!typed) return [];
  const points = typed.replace(SHORT, "") === "" ? [...typed.matchAll(SHORT)].map(fromShort) : typed.split(";").map(fromLong);
  if (points.length > MOST) throw new Error(`Points: expected ${MOST} at most, got ${points.length}. Leave some out.`);
  return points;
}

/** As the address has them: hundredths, and the class as a letter. */
export function write(points) {
  return points.map(([x1, x2, label]) => `${Math.round(100 * x1)}_${Math.round(100 * x2)}${LETTERS[label]}`).join("");
}

/** As their field has them. */
export function show(points) {
  return points.map((point) => point.join(", ")).join("; ");
}

/** How many there are, in words. */
export function told(points) {
  return points.length === 1 ? "one point" : `${points.length || "no"} points`;
}

function fromShort([whole, x1, x2, letter]) {
  return checked([x1 / 100, x2 / 100, LETTERS.indexOf(letter)], whole);
}

function fromLong(text) {
  const parts = text.trim().replace(/[−–]/g, "-").split(/\s*,\s*|\s+/);
  const isNumber = parts.length === 3 && parts.every((part) => /^[+-]?(\d+\.?\d*|\.\d+)$/.test(part));
  return checked(isNumber ? parts.map(Number) : [], text);
}

function checked([x1, x2, label], text) {
  const inside = Math.abs(x1) <= REACH && Math.abs(x2) <= REACH;
  if (inside && (label === 0 || label === 1)) return pointAt(x1, x2, label);
  throw new Error(
    `Points: expected x, y and class, such as 0.5, −1, 0, with x and y from −${REACH} to ${REACH} and class 0 or 1, got ${quoted(text)}. ` +
      "Put a semicolon between two points.",
  );
}

function hundredths(value) {
  const rounded = Math.round(100 * value) / 100;
  return rounded === 0 ? 0 : rounded;
}
