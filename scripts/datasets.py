"""Points of two classes in the plane, from uniform draws alone: what a small network can be tried on.

From the same generator the numbers are those of `docs/javascripts/nn/datasets.mjs`; the classes take turns. Each returns
the points, of shape (n, 2), and their labels, of shape (n,).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from nnref._arrays import FloatArray

Points = tuple[FloatArray, NDArray[np.intp]]

CORNERS = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])


def xor(rng: np.random.Generator, n: int) -> Points:
    """Four clouds; those on one diagonal are class 0, those on the other class 1."""
    k = np.arange(n)
    first, second = rng.random((n, 2)), rng.random((n, 2))
    return 0.7 * CORNERS[k % 4] + 0.6 * (first - second), k % 2


def circles(rng: np.random.Generator, n: int) -> Points:
    """A disc, class 0, inside a ring, class 1."""
    y = np.arange(n) % 2
    u, v = rng.random((n, 2)).T
    return _polar(0.5 * u + 0.75 * y, 2 * math.pi * v), y


def spiral(rng: np.random.Generator, n: int) -> Points:
    """Two arms, one a class, wound around each other."""
    k = np.arange(n)
    along = k / n
    x = _polar(0.15 + 1.1 * along, math.pi * (3 * along + k % 2))
    return x + 0.2 * (rng.random((n, 2)) - 0.5), k % 2


DATASETS = {"xor": xor, "circles": circles, "spiral": spiral}


def _polar(radius: FloatArray, angle: FloatArray) -> FloatArray:
    return np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))
