"""Exercises on leaky ReLU: the slopes on a path, a unit on its negative side, and the inverse."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnref import leaky_relu, leaky_relu_prime, mean_squared_error, mean_squared_error_prime
from scripts.practice.draws import choice, decimal, integer
from scripts.practice.exercise import Drawn, Named, Numbers


def message_draw(random: np.random.Generator) -> Named:
    alpha = choice(random, [0.1, 0.2, 0.3])
    signs = choice(random, [(-1, 1, -1, 1), (-1, -1, 1, -1), (1, -1, -1, 1), (-1, 1, -1, -1), (1, -1, 1, -1)])
    z1, z2, z3, z4 = (sign * decimal(random, 0.3, 2.5, without=[1]) for sign in signs)
    return {"alpha": alpha, "z1": z1, "z2": z2, "z3": z3, "z4": z4}


def message_values(drawn: Drawn) -> Named:
    z, alpha = [drawn[f"z{layer}"] for layer in (1, 2, 3, 4)], drawn["alpha"]
    slopes = [leaky_relu_prime(each, negative_slope=alpha) for each in z]
    values = [leaky_relu(each, negative_slope=alpha) for each in z]
    kept = [each if each < 0 else 1.0 for each in z]
    return {
        "leaks": sum(each < 0 for each in z),
        "factor": slopes[0] * slopes[1] * slopes[2] * slopes[3],
        "left_x": kept[0] * kept[1] * kept[2] * kept[3],
        "shut": 0.0,
        "all": alpha**4,
        "single": alpha,
        "added": slopes[0] + slopes[1] + slopes[2] + slopes[3],
        "forward": values[0] * values[1] * values[2] * values[3],
    }


def way_back_draw(random: np.random.Generator) -> Named:
    w, b = -decimal(random, 0.5, 3), decimal(random, -2, 2, without=[0])
    return {"w": w, "b": b, "x": integer(random, 2, 4), "y": integer(random, 1, 4), "alpha": choice(random, [0.1, 0.2])}


def way_back_values(drawn: Drawn) -> Named:
    x, y, alpha = drawn["x"], drawn["y"], drawn["alpha"]
    z = round((drawn["w"] * x + drawn["b"]) * 10) / 10
    a = leaky_relu(z, negative_slope=alpha)
    slope = leaky_relu_prime(z, negative_slope=alpha)
    error, of_zero, of_z = (mean_squared_error_prime([y], np.array([answer]))[0] for answer in (a, 0.0, z))
    return {
        "z": z,
        "a": a,
        "slope": error * slope * x,
        "value_for_slope": error * z * x,
        "shut": 0.0,
        "open": error * x,
        "relus_answer": of_zero * slope * x,
        "unlearnt": of_z * slope * x,
        "halved": error / 2 * slope * x,
        "bias": error * slope,
    }


def leaky_symbols(found: Drawn) -> dict[str, Any]:
    alpha = found["alpha"]
    pair = (
        lambda z: leaky_relu(z, negative_slope=alpha),
        lambda z: leaky_relu_prime(z, negative_slope=alpha),
    )
    return {"alpha": alpha, "LReLU": pair}


def way_back_symbols(found: Drawn) -> dict[str, Any]:
    loss = mean_squared_error([found["y"]], [found["a"]])
    return {**leaky_symbols(found), "L": loss, "dL/dw": found["slope"]}


def inverse_draw(random: np.random.Generator) -> Named:
    return {"alpha": choice(random, [0.1, 0.3, 0.4]), "a": -decimal(random, 0.1, 2)}


def inverse_values(drawn: Drawn) -> Named:
    a, alpha = drawn["a"], drawn["alpha"]
    return {
        "z": a / alpha,
        "forward": leaky_relu(a, negative_slope=alpha),
        "unscaled": a,
        "forgotten": 0.0,
        "one_less": a - alpha,
    }


EXERCISES = {
    "message": Numbers(message_draw, message_values, leaky_symbols),
    "way-back": Numbers(way_back_draw, way_back_values, way_back_symbols),
    "inverse": Numbers(inverse_draw, inverse_values, leaky_symbols),
}
