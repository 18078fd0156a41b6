"""What `docs/javascripts/nn/random.mjs` makes of uniform draws, in Python: the same orders, and the same normal numbers.

Uniform draws are NumPy's own on both sides, bit for bit. NumPy makes orders and normal numbers in ways that would be long to
copy; these are short.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import DTypeLike, NDArray

from nnref._arrays import FloatArray
from nnref.initializers import Initializer


def permutation(rng: np.random.Generator, n: int) -> NDArray[np.intp]:
    """A random order of 0, ..., n - 1: the stable argsort of n uniform draws."""
    return np.argsort(rng.random(n), kind="stable")


def normal(rng: np.random.Generator, n: int) -> NDArray[np.float64]:
    r"""Draw n standard normal numbers, each from two uniform ones: $\sqrt{-2 \ln(1 - u_1)} \cos(2 \pi u_2)$.

    References:
        Box, G. E. P. and Muller, M. E. (1958). A note on the generation of random normal deviates. *Annals of
        Mathematical Statistics* 29, 610-611.
    """
    u_1, u_2 = rng.random((n, 2)).T
    return np.asarray(np.sqrt(-2.0 * np.log1p(-u_1)) * np.cos(2.0 * math.pi * u_2))


def uniform(limit: float) -> Initializer:
    r"""An initializer that draws $w \sim \mathcal{U}(-r, r)$ with $r$ = `limit`, whatever the size of the layer."""

    def draw(n_in: int, n_out: int, *, rng: np.random.Generator, dtype: DTypeLike = np.float64) -> FloatArray:
        return rng.uniform(-limit, limit, size=(n_in, n_out)).astype(dtype)

    return draw
