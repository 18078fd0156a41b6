"""Softplus against fifty digits, and its slope against a difference quotient."""

import mpmath
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnref.softplus import softplus, softplus_prime

POINTS = [-700.0, -30.0, -1.0, -1e-9, 0.0, 0.5, 3.0, 40.0, 1000.0]
EPS = np.finfo(float).eps


@pytest.mark.parametrize("z", POINTS)
def test_it_is_the_textbook_s_formula_where_that_overflows_too(z):
    with mpmath.workdps(500):
        expected = float(mpmath.log(1 + mpmath.exp(z)))
    assert_allclose(softplus(z), expected, rtol=4 * EPS)


def test_its_slope_is_that_of_a_short_line():
    z, h = np.linspace(-6, 6, 25), 1e-5
    # A third derivative below 0.1 times h squared, and rounding: both are below 1e-9.
    assert_allclose(softplus_prime(z), (softplus(z + h) - softplus(z - h)) / (2 * h), atol=1e-9)


@pytest.mark.parametrize("function", [softplus, softplus_prime])
def test_shape_and_precision_stay(function):
    assert function(np.zeros((2, 3), dtype=np.float32)).dtype == np.float32
    assert function(np.zeros((2, 3))).shape == (2, 3)
    assert function([1, 2]).dtype == np.float64


def test_infinities_go_to_their_limits_and_nan_through():
    assert_array_equal(softplus([-np.inf, np.inf, np.nan]), [0, np.inf, np.nan])


@pytest.mark.parametrize("function", [softplus, softplus_prime])
def test_text_is_refused(function):
    with pytest.raises(TypeError, match=r"`z`: .*text"):
        function(["1"])
