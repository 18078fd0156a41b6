"""What each activation can answer, and what each slope can be: two ranges that are easily mistaken for each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nnref import leaky_relu_prime, linear_prime, relu_prime, sigmoid_prime, tanh_prime
from scripts.figures import style

ANYWHERE = np.array([-1.0, 0.0, 1.0])  # with a kink or a maximum at 0, these meet the largest slope of all five


@dataclass(frozen=True)
class Range:
    """An interval from `low` to `high`, its ends reached or not; or the single `points`; and how to write it."""

    written: str
    low: float = 0.0
    high: float = 0.0
    reached: tuple[bool, bool] = (False, False)
    points: tuple[float, ...] = ()


VALUES = {
    "sigmoid": Range("(0, 1)", 0, 1),
    "tanh": Range("(−1, 1)", -1, 1),
    "ReLU": Range("[0, ∞)", 0, np.inf, (True, False)),
    "leaky ReLU": Range("(−∞, ∞)", -np.inf, np.inf),
    "linear": Range("(−∞, ∞)", -np.inf, np.inf),
}


def slopes() -> dict[str, Range]:
    """The ranges of the slopes, with the numbers that nnref gives for their ends."""
    leak, one = (float(value) for value in leaky_relu_prime([-1.0, 1.0]))
    off, on = (float(value) for value in relu_prime([-1.0, 1.0]))
    return {
        "sigmoid": Range("(0, ¼]", 0, float(sigmoid_prime(0.0)), (False, True)),
        "tanh": Range("(0, 1]", 0, float(tanh_prime(0.0)), (False, True)),
        "ReLU": Range("{0, 1}", points=(off, on)),
        "leaky ReLU": Range(f"{{{leak:g}, 1}}", points=(leak, one)),
        "linear": Range("{1}", points=(float(linear_prime(0.0)),)),
    }


def highest() -> dict[str, float]:
    """The largest slope of each."""
    primes = {
        "sigmoid": sigmoid_prime,
        "tanh": tanh_prime,
        "ReLU": relu_prime,
        "leaky ReLU": leaky_relu_prime,
        "linear": linear_prime,
    }
    return {name: float(np.max(prime(ANYWHERE))) for name, prime in primes.items()}


def alt() -> str:
    return """Two panels with a row for each activation. In the first, the values: sigmoid between 0 and 1, tanh between −1
    and 1, ReLU from 0 upwards, leaky ReLU and linear everywhere. In the second, the slopes: sigmoid's reach from 0, which is
    left out, to one quarter; tanh's from 0, left out, to 1; ReLU's are 0 or 1, leaky ReLU's 0.1 or 1, linear's is 1. Only the
    sigmoid's largest slope stays below 1."""


def caption() -> str:
    top = highest()
    return rf"""The range of each $\fun{{f}}$, and that of its slope $\slope{{f'}}$. A filled dot is reached, a hollow one is
    not; the ring marks the largest slope: {top["sigmoid"]:g} for the sigmoid, {top["tanh"]:g} for each of the others."""


def draw() -> Figure:
    figure, (left, right) = style.panels(2, height=275, share_y=True)
    rows = list(VALUES)
    for row, name in enumerate(rows):
        gid = name.replace(" ", "-")
        show(left, row, VALUES[name], "function", limits=(-1.75, 1.75), gid=f"values-{gid}")
        show(right, row, slopes()[name], "derivative", limits=(-0.1, 1.3), gid=f"slopes-{gid}")
        ring: dict[str, Any] = {"color": "none", "markeredgecolor": style.colour("derivative"), "markersize": 11}
        right.plot([highest()[name]], [row], "o", gid=f"largest-{gid}", **ring)
    left.set(title="values $f(z)$", xlim=(-2.05, 1.95), xticks=(-1, 0, 1))
    right.set(title="slopes $f'(z)$", xlim=(-0.1, 1.3), xticks=(0, 0.25, 0.5, 0.75, 1))
    right.set_xticklabels(["0", "¼", "½", "¾", "1"])
    for axes in (left, right):
        axes.set_ylim(len(rows) - 0.6, -0.75)
        axes.set_yticks(range(len(rows)), rows)
        style.hide_ticks(axes, "y")
        axes.spines["left"].set_visible(False)
        axes.grid(visible=False, axis="y")
    return figure


def show(axes: Axes, row: int, interval: Range, quantity: str, limits: tuple[float, float], gid: str) -> None:
    """One range as a bar with its ends, arrows where it never ends, or as dots."""
    for number, point in enumerate(interval.points, 1):
        style.mark(axes, point, row, quantity, gid=f"{gid}-point-{number}")
    if interval.points:
        place = float(np.mean(interval.points))
    else:
        low, high = max(interval.low, limits[0]), min(interval.high, limits[1])
        colour = style.colour(quantity)
        axes.plot([low, high], [row, row], color=colour, linewidth=3, solid_capstyle="butt", gid=gid)
        ends, names = (interval.low, interval.high), (f"{gid}-low", f"{gid}-high")
        for end, name, shown, reached, arrow in zip(ends, names, (low, high), interval.reached, "<>", strict=True):
            if np.isinf(end):
                axes.plot([shown], [row], arrow, color=colour, markersize=8, clip_on=False, gid=name)
            else:
                style.mark(axes, end, row, quantity, gid=name, hollow=not reached)
        place = (low + high) / 2
    style.label(axes, interval.written, place, row, quantity, offset=(0, 17), ha="center")


def table() -> style.Table:
    top = highest()
    return style.Table(
        {
            "activation": list(VALUES),
            "values": [interval.written for interval in VALUES.values()],
            "slopes": [interval.written for interval in slopes().values()],
            "largest slope": [top[name] for name in VALUES],
        },
        digits=2,
    )
