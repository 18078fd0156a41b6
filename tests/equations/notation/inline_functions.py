"""Functions of one number, and what the text says of them at some places."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

import nnref
from tests.equations.notation.linear import line
from tests.equations.notation.networks import ACTIVATIONS
from tests.equations.notation.nudges import slopes
from tests.equations.notation.registry import scenario
from tests.equations.scenario import Function, Scenario

POINTS = (0.6, -1.4, 2.3)


@scenario
def sigmoid_inverse() -> Iterator[Scenario]:
    """A probability, by softmax, and the pre-activation that gives it."""
    for z in POINTS:
        yield Scenario(code={"p": nnref.softmax([z, 0.0])[0].item(), "sigma": ACTIVATIONS["sigmoid"]}, given={"z": z})


@scenario
def sigmoid_slope() -> Iterator[Scenario]:
    """The sigmoid's value s as a function of z."""
    for z in POINTS:
        yield Scenario(code={"s": float(nnref.sigmoid(z)), "s'": float(nnref.sigmoid_prime(z))})


@scenario
def sigmoid_middle() -> Iterator[Scenario]:
    """The sigmoid where it is steepest of all points of a grid."""
    z = np.linspace(-4, 4, 65)
    yield Scenario(code={"s": float(nnref.sigmoid(z[nnref.sigmoid_prime(z).argmax()]))})


def first(low: float, high: float, reached: Callable[[float], bool]) -> float:
    """The place between two numbers from which on something is so."""
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return high


@scenario
def sigmoid_reaches_one() -> Iterator[Scenario]:
    yield Scenario(code={"z": first(20, 60, lambda z: nnref.sigmoid(z) == 1)})


@scenario
def sigmoid_reaches_one_in_float32() -> Iterator[Scenario]:
    z = first(5, 60, lambda z: nnref.sigmoid(np.float32(z)) == 1)
    yield Scenario(code={"z": z}, tolerance=2e-7)  # the numbers that float32 has there are that far apart


@scenario
def sigmoid_reaches_zero() -> Iterator[Scenario]:
    yield Scenario(code={"z": -first(500, 900, lambda z: nnref.sigmoid(-z) == 0)})


@scenario
def tanh_parts() -> Iterator[Scenario]:
    """The numerator of tanh, and the denominator that it has in nnref."""

    def above(z: np.ndarray) -> np.ndarray:
        return 2 * np.sinh(z)

    def below(z: np.ndarray) -> np.ndarray:
        return above(z) / nnref.tanh(z)

    for z in POINTS:
        at = np.array([z])
        yield Scenario(
            code={"v": below(at).item(), "v'": slopes(below, at).item()},
            given={"z": z, "u": above(at).item(), "u'": slopes(above, at).item()},
        )


@scenario
def slopes_cross() -> Iterator[Scenario]:
    """Where nnref's slopes of tanh and of the sigmoid are equal."""
    z = first(0.5, 4, lambda z: nnref.tanh_prime(z) < nnref.sigmoid_prime(z))
    r = float(np.sqrt(1 / nnref.sigmoid(z) - 1))  # the odds are e^z, so that this is e^(-z/2)
    yield Scenario(
        code={
            "z": z,
            "r": r,
            "q": float(1 / np.sqrt(nnref.sigmoid_prime(z))),  # its square is e^z + 2 + e^(-z)
            "tanh": ACTIVATIONS["tanh"],
            "sigma": ACTIVATIONS["sigmoid"],
        }
    )


def zero_answer(*names: str) -> Iterator[Scenario]:
    """Some of the activations."""
    for name in names:
        yield Scenario(code={"f": ACTIVATIONS[name]})


@scenario
def answers_zero() -> Iterator[Scenario]:
    yield from zero_answer("tanh", "relu", "leaky_relu")


@scenario
def answers_half() -> Iterator[Scenario]:
    yield from zero_answer("sigmoid")


@scenario
def one_number() -> Iterator[Scenario]:
    """Positive numbers."""
    for w in (0.7, 3.9):
        yield Scenario(given={"w": w, "x": w, "z": -w, "s": 0.3 * w})


@scenario
def subgradient_right() -> Iterator[Scenario]:
    """Right of 0, the slopes that stay below ReLU's value there."""
    for z, s in ((0.7, 1.0), (1.9, 0.4), (1.9, 0.0), (2.3, 1.0)):
        yield Scenario(code={"z": float(nnref.relu(z))}, given={"s": s})


@scenario
def subgradient_left() -> Iterator[Scenario]:
    """Left of 0, the slopes that stay below ReLU's value there, which is 0."""
    for z, s in ((-0.7, 0.0), (-1.9, 0.4), (-2.3, 1.0)):
        yield Scenario(given={"z": z, "s": s})


@scenario
def bend_of_two_lines() -> Iterator[Scenario]:
    """Where the lecture's first line is 0."""
    f = line(2, 1)
    yield Scenario(code={"n": -f.code(0) / (f.code(1) - f.code(0))})


@scenario
def fixed_point() -> Iterator[Scenario]:
    """Where each of the lecture's lines stays as it is."""
    for f in (line(2, 1), line(3, 2)):
        yield Scenario(code={"n": -f.code(0) / (f.code(1) - f.code(0) - 1)})


@scenario
def binades() -> Iterator[Scenario]:
    """Numbers at both ends of a power of 2 and between, of both signs."""
    for x in (1.0, 2 - 1e-7, -0.3, 1000.0, -8.0):
        yield Scenario(
            given={"u": Function(lambda x: np.spacing(np.abs(x))), "x": x, "k": int(np.floor(np.log2(abs(x))))},
            relative=True,
        )


@scenario
def first_overflow() -> Iterator[Scenario]:
    """The first whole number whose exponential is no float64."""
    with np.errstate(over="ignore"):
        finite = np.isfinite(np.exp(np.arange(1000.0)))
    yield Scenario(given={"z": {1: int(finite.argmin())}}, ranges={"i": (1,)})
