"""The lecture's two lines and their composition, a third line."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from nnref import compose_linear
from scripts.figures import style

F, G = (2, 1), (3, 2)  # the lecture's f(n) = 2n + 1 and g(n) = 3n + 2


def alt() -> str:
    return """Three straight lines that cross at n = −1, height −1: f(n) = 2n + 1, the steeper g(n) = 3n + 2, and
    g(f(n)) = 6n + 5, the steepest. None of them bends."""


def caption() -> str:
    slope, intercept = compose_linear(F, G)
    return rf"""$f(n) = 2n + 1$ first, then $g(n) = 3n + 2$, make
    $\fun{{{slope:g}n + {intercept:g}}}$: steeper than either, and still a line."""


def draw() -> Figure:
    figure, (axes,) = style.panels(height=360)
    n = np.array([-2.0, 2.0])
    faint = style.colour("faint")
    style.curve(axes, n, values(n, F), "function", gid="f", color=faint, linestyle=style.DASHES["derivative"])
    style.curve(axes, n, values(n, G), "function", gid="g", color=faint, linestyle=style.DASHES["loss"])
    style.curve(axes, n, values(n, F, G), "function", linewidth=2.4)
    style.label(axes, "$f(n) = 2n + 1$", 1.97, float(values(1.1, F)), "faint", offset=(0, -18), ha="right")
    style.label(
        axes,
        "$g(n) = 3n + 2$",
        1.45,
        float(values(1.45, G)),
        "faint",
        offset=(6 if style.is_narrow() else 14, 18),
        ha="right",
    )
    style.label(axes, "$g(f(n)) = 6n + 5$", 0.55, float(values(0.55, F, G)), "function", offset=(-14, 5), ha="right")
    axes.set(xlabel="$n$", xlim=(-2, 2), ylim=(-7.5, 12), xticks=range(-2, 3), yticks=[-7, -4, -1, 2, 5, 8, 11])
    return figure


def values(n: ArrayLike, *layers: tuple[float, float]) -> NDArray[np.float64]:
    slope, intercept = compose_linear(*layers)
    return np.asarray(slope * np.asarray(n) + intercept)


def table() -> style.Table:
    n = np.arange(-2, 3)
    columns: dict[str, ArrayLike] = {"n": n, "f(n)": values(n, F), "g(n)": values(n, G), "g(f(n))": values(n, F, G)}
    return style.Table(columns, digits=0)
