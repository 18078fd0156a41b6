"""Losses and softmax within the text."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nnref import categorical_crossentropy, mean_squared_error, softmax
from nnref import categorical_crossentropy_from_logits_prime as slope
from tests.equations.notation.losses import PREDICTED
from tests.equations.notation.networks import case
from tests.equations.notation.registry import scenario
from tests.equations.notation.softmax import LOGITS
from tests.equations.scenario import Family, Function, Scenario


@scenario
def cce_uniform() -> Iterator[Scenario]:
    """Networks that know nothing."""
    for K in (3, 10):
        yield Scenario(code={"L": float(categorical_crossentropy(1, np.full(K, 1 / K)))}, given={"K": K})


@scenario
def half_squared_error() -> Iterator[Scenario]:
    """Half the sum of squares; nnref's squared error is a mean over the K outputs."""
    for y, y_hat in zip(LOGITS, PREDICTED, strict=False):
        yield Scenario(
            code={"E": len(y) / 2 * float(mean_squared_error(y, y_hat))},
            given={"y": y, "hat y": y_hat, "K": len(y)},
        )


@scenario
def deltas_of_outputs() -> Iterator[Scenario]:
    """The deltas of one example's outputs."""
    for seed in (27, 28):
        yield Scenario(code={"delta": case((3, 2, 4), seed, output="softmax").delta[2]}, given={"K": 4})


@scenario
def share() -> Iterator[Scenario]:
    """A class's share beside a class whose score is fixed, and the same in units of the share at 0."""
    for steepness, other, z, c in ((1.4, 0.3, 0.9, -0.4), (0.6, -0.7, -1.3, 2.1)):

        def g(z: float, steepness: float = steepness, other: float = other) -> float:
            mine, theirs = softmax([steepness * z, other])
            return float(mine / theirs)

        def f(z: float, steepness: float = steepness) -> float:
            mine, theirs = softmax([steepness * z, 0.0])
            return float(mine / theirs)

        yield Scenario(code={"f": Function(f), "g": Function(g)}, given={"z": z, "c": c, "b": steepness})


@scenario
def logits_of_a_row() -> Iterator[Scenario]:
    """Logarithms of the lecture's first row, as logits."""
    z = np.log([0.9, 0.05, 0.05])
    yield Scenario(code={"hat y": softmax(z)}, given={"z": z}, ranges={"i": range(1, 4)})


@scenario
def best_constant() -> Iterator[Scenario]:
    """The prediction, the same for all, at which the mean loss is smallest, and how frequent the classes are.

    The loss's slope in the logits is the prediction less something that no logit moves: that is where it is 0.
    """
    labels = np.array([0, 1, 1, 1, 0, 1, 2])
    logits = np.array([0.3, -0.4, 1.1])
    summed = slope(labels, np.tile(logits, (len(labels), 1))).sum(axis=0)
    counts = dict(enumerate(np.bincount(labels).tolist(), start=1))
    yield Scenario(
        code={"q": softmax(logits) - summed}, given={"N": Family(len(labels), counts)}, ranges={"j": range(1, 4)}
    )


@scenario
def balanced_batch() -> Iterator[Scenario]:
    """Equally many examples of each class."""
    for K, of_each in ((3, 5), (2, 32)):
        yield Scenario(
            given={"K": K, "N": Family(K * of_each, dict.fromkeys(range(1, K + 1), of_each))},
            ranges={"j": range(1, K + 1)},
        )


@scenario
def two_equal_classes() -> Iterator[Scenario]:
    """The probability that a zero start gives to each of two classes."""
    yield Scenario(given={"K": 2})
