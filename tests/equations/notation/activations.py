"""Numbers and functions of one number: what a formula without a mark speaks of."""

from __future__ import annotations

from collections.abc import Iterator

import nnref
from tests.equations.notation.registry import scenario
from tests.equations.scenario import Function, Scenario

# Both sides, near 0 and far; farther out 1 - sigma(z) has too few digits left to be put into a formula.
POINTS = (0.0, 1.0, -1.0, 0.5, -0.25, 3.7, -2.2, 1e-3, -1e-3, 6.0, -6.0, 16.0, -16.0)
ALPHA = 0.07  # any slope that no formula names, so that a typed one is noticed

FUNCTIONS = {
    "sigma": Function(nnref.sigmoid, (nnref.sigmoid_prime,)),
    "tanh": Function(nnref.tanh, (nnref.tanh_prime,)),
    "ReLU": Function(nnref.relu, (nnref.relu_prime,)),
    "LReLU": Function(
        lambda z: nnref.leaky_relu(z, negative_slope=ALPHA),
        (lambda z: nnref.leaky_relu_prime(z, negative_slope=ALPHA),),
    ),
}


@scenario
def numbers() -> Iterator[Scenario]:
    """The activations at numbers."""
    for z, a, b in zip(POINTS, POINTS[3:] + POINTS[:3], POINTS[5:] + POINTS[:5], strict=True):
        yield Scenario(code=FUNCTIONS, given={"z": z, "x": z, "a": a, "b": b, "alpha": ALPHA})


@scenario
def sigmoid_square() -> Iterator[Scenario]:
    """The sigmoid's slope as a parabola in its value."""
    for z in POINTS:
        yield Scenario(code={"s": float(nnref.sigmoid(z))})


@scenario
def leaky_relu_lecture() -> Iterator[Scenario]:
    """Leaky ReLU with the lecture's slope, 0.1."""
    lecture = Function(nnref.leaky_relu, (nnref.leaky_relu_prime,))
    for z in POINTS:
        yield Scenario(code={"LReLU": lecture}, given={"z": z})
