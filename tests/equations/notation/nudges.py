"""Derivatives of what nnref computes where it has no function for them: by nudging its arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tests.equations.arithmetic import pick
from tests.equations.tree import UnreadableError

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


def entries(table: np.ndarray, over: int = 1) -> Callable[..., Any]:
    """Derivatives of the entries of one array in those of another; the first so many indices are those of the former."""

    def entry(above: tuple[int, ...], below: tuple[int, ...]) -> Any:
        if len(above) != over:
            raise UnreadableError(f"expected {over} indices on what is derived, got {len(above)}")
        return pick(table, (*above, *below), 0)

    return entry
