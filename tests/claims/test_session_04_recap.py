"""What the lecture says in its recap, S4-01 to S4-08: where it is corrected, its own form must fail too."""

from __future__ import annotations

import numpy as np
import pytest

from nnref import (
    SGD,
    Network,
    categorical_crossentropy,
    compose_linear,
    linear,
    mean_squared_error_prime,
    one_hot,
    sigmoid,
    sigmoid_prime,
)
from tests.claims.slopes import central_difference

ROWS = [[0, 1, 0], [1, 0, 0], [0, 0, 1]]
PREDICTED = [[0.9, 0.05, 0.05], [0.1, 0.8, 0.1], [0.2, 0.2, 0.6]]


def unit(weight: float, bias: float) -> Network:
    """The lecture's one path: w and b, a sigmoid, and an output that hands the activation on."""
    network = Network([1, 1, 1], hidden="sigmoid", output="linear", initializer="zeros")
    network.weights[0], network.biases[0], network.weights[1] = [[weight]], [bias], [[1.0]]
    return network


@pytest.mark.claim("S4-01")
@pytest.mark.parametrize("output", ["softmax", "linear"])
@pytest.mark.parametrize("sizes", [(2, 3), (2, 4, 3), (3, 5, 2, 4, 2)], ids=str)
def test_one_recursion_gives_every_slope_of_any_network(sizes: tuple[int, ...], output: str) -> None:
    network, rng = Network(sizes, hidden="tanh", output=output, rng=0), np.random.default_rng(1)
    x, y = rng.normal(size=(5, sizes[0])), np.eye(sizes[-1])[rng.integers(sizes[-1], size=5)]
    gradients = network.backward(x, y)
    blocks = [np.vstack([W, b]) for W, b in zip(gradients.weights, gradients.biases, strict=True)]
    nudged = central_difference(lambda: float(network.loss(x, y)), network.parameters)
    # The step's square, 1e-10, times third derivatives of size 1, and the loss's last place over twice the step: 1e-11.
    np.testing.assert_allclose(np.concatenate([block.ravel() for block in blocks]), nudged, atol=1e-9)


@pytest.mark.claim("S4-02")
def test_three_factors_along_the_path_are_the_slope() -> None:
    x, y, w, b = 2.0, 1.0, 0.5, -1.0
    a = sigmoid(w * x + b)
    product = mean_squared_error_prime([y], [a])[0] * sigmoid_prime(w * x + b) * x
    assert product == -0.5  # by hand: 2 (1/2 - 1) times 1/4 times 2
    assert unit(w, b).backward([[x]], [[y]]).weights[0] == [[-0.5]]


@pytest.mark.claim("S4-02")
@pytest.mark.parametrize("guess", [-0.5, 3.0, -40.0])
def test_the_lecture_s_four_factors_give_back_whatever_slope_is_put_in(guess: float) -> None:
    # The second factor compares the weight with the activation that it moves: the reciprocal of the last two.
    along = float(sigmoid_prime(0.5 * 2.0 - 1.0)) * 2.0
    assert guess * (1 / along) * along == guess


@pytest.mark.claim("S4-02")
def test_with_two_outputs_one_path_is_not_the_slope_and_the_sum_of_both_is() -> None:
    network = Network([1, 1, 2], hidden="sigmoid", output="linear", initializer="zeros")
    network.weights[0], network.weights[1] = [[0.5]], [[1.0, -3.0]]
    x, y = 2.0, [2.0, 0.5]
    a, slope = sigmoid(1.0), sigmoid_prime(1.0)
    paths = mean_squared_error_prime(y, [a, -3.0 * a]) * [1.0, -3.0] * slope * x
    found = network.backward([[x]], [y]).weights[0][0, 0]
    assert found == pytest.approx(paths.sum(), rel=1e-14)  # a dozen roundings
    assert abs(found - paths[0]) > 1
    assert abs(found - paths[1]) > 0.1
    nudged = central_difference(lambda: float(network.loss([[x]], [y])), network.weights[0])
    assert found == pytest.approx(nudged[0], abs=1e-8)  # the step's square, 1e-10, times a third derivative of size 10


