"""The lecture's three rows, step by step."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnref import categorical_crossentropy
from nnref._arrays import FloatArray
from nnref._reductions import Reduction
from scripts.figures.cross_entropy import Y_PRED, Y_TRUE, Rows

CLASSES = ("elephant", "dog", "cat")
UNITS = (("base 10", 10.0), ("nats", None), ("bits", 2.0))
LINE_END = " \\\\\n"
INTRODUCTION = """**Each row by itself,** in the lecture's base 10, a class a line. Only the true class is not multiplied by 0,
so its line is the whole loss."""
REDUCTIONS: tuple[Reduction, ...] = ("sum", "mean")


def steps(y_true: Rows = Y_TRUE, y_pred: Rows = Y_PRED) -> str:
    """Three losses in the lecture's base, then all of them in every unit, summed and averaged, from both kinds of label."""
    rows = [one_row(n, y, y_hat) for n, (y, y_hat) in enumerate(zip(y_true, y_pred, strict=True), 1)]
    parts = [INTRODUCTION, *rows, total(y_true, y_pred), units(y_true, y_pred), labels(y_true, y_pred)]
    return "\n\n".join(parts) + "\n"


def one_row(n: int, y: Sequence[float], y_hat: Sequence[float]) -> str:
    loss = float(categorical_crossentropy(y, y_hat, base=10))
    shown = f"= {loss:g}" if loss == round(loss) else rf"\approx {loss:.5f}"
    terms = [
        rf"-{yi:g} \cdot \log_{{10}}({p:g}) " + ("&= 0" if yi == 0 else f"&= L_{n} {shown}")
        for yi, p in zip(y, y_hat, strict=True)
    ]
    return rf"""Row {n}: the truth is {CLASSES[y.index(1)]}, which was given {y_hat[y.index(1)]:g}.

$$
% eq: lecture_row_{n}
\begin{{aligned}}
{LINE_END.join(terms)}
\end{{aligned}}
$$"""


def total(y_true: Rows, y_pred: Rows) -> str:
    terms = " - ".join(rf"\log_{{10}}({y_hat[y.index(1)]:g})" for y, y_hat in zip(y_true, y_pred, strict=True))
    return rf"""**The rows together.** No term is negative, so neither is the sum.

$$
% eq: lecture_rows
\begin{{aligned}}
&L_1 + L_2 + L_3 \\
&= -{terms} \\
&\approx {losses(y_true, y_pred, 10, "sum"):.5f}
\end{{aligned}}
$$

Divided by {len(y_true)}, the number of rows, this gives a mean of {losses(y_true, y_pred, 10, "mean"):.5f}."""


def units(y_true: Rows, y_pred: Rows) -> str:
    """One table: a line a row, then sum and mean; a column a unit."""
    lines = [["", *(name for name, _ in UNITS)], ["---", *("---:" for _ in UNITS)]]
    by_unit = [losses(y_true, y_pred, base) for _, base in UNITS]
    for n, y in enumerate(y_true):
        lines.append([f"row {n + 1}, {CLASSES[y.index(1)]}", *(f"{column[n]:.5f}" for column in by_unit)])
    for reduction in REDUCTIONS:
        cells = [f"{losses(y_true, y_pred, base, reduction):.5f}" for _, base in UNITS]
        lines.append([f"**{reduction}**", *cells])
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return (
        f"**The same rows in every unit.** A base changes the unit, as metres and feet do, and nothing else.\n\n{table}"
    )


def labels(y_true: Rows, y_pred: Rows) -> str:
    """The same losses from integers."""
    integers = [y.index(1) for y in y_true]
    one_hot = categorical_crossentropy(y_true, y_pred)
    sparse = categorical_crossentropy(integers, y_pred)
    rows = ", ".join("(" + ",\N{NO-BREAK SPACE}".join(f"{yi:g}" for yi in y) + ")" for y in y_true)
    return f"""**One-hot or integers.** A label may also be the number of its class, counted from 0 as Python counts.

| labels | mean loss (nats) |
| --- | ---: |
| one-hot: {rows} | {one_hot:.5f} |
| integers: {", ".join(map(str, integers))} | {sparse:.5f} |"""


def losses(y_true: Rows, y_pred: Rows, base: float | None, reduction: Reduction = "none") -> FloatArray:
    return np.asarray(categorical_crossentropy(y_true, y_pred, base=base, reduction=reduction))
