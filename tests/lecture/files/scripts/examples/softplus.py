"""Where the textbook's formula for softplus overflows."""

from __future__ import annotations

import numpy as np

from nnref.softplus import softplus

POINTS = (-1, 0, 1, 700, 800)


def steps() -> str:
    lines = [
        r"| $z$ | as the textbook writes it | `softplus(z)` |",
        "| ---: | ---: | ---: |",
        *(f"| ${z}$ | {shown(as_written(z))} | {shown(float(softplus(z)))} |" for z in POINTS),
    ]
    return "\n".join(lines) + "\n"


def as_written(z: float) -> float:
    """The logarithm of one plus an exponential that may be too large."""
    with np.errstate(over="ignore"):
        return float(np.log(1 + np.exp(np.float64(z))))


def shown(value: float) -> str:
    return r"$\infty$" if np.isinf(value) else f"{value:.4f}"
