import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

import nnref
from nnref import leaky_relu, leaky_relu_prime, relu, relu_prime, sigmoid, sigmoid_prime, tanh, tanh_prime
from nnref._accurate import BLOCK
from scripts.benchmarks.accuracy import textbook_sigmoid

FUNCTIONS = [sigmoid, sigmoid_prime, tanh, tanh_prime, relu, relu_prime, leaky_relu, leaky_relu_prime]
PAIRS = [(sigmoid, sigmoid_prime), (tanh, tanh_prime), (relu, relu_prime), (leaky_relu, leaky_relu_prime)]
EACH = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
LEAKY = pytest.mark.parametrize("function", [leaky_relu, leaky_relu_prime], ids=lambda function: function.__name__)
DTYPES = pytest.mark.parametrize("dtype", ["float64", "float32"])
SHAPES = pytest.mark.parametrize("shape", [(), (1,), (0,), (0, 3), (2, 0, 4), (5,), (2, 3, 4), (3, BLOCK + 1)], ids=str)

# Twice the accuracy bound, 2.5 ulp in float64 and 1 in float32, for two results that are compared.
TWO_RESULTS = {"float64": 5.0, "float32": 2.0}
EPS = {"float64": 2.0**-52, "float32": 2.0**-23}


def floats(dtype, **options):
    width = 64 if dtype == "float64" else 32
    return arrays(dtype, array_shapes(min_dims=0, max_dims=3, min_side=0), elements=st.floats(width=width, **options))


# Shape and dtype


@EACH
@DTYPES
@SHAPES
def test_shape_and_dtype_are_kept(function, dtype, shape):
    result = function(np.full(shape, 0.5, dtype))
    assert result.shape == shape
    assert result.dtype == dtype


@EACH
@pytest.mark.parametrize("z", [1, 1.0, True, np.int8(1), np.float64(1.0), np.array(1), np.array(1.0)], ids=repr)
def test_a_number_gives_a_float64_scalar(function, z):
    assert type(function(z)) is np.float64


@EACH
@pytest.mark.parametrize("z", [np.float32(1.0), np.array(1.0, np.float32)], ids=["scalar", "0-d array"])
def test_a_float32_number_gives_a_float32_scalar(function, z):
    assert type(function(z)) is np.float32


@EACH
@pytest.mark.parametrize("z", [[-2, 0, 3], (-2, 0, 3), np.array([-2, 0, 3], np.int16)], ids=["list", "tuple", "int16"])
def test_integers_are_computed_as_float64(function, z):
    result = function(z)
    assert result.dtype == np.float64
    np.testing.assert_array_equal(result, function(np.array([-2.0, 0.0, 3.0])))


@EACH
@given(data=st.data())
def test_any_float_array_keeps_shape_and_dtype_and_has_nan_just_where_the_input_has(function, data):
    dtype = data.draw(st.sampled_from(["float64", "float32"]))
    z = data.draw(floats(dtype))
    before = z.copy()
    result = function(z)
    assert result.shape == z.shape
    assert result.dtype == dtype
    np.testing.assert_array_equal(np.isnan(result), np.isnan(z))
    np.testing.assert_array_equal(z, before)


@EACH
@DTYPES
@pytest.mark.parametrize(
    "layout",
    [lambda z: z[::3], lambda z: z[::-1], lambda z: z.reshape(3, -1).T, lambda z: z.reshape(3, -1)[:, 1:-1]],
    ids=["strided", "reversed", "transposed", "inner"],
)
@pytest.mark.parametrize("size", [12, 3 * BLOCK + 15], ids=["one block", "several blocks"])
def test_the_layout_in_memory_does_not_matter(function, dtype, layout, size):
    z = layout(np.linspace(-20, 20, size).astype(dtype))
    np.testing.assert_array_equal(function(z), function(np.array(z, order="C")))


@EACH
@DTYPES
@pytest.mark.parametrize("size", [BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 7])
def test_blocks_join_without_a_seam(function, dtype, size):
    z = np.linspace(-20, 20, size).astype(dtype)
    parts = [function(part) for part in np.array_split(z, 5)]
    # Where a part ends, NumPy may switch to scalar code, whose last digit may differ.
    limit = TWO_RESULTS[dtype] * np.spacing(np.abs(np.concatenate(parts)))
    assert (np.abs(function(z) - np.concatenate(parts)) <= limit).all()


@pytest.mark.parametrize("function", [sigmoid, sigmoid_prime, tanh_prime], ids=lambda function: function.__name__)
def test_a_large_array_takes_little_memory_beside_the_result(function):
    z = np.linspace(-5.0, 5.0, 40 * BLOCK)
    tracemalloc.start()
    try:
        result = function(z)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # The temporaries of one block: a dozen of them are less than half of the result.
    assert peak - result.nbytes < result.nbytes / 2


