"""What the figures of rounding must show."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Any

import mpmath
import numpy as np

import nnref
from tests.figures.expect import Cell, Expected, Line, View, curve, dot, figure, floats, through, whole

DTYPES: tuple[tuple[str, Any], ...] = (("float32", np.float32), ("float64", np.float64))


def first(reached: Callable[[Any], Any], low: float, high: float, dtype: Any) -> float:
    """The smallest number of the dtype from which on something is reached, by halving the interval."""
    below, above = dtype(low), dtype(high)
    while np.nextafter(below, above) < above:
        middle = dtype((below + above) / dtype(2))
        below, above = (below, middle) if reached(middle) else (middle, above)
    return float(above)


@figure
def saturation(narrow: bool) -> Expected:
    one: dict[str, Line] = {"true": curve(lambda z: nnref.sigmoid(-z), 12, 42, "faint")}
    zero: dict[str, Line] = {}
    ones: list[tuple[str, str | None]] = [(r"$1 - \sigma(z)$, computed", None)]
    zeros: list[tuple[str, str | None]] = [(r"$\sigma(z)$, computed", None)]
    for name, dtype in DTYPES:
        top = first(lambda z: nnref.sigmoid(z) == 1, 1, 100, dtype)
        z = np.linspace(12, top, 8001).astype(dtype)[:-1]
        missing = (dtype(1) - nnref.sigmoid(z)).astype(float)
        inside = missing > 0
        one[f"missing-{name}"] = Line(z[inside].astype(float), missing[inside], "function")
        one[f"end-missing-{name}"] = dot(top, missing[inside][-1], hollow=True)
        ones.append((f"{name}\n1 from {top:.2f}", f"end-missing-{name}"))
        bottom = first(lambda z: nnref.sigmoid(-z) == 0, 1, 1000, dtype)
        last = np.nextafter(dtype(-bottom), dtype(0))  # the last z whose sigmoid is not yet 0
        z = np.linspace(last, 0, 8001).astype(dtype)
        zero[f"sigmoid-{name}"] = Line(z.astype(float), nnref.sigmoid(z).astype(float), "function")
        zeros.append((f"{name}\n0 below −{bottom:.2f}", None))
        zero[f"end-sigmoid-{name}"] = zero_end(dtype, bottom)
    z = np.array([5, 10, 15, 17, 18, 20, 30, 36, 37, 38, 40])
    table = {
        "z": whole(z),
        "1 − σ(z), float32": floats(np.float32(1) - nnref.sigmoid(z.astype(np.float32))),
        "1 − σ(z), float64": floats(1 - nnref.sigmoid(z)),
        "σ(−z), float64": floats(nnref.sigmoid(-z)),
    }
    return Expected([View(one, ones, "$z$"), View(zero, zeros, "$z$")], table)


def zero_end(dtype: Any, bottom: float) -> Line:
    """The last drawn place of 2001 between the first exact 0 and z = 0 whose value is not 0."""
    z = np.linspace(-bottom, 0, 2001).astype(dtype)
    z = z[nnref.sigmoid(z) > 0]
    return dot(float(z[0]), float(nnref.sigmoid(z[0])), hollow=True)


@cache
def largest(step: float) -> float:
    """The largest relative error of central differences with this step."""
    rng = np.random.default_rng(0)
    network = nnref.Network([3, 5, 4, 3], hidden="tanh", rng=rng)
    x, y = rng.normal(size=(8, 3)), rng.integers(3, size=8)
    return nnref.gradient_check(network, x, y, step=step).largest


@figure
def gradient_check(narrow: bool) -> Expected:
    best = float(np.cbrt(np.finfo(float).eps))
    steps = np.sort([*10.0 ** np.arange(-13, 0.01, 0.25), best])
    shapes = {
        "gradient": through(steps, [largest(float(step)) for step in steps], "gradient"),
        "best": dot(best, largest(best), "gradient"),
    }
    gap = "\n" if narrow else " "
    words: list[tuple[str, str | None]] = [
        (r"$\epsilon^{1/3}$", "best"),
        (f"rounding,{gap}" + r"$\propto 1/h$", "gradient"),
        (f"cut off,{gap}" + r"$\propto h^2$", "gradient"),
    ]
    raised = "¹³ ¹² ¹¹ ¹⁰ ⁹ ⁸ ⁷ ⁶ ⁵ ⁴ ³ ² ¹"
    table: dict[str, list[Cell]] = {
        "step h": [*(f"10⁻{power}" for power in raised.split()), "1"],
        "largest relative error": [largest(10.0**power) for power in range(-13, 1)],
    }
    return Expected([View(shapes, words, "step $h$", "largest relative error")], table)


@cache
def worst(dtype: str) -> tuple[Any, Any]:
    """Largest errors in ulp around each half of z: of softmax less one-hot, and of nnref's gradient."""
    centres = np.arange(0, 45.1, 0.5)
    near = np.random.default_rng(0).uniform(-0.25, 0.25, (len(centres), 24))
    z = np.abs(centres[:, None] + near).ravel().astype(dtype)
    logits = np.stack([z, np.zeros_like(z)], axis=1)
    textbook = nnref.softmax(logits)[:, 0] - z.dtype.type(1)
    computed = nnref.categorical_crossentropy_from_logits_prime(np.zeros(len(z), dtype=int), logits, reduction="none")
    with mpmath.workdps(50):
        truth = [-1 / (1 + mpmath.exp(mpmath.mpf(float(at)))) for at in z]
        units = [np.spacing(np.abs(z.dtype.type(float(value)))) for value in truth]
        errors = [
            [
                float(abs(mpmath.mpf(float(got)) - true) / float(unit))
                for got, true, unit in zip(gots, truth, units, strict=True)
            ]
            for gots in (textbook, computed[:, 0])
        ]
    by_paper, by_nnref = np.reshape(errors, (2, len(centres), 24)).max(axis=2)
    return by_paper, by_nnref


@figure
def last_digits(narrow: bool) -> Expected:
    centres = np.arange(0, 45.1, 0.5)
    panels = []
    shown = [0, 5, 10, 15, 17, 20, 25, 30, 35, 37, 40, 45]
    table: dict[str, list[Cell]] = {"z": [*shown]}
    for dtype in ("float64", "float32"):
        by_paper, by_nnref = worst(dtype)
        shapes = {
            f"bound-{dtype}": through([0, 39], [math.exp(0), math.exp(39)], "bound"),
            f"textbook-{dtype}": through(centres, by_paper, "gradient"),
            f"nnref-{dtype}": through(centres, by_nnref, "gradient"),
        }
        # The textbook's error follows the bound, so that the bound's name is as near to one as to the other.
        names = {"textbook": f"textbook-{dtype}", "nnref": f"nnref-{dtype}", "$e^{z}$": None, dtype: None}
        panels.append(View(shapes, [*names.items()], "$z$", "error in ulp" if narrow or dtype == "float64" else ""))
        at = [2 * z for z in shown]
        table[f"textbook, {dtype}"] = floats(by_paper[at])
        table[f"nnref, {dtype}"] = floats(by_nnref[at])
    return Expected(panels, table)
