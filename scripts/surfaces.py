r"""Surfaces to go down on: a loss $L(w_1, w_2)$, its gradient, and the place where that is 0.

`docs/javascripts/nn/surfaces.mjs` has the same ones.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scripts.experiments import valley


class Surface(NamedTuple):
    """A loss of two weights, element by element."""

    f: Callable[[Any, Any], Any]
    prime: Callable[[Any, Any], NDArray[np.float64]]
    flat: tuple[float, float]


def quadratic(c_1: float, c_2: float) -> Surface:
    r"""$L = (c_1 w_1^2 + c_2 w_2^2) / 2$: its curvatures make it a bowl, a valley or a saddle."""
    return Surface(
        f=lambda w_1, w_2: (c_1 * w_1 * w_1 + c_2 * w_2 * w_2) / 2,
        prime=lambda w_1, w_2: np.array([c_1 * w_1, c_2 * w_2]),
        flat=(0.0, 0.0),
    )


def rosenbrock(w_1: Any, w_2: Any) -> Any:
    r"""$L = (1 - w_1)^2 + 100 (w_2 - w_1^2)^2$, a valley that bends.

    References:
        Rosenbrock, H. H. (1960). An automatic method for finding the greatest or least value of a function. *The Computer
        Journal* 3, 175-184.
    """
    short, off = 1 - w_1, w_2 - w_1 * w_1
    return short * short + 100 * off * off


def rosenbrock_prime(w_1: Any, w_2: Any) -> NDArray[np.float64]:
    """Both slopes of `rosenbrock`."""
    off = w_2 - w_1 * w_1
    return np.array([-2 * (1 - w_1) - 400 * w_1 * off, 200 * off])


SURFACES = {
    "bowl": quadratic(1.0, 1.0),
    "valley": quadratic(valley.ALONG, valley.ACROSS),
    "saddle": quadratic(1.0, -1.0),
    "rosenbrock": Surface(rosenbrock, rosenbrock_prime, (1.0, 1.0)),
}
