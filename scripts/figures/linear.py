"""The linear activation and its slope."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from nnref import linear, linear_prime
from scripts.figures import style


def alt() -> str:
    return """The linear activation is the straight line through the origin that rises by 1 for every 1 to the right. Its
    slope, dashed, is a level line at 1: the same everywhere."""


def caption() -> str:
    slopes = np.unique(linear_prime(np.linspace(-3, 3, 61)))
    return rf"""The linear activation $\fun{{f(z) = z}}$ and its slope $\slope{{f'(z)}}$, which is
    {slopes.item():g} wherever you stand."""


def draw() -> Figure:
    figure, (axes,) = style.panels(height=310)
    z = np.array([-3.0, 3.0])
    style.curve(axes, z, linear(z), "function")
    style.curve(axes, z, linear_prime(z), "derivative")
    style.label(axes, "$f(z) = z$", 2.0, float(linear(2.0)), "function", offset=(-12, 8), ha="right")
    style.label(axes, "$f'(z) = 1$", -2.9, float(linear_prime(-2.9)), "derivative", offset=(0, 13))
    axes.set(xlabel="$z$", xlim=(-3, 3), ylim=(-3.1, 3.1), xticks=range(-3, 4), yticks=range(-3, 4))
    return figure


def table() -> style.Table:
    z = np.arange(-3, 4)
    return style.Table({"z": z, "f(z)": linear(z), "f′(z)": linear_prime(z)}, digits=0)
