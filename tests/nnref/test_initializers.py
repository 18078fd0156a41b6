"""Initializers: what they draw is distributed as their docstrings say."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from scipy import stats

from nnref import initializers
from nnref.initializers import constant, get, glorot_normal, glorot_uniform, he_normal, he_uniform, normal, zeros

# A right initializer fails one of these tests with this probability; the seeds are fixed, so it fails always or never.
FALSE_ALARM = 1e-6
N_IN, N_OUT = 300, 500
CUT = 2 / 0.87962566103423978  # where the truncated ones end, in their own standard deviations

GLOROT, HE = 2 / (N_IN + N_OUT), 2 / N_IN
DRAWN = [
    pytest.param(normal(), 0.05**2, stats.norm(), id="normal"),
    pytest.param(normal(stddev=3.0), 9.0, stats.norm(), id="normal-wide"),
    pytest.param(glorot_uniform, GLOROT, stats.uniform(-math.sqrt(3), 2 * math.sqrt(3)), id="glorot_uniform"),
    pytest.param(glorot_normal, GLOROT, stats.truncnorm(-2, 2, scale=CUT / 2), id="glorot_normal"),
    pytest.param(he_uniform, HE, stats.uniform(-math.sqrt(3), 2 * math.sqrt(3)), id="he_uniform"),
    pytest.param(he_normal, HE, stats.truncnorm(-2, 2, scale=CUT / 2), id="he_normal"),
]
ALL = [zeros, constant(0.5), normal(), glorot_uniform, glorot_normal, he_uniform, he_normal]
IDS = ["zeros", "constant", "normal", "glorot_uniform", "glorot_normal", "he_uniform", "he_normal"]


def rng(seed=20240212):
    return np.random.default_rng(seed)


def faults(W, variance, shape):
    """What speaks against weights of this variance, whose shape is that of `shape`, a distribution of variance 1."""
    bound = stats.norm.isf(FALSE_ALARM / 2)
    w = W.astype(np.float64).ravel() / math.sqrt(variance)
    mean = w.mean() * math.sqrt(w.size)
    # The variance of a squared deviation is the fourth moment less 1; 150,000 of them are as good as normal.
    spread = (np.mean(w**2) - 1) * math.sqrt(w.size / (shape.moment(4) - 1))
    found = {"mean": abs(mean) > bound, "variance": abs(spread) > bound}
    found["distribution"] = stats.kstest(w, shape.cdf).pvalue < FALSE_ALARM
    low, high = shape.support()
    found["range"] = bool((w < low * (1 + 1e-6)).any() or (w > high * (1 + 1e-6)).any())  # float32 may round outwards
    return [name for name, is_wrong in found.items() if is_wrong]


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize(("initializer", "variance", "shape"), DRAWN)
def test_weights_are_distributed_as_documented(initializer, variance, shape, dtype):
    assert shape.var() == pytest.approx(1, rel=1e-9)  # SciPy integrates the truncated one
    assert faults(initializer(N_IN, N_OUT, rng=rng(), dtype=dtype), variance, shape) == []


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        pytest.param(lambda W: W * 1.02, "variance", id="2-percent-wider"),
        pytest.param(lambda W: W + 0.02 * W.std(), "mean", id="shifted"),
        pytest.param(lambda W: rng().normal(scale=W.std(), size=W.shape), "range", id="not-truncated"),
        pytest.param(lambda W: W * 0.87962566103423978, "variance", id="truncated-not-rescaled"),
        pytest.param(lambda W: rng().uniform(-1, 1, W.shape) * W.std() * 3**0.5, "distribution", id="uniform"),
        pytest.param(np.abs, "mean", id="never-negative"),
    ],
)
def test_a_wrong_distribution_is_caught(wrong, found):
    W = glorot_normal(N_IN, N_OUT, rng=rng())
    shape = stats.truncnorm(-2, 2, scale=CUT / 2)
    assert faults(W, GLOROT, shape) == []
    assert found in faults(wrong(W), GLOROT, shape)


@pytest.mark.parametrize("initializer", [glorot_uniform, glorot_normal, he_uniform, he_normal])
def test_few_weights_have_the_variance_of_their_layer_too(initializer):
    # Small layers many times over: the formula must hold for each size, not for one.
    for n_in, n_out in [(1, 1), (2, 3), (1, 7), (7, 1)]:
        generator = rng()
        W = np.stack([initializer(n_in, n_out, rng=generator) for _ in range(20_000)])
        variance = 2 / (n_in if initializer in (he_uniform, he_normal) else n_in + n_out)
        uniform = initializer in (glorot_uniform, he_uniform)
        shape = stats.uniform(-math.sqrt(3), 2 * math.sqrt(3)) if uniform else stats.truncnorm(-2, 2, scale=CUT / 2)
        assert faults(W, variance, shape) == [], (n_in, n_out)


def test_weights_of_a_truncated_normal_reach_their_ends_and_no_further():
    W = he_normal(N_IN, N_OUT, rng=rng()) / math.sqrt(HE)
    # Of 150,000 weights about 0.11 * 150,000 * 0.01 lie within the last hundredth of the range.
    assert 0.99 * CUT < np.abs(W).max() <= CUT


def test_zeros_and_constants_are_what_they_say():
    assert_array_equal(zeros(2, 3, rng=rng()), np.zeros((2, 3)))
    assert_array_equal(constant(-0.25)(2, 3, rng=rng()), np.full((2, 3), -0.25))
    assert_array_equal(normal(stddev=0)(2, 3, rng=rng()), np.zeros((2, 3)))


@pytest.mark.parametrize("dtype", [np.float64, np.float32, "float32"])
@pytest.mark.parametrize("initializer", ALL, ids=IDS)
def test_shape_is_inputs_by_outputs_and_dtype_is_kept(initializer, dtype):
    W = initializer(4, 3, rng=rng(), dtype=dtype)
    assert W.shape == (4, 3)
    assert W.dtype == dtype
    assert initializer(4, 3, rng=rng()).dtype == np.float64


@pytest.mark.parametrize("initializer", ALL, ids=IDS)
def test_the_generator_alone_decides(initializer):
    generator = rng(1)
    first, second = initializer(4, 3, rng=generator), initializer(4, 3, rng=generator)
    assert_array_equal(first, initializer(4, 3, rng=rng(1)))
    assert_array_equal(first.astype(np.float32), initializer(4, 3, rng=rng(1), dtype=np.float32))
    drawn = initializer not in ALL[:2]
    assert np.array_equal(first, second) is not drawn


@pytest.mark.parametrize("name", ["zeros", "glorot_uniform", "glorot_normal", "he_uniform", "he_normal"])
def test_get_finds_by_name(name):
    assert get(name) is getattr(initializers, name)


def test_get_finds_the_normal_one_with_keras_default():
    assert_array_equal(get("normal")(3, 2, rng=rng()), normal(stddev=0.05)(3, 2, rng=rng()))


def test_the_normal_one_without_a_deviation_has_keras_default():
    assert_array_equal(normal()(3, 2, rng=rng()), normal(stddev=0.05)(3, 2, rng=rng()))


def test_get_returns_a_function_as_it_is():
    mine = constant(1.0)
    assert get(mine) is mine
    assert get(he_normal) is he_normal


@pytest.mark.parametrize(
    ("given", "error", "parts"),
    [
        pytest.param("xavier", ValueError, ["'xavier'", "'glorot_uniform'", "'he_normal'", "constant("], id="name"),
        pytest.param("constant", ValueError, ["'constant'", "constant(value)"], id="constant-by-name"),
        pytest.param(constant, TypeError, ["initializers.constant itself", "constant(0.05)"], id="constant-uncalled"),
        pytest.param(normal, TypeError, ["initializers.normal itself", "normal(0.05)"], id="normal-uncalled"),
        pytest.param(0.1, TypeError, ["got 0.1 (float)", "'glorot_uniform'"], id="number"),
        pytest.param(None, TypeError, ["got None"], id="None"),
    ],
)
def test_get_refuses_the_rest(given, error, parts):
    with pytest.raises(error) as caught:
        get(given)
    assert [part for part in ("`initializer`", *parts) if part not in str(caught.value)] == []


@pytest.mark.parametrize("initializer", ALL, ids=IDS)
@pytest.mark.parametrize(
    ("arguments", "error", "parts"),
    [
        pytest.param({"n_in": 0}, ValueError, ["`n_in`", "at least 1", "got 0"], id="no-inputs"),
        pytest.param({"n_in": 0, "n_out": 0}, ValueError, ["`n_in`", "got 0"], id="nothing-at-all"),
        pytest.param({"n_out": -1}, ValueError, ["`n_out`", "at least 1", "got -1"], id="negative"),
        pytest.param({"n_in": 2.0}, TypeError, ["`n_in`", "integer", "2.0"], id="float"),
        pytest.param({"n_out": True}, TypeError, ["`n_out`", "integer"], id="bool"),
        pytest.param({"rng": 0}, TypeError, ["`rng`", "Generator", "default_rng(0)"], id="seed"),
        pytest.param({"rng": None}, TypeError, ["`rng`", "got None"], id="no-generator"),
        pytest.param({"dtype": np.int64}, ValueError, ["`dtype`", "got int64"], id="integers"),
        pytest.param({"dtype": np.float16}, ValueError, ["`dtype`", "got float16"], id="half"),
    ],
)
def test_bad_layers_are_refused(initializer, arguments, error, parts):
    with pytest.raises(error) as caught:
        initializer(**{"n_in": 2, "n_out": 3, "rng": rng()} | arguments)
    assert [part for part in parts if part not in str(caught.value)] == []


@pytest.mark.parametrize(
    ("factory", "value", "error", "parts"),
    [
        pytest.param(constant, "1", TypeError, ["`value`", "'1' (str)"], id="text"),
        pytest.param(constant, math.nan, ValueError, ["`value`", "finite", "nan"], id="nan"),
        pytest.param(normal, -1.0, ValueError, ["`stddev`", "0 or more", "-1.0"], id="negative"),
        pytest.param(normal, math.inf, ValueError, ["`stddev`", "finite"], id="infinite"),
        pytest.param(normal, True, TypeError, ["`stddev`", "bool"], id="bool"),
    ],
)
def test_bad_numbers_are_refused(factory, value, error, parts):
    with pytest.raises(error) as caught:
        factory(value)
    assert [part for part in parts if part not in str(caught.value)] == []
