"""The gradient check: content with backpropagation, and with nothing else."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from nnref.gradient_check import GradientCheck, gradient_check
from nnref.network import Gradients, Network

RIGHT = 1e-6  # what the docstring promises: noise stays below
WRONG = 1e-3  # and no planted fault, even of a percent, comes near it
HIDDEN = ["linear", "sigmoid", "tanh", "relu", "leaky_relu"]


def problem(sizes, output, rows=5, seed=20240212):
    """Examples and targets that fit a network."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(rows, sizes[0]))
    y = rng.integers(0, sizes[-1], rows) if output == "softmax" else rng.normal(size=(rows, sizes[-1]))
    return x, y


def off_the_kinks(network):
    """The network with biases that are not 0, where ReLU has no slope."""
    for b in network.biases:
        b[...] = np.random.default_rng(7).normal(scale=0.3, size=b.shape)
    return network


@pytest.mark.claim("S4-01")
@pytest.mark.parametrize("output", ["softmax", "linear"])
@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("sizes", [(2, 3), (3, 4, 2), (4, 3, 2, 3), (2, 3, 4, 3, 2, 3, 2)], ids=str)
def test_backpropagation_passes(sizes, hidden, output):
    network = off_the_kinks(Network(sizes, hidden=hidden, output=output, rng=1))
    assert gradient_check(network, *problem(sizes, output)).largest < RIGHT


def test_backpropagation_passes_with_an_activation_a_layer_and_one_row():
    network = Network((2, 3, 4, 5, 2), hidden=["sigmoid", "leaky_relu", "tanh"], rng=3)
    assert gradient_check(network, *problem((2, 2), "softmax", rows=1)).largest < RIGHT


def test_a_large_loss_makes_no_false_alarm():
    # The rounding of a loss of 1e6 is 1e6 times that of a loss of 1, and the floor grows with it.
    network = Network((2, 3, 2), output="linear", rng=1)
    x, y = problem((2, 2), "linear")
    assert network.loss(x, 1e3 * y) > 1e5
    assert gradient_check(network, x, 1e3 * y).largest < RIGHT


def test_a_gradient_of_0_against_noise_makes_no_false_alarm():
    network = Network((2, 3, 2), initializer="zeros")
    assert gradient_check(network, *problem((2, 2), "softmax")).largest < RIGHT


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_float32_network_is_checked_against_float64_losses(hidden):
    network = Network((3, 4, 2), hidden=hidden, rng=1, dtype=np.float32)
    # float32 rounds a gradient by some 1e-7 of the terms of its sums, which are up to a hundred times larger than it.
    assert gradient_check(network, *problem((3, 2), "softmax")).largest < 1e-4


def flip_a_sign(network, x, y, right):
    right.weights[0][1, 2] *= -1


def flip_the_sign_of_a_bias(network, x, y, right):
    right.biases[1][0] *= -1


def transpose_the_weights_gradient(network, x, y, right):
    right.weights[0] = right.weights[0].T.copy()


def go_back_through_weights_that_are_not_transposed(network, x, y, right):
    a = network.forward(x).a
    delta = right.deltas[1] @ network.weights[1] * (1 - a[1] ** 2)
    right.weights[0], right.biases[0] = a[0].T @ delta, delta.sum(axis=0)


def forget_the_slope(network, x, y, right):
    delta = right.deltas[1] @ network.weights[1].T
    right.weights[0], right.biases[0] = x.T @ delta, delta.sum(axis=0)


def forget_the_slope_in_the_bias_alone(network, x, y, right):
    right.biases[0] = (right.deltas[1] @ network.weights[1].T).sum(axis=0)


def take_the_mean_for_the_biases_sum(network, x, y, right):
    right.biases[1] = right.deltas[1].mean(axis=0)


def forget_the_mean(network, x, y, right):
    for gradient in (*right.weights, *right.biases):
        gradient *= len(x)


def be_off_by_a_percent(network, x, y, right):
    right.weights[1][0, 0] *= 1.01


def forget_a_parameter(network, x, y, right):
    right.weights[1][2, 1] = 0.0


def return_nan(network, x, y, right):
    right.biases[0][1] = np.nan


FAULTS = [
    flip_a_sign,
    flip_the_sign_of_a_bias,
    transpose_the_weights_gradient,
    go_back_through_weights_that_are_not_transposed,
    forget_the_slope,
    forget_the_slope_in_the_bias_alone,
    take_the_mean_for_the_biases_sum,
    forget_the_mean,
    be_off_by_a_percent,
    forget_a_parameter,
    return_nan,
]


class Faulty(Network):
    """A network whose gradient has one fault; square layers, so that no shape gives it away."""

    fault = staticmethod(lambda network, x, y, right: None)

    def backward(self, x, y):
        right = super().backward(x, y)
        wrong = Gradients(*([part.copy() for part in parts] for parts in right))
        self.fault(self, x, y, wrong)
        return wrong


@pytest.mark.parametrize("output", ["softmax", "linear"])
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_planted_fault_is_caught(fault, output):
    network = Faulty((3, 3, 3), output=output, rng=1)
    x, y = problem((3, 3), output)
    assert gradient_check(network, x, y).largest < RIGHT  # without the fault
    network.fault = fault
    check = gradient_check(network, x, y)
    assert not check.largest < WRONG


