// The parameters of the page's 2-2-2 network, with their names for the eye, for the ear and for the address.
const WEIGHTS = [
  [[0.8, 0.4], [-0.2, -0.9]],
  [[1.2, 0.5], [-1.1, -0.6]],
];
const BIASES = [
  [0.5, 0.4],
  [-0.3, -0.2],
];
const SUB = "₀₁₂";
const SUP = "⁰¹²";

export const UNITS = [1, 2];
export const SLOPES = { sigmoid: "σ′", tanh: "tanh′", relu: "ReLU′", leaky_relu: "LReLU′" };
const LAYERS = ["input", "hidden unit", "output"];

/** In the order of `Network.parameters`: each layer's weights by rows, then its biases, which come from no unit. */
export const EDGES = UNITS.flatMap((layer) => [
  ...UNITS.flatMap((from) => UNITS.map((to) => weight(layer, from, to))),
  ...UNITS.map((to) => bias(layer, to)),
]);

/** What stands at both ends of the network. */
export const ENDS = UNITS.flatMap((unit) => [
  { key: `x${unit}`, sign: sign("x", unit), place: `input ${unit}`, value: [1, 2][unit - 1] },
  { key: `y${unit}`, sign: sign("y", unit), place: `target of output ${unit}`, value: [0, 1][unit - 1] },
]);

function weight(layer, from, to) {
  return {
    key: `w${layer}_${from}${to}`,
    layer,
    from,
    to,
    value: WEIGHTS[layer - 1][from - 1][to - 1],
    sign: sign("w", `${from}${to}`, layer),
    place: `from unit ${from} of layer ${layer - 1} to unit ${to} of layer ${layer}`,
    kind: "weight",
    words: `from ${LAYERS[layer - 1]} ${from} to ${LAYERS[layer]} ${to}`,
  };
}

function bias(layer, to) {
  return {
    key: `b${layer}_${to}`,
    layer,
    from: null,
    to,
    value: BIASES[layer - 1][to - 1],
    sign: sign("b", to, layer),
    place: `bias of unit ${to} of layer ${layer}`,
    kind: "bias",
    words: `of ${LAYERS[layer]} ${to}`,
  };
}

/** The parameter that is followed. */
export function chosen({ edge }) {
  return EDGES.find(({ key }) => key === edge);
}

/** A name in plain text: w₂₁¹. */
export function sign(letter, below, above = "") {
  const [low, high] = [SUB, SUP].map((digits) => (number) => [...String(number)].map((digit) => digits[digit]).join(""));
  return letter + low(below) + high(above);
}

/** The same name in HTML. */
export function named(letter, below, above = "") {
  return `<i>${letter}</i><sub>${below}</sub>${above === "" ? "" : `<sup>${above}</sup>`}`;
}
