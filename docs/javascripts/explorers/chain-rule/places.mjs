// Where the parts of the picture stand: side by side, or on a phone one below the other.
const STACKED = 620; // px of width, below which the layers stand one below the other
const ROW = 17; // px of height of a line in a card
const HEIGHTS = [1, 4, 4, 1].map((rows) => rows * ROW + 10);

export const LOSS = 3; // comes after the layers 0, 1 and 2

/** The places in a column of some width: `box(layer, unit)`, and from it all else. */
export function places(width) {
  return width < STACKED ? stacked(width) : sideBySide(width);
}

/** Where the lines of a card have their feet. */
export function foot({ y }, row) {
  return y + 5 + ROW * row + 12.5;
}

function sideBySide(width) {
  const widths = [100, 112, 112, 96];
  const gap = (width - widths.reduce((sum, each) => sum + each)) / 5;
  const lefts = [0, widths[0] + 2 * gap, widths[0] + widths[1] + 4 * gap, width - widths[LOSS]];
  const middles = [155, 75, 235];
  const box = (layer, unit) => ({
    x: lefts[layer],
    y: middles[layer === LOSS ? 0 : unit] - HEIGHTS[layer] / 2,
    w: widths[layer],
    h: HEIGHTS[layer],
  });
  return {
    height: 310,
    box,
    enters: (layer, unit) => left(box(layer, unit)),
    leaves: (layer, unit) => right(box(layer, unit)),
    title: (layer) => ({ x: lefts[layer] + widths[layer] / 2, y: middles[0] + 4 }),
    // Straight connections have their names outside, crossing ones beside their beginning, where no other line comes by.
    name: ({ from, to }, along) => {
      if (from !== to) return { x: along(0.27).x - 7, y: along(0.27).y + (from === 1 ? 11 : -17), anchor: "end" };
      return { x: along(0.5).x, y: along(0.5).y + (from === 1 ? -23 : 16), anchor: "middle" };
    },
    bias: ({ layer, to }) => {
      const { x, y, w, h } = box(layer, to);
      const [start, end, text] = to === 1 ? [y - 14, y, y - 19] : [y + h + 14, y + h, y + h + 27];
      return { x: x + w / 2, start, end, text: { x: x + w / 2, y: text, anchor: "middle" } };
    },
  };
}

function stacked(width) {
  const widths = [100, 108, 108, 96];
  const tops = [2, 133, 315, 433];
  const middles = [0.5, 0.25, 0.75].map((share) => share * width);
  const box = (layer, unit) => ({
    x: middles[layer === LOSS ? 0 : unit] - widths[layer] / 2,
    y: tops[layer],
    w: widths[layer],
    h: HEIGHTS[layer],
  });
  return {
    height: 462,
    box,
    enters: (layer, unit) => top(box(layer, unit)),
    leaves: (layer, unit) => bottom(box(layer, unit)),
    title: (layer) => ({ x: middles[0], y: tops[layer] + HEIGHTS[layer] / 2 + 4 }),
    // Beside a crossing connection there is no room: its name stands on it, and the line stops before it.
    name: ({ from, to }, along) => {
      if (from !== to) return { ...along(0.27), y: along(0.27).y - 3, anchor: "middle", on: true };
      return { x: along(0.5).x + (from === 1 ? -8 : 8), y: along(0.5).y - 6, anchor: from === 1 ? "end" : "start" };
    },
    bias: ({ layer, to }) => {
      const { x, y, w } = box(layer, to);
      const [stub, text, anchor] = to === 1 ? [x + 18, x + 46, "end"] : [x + w - 18, x + w - 46, "start"];
      return { x: stub, start: y - 12, end: y, text: { x: text, y: y - 17, anchor } };
    },
  };
}

function left({ x, y, h }) {
  return { x, y: y + h / 2 };
}

function right({ x, y, w, h }) {
  return { x: x + w, y: y + h / 2 };
}

function top({ x, y, w }) {
  return { x: x + w / 2, y };
}

function bottom({ x, y, w, h }) {
  return { x: x + w / 2, y: y + h };
}
