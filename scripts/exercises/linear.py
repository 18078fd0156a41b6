"""Exercises on linear layers: two lines as one, two matrices as one, and where a ReLU between two lines bends."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnref import compose_linear, linear, linear_prime
from scripts.practice.draws import choice, integer
from scripts.practice.exercise import Drawn, Named, Numbers

WEIGHTS = (-3, -2, 2, 3, 4, 5)
AWAY = 0.7  # an n that no formula names


def two_lines_draw(random: np.random.Generator) -> Named:
    w1, w2 = choice(random, WEIGHTS), choice(random, WEIGHTS)
    b1 = integer(random, -5, 5, without=[0])
    return {"w1": w1, "w2": w2, "b1": b1, "b2": integer(random, -5, 5, without=[0, -w2 * b1])}


def two_lines_values(drawn: Drawn) -> Named:
    first, second = (drawn["w1"], drawn["b1"]), (drawn["w2"], drawn["b2"])
    w, b = compose_linear(first, second)
    return {
        "w": w,
        "b": b,
        "left_out": drawn["b2"],
        "unscaled": drawn["b1"] + drawn["b2"],
        "own_weight": drawn["w1"] * drawn["b1"] + drawn["b2"],
        "swapped": compose_linear(second, first)[1],
        "last_forgotten": drawn["w2"] * drawn["b1"],
    }


def lines_symbols(found: Drawn) -> dict[str, Any]:
    """The two lines, as layers of one unit."""
    layers = {"f": (found["w1"], found["b1"]), "g": (found["w2"], found["b2"])}
    return {name: line(w, b) for name, (w, b) in layers.items()}


def line(w: float, b: float) -> tuple[Any, Any]:
    return lambda n: linear(w * n + b), lambda n: w * linear_prime(n)


def two_lines_symbols(found: Drawn) -> dict[str, Any]:
    return {**lines_symbols(found), "n": AWAY}


def two_matrices_draw(random: np.random.Generator) -> Named:
    i = integer(random, 1, 2)
    names = ("w11", "w12", "w21", "w22", "v11", "v12", "v21", "v22")
    return {"i": i, "j": 3 - i, **{name: integer(random, -3, 4, without=[0]) for name in names}}


def matrices(found: Drawn) -> tuple[np.ndarray, np.ndarray]:
    first, second = ([[found[f"{name}{i}{j}"] for j in (1, 2)] for i in (1, 2)] for name in "wv")
    return np.array(first), np.array(second)


def composed(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return np.asarray(compose_linear((first, np.zeros(2)), (second, np.zeros(2)))[0])


def two_matrices_values(drawn: Drawn) -> Named:
    first, second = matrices(drawn)
    i, j = int(drawn["i"]) - 1, int(drawn["j"]) - 1
    W = composed(first, second)
    return {
        "entry": W[i, j],
        "reversed": composed(second, first)[i, j],
        "in1": first[i, 0],
        "in2": first[i, 1],
        "out1": second[0, j],
        "out2": second[1, j],
        "first_path": first[i, 0] * second[0, j],
        "second_path": first[i, 1] * second[1, j],
        "transposed": W[j, i],
        "own1": first[i, j],
        "own2": second[i, j],
        "elementwise": first[i, j] * second[i, j],
    }


def two_matrices_symbols(found: Drawn) -> dict[str, Any]:
    first, second = matrices(found)
    return {"W": {1: first, 2: second}, "w": composed(first, second)}


def bend_draw(random: np.random.Generator) -> Named:
    w1, b1 = choice(random, WEIGHTS), integer(random, -7, 7, without=[0])
    return {"w1": w1, "b1": b1, "w2": choice(random, WEIGHTS), "b2": integer(random, -5, 5, without=[0])}


def bend_values(drawn: Drawn) -> Named:
    w1, b1 = drawn["w1"], drawn["b1"]
    return {
        "minus_b1": -b1,
        "n": -b1 / w1,
        "sign_kept": b1 / w1,
        "of_the_second": -drawn["b2"] / drawn["w2"],
        "upside_down": -w1 / b1,
        "height": drawn["b2"],
        "intercept": b1,
    }


EXERCISES = {
    "two-lines": Numbers(two_lines_draw, two_lines_values, two_lines_symbols),
    "two-matrices": Numbers(two_matrices_draw, two_matrices_values, two_matrices_symbols),
    "bend": Numbers(bend_draw, bend_values, lines_symbols),
}
