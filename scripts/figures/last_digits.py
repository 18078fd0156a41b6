"""How many units in the last place a gradient is off by, as the textbook writes it and as nnref computes it."""

from __future__ import annotations

from decimal import Decimal, localcontext
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from nnref import categorical_crossentropy_from_logits_prime, softmax
from scripts.figures import style

Reals = NDArray[np.floating[Any]]

DIGITS = 60  # decimal ones: the true value's own error is far below anything drawn
CENTRES = np.arange(0, 45.1, 0.5)
POINTS = 24  # around each centre, of which the worst is drawn
DTYPES = ("float64", "float32")


class Errors(NamedTuple):
    """Largest errors in ulp around each of `CENTRES`."""

    textbook: Reals
    nnref: Reals


def alt() -> str:
    return """Two panels, float64 and float32: the error of a gradient in units of the last digit, on a vertical scale of
    powers of ten, against z from 0 to 45. The textbook's formula climbs along the straight line of e to the power z, in
    float64 up to about ten to the sixteenth at z = 37, in float32 up to about ten to the seventh at z = 17, and stays
    there. nnref's error stays flat near one unit over the whole width of both."""


def caption() -> str:
    double, single = errors("float64"), errors("float32")
    return rf"""The $\grad{{\text{{gradient}}}}$ of the cross-entropy at the true class, with the logits $(z, 0)$: its error
    in ulp, on a scale of powers of ten, against {DIGITS} digits of Python's `decimal`; the worst of {POINTS} points around
    each $z$. Dashed, the textbook's $\hat{{y}} - 1$, which follows the dotted $\bound{{e^{{z}}}}$ until no digit is left.
    Solid, `nnref`: at most {double.nnref.max():.1f} ulp in float64 and {single.nnref.max():.1f} in float32."""


def rows(z: Reals) -> Reals:
    """Logits of two classes, the first one ahead by z."""
    return np.stack([z, np.zeros_like(z)], axis=1)


def textbook(z: Reals) -> Reals:
    """Softmax less the one-hot row: what stands at the true class, the first."""
    difference: Reals = softmax(rows(z))[:, 0] - z.dtype.type(1)
    return difference


def computed(z: Reals) -> Reals:
    """The same as nnref returns it."""
    true_classes = np.zeros(len(z), dtype=int)
    gradient: Reals = categorical_crossentropy_from_logits_prime(true_classes, rows(z), reduction="none")[:, 0]
    return gradient


def truth(z: float) -> Decimal:
    """The same to as many digits as the decimal context has."""
    return -1 / (1 + Decimal(z).exp())


def ulp(value: Decimal, dtype: str) -> float:
    """The step between neighbouring numbers where the value lies."""
    return float(np.spacing(np.abs(np.dtype(dtype).type(float(value)))))


@cache
def errors(dtype: str) -> Errors:
    """The worst errors of the textbook's formula and of nnref."""
    rng = np.random.default_rng(0)
    z = np.abs(CENTRES[:, None] + rng.uniform(-0.25, 0.25, (len(CENTRES), POINTS))).ravel().astype(dtype)
    with localcontext(prec=DIGITS):
        truths = [truth(float(at)) for at in z]
        found = [
            [
                float(abs(Decimal(float(got)) - true)) / ulp(true, dtype)
                for got, true in zip(function(z), truths, strict=True)
            ]
            for function in (textbook, computed)
        ]
    return Errors(*np.reshape(found, (2, len(CENTRES), POINTS)).max(axis=2))


def draw() -> Figure:
    figure, axes = style.panels(2, height=300, share_y=True)
    for panel, dtype in zip(axes, DTYPES, strict=True):
        draw_one(panel, dtype)
        if dtype == DTYPES[0] or style.is_narrow():
            panel.set_ylabel("error in ulp")
    return figure


def draw_one(axes: Axes, dtype: str) -> None:
    error = errors(dtype)
    axes.set(yscale="log", ylim=(0.1, 1e18), yticks=[1, 1e4, 1e8, 1e12, 1e16], xlim=(0, 45), xlabel="$z$", title=dtype)
    axes.set_xticks(range(0, 46, 10))
    axes.minorticks_off()
    z = np.array([0.0, 39.0])
    style.curve(axes, z, np.exp(z), "bound", gid=f"bound-{dtype}")
    style.curve(axes, CENTRES, error.textbook, "gradient", gid=f"textbook-{dtype}", linestyle=(0, (2, 1.2)))
    style.curve(axes, CENTRES, error.nnref, "gradient", gid=f"nnref-{dtype}", linestyle="-")
    style.label(axes, "textbook", 45, float(error.textbook[-1]), "gradient", offset=(-3, -27), ha="right")
    style.label(axes, "$e^{z}$", 26, float(np.exp(26)), "bound", offset=(10, -12))
    style.label(axes, "nnref", 31, 1, "gradient", offset=(0, 13), ha="center")


def table() -> style.Table:
    shown = np.isin(CENTRES, [0, 5, 10, 15, 17, 20, 25, 30, 35, 37, 40, 45])
    columns: dict[str, Any] = {"z": CENTRES[shown].astype(int)}
    for dtype in DTYPES:
        error = errors(dtype)
        columns[f"textbook, {dtype}"] = error.textbook[shown]
        columns[f"nnref, {dtype}"] = error.nnref[shown]
    return style.Table(columns, digits=2, notes="Errors in ulp: the worst of the points within a quarter of each z.")