@EACH
def test_the_result_is_fresh_memory(function):
    z = np.array([1.0, 2.0])
    assert not np.shares_memory(function(z), z)


def test_a_slope_of_1_copies_all_the_same():
    z = np.array([-1.0, 2.0])
    result = leaky_relu(z, negative_slope=1)
    np.testing.assert_array_equal(result, z)
    assert not np.shares_memory(result, z)


# Values


@pytest.mark.parametrize(
    ("function", "z", "value"),
    [
        (sigmoid, [-1, 0, 1, 2], [0.2689414213699951, 0.5, 0.7310585786300049, 0.8807970779778824]),
        (sigmoid_prime, [-1, 0, 1], [0.19661193324148185, 0.25, 0.19661193324148185]),
        (tanh, [-1, 0, 1], [-0.7615941559557649, 0, 0.7615941559557649]),
        (tanh_prime, [-1, 0, 1], [0.41997434161402614, 1, 0.41997434161402614]),
    ],
    ids=["sigmoid", "sigmoid_prime", "tanh", "tanh_prime"],
)
def test_known_values(function, z, value):
    np.testing.assert_allclose(function(z), value, rtol=5 * EPS["float64"])  # the bound of 2.5 ulp on either side


@pytest.mark.claim("S4-20", "S4-21", "S4-22", "S4-23")
@pytest.mark.parametrize(
    ("function", "values"),
    [
        (relu, [0, 0, 0, 0, 0.5, 3]),
        (relu_prime, [0, 0, 0, 0, 1, 1]),
        (leaky_relu, [-0.2, -0.05, 0, 0, 0.5, 3]),
        (leaky_relu_prime, [0.1, 0.1, 0.1, 0.1, 1, 1]),
    ],
    ids=["relu", "relu_prime", "leaky_relu", "leaky_relu_prime"],
)
@DTYPES
def test_the_rectifiers_and_their_slopes_are_exact(function, values, dtype):
    z = np.array([-2, -0.5, -0.0, 0, 0.5, 3], dtype)
    np.testing.assert_array_equal(function(z), np.array(values, dtype))


@DTYPES
def test_relu_of_minus_0_prints_0(dtype):
    assert not np.signbit(relu(np.full(9, -0.0, dtype))).any()


@LEAKY
@pytest.mark.parametrize("slope", [0, 0.01, 0.2, 0.3, 1, np.float32(0.25), np.float64(0.5), 1e-300])
def test_leaky_relu_has_the_slope_that_is_asked_for(function, slope):
    z = np.array([-4.0, 0.0, 4.0])
    expected = [-4.0 * slope, 0.0, 4.0] if function is leaky_relu else [slope, slope, 1.0]
    np.testing.assert_array_equal(function(z, negative_slope=slope), expected)


def test_leaky_relu_of_float32_is_within_one_ulp_of_the_product_with_the_float64_slope():
    z = -np.linspace(0.5, 4.0, 10_001, dtype=np.float32)
    exact = 0.1 * z.astype(np.float64)
    # Half an ulp for the slope, which is rounded to float32, and half for the product.
    assert (np.abs(leaky_relu(z) - exact) <= np.spacing(np.abs(exact).astype(np.float32))).all()


# Limits and saturation

INF = np.inf
LIMITS = [
    (sigmoid, 0, 1),
    (sigmoid_prime, 0, 0),
    (tanh, -1, 1),
    (tanh_prime, 0, 0),
    (relu, 0, INF),
    (relu_prime, 0, 1),
    (leaky_relu, -INF, INF),
    (leaky_relu_prime, 0.1, 1),
]


@DTYPES
@pytest.mark.parametrize(("function", "below", "above"), LIMITS, ids=[row[0].__name__ for row in LIMITS])
@pytest.mark.parametrize("size", [1, 33, BLOCK + 3])
def test_infinities_go_to_their_limits_without_a_warning(function, below, above, dtype, size):
    with np.errstate(all="raise"):
        np.testing.assert_array_equal(function(np.full(size, -INF, dtype)), np.array(below, dtype))
        np.testing.assert_array_equal(function(np.full(size, INF, dtype)), np.array(above, dtype))


@pytest.mark.parametrize("slope", [0.0, 1e-60], ids=["0", "0 in float32"])
def test_a_slope_of_0_makes_leaky_relu_relu_at_minus_infinity_too(slope):
    with np.errstate(all="raise"):
        np.testing.assert_array_equal(
            leaky_relu(np.float32([-INF, -2, 2, np.nan]), negative_slope=slope), [0, 0, 2, np.nan]
        )