@pytest.mark.claim("S4-03")
@pytest.mark.parametrize("rate", [0.25, 0.1])
def test_a_step_takes_the_slope_at_the_old_weight_and_not_at_the_new_one(rate: float) -> None:
    # L = w^2 with the slope 2 w, from w = 1.
    w = np.array([1.0])
    SGD(rate).update(w, gradient=2 * w)
    assert w == 1 - rate * 2
    # The second writing, w_m = 1 - rate 2 w_m, solved for w_m.
    assert abs(w[0] - 1 / (1 + 2 * rate)) > 0.03


@pytest.mark.claim("S4-04")
def test_the_label_of_an_elephant_is_the_row_1_0_0() -> None:
    np.testing.assert_array_equal(one_hot(0, 3), [1, 0, 0])
    np.testing.assert_array_equal(one_hot([0, 1, 2], 3), np.eye(3))


@pytest.mark.claim("S4-04")
def test_a_label_as_a_number_costs_what_its_row_costs() -> None:
    assert categorical_crossentropy([1, 0, 2], PREDICTED) == categorical_crossentropy(ROWS, PREDICTED)


@pytest.mark.claim("S4-05")
def test_the_loss_is_the_lecture_s_sum_with_a_minus() -> None:
    said = np.sum(np.array(ROWS) * np.log(PREDICTED), axis=1)
    found = categorical_crossentropy(ROWS, PREDICTED, reduction="none")
    np.testing.assert_allclose(found, -said, rtol=1e-15)  # a rounding or two of the logarithm
    assert (found > 0).all()
    assert (said < 0).all()


@pytest.mark.claim("S4-05")
def test_without_the_minus_the_worst_prediction_would_have_the_lowest_loss() -> None:
    bad, good = ([p, 1 - p] for p in (0.01, 0.99))
    assert categorical_crossentropy([1, 0], bad) > categorical_crossentropy([1, 0], good)
    assert np.log(bad[0]) < np.log(good[0])


@pytest.mark.claim("S4-05")
def test_a_class_that_is_not_the_true_one_costs_nothing_even_at_probability_0() -> None:
    assert categorical_crossentropy([0, 1, 0], [0.0, 1.0, 0.0]) == 0
    assert categorical_crossentropy([0, 1, 0], [0.0, 0.5, 0.5]) == categorical_crossentropy([0, 1], [0.5, 0.5])


@pytest.mark.claim("S4-06")
def test_the_first_row_costs_1_3_in_base_10_and_in_no_other_usual_base() -> None:
    in_base = {base: float(categorical_crossentropy(ROWS[0], PREDICTED[0], base=base)) for base in (10, None, 2)}
    assert round(in_base.pop(10), 1) == 1.3
    assert [round(loss, 1) for loss in in_base.values()] == [3.0, 4.3]
    assert in_base[None] == pytest.approx(-np.log(0.05), rel=1e-15)  # nats; a rounding


@pytest.mark.claim("S4-07")
def test_the_three_rows_cost_plus_2_52_and_not_minus() -> None:
    total = float(categorical_crossentropy(ROWS, PREDICTED, base=10, reduction="sum"))
    assert round(total, 2) == 2.52
    assert total == pytest.approx(-np.log10(0.1) - np.log10(0.6) - np.log10(0.05), rel=1e-15)  # some roundings
    assert round(total, 2) != -2.52


@pytest.mark.claim("S4-07")
def test_2_52_is_the_sum_and_a_third_of_it_the_mean() -> None:
    total, mean = (categorical_crossentropy(ROWS, PREDICTED, base=10, reduction=told) for told in ("sum", "mean"))
    assert mean == pytest.approx(total / 3, rel=1e-15)  # a rounding
    assert round(float(mean), 2) != 2.52


@pytest.mark.claim("S4-08")
def test_a_stack_of_linear_layers_is_one_linear_layer() -> None:
    network, rng = Network([3, 5, 4, 2], hidden="linear", output="linear", rng=0), np.random.default_rng(1)
    for b in network.biases:
        b[...] = rng.normal(size=b.shape)
    W, b = compose_linear(*zip(network.weights, network.biases, strict=True))
    x = rng.normal(size=(20, 3))
    np.testing.assert_allclose(
        network.predict(x), linear(x @ W + b), rtol=0, atol=1e-14
    )  # sums of a dozen terms below 10
