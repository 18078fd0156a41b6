"""What the lecture wrote, as formulas within the text: what holds, and what must not."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

import nnref
from nnref import SGD, categorical_crossentropy
from scripts.figures.cross_entropy import Y_PRED, Y_TRUE
from tests.equations.notation.losses import PREDICTED, SOFT
from tests.equations.notation.networks import ACTIVATIONS, Case, case, one_layer
from tests.equations.notation.nudges import slopes
from tests.equations.notation.registry import scenario
from tests.equations.scenario import Function, Scenario

BASE = 10  # the only base in which the lecture's numbers come out


def cost(p: float) -> float:
    """The cross-entropy of a probability given to the true one of two classes, in the lecture's base."""
    return float(categorical_crossentropy([1.0, 0.0], [p, 1 - p], base=BASE))


LOG = Function(lambda p: -cost(p))


@scenario
def lecture_said_cce() -> Iterator[Scenario]:
    """The cross-entropy of a row; every class counts."""
    for p, y_hat in zip(SOFT, PREDICTED, strict=True):
        loss = float(categorical_crossentropy(p, y_hat, base=BASE))
        yield Scenario(
            code={"CCE": loss}, given={"p": p, "hat y": y_hat, "log": BASE}, ranges={"i": range(1, len(p) + 1)}
        )


@scenario
def lecture_said_row() -> Iterator[Scenario]:
    """The lecture's first row, term by term."""
    y, y_hat = np.array(Y_TRUE[0], dtype=float), np.array(Y_PRED[0])
    terms = " + ".join(rf"y_{i} \log(\hat{{y}}_{i})" for i in (1, 2, 3))
    yield Scenario(code={"log": LOG}, given={"y": y, "hat y": y_hat}, worked=(f"-[{terms}]",))


@scenario
def lecture_said_sum() -> Iterator[Scenario]:
    """The lecture's three rows together."""
    yield Scenario(code={"log": LOG})


@scenario
def lecture_said_step() -> Iterator[Scenario]:
    """A weight before a step and after it, with the slopes at both: the lecture takes the one at the new weight."""
    for seed, rate in ((31, 0.3), (32, 0.7)):
        c = case((3, 2, 4), seed, examples=6)
        old, new = c.w[1][2, 0].item(), c.w[1].copy()
        here = c.gradients.weights[0][2, 0].item()
        SGD(rate).update(new, c.gradients.weights[0])
        c.network.weights[0][:] = new
        there = Case(c.network, c.x, c.y).gradients.weights[0][2, 0].item()
        yield Scenario(
            code={"w_m": new[2, 0].item()},
            given={"w_old": old, "alpha": rate},
            derivatives={("L", "w_m"): there, ("L", "w_old"): here},
        )


@scenario
def lecture_said_chain() -> Iterator[Scenario]:
    """One unit and its error. How the weight moves with the activation is the slope of the inverse function."""
    for w, x, b in ((0.7, 1.3, -0.4), (-1.2, 0.6, 0.3)):
        weight = np.array([w])

        def pre(w: np.ndarray, x: float = x, b: float = b) -> np.ndarray:
            return one_layer(np.array([x]), w[np.newaxis], np.array([b]))

        def error(w: np.ndarray) -> np.ndarray:
            return np.asarray(nnref.mean_squared_error([0.9], nnref.sigmoid(pre(w))))

        along = slopes(pre, weight).item()
        through = float(nnref.sigmoid_prime(pre(weight)).item())
        whole = slopes(error, weight).item()
        yield Scenario(
            given={"f": 1},  # a_f1 has two indices, f for the layer and 1 for the unit
            derivatives={
                ("E_total", "w_1"): whole,
                ("E", "w_1"): whole,
                ("w_1", "a"): {(1, 1): 1 / (through * along)},
                ("a", "P_1"): lambda *indices, through=through: {((1, 1), ()): through}[indices],
                ("P_1", "w_1"): along,
            },
        )


@scenario
def lecture_said_relu() -> Iterator[Scenario]:
    """ReLU on both sides of 0."""
    for x in (-1.3, 0.0, 0.8, 2.6):
        yield Scenario(code={"f": ACTIVATIONS["relu"]}, given={"x": x})


@scenario
def lecture_said_positive() -> Iterator[Scenario]:
    """ReLU and leaky ReLU where the input is positive."""
    for x in (0.3, 2.6):
        yield Scenario(code={"f": ACTIVATIONS["relu"], "g": ACTIVATIONS["leaky_relu"]}, given={"x": x})
