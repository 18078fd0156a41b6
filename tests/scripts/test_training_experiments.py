"""What the pages say of the experiments in training holds for what the experiments found."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnref import categorical_crossentropy
from nnref.optimizers import SGD, Adam
from scripts.examples import optimizers as example
from scripts.experiments import batches, relu_fit, result, tanh_sigmoid, valley

pytestmark = pytest.mark.slow  # it trains networks

CURVATURES = np.array([valley.ALONG, valley.ACROSS])
DIRECTIONAL = ["SGD", "momentum", "Nesterov"]  # they know directions, not weights


# The valley


def test_momentum_nesterov_and_adam_need_less_than_half_of_sgd_s_steps() -> None:
    found = result("valley")
    assert all(2 * found[name]["steps"] < found["SGD"]["steps"] for name in ("momentum", "Nesterov", "Adam"))


@pytest.mark.parametrize("name", valley.OPTIMIZERS)
def test_the_best_rate_in_the_valley_is_inside_the_grid(name: str) -> None:
    found = result("valley")[name]
    for rate in (found["rate"], found["turned"]["rate"]):
        assert valley.RATES[0] < rate < valley.RATES[-1]
    assert max(found["steps"], found["turned"]["steps"]) < valley.STEPS


@pytest.mark.parametrize("name", valley.OPTIMIZERS)
def test_a_path_ends_when_it_has_reached_the_goal_and_not_before(name: str) -> None:
    found = result("valley")[name]
    losses = valley.loss(np.array(found["path"]))
    assert len(losses) == found["steps"] + 1
    assert losses[-1] <= valley.GOAL * losses[0] < losses[-2]


@pytest.mark.parametrize("name", DIRECTIONAL)
def test_turning_the_valley_changes_nothing_for_rules_that_know_directions_alone(name: str) -> None:
    found = result("valley")[name]
    assert found["turned"] == {"steps_at_same_rate": found["steps"], "rate": found["rate"], "steps": found["steps"]}


def test_turning_the_valley_costs_adam_more_than_twice_the_steps_until_its_rate_is_tuned_again() -> None:
    found = result("valley")["Adam"]
    assert found["turned"]["steps_at_same_rate"] > 2 * found["steps"]
    assert found["turned"]["steps"] < 1.5 * found["steps"]


def test_adam_has_the_widest_range_of_good_rates_and_sgd_the_narrowest() -> None:
    widths = {name: found["good"][1] / found["good"][0] for name, found in result("valley").items()}
    assert max(widths, key=lambda name: widths[name]) == "Adam"
    assert min(widths, key=lambda name: widths[name]) == "SGD"


def test_sgd_s_good_rates_end_where_its_steps_no_longer_shrink() -> None:
    # Beyond 2 / curvature a step enlarges the steep weight; the grid's next rate is 6 % higher.
    limit = 2 / valley.ACROSS
    assert limit / 1.13 < result("valley")["SGD"]["good"][1] < limit


def test_the_steps_through_a_valley_are_those_of_the_formula_at_the_best_rate_of_both_curvatures() -> None:
    path = valley.descend(SGD(2 / (valley.ALONG + valley.ACROSS)), 0.0)
    ratio = (valley.ACROSS - valley.ALONG) / (valley.ACROSS + valley.ALONG)
    assert valley.steps_needed(path) == int(np.ceil(np.log(valley.GOAL) / (2 * np.log(ratio))))


# Batches


def test_the_smaller_the_batch_the_lower_the_loss_after_one_epoch() -> None:
    found = result("batches")["batches"]
    full, mini, single = (found[str(size)]["after_one_epoch"] for size in batches.BATCH_SIZES)
    assert full > 2 * mini
    assert mini > 2 * single


def test_the_smaller_the_batch_the_higher_the_level_at_which_it_stays() -> None:
    found = result("batches")["batches"]
    full, mini, single = (found[str(size)]["last_half"] for size in batches.BATCH_SIZES)
    assert 10 * full < mini
    assert 10 * mini < single


def test_step_for_step_all_batches_start_alike() -> None:
    # Five steps at this rate leave about a third of the loss; what a batch's noise adds is below that by far.
    found = result("batches")["batches"]
    after = [np.interp(5 * size, found[str(size)]["seen"], found[str(size)]["excess"]) for size in batches.BATCH_SIZES]
    assert max(after) < 1.5 * min(after)


def test_a_falling_rate_brings_single_examples_down() -> None:
    found = result("batches")
    assert 10 * found["falling"]["last_half"] < found["batches"]["1"]["last_half"]


def test_no_loss_is_below_the_lowest_possible_one() -> None:
    found = result("batches")
    # Rounding alone can take a finished descent below, by some units in the last place of the loss.
    assert min(min(row["excess"]) for row in found["batches"].values()) > -1e-14


# Tanh against sigmoid


def row(depth: int, optimizer: str) -> Any:
    return next(r for r in result("tanh_sigmoid") if (r["depth"], r["optimizer"]) == (depth, optimizer))


def test_the_task_has_the_size_that_the_page_says() -> None:
    assert (tanh_sigmoid.UNITS, tanh_sigmoid.STEPS, tanh_sigmoid.BATCH, len(tanh_sigmoid.SEEDS)) == (16, 300, 16, 24)


def test_there_are_at_least_20_seeds_and_none_of_them_had_a_say_in_the_rate() -> None:
    assert len(tanh_sigmoid.SEEDS) >= 20
    assert not set(tanh_sigmoid.SEEDS) & set(tanh_sigmoid.TUNING_SEEDS)
    assert all(
        len(r[hidden]["losses"]) == len(tanh_sigmoid.SEEDS)
        for r in result("tanh_sigmoid")
        for hidden in ("tanh", "sigmoid")
    )


@pytest.mark.parametrize("hidden", tanh_sigmoid.HIDDEN)
@pytest.mark.parametrize(("depth", "optimizer"), tanh_sigmoid.SETTINGS)
def test_the_best_rate_of_each_is_inside_its_grid(depth: int, optimizer: str, hidden: str) -> None:
    found, rates = row(depth, optimizer)[hidden], tanh_sigmoid.RATES[optimizer]
    # The one that learns at no rate has no best one either.
    if (depth, optimizer, hidden) != (4, "SGD", "sigmoid"):
        assert rates[0] < found["rate"] < rates[-1]


@pytest.mark.claim("S4-13")
def test_with_one_or_two_hidden_layers_tanh_is_lower_by_little() -> None:
    for depth in (1, 2):
        assert abs(row(depth, "SGD")["gap"]["mean"]) < 0.05
        assert row(depth, "SGD")["tanh_lower"] > len(tanh_sigmoid.SEEDS) / 2


@pytest.mark.claim("S4-13")
def test_with_three_hidden_layers_tanh_is_lower_beyond_doubt() -> None:
    found = row(3, "SGD")
    assert found["gap"]["low"] > 0.2
    assert found["sigmoid"]["loss"]["low"] > 2 * found["tanh"]["loss"]["high"]


@pytest.mark.claim("S4-13")
def test_with_four_hidden_layers_sigmoid_only_guesses_and_tanh_learns() -> None:
    found = row(4, "SGD")
    assert found["sigmoid"]["loss"]["low"] > guessing() - 0.01
    assert found["tanh"]["loss"]["high"] < 0.1
    assert found["tanh_lower"] == len(tanh_sigmoid.SEEDS)


def test_adam_takes_away_most_of_the_difference() -> None:
    assert max(abs(row(3, "Adam")["gap"][end]) for end in ("low", "high")) < row(3, "SGD")["gap"]["low"] / 5


def guessing() -> float:
    return float(categorical_crossentropy([0], np.full((1, 3), 1 / 3)))


def test_an_interval_holds_its_mean_and_narrows_with_more_values() -> None:
    rng = np.random.default_rng(0)
    few, many = tanh_sigmoid.interval(rng.normal(size=25)), tanh_sigmoid.interval(rng.normal(size=2500))
    for found in (few, many):
        assert found["low"] < found["mean"] < found["high"]
    # The width falls with the square root of the number: 10 here, give or take the luck of 25 draws.
    assert 6 < (few["high"] - few["low"]) / (many["high"] - many["low"]) < 15


# A wave with ReLU and without


@pytest.mark.claim("S4-24")
def test_relu_fits_the_wave_and_the_linear_network_makes_the_best_line() -> None:
    found = result("relu_fit")
    relu, linear = np.array(found["losses"]["relu"]), np.array(found["losses"]["linear"])
    assert np.median(relu) < found["line_loss"] / 100
    assert relu.max() < found["line_loss"] / 4
    # Nothing linear can be better; a thousand steps of Adam come as close as one sees.
    assert np.all(linear >= found["line_loss"] * (1 - 1e-12))
    np.testing.assert_allclose(linear, found["line_loss"], rtol=1e-4)


def test_the_linear_network_s_curve_is_straight() -> None:
    fitted = result("relu_fit")["fits"]["linear"]
    # Second differences of numbers of size 1, each the result of some fifty roundings.
    np.testing.assert_allclose(np.diff(fitted, 2), 0, atol=1e-13)


def test_the_pieces_of_the_relu_curve_are_as_many_as_its_layers_can_make() -> None:
    # Two crests and two troughs need four bends. A unit of the first layer bends once, a unit of the second at most once
    # in every piece of the first.
    first, second = relu_fit.SIZES[1:-1]
    assert 5 <= result("relu_fit")["pieces"] <= (first + 1) * (second + 1)


# Two steps by hand


@pytest.mark.parametrize(
    ("optimizer", "rule"),
    [
        pytest.param(SGD(0.1), lambda w, u, g: (w - 0.1 * g, u), id="sgd"),
        pytest.param(SGD(0.1, momentum=0.9), lambda w, u, g: (w + 0.9 * u - 0.1 * g, 0.9 * u - 0.1 * g), id="momentum"),
    ],
)
def test_the_rules_of_the_page_are_those_of_the_code(optimizer: SGD, rule: Any) -> None:
    w, by_rule, u = np.array([1.0, -2.0]), np.array([1.0, -2.0]), np.zeros(2)
    for _ in range(10):
        by_rule, u = rule(by_rule, u, 3 * by_rule)
        optimizer.update(w, 3 * w)
    np.testing.assert_allclose(w, by_rule, rtol=1e-13)  # ten steps, a few roundings each


def test_nesterov_s_stored_weights_are_those_ahead() -> None:
    optimizer, stored = SGD(0.1, momentum=0.9, nesterov=True), np.array([1.0, -2.0])
    w, u = stored.copy(), np.zeros(2)
    for _ in range(10):
        # The original: the gradient is taken ahead, and the weights stay behind.
        u = 0.9 * u - 0.1 * 3 * (w + 0.9 * u)
        w = w + u
        optimizer.update(stored, 3 * stored)
        np.testing.assert_allclose(stored, w + 0.9 * u, rtol=1e-12)  # ten steps, a few roundings each


def test_the_example_s_averages_make_the_steps_that_adam_took() -> None:
    gradients, weights = example.walk(Adam(example.ADAM_RATE, beta_1=example.BETA_1, beta_2=example.BETA_2))
    for t in range(1, example.STEPS + 1):
        m = example.average(gradients[:t], example.BETA_1) / (1 - example.BETA_1**t)
        v = example.average([g**2 for g in gradients[:t]], example.BETA_2) / (1 - example.BETA_2**t)
        # Epsilon, 1e-7, beside gradients of 10 and more, and of 3e-2 times that before the correction.
        np.testing.assert_allclose(weights[t] - weights[t - 1], -example.ADAM_RATE * m / np.sqrt(v), rtol=1e-6)


@pytest.mark.parametrize("t", [1, 2, 10, 1000])
def test_an_epsilon_times_the_root_makes_adam_that_of_algorithm_1(t: int) -> None:
    rng = np.random.default_rng(0)
    gradients = rng.normal(size=(t, 3)) * 1e-8  # so small that epsilon counts
    w, adam = np.zeros(3), Adam(0.1)
    m = v = np.zeros(3)
    for step, g in enumerate(gradients, start=1):
        adam.epsilon = 1e-8 * np.sqrt(1 - 0.999**step)
        before = w.copy()
        adam.update(w, g)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
    expected = -0.1 * m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    # The difference of two weights of size 1 at most loses their last place: 1e-16 beside steps of 1e-3 and more.
    np.testing.assert_allclose(w - before, expected, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("t", [1, 2, 5, 40])
def test_the_geometric_sum_is_what_a_constant_gradient_leaves(t: int) -> None:
    w, sgd, g = np.zeros(1), SGD(0.01, momentum=0.9), np.ones(1)
    for _ in range(t):
        before = w.copy()
        sgd.update(w, g)
    # Up to forty additions to a weight of size 4, whose last place is 4e-16, beside a step of at least 0.01.
    np.testing.assert_allclose(w - before, -0.01 * (1 - 0.9**t) / (1 - 0.9), rtol=1e-12)


@pytest.mark.parametrize("section", ["sgd", "momentum", "nesterov", "adam", "valley"])
def test_the_example_has_every_section_that_the_page_includes(section: str) -> None:
    text = example.steps()
    assert f"[start:{section}]" in text
    assert f"[end:{section}]" in text


@pytest.mark.claim("S4-26")
def test_the_batch_s_variance_is_that_of_drawing_without_putting_back() -> None:
    rng = np.random.default_rng(0)
    g, size = rng.normal(size=12), 4
    means = rng.permuted(np.tile(g, (20_000, 1)), axis=1)[:, :size].mean(axis=1)
    assert means.mean() == pytest.approx(g.mean(), abs=0.02)  # its standard error is 0.003
    # The standard deviation of a variance from 20,000 draws is 1 % of it.
    assert means.var() == pytest.approx(g.var() / size * (12 - size) / 11, rel=0.05)
