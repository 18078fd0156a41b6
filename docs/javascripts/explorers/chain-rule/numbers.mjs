// Numbers as the page has them: exact where a few decimals hold them, and all else with four decimals or about five digits.
import { fixed, short } from "../../kit/format.mjs";

/** A number in a sum or a picture: at most eight signs, and a power of ten where they can't hold it. */
export function four(value) {
  const size = Math.abs(value);
  if (isExact(value)) return plain(value);
  if (size >= 1e5) return short(value, 3);
  return size < 100 ? fixed(value, 4) : short(value, 5);
}

/** A number in a product, behind its dot unless it comes first. */
export function factor(value, place) {
  const text = four(value);
  return text.includes("·") || (place > 0 && value < 0) ? `(${text})` : text;
}

/** The sign that is true of the numbers as they are shown. */
export function equals(...values) {
  return values.every(isExact) ? "=" : "≈";
}

// Rounding in the last of sixteen digits makes no number inexact.
function isExact(value) {
  return plain(value).length <= 8 && Number(value.toPrecision(12)) === Number(value.toFixed(4));
}

function plain(value) {
  return String(Number(value.toFixed(4))).replace("-", "−");
}
