"""Exercises on batches: how far a mini-batch is off, and how many steps a training makes."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

from scripts.practice.draws import choice, integer, tidy
from scripts.practice.exercise import Drawn, Named, Numbers

N = 5


def batch_draw(random: np.random.Generator) -> Named:
    gradients = {f"g{n}": integer(random, -5, 5) for n in range(1, N + 1)}
    return {**gradients, "batch": integer(random, 2, 3)}


def batch_values(drawn: Drawn) -> Named:
    gradients, size = np.array([drawn[f"g{n}"] for n in range(1, N + 1)], dtype=float), drawn["batch"]
    mean = gradients.sum() / N
    squares = (gradients - mean) ** 2
    means = np.array([np.sum(rows) / size for rows in combinations(gradients, size)])
    single, variance = squares.sum() / N, ((means - mean) ** 2).sum() / len(means)
    return {
        **{f"d{n}": tidy(square, 2) for n, square in enumerate(squares, start=1)},
        "mean": mean,
        "variance": variance,
        "single": tidy(single, 2),
        "put_back": single / size,
        "deviation": np.sqrt(variance),
        "of_the_sum": variance * size * size,
        "divided_twice": variance / size,
    }


def batch_symbols(found: Drawn) -> dict[str, Any]:
    return {"s": np.sqrt(found["single"])}


def steps_draw(random: np.random.Generator) -> Named:
    batch = choice(random, [16, 20, 32, 50])
    # The rest is less than half a batch, so that one long row of all epochs would make fewer steps.
    n = batch * integer(random, 3, 9) + integer(random, 1, batch // 2)
    return {"n": n, "batch": batch, "epochs": integer(random, 3, 9)}


def steps_values(drawn: Drawn) -> Named:
    n, batch, epochs = drawn["n"], drawn["batch"], drawn["epochs"]
    one_epoch = len(range(0, n, batch))
    return {
        "full": one_epoch - 1,
        "one_epoch": one_epoch,
        "steps": one_epoch * epochs,
        "rest_left_out": (one_epoch - 1) * epochs,
        "dealt_once": len(range(0, n * epochs, batch)),
        "examples": n * epochs,
    }


EXERCISES = {
    "batch": Numbers(batch_draw, batch_values, batch_symbols),
    "steps": Numbers(steps_draw, steps_values),
}
