// The straight pieces of which a stack of layers is made, one unit a layer, with ReLU between the layers.
import * as nn from "../../nn.mjs";

const NOTHING = [0, 0]; // what ReLU leaves of a negative piece, as a slope and an intercept
const EDGE = 1e-9; // nearer than this to the end of its piece, a zero is that end, rounded

/** `ends` between the pieces, and each piece's slope and intercept, from left to right. */
export function pieces(layers) {
  let ends = [];
  let maps = [layers[0]];
  for (const layer of layers.slice(1)) {
    ({ ends, maps } = cut(ends, maps));
    maps = maps.map((map) => nn.compose_linear([map, layer]));
  }
  return joined(ends, maps);
}

/** ReLU of the pieces: one that changes its sign becomes two. */
function cut(ends, maps) {
  const found = { ends: [], maps: [] };
  maps.forEach((map, k) => {
    const [slope, intercept] = map;
    const [from, to] = [ends[k - 1] ?? -Infinity, ends[k] ?? Infinity];
    const zero = slope === 0 ? NaN : -intercept / slope;
    const positive = slope === 0 ? intercept > 0 : zero <= from + EDGE ? slope > 0 : slope < 0;
    if (zero > from + EDGE && zero < to - EDGE) {
      found.maps.push(slope > 0 ? NOTHING : map, slope > 0 ? map : NOTHING);
      found.ends.push(zero);
    } else found.maps.push(positive ? map : NOTHING);
    if (k < ends.length) found.ends.push(to);
  });
  return found;
}

/** Neighbours on the same line are one piece. */
function joined(ends, maps) {
  const bends = ends.map((_, k) => maps[k].some((number, i) => number !== maps[k + 1][i]));
  const kept = maps.filter((_, k) => k === 0 || bends[k - 1]);
  return {
    ends: ends.filter((_, k) => bends[k]),
    slopes: kept.map(([slope]) => slope),
    intercepts: kept.map(([, intercept]) => intercept),
  };
}
