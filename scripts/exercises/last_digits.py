"""Exercises on the last digits: the marks of floating-point numbers, and what a subtraction costs."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnref import categorical_crossentropy_from_logits_prime
from scripts.practice.draws import choice, decimal, integer
from scripts.practice.exercise import Drawn, Named, Numbers

BITS = {"float64": 52, "float32": 23}  # after the first one
OTHER = {"float64": "float32", "float32": "float64"}


def marks_draw(random: np.random.Generator) -> Named:
    return {
        "x": choice(random, [0.1, 0.3, 3, 5, 10, 50, 100, 300, 1000, 3000]),
        "kind": choice(random, ["float64", "float32"]),
    }


def step_near(x: float, kind: str) -> int:
    """The power of 2 that is the step near x."""
    return int(np.log2(np.spacing(np.dtype(kind).type(x))))


def marks_values(drawn: Drawn) -> Named:
    x, kind = drawn["x"], drawn["kind"]
    bits, k = BITS[kind], step_near(x, kind)
    return {
        "bits": bits,
        "other": OTHER[kind],
        "k": k,
        "below": k + bits,
        "next": k + bits + 1,
        "at_one": step_near(1.0, kind),
        "next_doubling": k + 1,
        "other_kind": step_near(x, OTHER[kind]),
    }


def cancelled_draw(random: np.random.Generator) -> Named:
    kind, low, high = choice(random, [("float64", 8, 34), ("float32", 4, 14)])
    return {"kind": kind, "z": integer(random, low, high)}


def cancelled_values(drawn: Drawn) -> Named:
    z, digits = drawn["z"], (BITS[drawn["kind"]] + 1) * np.log10(2)
    slope = categorical_crossentropy_from_logits_prime(0, [float(z), 0.0])[0]
    cost = -np.log10(-slope)
    return {
        "held": "16" if drawn["kind"] == "float64" else "7",
        "cost": cost,
        "bits": -np.log2(-slope),
        "left": digits - cost,
        "multiplied": z * np.log(10),
    }


def rounded_draw(random: np.random.Generator) -> Named:
    return {"y": decimal(random, 0.99, 0.999, digits=4)}


def rounded_values(drawn: Drawn) -> Named:
    y, half = drawn["y"], 0.00005
    rest = round((1 - y) * 10000) / 10000
    return {
        "half": half,
        "rest": rest,
        "part": half / rest,
        "unit": 2 * half / rest,
        "before": half / y,
        "inverted": rest / half,
        "times": y / rest,
    }


def rounded_symbols(found: Drawn) -> dict[str, Any]:
    return {"hat y": found["y"]}


EXERCISES = {
    "marks": Numbers(marks_draw, marks_values),
    "cancelled": Numbers(cancelled_draw, cancelled_values),
    "rounded": Numbers(rounded_draw, rounded_values, rounded_symbols),
}
