"""Slopes by nudging, for tests that must not take the code's word for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

STEP = 1e-5  # its square, times a third derivative, and the value's last place over it, are both about 1e-10


def central_difference(value: Callable[[], float], parameters: NDArray[Any]) -> NDArray[np.float64]:
    """The slope of `value` in each of the parameters, which are nudged in place and put back."""
    slopes = []
    for index in np.ndindex(parameters.shape):
        kept = parameters[index]
        values = []
        for nudge in (STEP, -STEP):
            parameters[index] = kept + nudge
            values.append(value())
        parameters[index] = kept
        slopes.append((values[0] - values[1]) / (2 * STEP))
    return np.array(slopes)
