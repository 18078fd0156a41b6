"""The paths of SGD, momentum and Adam through the same narrow valley."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from scripts.experiments import result, valley
from scripts.figures import style

SHOWN = ("SGD", "momentum", "Adam")
LEVELS = (0.1, 0.4, 0.9)  # parts of the loss at the start
GOAL = "a thousandth"

Array = NDArray[np.float64]


def alt() -> str:
    found = result("valley")
    steps = {name: found[name]["steps"] for name in SHOWN}
    return f"""Three pictures of the same long and narrow valley, drawn as ellipses one inside the other, each with a path from
    its far end to the middle. SGD leaps from wall to wall all the way and takes {steps["SGD"]} steps. Momentum swings from
    side to side in ever smaller waves and takes {steps["momentum"]}. Adam leaves the wall at an angle, swings
    along the floor in a few long waves and takes {steps["Adam"]}."""


def caption() -> str:
    found = result("valley")
    told = ", ".join(rf"{name} {found[name]['steps']} at $\eta = {found[name]['rate']:.2g}$" for name in SHOWN)
    return rf"""The same valley three times, {valley.ACROSS / valley.ALONG:.0f} times as curved across as along. Steps
    until the loss stays below {GOAL} of its first value, each at the learning rate that needs the fewest: {told}."""


def draw() -> Figure:
    figure, panels = style.panels(len(SHOWN), height=190 if style.is_narrow() else 380, share_y=True)
    for axes, name in zip(panels, SHOWN, strict=True):
        for level in LEVELS:
            plot(axes, contour(level), "loss", gid=f"{name}-level-{level}", linewidth=1.0)
        path = np.array(result("valley")[name]["path"])
        plot(axes, path, "gradient", gid=f"path-{name}", linewidth=1.2, linestyle="-")
        plot(axes, path, "gradient", gid=f"points-{name}", linestyle="none", marker="o", markersize=2.6)
        (x,), (y,) = placed(path[:1])
        style.mark(axes, x, y, "gradient", gid=f"start-{name}")
        style.mark(axes, 0, 0, "loss", gid=f"goal-{name}", hollow=True)
        axes.set_title(f"{name}: {len(path) - 1} steps")
        along, across = {"lim": (-4.5, 11), "ticks": [0, 5, 10]}, {"lim": (-1.25, 1.25), "ticks": [-1, 0, 1]}
        horizontal, vertical = (along, across) if style.is_narrow() else (across, along)
        axes.set(xlim=horizontal["lim"], xticks=horizontal["ticks"], ylim=vertical["lim"], yticks=vertical["ticks"])
    if style.is_narrow():
        panels[-1].set_xlabel("$w_1$")
        panels[1].set_ylabel("$w_2$")
    else:
        panels[0].set_ylabel("$w_1$")
        panels[1].set_xlabel("$w_2$")
    return figure


def plot(axes: Axes, path: Array, quantity: str, *, gid: str, **line: Any) -> None:
    x, y = placed(path)
    style.curve(axes, x, y, quantity, gid=gid, **line)


def placed(path: Array) -> tuple[Array, Array]:
    """The valley along the longer side of the picture, whichever that is."""
    along, across = path.T
    return (along, across) if style.is_narrow() else (across, along)


def contour(level: float) -> Array:
    """The points whose loss is this part of the loss at the start."""
    height = 2 * level * float(valley.loss(np.array([valley.START]))[0])
    angle = np.linspace(0, 2 * np.pi, 181)
    return np.column_stack(
        [np.sqrt(height / valley.ALONG) * np.cos(angle), np.sqrt(height / valley.ACROSS) * np.sin(angle)]
    )


def table() -> style.Table:
    found = result("valley")
    shown = [0, 1, 2, 3, 5, 10, 20, 30]
    columns = {
        f"{name} {weight}": [found[name]["path"][step][i] for step in shown]
        for name in SHOWN
        for i, weight in enumerate(("w₁", "w₂"))
    }
    return style.Table({"step": shown} | columns, digits=3)
