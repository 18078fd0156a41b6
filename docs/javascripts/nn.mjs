// The mathematics of the lecture in JavaScript: nnref's names, nnref's numbers, and no knowledge of any page.
export * from "./nn/activations.mjs";
export * from "./nn/linear.mjs";
export { log_softmax, softmax } from "./nn/softmax.mjs";
export * from "./nn/losses.mjs";
export * from "./nn/squared_error.mjs";
export * from "./nn/initializers.mjs";
export * from "./nn/network.mjs";
export * from "./nn/step.mjs";
export * from "./nn/optimizers.mjs";
export * from "./nn/training.mjs";
export * from "./nn/norms.mjs";
export * from "./nn/random.mjs";
export * from "./nn/surfaces.mjs";
export * from "./nn/datasets.mjs";
