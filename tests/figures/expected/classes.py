"""What the figures of softmax and cross-entropy must show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import nnref
from tests.figures.expect import Expected, View, curve, dot, figure, floats, through, whole


@figure
def softmax(narrow: bool) -> Expected:
    names = ("elephant", "dog", "cat")

    def probability(k: int) -> Callable[[Any], Any]:
        return lambda z: nnref.softmax([[float(at), 1.0, 0.0] for at in z])[:, k]

    here = nnref.softmax([2.0, 1.0, 0.0])
    shapes = {name: curve(probability(k), -5, 7) for k, name in enumerate(names)}
    shapes |= {f"{name}-here": dot(2, here[k]) for k, name in enumerate(names)}
    shapes["here"] = through([2, 2], [0, 1], "faint")
    told = [f"{value:.2f}" for value in here]
    words: list[tuple[str, str | None]] = [(text, None) for text in (*told, f"{' + '.join(told)} = {here.sum():.0f}")]
    words += [(rf"{name}, $\hat{{y}}_{k}$", name) for k, name in enumerate(names, 1)]
    axis = "$z_1$, the elephant's logit" + ("" if narrow else " (dog's $z_2 = 1$, cat's $z_3 = 0$)")
    z = np.arange(-4, 7)
    table = {"z₁": whole(z)} | {f"ŷ {name}": floats(probability(k)(z)) for k, name in enumerate(names)}
    return Expected([View(shapes, words, axis)], table)


@figure
def cross_entropy(narrow: bool) -> Expected:
    def surprise(p: Any) -> Any:
        rows = np.stack([p, 1 - np.asarray(p)], axis=-1)
        return nnref.categorical_crossentropy(np.zeros(len(rows), dtype=int), rows, reduction="none")

    given = (0.05, 0.1, 0.6)  # what the lecture's three rows give to their true classes
    costs = [float(cost) for cost in surprise(given)]
    shapes = {"loss": curve(surprise, 0.005, 1, "loss"), "certain": dot(1, surprise([1.0])[0], "loss", hollow=True)}
    shapes |= {f"row-{n}": dot(p, cost, "loss") for n, (p, cost) in enumerate(zip(given, costs, strict=True), 1)}
    words: list[tuple[str, str | None]] = [("1 → 0", "certain"), (r"$-\ln(\hat{y}_c)$", "loss")]
    words += [(f"row {n}: {p} → {cost:.2f}", None) for n, (p, cost) in enumerate(zip(given, costs, strict=True), 1)]
    p = sorted({*given, 0.01, 0.25, 0.5, 0.75, 0.9, 1.0})
    return Expected(
        [View(shapes, words, r"$\hat{y}_c$, the probability given to the true class", "loss of the row (nats)")],
        {"ŷ of the true class": [f"{value:g}" for value in p], "loss (nats)": floats(surprise(p))},
    )
