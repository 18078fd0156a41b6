"""What is left of the gradient at the first layer, by depth."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from scripts.experiments import result
from scripts.figures import style
from scripts.figures.saturation import power_of_ten

NAMES = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU", "leaky_relu": "leaky ReLU"}
SUITED = {"sigmoid": "Glorot", "tanh": "Glorot", "relu": "He", "leaky_relu": "He"}


def cases(hidden: str, initializer: str) -> list[dict[str, Any]]:
    """One activation and one initialisation at every depth, the shallowest first."""
    found = result("depth")["cases"]
    return [case for case in found if (case["hidden"], case["initializer"]) == (hidden, initializer)]


def left(hidden: str, initializer: str, depth: int) -> float:
    """What is left at the first layer, as a part of the last layer's."""
    return next(float(case["left"]) for case in cases(hidden, initializer) if case["depth"] == depth)


def power(value: float) -> str:
    """A number to two digits or so, as a formula without dollars: 2.5e-17 reads 2.5 times a power of ten."""
    if value == 0:
        return "0"
    if value >= 0.01:
        return f"{value:.2f}" if value >= 0.1 else f"{value:.3f}"
    mantissa, exponent = f"{value:.1e}".split("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}"


def alt() -> str:
    return """Two panels with depth to the right, from 2 to 50 layers, and powers of ten upwards. In the first, the
    sigmoid's gradient falls along a straight line through thirty powers of ten. It keeps to the thin line of the powers of
    one quarter, a little below it at the end, and far below the dotted bound, while tanh, ReLU and leaky ReLU stay at the
    top. The second panel magnifies these: tanh sinks slowly to about a tenth, ReLU and leaky ReLU stay around 1."""


def caption() -> str:
    sigmoid, tanh, relu = (left(hidden, SUITED[hidden], 20) for hidden in ("sigmoid", "tanh", "relu"))
    found = result("depth")
    return rf"""The length of $\grad{{\delta^{{1}}}}$ at the first layer, divided by that of $\grad{{\delta^{{L}}}}$ at the
    last, before any training. At $L = 20$ layers the sigmoid leaves ${power(sigmoid)}$, tanh ${power(tanh)}$ and ReLU
    ${power(relu)}$. Dotted: the sigmoid's $\bound{{\text{{bound}}}}$. Thin: $(1/4)^{{L-1}}$. Layers of {found["width"]}
    units; sigmoid and tanh start from Glorot's weights, the others from He's; geometric means over {found["seeds"]}
    seeds."""


def draw() -> Figure:
    figure, (whole, top) = style.panels(2, height=310)
    for hidden in NAMES:
        measured(whole, hidden, gid=hidden)
        if hidden != "sigmoid":
            measured(top, hidden, gid=f"{hidden}-magnified")
    found = cases("sigmoid", "Glorot")
    depths = [case["depth"] for case in found]
    style.curve(whole, depths, np.log10([case["bound"] for case in found]), "bound")
    thin: dict[str, Any] = {"color": style.colour("faint"), "linewidth": 1.0, "linestyle": "-"}
    style.curve(whole, depths, np.log10([case["reference"] for case in found]), "bound", gid="reference", **thin)
    style.label(whole, "tanh, ReLU,\nleaky ReLU", 50, -1.2, "gradient", offset=(0, -20), ha="right")
    style.label(
        whole, "bound", 36, np.interp(36, depths, np.log10([c["bound"] for c in found])), "bound", offset=(4, 12)
    )
    style.label(whole, "sigmoid", 31, -19.5, "gradient", offset=(-8, -6), ha="right")
    style.label(whole, "$(1/4)^{L-1}$", 40, -23.5, "faint", offset=(6, 12))
    whole.set(title="what is left at layer 1", xlabel="layers $L$", ylim=(-33, 2), yticks=range(-30, 1, 10))
    for hidden, at, offset in (("tanh", 34, (0, -16)), ("relu", 42, (-4, -15)), ("leaky_relu", 30, (0, 19))):
        values = [np.log10(case["left"]) for case in cases(hidden, SUITED[hidden])]
        style.label(
            top, NAMES[hidden], at, float(np.interp(at, depths, values)), "gradient", offset=offset, ha="center"
        )
    top.set(title="the same, magnified", xlabel="layers $L$", ylim=(-2.05, 1.05), yticks=range(-2, 2))
    for axes in (whole, top):
        axes.set(xlim=(0, 52), xticks=[2, 10, 20, 30, 40, 50])
        axes.yaxis.set_major_formatter(FuncFormatter(power_of_ten))
    return figure


def measured(axes: Axes, hidden: str, gid: str) -> None:
    """One activation's curve with a dot at each depth that was measured."""
    found = cases(hidden, SUITED[hidden])
    depths, values = [case["depth"] for case in found], [np.log10(case["left"]) for case in found]
    style.curve(axes, depths, values, "gradient", gid=gid, marker="o", markersize=4)


def table() -> style.Table:
    depths = result("depth")["depths"]
    columns: dict[str, Any] = {"layers": depths}
    for hidden, name in NAMES.items():
        columns[f"{name}, {SUITED[hidden]}"] = [left(hidden, SUITED[hidden], depth) for depth in depths]
    columns["sigmoid's bound"] = [case["bound"] for case in cases("sigmoid", "Glorot")]
    columns["(1/4) to the L − 1"] = [case["reference"] for case in cases("sigmoid", "Glorot")]
    return style.Table(columns, digits=3)
