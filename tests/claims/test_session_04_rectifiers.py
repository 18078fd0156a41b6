"""What the lecture says of ReLU and leaky ReLU, S4-20 to S4-24: where it is corrected, its own form must fail too."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nnref import (
    Adam,
    Network,
    leaky_relu,
    leaky_relu_prime,
    relu,
    relu_prime,
    train,
)
from scripts.conventions import RECORD as CONVENTIONS

GRID = np.linspace(-30, 30, 6001)  # 0 is on it
ANSWERS = json.loads(CONVENTIONS.read_text(encoding="utf-8"))["answers"]


def quotient(function: Callable[[Any], Any], z: float, h: float) -> float:
    """The slope of a line between two points of a curve."""
    return float((function(z + h) - function(z)) / h)


@pytest.mark.claim("S4-20")
def test_relu_is_the_larger_of_0_and_the_number() -> None:
    np.testing.assert_array_equal(relu(GRID), [max(0.0, z) for z in GRID])


@pytest.mark.claim("S4-21", "S4-23")
@pytest.mark.parametrize(
    ("function", "prime", "below", "said"),
    [
        pytest.param(relu, relu_prime, 0.0, lambda z: z if z > 0 else 0.0, id="relu"),
        pytest.param(leaky_relu, leaky_relu_prime, 0.1, lambda z: 1.0 if z > 0 else z, id="leaky-relu"),
    ],
)
def test_the_slope_is_a_constant_on_either_side_and_not_the_lecture_s_x(
    function: Callable[[Any], Any], prime: Callable[[Any], Any], below: float, said: Callable[[float], float]
) -> None:
    nudged = {z: quotient(function, z, 1e-6) for z in (-3.0, -0.5, 0.5, 3.0)}
    for z, slope in nudged.items():
        # Over a step of 1e-6, the last place of a number of size 3.
        assert prime(z) == (1.0 if z > 0 else below) == pytest.approx(slope, abs=1e-8)
    assert max(abs(said(z) - slope) for z, slope in nudged.items()) > 1


@pytest.mark.claim("S4-21", "S4-23")
@pytest.mark.parametrize(
    ("function", "prime", "below"),
    [(relu, relu_prime, 0.0), (leaky_relu, leaky_relu_prime, 0.1)],
    ids=["relu", "leaky"],
)
def test_at_0_there_is_no_derivative_and_the_subgradients_lie_between_the_slopes(
    function: Callable[[Any], Any], prime: Callable[[Any], Any], below: float
) -> None:
    assert quotient(function, 0.0, -1e-3) == pytest.approx(below, abs=1e-15)  # a rounding
    assert quotient(function, 0.0, 1e-3) == 1
    # A subgradient is the slope of a line through the corner that the curve never goes below.
    slopes = [below, (below + 1) / 2, 1.0]
    assert all((function(GRID) >= slope * GRID).all() for slope in slopes)
    assert not any((function(GRID) >= slope * GRID).all() for slope in (below - 0.01, 1.01))
    assert prime(0.0) == below


@pytest.mark.claim("S4-21", "S4-23")
def test_the_frameworks_take_these_slopes_at_0() -> None:
    at_0 = [answer for told in ANSWERS["relu_slope_at_0"].values() for answer in told.values()]
    assert at_0
    assert set(at_0) == {0.0}
    leaky = {name: set(told.values()) for name, told in ANSWERS["leaky_slope_at_0"].items()}
    assert leaky.pop("jax") == {"1"}
    assert leaky == {name: {"the negative slope"} for name in ("nnref", "tensorflow", "torch")}


@pytest.mark.claim("S4-21")
def test_a_unit_that_is_silent_for_every_example_gets_no_gradient() -> None:
    network = Network([1, 1, 1], hidden="relu", output="linear", initializer="zeros")
    network.weights[0], network.biases[0], network.weights[1] = [[1.0]], [-10.0], [[1.0]]
    gradients = network.backward([[-1.0], [2.0]], [[3.0], [4.0]])
    assert (gradients.weights[0], gradients.biases[0]) == (0, 0)


@pytest.mark.claim("S4-22")
def test_leaky_relu_has_a_slope_of_a_tenth_below_0() -> None:
    np.testing.assert_array_equal(leaky_relu(GRID), [z if z > 0 else 0.1 * z for z in GRID])


@pytest.mark.claim("S4-22")
def test_the_other_libraries_have_other_defaults() -> None:
    found = ANSWERS["leaky_slope"]
    assert found["nnref"] == {"nnref.leaky_relu": 0.1}
    assert set(found["torch"].values()) == set(found["jax"].values()) == {0.01}
    assert found["tensorflow"] == {
        "tf.nn.leaky_relu": 0.2,
        "keras.activations.leaky_relu": 0.2,
        "keras.layers.LeakyReLU": 0.3,
    }


@pytest.mark.claim("S4-24")
def test_relu_fits_a_shape_that_no_line_can() -> None:
    x = np.linspace(-1, 1, 33)[:, np.newaxis]
    losses = {}
    for hidden in ("relu", "linear"):
        network = Network([1, 8, 1], hidden=hidden, output="linear", initializer="he_normal", rng=0)
        train(network, x, np.abs(x), optimizer=Adam(0.02), epochs=300, batch_size=33, shuffle=False, progress=False)
        losses[hidden] = float(network.loss(x, np.abs(x)))
    # The best line through |x| is level, at its mean: the loss is its variance.
    assert losses["linear"] > 0.99 * np.var(np.abs(x))
    assert losses["relu"] < np.var(np.abs(x)) / 50


@pytest.mark.claim("S4-24")
def test_two_relus_make_the_absolute_value_which_is_not_linear() -> None:
    np.testing.assert_array_equal(relu(GRID) + relu(-GRID), np.abs(GRID))
    assert relu(1.0) + relu(-1.0) != relu(1.0 + -1.0)
