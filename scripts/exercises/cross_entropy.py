"""Exercises on cross-entropy: the loss of a row, the mean of a batch, and the slope in a logit."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnref import categorical_crossentropy, categorical_crossentropy_from_logits_prime
from scripts.practice.draws import decimal, integer
from scripts.practice.exercise import Drawn, Named, Numbers

ANIMALS = ("elephant", "dog", "cat")


def loss_draw(random: np.random.Generator) -> Named:
    asked = integer(random, 1, 3)
    p1, p2 = decimal(random, 0.05, 0.6, digits=2), decimal(random, 0.05, 0.3, digits=2)
    return {"asked": asked, "p1": p1, "p2": p2, "p3": round((1 - p1 - p2) * 100) / 100}


def loss_values(drawn: Drawn) -> Named:
    row = [drawn["p1"], drawn["p2"], drawn["p3"]]
    c = drawn["asked"] - 1
    neighbour = (c + 1) % 3
    loss = categorical_crossentropy(c, row)
    each = [categorical_crossentropy(i, row) for i in range(3)]
    return {
        "animal": ANIMALS[c],
        "neighbour": ANIMALS[neighbour],
        "pc": row[c],
        "loss": loss,
        "decimal": categorical_crossentropy(c, row, base=10),
        "bits": categorical_crossentropy(c, row, base=2),
        "minus": -loss,
        "all_classes": each[0] + each[1] + each[2],
        "other": each[neighbour],
        "missing": 1 - row[c],
    }


def loss_symbols(found: Drawn) -> dict[str, Any]:
    return {"L": found["loss"]}


def mean_draw(random: np.random.Generator) -> Named:
    return {name: decimal(random, 0.05, 0.95, digits=2) for name in ("q1", "q2", "q3")}


def mean_values(drawn: Drawn) -> Named:
    q = [drawn["q1"], drawn["q2"], drawn["q3"]]
    rows = [[each, 1 - each] for each in q]
    loss = categorical_crossentropy([0, 0, 0], rows)
    l1, l2, l3 = np.asarray(categorical_crossentropy([0, 0, 0], rows, reduction="none"))
    mean = (q[0] + q[1] + q[2]) / 3
    return {
        "l1": l1,
        "l2": l2,
        "l3": l3,
        "loss": loss,
        "total": categorical_crossentropy([0, 0, 0], rows, reduction="sum"),
        "decimal": categorical_crossentropy([0, 0, 0], rows, base=10),
        "minus": -loss,
        "of_the_mean": categorical_crossentropy(0, [mean, 1 - mean]),
        "of_the_product": 1 - q[0] * q[1] * q[2],
    }


def mean_symbols(found: Drawn) -> dict[str, Any]:
    return {"J": found["loss"]}


def gradient_draw(random: np.random.Generator) -> Named:
    return {"n": integer(random, 2, 5), "p": decimal(random, 0.1, 0.9, digits=2)}


def gradient_values(drawn: Drawn) -> Named:
    n, p = drawn["n"], drawn["p"]
    labels, logits = [0] * n, [[np.log(p), np.log(1 - p)]] * n
    slope = categorical_crossentropy_from_logits_prime(labels, logits)[0, 0]
    of_the_row = round((p - 1) * 100) / 100
    return {
        "slope": slope,
        "of_the_row": of_the_row,
        "swapped": -slope,
        "swapped_of_the_row": -of_the_row,
        "label_forgotten": p / n,
        "in_the_probability": -1 / p / n,
    }


def gradient_symbols(found: Drawn) -> dict[str, Any]:
    """For the true class: the prediction, and the label 1."""
    return {"hat y": found["p"], "y": 1.0, "N": found["n"]}


EXERCISES = {
    "loss": Numbers(loss_draw, loss_values, loss_symbols),
    "mean": Numbers(mean_draw, mean_values, mean_symbols),
    "gradient": Numbers(gradient_draw, gradient_values, gradient_symbols),
}
