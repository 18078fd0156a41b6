"""The gradient check: differences of the loss, what they cut off, and what they are compared with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np

import nnref
from nnref import Network
from tests.equations.evaluate import STEP
from tests.equations.notation.networks import Case, case
from tests.equations.notation.nudges import slopes
from tests.equations.notation.registry import scenario
from tests.equations.scenario import Function, Scenario


def flat(weights: list[np.ndarray], biases: list[np.ndarray]) -> np.ndarray:
    """Weights and biases in the order of a network's parameters."""
    return np.concatenate([np.vstack([W, b]).ravel() for W, b in zip(weights, biases, strict=True)])


def nudged(c: Case, i: int, value: float) -> Network:
    """The network with another number for parameter i."""
    network = Network(c.sizes, hidden=c.network.hidden, output=c.network.output, initializer="zeros")
    network.parameters[:] = c.network.parameters
    network.parameters[i - 1] = value
    return network


def loss_in(c: Case, i: int) -> Callable[[float], float]:
    """The loss as a function of parameter i alone."""
    return cache(lambda value: float(nudged(c, i, value).loss(c.x, c.y)))


def gradient_in(c: Case, i: int) -> Callable[[float], float]:
    """Its derivative, by backpropagation."""

    def derivative(value: float) -> float:
        gradients = nudged(c, i, value).backward(c.x, c.y)
        return float(flat(gradients.weights, gradients.biases)[i - 1])

    return derivative


@scenario
def central_difference() -> Iterator[Scenario]:
    """Some parameters, one a sample, since the loss is a function of the parameter that is nudged."""
    c = case((3, 2, 4), 41, examples=5, output="softmax")
    for i in (2, 7, 15):
        yield Scenario(
            code={"L": Function(loss_in(c, i))},
            given={"theta": c.network.parameters.copy(), "h": 1e-4},
            derivatives={("L", "theta"): flat(c.gradients.weights, c.gradients.biases)},
            ranges={"i": (i,)},
            approximation=1e-8,  # the difference cuts off 3e-9 of these slopes
        )


def slope_of(f: Callable[[float], float]) -> Callable[[float], float]:
    """The derivative of a function of one number, by nudging."""
    return cache(lambda x: slopes(lambda at: np.asarray(f(at.item())), np.array([x])).item())


def expanded(approximation: float) -> Iterator[Scenario]:
    """The loss of a network about one of its parameters, whose third derivative is large beside the higher ones."""
    c = case((3, 2, 4), 45, examples=5, output="softmax")
    i = 5
    c = Case(c.network, 2 * c.x, c.y)
    at, loss, derivative = float(c.network.parameters[i - 1]), loss_in(c, i), gradient_in(c, i)

    def first(h: float) -> float:
        return derivative(at + h)

    second = slope_of(first)
    for h in (0.02, -0.02):
        yield Scenario(
            code={"g": Function(lambda h: loss(at + h), (first, second, slope_of(second)))},
            given={"h": h},
            approximation=approximation,
        )


@scenario
def taylor() -> Iterator[Scenario]:
    """The next term is 3e-8 of the loss, the one with the third derivative 60 times as large."""
    yield from expanded(1e-7)


@scenario
def taylor_central() -> Iterator[Scenario]:
    """The next term is 2e-6 of the slope, the one with the third derivative 1,200 times as large."""
    yield from expanded(1e-5)


@scenario
def check_error() -> Iterator[Scenario]:
    """The worst that rounding by epsilon can do to the central difference of the cube at 1, whose third derivative is 6."""
    for epsilon, h in ((0.3, 0.2), (0.7, 0.9)):

        def error(h: complex, epsilon: float = epsilon) -> Any:
            return (((1 + h) ** 3 + epsilon) - ((1 - h) ** 3 - epsilon)) / (2 * h) - 3

        def slope(h: float, error: Callable[..., Any] = error) -> float:
            return error(complex(h, STEP)).imag / STEP

        yield Scenario(given={"e": Function(error, (slope,)), "epsilon": epsilon, "h": h})


@scenario
def check_error_best() -> Iterator[Scenario]:
    """The same at the step where the error is smallest."""
    for sample in check_error():
        best = (sample.given["epsilon"] / 2) ** (1 / 3)
        yield Scenario(given={**sample.given, "h": best})


def numerical(c: Case, i: int, h: float) -> float:
    """The central difference over the distance that rounding left of the step."""
    w, loss = float(c.network.parameters[i - 1]), loss_in(c, i)
    return (loss(w + h) - loss(w - h)) / ((w + h) - (w - h))


@scenario
def relative_error() -> Iterator[Scenario]:
    """Steps so wide that the two slopes differ, and a floor so low that it plays no part."""
    c = case((3, 2, 4), 43, examples=5, output="softmax")
    h = 0.8
    checked = nnref.gradient_check(c.network, c.x, c.y, step=h, floor=1e-300)
    errors = flat(checked.weights, checked.biases)
    derivatives = flat(c.gradients.weights, c.gradients.biases)
    for i in range(1, 9):
        yield Scenario(
            code={"r": errors[i - 1].item(), "s": derivatives[i - 1].item()}, given={"n": numerical(c, i, h)}
        )


@scenario
def gradient_check() -> Iterator[Scenario]:
    """Parameters above the floor and below it; the loss is below 1, so that the floor is as given."""
    c = case((3, 2, 4), 44, examples=5)
    h, floor = 0.8, 0.3
    checked = nnref.gradient_check(c.network, c.x, c.y, step=h, floor=floor)
    differences = np.array([numerical(c, i, h) for i in range(1, c.network.parameters.size + 1)])
    for i in range(1, 9):
        yield Scenario(
            code={
                "L": Function(loss_in(c, i)),
                "r": flat(checked.weights, checked.biases),
                "g": flat(c.gradients.weights, c.gradients.biases),
            },
            given={
                "w": c.network.parameters.copy(),
                "n": differences,
                "h": h,
                "f": floor * max(1.0, float(c.network.loss(c.x, c.y))),
            },
            ranges={"i": (i,)},
        )


@scenario
def cube_differences() -> Iterator[Scenario]:
    """Steps about 1."""
    for h in (0.3, -0.7, 1.9):
        yield Scenario(given={"h": h})
