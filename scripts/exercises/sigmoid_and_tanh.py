"""Exercises on the slopes of many layers: the bound with the weights in it, and a chain of sigmoids."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnref import sigmoid, sigmoid_prime, tanh_prime
from scripts.practice.draws import choice, decimal, integer
from scripts.practice.exercise import Drawn, Named, Numbers


def bound_draw(random: np.random.Generator) -> Named:
    """Two diagonals; the entry of the larger size is negative in the first, and stands anywhere."""
    p_big, p_small = -decimal(random, 2, 6), decimal(random, 0.5, 1.8)
    q_big, q_small = decimal(random, 2, 6), decimal(random, 0.5, 1.8)
    p1, p2 = choice(random, [(p_big, p_small), (p_small, p_big)])
    q1, q2 = choice(random, [(q_big, q_small), (q_small, q_big)])
    return {"p1": p1, "p2": p2, "q1": q1, "q2": q2, "length": decimal(random, 0.2, 0.9)}


def spectral_norm(first: float, second: float) -> float:
    return float(np.linalg.norm(np.diag([first, second]), 2))


def bound_values(drawn: Drawn) -> Named:
    p, q, length = (drawn["p1"], drawn["p2"]), (drawn["q1"], drawn["q2"]), drawn["length"]
    n2, n3 = spectral_norm(*p), spectral_norm(*q)
    steepest = sigmoid_prime(0.0)
    return {
        "p_big": min(p),
        "n2": round(n2 * 10) / 10,
        "n3": round(n3 * 10) / 10,
        "bound": steepest**2 * n2 * n3 * length,
        "no_quarters": n2 * n3 * length,
        "quarter_more": steepest**3 * n2 * n3 * length,
        "no_weights": steepest**2 * length,
        "largest_entry": steepest**2 * max(p) * n3 * length,
        "frobenius": steepest**2 * np.linalg.norm(p) * np.linalg.norm(q) * length,
        "weights_added": steepest**2 * (n2 + n3) * length,
    }


def bound_symbols(found: Drawn) -> dict[str, Any]:
    """Where the bound is reached: the gradient along the largest entries, and every unit at its steepest."""
    W2, W3 = np.diag([found["p1"], found["p2"]]), np.diag([found["q1"], found["q2"]])
    delta3 = np.array([found["length"], 0.0]) if found["q1"] > found["q2"] else np.array([0.0, found["length"]])
    steepest = sigmoid_prime(np.zeros(2))
    return {"W": {2: W2, 3: W3}, "delta": {1: ((delta3 @ W3.T) * steepest @ W2.T) * steepest, 3: delta3}}


def chain_draw(random: np.random.Generator) -> Named:
    w, z = decimal(random, 2, 6), choice(random, [-1, 1]) * decimal(random, 0.5, 1.6)
    return {"w": w, "z": z, "layers": integer(random, 3, 6)}


def chain_values(drawn: Drawn) -> Named:
    w, z, steps = drawn["w"], drawn["z"], drawn["layers"] - 1
    slope = sigmoid_prime(z)
    return {
        "steps": steps,
        "slope": slope,
        "ratio": (w * slope) ** steps,
        "forward": (w * sigmoid(z)) ** steps,
        "best": (w * sigmoid_prime(0.0)) ** steps,
        "one_more": (w * slope) ** drawn["layers"],
        "no_weights": slope**steps,
        "no_slopes": w**steps,
        "tanhs": (w * tanh_prime(z)) ** steps,
        "single": w * slope,
    }


def chain_symbols(found: Drawn) -> dict[str, Any]:
    return {"delta": {1: found["ratio"], int(found["layers"]): 1.0}}


EXERCISES = {
    "bound": Numbers(bound_draw, bound_values, bound_symbols),
    "chain": Numbers(chain_draw, chain_values, chain_symbols),
}
