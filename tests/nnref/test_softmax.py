"""Softmax and log-softmax: values, limits, invariants, and what they refuse."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.testing import assert_allclose, assert_array_equal

from nnref import log_softmax, softmax
from tests.nnref.oracles import slow_softmax

INF, NAN = np.inf, np.nan
FUNCTIONS = pytest.mark.parametrize("function", [softmax, log_softmax])
LOGITS = arrays(
    st.sampled_from([np.float64, np.float32]),
    array_shapes(min_dims=1, max_dims=3, max_side=6),
    elements=st.floats(-(2.0**100), 2.0**100, width=32),
)


@pytest.mark.parametrize(
    ("z", "p"),
    [
        pytest.param([0, 0], [0.5, 0.5], id="a tie is a half each"),
        pytest.param([7.5], [1], id="one class is certain"),
        pytest.param([np.log(1), np.log(2), np.log(5)], [1 / 8, 2 / 8, 5 / 8], id="logarithms of odds"),
        pytest.param([1000, 1000, 1000, 1000], [0.25] * 4, id="where exp overflows"),
        pytest.param([-1000, -1000], [0.5, 0.5], id="where exp underflows"),
        pytest.param([INF, 0], [1, 0], id="one infinite logit takes all"),
        pytest.param([-INF, 0], [0, 1], id="minus infinity takes nothing"),
        pytest.param([INF, -INF], [1, 0], id="both infinities"),
        pytest.param([INF, INF], [NAN, NAN], id="two infinite logits are undefined"),
        pytest.param([INF, INF, 0], [NAN, NAN, NAN], id="two infinite logits leave nothing for the third"),
        pytest.param([-INF, -INF], [NAN, NAN], id="minus infinity everywhere is undefined"),
        pytest.param([NAN, 0], [NAN, NAN], id="NaN goes through"),
        pytest.param([NAN], [NAN], id="NaN alone"),
        pytest.param([NAN, INF], [NAN, NAN], id="NaN and infinity"),
    ],
)
def test_softmax_has_known_values_and_limits(z, p):
    # 4 eps: log and softmax are off by an ulp or two each.
    assert_allclose(softmax(z), p, rtol=4 * np.finfo(float).eps, atol=0)
    with np.errstate(divide="ignore"):
        # An ulp of the logit is the absolute error that np.log put into it.
        assert_allclose(log_softmax(z), np.log(p), rtol=1e-15, atol=1e-15)


def test_log_softmax_is_infinite_only_where_the_true_result_is_beyond_the_largest_float():
    assert_array_equal(log_softmax([1e308, -1e308]), [0.0, -INF])
    assert_array_equal(log_softmax([8e307, -8e307]), [0.0, -1.6e308])
    assert_array_equal(log_softmax(np.array([3e38, -3e38], np.float32)), np.array([0.0, -INF], np.float32))


def test_a_certain_class_has_logarithm_zero_without_a_minus_sign():
    assert not np.signbit(log_softmax([1000.0, 0.0])[0])
    assert not np.signbit(log_softmax([5.0])[0])


@pytest.mark.parametrize("z", [[0.3, -1.2, 2.0], [5.0, 5.0], [-3.0, 0.0, 1.0, 4.0]], ids=str)
def test_softmax_equals_the_loops(z):
    # 1e-15: some ten roundings of half an ulp, in numbers below 1.
    assert_allclose(softmax(z), np.real(slow_softmax(z)), rtol=0, atol=1e-15)
    assert_allclose(log_softmax(z), np.log(np.real(slow_softmax(z))), rtol=1e-15, atol=1e-15)


@FUNCTIONS
@pytest.mark.parametrize("axis", [-3, -2, -1, 0, 1, 2])
def test_axis_names_the_classes(function, axis):
    z = np.random.default_rng(1).normal(size=(2, 3, 4))
    expected = np.empty_like(z)
    moved, rows = np.moveaxis(expected, axis, -1), np.moveaxis(z, axis, -1)
    for index in np.ndindex(rows.shape[:-1]):
        moved[index] = function(rows[index])
    assert_array_equal(function(z, axis=axis), expected)


@FUNCTIONS
def test_the_argument_is_left_alone(function):
    z = np.array([[1.0, 2.0], [INF, 0.0]])
    before = z.copy()
    function(z)
    assert_array_equal(z, before)


@FUNCTIONS
@pytest.mark.parametrize(
    ("given_dtype", "dtype"),
    [(np.float64, np.float64), (np.float32, np.float32), (np.int64, np.float64), (np.uint8, np.float64)],
    ids=lambda d: d.__name__,
)
def test_dtype_is_kept_and_integers_become_float64(function, given_dtype, dtype):
    assert function(np.array([1, 2, 3], given_dtype)).dtype == dtype


@given(LOGITS)
def test_probabilities_keep_shape_and_dtype_lie_in_0_1_and_sum_to_1(z):
    with np.errstate(all="raise"):
        p, log_p = softmax(z), log_softmax(z)
    assert p.shape == log_p.shape == z.shape
    assert p.dtype == log_p.dtype == z.dtype
    assert (p >= 0).all()
    assert (p <= 1).all()
    assert (log_p <= 0).all()
    # Each of at most six probabilities is off by at most 3 ulp, and so is their sum by its own roundings.
    assert_allclose(p.sum(axis=-1), 1.0, rtol=0, atol=8 * np.finfo(z.dtype).eps)


@given(arrays(np.float64, 4, elements=st.integers(-1000, 1000)), st.integers(-(2**40), 2**40))
def test_a_shift_of_all_logits_changes_nothing(z, shift):
    # Integers: the shift is exact, so the results are equal to the last bit.
    assert_array_equal(softmax(z + shift), softmax(z))
    assert_array_equal(log_softmax(z + shift), log_softmax(z))


@given(arrays(np.float64, 5, elements=st.floats(-700, 700)))
def test_logarithm_and_probability_agree(z):
    # exp turns an absolute error of log p, at most 3 ulp of 1400, into a relative one.
    assert_allclose(np.exp(log_softmax(z)), softmax(z), rtol=3 * np.spacing(1400.0), atol=5e-324)


@given(arrays(np.float64, 5, elements=st.floats(-50, 50)))
def test_a_larger_logit_never_has_a_smaller_probability(z):
    order = np.argsort(z)
    # Neighbours may differ by the error of either, 3 ulp, where their logits are a rounding apart.
    p = softmax(z)[order]
    assert (np.diff(p) >= -6 * np.spacing(p[1:])).all()


@FUNCTIONS
@pytest.mark.parametrize(
    ("z", "options", "error", "parts"),
    [
        pytest.param([], {}, ValueError, ["`z`", "at least one element", "(0,)"], id="no classes"),
        pytest.param(np.zeros((0, 3)), {}, ValueError, ["at least one element", "(0, 3)", "filter"], id="no rows"),
        pytest.param(3.0, {}, ValueError, ["a row or a batch of rows", "3.0", "[z]"], id="a single number"),
        pytest.param([[1, 2], [3]], {}, ValueError, ["`z`", "one length", "Pad"], id="ragged"),
        pytest.param(["1", "2"], {}, TypeError, ["`z`", "real numbers", "text", "dtype=float"], id="text"),
        pytest.param([1j, 2], {}, TypeError, ["`z`", "real numbers", "complex", "real part"], id="complex"),
        pytest.param([1, 2], {"axis": 1}, ValueError, ["`axis`", "from -1 to 0", "got 1", "Use -1"], id="axis too big"),
        pytest.param([1, 2], {"axis": 9}, ValueError, ["`axis`", "from -1 to 0", "got 9"], id="axis far too big"),
        pytest.param([1, 2], {"axis": -9}, ValueError, ["`axis`", "from -1 to 0", "got -9"], id="axis far too small"),
        pytest.param([1, 2], {"axis": -2}, ValueError, ["`axis`", "got -2"], id="axis too small"),
        pytest.param([1, 2], {"axis": 0.0}, TypeError, ["`axis`", "an integer", "0.0", "float"], id="axis a float"),
        pytest.param([1, 2], {"axis": None}, TypeError, ["`axis`", "an integer", "None"], id="no axis"),
        pytest.param([1, 2], {"axis": True}, TypeError, ["`axis`", "an integer", "True"], id="axis a boolean"),
    ],
)
def test_bad_input_is_refused_with_expected_got_and_repair(function, z, options, error, parts):
    with pytest.raises(error) as caught:
        function(z, **options)
    message = str(caught.value)
    assert [part for part in parts if part not in message] == [], message
