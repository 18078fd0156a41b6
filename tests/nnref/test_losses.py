"""One-hot rows, cross-entropy and squared error: the lecture's numbers, limits, gradients, and what they refuse."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from nnref import (
    categorical_crossentropy,
    categorical_crossentropy_from_logits,
    categorical_crossentropy_from_logits_prime,
    log_softmax,
    mean_squared_error,
    mean_squared_error_prime,
    one_hot,
    softmax,
)
from tests.nnref.oracles import central_difference, slow_crossentropy, slow_gradient, slow_softmax, slow_squared_error

INF, NAN = np.inf, np.nan
EPS = np.finfo(float).eps
REDUCTIONS = ["mean", "sum", "none"]

# The lecture's three rows.
Y = [[0, 1, 0], [1, 0, 0], [0, 0, 1]]
LABELS = [1, 0, 2]
Y_HAT = [[0.9, 0.05, 0.05], [0.1, 0.8, 0.1], [0.2, 0.2, 0.6]]

LOGITS = arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 6)), elements=st.floats(-800, 800))


def random_labels(z):
    return np.random.default_rng(z.shape).integers(0, z.shape[1], len(z))


def refuses(function, arguments, options, error, parts):
    with pytest.raises(error) as caught:
        function(*arguments, **options)
    message = str(caught.value)
    assert [part for part in parts if part not in message] == [], message


class TestLecture:
    @pytest.mark.claim("S4-06")
    @pytest.mark.parametrize(
        ("base", "loss"), [pytest.param(10, 1.30103, id="base 10"), pytest.param(None, 2.99573, id="nats")]
    )
    def test_the_first_row(self, base, loss):
        # Half a unit of the last digit printed.
        assert categorical_crossentropy([0, 1, 0], [0.9, 0.05, 0.05], base=base) == pytest.approx(loss, abs=5e-6)

    @pytest.mark.claim("S4-07")
    @pytest.mark.parametrize("y", [pytest.param(Y, id="one-hot"), pytest.param(LABELS, id="labels")])
    @pytest.mark.parametrize(
        ("base", "reduction", "loss"),
        [
            (10, "sum", 2.52288),
            (None, "sum", 5.80914),
            (2, "sum", 8.38082),
            (10, "mean", 0.84096),
            (None, "mean", 1.93638),
        ],
    )
    def test_the_three_rows(self, y, base, reduction, loss):
        # Half a unit of the last digit printed.
        assert categorical_crossentropy(y, Y_HAT, base=base, reduction=reduction) == pytest.approx(loss, abs=5e-6)


class TestOneHot:
    @pytest.mark.claim("S4-04")
    @pytest.mark.parametrize(
        ("labels", "num_classes", "rows"),
        [
            pytest.param(LABELS, 3, Y, id="the lecture's"),
            pytest.param(2, 4, [0, 0, 1, 0], id="one label"),
            pytest.param([0], 1, [[1]], id="one class"),
            pytest.param([[0], [1]], 2, [[[1, 0]], [[0, 1]]], id="two axes"),
            pytest.param(np.array([1], np.uint8), 2, [[0, 1]], id="uint8"),
        ],
    )
    def test_puts_a_1_in_the_column_of_the_label(self, labels, num_classes, rows):
        assert_array_equal(one_hot(labels, num_classes), rows, strict=False)
        assert one_hot(labels, num_classes).dtype == np.float64

    @pytest.mark.parametrize(
        ("arguments", "error", "parts"),
        [
            pytest.param(([0, 3], 3), ValueError, ["`labels`", "0 to 2", "got 3", "[1]", "from 0"], id="too large"),
            pytest.param(([-1], 3), ValueError, ["0 to 2", "got -1"], id="negative"),
            pytest.param(([0.0, 1.0], 3), TypeError, ["integer labels", "float64", "astype(int)"], id="float"),
            pytest.param(([True], 3), TypeError, ["integer labels", "bool"], id="boolean"),
            pytest.param((["0"], 3), TypeError, ["`labels`", "text"], id="text"),
            pytest.param(([1j], 3), TypeError, ["`labels`", "complex"], id="complex"),
            pytest.param(([[0], [1, 2]], 3), ValueError, ["`labels`", "one length"], id="ragged"),
            pytest.param((np.zeros(0, int), 3), ValueError, ["`labels`", "at least one element"], id="empty"),
            pytest.param(([], 3), ValueError, ["`labels`", "at least one element"], id="empty list"),
            pytest.param(([0], 0), ValueError, ["`num_classes`", "at least 1", "got 0"], id="no classes"),
            pytest.param(([0], -2), ValueError, ["`num_classes`", "at least 1", "got -2"], id="minus two classes"),
            pytest.param(([0], 2.0), TypeError, ["`num_classes`", "an integer", "2.0"], id="classes a float"),
            pytest.param(([0], True), TypeError, ["`num_classes`", "an integer", "True"], id="classes a boolean"),
        ],
    )
    def test_refuses_what_makes_no_sense(self, arguments, error, parts):
        refuses(one_hot, arguments, {}, error, parts)


class TestCrossEntropy:
    @pytest.mark.parametrize(
        ("y", "y_hat", "loss"),
        [
            pytest.param([1, 0], [0, 1], INF, id="0 on the true class"),
            pytest.param([0.5, 0.5], [0, 1], INF, id="0 on a class that may be true"),
            pytest.param([0, 1], [0, 1], 0, id="0 log 0 is 0"),
            pytest.param([1], [1], 0, id="one class"),
            pytest.param([0.5, 0.5], [0.5, 0.5], np.log(2), id="entropy of a coin"),
            pytest.param([1, 0], [NAN, 0.5], NAN, id="NaN on the true class"),
            pytest.param([1, 0], [0.5, NAN], NAN, id="NaN on another class"),
            pytest.param([1, NAN], [0.5, 0.5], NAN, id="NaN in the truth"),
            pytest.param([1, 0], [5e-324, 1], 744.4400719213812, id="the smallest probability"),
        ],
    )
    def test_has_known_limits_without_a_warning(self, y, y_hat, loss):
        with np.errstate(all="raise"):
            assert_allclose(categorical_crossentropy(y, y_hat), loss, rtol=2 * EPS)

    @pytest.mark.parametrize("reduction", REDUCTIONS)
    @pytest.mark.parametrize("base", [None, 2, 10, 3], ids=str)
    def test_a_perfect_prediction_costs_0_without_a_minus_sign(self, base, reduction):
        assert not np.signbit(categorical_crossentropy([[1, 0]], [[1.0, 0.0]], base=base, reduction=reduction)).any()
        loss = categorical_crossentropy_from_logits([0], [[1000.0, 0.0]], base=base, reduction=reduction)
        assert_array_equal(loss, 0.0)
        assert not np.signbit(loss).any()

    def test_an_infinite_row_makes_mean_and_sum_infinite(self):
        for reduction in ("mean", "sum"):
            assert categorical_crossentropy([0, 0], [[0.0, 1.0], [0.5, 0.5]], reduction=reduction) == INF

    # ln(2) from the two that are equal, and what a vast distance leaves of a tiny probability.
    @pytest.mark.parametrize("tiny", [3e-309, 6e-309, 1e-308], ids=str)
    def test_a_tiny_target_that_is_vastly_far_adds_to_a_near_one(self, tiny):
        loss = categorical_crossentropy_from_logits([0.5, 0.5, tiny], [1e308, 1e308, -1e308])
        # A few roundings; the tiny number itself is exact, if short of digits.
        assert_allclose(loss, np.log(2) + 2 * (tiny * 1e308), rtol=1e-13)

    # ln(2^29) / ln(2) is not 29 in floats, and neither is ln(1000) / ln(10) 3.
    @pytest.mark.parametrize(("base", "power"), [(2, 3), (2, 29), (10, 3)], ids=["bits", "more bits", "decimal digits"])
    def test_powers_of_the_base_cost_whole_numbers(self, base, power):
        exact = base**-power
        assert categorical_crossentropy(0, [exact, 1 - exact], base=base) == power

    def test_equals_the_loops(self):
        p = np.random.default_rng(1).dirichlet(np.ones(5), 4)
        y = np.random.default_rng(2).dirichlet(np.ones(5), 4)
        slow = [slow_crossentropy(y[n], p[n]).real for n in range(4)]
        # A dozen roundings of positive numbers.
        assert_allclose(categorical_crossentropy(y, p, reduction="none"), slow, rtol=12 * EPS)
        assert_allclose(categorical_crossentropy(y, p), sum(slow) / 4, rtol=12 * EPS)

    def test_leading_axes_are_all_examples(self):
        p = np.random.default_rng(1).dirichlet(np.ones(3), (2, 4))
        y = np.random.default_rng(2).integers(0, 3, (2, 4))
        rows = categorical_crossentropy(y, p, reduction="none")
        assert rows.shape == (2, 4)
        assert_array_equal(rows.ravel(), categorical_crossentropy(y.ravel(), p.reshape(8, 3), reduction="none"))
        # One rounding more or less in the mean.
        assert_allclose(categorical_crossentropy(y, p), rows.mean(), rtol=4 * EPS)

    @pytest.mark.claim("S4-05", "S4-07")
    @given(LOGITS, st.sampled_from([None, 2, 10, 1.5]), st.sampled_from(REDUCTIONS))
    def test_is_never_negative_and_softmax_output_is_always_accepted(self, z, base, reduction):
        labels = random_labels(z)
        with np.errstate(all="raise"):
            assert (categorical_crossentropy(labels, softmax(z), base=base, reduction=reduction) >= 0).all()
            assert (categorical_crossentropy_from_logits(labels, z, base=base, reduction=reduction) >= 0).all()

    @given(LOGITS)
    def test_reductions_labels_and_rows_agree(self, z):
        labels = random_labels(z)
        rows = categorical_crossentropy_from_logits(labels, z, reduction="none")
        assert_array_equal(rows, categorical_crossentropy_from_logits(one_hot(labels, z.shape[1]), z, reduction="none"))
        # At most five positive numbers are added, then divided once.
        assert_allclose(categorical_crossentropy_from_logits(labels, z, reduction="sum"), rows.sum(), rtol=5 * EPS)
        assert_allclose(categorical_crossentropy_from_logits(labels, z), rows.mean(), rtol=6 * EPS)

    @given(arrays(np.float64, (3, 4), elements=st.floats(-300, 300)))
    def test_from_logits_equals_from_probabilities_where_those_have_the_digits(self, z):
        y = np.random.default_rng(3).dirichlet(np.ones(4), 3)
        # The rounding of p, 3 ulp, is an absolute error of its logarithm, and the loss may be small beside it.
        assert_allclose(
            categorical_crossentropy_from_logits(y, z),
            categorical_crossentropy(y, softmax(z)),
            rtol=8 * EPS,
            atol=4 * EPS,
        )


class TestFromLogits:
    @pytest.mark.parametrize(
        ("y", "z", "options", "loss"),
        [
            pytest.param(0, [1000, 0], {}, 0, id="certain and right"),
            pytest.param(1, [1000, 0], {}, 1000, id="certain and wrong"),
            pytest.param(0, [50, 0], {}, 1.9287498479639178e-22, id="nearly certain: e^-50"),
            pytest.param(0, [INF, 0], {}, 0, id="infinite and right"),
            pytest.param(1, [INF, 0], {}, INF, id="infinite and wrong"),
            pytest.param(0, [-INF, 0], {}, INF, id="minus infinity on the true class"),
            pytest.param(0, [INF, INF], {}, NAN, id="two infinities"),
            pytest.param(0, [0, NAN], {}, NAN, id="NaN"),
            pytest.param(1, [1e308, -1e308], {}, INF, id="beyond the largest float"),
            pytest.param([0.5, 0.5], [1e308, -1e308], {}, 1e308, id="half of it is within"),
            pytest.param(1, [1e308, -1e308], {"base": 10}, 8.685889638065036e307, id="in base 10"),
            pytest.param([1, 1], [[9e307, -9e307]] * 2, {}, INF, id="the sum's size does not spoil an infinite mean"),
            pytest.param([1, 1], [[8e307, -8e307]] * 2, {}, 1.6e308, id="the mean is within, the sum is not"),
        ],
    )
    def test_has_known_values_and_limits_without_a_warning(self, y, z, options, loss):
        with np.errstate(all="raise"):
            # 3 ulp promised, 2 more for the base.
            assert_allclose(categorical_crossentropy_from_logits(y, z, **options), loss, rtol=5 * EPS)


class TestGradient:
    @pytest.mark.parametrize(
        ("y", "z", "gradient"),
        [
            pytest.param(0, [0, 0], [-0.5, 0.5], id="a tie"),
            pytest.param(0, [50, 0], [-1.9287498479639178e-22, 1.9287498479639178e-22], id="nearly right keeps digits"),
            pytest.param(1, [800, 0], [1, -1], id="certain and wrong"),
            pytest.param(0, [INF, 0], [0, 0], id="infinite and right"),
            pytest.param(0, [0, NAN], [NAN, NAN], id="NaN"),
            pytest.param([0.5, 0.5], [0, 0], [0, 0], id="the minimum for soft targets"),
            pytest.param([0], [[3]], [[0]], id="one class"),
        ],
    )
    def test_has_known_values_without_a_warning(self, y, z, gradient):
        with np.errstate(all="raise"):
            assert_allclose(categorical_crossentropy_from_logits_prime(y, z), gradient, rtol=4 * EPS)

    @pytest.mark.parametrize("targets", ["one-hot", "probabilities"])
    def test_equals_the_complex_step_through_the_loops(self, targets):
        rng = np.random.default_rng(4)
        z = rng.normal(size=(5, 4)) * 3
        y = one_hot(rng.integers(0, 4, 5), 4) if targets == "one-hot" else rng.dirichlet(np.ones(4), 5)
        slow = [slow_gradient(lambda v, n=n: slow_crossentropy(y[n], slow_softmax(v)), z[n]) for n in range(5)]
        # The loops' few dozen roundings, of numbers up to about 1 / p.
        assert_allclose(categorical_crossentropy_from_logits_prime(y, z, reduction="none"), slow, rtol=0, atol=1e-14)

    @pytest.mark.parametrize("reduction", ["mean", "sum"])
    def test_cross_entropy_gradient_equals_finite_differences(self, reduction):
        rng = np.random.default_rng(5)
        z, y = rng.normal(size=(3, 4)), rng.integers(0, 4, 3)
        numeric = central_difference(lambda v: categorical_crossentropy_from_logits(y, v, reduction=reduction), z, 1e-5)
        # Truncation h^2 / 6 and rounding eps / h, both about 1e-11, times a loss of a few units.
        exact = categorical_crossentropy_from_logits_prime(y, z, reduction=reduction)
        assert_allclose(exact, numeric, rtol=0, atol=3e-10)

    @pytest.mark.parametrize("reduction", ["mean", "sum"])
    def test_squared_error_gradient_equals_finite_differences(self, reduction):
        rng = np.random.default_rng(6)
        y_hat, y = rng.normal(size=(3, 4)), rng.normal(size=(3, 4))
        numeric = central_difference(lambda v: mean_squared_error(y, v, reduction=reduction), y_hat, 1e-4)
        # A parabola has no truncation error; rounding is eps / h = 2e-12, times a loss of a few units.
        assert_allclose(mean_squared_error_prime(y, y_hat, reduction=reduction), numeric, rtol=0, atol=5e-11)

    def test_a_gradient_without_its_mean_is_caught(self):
        rng = np.random.default_rng(5)
        z, y = rng.normal(size=(3, 4)), rng.integers(0, 4, 3)
        numeric = central_difference(lambda v: categorical_crossentropy_from_logits(y, v), z, 1e-5)
        wrong = categorical_crossentropy_from_logits_prime(y, z, reduction="sum")
        assert np.abs(wrong - numeric).max() > 0.1

    @given(LOGITS)
    def test_sums_to_0_over_the_classes_and_scales_with_the_reduction(self, z):
        y = random_labels(z)
        total = categorical_crossentropy_from_logits_prime(y, z, reduction="sum")
        # At most six numbers below 1, each off by 3 ulp at most.
        assert_allclose(total.sum(axis=1), 0.0, atol=12 * EPS)
        assert_array_equal(total, categorical_crossentropy_from_logits_prime(y, z, reduction="none"))
        assert_array_equal(total / len(z), categorical_crossentropy_from_logits_prime(y, z))


class TestSquaredError:
    @pytest.mark.parametrize(
        ("reduction", "loss"), [("mean", 1.25), ("sum", 2.5), ("none", [2.0, 0.5])], ids=["mean", "sum", "none"]
    )
    def test_a_batch_by_hand(self, reduction, loss):
        # Rows (0, 2) and (0, 1): squares 4 / 2 and 1 / 2. All exact.
        assert_array_equal(mean_squared_error([[1, 2], [3, 4]], [[1, 4], [3, 3]], reduction=reduction), loss)

    @pytest.mark.parametrize(
        ("reduction", "gradient"),
        [("mean", [[0, 1], [0, -0.5]]), ("sum", [[0, 2], [0, -1]]), ("none", [[0, 2], [0, -1]])],
        ids=["mean", "sum", "none"],
    )
    def test_its_gradient_by_hand(self, reduction, gradient):
        assert_array_equal(mean_squared_error_prime([[1, 2], [3, 4]], [[1, 4], [3, 3]], reduction=reduction), gradient)

    @given(arrays(np.float64, (3, 4), elements=st.floats(-1e6, 1e6)))
    def test_mean_is_the_mean_over_all_elements_and_equals_the_loops(self, y_hat):
        y = np.arange(12.0).reshape(3, 4)
        slow = [slow_squared_error(y[n], y_hat[n]) for n in range(3)]
        # A dozen roundings of positive numbers.
        assert_allclose(mean_squared_error(y, y_hat, reduction="none"), slow, rtol=12 * EPS)
        assert_allclose(mean_squared_error(y, y_hat), np.mean((y - y_hat) ** 2), rtol=12 * EPS)
        assert mean_squared_error(y, y_hat) >= 0

    @pytest.mark.parametrize("reduction", REDUCTIONS)
    def test_gradient_of_a_single_row_is_that_of_a_batch_of_one(self, reduction):
        y, y_hat = [1.0, 2.0, 4.0, 1.0, 1.0], [1.5, 0.5, 3.0, 1.0, 1.0]
        alone = mean_squared_error_prime(y, y_hat, reduction=reduction)
        assert_array_equal(alone, mean_squared_error_prime([y], [y_hat], reduction="sum")[0])

    @pytest.mark.parametrize("reduction", REDUCTIONS)
    def test_gradient_of_batches_of_batches_is_that_of_their_rows(self, reduction):
        y, y_hat = np.random.default_rng(9).normal(size=(2, 3, 4, 5))
        flat = mean_squared_error_prime(y.reshape(12, 5), y_hat.reshape(12, 5), reduction=reduction)
        assert_array_equal(mean_squared_error_prime(y, y_hat, reduction=reduction).reshape(12, 5), flat)

    def test_overflows_only_where_the_result_does_and_without_a_warning(self):
        with np.errstate(all="raise"):
            # The sum of the squares is beyond the largest float, their mean is not; the square of 1.2e154 rounds thrice.
            assert_allclose(mean_squared_error([0.0, 0.0], [1.2e154, 1.2e154]), 1.44e308, rtol=4 * EPS)
            assert mean_squared_error([0.0], [1e200]) == INF
            assert mean_squared_error([0.0], [1e-200]) == 0.0
            assert np.isnan(mean_squared_error([NAN], [1.0]))


@pytest.mark.parametrize("y", [pytest.param(LABELS, id="labels"), pytest.param(Y, id="rows")])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_the_prediction_decides_shape_and_dtype(y, dtype, reduction):
    y_hat = np.array(Y_HAT, dtype)
    shape = (3,) if reduction == "none" else ()
    losses = [
        categorical_crossentropy(y, y_hat, reduction=reduction),
        categorical_crossentropy_from_logits(y, y_hat, reduction=reduction),
        mean_squared_error(Y, y_hat, reduction=reduction),
    ]
    gradients = [
        categorical_crossentropy_from_logits_prime(y, y_hat, reduction=reduction),
        mean_squared_error_prime(Y, y_hat, reduction=reduction),
    ]
    assert {(loss.dtype, loss.shape) for loss in losses} == {(np.dtype(dtype), shape)}
    assert {(gradient.dtype, gradient.shape) for gradient in gradients} == {(np.dtype(dtype), (3, 3))}


def test_float32_is_float64_rounded():
    z = np.random.default_rng(8).normal(size=(7, 5)).astype(np.float32) * 20
    y = random_labels(z)
    for function in (categorical_crossentropy_from_logits, categorical_crossentropy_from_logits_prime):
        assert_array_equal(function(y, z), np.float32(function(y, z.astype(np.float64))))
    p = softmax(z)
    assert categorical_crossentropy(y, p) == np.float32(categorical_crossentropy(y, p.astype(np.float64)))
    assert mean_squared_error(p, z) == np.float32(mean_squared_error(p, z.astype(np.float64)))


def test_a_single_row_is_a_batch_of_one():
    assert categorical_crossentropy(1, Y_HAT[0]) == categorical_crossentropy([1], [Y_HAT[0]])
    assert categorical_crossentropy([0, 1, 0], Y_HAT[0], reduction="none").shape == ()
    assert_array_equal(
        categorical_crossentropy_from_logits_prime(1, Y_HAT[0]),
        categorical_crossentropy_from_logits_prime([1], [Y_HAT[0]])[0],
    )


def test_integers_of_the_predictions_shape_are_rows_not_labels():
    assert categorical_crossentropy([0, 1, 0], [0.9, 0.05, 0.05]) == categorical_crossentropy(1, [0.9, 0.05, 0.05])


def test_the_tolerance_of_a_rows_sum_is_the_one_named():
    categorical_crossentropy(0, [0.5, 0.5 + 0.9e-6])
    categorical_crossentropy(0, np.array([0.5, 0.5 + 0.9e-5], np.float32))
    for y_hat in ([0.5, 0.5 + 1.1e-6], [0.5, 0.5 - 1.1e-6], np.array([0.5, 0.5 + 1.1e-5], np.float32)):
        refuses(categorical_crossentropy, (0, y_hat), {}, ValueError, ["sum to 1 within 1e-0"])


BAD_TARGETS = [
    pytest.param([1, 0], ValueError, ["`y_true`", "(3,)", "(3, 3)", "got int64", "(2,)"], id="too few labels"),
    pytest.param([[1], [0], [2]], ValueError, ["`y_true`", "(3,)", "(3, 1)"], id="labels in a column"),
    pytest.param([1, 0, 3], ValueError, ["`y_true`", "0 to 2", "got 3", "[2]"], id="label too large"),
    pytest.param([1, 0, -1], ValueError, ["`y_true`", "0 to 2", "got -1"], id="label negative"),
    pytest.param([1.0, 0.0, 2.0], ValueError, ["integer labels", "float64", "astype(int)"], id="labels are floats"),
    pytest.param([True, False, True], ValueError, ["integer labels", "bool"], id="labels are booleans"),
    pytest.param([[0, 1, 0]], ValueError, ["`y_true`", "(3, 3)", "(1, 3)"], id="one row for three"),
    pytest.param([[0, 1], [1, 0], [0, 1]], ValueError, ["`y_true`", "(3, 3)", "(3, 2)"], id="too few classes"),
    pytest.param(
        [[0, 1, 1], *Y[1:]], ValueError, ["`y_true`", "sum to 1", "a sum of 2", "row [0]", "Divide"], id="sum 2"
    ),
    pytest.param([[0, 0, 0], *Y[1:]], ValueError, ["`y_true`", "sum to 1", "a sum of 0"], id="sum 0"),
    pytest.param([[2, -1, 0], *Y[1:]], ValueError, ["`y_true`", "[0, 1]", "got 2.0", "[0, 0]"], id="above 1"),
    pytest.param([[INF, 0, 0], *Y[1:]], ValueError, ["`y_true`", "[0, 1]", "got inf"], id="infinite"),
    pytest.param([], ValueError, ["`y_true`", "(3,)", "(0,)"], id="empty"),
    pytest.param([*Y, Y[0]], ValueError, ["`y_true`", "(3, 3)", "(4, 3)"], id="a row too many"),
    pytest.param(np.eye(4)[:3], ValueError, ["`y_true`", "(3, 3)", "(3, 4)"], id="a class too many"),
    pytest.param([Y, Y], ValueError, ["`y_true`", "(3, 3)", "(2, 3, 3)"], id="an axis too many"),
    pytest.param([[0, 1], [1]], ValueError, ["`y_true`", "one length"], id="ragged"),
    pytest.param(["a", "b", "c"], TypeError, ["`y_true`", "text"], id="text"),
    pytest.param([1j, 0, 2], TypeError, ["`y_true`", "complex"], id="complex"),
    pytest.param(None, TypeError, ["`y_true`", "real numbers"], id="None"),
]
CROSS_ENTROPIES = pytest.mark.parametrize(
    "function",
    [categorical_crossentropy, categorical_crossentropy_from_logits, categorical_crossentropy_from_logits_prime],
    ids=["from probabilities", "from logits", "gradient"],
)
ALL = pytest.mark.parametrize(
    "function",
    [
        categorical_crossentropy,
        categorical_crossentropy_from_logits,
        categorical_crossentropy_from_logits_prime,
        mean_squared_error,
        mean_squared_error_prime,
    ],
    ids=lambda f: f.__name__,
)


@CROSS_ENTROPIES
@pytest.mark.parametrize(("y_true", "error", "parts"), BAD_TARGETS)
def test_bad_targets_are_refused(function, y_true, error, parts):
    refuses(function, (y_true, Y_HAT), {}, error, parts)


@pytest.mark.parametrize(
    ("y_pred", "parts"),
    [
        pytest.param([1.2, -0.2], ["`y_pred`", "[0, 1]", "got 1.2", "index [0]", "softmax"], id="above 1"),
        pytest.param([-0.5, 1.0], ["`y_pred`", "[0, 1]", "got -0.5", "softmax"], id="below 0"),
        pytest.param([INF, 0.0], ["`y_pred`", "[0, 1]", "got inf"], id="infinite"),
        pytest.param([-INF, 0.0], ["`y_pred`", "[0, 1]", "got -inf"], id="minus infinity"),
        pytest.param([0.5, 0.4], ["`y_pred`", "sum to 1 within 1e-06", "a sum of 0.9", "Divide"], id="sum 0.9"),
    ],
)
def test_bad_probabilities_are_refused(y_pred, parts):
    refuses(categorical_crossentropy, (0, y_pred), {}, ValueError, parts)


@ALL
@pytest.mark.parametrize(
    ("predicted", "error", "parts"),
    [
        pytest.param(np.zeros((0, 3)), ValueError, ["at least one element", "(0, 3)"], id="no rows"),
        pytest.param(np.zeros((3, 0)), ValueError, ["at least one element", "(3, 0)"], id="no classes"),
        pytest.param(0.5, ValueError, ["a row or a batch of rows", "0.5"], id="a single number"),
        pytest.param([[0.5, 0.5], [1.0]], ValueError, ["one length", "Pad"], id="ragged"),
        pytest.param([["0.5", "0.5"]], TypeError, ["real numbers", "text"], id="text"),
        pytest.param([[0.5j, 0.5]], TypeError, ["real numbers", "complex"], id="complex"),
    ],
)
def test_bad_predictions_are_refused(function, predicted, error, parts):
    refuses(function, (Y, predicted), {}, error, parts)


@ALL
@pytest.mark.parametrize("reduction", ["avg", "Mean", "", None, 1, ["mean"], np.array(["mean", "sum"])], ids=repr)
def test_an_unknown_reduction_is_refused(function, reduction):
    parts = ["`reduction`", "'mean', 'sum' or 'none'", repr(reduction), "one value per row"]
    refuses(function, (Y, Y_HAT), {"reduction": reduction}, ValueError, parts)


@pytest.mark.parametrize("function", [categorical_crossentropy, categorical_crossentropy_from_logits])
@pytest.mark.parametrize(
    ("base", "error"),
    [(b, ValueError) for b in (1, 0, -2, 0.5, True, NAN, INF, np.float64(1))]
    + [(b, TypeError) for b in ("e", 2j, [2], np.array([2.0, 3.0]))],
    ids=repr,
)
def test_a_base_without_a_logarithm_is_refused(function, base, error):
    refuses(function, (Y, Y_HAT), {"base": base}, error, ["`base`", "expected", "got", "for nats", "2 for bits"])


@pytest.mark.parametrize(
    ("base", "nats"),
    [
        pytest.param(np.e, 1.0, id="e"),
        *[pytest.param(base, np.log(base), id=str(base)) for base in (2, 3, 9, 10, 11)],
        pytest.param(np.float32(2), np.log(2), id="float32"),
        pytest.param(10**400, 400 * np.log(10), id="an integer beyond every float"),
    ],
)
def test_any_base_above_1_will_do(base, nats):
    loss = categorical_crossentropy(1, Y_HAT[0], base=base)
    # Three roundings here, three there.
    assert_allclose(loss, categorical_crossentropy(1, Y_HAT[0]) / nats, rtol=6 * EPS)


@pytest.mark.parametrize("function", [mean_squared_error, mean_squared_error_prime])
@pytest.mark.parametrize("y_true", [[1.0], [[1.0], [2.0]], 1.0, []], ids=str)
def test_squared_error_never_broadcasts(function, y_true):
    refuses(function, (y_true, [1.0, 2.0]), {}, ValueError, ["`y_true`", "(2,)", "never broadcast"])


@pytest.mark.parametrize("y", [LABELS, Y], ids=["labels", "rows"])
def test_arguments_are_left_alone(y):
    y, z = np.array(y), np.array(Y_HAT)
    for function in (categorical_crossentropy, categorical_crossentropy_from_logits_prime):
        function(y, z)
    assert_array_equal(z, Y_HAT)
    assert_allclose(-log_softmax(z)[np.arange(3), LABELS], categorical_crossentropy_from_logits(y, z, reduction="none"))


def test_shares_of_a_class_near_and_of_one_too_far_for_a_float_add_up():
    # The distances to the largest logit are 1.7e308, which fits, and 3.4e308, which doesn't; a quarter of it does again.
    loss = categorical_crossentropy_from_logits([[0.5, 0.25, 0.25]], [[0.0, 1.7e308, -1.7e308]])
    assert_allclose(loss, 0.5 * 1.7e308 + 0.25 * 1.7e308 + 0.25 * 1.7e308, rtol=1e-15)
