"""Exercises on tanh: its slope, the sigmoid within it, and its inverse."""

from __future__ import annotations

import numpy as np

from nnref import sigmoid, tanh, tanh_prime
from scripts.practice.draws import choice, decimal
from scripts.practice.exercise import Drawn, Named, Numbers


def signed_draw(random: np.random.Generator) -> Named:
    return {"z": choice(random, [-1, 1]) * decimal(random, 0.3, 1.6)}


def slope_values(drawn: Drawn) -> Named:
    z = drawn["z"]
    value = tanh(z)
    return {
        "minus_z": -z,
        "value": value,
        "slope": tanh_prime(z),
        "unsquared": 1 - value,
        "sigmoids": value * (1 - value),
        "of_z": 1 - z * z,
        "steepest": tanh_prime(0.0),
    }


def from_sigmoid_values(drawn: Drawn) -> Named:
    z = drawn["z"]
    s = sigmoid(2 * z)
    return {
        "double": 2 * z,
        "s": s,
        "value": tanh(z),
        "not_lowered": 2 * s,
        "not_stretched": s - 0.5,
        "not_squeezed": 2 * sigmoid(z) - 1,
    }


def inverse_draw(random: np.random.Generator) -> Named:
    return {"a": choice(random, [-1, 1]) * decimal(random, 0.2, 0.9)}


def inverse_values(drawn: Drawn) -> Named:
    a = drawn["a"]
    share = (1 + a) / 2
    z = np.log(share / (1 - share)) / 2
    return {
        "share": round(share * 100) / 100,
        "z": z,
        "double": 2 * z,
        "forward": tanh(a),
        "yes_alone": np.log(1 + a) / 2,
        "decimal": z / np.log(10),
        "reciprocal": 1 / tanh(a),
    }


EXERCISES = {
    "slope": Numbers(signed_draw, slope_values),
    "from-sigmoid": Numbers(signed_draw, from_sigmoid_values),
    "inverse": Numbers(inverse_draw, inverse_values),
}
