"""Tanh against sigmoid in hidden layers: what the learning rate does, and what is left of the difference at the best one."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from nnref import categorical_crossentropy
from scripts.experiments import result, tanh_sigmoid
from scripts.figures import style

TUNED_DEPTH = 3
LINES: dict[str, dict[str, Any]] = {"sigmoid": {"linewidth": 1.0}, "tanh": {"linewidth": 2.0, "linestyle": "-"}}


def row(depth: int, optimizer: str) -> Any:
    """What was found in one setting."""
    return next(r for r in result("tanh_sigmoid") if (r["depth"], r["optimizer"]) == (depth, optimizer))


def guessing() -> float:
    """The loss of giving every class the same probability."""
    count = tanh_sigmoid.CLASSES
    return float(categorical_crossentropy([0], np.full((1, count), 1 / count)))


def alt() -> str:
    count = len(tanh_sigmoid.SEEDS)
    return f"""Two panels. On the left the loss against the learning rate with {TUNED_DEPTH} hidden layers: tanh has a wide
    and deep valley at small rates and fails at large ones; the sigmoid needs larger rates and comes down less far. On the
    right the loss at the best rate of each, with intervals over {count} seeds, against the number of hidden layers. With
    one and two layers the two lie close together. With three the sigmoid is far above tanh, with four it is no better than
    guessing, while tanh stays low. Two hollow marks at three layers, trained by Adam, are both low."""


def caption() -> str:
    deep, adam = row(TUNED_DEPTH, "SGD"), row(TUNED_DEPTH, "Adam")
    return rf"""Held-out loss after {tanh_sigmoid.STEPS} steps. First: {TUNED_DEPTH} hidden layers, plain SGD, at every
    learning rate tried (mean of {len(tanh_sigmoid.TUNING_SEEDS)} seeds). Then: each function at its own best rate, mean
    of {len(tanh_sigmoid.SEEDS)} other seeds with a 95% bootstrap interval. With {TUNED_DEPTH} hidden layers the sigmoid's
    loss is {told(deep["sigmoid"]["loss"])}, that of tanh {told(deep["tanh"]["loss"])}; with Adam (hollow) they are
    {told(adam["sigmoid"]["loss"])} and {told(adam["tanh"]["loss"])}. Guessing costs $\ln(3) \approx {guessing():.3f}$."""


def told(found: dict[str, float]) -> str:
    return f"{found['mean']:.3f} ({found['low']:.3f} to {found['high']:.3f})"


def draw() -> Figure:
    figure, (left, right) = style.panels(2, height=310, share_y=True)
    faint: dict[str, Any] = {"color": style.colour("faint"), "linewidth": 1.0}
    for axes, gid in ((left, "guessing-by-rate"), (right, "guessing-by-depth")):
        style.curve(axes, [0, 100], [guessing()] * 2, "bound", gid=gid, **faint)
        axes.set(yscale="log", ylim=(0.005, 5), yticks=[0.01, 0.1, 1])
        axes.yaxis.set_major_formatter(FuncFormatter(plain))
        axes.minorticks_off()
    rates(left)
    depths(right)
    return figure


def rates(axes: Axes) -> None:
    tried = np.array(tanh_sigmoid.RATES["SGD"])
    found = row(TUNED_DEPTH, "SGD")
    for hidden, line in LINES.items():
        means = np.array(found[hidden]["tuning"])
        style.curve(axes, tried, means, "loss", gid=f"tuning-{hidden}", **line)
        style.mark(axes, found[hidden]["rate"], float(means.min()), "loss", gid=f"best-rate-{hidden}")
    axes.set(title=f"{TUNED_DEPTH} hidden layers", xlabel=r"learning rate $\eta$", xscale="log", xlim=(0.05, 20))
    axes.set_xticks([0.0625, 0.25, 1, 4, 16], ["1/16", "¼", "1", "4", "16"])
    axes.minorticks_off()
    style.label(axes, "tanh", 0.125, found["tanh"]["tuning"][1], "loss", offset=(6, 14))
    style.label(axes, "sigmoid", 0.5, found["sigmoid"]["tuning"][3], "loss", offset=(-8, -14), ha="right")
    style.label(axes, "guessing", 0.06, guessing(), "faint", offset=(0, 16))


def depths(axes: Axes) -> None:
    for hidden, line in LINES.items():
        aside = -0.06 if hidden == "sigmoid" else 0.06
        rows = [r for r in result("tanh_sigmoid") if r["optimizer"] == "SGD"]
        means = [r[hidden]["loss"]["mean"] for r in rows]
        style.curve(axes, [r["depth"] + aside for r in rows], means, "loss", gid=f"best-{hidden}", **line)
        for r in result("tanh_sigmoid"):
            spot, found, adam = r["depth"] + aside, r[hidden]["loss"], r["optimizer"] == "Adam"
            spot += 2.5 * aside if adam else 0
            name, ends = f"{hidden}-{r['depth']}-{r['optimizer']}", [found["low"], found["high"]]
            style.curve(axes, [spot] * 2, ends, "loss", gid=f"interval-{name}", linestyle="-", linewidth=1.4)
            style.mark(axes, spot, found["mean"], "loss", gid=f"mean-{name}", hollow=adam)
    axes.set(title="each at its best rate", xlabel="hidden layers", xlim=(0.7, 4.3), xticks=range(1, 5))
    style.label(axes, "sigmoid", 3, row(3, "SGD")["sigmoid"]["loss"]["mean"], "loss", offset=(-14, 6), ha="right")
    style.label(axes, "tanh", 4, row(4, "SGD")["tanh"]["loss"]["mean"], "loss", offset=(0, -22), ha="center")
    style.label(
        axes, "Adam", 3, min(row(3, "Adam")[hidden]["loss"]["low"] for hidden in LINES), offset=(0, -14), ha="center"
    )


def plain(value: float, _: int | None = None) -> str:
    return f"{value:g}"


def table() -> style.Table:
    rows = result("tanh_sigmoid")
    columns: dict[str, Any] = {"hidden layers": [r["depth"] for r in rows], "optimiser": [r["optimizer"] for r in rows]}
    for hidden in tanh_sigmoid.HIDDEN:
        columns[f"η, {hidden}"] = [f"{r[hidden]['rate']:g}" for r in rows]
        columns[f"loss, {hidden}"] = [told(r[hidden]["loss"]) for r in rows]
    columns["difference"] = [told(r["gap"]).replace("-", "−") for r in rows]
    columns["tanh lower in"] = [f"{r['tanh_lower']} of {len(tanh_sigmoid.SEEDS)}" for r in rows]
    return style.Table(columns, notes="In parentheses the 95 % interval. The difference is that of equal seeds.")
