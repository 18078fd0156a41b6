"""Exercises on the first weights: Glorot's limit, He's deviation, and what many layers make of a variance."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnref import relu
from nnref.initializers import Initializer, glorot_uniform, he_uniform
from scripts.practice.draws import choice, decimal, integer
from scripts.practice.exercise import Drawn, Named, Numbers

WIDTHS = (20, 30, 40, 50, 64, 80, 100, 120, 150)
NEAR_LEVEL = ((64, 0.11, 0.24), (100, 0.09, 0.19), (200, 0.06, 0.14), (256, 0.06, 0.12), (400, 0.05, 0.1))


class UpperEnd(np.random.Generator):
    """Draws the upper end of every interval, so that an initialiser shows its limit."""

    def uniform(self, low: Any = 0.0, high: Any = 1.0, size: Any = None) -> Any:
        """The end itself."""
        return np.full(size, high)


def limit_of(initializer: Initializer, n_in: int, n_out: int) -> float:
    return float(initializer(n_in, n_out, rng=UpperEnd(np.random.PCG64()))[0, 0])


def glorot_draw(random: np.random.Generator) -> Named:
    return {"n_in": choice(random, WIDTHS), "n_out": choice(random, WIDTHS)}


def glorot_values(drawn: Drawn) -> Named:
    n_in, n_out = drawn["n_in"], drawn["n_out"]
    limit = limit_of(glorot_uniform, n_in, n_out)
    variance = limit * limit / 3
    return {
        "limit": limit,
        "deviation": np.sqrt(variance),
        "variance": variance,
        "hes": limit_of(he_uniform, n_in, n_out),
        "forward": limit_of(glorot_uniform, n_in, n_in),
        "backward": limit_of(glorot_uniform, n_out, n_out),
        "width": 2 * limit,
    }


def glorot_symbols(found: Drawn) -> dict[str, Any]:
    return {"r": found["limit"]}


def he_draw(random: np.random.Generator) -> Named:
    return {"n_out": choice(random, WIDTHS), "n_in": choice(random, WIDTHS)}


def he_values(drawn: Drawn) -> Named:
    n_in, n_out = drawn["n_in"], drawn["n_out"]
    limit = limit_of(he_uniform, n_in, n_out)
    variance = limit * limit / 3
    return {
        "deviation": np.sqrt(variance),
        "variance": variance,
        "limit": limit,
        "wrong_side": limit_of(he_uniform, n_out, n_in) / np.sqrt(3),
        "glorots": limit_of(glorot_uniform, n_in, n_out) / np.sqrt(3),
        "halves_kept": np.sqrt(variance / 2),
    }


def layers_draw(random: np.random.Generator) -> Named:
    n, low, high = choice(random, NEAR_LEVEL)
    return {"n": n, "s": decimal(random, low, high, digits=2), "l": integer(random, 3, 5)}


def layers_values(drawn: Drawn) -> Named:
    n, s, layers = drawn["n"], drawn["s"], drawn["l"]
    half = (relu(1.0) ** 2 + relu(-1.0) ** 2) / 2
    factor = round(half * n * s * s * 10000) / 10000
    return {
        "factor": factor,
        "after": factor**layers,
        "moves": "falls" if factor < 1 else "grows",
        "level": limit_of(he_uniform, n, 1) / np.sqrt(3),
        "both_halves": (n * s * s) ** layers,
        "unsquared": (half * n * s) ** layers,
        "root": np.sqrt(factor**layers),
        "single": factor,
        "one_less": factor ** (layers - 1),
        "added": layers * factor,
    }


EXERCISES = {
    "glorot": Numbers(glorot_draw, glorot_values, glorot_symbols),
    "he": Numbers(he_draw, he_values),
    "layers": Numbers(layers_draw, layers_values),
}
