"""Tanh beside the sigmoid: the functions, and their slopes."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from nnref import sigmoid, sigmoid_prime, tanh, tanh_prime
from scripts.figures import style


def alt() -> str:
    return """Two panels. In the first, tanh rises in an S from −1 through 0 to 1, twice as high as the sigmoid, which is
    drawn thinner and runs from 0 through one half to 1. In the second, the slope of tanh is a bell that reaches 1 at z = 0;
    the sigmoid's, thinner, reaches one quarter there but is wider, and lies higher beyond z = 2."""


def caption() -> str:
    ratio = float(tanh_prime(0.0) / sigmoid_prime(0.0))
    return rf"""$\fun{{\tanh(z)}}$ and its slope $\slope{{\tanh'(z)}}$, the sigmoid's thinner beside them. Tanh answers
    on both sides of $0$, and at $z = 0$ it is {ratio:.0f} times as steep. Its bell is narrower too: at $z = 3$ the slope
    is {tanh_prime(3.0):.4f}, the sigmoid's {sigmoid_prime(3.0):.4f}."""


def draw() -> Figure:
    figure, (left, right) = style.panels(2, height=270)
    z = np.linspace(-5, 5, 401)
    style.curve(left, z, sigmoid(z), "function", gid="sigmoid", linewidth=1.0)
    style.curve(left, z, tanh(z), "function", gid="tanh")
    style.label(left, r"$\tanh(z)$", -0.9, float(tanh(-0.9)), "function", offset=(14, 0))
    style.label(left, r"$\sigma(z)$", -2.4, float(sigmoid(-2.4)), "function", offset=(-6, 14), ha="right")
    left.set(xlabel="$z$", xlim=(-5, 5), ylim=(-1.08, 1.08), xticks=range(-4, 5, 2), yticks=[-1, -0.5, 0, 0.5, 1])

    style.curve(right, z, sigmoid_prime(z), "derivative", gid="sigmoid-slope", linewidth=1.0)
    style.curve(right, z, tanh_prime(z), "derivative", gid="tanh-slope")
    for name, prime in (("sigmoid", sigmoid_prime), ("tanh", tanh_prime)):
        style.mark(right, 0, float(prime(0.0)), "derivative", gid=f"{name}-steepest")
    style.label(right, r"$\tanh'(z)$", 0.7, float(tanh_prime(0.7)), "derivative", offset=(10, 4))
    style.label(right, r"$\sigma'(z)$", 2.2, float(sigmoid_prime(2.2)), "derivative", offset=(6, 12))
    right.set(xlabel="$z$", xlim=(-5, 5), ylim=(-0.03, 1.08), xticks=range(-4, 5, 2), yticks=[0, 0.25, 0.5, 0.75, 1])
    return figure


def table() -> style.Table:
    z = np.arange(-4, 5)
    return style.Table(
        {"z": z, "tanh(z)": tanh(z), "tanh′(z)": tanh_prime(z), "σ(z)": sigmoid(z), "σ′(z)": sigmoid_prime(z)}
    )
