"""Exercises on vanishing gradients: the factor of one step, how many steps it takes, and a raised learning rate."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnref import relu_prime, sigmoid_prime
from scripts.practice.draws import choice, decimal, integer
from scripts.practice.exercise import Drawn, Named, Numbers


def factor_draw(random: np.random.Generator) -> Named:
    return {"n": choice(random, [20, 50, 64, 80, 100]), "s": choice(random, [0.02, 0.05, 0.1])}


def factor_values(drawn: Drawn) -> Named:
    n, s = drawn["n"], drawn["s"]
    v, slope = round(s * s * 10_000) / 10_000, sigmoid_prime(0.0)
    return {
        "v": v,
        "nv": round(n * v * 10_000) / 10_000,
        "factor": np.sqrt(n * v * slope**2),
        "slopes_left_out": np.sqrt(n * v),
        "root_forgotten": n * v * slope**2,
        "deviation": np.sqrt(n * s * slope**2),
        "slope_not_squared": np.sqrt(n * v * slope),
        "one_weight": s * slope,
    }


def steps_draw(random: np.random.Generator) -> Named:
    return {
        "n": choice(random, [16, 32, 64, 128]),
        "s": choice(random, [0.01, 0.02, 0.05]),
        "k": integer(random, 4, 9),
    }


def steps_values(drawn: Drawn) -> Named:
    n, s, k = drawn["n"], drawn["s"], drawn["k"]
    half_open = (relu_prime(1.0) ** 2 + relu_prime(-1.0) ** 2) / 2
    squared = n * s * s * half_open
    ratio = -k / np.log10(np.sqrt(squared))
    return {
        "factor": np.sqrt(squared),
        "ratio": ratio,
        "steps": np.ceil(ratio),
        "one_less": np.floor(ratio),
        "all_open": np.ceil(-k / np.log10(np.sqrt(n * s * s))),
        "root_forgotten": np.ceil(-k / np.log10(squared)),
        "sigmoids": np.ceil(-k / np.log10(np.sqrt(n * s * s) * sigmoid_prime(0.0))),
        "natural": np.ceil(-k / np.log(np.sqrt(squared))),
    }


def raised_rate_draw(random: np.random.Generator) -> Named:
    return {
        "m": integer(random, 2, 9),
        "last": decimal(random, 0.1, 0.9),
        "move": choice(random, [0.01, 0.02, 0.05]),
    }


def raised_rate_values(drawn: Drawn) -> Named:
    first, last, move = drawn["m"] / 10**4, drawn["last"], drawn["move"]
    return {
        "eta": move / first,
        "thrown": move / first * last,
        "ratio": last / first,
        "same": move,
        "at_a_rate_of_one": last,
    }


def raised_rate_symbols(found: Drawn) -> dict[str, Any]:
    return {"eta": found["eta"]}


EXERCISES = {
    "factor": Numbers(factor_draw, factor_values),
    "steps": Numbers(steps_draw, steps_values),
    "raised-rate": Numbers(raised_rate_draw, raised_rate_values, raised_rate_symbols),
}
