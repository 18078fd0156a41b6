"""Handwritten digits, learned from the first step to the last, by nnref and by the libraries.

Run: python -m scripts.benchmarks.digits

Run it with a Python in which scikit-learn, which brings the digits, is installed, and PyTorch, JAX and Keras too; it says
aloud which of them is not and goes on without. The result goes to docs/measurements/digits.json, which the notes show with
its date. It fails if anyone learned to another loss or accuracy than nnref: then it was not the same work.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import numpy as np

from scripts.benchmarks import peers, race
from scripts.benchmarks.tables import table
from scripts.paths import DOCS, write_if_changed

RECORD = DOCS / "measurements" / "digits.json"
MODULE = "scripts.benchmarks.digits"
ROUNDS = 15
EPOCHS = 20
BATCH_SIZE = 32
LAYER_SIZES = (64, 32, 16, 10)
HIDDEN = (
    "tanh"  # with ReLU a learning rate of 1e-5 less, relatively, ends at a loss 4 % lower: no two libraries would agree
)
TEST_EXAMPLES = 360
SAME_ACCURACY = 1.5 / TEST_EXAMPLES
"""One test image more or less: one may lie on the border."""


def load_digits() -> tuple[Any, Any, Any, Any]:
    """Return examples and labels for training, and for the test, in an order that the seed decides."""
    images, labels = import_module("sklearn.datasets").load_digits(return_X_y=True)
    order = np.random.default_rng(peers.Task.seed).permutation(len(labels))
    x, y = (images[order] / 16).astype(np.float32), labels[order].astype(np.int64)
    return x[TEST_EXAMPLES:], y[TEST_EXAMPLES:], x[:TEST_EXAMPLES], y[:TEST_EXAMPLES]


def main() -> int:
    """Measure, write the record, print a table."""
    code = race.restart_on_one_thread(MODULE)
    if code is not None:
        return code
    versions, missing = peers.installed()
    if "scikit-learn" in missing:
        print("The digits come with scikit-learn: nothing was measured.", file=sys.stderr)
        return 1
    x, y, x_test, y_test = load_digits()
    task = peers.Task(LAYER_SIZES, HIDDEN, BATCH_SIZE, EPOCHS, x, y)
    times, weights = race.run(task, list(versions), ROUNDS, "digits")
    results = race.results(task, times, weights)
    rows, keys = (
        [["", "seconds", "slower by", "loss", "accuracy"]],
        ("seconds", "nnref_is_faster_by", "loss", "accuracy"),
    )
    wrong = [f"{name}'s loss" for name in race.disagreements(results)]
    for name, result in results.items():
        predicted = task.network(weights[name], np.float64).predict(x_test).argmax(axis=1)
        result["accuracy"] = float(f"{(predicted == y_test).mean():.4f}")
        result["seconds"] = float(f"{result.pop('microseconds_a_step') * task.steps / 1e6:.3g}")
        rows.append([name, *(f"{result[key]:g}" for key in keys)])
        if abs(result["accuracy"] - results["nnref"]["accuracy"]) > SAME_ACCURACY:
            wrong.append(f"{name}'s accuracy")
    print(table(rows))
    if wrong:
        print(f"These differ from nnref's: {'; '.join(wrong)}. Nothing was recorded.", file=sys.stderr)
        return 1
    record = race.conditions(f"python -m {MODULE}", versions, missing, ROUNDS)
    record |= {
        "date": datetime.now(UTC).date().isoformat(),
        "seed": peers.Task.seed,
        "layer_sizes": LAYER_SIZES,
        "hidden": HIDDEN,
        "batch_size": BATCH_SIZE,
        "epochs": EPOCHS,
        "training_examples": len(y),
        "test_examples": len(y_test),
        "steps": task.steps,
        "results": results,
    }
    write_if_changed(RECORD, json.dumps(record, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
