"""Softmax, its slopes and its logarithm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

import nnref
from nnref import log_softmax as nnref_log_softmax
from nnref import softmax as nnref_softmax
from tests.equations.notation.nudges import entries, slopes
from tests.equations.notation.registry import scenario
from tests.equations.scenario import Function, Scenario

# The largest logit stands first, last and between; the numbers of classes differ.
LOGITS = (np.array([1.3, -0.4, 0.7]), np.array([-0.9, 0.2, 0.5, 1.6]), np.array([0.1, -1.2, 1.1, 0.6]))
LARGE = tuple(z + far for z, far in zip(LOGITS, (1000.0, 1003.0, -2000.0), strict=True))


def classes(z: np.ndarray, y_hat: np.ndarray | None = None, **given: Any) -> Scenario:
    """Logits and their softmax."""
    return Scenario(
        code={"hat y": nnref_softmax(z) if y_hat is None else y_hat},
        given={"z": z, "K": len(z), **given},
        ranges={"i": range(1, len(z) + 1), "j": range(1, len(z) + 1)},
    )


@scenario
def softmax() -> Iterator[Scenario]:
    yield from (classes(z) for z in LOGITS)


@scenario
def softmax_animals() -> Iterator[Scenario]:
    """The page's elephant, dog and cat."""
    z = np.array([2.0, 1.0, 0.0])
    quotient = r"\frac{e^{z_i}}{\sum_{j=1}^{K} e^{z_j}}"
    yield Scenario(
        code={"hat y": nnref_softmax(z)}, given={"z": z, "K": 3}, ranges={"i": range(1, 4)}, worked=(quotient,)
    )


@scenario
def softmax_thousand() -> Iterator[Scenario]:
    """The page's logits of a thousand."""
    yield Scenario(code={"hat y": nnref_softmax([1000.0, 999.0, 998.0])})


@scenario
def softmax_any_shares() -> Iterator[Scenario]:
    """A class's share in units of that of another class, as a function of its score: nnref's softmax of both."""

    def share(z: float, steepness: float, other: float) -> float:
        mine, theirs = nnref_softmax([steepness * z, other])
        return float(mine / theirs)

    for z, steepness, other, c in ((LOGITS[0], 1.4, 0.3, 0.8), (LOGITS[1], 0.6, -0.7, -1.7)):
        g = Function(lambda score, steepness=steepness, other=other: share(score, steepness, other))
        indices = range(1, len(z) + 1)
        yield Scenario(code={"g": g}, given={"z": z, "c": c}, ranges={"i": indices, "j": indices})


@scenario
def softmax_shift() -> Iterator[Scenario]:
    """The same c on every logit."""
    yield from (classes(z, c=c) for z, c in zip(LOGITS, (0.8, -1.7, 2.9), strict=True))


@scenario
def softmax_two() -> Iterator[Scenario]:
    """Two classes."""
    for z in (np.array([3.1, 1.2]), np.array([-0.7, 0.4])):
        yield Scenario(code={"hat y": nnref_softmax(z), "sigma": Function(nnref.sigmoid)}, given={"z": z})


@scenario
def softmax_stable() -> Iterator[Scenario]:
    """Logits whose exponentials overflow, or are all 0."""
    yield from (classes(z, m=float(z.max())) for z in LARGE)


def jacobian(allowed: Callable[[dict[str, int]], bool]) -> Iterator[Scenario]:
    """Softmax's slopes, by nudging nnref's logits, for some pairs of classes."""
    for z in LOGITS[:2]:
        table, total = slopes(nnref_softmax, z), slopes(total_of, z)
        indices = range(1, len(z) + 1)
        yield Scenario(
            code={"hat y": nnref_softmax(z), "S": total_of(z)},
            given={"z": z, "K": len(z), "delta": np.eye(len(z))},
            derivatives={("hat y", "z"): entries(table), ("S", "z"): total},
            ranges={"i": indices, "j": indices},
            allowed=allowed,
        )


def total_of(z: np.ndarray) -> float:
    """The total in softmax's denominator, found from the first share that nnref gives."""
    return float(np.exp(z[0] - nnref_log_softmax(z)[0]))


@scenario
def softmax_jacobian() -> Iterator[Scenario]:
    """Every pair of classes."""
    yield from jacobian(lambda _: True)


@scenario
def softmax_jacobian_other() -> Iterator[Scenario]:
    """Two classes that differ."""
    yield from jacobian(lambda at: at["i"] != at["j"])


@scenario
def log_softmax() -> Iterator[Scenario]:
    """Both from softmax and from log_softmax."""
    yield from (classes(z) for z in LOGITS[:2])
    yield from (classes(z, np.exp(nnref_log_softmax(z))) for z in LOGITS[1:])


@scenario
def log_softmax_stable() -> Iterator[Scenario]:
    """Logits whose exponentials overflow, or are all 0; z_m is the largest."""
    yield from (classes(z, np.exp(nnref_log_softmax(z)), m=float(z.max())) for z in LARGE)


@scenario
def log_softmax_shifted() -> Iterator[Scenario]:
    """The number m of the largest logit."""
    yield from (classes(z, np.exp(nnref_log_softmax(z)), m=int(z.argmax()) + 1) for z in LARGE)
