"""What the pages on vanishing gradients and on initialisation claim, held to what the experiments found."""

from __future__ import annotations

from itertools import pairwise
from math import log
from typing import Any

import numpy as np
import pytest

from scripts.experiments import result

pytestmark = pytest.mark.slow  # it trains networks

ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu")
RECTIFIERS = ("relu", "leaky_relu")
RANDOM = ("small normal", "Glorot", "He")
CLASSES = 3  # of the spirals
CHANCE = 1 / CLASSES
FAILING = [
    pytest.param(hidden, start, optimizer, id=f"{hidden}-{start}-{optimizer}".replace(" ", "-"))
    for hidden in ("sigmoid", "relu")
    for start in ("usual then", "He")
    for optimizer in ("SGD", "Adam")
    if (hidden, start) != ("relu", "He")
]


def find(stem: str, part: str = "cases", **wanted: Any) -> dict[str, Any]:
    """The one case of an experiment that has these values."""
    found = [case for case in result(stem)[part] if wanted.items() <= case.items()]
    assert len(found) == 1, wanted
    return found[0]


def depth(hidden: str, initializer: str, layers: int) -> dict[str, Any]:
    return find("depth", hidden=hidden, initializer=initializer, depth=layers)


# Vanishing gradients: S4-15, S4-16, S4-29


def test_depths_reach_from_2_to_50() -> None:
    depths = result("depth")["depths"]
    assert (min(depths), max(depths)) == (2, 50)
    assert len(result("depth")["cases"]) == len(depths) * len(ACTIVATIONS) * (1 + len(RANDOM))


@pytest.mark.claim("S4-15")
def test_the_bound_holds_for_every_network_and_every_seed() -> None:
    assert [case for case in result("depth")["cases"] if not case["held"]] == []


def test_the_bound_is_not_empty() -> None:
    # A bound that is never near what it bounds would hold whatever the code did: two layers come to half of it.
    assert max(case["fullest"] for case in result("depth")["cases"]) > 0.5


@pytest.mark.claim("S4-15")
def test_the_power_of_one_quarter_is_no_bound() -> None:
    found = depth("sigmoid", "He", 50)
    assert found["reference"] == 0.25**49
    assert found["left"] > found["reference"]


@pytest.mark.claim("S4-16")
def test_sigmoid_with_glorot_loses_its_gradient_with_depth() -> None:
    left = [depth("sigmoid", "Glorot", layers)["left"] for layers in result("depth")["depths"]]
    assert all(deeper < shallower for shallower, deeper in pairwise(left))
    assert depth("sigmoid", "Glorot", 20)["left"] < 1e-8


@pytest.mark.claim("S4-16")
def test_three_layers_of_sigmoid_still_bring_back_about_a_sixteenth() -> None:
    # Two factors of about one quarter; a tenth of each is left to the slopes away from 0.
    assert depth("sigmoid", "Glorot", 3)["left"] == pytest.approx(1 / 16, rel=0.2)


@pytest.mark.claim("S4-16")
def test_ten_layers_of_sigmoid_bring_back_a_few_millionths() -> None:
    assert 1e-6 < depth("sigmoid", "Glorot", 10)["left"] < 5e-6


def test_sigmoid_s_gradient_shrinks_at_every_layer() -> None:
    for initializer in RANDOM:
        deltas = depth("sigmoid", initializer, 20)["deltas"]
        assert all(earlier < later for earlier, later in pairwise(deltas)), initializer


@pytest.mark.claim("S4-16", "S4-29")
@pytest.mark.parametrize("hidden", RECTIFIERS)
def test_he_keeps_a_rectifier_s_gradient_at_any_depth(hidden: str) -> None:
    # The expected square is kept; the geometric mean of ten networks of 32 units wanders by a factor of 2 or so.
    for layers in result("depth")["depths"]:
        assert 1 / 3 < depth(hidden, "He", layers)["left"] < 3


@pytest.mark.claim("S4-16", "S4-29")
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_small_weights_lose_the_gradient_with_every_activation(hidden: str) -> None:
    assert depth(hidden, "small normal", 20)["left"] < 1e-20


@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_zero_weights_send_nothing_back(hidden: str) -> None:
    for layers in result("depth")["depths"]:
        assert set(depth(hidden, "zeros", layers)["deltas"][:-1]) == {0.0}


def test_tanh_with_glorot_sinks_slowly() -> None:
    left = [depth("tanh", "Glorot", layers)["left"] for layers in result("depth")["depths"]]
    assert all(deeper < shallower for shallower, deeper in pairwise(left))
    assert left[-1] > 0.05


