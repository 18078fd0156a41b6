"""Exercises on ReLU: a small network by hand, the slope of a weight, and the slope of a graph with three bends."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnref import mean_squared_error_prime, relu, relu_prime
from scripts.practice.draws import choice, decimal, integer
from scripts.practice.exercise import Drawn, Named, Numbers


def net_draw(random: np.random.Generator) -> Named:
    names = ("w1", "w2", "v1", "v2", "b1", "b2", "c")
    drawn = {name: integer(random, -3, 3, without=[-1, 0, 1]) for name in names[:4]}
    drawn |= {name: integer(random, -5, 5, without=[0]) for name in names[4:]}
    return {**drawn, "x": integer(random, -3, 3, without=[0])}


def net_values(drawn: Drawn) -> Named:
    z = np.array([drawn[f"w{j}"] * drawn["x"] + drawn[f"b{j}"] for j in (1, 2)])
    v, c = np.array([drawn["v1"], drawn["v2"]]), drawn["c"]
    a = relu(z)
    opened = 0 if z[0] > z[1] else 1
    shut = 1 - opened
    answer = v[0] * a[0] + v[1] * a[1] + c
    return {
        "z1": z[0],
        "z2": z[1],
        "a1": a[0],
        "a2": a[1],
        "y_hat": answer,
        "z_open": z[opened],
        "z_shut": z[shut],
        "v_open": v[opened],
        "line": v[0] * z[0] + v[1] * z[1] + c,
        "only_the_bias": c,
        "wrong_gate": v[shut] * z[shut] + c,
        "absolute": v[0] * abs(z[0]) + v[1] * abs(z[1]) + c,
        "bias_left_out": answer - c,
        "switch": v[opened] + c,
    }


def net_symbols(found: Drawn) -> dict[str, Any]:
    return {"a": [found["a1"], found["a2"]], "hat y": found["y_hat"]}


def slope_of_a_weight_draw(random: np.random.Generator) -> Named:
    w = integer(random, -3, 3, without=[-1, 0, 1])
    b = integer(random, -5, 5, without=[0])
    x1, x2 = integer(random, -4, 4, without=[-1, 0, 1]), integer(random, -4, 4, without=[-1, 0, 1])
    y1, y2 = integer(random, 1, 6), integer(random, 1, 6)
    return {"w": w, "b": b, "x1": x1, "x2": x2, "y1": y1, "y2": y2}


def slope_of_a_weight_values(drawn: Drawn) -> Named:
    x, y = np.array([drawn["x1"], drawn["x2"]], dtype=float), np.array([drawn["y1"], drawn["y2"]], dtype=float)
    z = drawn["w"] * x + drawn["b"]
    a = relu(z)
    errors = mean_squared_error_prime(y, a)
    opened = 0 if z[0] > z[1] else 1
    shut = 1 - opened
    passed = errors * relu_prime(z)
    slope = passed[0] * x[0] + passed[1] * x[1]
    return {
        "x_open": x[opened],
        "y_open": y[opened],
        "z_open": z[opened],
        "a_open": a[opened],
        "x_shut": x[shut],
        "y_shut": y[shut],
        "z_shut": z[shut],
        "slope": slope,
        "value_for_slope": errors[opened] * z[opened] * x[opened],
        "all_open": errors[0] * x[0] + errors[1] * x[1],
        "bias": passed[0] + passed[1],
        "total": 2 * slope,
        "halved": slope / 2,
        "wrong_way": -slope,
    }


def slope_of_a_weight_symbols(found: Drawn) -> dict[str, Any]:
    return {"x": found["x_open"], "a": found["a_open"], "y": found["y_open"], "dL/dw": found["slope"]}


ORDERS = ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))


def bends_draw(random: np.random.Generator) -> Named:
    """Two bends on the left of x and one on its right, named in any order."""
    far = integer(random, -5, -3)
    near = integer(random, -2, 1, without=[0])
    right = integer(random, 3, 6)
    order = choice(random, ORDERS)
    t = [(far, near, right)[place] for place in order]
    c = [integer(random, -5, 5, without=[-1, 0, 1]) for _ in order]
    x = decimal(random, 1.5, 2.5)
    return {"t1": t[0], "t2": t[1], "t3": t[2], "c1": c[0], "c2": c[1], "c3": c[2], "x": x}


def bends_values(drawn: Drawn) -> Named:
    t, c, x = [drawn[f"t{k}"] for k in (1, 2, 3)], [drawn[f"c{k}"] for k in (1, 2, 3)], drawn["x"]
    far, near, right = sorted(range(3), key=lambda k: t[k])
    slopes = [c[k] * relu_prime(x - t[k]) for k in range(3)]
    heights = [c[k] * relu(x - t[k]) for k in range(3)]
    return {
        "m1": -t[0],
        "m2": -t[1],
        "m3": -t[2],
        "far": t[far],
        "near": t[near],
        "right": t[right],
        "slope": slopes[0] + slopes[1] + slopes[2],
        "c_far": c[far],
        "last": c[near],
        "shut": c[right],
        "all": c[0] + c[1] + c[2],
        "height": heights[0] + heights[1] + heights[2],
        "count": 2.0,
    }


def bends_symbols(found: Drawn) -> dict[str, Any]:
    t, c = np.array([found[f"t{k}"] for k in (1, 2, 3)]), np.array([found[f"c{k}"] for k in (1, 2, 3)])
    return {"R": (relu, relu_prime), "T": (lambda x: c @ relu(x - t), lambda x: c @ relu_prime(x - t))}


EXERCISES = {
    "net": Numbers(net_draw, net_values, net_symbols),
    "slope-of-a-weight": Numbers(slope_of_a_weight_draw, slope_of_a_weight_values, slope_of_a_weight_symbols),
    "bends": Numbers(bends_draw, bends_values, bends_symbols),
}
