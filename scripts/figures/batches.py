"""The loss of batch, mini-batch and stochastic descent: against steps, and against examples seen."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from scripts.experiments import batches, result
from scripts.figures import style

# Widths and dashes apart from the colour, which says that all are the loss.
LINES = {128: {"linewidth": 2.6, "linestyle": "-"}, 16: {"linewidth": 1.8}, 1: {"linewidth": 1.0, "linestyle": "-"}}
NAMES = {128: "all 128", 16: "16", 1: "1"}


def alt() -> str:
    return """Two panels with logarithmic axes. Against steps, the losses with batches of 128, 16 and 1 example fall together
    at first. Then the one with single examples stops falling and goes on up and down, the one with 16 does so much lower,
    and the one with all 128 falls on and on, smoothly. Against examples seen, the order at the beginning is the reverse: by
    the time that the full batch has taken its first step, the single examples have all but reached their level."""


def caption() -> str:
    found = result("batches")["batches"]
    full, mini, single = (found[str(size)] for size in batches.BATCH_SIZES)
    return rf"""How far the loss is above the lowest possible one, $\eta = {batches.RATE:g}$ throughout, batches of
    {batches.EXAMPLES}, 16 and 1. After each example was seen once it has fallen from {full["start"]:.2f} to
    {full["after_one_epoch"]:.2f}, {mini["after_one_epoch"]:.2f} and {single["after_one_epoch"]:.3f}. In the second half of
    {batches.EPOCHS} epochs it is {scientific(full["last_half"])}, {scientific(mini["last_half"])} and
    {scientific(single["last_half"])} on average. With a rate that falls, single examples come down to
    {scientific(result("batches")["falling"]["last_half"])}."""


def scientific(value: float) -> str:
    mantissa, exponent = f"{value:.1e}".split("e")
    return rf"${{{mantissa} \cdot 10^{{{int(exponent)}}}}}$"


def draw() -> Figure:
    figure, (left, right) = style.panels(2, height=300, share_y=True)
    for size in batches.BATCH_SIZES:
        found = result("batches")["batches"][str(size)]
        seen, excess = np.array(found["seen"]), np.array(found["excess"])
        style.curve(left, seen / size, excess, "loss", gid=f"steps-{size}", **LINES[size])  # type: ignore[arg-type]
        style.curve(right, seen, excess, "loss", gid=f"seen-{size}", **LINES[size])  # type: ignore[arg-type]
    for axes in (left, right):
        axes.set(xscale="log", yscale="log", ylim=(1e-7, 9), yticks=[1e-6, 1e-4, 1e-2, 1])
        axes.minorticks_off()
        axes.xaxis.set_major_formatter(FuncFormatter(plain))
    left.set(title="loss above the lowest", xlabel="steps", xlim=(0.9, 2e4), xticks=[1, 10, 100, 1000, 10_000])
    right.set(xlabel="examples seen", xlim=(0.9, 2e4), xticks=[1, 10, 100, 1000, 10_000])
    name(left, 128, 60, (-6, -18), "right")
    name(left, 16, 500, (6, -32))
    name(left, 1, 900, (0, 14))
    name(right, 128, 300, (-2, 14))
    name(right, 16, 1500, (-6, -28), "right")
    name(right, 1, 40, (-8, -8), "right")
    return figure


def name(axes: Axes, size: int, x: float, offset: tuple[float, float], ha: str = "left") -> None:
    """The batch size beside its curve."""
    found = result("batches")["batches"][str(size)]
    line = next(line for line in axes.lines if (line.get_gid() or "").endswith(f"-{size}"))
    at = int(np.abs(np.log(np.asarray(line.get_xdata()) / x)).argmin())
    style.label(
        axes, NAMES[size], float(np.asarray(line.get_xdata())[at]), found["excess"][at], "loss", offset=offset, ha=ha
    )


def plain(value: float, _: int | None = None) -> str:
    return f"{value:,.0f}".replace(",", "\u202f")


def table() -> style.Table:
    found = result("batches")["batches"]
    rows = [found[str(size)] for size in batches.BATCH_SIZES]
    return style.Table(
        {
            "batch": list(batches.BATCH_SIZES),
            "steps an epoch": [batches.EXAMPLES // size for size in batches.BATCH_SIZES],
            "at the start": [row["start"] for row in rows],
            "after one epoch": [row["after_one_epoch"] for row in rows],
            "mean of the last half": [row["last_half"] for row in rows],
        },
        digits=6,
        notes=f"The lowest possible loss, {result('batches')['lowest']:.4f}, is subtracted everywhere.",
    )
