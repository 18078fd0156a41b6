// Labels beside points, where several points may lie close together.
import { label } from "./plot.mjs";

export const [LEFT, RIGHT] = [-1, 1];
const SHIFTS = [0, 15, -15, 30, -30, 45, -45];
const LETTER = 10.5; // px, the widest

/**
 * Labels beside their points, each at the first place that is free of other labels and of the points.
 * `names`: { x, y, text, quantity, sides }, with `sides` LEFT and RIGHT, the better one first.
 */
export function labels(at, names) {
  const taken = names.map(({ x, y }) => ({ left: x - 7, right: x + 7, y, half: 7 }));
  const free = (one) =>
    one.left > at.left &&
    one.right < at.width &&
    one.y > at.top + 6 &&
    one.y < at.height - at.bottom - 6 &&
    !taken.some((other) => one.left < other.right && other.left < one.right && Math.abs(one.y - other.y) < one.half + other.half);
  return names.map(({ x, y, text, quantity, sides }) => {
    const wide = LETTER * text.length;
    const places = SHIFTS.flatMap((shift) =>
      sides.map((side) => {
        const left = side === RIGHT ? x + 11 : x - 11 - wide;
        return { side, left, right: left + wide, y: y + shift, half: 7.5 };
      }),
    );
    const found = places.find(free) ?? places[0];
    taken.push(found);
    const anchor = found.side === RIGHT ? "start" : "end";
    return label(found.side === RIGHT ? found.left : found.right, found.y + 4.5, text, quantity, { anchor });
  });
}