def test_tanh_with_he_grows() -> None:
    assert depth("tanh", "He", 50)["left"] > 2


@pytest.mark.parametrize(
    ("hidden", "initializer", "squared"),
    [("sigmoid", "Glorot", 1 / 16), ("sigmoid", "He", 1 / 8), ("relu", "Glorot", 1 / 2), ("relu", "He", 1.0)],
)
def test_the_estimate_gives_the_factor_of_a_layer(hidden: str, initializer: str, squared: float) -> None:
    # Per layer, in the mean over nineteen: slopes away from 0 take up to an eighth from sigmoid's, chance a little.
    factor = depth(hidden, initializer, 20)["left"] ** (1 / 19)
    assert 0.85 < factor / squared**0.5 < 1.05


def test_small_weights_make_all_layers_vanish_together() -> None:
    weights = depth("relu", "small normal", 20)["weights"]
    assert 0.2 < weights[0] / weights[-1] < 5
    assert max(weights) < 1e-20
    assert min(depth("relu", "He", 20)["weights"]) > 0.1


# Learning rates: S4-17


def rate(network: str, value: float) -> dict[str, Any]:
    return find("learning_rate", network=network, rate=value)


@pytest.mark.claim("S4-17")
def test_a_usual_rate_cures_the_healthy_network() -> None:
    assert min(rate("healthy", 0.01)["accuracies"]) > 0.9


@pytest.mark.claim("S4-17")
def test_a_tiny_rate_stops_the_healthy_network() -> None:
    assert max(rate("healthy", 1e-5)["accuracies"]) < 0.5
    assert rate("healthy", 1e-5)["moved"] < 1e-3


@pytest.mark.claim("S4-17")
def test_raising_the_rate_does_not_cure_the_vanishing_network() -> None:
    cases = [case for case in result("learning_rate")["cases"] if case["network"] == "vanishing"]
    assert sorted(case["rate"] for case in cases) == [1e-5, 0.01, 0.1, 1.0, 10.0, 100.0]
    for case in cases:
        assert max(case["accuracies"]) < CHANCE + 0.05, case["rate"]
        assert case["moved"] < 1e-2, case["rate"]
        assert case["loss"] > 0.99 * log(CLASSES), case["rate"]


def test_a_high_rate_throws_the_last_layers_about() -> None:
    assert rate("vanishing", 100.0)["loss"] > 2 * log(CLASSES)


# Zero, constant and random weights: S4-18


def start(initializer: str, hidden: str, batch: str = "balanced", optimizer: str = "SGD") -> dict[str, Any]:
    return find("symmetry", start=initializer, hidden=hidden, batch=batch, optimizer=optimizer)


@pytest.mark.claim("S4-18")
@pytest.mark.parametrize("batch", ["balanced", "unbalanced"])
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_from_zero_every_hidden_delta_is_exactly_zero(hidden: str, batch: str) -> None:
    found = start("zeros", hidden, batch)
    assert found["first_deltas"][:-1] == [0.0, 0.0]
    assert found["first_deltas"][-1] > 0
    assert found["first_weights"][:-1] == found["first_biases"][:-1] == [0.0, 0.0]


@pytest.mark.claim("S4-18")
@pytest.mark.parametrize("hidden", ["tanh", *RECTIFIERS])
def test_from_zero_only_the_output_bias_ever_learns_if_f_of_0_is_0(hidden: str) -> None:
    found = start("zeros", hidden, "unbalanced")
    assert found["first_weights"][-1] == 0.0
    assert found["first_biases"][-1] == 0.25  # 1/2 - 48/64, exact in binary
    assert found["moved_weights"] == [0.0, 0.0, 0.0]
    assert found["moved_biases"][:-1] == [0.0, 0.0]
    # The bias goes to the logarithm of the odds 3 to 1, split between two classes; the loss to the classes' entropy.
    # After a thousand steps the rest is far below the tolerance.
    assert found["moved_biases"][-1] == pytest.approx(log(3) / 2, rel=1e-9)
    assert found["loss"] == pytest.approx(-0.75 * log(0.75) - 0.25 * log(0.25), rel=1e-9)


def test_from_zero_sigmoid_s_output_weights_get_half_the_sum_of_delta() -> None:
    found = start("zeros", "sigmoid", "unbalanced")
    assert (found["first_weights"][-1], found["first_biases"][-1]) == (0.125, 0.25)


def test_from_zero_sigmoid_s_layers_all_move_in_the_end() -> None:
    assert min(start("zeros", "sigmoid", "unbalanced")["moved_weights"]) > 1e-3


