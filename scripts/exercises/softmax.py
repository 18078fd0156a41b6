"""Exercises on softmax: a share, a ratio, and the slope in another class's logit."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnref import sigmoid, softmax
from scripts.practice.draws import choice, decimal, integer
from scripts.practice.exercise import Drawn, Named, Numbers

ANIMALS = ("elephant", "dog", "cat")


def share_draw(random: np.random.Generator) -> Named:
    asked = integer(random, 1, 3)
    z1, z2, z3 = (decimal(random, -1, 2.5) for _ in ANIMALS)
    return {"asked": asked, "z1": z1, "z2": z2, "z3": z3}


def share_values(drawn: Drawn) -> Named:
    logits = np.array([drawn["z1"], drawn["z2"], drawn["z3"]])
    i = drawn["asked"] - 1
    neighbour = (i + 1) % 3
    shares, raised = softmax(logits), np.exp(logits)
    total = raised[0] + raised[1] + raised[2]
    return {
        "animal": ANIMALS[i],
        "neighbour": ANIMALS[neighbour],
        "zi": logits[i],
        "total": total,
        "share": shares[i],
        "raised": raised[i],
        "odds": raised[i] / (raised[neighbour] + raised[(i + 2) % 3]),
        "plain": logits[i] / (logits[0] + logits[1] + logits[2]),
        "halved": softmax(logits * np.log(2))[i],
        "other": shares[neighbour],
    }


def ratio_draw(random: np.random.Generator) -> Named:
    z2 = decimal(random, -1.5, 1.5, without=[0])
    further = choice(random, [-1, 1]) * decimal(random, 0.5, 3)
    return {"z1": round((z2 + further) * 10) / 10, "z2": z2}


def ratio_values(drawn: Drawn) -> Named:
    difference = round((drawn["z1"] - drawn["z2"]) * 10) / 10
    ratio = np.exp(difference)
    return {
        "difference": difference,
        "ratio": ratio,
        "quotient": drawn["z1"] / drawn["z2"],
        "swapped": 1 / ratio,
        "tens": 10**difference,
        "two_classes": sigmoid(difference),
    }


def cross_slope_draw(random: np.random.Generator) -> Named:
    return {"p1": decimal(random, 0.1, 0.6, digits=2), "p2": decimal(random, 0.1, 0.35, digits=2)}


def cross_slope_values(drawn: Drawn) -> Named:
    p1, p2 = drawn["p1"], drawn["p2"]
    return {
        "slope": -p1 * p2,
        "plus": p1 * p2,
        "own": p1 * (1 - p1),
        "delta_forgotten": p1 * (1 - p2),
        "other_own": p2 * (1 - p2),
        "alone": -p2,
    }


def cross_slope_symbols(found: Drawn) -> dict[str, Any]:
    """The slope by a nudge of the logit, which are the logarithms of the probabilities."""
    y_hat = np.array([found["p1"], found["p2"], 1 - found["p1"] - found["p2"]])
    nudge = np.array([0.0, 1e-6, 0.0])
    slopes = (softmax(np.log(y_hat) + nudge) - softmax(np.log(y_hat) - nudge)) / 2e-6
    return {"hat y": y_hat, "dhat y/dz": lambda above, below: slopes[above[0] - 1]}


EXERCISES = {
    "share": Numbers(share_draw, share_values),
    "ratio": Numbers(ratio_draw, ratio_values),
    "cross-slope": Numbers(cross_slope_draw, cross_slope_values, cross_slope_symbols),
}
