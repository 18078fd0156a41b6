"""One step of two workers: the same weights, a share of the batch each, one sum, the same step."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle

from nnref import Network
from scripts.figures import style

SIZES, EXAMPLES, SEED = (2, 3, 3), 64, 0
WORKERS = 2
HEIGHT = 330  # CSS pixels, as all the coordinates
ROWS = {"batch": 300, "weights": 245, "gradient": 175, "sum": 105, "step": 35}
BOX = 34


class Shares(NamedTuple):
    """One number of the gradient: each worker's part of it, and that of the whole batch."""

    parts: list[float]
    whole: float


def shares() -> Shares:
    """The slope of the loss in the first bias of the last layer, over the shares and over the batch."""
    rng = np.random.default_rng(SEED)
    x, y = rng.normal(size=(EXAMPLES, SIZES[0])), rng.integers(0, SIZES[-1], EXAMPLES)
    network = Network(SIZES, rng=SEED)

    def slope(part: slice) -> float:
        return float(network.backward(x[part], y[part]).biases[-1][0])

    size = EXAMPLES // WORKERS
    parts = [slope(slice(k * size, (k + 1) * size)) * size / EXAMPLES for k in range(WORKERS)]
    return Shares(parts, slope(slice(None)))


def alt() -> str:
    first, second = (text(part) for part in shares().parts)
    return f"""Two columns, worker 1 and worker 2, read from top to bottom. Both begin with the same weights W. Each gets half
    of a batch of {EXAMPLES} examples and computes its own part of the gradient: {first} and {second} for one of the
    weights. Arrows from both lead to one box, the all-reduce, where the parts are added to {text(shares().whole)}. From
    there arrows lead back to both, which make the same step and have the same weights again."""


def caption() -> str:
    found = shares()
    return rf"""One step of two workers, with one number of the $\grad{{\text{{gradient}}}}$ followed through it. The parts,
    each divided by the size of the whole batch, add up to what one machine finds for all ${EXAMPLES}$ examples:
    ${found.whole:.4f}$."""


def text(value: float) -> str:
    """A number with a real minus sign."""
    return f"{value:.4f}".replace("-", "−")


def draw() -> Figure:
    figure, (axes,) = style.panels(height=HEIGHT)
    width = style.COLUMNS["narrow" if style.is_narrow() else "wide"] - 20
    axes.set(xlim=(0, width), ylim=(0, HEIGHT), aspect="equal")
    axes.set_axis_off()
    half = 78 if style.is_narrow() else 120
    places = (half + 4, width - half - 4) if style.is_narrow() else (170.0, width - 170.0)
    found, middle, size = shares(), width / 2, EXAMPLES // WORKERS
    for worker, x in enumerate(places):
        numbers = f"{worker * size + 1}–{(worker + 1) * size}"
        style.label(axes, f"worker {worker + 1}", x, ROWS["batch"] + 18, ha="center", va="center")
        box(
            axes,
            x,
            ROWS["weights"] + 20,
            half,
            f"weights $W$\nexamples {numbers}",
            "ink",
            f"start-{worker + 1}",
            2 * BOX - 14,
        )
        box(axes, x, ROWS["gradient"], half, f"its part: ${found.parts[worker]:.4f}$", "gradient", f"part-{worker + 1}")
        box(axes, x, ROWS["step"], half, r"$W - \eta \cdot \mathrm{sum}$", "ink", f"step-{worker + 1}")
        inward = middle + (-40 if x < middle else 40)
        for gid, start, end in (
            ("start-part", (x, ROWS["weights"] - 7), (x, ROWS["gradient"] + BOX / 2)),
            ("part-sum", (x, ROWS["gradient"] - BOX / 2), (inward, ROWS["sum"] + BOX / 2)),
            ("sum-step", (inward, ROWS["sum"] - BOX / 2), (x, ROWS["step"] + BOX / 2)),
        ):
            arrow(axes, start, end, f"{gid}-{worker + 1}")
    half = 100 if style.is_narrow() else 120
    box(axes, middle, ROWS["sum"], half, f"all-reduce, the sum: ${found.whole:.4f}$", "gradient", "sum")
    return figure


def box(axes: Axes, x: float, y: float, half: float, words: str, quantity: str, gid: str, high: float = BOX) -> None:
    corner = (x - half, y - high / 2)
    edge = style.colour(quantity if quantity != "ink" else "faint")
    axes.add_patch(Rectangle(corner, 2 * half, high, facecolor="none", edgecolor=edge, linewidth=1.2, gid=gid))
    style.label(axes, words, x, y, quantity, ha="center")


def arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], gid: str) -> None:
    how: dict[str, Any] = {"arrowstyle": "-|>", "mutation_scale": 9, "shrinkA": 2, "shrinkB": 2}
    axes.add_patch(FancyArrowPatch(start, end, color=style.colour("faint"), gid=gid, **how))


def table() -> style.Table:
    found = shares()
    size = EXAMPLES // WORKERS
    return style.Table(
        {
            "whose": [*(f"worker {worker + 1}" for worker in range(WORKERS)), "sum of the parts", "one machine"],
            "examples": [size] * WORKERS + [EXAMPLES] * 2,
            "slope": [*found.parts, sum(found.parts), found.whole],
        },
        digits=6,
        notes="The slope of the loss in the first bias of the last layer.",
    )
