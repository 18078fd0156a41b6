"""The lecture's two lines again, with a ReLU between them: the line breaks."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from nnref import compose_linear, relu
from scripts.figures import style

F, G = (2, 1), (3, 2)  # the lecture's f(n) = 2n + 1 and g(n) = 3n + 2
BEND = -F[1] / F[0]  # where f changes sign


def alt() -> str:
    return """Left of n = −1/2 the curve g(ReLU(f(n))) is level at 2; from there it bends upwards and coincides with the
    straight line 6n + 5, whose lower part, drawn dotted, goes on down to the left."""


def caption() -> str:
    return rf"""With a ReLU between them the same two lines make $\fun{{g(\operatorname{{ReLU}}(f(n)))}}$: level at
    ${bent(-2.0):g}$ until $n = -\frac{{1}}{{2}}$, then on $6n + 5$ (dotted) upwards. No single line does that."""


def draw() -> Figure:
    figure, (axes,) = style.panels(height=340)
    n = np.array([-2.0, BEND, 1.0])
    style.curve(
        axes, n, straight(n), "function", gid="straight", color=style.colour("faint"), linestyle=style.DASHES["bound"]
    )
    style.curve(axes, n, bent(n), "function", linewidth=2.4)
    style.mark(axes, BEND, float(bent(BEND)), "function", gid="bend")
    style.label(axes, "$6n + 5$", -1.5, float(straight(-1.5)), "faint", offset=(14, -4))
    style.label(axes, r"$g(\mathrm{ReLU}(f(n)))$", 0.35, float(bent(0.35)), "function", offset=(-14, 8), ha="right")
    style.label(axes, r"the bend, at $n = -\frac{1}{2}$", BEND, float(bent(BEND)), "function", offset=(12, -12))
    axes.set(xlabel="$n$", xlim=(-2, 1), ylim=(-7.5, 11.5), yticks=[-7, -4, -1, 2, 5, 8, 11])
    axes.set_xticks([-2, -1.5, -1, -0.5, 0, 0.5, 1], ["−2", "−1½", "−1", "−½", "0", "½", "1"])
    return figure


def bent(n: ArrayLike) -> NDArray[np.float64]:
    (w_f, b_f), (w_g, b_g) = F, G
    return np.asarray(w_g * relu(w_f * np.asarray(n) + b_f) + b_g)


def straight(n: ArrayLike) -> NDArray[np.float64]:
    slope, intercept = compose_linear(F, G)
    return np.asarray(slope * np.asarray(n) + intercept)


def table() -> style.Table:
    n = np.array([-2.0, -1.5, -1.0, BEND, 0.0, 0.5, 1.0])
    return style.Table({"n": n, "6n + 5": straight(n), "g(ReLU(f(n)))": bent(n)}, digits=1)
