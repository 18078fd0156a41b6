"""Derivatives of what nnref computes where it has no function for them: by nudging its arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

NUDGE = 1e-3


def slopes(f: Callable[[np.ndarray], Any], x: np.ndarray) -> np.ndarray:
    """The derivative of each value of f in each number of x, of the shape of f(x) and then that of x.

    Two central differences are combined so that the error falls with the fourth power of the nudge. For functions whose
    derivatives are about 1 that is 1e-12, of the same size as what rounding does to a difference divided by 1e-3.
    """
    f_x = np.asarray(f(x))
    found = np.empty(f_x.shape + x.shape)
    for index in np.ndindex(x.shape):
        nudge = np.zeros(x.shape)
        nudge[index] = NUDGE
        near, far = (np.asarray(f(x + step)) - np.asarray(f(x - step)) for step in (nudge, 2 * nudge))
        found[(..., *index)] = (8 * near - far) / (12 * NUDGE)
    return found
