"""What the lecture says of training: S4-16 to S4-19, S4-25 to S4-30."""

from __future__ import annotations

import json

import numpy as np
import pytest

from nnref import SGD, Network, train
from nnref.initializers import constant
from scripts.bibliography import load as bibliography
from scripts.claims import every
from scripts.conventions import RECORD as CONVENTIONS
from scripts.experiments import depth, learning_rate
from scripts.paths import DOCS
from tests.claims.slopes import central_difference

HISTORICAL = [claim for claim in every() if claim.id.startswith("S4-") and claim.citations]


@pytest.mark.claim("S4-16")
def test_sigmoids_from_glorot_s_weights_bring_back_a_sixteenth_of_three_layers_and_millionths_of_ten() -> None:
    # Two factors of about a quarter; slopes away from 0 take a tenth from each.
    assert depth.case("sigmoid", "Glorot", 3)["left"] == pytest.approx(1 / 16, rel=0.2)
    assert 1e-6 < depth.case("sigmoid", "Glorot", 10)["left"] < 5e-6


@pytest.mark.claim("S4-16", "S4-29")
def test_relu_s_gradient_arrives_from_he_s_weights_and_vanishes_from_small_ones() -> None:
    # The expected square is kept; the mean of ten networks of 32 units wanders by a factor of 2 or so.
    assert 1 / 3 < depth.case("relu", "He", 20)["left"] < 3
    assert depth.case("relu", "small normal", 20)["left"] < 1e-20


@pytest.mark.claim("S4-29")
def test_beside_relu_the_sigmoid_loses_its_gradient_from_every_start() -> None:
    kept = depth.case("relu", "He", 20)["left"]
    assert all(depth.case("sigmoid", start, 20)["left"] < kept / 1e6 for start in ("small normal", "Glorot", "He"))


@pytest.mark.claim("S4-29")
def test_along_a_path_of_active_units_the_product_of_slopes_is_1() -> None:
    network = Network([1] * 31, hidden="relu", output="linear", initializer=constant(1.0))
    deltas = network.backward([[1.0]], [[0.0]]).deltas
    assert {float(delta[0, 0]) for delta in deltas} == {2.0}


@pytest.mark.claim("S4-17")
@pytest.mark.parametrize("rate", [1e-5, 1e-6])
def test_a_step_is_the_rate_times_the_gradient(rate: float) -> None:
    w = np.array([0.0, 0.0])
    SGD(rate).update(w, gradient=np.array([1.0, -4e-6]))
    np.testing.assert_allclose(w, [-rate, 4e-6 * rate], rtol=1e-15)  # a rounding each


@pytest.mark.claim("S4-17")
@pytest.mark.parametrize(
    ("network", "rate", "learns"),
    [
        pytest.param("healthy", learning_rate.TINY, False, id="healthy-tiny"),
        pytest.param("healthy", learning_rate.USUAL, True, id="healthy-usual"),
        pytest.param("vanishing", learning_rate.TINY, False, id="vanishing-tiny"),
        pytest.param("vanishing", learning_rate.USUAL, False, id="vanishing-usual"),
        pytest.param("vanishing", 1.0, False, id="vanishing-raised"),
    ],
)
def test_a_usual_rate_cures_the_healthy_network_and_no_rate_the_vanishing_one(
    network: str, rate: float, learns: bool
) -> None:
    _, accuracy, _ = learning_rate.learn(network, rate, seed=0)
    assert (accuracy > 0.9) is learns
    assert (accuracy < 0.5) is not learns


def batch(first: int = 6) -> tuple[np.ndarray, np.ndarray]:
    """Eight examples of two classes, `first` of them of the first one."""
    return np.random.default_rng(0).normal(size=(8, 2)), (np.arange(8) >= first).astype(int)


@pytest.mark.claim("S4-18")
@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu", "leaky_relu"])
def test_from_zero_weights_no_hidden_unit_gets_a_gradient(hidden: str) -> None:
    gradients = Network([2, 3, 3, 2], hidden=hidden, initializer="zeros").backward(*batch())
    assert not np.any(gradients.deltas[0])
    assert not np.any(gradients.deltas[1])
    # f(0) times the sum of delta: 1/2 for sigmoid, and 0 for the others, whose output bias alone learns.
    assert np.abs(gradients.biases[-1]).tolist() == [0.25, 0.25]
    assert np.abs(gradients.weights[-1]).max() == (0.125 if hidden == "sigmoid" else 0)


