"""Cross-entropy and squared error, with their slopes, and one-hot labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

import nnref
from nnref import categorical_crossentropy, categorical_crossentropy_from_logits, mean_squared_error, softmax
from scripts.examples.zero_probability import KERAS_EPSILON
from scripts.figures.cross_entropy import Y_PRED, Y_TRUE
from tests.equations.notation.nudges import entries, slopes
from tests.equations.notation.registry import scenario
from tests.equations.notation.softmax import LOGITS
from tests.equations.scenario import Scenario

# Labels without zeros, as far from one-hot as labels may be: every term of a sum counts.
SOFT = (np.array([0.2, 0.7, 0.1]), np.array([0.15, 0.4, 0.35, 0.1]))
PREDICTED = (np.array([0.5, 0.3, 0.2]), np.array([0.1, 0.25, 0.2, 0.45]))
BATCH_LOGITS = np.array([[1.3, -0.4, 0.7], [-0.9, 0.2, 0.5]])
BATCH_LABELS = np.array([[0.2, 0.7, 0.1], [0.35, 0.05, 0.6]])


@scenario
def one_hot() -> Iterator[Scenario]:
    """Every class of four; code counts it from 0."""
    for c in range(1, 5):
        yield Scenario(code={"y": nnref.one_hot([c - 1], 4)[0]}, given={"c": c}, ranges={"i": range(1, 5)})


@scenario
def cce() -> Iterator[Scenario]:
    for y, y_hat in zip(SOFT, PREDICTED, strict=True):
        loss = float(categorical_crossentropy(y, y_hat))
        yield Scenario(code={"L": loss}, given={"y": y, "hat y": y_hat, "K": len(y)})


@scenario
def cce_one_hot() -> Iterator[Scenario]:
    """Every class once."""
    y_hat = PREDICTED[1]
    for c in range(1, 5):
        y, loss = nnref.one_hot([c - 1], 4)[0], float(categorical_crossentropy(c - 1, y_hat))
        yield Scenario(code={"L": loss, "y": y}, given={"hat y": y_hat, "c": c, "K": 4})


@scenario
def cce_not_negative() -> Iterator[Scenario]:
    """Sure and right, which costs nothing; and less sure."""
    for y_hat in ([0.0, 1.0, 0.0], [0.3, 0.6, 0.1]):
        yield Scenario(code={"L": float(categorical_crossentropy(1, y_hat))})


@scenario
def cce_mean() -> Iterator[Scenario]:
    """A batch of three rows."""
    rows, y_hat = [2, 0, 1], [[0.5, 0.3, 0.2], [0.1, 0.65, 0.25], [0.3, 0.3, 0.4]]
    each = categorical_crossentropy(rows, y_hat, reduction="none")
    yield Scenario(code={"J": float(categorical_crossentropy(rows, y_hat)), "L": each}, given={"N": 3})


def row_from_logits() -> Iterator[tuple[np.ndarray, np.ndarray, dict[str, Any]]]:
    """Logits and labels of a row, and what a formula may know of them."""
    for z, y in zip(LOGITS, SOFT, strict=False):
        given = {"z": z, "y": y, "K": len(z), "delta": np.eye(len(z))}
        yield z, y, {"given": given, "ranges": {"i": range(1, len(z) + 1), "j": (1, len(z))}}


@scenario
def cce_from_logits() -> Iterator[Scenario]:
    for z, y, rest in row_from_logits():
        yield Scenario(
            code={"L": float(categorical_crossentropy_from_logits(y, z)), "hat y": softmax(z)},
            **rest,
        )


@scenario
def cce_softmax_prime() -> Iterator[Scenario]:
    """The loss's slopes by nnref's own derivative, softmax's by nudging its logits."""
    for z, y, rest in row_from_logits():
        table = slopes(softmax, z)
        yield Scenario(
            code={"hat y": softmax(z)},
            derivatives={
                ("L", "z"): nnref.categorical_crossentropy_from_logits_prime(y, z),
                ("hat y", "z"): entries(table),
            },
            **rest,
        )


