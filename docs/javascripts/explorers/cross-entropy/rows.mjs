// The lecture's three rows, and what each part of the explorer asks of a row.

export const CLASSES = ["elephant", "dog", "cat"];
export const ROWS = [1, 2, 3];
export const LABELS = [
  [0, 1, 0],
  [1, 0, 0],
  [0, 0, 1],
];
export const PREDICTIONS = [
  [0.9, 0.05, 0.05],
  [0.1, 0.8, 0.1],
  [0.2, 0.2, 0.6],
];
export const BASES = { log10: 10, ln: null, log2: 2 };

/** The rows of the fields whose names begin with a letter. */
export function table(state, letter) {
  return ROWS.map((n) => CLASSES.map((_, i) => state[`${letter}${n}${i + 1}`]));
}

/** The fields of row n, with these values. */
export function named(letter, n, row) {
  return Object.fromEntries(row.map((value, i) => [`${letter}${n}${i + 1}`, value]));
}

/** The class that a row's label names; of a label that is spread over several, the likeliest. */
export function truth(labels) {
  return labels.indexOf(Math.max(...labels));
}

/** Whether a label leaves more than one class possible. */
export function isSpread(labels) {
  return labels[truth(labels)] !== 1;
}

/** The sum of numbers. */
export function total(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0);
}
