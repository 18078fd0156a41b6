// A step of the playground's usual network must leave time to draw: under a millisecond of computing, median of many.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Adam, default_rng, Network, Training } from "../../docs/javascripts/nn.mjs";

const BUDGET = 1; // ms
const STEPS = 1000;

test("a step on 2-8-8-2 with 200 points takes less than a millisecond", () => {
  const rng = default_rng(1);
  const x = Array.from({ length: 200 }, () => [rng.uniform(-1, 1), rng.uniform(-1, 1)]);
  const y = x.map(([first, second]) => Number(first * second > 0));
  for (const hidden of ["tanh", "relu"]) {
    const network = new Network([2, 8, 8, 2], { hidden, rng: 0 });
    const training = new Training(network, x, y, { optimizer: new Adam(), batch_size: 200, shuffle: false });
    const times = Array.from({ length: STEPS }, () => time(() => training.step())).sort((a, b) => a - b);
    const median = times[STEPS / 2];
    console.log(`a step on 2-8-8-2 (${hidden}) with 200 points: ${median.toFixed(3)} ms, at best ${times[0].toFixed(3)} ms`);
    assert.ok(median < BUDGET, `${median} ms, of ${BUDGET}`);
  }
});

function time(call) {
  const start = performance.now();
  call();
  return performance.now() - start;
}
