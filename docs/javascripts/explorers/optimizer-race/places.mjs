// Who races, and where.

export const RACERS = { sgd: "SGD", momentum: "momentum", adam: "Adam" };

// What of each surface is shown, at which heights it has lines, and a race that is worth seeing.
export const PLACES = {
  bowl: {
    plane: [[-4, 4], [-2.2, 2.2]],
    levels: [0.05, 0.3, 1, 2, 3.5, 5.5, 8],
    start: [3, 1.5],
    rates: [0.1, 0.05, 0.1],
  },
  valley: {
    plane: [[-4.5, 11], [-1.3, 1.3]],
    levels: [1, 5, 15, 30, 50, 75, 105],
    start: [10, 1],
    rates: [0.019, 0.0042, 0.27],
  },
  saddle: {
    plane: [[-2.5, 2.5], [-1.6, 1.6]],
    levels: [-1, -0.6, -0.3, -0.1, 0.1, 0.3, 0.6, 1, 1.6, 2.4],
    start: [2, 0.01],
    rates: [0.05, 0.01, 0.05],
  },
  rosenbrock: {
    plane: [[-1.8, 1.8], [-0.8, 2]],
    levels: [2, 7, 20, 60, 150, 350, 700],
    start: [-1.2, 1],
    rates: [0.0015, 0.0005, 0.2],
  },
};

/** Whether weights are in the part of the plane that is shown. */
export function isInside(w, { surface }) {
  return PLACES[surface].plane.every(([low, high], i) => w[i] >= low && w[i] <= high);
}
