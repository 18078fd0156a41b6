// When two numbers are near enough, and when a refusal says enough.
const RELATIVE = 1e-12;
// Below the normal numbers digits run out: there a few of the smallest steps are as near as a sum of exponentials can be.
const SUBNORMAL = 8 * 5e-324;
const REFUSALS = { TypeError: "TypeError", ValueError: "RangeError" };

/** JSON text of fixtures -> cases, with the numbers that JSON has no word for. */
export function read(text) {
  const words = { NaN: NaN, Infinity: Infinity, "-Infinity": -Infinity };
  return JSON.parse(text, (_, value) => {
    if (typeof value === "string" && Object.hasOwn(words, value)) return words[value];
    return value !== null && typeof value === "object" && "integer" in value ? BigInt(value.integer) : value;
  });
}

/** The largest relative error; it throws where a number is not as `near` as it must be. */
export function compareNumbers(value, expected, near, name) {
  const largest = near === "largest" ? largestOf(expected) : null;
  return compareNested(value, expected, near, largest, name);
}

function compareNested(value, expected, near, largest, name) {
  if (!Array.isArray(expected)) return compareNumber(value, expected, near, largest, name);
  same(value?.length, expected.length, `length of ${name}`);
  return expected.reduce(
    (most, item, i) => Math.max(most, compareNested(value[i], item, near, largest, `${name}[${i}]`)),
    0,
  );
}

function compareNumber(value, expected, near, largest, name) {
  if (typeof value !== "number") throw new Error(`${name}: expected a number, got ${typeof value}`);
  if (Object.is(value, expected)) return 0;
  if (value === 0 && expected === 0) {
    same(Object.is(value, -0), false, `${name} is -0`); // a reader would see the minus
    return 0;
  }
  const error = Math.abs(value - expected);
  const size = largest ?? Math.abs(expected);
  const near_enough = error <= RELATIVE * size + SUBNORMAL;
  if (near === "same" || !near_enough || !Number.isFinite(size)) {
    throw new Error(`${name}: expected ${expected}, got ${value} (relative error ${(error / size).toPrecision(3)})`);
  }
  return error <= SUBNORMAL ? 0 : error / size;
}

function largestOf(value) {
  if (Array.isArray(value)) return value.reduce((most, item) => Math.max(most, largestOf(item)), 0);
  return Number.isFinite(value) ? Math.abs(value) : 0;
}

/** Refuse what is not the same. */
export function same(value, expected, name) {
  if (value !== expected) throw new Error(`${name}: expected ${expected}, got ${value}`);
}

/** What a call throws; it must throw. */
export function thrown(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error("expected a refusal, got none");
}

/** Whether a call throws an error of nnref's kind, with a message of what was expected, what came and how to repair it. */
export function refuses({ refusal }, call) {
  const error = thrown(call);
  same(error.name, REFUSALS[refusal], `kind of refusal (${error.message})`);
  same(/undefined|\[object/.test(error.message), false, `a word of the machine's in the message (${error.message})`);
  if (!/^(`[^`]+`|maps? \d.*): expected .+, got .+\. .+\.$/s.test(error.message)) {
    throw new Error(`expected what was expected, what came and how to repair it, got: ${error.message}`);
  }
  return 0;
}
