// Contour lines of a height that is known on a grid: marching squares, with the pieces joined to lines.

/** The lines on which the height is `level`, each a list of points [x, y]; `heights` has a row for each y. */
export function contours(xs, ys, heights, level) {
  const beside = neighbours(heights, level);
  const place = (edge) => crossing(xs, ys, heights, level, edge);
  const lines = [];
  // Lines that end at the border first, from one of their ends; what is left is closed.
  for (const ends of [1, 2]) {
    for (const [edge, others] of beside) {
      if (others.length === ends) lines.push(follow(beside, edge).map(place));
    }
  }
  return lines;
}

// A crossed edge of the grid is a number: twice the place of its lower left corner, and 1 more if it goes up.
function neighbours(heights, level) {
  const columns = heights[0].length;
  const beside = new Map();
  const join = (a, b) => {
    for (const [from, to] of [[a, b], [b, a]]) beside.set(from, [...(beside.get(from) ?? []), to]);
  };
  for (let j = 0; j + 1 < heights.length; j++) {
    const [lower, upper] = [heights[j], heights[j + 1]];
    for (let i = 0; i + 1 < columns; i++) {
      const isAbove = lower[i] >= level;
      const isCrossed = lower[i + 1] >= level !== isAbove || upper[i + 1] >= level !== isAbove || upper[i] >= level !== isAbove;
      if (!isCrossed) continue; // as most cells are
      const corners = [lower[i], lower[i + 1], upper[i + 1], upper[i]];
      const above = corners.map((height) => height >= level);
      const first = 2 * (j * columns + i);
      const round = [first, first + 3, first + 2 * columns, first + 1]; // below, right, above, left
      const crossed = round.filter((_, k) => above[k] !== above[(k + 1) % 4]);
      if (crossed.length === 2) join(...crossed);
      if (crossed.length < 4) continue;
      // Two lines: the middle of the cell decides which corners they cut off.
      const middle = corners.reduce((sum, height) => sum + height, 0) / 4 >= level;
      const [a, b, c, d] = middle === above[0] ? [0, 1, 2, 3] : [1, 2, 3, 0];
      join(round[a], round[b]);
      join(round[c], round[d]);
    }
  }
  return beside;
}

// From edge to edge until the line ends, or is back where it began; what was walked is taken out.
function follow(beside, start) {
  const line = [];
  for (let at = start; at !== undefined; ) {
    line.push(at);
    const next = beside.get(at)?.find((edge) => beside.has(edge));
    const others = beside.get(at) ?? [];
    beside.delete(at);
    at = next;
    if (at === undefined && line.length > 2 && others.includes(start)) line.push(start);
  }
  return line;
}

function crossing(xs, ys, heights, level, edge) {
  const columns = xs.length;
  const corner = Math.floor(edge / 2);
  const [i, j] = [corner % columns, Math.floor(corner / columns)];
  const up = edge % 2;
  const [from, to] = [heights[j][i], up ? heights[j + 1][i] : heights[j][i + 1]];
  const part = (level - from) / (to - from);
  return up ? [xs[i], ys[j] + part * (ys[j + 1] - ys[j])] : [xs[i] + part * (xs[i + 1] - xs[i]), ys[j]];
}
