"""Exercises on backpropagation by hand: a hidden unit's delta, and the slope of a weight."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnref import Network, sigmoid_prime
from scripts.practice.draws import choice, decimal, integer
from scripts.practice.exercise import Drawn, Named, Numbers

OTHER = 0.4  # what the hidden unit answered that is not asked for


def delta_draw(random: np.random.Generator) -> Named:
    i, height = integer(random, 1, 2), decimal(random, 0.55, 0.95, digits=2)
    weights = {f"w{i}{j}": decimal(random, -1.5, 1.5, without=[0, 1, -1]) for i in (1, 2) for j in (1, 2)}
    deltas = {f"d{j}": choice(random, [-1, 1]) * decimal(random, 0.2, 0.9) for j in (1, 2)}
    return {"i": i, "height": height, **weights, **deltas}


def network_of(drawn: Drawn) -> tuple[Network, list[float], list[float]]:
    """A network that answers so, its example, and targets that bring these errors."""
    i, height = int(drawn["i"]) - 1, drawn["height"]
    answers = [height if unit == i else OTHER for unit in (0, 1)]
    network = Network([1, 2, 2], hidden="sigmoid", output="linear", initializer="zeros")
    network.biases[0][:] = [np.log(a / (1 - a)) for a in answers]
    network.weights[1][:] = [[drawn[f"w{i}{j}"] for j in (1, 2)] for i in (1, 2)]
    prediction = network.predict([0.0])
    return network, [0.0], [prediction[0] - drawn["d1"], prediction[1] - drawn["d2"]]


def delta_values(drawn: Drawn) -> Named:
    i, height = int(drawn["i"]), drawn["height"]
    d1, d2 = drawn["d1"], drawn["d2"]
    network, x, y = network_of(drawn)
    slope = sigmoid_prime(network.forward(x).z[0][i - 1])
    wi1, wi2 = drawn[f"w{i}1"], drawn[f"w{i}2"]
    collected = wi1 * d1 + wi2 * d2
    return {
        "wi1": wi1,
        "wi2": wi2,
        "slope": slope,
        "delta": network.backward(x, y).deltas[0][i - 1],
        "swapped": (drawn[f"w1{i}"] * d1 + drawn[f"w2{i}"] * d2) * slope,
        "first_path": wi1 * d1 * slope,
        "second_path": wi2 * d2 * slope,
        "no_slope": collected,
        "value_for_slope": collected * height,
        "slope_of_the_answer": collected * sigmoid_prime(height),
    }


def delta_symbols(found: Drawn) -> dict[str, Any]:
    network, x, y = network_of(found)
    z, a = network.forward(x)
    deltas = network.backward(x, y).deltas
    W2 = network.weights[1]
    return {"z": {1: z[0]}, "a": {1: a[1]}, "W": {2: W2}, "w": {2: W2}, "delta": {1: deltas[0], 2: deltas[1]}}


def weight_draw(random: np.random.Generator) -> Named:
    i = integer(random, 1, 2)
    answers = {f"a{unit}": decimal(random, 0.1, 0.9, digits=2) for unit in (1, 2)}
    deltas = {f"d{unit}": choice(random, [-1, 1]) * decimal(random, 0.1, 0.9, digits=2) for unit in (1, 2)}
    return {"i": i, "j": 3 - i, **answers, **deltas, "weight": decimal(random, -1.5, 1.5, without=[0, 1, -1])}


def weight_values(drawn: Drawn) -> Named:
    i, j, weight = int(drawn["i"]), int(drawn["j"]), drawn["weight"]
    ai, aj, di, dj = drawn[f"a{i}"], drawn[f"a{j}"], drawn[f"d{i}"], drawn[f"d{j}"]
    return {
        "ai": ai,
        "dj": dj,
        "slope": ai * dj,
        "swapped": aj * di,
        "forward": ai * weight,
        "message": weight * dj,
        "bias": dj,
        "both_targets": ai * (di + dj),
    }


def weight_symbols(found: Drawn) -> dict[str, Any]:
    """A layer on its own, which gets the answers and whose errors are the deltas."""
    a, delta = [found["a1"], found["a2"]], np.array([found["d1"], found["d2"]])
    layer = Network([2, 2], output="linear", initializer="zeros")
    gradients = layer.backward(a, -delta)
    return {"a": {1: a}, "delta": {2: gradients.deltas[0]}, "dL/dw": {2: gradients.weights[0]}}


EXERCISES = {
    "delta": Numbers(delta_draw, delta_values, delta_symbols),
    "weight": Numbers(weight_draw, weight_values, weight_symbols),
}
