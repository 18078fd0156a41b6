"""SGD, momentum and Adam from one start down one surface."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import nnref
from nnref.optimizers import Optimizer
from scripts.explorers import FloatArray, spaced
from scripts.surfaces import SURFACES, Surface

PLANES = {
    "bowl": ((-4.0, 4.0), (-2.2, 2.2)),
    "valley": ((-4.5, 11.0), (-1.3, 1.3)),
    "saddle": ((-2.5, 2.5), (-1.6, 1.6)),
    "rosenbrock": ((-1.8, 1.8), (-0.8, 2.0)),
}
GRID = (81, 41)
STEPS = 200
AWAY = 1e6
BELOW = -0.5
OPTIMIZERS: dict[str, Callable[[float, float], Optimizer]] = {
    "sgd": lambda rate, _: nnref.SGD(rate),
    "momentum": lambda rate, mu: nnref.SGD(rate, momentum=mu),
    "adam": lambda rate, _: nnref.Adam(rate),
}


def numbers(state: dict[str, Any]) -> dict[str, Any]:
    """The surface on a grid, and everyone's path and losses."""
    name = state["surface"]
    surface = SURFACES[name]
    w1s, w2s = (spaced(*bounds, count) for bounds, count in zip(PLANES[name], GRID, strict=True))
    start = (float(state[f"{name}_w1"]), float(state[f"{name}_w2"]))
    racers = {
        racer: until(state["step"], *race(surface, make(state[f"{name}_{racer}"], state["mu"]), start))
        for racer, make in OPTIMIZERS.items()
    }
    return {
        "heights": {"w1s": w1s, "w2s": w2s, "values": surface.f(w1s, w2s[:, None])},
        "flat": surface.flat,
        "racers": racers,
    }


def until(step: int, path: list[FloatArray], losses: list[float]) -> dict[str, Any]:
    """A race up to a step, how it ends, and when it left the saddle."""
    shown = losses[: step + 1]
    left = next((step for step, loss in enumerate(shown) if loss < BELOW), -1)
    return {"path": path[: step + 1], "losses": shown, "end": losses[-1], "left": left}


def race(surface: Surface, optimizer: Optimizer, start: tuple[float, float]) -> tuple[list[FloatArray], list[float]]:
    """Where the weights are after every step, and at what loss; it ends where they are too far off to come back."""
    w = np.array(start)
    path, losses = [w.copy()], [surface.f(*w)]
    while len(path) <= STEPS and np.abs(w).max() <= AWAY:
        optimizer.update(w, surface.prime(*w))
        path.append(w.copy())
        losses.append(surface.f(*w))
    return path, losses
