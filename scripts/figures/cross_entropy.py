"""The cross-entropy of one row against the probability given to its true class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from nnref import categorical_crossentropy
from nnref._arrays import FloatArray
from scripts.figures import style

Rows = Sequence[Sequence[float]]

# The lecture's three rows. They stand here because a figure is drawn again only when its own source changes.
Y_TRUE: Rows = ((0, 1, 0), (1, 0, 0), (0, 0, 1))
Y_PRED: Rows = ((0.9, 0.05, 0.05), (0.1, 0.8, 0.1), (0.2, 0.2, 0.6))
LOWEST = 0.005  # where the curve leaves the picture; it has no end


def surprise(p: FloatArray) -> FloatArray:
    """The loss in nats when the true class was given probability p, and the other classes the rest."""
    rows = np.stack([p, 1 - p], axis=-1)
    return np.asarray(categorical_crossentropy(np.zeros(len(p), dtype=int), rows, reduction="none"))


def lecture() -> tuple[FloatArray, FloatArray]:
    """The probability of the true class, and the loss, of each of the lecture's rows."""
    p = (np.array(Y_TRUE) * np.array(Y_PRED)).sum(axis=-1)
    return p, np.asarray(categorical_crossentropy(Y_TRUE, Y_PRED, reduction="none"))


def alt() -> str:
    p, loss = lecture()
    rows = "; ".join(
        f"row {n}, {given:g}, loss {cost:.2f}" for n, (given, cost) in enumerate(zip(p, loss, strict=True), 1)
    )
    return f"""The loss falls steeply from far above, where the true class was given almost no probability, to 0 where it was
    given all of it. The lecture's three rows are marked: {rows}."""


def caption() -> str:
    p, loss = lecture()
    rows = ", ".join(f"{cost:.4f} for {given:g}" for given, cost in zip(p, loss, strict=True))
    return rf"""The loss of one row in nats, $\loss{{-\ln(\hat{{y}}_c)}}$, against the probability $\hat{{y}}_c$ given
    to its true class $c$. The lecture's rows cost {rows}. Each halving of the probability adds
    $\ln(2) \approx {surprise(np.array([0.5]))[0]:.4f}$."""


def draw() -> Figure:
    figure, (axes,) = style.panels(height=330)
    p = np.linspace(LOWEST, 1, 600)
    style.curve(axes, p, surprise(p), "loss")
    for n, (given, cost) in enumerate(zip(*lecture(), strict=True), 1):
        rise = 7 if cost > 1 else 26  # where the curve is flat, the text would lie on it
        style.mark(axes, float(given), float(cost), "loss", gid=f"row-{n}")
        style.label(axes, f"row {n}: {given:g} → {cost:.2f}", float(given), float(cost), offset=(11, rise))
    style.mark(axes, 1, 0, "loss", gid="certain", hollow=True)
    style.label(axes, "1 → 0", 1, 0, offset=(4, 24), ha="right")
    style.label(axes, r"$-\ln(\hat{y}_c)$", 0.028, float(surprise(np.array([0.028]))[0]), "loss", offset=(9, 10))
    axes.set(xlim=(0, 1.02), ylim=(-0.08, 5), yticks=range(6), ylabel="loss of the row (nats)")
    axes.set_xlabel(r"$\hat{y}_c$, the probability given to the true class")
    return figure


def table() -> style.Table:
    p, _ = lecture()
    shown = np.unique(np.concatenate([p, [0.01, 0.25, 0.5, 0.75, 0.9, 1.0]]))
    return style.Table({"ŷ of the true class": [f"{value:g}" for value in shown], "loss (nats)": surprise(shown)})