@pytest.mark.claim("S4-18")
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_from_zero_nothing_ever_moves_on_a_balanced_batch(hidden: str) -> None:
    found = start("zeros", hidden, "balanced")
    assert set(found["moved_weights"] + found["moved_biases"]) == {0.0}
    assert found["loss"] == pytest.approx(log(2), rel=1e-15)  # a rounding of the logarithm


@pytest.mark.claim("S4-18")
@pytest.mark.parametrize(
    ("initializer", "hidden", "batch", "optimizer"),
    [
        pytest.param("zeros", "sigmoid", "unbalanced", "SGD", id="zeros-sigmoid"),
        pytest.param("constant", "sigmoid", "balanced", "Adam", id="constant-sigmoid-Adam"),
        *(pytest.param("constant", hidden, "balanced", "SGD", id=f"constant-{hidden}") for hidden in ACTIVATIONS),
    ],
)
def test_equal_units_stay_equal_to_the_last_bit(initializer: str, hidden: str, batch: str, optimizer: str) -> None:
    found = start(initializer, hidden, batch, optimizer)
    assert min(found["moved_weights"]) > 1e-3, "units that never move prove nothing"
    assert found["spread"] == 0.0
    assert all(len(set(weights)) == 1 for weights in found["paths"])


@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_a_constant_under_softmax_sends_nothing_back_at_first(hidden: str) -> None:
    assert start("constant", hidden)["first_deltas"][:-1] == [0.0, 0.0]


@pytest.mark.claim("S4-18")
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_random_units_part_and_learn_what_equal_ones_cannot(hidden: str) -> None:
    assert start("random", hidden)["spread"] > 1
    assert start("random", hidden)["accuracy"] == 1.0
    assert start("constant", hidden)["accuracy"] < 0.9


# Twenty layers: S4-19


@pytest.mark.claim("S4-19")
@pytest.mark.parametrize(("hidden", "initializer", "optimizer"), FAILING)
def test_twenty_layers_stay_at_chance(hidden: str, initializer: str, optimizer: str) -> None:
    found = find("deep_20", "recipes", hidden=hidden, start=initializer, optimizer=optimizer)
    assert max(found["accuracies"]) < CHANCE + 0.05
    assert min(losses[-1] for losses in found["losses"]) > 0.99 * log(CLASSES)
    assert found["apart"] < 1e-5, "the predictions differed before training"


@pytest.mark.claim("S4-19")
def test_twenty_layers_learn_with_relu_he_and_adam() -> None:
    found = find("deep_20", "recipes", hidden="relu", start="He", optimizer="Adam")
    assert min(found["accuracies"]) > 0.9
    assert max(losses[-1] for losses in found["losses"]) < 0.2
    assert found["apart"] > 0.1


def test_twenty_layers_with_relu_and_he_learn_something_by_plain_descent() -> None:
    found = find("deep_20", "recipes", hidden="relu", start="He", optimizer="SGD")
    best = find("deep_20", "recipes", hidden="relu", start="He", optimizer="Adam")
    sgd, adam = (np.median(case["losses"], axis=0) for case in (found, best))
    assert adam[-1] < sgd.min() < 0.6 * log(CLASSES)


# The size of the activations


def squares(hidden: str, initializer: str) -> list[float]:
    return find("activation_variance", hidden=hidden, initializer=initializer)["squares"]


def test_he_keeps_the_mean_square_of_relu_s_activations() -> None:
    # Expectation 1 at every layer; ten networks of 256 units leave it within a factor of 2 over twenty layers.
    assert all(1 / 2 < square < 2 for square in squares("relu", "He"))


def test_glorot_halves_relu_s_activations_at_every_layer() -> None:
    found = squares("relu", "Glorot")
    assert (found[-1] / found[0]) ** (1 / (len(found) - 1)) == pytest.approx(0.5, rel=0.05)


def test_small_weights_leave_tanh_a_fortieth_and_relu_half_of_that() -> None:
    for hidden, part in (("tanh", 1 / 40), ("relu", 1 / 80)):
        found = squares(hidden, "small normal")
        # 256 weights of variance 1/10000 make 1/39; the width averages the rest away but for a few percent.
        assert (found[-1] / found[0]) ** (1 / (len(found) - 1)) == pytest.approx(part, rel=0.08)


def test_glorot_lets_tanh_s_activations_sink_slowly() -> None:
    found = squares("tanh", "Glorot")
    assert all(later < earlier for earlier, later in pairwise(found))
    assert found[-1] > 0.01
