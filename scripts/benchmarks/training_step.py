"""What a training step costs, in nnref and in the libraries.

Run: python -m scripts.benchmarks.training_step

Run it with a Python in which PyTorch, JAX, scikit-learn and Keras are installed; it says aloud which of them is not and
goes on without. The result goes to docs/measurements/training-step.json, which the notes show with its date. It fails
if anyone trained to another loss than nnref: then it was not the same work.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

import numpy as np

from scripts.benchmarks import peers, race
from scripts.benchmarks.tables import table
from scripts.paths import DOCS, write_if_changed

RECORD = DOCS / "measurements" / "training-step.json"
MODULE = "scripts.benchmarks.training_step"
ROUNDS = 21
EPOCHS = 4
# Sizes, examples in a batch, batches: the lecture's, one for digits, one for images of 28 by 28.
NETWORKS = [((2, 3, 3, 3), 3, 100), ((64, 32, 16, 10), 32, 100), ((784, 128, 64, 10), 128, 10)]
HIDDEN = ("tanh", "relu")


def make_task(layer_sizes: tuple[int, ...], batch_size: int, batches: int, hidden: str) -> peers.Task:
    """Return a task on random examples whose labels a random linear map decides."""
    rng = np.random.default_rng(peers.Task.seed)
    x = rng.normal(size=(batch_size * batches, layer_sizes[0]))
    y = (x @ rng.normal(size=(layer_sizes[0], layer_sizes[-1]))).argmax(axis=1)
    return peers.Task(layer_sizes, hidden, batch_size, EPOCHS, x.astype(np.float32), y)


def main() -> int:
    """Measure, write the record, print a table."""
    code = race.restart_on_one_thread(MODULE)
    if code is not None:
        return code
    versions, missing = peers.installed()
    entries, rows = [], [["network", "batch", "hidden", "nnref", *(f"{name} is slower by" for name in versions)]]
    wrong = []
    for sizes, batch_size, batches in NETWORKS:
        for hidden in HIDDEN:
            task, name = make_task(sizes, batch_size, batches, hidden), "-".join(map(str, sizes))
            times, weights = race.run(task, list(versions), ROUNDS, f"{name}, {hidden}")
            results = race.results(task, times, weights)
            wrong += [f"{name}, {hidden}: {peer}" for peer in race.disagreements(results)]
            layer = {"layer_sizes": sizes, "hidden": hidden, "batch_size": batch_size, "steps": task.steps}
            entries.append(layer | {"results": results})
            slower = [f"{results[peer]['nnref_is_faster_by']:g}" for peer in versions]
            rows.append([name, str(batch_size), hidden, f"{results['nnref']['microseconds_a_step']:g} us", *slower])
    print(table(rows))
    if wrong:
        print(f"These did not reach nnref's loss: {'; '.join(wrong)}. Nothing was recorded.", file=sys.stderr)
        print(json.dumps(entries, indent=2), file=sys.stderr)
        return 1
    record = race.conditions(f"python -m {MODULE}", versions, missing, ROUNDS)
    record |= {"date": datetime.now(UTC).date().isoformat(), "seed": peers.Task.seed, "entries": entries}
    write_if_changed(RECORD, json.dumps(record, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