@scenario
def cce_mean_prime() -> Iterator[Scenario]:
    """The mean's slopes by nnref's own derivative, each row's by nudging all logits of the batch."""
    Y, Z = BATCH_LABELS, BATCH_LOGITS

    def each(logits: np.ndarray) -> Any:
        return categorical_crossentropy_from_logits(Y, logits, reduction="none")

    table = slopes(each, Z)
    yield Scenario(
        code={"hat Y": softmax(Z)},
        given={"Y": Y, "N": len(Z)},
        derivatives={
            ("J", "Z"): nnref.categorical_crossentropy_from_logits_prime(Y, Z),
            ("L", "Z"): entries(table),
        },
        ranges={"n": range(1, 3), "j": range(1, 4)},
    )


@scenario
def cce_at_truth() -> Iterator[Scenario]:
    """The labels themselves as the prediction."""
    for y in SOFT:
        yield Scenario(code={"L": float(categorical_crossentropy(y, y))}, given={"y": y, "K": len(y)})


@scenario
def squared_error_softmax_prime() -> Iterator[Scenario]:
    """Half the squared error of a softmax, by nudging the logits; nnref's is a mean over the K outputs."""
    for z, y, rest in row_from_logits():

        def error(logits: np.ndarray, y: np.ndarray = y) -> Any:
            return len(y) / 2 * mean_squared_error(y, softmax(logits))

        yield Scenario(code={"hat y": softmax(z)}, derivatives={("E", "z"): slopes(error, z)}, **rest)


@scenario
def mse() -> Iterator[Scenario]:
    for y, y_hat in zip(LOGITS, PREDICTED, strict=False):
        yield Scenario(code={"L": float(mean_squared_error(y, y_hat))}, given={"y": y, "hat y": y_hat, "K": len(y)})


@scenario
def mse_prime() -> Iterator[Scenario]:
    for y, y_hat in zip(LOGITS, PREDICTED, strict=False):
        yield Scenario(
            given={"y": y, "hat y": y_hat, "K": len(y)},
            derivatives={("L", "hat y"): nnref.mean_squared_error_prime(y, y_hat)},
            ranges={"i": range(1, len(y) + 1)},
        )


def lecture_row(n: int) -> Iterator[Scenario]:
    """One of the lecture's rows; every line of its sum, also one that is 0, has the row's own numbers."""
    y, y_hat = np.array(Y_TRUE[n - 1], dtype=float), np.array(Y_PRED[n - 1])
    loss = float(categorical_crossentropy(y, y_hat, base=10))
    yield Scenario(
        code={"L": {n: loss}},
        given={"y": y, "hat y": y_hat},
        ranges={"i": range(1, 4)},
        worked=(r"-y_i \log_{10}(\hat{y}_i)",),
    )


@scenario
def lecture_row_1() -> Iterator[Scenario]:
    yield from lecture_row(1)


@scenario
def lecture_row_2() -> Iterator[Scenario]:
    yield from lecture_row(2)


@scenario
def lecture_row_3() -> Iterator[Scenario]:
    yield from lecture_row(3)


@scenario
def lecture_rows() -> Iterator[Scenario]:
    """All three rows; p_n is what row n gave to its true class."""
    each = categorical_crossentropy(Y_TRUE, Y_PRED, base=10, reduction="none")
    true = (np.array(Y_TRUE) * np.array(Y_PRED)).sum(axis=1)
    yield Scenario(
        code={"L": each},
        given={"p": true},
        worked=(r"-\log_{10}(p_1) - \log_{10}(p_2) - \log_{10}(p_3)",),
    )


@scenario
def lecture_row_in_bits() -> Iterator[Scenario]:
    """The lecture's first row in bits."""
    yield Scenario(code={"L": float(categorical_crossentropy(Y_TRUE[0], Y_PRED[0], base=2))})


@scenario
def softmax_twice() -> Iterator[Scenario]:
    """A perfect row of probabilities, taken for logits; the formula names the true class first."""
    perfect = np.array([0.0, 1.0, 0.0])
    yield Scenario(
        code={"L": float(categorical_crossentropy_from_logits(1, perfect))},
        given={"z": perfect[[1, 0, 2]], "K": 3},
        worked=(r"-\ln(\frac{e^{z_1}}{\sum_{j=1}^{K} e^{z_j}})",),
    )


@scenario
def clipped_probability() -> Iterator[Scenario]:
    """The smallest probability that clipping leaves to the true class."""
    yield Scenario(code={"L": float(categorical_crossentropy(1, [1 - KERAS_EPSILON, KERAS_EPSILON]))})
