// What may come in: real numbers, rows of them, and rows of rows.
// A refusal says what was expected, what came, and how to repair it: a TypeError as nnref's, a RangeError for its ValueError.

/** What a message calls a value that came. */
export function shown(value) {
  if (typeof value === "string") return `'${value}'`;
  if (isList(value)) return `a list of length ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  return Object.is(value, -0) ? "-0" : String(value);
}

/** A plain list or a typed array. */
export function isList(value) {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** Return `value` if it is a number; NaN and infinity are. */
export function checkNumber(value, name, example = "0.01") {
  if (typeof value === "number") return value;
  throw new TypeError(
    `\`${name}\`: expected one real number, got ${shown(value)} (${isList(value) ? "list" : typeof value}). ` +
      `Pass a number such as ${example}${isList(value) ? ", and map over a list" : ""}.`,
  );
}

/** Return `value` if it is a whole number. */
export function checkInteger(value, name) {
  if (Number.isSafeInteger(value)) return value;
  throw new TypeError(
    `\`${name}\`: expected an integer, got ${shown(value)} (${typeof value}). Pass one integer, such as 1.`,
  );
}

/** Return `value` if it is a whole number of at least 1. */
export function checkCount(value, name, repair) {
  if (checkInteger(value, name) >= 1) return value;
  throw new RangeError(`\`${name}\`: expected at least 1, got ${value}. ${repair}`);
}

/** The shape of nested lists, [] for a number; rows must have one length, and everything in them must be a number. */
export function shapeOf(value, name) {
  if (!isList(value)) {
    checkNumber(value, name);
    return [];
  }
  if (value.length === 0) return [0];
  if (value instanceof Float64Array) return [value.length];
  const shapes = Array.from(value, (item) => shapeOf(item, name));
  const first = shapes[0];
  if (shapes.some((shape) => !sameShape(shape, first))) {
    throw new RangeError(
      `\`${name}\`: expected an array whose rows all have one length, got rows of different lengths. ` +
        `Pad the short rows, or pass the rows one at a time.`,
    );
  }
  return [shapes.length, ...first];
}

/** Whether two shapes are the same. */
export function sameShape(a, b) {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/** A shape as NumPy prints it: (), (3,), (2, 3). */
export function printed(shape) {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}

/** Refuse what has no elements: a mean over no examples has no value. */
export function checkNotEmpty(shape, name) {
  if (shape.every((size) => size > 0)) return;
  throw new RangeError(
    `\`${name}\`: expected at least one element, got an empty array of shape ${printed(shape)}. ` +
      `Check the slice or the filter that made it.`,
  );
}

/** The shape of a row or a batch of rows with at least one element. */
export function checkRows(value, name) {
  const shape = shapeOf(value, name);
  if (shape.length === 0) {
    throw new RangeError(
      `\`${name}\`: expected a row or a batch of rows, got the single number ${shown(value)}. Put it in a list: [${name}].`,
    );
  }
  checkNotEmpty(shape, name);
  if (shape.length > 2) {
    throw new RangeError(
      `\`${name}\`: expected a row or a batch of rows, got shape ${printed(shape)}. Pass the batches one at a time.`,
    );
  }
  return shape;
}

/** Apply `f` to the one row or to each row of a batch of that shape. */
export function mapRows(shape, value, f) {
  return shape.length === 1 ? f(value) : Array.from(value, f);
}