@pytest.mark.claim("S4-18")
def test_from_zero_weights_a_balanced_batch_teaches_sigmoid_s_output_nothing() -> None:
    gradients = Network([2, 3, 2], hidden="sigmoid", initializer="zeros").backward(*batch(first=4))
    assert not np.any(gradients.weights[-1])


@pytest.mark.claim("S4-18")
@pytest.mark.parametrize("start", ["zeros", "constant", "glorot_uniform"])
def test_units_that_start_alike_stay_alike_and_random_ones_part(start: str) -> None:
    initializer = constant(0.5) if start == "constant" else start
    network = Network([2, 3, 2], hidden="sigmoid", initializer=initializer, rng=0)
    train(network, *batch(), optimizer=SGD(0.5), epochs=50, batch_size=8, progress=False)
    assert np.abs(network.weights[0]).max() > 1e-3, "weights that never move prove nothing"
    assert bool(np.ptp(network.weights[0], axis=1).max() == 0) is (start != "glorot_uniform")


@pytest.mark.claim("S4-19", "S4-27")
@pytest.mark.parametrize("claim", HISTORICAL, ids=lambda claim: claim.id)
def test_a_statement_on_history_rests_on_dated_papers_that_its_page_cites(claim) -> None:
    entries, page = bibliography(), (DOCS / claim.page).read_text(encoding="utf-8")
    for key in claim.citations:
        assert key in entries, f"docs/claims: {claim.id} cites {key}, which docs/references.bib does not have"
        assert f"@{key}" in page, f"docs/{claim.page} does not cite {key}, on which {claim.id} rests"
        assert entries[key].year in key


@pytest.mark.claim("S4-25")
def test_a_weight_leads_from_its_row_s_unit_to_its_column_s() -> None:
    for i, j in np.ndindex(3, 3):
        network = Network([2, 3, 3, 2], hidden="linear", output="linear", rng=0)
        a, before = network.forward([1.0, 2.0]).a[1], network.forward([1.0, 2.0]).z[1]
        network.weights[2 - 1][i, j] += 1.0  # layer 2; lists count from 0
        moved = network.forward([1.0, 2.0]).z[1] - before
        # Unit j alone moves, by the activation of unit i; a rounding of a sum of three.
        np.testing.assert_allclose(moved, a[i] * (np.arange(3) == j), rtol=0, atol=1e-14)


@pytest.mark.claim("S4-25")
def test_the_array_is_sources_by_targets_as_in_keras_and_unlike_pytorch() -> None:
    assert [W.shape for W in Network([2, 3, 4], rng=0).weights] == [(2, 3), (3, 4)]
    layouts = {
        name: set(told.values()) for name, told in json.loads(CONVENTIONS.read_text())["answers"]["layout"].items()
    }
    assert layouts["nnref"] == layouts["tensorflow"] == {"(inputs, outputs)"}
    assert layouts["torch"] == {"(outputs, inputs)"}


@pytest.mark.claim("S4-26")
def test_one_batch_of_all_the_data_is_gradient_descent_and_smaller_ones_are_it_on_average() -> None:
    x, y = batch()
    start = Network([2, 3, 2], rng=0)
    full = start.backward(x, y).weights[0]

    def step(rows: list[int]) -> np.ndarray:
        network = Network([2, 3, 2], rng=0)
        train(network, x[rows], y[rows], optimizer=SGD(1.0), epochs=1, batch_size=len(rows), progress=False)
        return start.weights[0] - network.weights[0]

    singles = [step([row]) for row in range(len(x))]
    # Steps of size 1 from weights of size 1: a few roundings of 1e-16 each.
    np.testing.assert_allclose(step(list(range(len(x)))), full, rtol=0, atol=1e-14)
    np.testing.assert_allclose(np.mean(singles, axis=0), full, rtol=0, atol=1e-14)
    assert max(np.abs(single - full).max() for single in singles) > 0.01


@pytest.mark.claim("S4-30")
def test_there_is_one_slope_for_each_parameter_of_a_2_2_2_network() -> None:
    network = Network([2, 2, 2], hidden="sigmoid", output="linear", rng=0)
    x, y = [[1.0, 0.5], [-2.0, 1.5], [0.3, -0.7]], [[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]]
    gradients = network.backward(x, y)
    for parts, slopes in ((network.weights, gradients.weights), (network.biases, gradients.biases)):
        for part, slope in zip(parts, slopes, strict=True):
            assert slope.shape == part.shape
            nudged = central_difference(lambda: float(network.loss(x, y)), part)
            # The step's square, 1e-10, times third derivatives of size 1 or less.
            np.testing.assert_allclose(slope.ravel(), nudged, rtol=0, atol=1e-9)
