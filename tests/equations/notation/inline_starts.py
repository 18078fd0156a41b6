"""Variances of first weights and of what they make, as the text speaks of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import numpy as np

import nnref
from nnref import Network, initializers
from tests.equations.notation.initialization import SAMPLED, SQUARE
from tests.equations.notation.registry import scenario
from tests.equations.notation.variances import OPERATORS, all_signs
from tests.equations.scenario import Function, Scenario, draws


def square_variance(initializer: Callable[..., Any]) -> Iterator[Scenario]:
    """The variance v of what an initialiser draws for a square layer of n units."""
    w = initializer(*SQUARE, rng=np.random.default_rng(4))
    yield Scenario(code={"v": float(w.var())}, given={"n": SQUARE[0]}, tolerance=SAMPLED)


@scenario
def glorot_product() -> Iterator[Scenario]:
    yield from square_variance(initializers.glorot_normal)


@scenario
def he_product() -> Iterator[Scenario]:
    yield from square_variance(initializers.he_normal)


@scenario
def product_for_quarters() -> Iterator[Scenario]:
    """The variance that keeps a gradient's length where all slopes are the sigmoid's largest."""
    for n in (16, 100):
        yield Scenario(code={"v": 1 / (n * float(nnref.sigmoid_prime(0.0)) ** 2)}, given={"n": n})


@scenario
def glorot_limit_of_exercise() -> Iterator[Scenario]:
    """The largest of 40,000 weights falls short of the limit by about 1 in 40,000."""
    rng = np.random.default_rng(4)
    largest = max(float(np.abs(initializers.glorot_uniform(200, 100, rng=rng)).max()) for _ in range(2))
    yield Scenario(code={"r": largest}, tolerance=1e-3)


@scenario
def tanh_near_zero() -> Iterator[Scenario]:
    """Small pre-activations, which tanh hardly changes: by a third of their square."""
    z = np.array([-0.009, -0.004, 0.004, 0.009])
    yield Scenario(code={"a": draws(nnref.tanh(z))}, given={"z": draws(z), **OPERATORS}, approximation=1e-4)


@scenario
def leaky_moment() -> Iterator[Scenario]:
    """Leaky ReLU of what is symmetric about 0."""
    z = np.array([-2.1, -0.3, 0.3, 2.1])
    for alpha in (0.2, 0.5):
        a = nnref.leaky_relu(z, negative_slope=alpha)
        yield Scenario(code={"a": draws(a)}, given={"z": draws(z), "alpha": alpha, **OPERATORS})


@scenario
def he_backward() -> Iterator[Scenario]:
    """Weights whose variance keeps the deltas' mean square through ReLU's slopes, found with nnref's slope."""
    slopes = nnref.relu_prime(np.array([-2.1, -0.3, 0.3, 2.1]))
    for n_out in (5, 7):
        size = 1 / np.sqrt(n_out * np.mean(slopes**2))
        yield Scenario(code={"w": draws([-size, size])}, given={"n_out": n_out, **OPERATORS})


@scenario
def symmetric_density() -> Iterator[Scenario]:
    """How frequent each pre-activation is, over every outcome of the weights of a unit with two inputs."""
    network = Network((2, 1), output="linear")
    found = []
    for weights in all_signs((2, 1), 0.6):
        network.weights[0][:] = weights
        found += [network.forward(np.array(x)).z[0].item() for x in product((0.4, 1.9), (0.7, 1.1))]
    p = Function(lambda z: float(np.mean(np.isclose(found, z))))
    for z in found[:3]:
        yield Scenario(code={"p": p}, given={"z": z})
