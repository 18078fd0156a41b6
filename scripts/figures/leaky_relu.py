"""Leaky ReLU and its slope, which jumps at 0 from the negative slope to 1."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from nnref import leaky_relu, leaky_relu_prime
from scripts.figures import style


def alt() -> str:
    return """Two panels. Leaky ReLU falls gently below 0 on the left, one tenth as steep as the line z that it follows on
    the right. Its slope is one tenth on the left and 1 on the right, with no step joining them: at z = 0 a filled dot at
    one tenth marks the value chosen by convention, a hollow dot at 1 the value not taken, and a dotted line between
    them the subgradients."""


def caption() -> str:
    return rf"""$\fun{{\operatorname{{LReLU}}(z)}}$ and its slope $\slope{{\operatorname{{LReLU}}'(z)}}$:
    {leaky_relu_prime(-1.0):g} on the left, {leaky_relu_prime(1.0):g} on the right. The slope is never 0. At $z = 0$ there
    is none; the filled dot is the value that the code takes, and the dotted line holds the
    $\slope{{\text{{subgradients}}}}$."""


def draw() -> Figure:
    figure, (left, right) = style.panels(2, height=280)
    z = np.array([-3.0, 0.0, 3.0])
    style.curve(left, z, leaky_relu(z), "function")
    style.label(left, r"$\mathrm{LReLU}(z)$", 1.9, float(leaky_relu(1.9)), "function", offset=(-10, 8), ha="right")
    left.set(xlabel="$z$", xlim=(-3, 3), ylim=(-0.45, 3.1), xticks=range(-3, 4), yticks=range(4))

    for gid, side in (("derivative-off", -1.0), ("derivative-on", 1.0)):
        level = float(leaky_relu_prime(side))
        style.curve(right, [3 * side, 0], [level, level], "derivative", gid=gid)
        style.mark(right, 0, level, "derivative", gid=f"{gid}-at-0", hollow=level != leaky_relu_prime(0.0))
    style.curve(right, [0, 0], [0.16, 0.94], "derivative", gid="subgradients", linestyle=style.DASHES["bound"])
    style.label(right, r"$\mathrm{LReLU}'(z)$", 1.6, 1.0, "derivative", offset=(0, 14), ha="center")
    style.label(right, "subgradients\nat 0", 0, 0.55, "derivative", offset=(10, 0))
    right.set(xlabel="$z$", xlim=(-3, 3), ylim=(-0.17, 1.2), xticks=range(-3, 4))
    right.set_yticks([0, 0.1, 0.5, 1], ["0", "0.1", "½", "1"])
    return figure


def table() -> style.Table:
    z = np.arange(-3, 4)
    return style.Table(
        {"z": z, "LReLU(z)": leaky_relu(z), "LReLU′(z)": leaky_relu_prime(z)},
        digits=1,
        notes="At z = 0 there is no derivative; the value in the table is the one chosen by convention.",
    )
