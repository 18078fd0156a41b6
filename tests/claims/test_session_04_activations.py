"""What the lecture says of the activation functions: S4-09 to S4-15; the rectifiers have a file of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import mpmath
import numpy as np
import pytest

from nnref import (
    Network,
    categorical_crossentropy,
    sigmoid,
    sigmoid_prime,
    softmax,
    tanh,
    tanh_prime,
)
from scripts.benchmarks import activation_cost
from scripts.experiments import tanh_sigmoid

GRID = np.linspace(-30, 30, 6001)  # 0 is on it


@pytest.mark.claim("S4-09", "S4-11")
@pytest.mark.parametrize(
    ("exact", "function", "low"),
    [
        pytest.param(lambda z: 1 / (1 + mpmath.exp(-z)), sigmoid, 0, id="sigmoid"),
        pytest.param(mpmath.tanh, tanh, -1, id="tanh"),
    ],
)
def test_real_numbers_never_reach_the_ends_and_floating_point_numbers_do(
    exact: Callable[[Any], Any], function: Callable[[Any], Any], low: int
) -> None:
    with mpmath.workdps(1000):
        assert all(low < exact(mpmath.mpf(z)) < 1 for z in (-800, -50, 0, 50, 800))
    assert function(50.0) == 1
    assert function(-800.0) == low


@pytest.mark.claim("S4-10", "S4-12")
@pytest.mark.parametrize(("prime", "peak"), [(sigmoid_prime, 0.25), (tanh_prime, 1.0)], ids=["sigmoid", "tanh"])
def test_the_slope_reaches_its_peak_at_0_and_stays_below_it_elsewhere(prime: Callable[[Any], Any], peak: float) -> None:
    slopes = prime(GRID)
    assert prime(0.0) == peak
    assert GRID[slopes == peak].tolist() == [0.0]
    assert ((slopes > 0) & (slopes <= peak)).all()


@pytest.mark.claim("S4-10")
def test_the_interval_from_0_to_1_is_the_sigmoid_s_range_and_not_its_slope_s() -> None:
    assert np.max(sigmoid(GRID)) > 0.99
    assert np.max(sigmoid_prime(GRID)) == 0.25
    # The formula itself holds, to the last place of a number below 1.
    np.testing.assert_allclose(sigmoid_prime(GRID), sigmoid(GRID) * (1 - sigmoid(GRID)), rtol=0, atol=2.0**-52)


@pytest.mark.claim("S4-11")
def test_tanh_is_the_lecture_s_quotient_and_the_sigmoid_stretched_and_lowered() -> None:
    z = np.linspace(-5, 5, 101)
    quotient = (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
    # Beside 1, some roundings of either side.
    np.testing.assert_allclose(tanh(z), quotient, rtol=0, atol=1e-15)
    np.testing.assert_allclose(tanh(z), 2 * sigmoid(2 * z) - 1, rtol=0, atol=1e-15)


@pytest.mark.claim("S4-12")
def test_an_open_range_would_leave_out_a_slope_that_tanh_has() -> None:
    assert not 0 < tanh_prime(0.0) < 1
    np.testing.assert_allclose(tanh_prime(GRID), 1 - tanh(GRID) ** 2, rtol=0, atol=2.0**-51)  # two roundings below 1


@pytest.mark.claim("S4-13")
def test_through_four_hidden_layers_tanh_learns_at_its_best_rate_and_sigmoid_at_none() -> None:
    best = {
        hidden: min(tanh_sigmoid.learn(hidden, 4, "SGD", rate, seed=0)[0] for rate in tanh_sigmoid.RATES["SGD"])
        for hidden in ("tanh", "sigmoid")
    }
    assert best["tanh"] < 0.1
    assert best["sigmoid"] > 0.9  # guessing among three costs ln 3, 1.0986


@pytest.mark.claim("S4-13")
def test_with_one_hidden_layer_little_is_left_of_the_difference() -> None:
    best = [
        min(tanh_sigmoid.learn(hidden, 1, "SGD", rate, seed=0)[0] for rate in tanh_sigmoid.RATES["SGD"])
        for hidden in ("tanh", "sigmoid")
    ]
    assert abs(best[0] - best[1]) < 0.1


@pytest.mark.claim("S4-13")
def test_tanh_makes_no_probability_and_the_sigmoid_is_the_softmax_of_two() -> None:
    with pytest.raises(ValueError, match="y_pred"):
        categorical_crossentropy([1, 0], tanh([-1.0, 2.0]))
    z = np.linspace(-5, 5, 11)
    two = softmax(np.stack([z, np.zeros_like(z)], axis=-1))[:, 0]
    np.testing.assert_allclose(sigmoid(z), two, rtol=1e-15)  # both within some units in the last place


@pytest.mark.claim("S4-14")
def test_a_cost_is_a_ratio_of_two_times_of_one_run() -> None:
    run = {activation_cost.BASE: 2.0, "numpy.tanh": 6.0, activation_cost.PRODUCT: 60.0}
    entry = activation_cost.entry(64, "float64", [run])
    assert entry["ratio_to_relu"]["numpy.tanh"] == 3
    assert entry["ratio_to_product"]["numpy.tanh"] == 0.1


COSTS = json.loads(activation_cost.RECORD.read_text(encoding="utf-8"))["entries"]
EXPONENTIALS = ["numpy.tanh", "1 / (1 + numpy.exp(-z))", "nnref.tanh", "nnref.sigmoid"]


@pytest.mark.claim("S4-14")
@pytest.mark.parametrize("name", EXPONENTIALS)
def test_in_float64_an_exponential_takes_longer_than_relu(name: str) -> None:
    assert all(entry["ratio_to_relu"][name] > 1 for entry in COSTS if entry["dtype"] == "float64")


@pytest.mark.claim("S4-14")
def test_in_float32_numpy_s_tanh_alone_is_faster_than_relu() -> None:
    entries = [entry["ratio_to_relu"] for entry in COSTS if entry["dtype"] == "float32"]
    assert entries
    assert all([name for name in EXPONENTIALS if ratios[name] < 1] == ["numpy.tanh"] for ratios in entries)


@pytest.mark.claim("S4-14")
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", EXPONENTIALS)
def test_the_activation_s_part_of_a_layer_shrinks_with_the_width(name: str, dtype: str) -> None:
    entries = sorted((e for e in COSTS if e["dtype"] == dtype), key=lambda entry: entry["width"])
    parts = [entry["ratio_to_product"][name] for entry in entries]
    assert all(wider < narrower for narrower, wider in pairwise(parts))
    assert parts[-1] < 0.25


@pytest.mark.claim("S4-15")
@pytest.mark.parametrize(("weight", "factor"), [(1.0, 0.25), (8.0, 2.0)], ids=["the-power", "more-than-the-power"])
def test_a_chain_of_sigmoids_multiplies_a_quarter_and_a_weight_at_every_layer(weight: float, factor: float) -> None:
    # With the bias -w/2 every z after the first is 0, where the slope is 1/4: the bound is attained.
    layers = 6
    network = Network([1] * (layers + 1), hidden="sigmoid", output="linear", initializer="zeros")
    for W, b in zip(network.weights[1:], network.biases[1:], strict=True):
        W[...], b[...] = weight, -weight / 2
    deltas = [abs(delta[0, 0]) for delta in network.backward([[1.0]], [[5.0]]).deltas]
    # Powers of 2 throughout, so that nothing is rounded.
    assert [earlier / later for earlier, later in pairwise(deltas)] == [factor] * (layers - 1)
    assert deltas[0] <= 0.25 ** (layers - 1) * weight ** (layers - 1) * deltas[-1]
    assert bool(deltas[0] <= 0.25 ** (layers - 1) * deltas[-1]) is (weight <= 1)


@pytest.mark.claim("S4-15")
@pytest.mark.parametrize(("hidden", "largest"), [("sigmoid", 0.25), ("tanh", 1.0)])
def test_the_bound_with_the_weights_norms_in_it_holds(hidden: str, largest: float) -> None:
    network, rng = Network([8] * 9 + [3], hidden=hidden, rng=0), np.random.default_rng(1)
    deltas = network.backward(rng.normal(size=(1, 8)), [2]).deltas
    norms = [np.linalg.norm(delta) for delta in deltas]
    stretch = np.prod([np.linalg.norm(W, 2) for W in network.weights[1:]])
    assert norms[0] <= largest ** (len(norms) - 1) * stretch * norms[-1]
    assert norms[0] < norms[-1] / 2