def test_the_fault_is_found_where_it_is():
    network = Faulty((3, 3, 3), rng=1)
    x, y = problem((3, 3), "softmax")
    for fault, where in [
        (flip_a_sign, "weights[0][1, 2]"),
        (flip_the_sign_of_a_bias, "biases[1][0]"),
        (return_nan, "biases[0][1]"),
    ]:
        network.fault = fault
        assert gradient_check(network, x, y).where == where
    network.fault = flip_a_sign
    check = gradient_check(network, x, y)
    assert check.weights[0][1, 2] == check.largest == pytest.approx(1, rel=1e-6)  # |g - (-g)| / 2|g|
    check.weights[0][1, 2] = 0
    assert check.largest < RIGHT  # and nowhere else


def test_errors_have_the_shapes_of_the_parameters():
    network = Network((4, 3, 2), rng=1)
    check = gradient_check(network, *problem((4, 2), "softmax"))
    assert [errors.shape for errors in check.weights] == [(4, 3), (3, 2)]
    assert [errors.shape for errors in check.biases] == [(3,), (2,)]
    assert {errors.dtype for errors in check.weights + check.biases} == {np.dtype(np.float64)}


def test_the_network_stays_as_it_was():
    network = Network((3, 4, 2), rng=1)
    before = network.parameters.copy()
    gradient_check(network, *problem((3, 2), "softmax"))
    assert_array_equal(network.parameters, before)


def test_the_largest_error_is_that_of_all_tensors():
    check = GradientCheck([np.array([[0.1, 0.2]]), np.array([[0.3]])], [np.array([0.0, 0.5]), np.array([0.4])])
    assert check.largest == 0.5
    assert check.where == "biases[0][1]"
    assert math.isnan(GradientCheck([np.array([[0.1, np.nan]])], [np.array([0.0])]).largest)


@pytest.mark.parametrize(
    ("target", "floor"),
    [pytest.param(0.5, 1e-4, id="loss-below-1"), pytest.param(2.0, 4e-4, id="loss-of-4")],
)
def test_the_floor_is_that_of_a_loss_of_1_and_grows_with_a_larger_one(target, floor):
    # The output is 0, so the loss is the target's square; the input is 0, so both derivatives by the weight are exactly 0.
    network = Faulty([1, 1], output="linear", initializer="zeros")
    network.fault = lambda network, x, y, wrong: wrong.weights[0].fill(1e-5)
    check = gradient_check(network, [[0.0]], [[target]])
    assert check.weights[0][0, 0] == pytest.approx(1e-5 / floor, rel=1e-12)  # three roundings


def test_the_default_step_is_near_the_best():
    # On a smooth loss, a step a hundred times larger or smaller is worse by far: h^2 in one direction, 1/h in the other.
    network = Network((3, 5, 4, 2), hidden="tanh", rng=1)
    x, y = problem((3, 2), "softmax", rows=8)
    default = gradient_check(network, x, y).largest
    h = np.finfo(float).eps ** (1 / 3)
    assert gradient_check(network, x, y, step=h).largest == default
    assert gradient_check(network, x, y, step=100 * h).largest > 10 * default
    assert gradient_check(network, x, y, step=h / 100).largest > 10 * default


def test_a_kink_within_the_step_disagrees_though_backpropagation_is_right():
    # z = w x is a millionth above 0 for one example: the step carries it over, and half of the slope is lost.
    network = Network((1, 1, 2), hidden="relu", rng=0)
    network.weights[0][...] = 1.0
    x, y = [[1e-6], [2.0]], [0, 1]
    assert gradient_check(network, x, y).largest > 1e-2
    assert gradient_check(network, x, y, step=1e-7).largest < 1e-4  # a smaller step stays on one side; it is noisier
    assert gradient_check(network, [[1e-3], [2.0]], y).largest < RIGHT


def test_a_fresh_network_whose_relus_are_silent_stands_on_a_kink_and_leaves_it_by_its_biases():
    network = Network((1, 2, 2, 2), hidden="relu", rng=0)
    network.weights[0][...] = 1.0
    x, y = [[-1.0], [2.0]], [0, 1]
    z = network.forward(x).z
    assert_array_equal(z[1][0], [0, 0])
    assert gradient_check(network, x, y).largest > 1e-2
    assert gradient_check(off_the_kinks(network), x, y).largest < RIGHT


@pytest.mark.parametrize(
    ("options", "error", "parts"),
    [
        pytest.param({"step": 0.0}, ValueError, ["`step`", "above 0", "got 0.0"], id="no-step"),
        pytest.param({"step": -1e-6}, ValueError, ["`step`", "above 0"], id="negative-step"),
        pytest.param({"step": math.inf}, ValueError, ["`step`", "finite", "inf"], id="infinite-step"),
        pytest.param({"step": float("inf")}, ValueError, ["`step`", "finite", "inf"], id="step-read-as-inf"),
        pytest.param({"step": "small"}, TypeError, ["`step`", "'small' (str)"], id="text"),
        pytest.param({"floor": 0}, ValueError, ["`floor`", "above 0"], id="no-floor"),
        pytest.param({"floor": math.nan}, ValueError, ["`floor`", "nan"], id="nan-floor"),
        pytest.param({"floor": True}, TypeError, ["`floor`", "bool"], id="bool-floor"),
    ],
)
def test_bad_options_are_refused(options, error, parts):
    network = Network((2, 2), rng=0)
    with pytest.raises(error) as caught:
        gradient_check(network, [[1.0, 2.0]], [0], **options)
    assert [part for part in parts if part not in str(caught.value)] == []


def test_examples_that_do_not_fit_are_refused_by_the_network():
    with pytest.raises(ValueError, match="`x`"):
        gradient_check(Network((2, 2), rng=0), [[1.0, 2.0, 3.0]], [0])
