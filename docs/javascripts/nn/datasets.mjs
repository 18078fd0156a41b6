// Points of two classes in the plane, from uniform draws alone: what a small network can be tried on.
// From the same generator the numbers are those of scripts/datasets.py; the classes take turns.

const CORNERS = [
  [1, 1],
  [-1, 1],
  [-1, -1],
  [1, -1],
];

// Four clouds; those on one diagonal are class 0, those on the other class 1.
function xor(rng, n) {
  const [first, second] = [pairs(rng, n), pairs(rng, n)];
  return labelled(n, (k) => CORNERS[k % 4].map((side, i) => 0.7 * side + 0.6 * (first[k][i] - second[k][i])));
}

// A disc, class 0, inside a ring, class 1.
function circles(rng, n) {
  const drawn = pairs(rng, n);
  return labelled(n, (k) => {
    const [u, v] = drawn[k];
    return polar(0.5 * u + 0.75 * (k % 2), 2 * Math.PI * v);
  });
}

// Two arms, one a class, wound around each other.
function spiral(rng, n) {
  const drawn = pairs(rng, n);
  return labelled(n, (k) => {
    const along = k / n;
    const place = polar(0.15 + 1.1 * along, Math.PI * (3 * along + (k % 2)));
    return place.map((coordinate, i) => coordinate + 0.2 * (drawn[k][i] - 0.5));
  });
}

/** name -> (rng, n) -> { x: n rows of two numbers, y: n labels }. */
export const datasets = { xor, circles, spiral };

function pairs(rng, n) {
  return Array.from({ length: n }, () => [rng.random(), rng.random()]);
}

function polar(radius, angle) {
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

function labelled(n, place) {
  const numbers = Array.from({ length: n }, (_, k) => k);
  return { x: numbers.map(place), y: numbers.map((k) => k % 2) };
}