@EACH
@DTYPES
@pytest.mark.parametrize("size", [1, 33, BLOCK + 3])
def test_nan_goes_through_without_a_warning(function, dtype, size):
    with np.errstate(all="raise"):
        assert np.isnan(function(np.full(size, np.nan, dtype))).all()


@EACH
@given(data=st.data())
def test_no_finite_or_infinite_number_raises_a_floating_point_error(function, data):
    dtype = data.draw(st.sampled_from(["float64", "float32"]))
    z = data.draw(floats(dtype, allow_nan=False))
    with np.errstate(all="raise"):
        result = function(z)
    assert np.isfinite(result[np.isfinite(z)]).all()


@EACH
@DTYPES
def test_the_largest_and_the_smallest_numbers_raise_no_floating_point_error(function, dtype):
    info = np.finfo(dtype)
    z = np.array([info.max, info.smallest_normal, info.smallest_subnormal, 104, 354.5, 740, 746], dtype)
    with np.errstate(all="raise"):
        assert np.isfinite(function(np.concatenate([z, -z]))).all()


def first(reached, low, high, dtype):
    """Return the smallest float in (low, high] where `reached` holds: false below it and true above."""
    low, high = np.array([low, high], dtype)
    assert not reached(low)
    assert reached(high)
    while np.nextafter(low, high) < high:
        middle = low + (high - low) / 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return high


@pytest.mark.claim("S4-09")
@pytest.mark.parametrize(
    ("function", "dtype", "threshold"),
    [
        (sigmoid, "float64", 37.43),
        (sigmoid, "float32", 17.33),
        (textbook_sigmoid, "float64", 36.74),
        (textbook_sigmoid, "float32", 16.64),
    ],
    ids=["accurate, float64", "accurate, float32", "textbook, float64", "textbook, float32"],
)
def test_s4_09_the_sigmoid_reaches_exactly_1_from_the_threshold(function, dtype, threshold):
    # Rounded to the two digits of the claim.
    assert round(float(first(lambda x: function(x) == 1, 10, 50, dtype)), 2) == threshold


@pytest.mark.claim("S4-09")
@pytest.mark.parametrize(("dtype", "threshold"), [("float64", -745.13), ("float32", -103.97)])
def test_s4_09_the_sigmoid_is_exactly_0_below_the_threshold(dtype, threshold):
    assert round(float(first(lambda x: sigmoid(x) > 0, -800, -50, dtype)), 2) == threshold


@pytest.mark.claim("S4-11")
@DTYPES
def test_s4_11_tanh_reaches_exactly_1_in_floating_point(dtype):
    z = np.array([25.0, -25.0], dtype)
    np.testing.assert_array_equal(tanh(z), [1, -1])
    assert (tanh_prime(z) > 0).all()


# Ranges, symmetry, order, derivative

RANGES = [(sigmoid, 0, 1), (sigmoid_prime, 0, 0.25), (tanh, -1, 1), (tanh_prime, 0, 1), (relu, 0, INF)]
near_and_far = st.one_of(st.floats(-1, 1), st.floats(-40, 40), st.floats(allow_nan=False))


@pytest.mark.claim("S4-09", "S4-10", "S4-11", "S4-12", "S4-20")
@pytest.mark.parametrize(("function", "low", "high"), RANGES, ids=[row[0].__name__ for row in RANGES])
@DTYPES
@given(z=near_and_far)
def test_s4_09_to_12_and_20_results_stay_in_their_range(function, low, high, dtype, z):
    with np.errstate(over="ignore", under="ignore"):  # the conversion of a float64 beyond float32's range
        z = np.array([z, z / 1000]).astype(dtype)
    assert ((low <= function(z)) & (function(z) <= high)).all()


@pytest.mark.claim("S4-10", "S4-12")
@pytest.mark.parametrize(("function", "peak"), [(sigmoid_prime, 0.25), (tanh_prime, 1.0)], ids=["S4-10", "S4-12"])
@DTYPES
def test_s4_10_and_12_the_slope_is_largest_at_0_and_exact_there(function, peak, dtype):
    assert function(np.array(0, dtype)) == peak
    steps = 2.0 ** np.arange(-60, 9)
    assert (function(np.concatenate([steps, -steps]).astype(dtype)) <= peak).all()
    assert (function(np.array([-1e-2, 1e-2], dtype)) < peak).all()


@DTYPES
@given(z=st.floats(-800, 800, width=32))
def test_the_sigmoid_of_minus_z_is_1_minus_the_sigmoid(dtype, z):
    z = np.array(z, dtype)
    # Two results below 1, 2.5 units of eps/2 each, and the sum's own rounding.
    assert abs(sigmoid(z) + sigmoid(-z) - 1) <= 3 * EPS[dtype]


