"""A deep network before its first step: the gradient's length at each layer, and the bound on it."""

from __future__ import annotations

from typing import Any

import numpy as np

import nnref
from scripts.shared_random import normal, uniform

EXAMPLES, CLASSES = 4, 4


def numbers(state: dict[str, Any]) -> dict[str, Any]:
    """Lengths of every layer's delta, alone and beside the last's, and what bounds them."""
    depth, width = state["depth"], state["width"]
    rng = np.random.default_rng(state["seed"])
    x = normal(rng, EXAMPLES * width).reshape(EXAMPLES, width)
    start = uniform(state["scale"] / np.sqrt(width)) if state["start"] == "uniform" else state["start"]
    network = nnref.Network([width] * (depth + 1) + [CLASSES], hidden=state["f"], initializer=start, rng=rng)
    deltas = network.backward(x, np.arange(EXAMPLES) % CLASSES).deltas
    norms = np.array([np.linalg.norm(delta) for delta in deltas])
    with np.errstate(invalid="ignore"):  # 0 / 0, where nothing is to be sent back
        left = norms / norms[-1]
    shorter = left[0] if left[0] < 1 else 1 / left[0]
    stretches = [np.linalg.norm(W, 2) for W in network.weights[1:]]
    steps = [steepest(state["f"]) * stretch for stretch in reversed(stretches)]
    return {
        "norms": norms,
        "left": left,
        "bounds": np.cumprod([1.0, *steps])[::-1],
        "reference": nnref.sigmoid_prime(0.0) ** np.arange(depth, -1, -1),
        "factor": left[0] ** (1 / depth),
        "kept": np.float32(1) + np.float32(shorter) != 1,
    }


def steepest(name: str) -> float:
    """The steepest that an activation can be."""
    prime = getattr(nnref, f"{name}_prime")
    return float(np.max(prime(np.array([0.0, 1.0]))))
