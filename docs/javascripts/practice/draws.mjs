// Numbers that a reader likes to see, from uniform draws alone; scripts/practice/draws.py draws the same ones.

/** A whole number from `low` to `high`, both included. */
export function integer(random, low, high, { without = [] } = {}) {
  for (;;) {
    const value = low + Math.floor(random.random() * (high - low + 1));
    if (!without.includes(value)) return value;
  }
}

/** A number with so many decimals from `low` to `high`, both included. */
export function decimal(random, low, high, { digits = 1, without = [] } = {}) {
  const unit = 10 ** digits;
  for (;;) {
    const value = integer(random, Math.round(low * unit), Math.round(high * unit)) / unit;
    if (!without.includes(value)) return value;
  }
}

/** One of the options. */
export function choice(random, options) {
  return options[Math.floor(random.random() * options.length)];
}

/** A number that has no more decimals than these, without what rounding left behind them. */
export const tidy = (value, digits) => Math.round(value * 10 ** digits) / 10 ** digits;
