"""All five activations, each with its slope, on the same axes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

import nnref
from scripts.figures import style

Pair = tuple[Callable[..., Any], Callable[..., Any]]
PAIRS: dict[str, Pair] = {
    "linear": (nnref.linear, nnref.linear_prime),
    "sigmoid": (nnref.sigmoid, nnref.sigmoid_prime),
    "tanh": (nnref.tanh, nnref.tanh_prime),
    "ReLU": (nnref.relu, nnref.relu_prime),
    "leaky ReLU": (nnref.leaky_relu, nnref.leaky_relu_prime),
}
JUMPS = ("ReLU", "leaky ReLU")  # whose slope has a step at 0


def alt() -> str:
    return """Five small panels with the same axes, z from −3 to 3: linear is the diagonal with slope 1; sigmoid a flat S
    between 0 and 1 with a low slope; tanh an S between −1 and 1 with a bell of height 1 as its slope; ReLU is 0 on the left
    and the diagonal on the right, its slope jumps from 0 to 1; leaky ReLU falls gently on the left, its slope jumps from 0.1
    to 1."""


def caption() -> str:
    z = 3.0
    values = ", ".join(f"{name} {float(prime(z)):.3g}" for name, (_, prime) in PAIRS.items())
    return rf"""The five activations: $\fun{{f(z)}}$ solid, its slope $\slope{{f'(z)}}$ dashed, all on the same axes. At
    $z = 3$ the slopes are: {values}. Only the two S-shaped curves go flat on both sides."""


def draw() -> Figure:
    narrow = style.is_narrow()
    rows, columns = (3, 2) if narrow else (1, 5)
    width, height = (style.COLUMNS["narrow"], 520) if narrow else (style.COLUMNS["wide"], 235)
    figure = Figure(figsize=(width / style.PIXELS_PER_INCH, height / style.PIXELS_PER_INCH), layout="constrained")
    grid = list(figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).flat)
    for axes, (name, (function, prime)) in zip(grid, PAIRS.items(), strict=False):
        panel(axes, name, function, prime)
    style.label(grid[0], "$f$", -1.9, -1.9, "function", offset=(10, -4))
    style.label(grid[0], "$f'$", -2, 1, "derivative", offset=(0, 13))
    for axes in grid[len(PAIRS) :]:
        axes.remove()
    for axes in grid[4:5] if narrow else grid[:5]:
        axes.set_xlabel("$z$")
    for axes in grid[:5]:
        axes.tick_params(labelbottom=True)
    return figure


def panel(axes: Axes, name: str, function: Callable[..., Any], prime: Callable[..., Any]) -> None:
    z = np.linspace(-3, 3, 301)
    style.curve(axes, z, function(z), "function", gid=f"{name}-function".replace(" ", "-"))
    for gid, side in (("off", z[z < 0]), ("on", z[z > 0])) if name in JUMPS else (("slope", z),):
        style.curve(axes, side, prime(side), "derivative", gid=f"{name}-{gid}".replace(" ", "-"))
    axes.set(title=name, xlim=(-3, 3), ylim=(-2.5, 3), xticks=(-2, 0, 2), yticks=(-2, -1, 0, 1, 2, 3))


def table() -> style.Table:
    z: NDArray[Any] = np.array([-3.0, -1.0, 0.0, 1.0, 3.0])
    columns: dict[str, Any] = {"z": z.astype(int)}
    for name, (function, prime) in PAIRS.items():
        columns |= {name: function(z), f"{name}, slope": prime(z)}
    return style.Table(
        columns, digits=3, notes="At 0 ReLU and leaky ReLU have no slope; the value shown is nnref's choice."
    )
