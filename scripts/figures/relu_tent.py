"""What bends add up to: |x| from two ReLUs, a tent from three, and a tent of a tent."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from nnref import relu
from scripts.figures import style

QUARTERS = np.arange(5) / 4


def alt() -> str:
    return """Two panels. On the left the V of |x|: its left arm is ReLU(−x), its right arm ReLU(x). The best line, dotted,
    level at one half, misses it by one half at −1, 0 and 1. On the right a tent rises from 0 to 1 at x = 1/2 and falls
    back to 0 at x = 1; the tent of the tent, dashed, has two peaks, at 1/4 and 3/4."""


def caption() -> str:
    peaks = np.flatnonzero(tent(tent(QUARTERS)) == 1)
    return rf"""First: two ReLUs make $\fun{{\lvert x \rvert}}$; the best line (dotted) between $-1$ and $1$ is off
    by $\frac{{1}}{{2}}$. Then: three ReLUs make a tent $\fun{{T(x)}}$, and a second layer of them, $T(T(x))$, has
    {len(peaks)} peaks."""


def draw() -> Figure:
    figure, (left, right) = style.panels(2, height=300)
    x = np.array([-1.0, 0.0, 1.0])
    style.curve(left, x, relu(x) + relu(-x), "function", gid="absolute", linewidth=2.4)
    style.curve(left, x, np.full(3, 0.5), "bound", gid="best-line", color=style.colour("faint"))
    style.label(left, r"$|x|$", 0.75, 0.75, "function", offset=(-10, 10), ha="right")
    style.label(left, r"$\mathrm{ReLU}(-x)$", -0.47, 0.47, "function", offset=(-4, -40), ha="right")
    style.label(left, r"$\mathrm{ReLU}(x)$", 0.47, 0.47, "function", offset=(4, -40))
    style.label(left, "best line, off by ½", 0, 0.5, "faint", offset=(0, 12), ha="center")
    left.set(xlabel="$x$", xlim=(-1, 1), ylim=(-0.06, 1.12))
    left.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−½", "0", "½", "1"])
    left.set_yticks([0, 0.5, 1], ["0", "½", "1"])

    style.curve(right, QUARTERS, tent(QUARTERS), "function", gid="tent", linewidth=2.4)
    eighths = np.arange(9) / 8
    style.curve(
        right, eighths, tent(tent(eighths)), "function", gid="tent-of-tent", linestyle=style.DASHES["derivative"]
    )
    style.label(right, "$T(x)$", 0.5, 1.0, "function", offset=(0, 12), ha="center")
    style.label(right, "$T(T(x))$", 0.25, 1.0, "function", offset=(-4, 12), ha="center")
    right.set(xlabel="$x$", xlim=(0, 1), ylim=(-0.06, 1.12))
    right.set_yticks([0, 0.5, 1], ["0", "½", "1"])
    right.set_xticks(QUARTERS, ["0", "¼", "½", "¾", "1"])
    return figure


def tent(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(2 * relu(x) - 4 * relu(x - 0.5) + 2 * relu(x - 1))


def table() -> style.Table:
    x = np.arange(9) / 8
    return style.Table({"x": x, "T(x)": tent(x), "T(T(x))": tent(tent(x))}, digits=3)
