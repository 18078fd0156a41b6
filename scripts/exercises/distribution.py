"""Exercises on several machines: the gradient of unequal shares, and what a ring of workers sends."""

from __future__ import annotations

import numpy as np

from scripts.practice.draws import choice, decimal, integer
from scripts.practice.exercise import Drawn, Named, Numbers


def shares_draw(random: np.random.Generator) -> Named:
    n1 = integer(random, 3, 20)
    return {
        "n1": n1,
        "n2": integer(random, 3, 20, without=[n1]),
        "g1": decimal(random, -1, 1, digits=2, without=[0]),
        "g2": decimal(random, -1, 1, digits=2, without=[0]),
    }


def shares_values(drawn: Drawn) -> Named:
    n1, n2, g1, g2 = (drawn[name] for name in ("n1", "n2", "g1", "g2"))
    return {
        "whole": (n1 * g1 + n2 * g2) / (n1 + n2),
        "plain_mean": (g1 + g2) / 2,
        "summed": g1 + g2,
        "swapped": (n2 * g1 + n1 * g2) / (n1 + n2),
        "total": n1 * g1 + n2 * g2,
    }


def ring_draw(random: np.random.Generator) -> Named:
    k = choice(random, [4, 5, 6, 8, 10])
    return {"k": k, "p": k * integer(random, 50, 700)}


def ring_values(drawn: Drawn) -> Named:
    k, parameters = drawn["k"], drawn["p"]
    piece, rounds = parameters // k, 2 * (k - 1)
    sent = rounds * piece
    return {
        "piece": piece,
        "rounds": rounds,
        "sent": sent,
        "half_way": sent / 2,
        "every_round": 2 * parameters,
        "once": parameters,
        "to_each": (k - 1) * parameters,
        "by_all": k * sent,
    }


EXERCISES = {"shares": Numbers(shares_draw, shares_values), "ring": Numbers(ring_draw, ring_values)}
