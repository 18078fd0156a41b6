"""The sigmoid and its slope."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from nnref import sigmoid, sigmoid_prime
from scripts.figures import style


def alt() -> str:
    return """The sigmoid rises in an S from 0 on the left, through one half at z = 0, to 1 on the right. Its slope, dashed,
    is a low bell: one quarter at z = 0, almost nothing beyond z = −6 and z = 6."""


def caption() -> str:
    steepest = sigmoid_prime(0.0)
    flat = sigmoid_prime(6.0)
    return rf"""$\fun{{\sigma(z)}}$ and its slope $\slope{{\sigma'(z)}}$. Where it is steepest, at $z = 0$, the slope is
    {steepest:.2f}; at $z = 6$ it has shrunk to {flat:.4f}."""


def draw() -> Figure:
    figure, (axes,) = style.panels(height=310)
    z = np.linspace(-8, 8, 401)
    style.curve(axes, z, sigmoid(z), "function")
    style.curve(axes, z, sigmoid_prime(z), "derivative")
    style.mark(axes, 0, float(sigmoid_prime(0.0)), "derivative", gid="steepest")
    style.label(axes, r"$\sigma(z)$", 2.2, float(sigmoid(2.2)), "function", offset=(8, -12))
    style.label(axes, r"$\sigma'(z)$", 2.4, float(sigmoid_prime(2.4)), "derivative", offset=(8, 10))
    highest = "at most ¼" if style.is_narrow() else "slope ¼, the largest"
    style.label(axes, highest, 0, 0.25, "derivative", offset=(10, 14))
    axes.set(xlabel="$z$", xlim=(-8, 8), ylim=(-0.03, 1.06), xticks=range(-8, 9, 2), yticks=[0, 0.25, 0.5, 0.75, 1])
    return figure


def table() -> style.Table:
    z = np.arange(-8, 9, 2)
    return style.Table({"z": z, "σ(z)": sigmoid(z), "σ′(z)": sigmoid_prime(z)})
