"""Which digit was read as which."""

from __future__ import annotations

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_rgba
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from scripts.figures import style
from scripts.figures.digits import record


def counts() -> NDArray[np.int64]:
    """The confusion matrix: true digits as rows, what was read as columns."""
    return np.array(record()["confusion"])


def alt() -> str:
    C = counts()
    return f"""A table of ten rows, the true digits, and ten columns, what the network read. The counts on the diagonal, from
    {np.diag(C).min()} to {np.diag(C).max()}, are the digits read right, {np.trace(C)} of {C.sum()}. Off the diagonal
    {np.count_nonzero(C - np.diag(np.diag(C)))} cells are not empty; none of them holds more than
    {(C - np.diag(np.diag(C))).max()}."""


def caption() -> str:
    C = counts()
    wrong = C - np.diag(np.diag(C))
    return rf"""The confusion matrix: the ${C.sum()}$ pictures kept aside, by what they show (rows) and what was read
    (columns). Right on the diagonal: ${np.trace(C)}$. Wrong beside it: ${wrong.sum()}$, framed. {most_confused()}"""


def most_confused() -> str:
    """The digits that lost most pictures, in words."""
    C = counts()
    missed = C.sum(axis=1) - np.diag(C)
    worst = np.flatnonzero(missed == missed.max())
    if len(worst) == 1:
        return f"Most often missed: the {worst[0]}, ${missed.max()}$ times."
    return f"Most often missed, ${missed.max()}$ times each: {', '.join(str(digit) for digit in worst)}."


def draw() -> Figure:
    C = counts()
    figure, (axes,) = style.panels(height=345 if style.is_narrow() else 430)
    shades = LinearSegmentedColormap.from_list(
        "share", [(*to_rgba(style.colour("function"))[:3], 0.0), (*to_rgba(style.colour("function"))[:3], 0.35)]
    )
    share = np.diag(np.diag(C)) / C.sum(axis=1, keepdims=True)
    axes.imshow(share, cmap=shades, vmin=0, vmax=1, interpolation="none")
    for true, said in np.argwhere(C > 0):
        right = true == said
        weight = "function" if right else "derivative"
        style.label(axes, str(C[true, said]), said, true, "ink" if right else weight, ha="center", weight="normal")
        if not right:
            x, y = np.array([-0.42, 0.42, 0.42, -0.42, -0.42]), np.array([-0.42, -0.42, 0.42, 0.42, -0.42])
            axes.plot(said + x, true + y, color=style.colour("derivative"), linewidth=1.2, gid=f"wrong-{true}-{said}")
    axes.set(xlabel="read as", ylabel="true digit", xticks=range(10), yticks=range(10), xlim=(-0.5, 9.5))
    axes.set_ylim(9.5, -0.5)
    axes.grid(visible=False)
    style.hide_ticks(axes)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.xaxis.set_label_position("top")
    axes.xaxis.tick_top()
    return figure


def table() -> style.Table:
    C = counts()
    columns: dict[str, ArrayLike] = {"true digit": list(range(10))}
    return style.Table(columns | {f"read as {digit}": C[:, digit] for digit in range(10)})
