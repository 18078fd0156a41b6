"""Exercises on backpropagation: the slope of a weight for a batch."""

from __future__ import annotations

import numpy as np

from nnref import categorical_crossentropy_from_logits_prime
from scripts.practice.draws import decimal
from scripts.practice.exercise import Drawn, Named, Numbers


def batch_draw(random: np.random.Generator) -> Named:
    answers = {f"a{m}": decimal(random, 0.1, 0.9) for m in (1, 2)}
    return {**answers, **{f"p{m}": decimal(random, 0.1, 0.9, digits=2) for m in (1, 2)}}


def batch_values(drawn: Drawn) -> Named:
    a1, a2, p1, p2 = drawn["a1"], drawn["a2"], drawn["p1"], drawn["p2"]
    logits = [[np.log(1 - p), np.log(p)] for p in (p1, p2)]
    d1, d2 = categorical_crossentropy_from_logits_prime([1, 0], logits)[:, 1]
    slope = a1 * d1 + a2 * d2
    return {
        "error1": round((p1 - 1) * 100) / 100,
        "slope": slope,
        "total": 2 * slope,
        "first_alone": a1 * d1,
        "second_alone": a2 * d2,
        "of_the_means": (a1 + a2) / 2 * (d1 + d2),
        "label_forgotten": (a1 * p1 + a2 * p2) / 2,
        "wrong_way": -slope,
    }


EXERCISES = {"batch": Numbers(batch_draw, batch_values)}
