"""Linear layers: one, two of a unit each, and stacks of any depth."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

import nnref
from nnref import Network
from tests.equations.notation.registry import scenario
from tests.equations.scenario import Function, Layers, Scenario

LINEAR = Function(nnref.linear, (nnref.linear_prime,))
PAIRS = (((1.7, -0.6), (-2.3, 0.9)), ((-0.4, 2.5), (1.9, -3.1)))  # (w, b) of two layers of one unit


def line(w: float, b: float) -> Function:
    """A layer of one linear unit."""
    network = Network([1, 1], output="linear")
    network.parameters[:] = w, b
    return Function(lambda n: float(network.predict([n])[0]))


def stack(seed: int) -> tuple[Network, np.ndarray]:
    """Three linear layers whose sizes all differ, and three examples for them."""
    rng = np.random.default_rng(seed)
    network = Network([2, 4, 3, 5], hidden="linear", output="linear", rng=seed)
    network.parameters[:] = rng.normal(size=network.parameters.size)
    return network, rng.normal(size=(6, 2))


def layers(network: Network) -> dict[str, Layers]:
    """The weights and biases of a network."""
    return {"W": Layers(enumerate(network.weights, start=1)), "b": Layers(enumerate(network.biases, start=1))}


@scenario
def linear() -> Iterator[Scenario]:
    for z in (1.7, -0.3):
        yield Scenario(code={"f": LINEAR}, given={"z": z})


@scenario
def linear_prime() -> Iterator[Scenario]:
    yield from linear()


@scenario
def two_lines() -> Iterator[Scenario]:
    """Two layers of one unit, f first and then g."""
    for ((w_1, b_1), (w_2, b_2)), n in zip(PAIRS, (0.8, -1.3), strict=True):
        yield Scenario(
            code={"f": line(w_1, b_1), "g": line(w_2, b_2)},
            given={"w": Layers({1: w_1, 2: w_2}), "b": Layers({1: b_1, 2: b_2}), "n": n},
        )


@scenario
def collapse() -> Iterator[Scenario]:
    """The lecture's two lines."""
    for n in (0.8, -1.3):
        yield Scenario(code={"f": line(2, 1), "g": line(3, 2)}, given={"n": n})


@scenario
def relu_between() -> Iterator[Scenario]:
    """The lecture's two lines with a ReLU between them, on both sides of the bend, near it and at it."""
    for n in (-1.3, -0.55, -0.5, -0.45, 0.7):
        code = {"f": line(2, 1), "g": line(3, 2), "ReLU": Function(nnref.relu)}
        yield Scenario(code=code, given={"n": n})


@scenario
def commuting_lines() -> Iterator[Scenario]:
    """Lines that do the same in either order: the second intercept is the one at which nnref's compositions agree."""
    for (w_1, b_1), (w_2, _) in PAIRS:

        def apart(b_2: float, first: tuple[float, float] = (w_1, b_1), slope: float = w_2) -> float:
            second = (slope, b_2)
            return float(nnref.compose_linear(first, second)[1] - nnref.compose_linear(second, first)[1])

        b_2 = apart(0) / (apart(0) - apart(1))  # where the line through the two values is 0
        yield Scenario(code={"b": Layers({1: b_1, 2: b_2})}, given={"w": Layers({1: w_1, 2: w_2})})


@scenario
def linear_layer() -> Iterator[Scenario]:
    network, x = stack(0)
    yield Scenario(
        code={"A": Layers(enumerate(network.forward(x).a))}, given=layers(network), ranges={"l": range(1, 4)}
    )


@scenario
def compose_linear() -> Iterator[Scenario]:
    """All layers at once: W and b alone are those of the one layer that nnref composes."""
    network, x = stack(1)
    W, b = nnref.compose_linear(*zip(network.weights, network.biases, strict=True))
    given = layers(network)
    yield Scenario(
        code={"Z": network.predict(x), "W": given["W"].beside(W), "b": given["b"].beside(b)},
        given={"X": x, "L": 3},
    )


@scenario
def linear_stack() -> Iterator[Scenario]:
    """The first l layers at once."""
    network, x = stack(2)
    pairs = list(zip(network.weights, network.biases, strict=True))
    composed = {l: nnref.compose_linear(*pairs[:l]) for l in range(1, 4)}  # noqa: E741
    yield Scenario(
        code={
            "A": Layers(enumerate(network.forward(x).a)),
            "P": Layers({l: W for l, (W, _) in composed.items()}),  # noqa: E741
            "c": Layers({l: b for l, (_, b) in composed.items()}),  # noqa: E741
        },
        given={"X": x, **layers(network)},
        ranges={"l": range(1, 4)},
    )


@scenario
def linear_step() -> Iterator[Scenario]:
    """From one layer to the next: there is a layer before."""
    for sample in linear_stack():
        yield Scenario(code=sample.code, given=sample.given, ranges={"l": range(2, 4)})
