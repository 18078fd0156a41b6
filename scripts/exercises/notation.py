"""Exercises on the notation: a weight's place in a list, the size of a matrix, and one number of a layer by hand."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnref import Network
from scripts.practice.draws import decimal, integer
from scripts.practice.exercise import Drawn, Named, Numbers

PAIRS = ("11", "12", "21", "22")


def entry_draw(random: np.random.Generator) -> Named:
    i = integer(random, 1, 5)
    return {"i": i, "j": integer(random, 1, 5, without=[i]), "l": integer(random, 2, 4)}


def entry_values(drawn: Drawn) -> Named:
    i, j, layer = drawn["i"], drawn["j"], drawn["l"]
    return {
        "row": i - 1,
        "column": j - 1,
        "at": layer - 1,
        "before": layer - 2,
        "i_after": i + 1,
        "j_after": j + 1,
        "l_after": layer + 1,
    }


def size_draw(random: np.random.Generator) -> Named:
    return {**{f"n{layer}": integer(random, 2, 9) for layer in range(5)}, "l": integer(random, 2, 3)}


def size_values(drawn: Drawn) -> Named:
    network = Network([drawn[f"n{layer}"] for layer in range(5)], initializer="zeros")
    sizes = [W.size for W in network.weights]
    at = drawn["l"] - 1
    n_in, n_out = network.weights[at].shape
    return {
        "l_before": at,
        "l_after": at + 2,
        "n_in": n_in,
        "n_out": n_out,
        "entries": sizes[at],
        "before": sizes[at - 1],
        "after": sizes[at + 1],
        "with_biases": sizes[at] + network.biases[at].size,
        "added": n_in + n_out,
        "in_all": sum(sizes),
    }


def size_symbols(found: Drawn) -> dict[str, Any]:
    return {"n": [found[f"n{layer}"] for layer in range(1, 5)]}


def one_number_draw(random: np.random.Generator) -> Named:
    m = integer(random, 1, 2)
    activations = {f"a{pair}": integer(random, -3, 4, without=[0]) for pair in PAIRS}
    weights = {f"w{pair}": decimal(random, -0.9, 0.9, without=[0]) for pair in PAIRS}
    return {"m": m, "j": 3 - m, **activations, **weights, **{f"b{j}": decimal(random, -0.5, 0.5) for j in (1, 2)}}


def arrays(found: Drawn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    A, W = (np.array([[found[f"{name}{i}{j}"] for j in (1, 2)] for i in (1, 2)]) for name in "aw")
    return A, W, np.array([found["b1"], found["b2"]])


def layer_of(A: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    layer = Network([2, 2], output="linear", initializer="zeros")
    layer.weights[0][:], layer.biases[0][:] = W, b
    return layer.predict(A)


def one_number_values(drawn: Drawn) -> Named:
    A, W, b = arrays(drawn)
    m, j = int(drawn["m"]) - 1, int(drawn["j"]) - 1
    Z = layer_of(A, W, b)
    judged = {
        "number": Z[m, j],
        "transposed": layer_of(A, W.T, b)[m, j],
        "swapped": Z[j, m],
        "reversed": layer_of(W, A, b)[m, j],
        "unbiased": Z[m, j] - b[j],
        "other_bias": Z[m, j] - b[j] + b[m],
    }
    return {
        "a_m1": A[m, 0],
        "a_m2": A[m, 1],
        "w_1j": W[0, j],
        "w_2j": W[1, j],
        "b_j": b[j],
        **{name: round(value * 10) / 10 for name, value in judged.items()},
    }


def one_number_symbols(found: Drawn) -> dict[str, Any]:
    A, W, b = arrays(found)
    return {"A": {1: A}, "W": {2: W}, "b": {2: b}, "z": {2: layer_of(A, W, b)}}


EXERCISES = {
    "entry": Numbers(entry_draw, entry_values),
    "size": Numbers(size_draw, size_values, size_symbols),
    "one-number": Numbers(one_number_draw, one_number_values, one_number_symbols),
}