@pytest.mark.parametrize(("function", "sign"), [(sigmoid_prime, 1), (tanh_prime, 1), (tanh, -1)])
@DTYPES
@given(z=near_and_far)
def test_the_slopes_are_even_and_tanh_is_odd(function, sign, dtype, z):
    with np.errstate(over="ignore", under="ignore"):
        z = np.array(z).astype(dtype)
    assert function(-z) == sign * function(z)


@pytest.mark.claim("S4-11")
@DTYPES
@given(z=st.floats(-40, 40, width=32))
def test_s4_11_tanh_is_twice_the_sigmoid_of_twice_z_minus_1(dtype, z):
    z = np.array(z, dtype)
    # Four halves of eps times 2.5 from twice the sigmoid, a little from tanh and from the subtraction.
    assert abs(tanh(z) - (2 * sigmoid(2 * z) - 1)) <= 5 * EPS[dtype]


@pytest.mark.parametrize("function", [sigmoid, tanh, relu, leaky_relu], ids=lambda function: function.__name__)
@DTYPES
@given(pair=st.tuples(near_and_far, near_and_far))
def test_the_functions_never_fall(function, dtype, pair):
    with np.errstate(over="ignore", under="ignore"):
        low, high = function(np.sort(np.array(pair).astype(dtype)))
    # Neighbours may change places by the error of both; the rectifiers have none.
    slack = 0 if function in (relu, leaky_relu) else TWO_RESULTS[dtype] * np.spacing(abs(high))
    assert low <= high + slack


@pytest.mark.claim("S4-10", "S4-12", "S4-21", "S4-23")
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0].__name__)
@given(z=st.floats(-20, 20).filter(lambda z: abs(z) > 1e-4))
def test_s4_10_12_21_and_23_the_prime_is_the_derivative(pair, z):
    function, prime = pair
    h = 1e-5
    difference = (function(z + h) - function(z - h)) / (2 * h)
    # h^2/6 times the third derivative, 2 at most: 4e-11. Errors of 2.5 ulp of at most 20 (1 but for the rectifiers, which
    # are exact to half an ulp) over 2h: 6e-11 and 4e-10 at most.
    assert abs(difference - prime(z)) <= 5e-10


@pytest.mark.claim("S4-21", "S4-23")
@pytest.mark.parametrize("slope", [0.0, 0.1, 0.2, 1.0])
@DTYPES
def test_s4_21_and_23_at_0_the_slopes_are_those_from_below(slope, dtype):
    for zero in (np.array(0.0, dtype), np.array(-0.0, dtype)):
        assert relu_prime(zero) == 0
        assert leaky_relu_prime(zero, negative_slope=slope) == np.array(slope, dtype)


@pytest.mark.claim("S4-10")
def test_s4_10_the_slope_survives_where_the_textbook_formula_gives_0():
    s = textbook_sigmoid(np.array(40.0))
    assert s * (1 - s) == 0
    assert sigmoid_prime(40.0) == pytest.approx(np.exp(-40.0), rel=4 * EPS["float64"])  # e^-40 itself, but for e^-80


# Bad input


@EACH
@pytest.mark.parametrize("z", ["1.5", [1j], None, [[1.0], [None]]], ids=["text", "complex", "None", "None inside"])
def test_what_is_not_real_raises_type_error_that_names_the_argument(function, z):
    with pytest.raises(TypeError, match=r"^`z`: expected real numbers, got "):
        function(z)


@EACH
def test_ragged_rows_raise_value_error(function):
    with pytest.raises(ValueError, match=r"^`z`: expected an array whose rows all have one length"):
        function([[1.0, 2.0], [3.0]])


@LEAKY
@pytest.mark.parametrize("slope", [-0.1, 1.0001, 10, -INF, INF, np.nan, 10**400], ids=lambda slope: str(slope)[:6])
def test_a_slope_outside_0_to_1_raises_value_error_with_the_repair(function, slope):
    with pytest.raises(ValueError, match=r"^`negative_slope`: expected a number in \[0, 1\], got .+np\.where"):
        function([1.0], negative_slope=slope)


@LEAKY
@pytest.mark.parametrize("slope", [True, np.True_, "0.1", None, 0.1j, [0.1], np.array([0.1])], ids=repr)
def test_a_slope_that_is_not_one_number_raises_type_error_with_the_repair(function, slope):
    with pytest.raises(TypeError, match=r"^`negative_slope`: expected one real number, got .+Pass a float"):
        function([1.0], negative_slope=slope)


@LEAKY
def test_the_slope_is_passed_by_name_alone(function):
    with pytest.raises(TypeError, match="positional"):
        function([1.0], 0.2)


def test_every_activation_is_public():
    assert {function.__name__ for function in FUNCTIONS} <= set(nnref.__all__)
