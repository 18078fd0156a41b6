// Numbers as the pages write them: with a real minus, and a power of ten where decimals would show nothing.

const SUPERSCRIPTS = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

/** A number with so many decimals; what they can't show gets a power of ten, and only an exact zero is 0. */
export function fixed(value, digits = 4) {
  if (!Number.isFinite(value)) return unusual(value);
  if (value === 0) return "0";
  if (Math.abs(value) >= 1e6 || Number(value.toFixed(digits)) === 0) return scientific(value, 3);
  return withMinus(value.toFixed(digits));
}

/** A number with so many significant digits, and no zeros at its end. */
export function short(value, digits = 4) {
  if (!Number.isFinite(value)) return unusual(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return scientific(value, digits);
  return withMinus(String(Number(value.toPrecision(digits))));
}

/** A number as digits times a power of ten: 2.5·10⁻⁷. */
export function scientific(value, digits = 3) {
  if (!Number.isFinite(value)) return unusual(value);
  if (value === 0) return "0";
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
  const digitsShown = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
  const power = `10${superscript(Number(exponent))}`;
  if (digitsShown === "1") return power;
  return digitsShown === "-1" ? `−${power}` : `${withMinus(digitsShown)}·${power}`;
}

/** A whole number in raised digits. */
export function superscript(number) {
  return [...String(number)].map((sign) => SUPERSCRIPTS[sign]).join("");
}

/** Text that stands in HTML as itself. */
export function escape(text) {
  const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return String(text).replace(/[&<>"]/g, (sign) => entities[sign]);
}

function withMinus(text) {
  return text.replace("-", "−");
}

function unusual(value) {
  return Number.isNaN(value) ? "not a number" : value > 0 ? "∞" : "−∞";
}
