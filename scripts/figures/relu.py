"""ReLU and its slope, which jumps at 0."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from nnref import relu, relu_prime
from scripts.figures import style


def alt() -> str:
    return """Two panels. ReLU is 0 for every z up to 0, then rises as the line z itself. Its slope is 0 on the left and 1
    on the right, with no step joining them: at z = 0 a filled dot at 0 marks the value chosen by convention, a hollow
    dot at 1 the value not taken, and a dotted line between them the subgradients."""


def caption() -> str:
    return rf"""$\fun{{\operatorname{{ReLU}}(z)}}$ and its slope $\slope{{\operatorname{{ReLU}}'(z)}}$: {relu_prime(-1.0):g}
    on the left, {relu_prime(1.0):g} on the right. At $z = 0$ there is no slope; the filled dot is the value that the code
    takes, {relu_prime(0.0):g}, and the dotted line holds the $\slope{{\text{{subgradients}}}}$."""


def draw() -> Figure:
    figure, (left, right) = style.panels(2, height=280)
    z = np.array([-3.0, 0.0, 3.0])
    style.curve(left, z, relu(z), "function")
    style.label(left, r"$\mathrm{ReLU}(z)$", 1.9, float(relu(1.9)), "function", offset=(-10, 8), ha="right")
    left.set(xlabel="$z$", xlim=(-3, 3), ylim=(-0.45, 3.1), xticks=range(-3, 4), yticks=range(4))

    for gid, side in (("derivative-off", -1.0), ("derivative-on", 1.0)):
        level = float(relu_prime(side))
        style.curve(right, [3 * side, 0], [level, level], "derivative", gid=gid)
        style.mark(right, 0, level, "derivative", gid=f"{gid}-at-0", hollow=level != relu_prime(0.0))
    style.curve(right, [0, 0], [0.06, 0.94], "derivative", gid="subgradients", linestyle=style.DASHES["bound"])
    style.label(right, r"$\mathrm{ReLU}'(z)$", 1.6, 1.0, "derivative", offset=(0, 14), ha="center")
    style.label(right, "subgradients\nat 0", 0, 0.5, "derivative", offset=(10, 0))
    right.set(xlabel="$z$", xlim=(-3, 3), ylim=(-0.17, 1.2), xticks=range(-3, 4))
    right.set_yticks([0, 0.5, 1], ["0", "½", "1"])
    return figure


def table() -> style.Table:
    z = np.arange(-3, 4)
    return style.Table(
        {"z": z, "ReLU(z)": relu(z), "ReLU′(z)": relu_prime(z)},
        digits=0,
        notes="At z = 0 there is no derivative; the 0 in the table is the value chosen by convention.",
    )
