// The experiment that a state of the playground asks for: the same answer serves the training and the exported snippet.

export const EXAMPLES = 200;
export const LAYERS = [1, 2, 3, 4];
export const MOMENTUM = 0.9;
export const CONSTANT = 0.5;
export const REACH = 1.5; // the plane that is shown runs from -REACH to REACH both ways

/** What decides the training, and nothing else: two states that agree in it show the same training, perhaps at other steps. */
export function setting(state) {
  const layers = LAYERS.slice(0, Number(state.layers));
  const own = state.data === "own" ? state.points : null;
  const examples = own ? own.length : EXAMPLES;
  const batch = state.batch === "all" ? examples : Math.min(Number(state.batch), examples);
  return {
    data: state.data,
    own,
    examples,
    sizes: [2, ...layers.map((l) => Number(state[`units${l}`])), 2],
    hidden: layers.map((l) => state[`f${l}`]),
    initializer: state.init,
    optimizer: state.optimizer,
    rate: state.rate,
    batch,
    whole: batch === examples, // one batch of all points: then their order is of no account, and none is drawn
    seed: state.seed,
  };
}
