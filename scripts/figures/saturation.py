"""Where the sigmoid runs out of floating-point numbers, on either side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from nnref import sigmoid
from scripts.figures import style

FLOATS: dict[str, type[np.floating[Any]]] = {"float32": np.float32, "float64": np.float64}


def alt() -> str:
    one, zero = ends()
    return f"""Two panels with powers of ten upwards. In the first, one minus the sigmoid falls along a straight line as z
    grows; the computed values leave the line in ever coarser stairs and stop, float32 at z = {one["float32"]:.1f} and
    float64 at z = {one["float64"]:.1f}, where the sigmoid has become exactly 1. In the second, the sigmoid itself falls
    along a straight line as z goes down, without stairs, and becomes exactly 0 at z = −{zero["float32"]:.0f} in float32
    and only at z = −{zero["float64"]:.0f} in float64."""


def caption() -> str:
    one, zero = ends()
    return rf"""First what is missing to 1, computed as it stands: $1 - \fun{{\sigma(z)}}$ ends in stairs and is exactly 0
    from $z = {one["float32"]:.2f}$ on in float32, from $z = {one["float64"]:.2f}$ on in float64; the thin line is the true
    value. Then $\fun{{\sigma(z)}}$ itself for negative $z$: no stairs, and room down to $z = -{zero["float32"]:.2f}$
    (float32, thick) and $z = -{zero["float64"]:.2f}$."""


def threshold(reached: Callable[[Any], bool], low: float, high: float, dtype: type[np.floating[Any]]) -> float:
    """The smallest number of the dtype between `low` and `high` that has `reached` it, for something that stays reached."""
    while True:
        middle = dtype((low + high) / 2)
        if float(middle) in (low, high):
            return high
        low, high = (low, float(middle)) if reached(middle) else (float(middle), high)


def ends() -> tuple[dict[str, float], dict[str, float]]:
    """From where on the sigmoid is exactly 1, and from which -z on exactly 0, for each dtype."""
    one = {name: threshold(lambda z: bool(sigmoid(z) == 1), 1, 100, dtype) for name, dtype in FLOATS.items()}
    zero = {name: threshold(lambda z: bool(sigmoid(-z) == 0), 1, 1000, dtype) for name, dtype in FLOATS.items()}
    return one, zero


def draw() -> Figure:
    figure, (left, right) = style.panels(2, height=290)
    one, zero = ends()
    towards_one(left, one)
    towards_zero(right, zero)
    return figure


def towards_one(axes: Axes, end: dict[str, float]) -> None:
    z = np.linspace(12, 42, 8801)
    style.curve(axes, z, np.log10(sigmoid(-z)), "function", gid="true", color=style.colour("faint"), linewidth=1.0)
    for name, dtype in FLOATS.items():
        inside = z[z < end[name]].astype(dtype)
        missing = np.log10(1 - sigmoid(inside).astype(dtype))
        style.curve(axes, inside, missing, "function", gid=f"missing-{name}")
        style.mark(axes, end[name], float(missing[-1]), "function", gid=f"end-missing-{name}", hollow=True)
    style.label(axes, f"float32\n1 from {end['float32']:.2f}", end["float32"], -7.2, "function", offset=(10, 10))
    style.label(
        axes, f"float64\n1 from {end['float64']:.2f}", end["float64"], -16, "function", offset=(-26, -8), ha="right"
    )
    axes.set(title=r"$1 - \sigma(z)$, computed", xlabel="$z$", xlim=(12, 42), ylim=(-18.6, -5), xticks=range(15, 41, 5))
    axes.set_yticks(range(-18, -5, 3))
    axes.yaxis.set_major_formatter(FuncFormatter(power_of_ten))


def towards_zero(axes: Axes, end: dict[str, float]) -> None:
    for name, dtype in reversed(FLOATS.items()):
        z = np.linspace(-end[name], 0, 2001).astype(dtype)
        value = sigmoid(z)
        z, value = z[value > 0], value[value > 0]
        line: dict[str, Any] = {"linewidth": 4.5} if name == "float32" else {}
        style.curve(axes, z, np.log10(value), "function", gid=f"sigmoid-{name}", **line)
        style.mark(axes, float(z[0]), float(np.log10(value[0])), "function", gid=f"end-sigmoid-{name}", hollow=True)
    style.label(
        axes, f"float32\n0 below −{end['float32']:.2f}", -end["float32"], -45, "function", offset=(-12, 12), ha="right"
    )
    style.label(axes, f"float64\n0 below −{end['float64']:.2f}", -end["float64"], -323, "function", offset=(46, 2))
    axes.set(title=r"$\sigma(z)$, computed", xlabel="$z$", xlim=(-790, 20), ylim=(-355, 12), xticks=range(-750, 1, 250))
    axes.set_yticks(range(-300, 1, 100))
    axes.yaxis.set_major_formatter(FuncFormatter(power_of_ten))


def power_of_ten(exponent: float, _: int | None = None) -> str:
    return "1" if exponent == 0 else f"$10^{{{exponent:.0f}}}$"


def table() -> style.Table:
    z = np.array([5, 10, 15, 17, 18, 20, 30, 36, 37, 38, 40])
    return style.Table(
        {
            "z": z,
            "1 − σ(z), float32": 1 - sigmoid(z.astype(np.float32)).astype(np.float64),
            "1 − σ(z), float64": 1 - sigmoid(z),
            "σ(−z), float64": sigmoid(-z),
        },
        notes="The last column is the true 1 − σ(z), since σ(−z) = 1 − σ(z) and small numbers keep their digits.",
    )
