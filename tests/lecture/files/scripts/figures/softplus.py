"""Softplus beside ReLU."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from nnref import relu
from nnref.softplus import softplus, softplus_prime
from scripts.figures import style


def alt() -> str:
    return """Two panels. In the first, softplus bends from 0 on the left to the line of ReLU on the right. They are farthest
    apart at z = 0, where ReLU has its corner. In the second its slope, dashed, rises in an S from 0 to 1."""


def caption() -> str:
    return rf"""Softplus has no corner. It is {softplus(0.0):.4f} above ReLU at $z = 0$, where the gap is widest, and
    {softplus(4.0) - 4:.4f} at $z = 4$. Its slope is {softplus_prime(0.0):g} in the middle."""


def draw() -> Figure:
    figure, (values, slopes) = style.panels(2, height=280)
    z = np.linspace(-5, 5, 401)
    values.plot([-5, 0, 5], relu([-5, 0, 5]), color=style.colour("faint"), linewidth=1.2, gid="relu")
    style.curve(values, z, softplus(z), "function")
    style.mark(values, 0, float(softplus(0.0)), "function", gid="gap")
    style.label(values, "softplus", 0, float(softplus(0.0)), "function", offset=(-8, 12), ha="right")
    style.label(values, "ReLU", 2.5, 2.5, "faint", offset=(8, -12))
    style.curve(slopes, z, softplus_prime(z), "derivative")
    style.label(slopes, r"$\sigma(z)$", 1.2, float(softplus_prime(1.2)), "derivative", offset=(10, -8))
    values.set(xlabel="$z$", xlim=(-5, 5), ylim=(-0.2, 5.2), xticks=range(-4, 5, 2), yticks=range(0, 6))
    slopes.set(xlabel="$z$", xlim=(-5, 5), ylim=(-0.04, 1.04), xticks=range(-4, 5, 2), yticks=[0, 0.5, 1])
    return figure


def table() -> style.Table:
    z = np.arange(-4, 5, 2)
    return style.Table({"z": z, "softplus(z)": softplus(z), "ReLU(z)": relu(z), "its slope": softplus_prime(z)})
