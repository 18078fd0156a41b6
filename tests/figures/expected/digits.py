"""What the figures of the network that reads digits must show: its record."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np

from scripts.paths import DOCS
from tests.figures.expect import Cell, Expected, Pixels, View, figure, floats, through, whole


@cache
def record() -> Any:
    """The record of the training, as it stands in the notes."""
    return json.loads((DOCS / "measurements" / "digits-training.json").read_text(encoding="utf-8"))


def grey(lines: list[str]) -> Any:
    """A picture's numbers, 0 for paper to 16 for ink."""
    return np.array([[int(value) for value in line.split()] for line in lines])


@figure
def digits(narrow: bool) -> Expected:
    of: dict[int, list[Any]] = {digit: [] for digit in range(10)}
    for sample in record()["samples"]:
        of[sample["true"]].append(grey(sample["picture"]))
    rows = (
        ((range(5), 0), (range(5), 1), (range(5, 10), 0), (range(5, 10), 1))
        if narrow
        else ((range(10), 0), (range(10), 1))
    )
    pictures = [Pixels(of[digit][which] / 16, "ink") for some, which in rows for digit in some]
    table: dict[str, list[Cell]] = {"digit": [*range(10)]}
    for row in range(8):
        table[f"row {row + 1}"] = [float(of[digit][0][row].mean()) for digit in range(10)]
    return Expected([View(pictures=pictures)], table)


@figure
def digits_misread(narrow: bool) -> Expected:
    mistakes = sorted(record()["misread"], key=lambda mistake: -mistake["probability"])
    texts = [f"{m['true']} → {m['said']}\n{m['probability']:.2f}" for m in mistakes]
    pictures = [Pixels(grey(m["picture"]) / 16, "ink", text) for m, text in zip(mistakes, texts, strict=True)]
    table = {
        "true": whole([m["true"] for m in mistakes]),
        "read as": whole([m["said"] for m in mistakes]),
        "its probability": floats([m["probability"] for m in mistakes]),
        "probability of the true one": floats([m["probability_of_true"] for m in mistakes]),
    }
    return Expected([View(words=[(text, None) for text in texts], pictures=pictures)], table)


@figure
def digits_confusion(narrow: bool) -> Expected:
    counts = np.array(record()["confusion"])
    right = np.diag(np.diag(counts)) / counts.sum(axis=1, keepdims=True)
    shapes, words = {}, []
    for true, said in np.argwhere(counts):
        name = f"wrong-{true}-{said}"
        if true != said:
            x, y = np.array([-1, 1, 1, -1, -1]), np.array([-1, -1, 1, 1, -1])
            shapes[name] = through(said + 0.42 * x, true + 0.42 * y, "derivative")
        words.append((str(counts[true, said]), name if true != said else None))
    table = {"true digit": whole(range(10))}
    table |= {f"read as {digit}": whole(counts[:, digit]) for digit in range(10)}
    pictures = [Pixels(right, "function")]
    return Expected([View(shapes, words, "read as", "true digit", pictures)], table)


@figure
def digits_loss(narrow: bool) -> Expected:
    learned, kept = record()["loss"], record()["validation_loss"]
    epochs = range(1, len(learned) + 1)
    shapes = {"learned": through(epochs, learned, "loss"), "kept": through(epochs, kept, "ink")}
    shown = [1, 2, 3, *range(5, len(learned) + 1, 5)]
    table: dict[str, list[Cell]] = {
        "epoch": [*shown],
        "loss, learned from": [learned[epoch - 1] for epoch in shown],
        "loss, kept aside": [kept[epoch - 1] for epoch in shown],
    }
    words: list[tuple[str, str | None]] = [("kept aside", "kept"), ("learned from", "learned")]
    return Expected([View(shapes, words, "epoch", "loss")], table)
