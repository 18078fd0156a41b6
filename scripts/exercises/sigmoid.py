"""Exercises on the sigmoid: its slope, its inverse, and the product of many slopes."""

from __future__ import annotations

import numpy as np

from nnref import sigmoid, sigmoid_prime
from scripts.practice.draws import choice, decimal, integer
from scripts.practice.exercise import Drawn, Named, Numbers


def slope_draw(random: np.random.Generator) -> Named:
    return {"z": choice(random, [-1, 1]) * decimal(random, 0.4, 2.6)}


def slope_values(drawn: Drawn) -> Named:
    z = drawn["z"]
    value, slope = sigmoid(z), sigmoid_prime(z)
    return {
        "value": value,
        "slope": slope,
        "minus": -slope,
        "unsquashed": z * (1 - z),
        "tanhs": 1 - value * value,
        "quadrupled": 4 * slope,
    }


def inverse_draw(random: np.random.Generator) -> Named:
    low, high = choice(random, [(0.05, 0.4), (0.6, 0.95)])
    return {"p": decimal(random, low, high, digits=2)}


def inverse_values(drawn: Drawn) -> Named:
    p = drawn["p"]
    odds = p / (1 - p)
    z = np.log(odds)
    return {
        "odds": odds,
        "z": z,
        "swapped": -z,
        "decimal": np.log10(odds),
        "yes_alone": np.log(p),
        "forward": sigmoid(p),
    }


def product_draw(random: np.random.Generator) -> Named:
    return {"n": integer(random, 3, 7)}


def product_values(drawn: Drawn) -> Named:
    n, steepest = drawn["n"], sigmoid_prime(0.0)
    return {
        "bound": steepest**n,
        "one": 1.0,
        "halves": sigmoid(0.0) ** n,
        "summed": n * steepest,
        "single": steepest,
    }


EXERCISES = {
    "slope": Numbers(slope_draw, slope_values),
    "inverse": Numbers(inverse_draw, inverse_values),
    "product": Numbers(product_draw, product_values),
}
