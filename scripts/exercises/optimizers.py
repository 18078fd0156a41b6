"""Exercises on the optimisers: a step of SGD, and two with momentum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from nnref import SGD
from nnref.optimizers import Optimizer
from scripts.practice.draws import choice, decimal, integer, tidy
from scripts.practice.exercise import Drawn, Named, Numbers


def walk(optimizer: Optimizer, start: float, slopes: list[Callable[[float], float]]) -> list[float]:
    """Where a weight stands before the first step and after each one."""
    w, places = np.array([start], dtype=float), [start]
    for slope in slopes:
        optimizer.update(w, np.array([slope(w.item())], dtype=float))
        places.append(w.item())
    return places


def step_draw(random: np.random.Generator) -> Named:
    return {
        "curvature": integer(random, 2, 4),
        "w0": choice(random, [-1, 1]) * decimal(random, 0.5, 3),
        "eta": decimal(random, 0.05, 0.2, digits=2),
    }


def step_values(drawn: Drawn) -> Named:
    w0, eta, curvature = drawn["w0"], drawn["eta"], drawn["curvature"]
    g = tidy(curvature * w0, 1)
    _, w1 = walk(SGD(eta), w0, [lambda w: curvature * w])
    return {
        "g1": g,
        "w1": tidy(w1, 3),
        "uphill": w0 + eta * g,
        "new_weight": w0 / (1 + eta * curvature),
        "change": w1 - w0,
        "whole": w0 - g,
    }


def step_symbols(found: Drawn) -> dict[str, Any]:
    names = ("w_0", "w0"), ("w_1", "w1"), ("g_1", "g1"), ("lambda", "curvature"), ("eta", "eta")
    return {letter: found[name] for letter, name in names}


def momentum_draw(random: np.random.Generator) -> Named:
    return {
        "curvature": integer(random, 1, 4),
        "w0": choice(random, [-1, 1]) * integer(random, 1, 5),
        "eta": choice(random, [0.1, 0.2]),
        "mu": choice(random, [0.5, 0.6, 0.7, 0.8, 0.9]),
    }


def momentum_values(drawn: Drawn) -> Named:
    w0, eta, mu, curvature = drawn["w0"], drawn["eta"], drawn["mu"], drawn["curvature"]

    def slope(w: float) -> float:
        return float(curvature * w)

    def first_slope(_: float) -> float:
        return slope(w0)

    _, w1, w2 = walk(SGD(eta, momentum=mu), w0, [slope, slope])
    u1, g2 = w1 - w0, slope(w1)
    return {
        "g1": slope(w0),
        "u1": tidy(u1, 2),
        "w1": tidy(w1, 2),
        "g2": tidy(g2, 2),
        "u2": tidy(w2 - w1, 3),
        "w2": tidy(w2, 3),
        "no_memory": walk(SGD(eta), w0, [slope, slope])[2],
        "old_gradient": walk(SGD(eta, momentum=mu), w0, [first_slope, first_slope])[2],
        "averaged": walk(SGD(eta * (1 - mu), momentum=mu), w0, [slope, slope])[2],
        "ahead": walk(SGD(eta, momentum=mu, nesterov=True), w0, [slope, slope])[2],
        "all_slowed": w1 + mu * (u1 - eta * g2),
    }


def momentum_symbols(found: Drawn) -> dict[str, Any]:
    listed = {letter: [found[f"{letter}1"], found[f"{letter}2"]] for letter in "guw"}
    return {**listed, "w_0": found["w0"], "mu": found["mu"], "eta": found["eta"]}


EXERCISES = {
    "step": Numbers(step_draw, step_values, step_symbols),
    "momentum": Numbers(momentum_draw, momentum_values, momentum_symbols),
}
