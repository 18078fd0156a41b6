"""The linear activation, and the composition of affine maps."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.testing import assert_allclose, assert_array_equal

from nnref import compose_linear, linear, linear_prime
from tests.nnref.oracles import slow_affine

INF, NAN = np.inf, np.nan
EPS = np.finfo(float).eps
SMALL = st.integers(-9, 9).map(float)


def layers_of(sizes, rng, dtype=np.float64):
    return [(rng.normal(size=(m, n)).astype(dtype), rng.normal(size=n).astype(dtype)) for m, n in pairwise(sizes)]


class TestActivation:
    @given(arrays(st.sampled_from([np.float64, np.float32]), array_shapes(min_dims=0, min_side=0)))
    def test_returns_its_argument_and_slope_1(self, z):
        assert_array_equal(linear(z), z)
        assert_array_equal(linear_prime(z), np.where(np.isnan(z), NAN, 1.0))
        for function in (linear, linear_prime):
            assert function(z).dtype == z.dtype
            assert function(z).shape == z.shape

    def test_infinities_and_nan_go_through(self):
        assert_array_equal(linear([-INF, INF, NAN]), [-INF, INF, NAN])
        assert_array_equal(linear_prime([-INF, INF, NAN]), [1, 1, NAN])

    def test_returns_a_copy(self):
        z = np.zeros(3)
        linear(z)[0] = 1.0
        assert z[0] == 0.0

    @pytest.mark.parametrize("function", [linear, linear_prime])
    def test_integers_become_float64(self, function):
        assert function([1, 2]).dtype == np.float64
        assert isinstance(function(3), np.float64)

    @pytest.mark.parametrize("function", [linear, linear_prime])
    @pytest.mark.parametrize(
        ("z", "error", "parts"),
        [
            pytest.param([[1], [2, 3]], ValueError, ["`z`", "one length", "Pad"], id="ragged"),
            pytest.param(["1"], TypeError, ["`z`", "text"], id="text"),
            pytest.param([1j], TypeError, ["`z`", "complex"], id="complex"),
            pytest.param(None, TypeError, ["`z`", "real numbers"], id="None"),
        ],
    )
    def test_bad_input_is_refused(self, function, z, error, parts):
        with pytest.raises(error) as caught:
            function(z)
        assert [part for part in parts if part not in str(caught.value)] == []


class TestComposition:
    @pytest.mark.claim("S4-08")
    def test_the_lectures_f_then_g_is_6n_plus_5(self):
        W, b = compose_linear((2, 1), (3, 2))
        assert (W, b) == (6, 5)
        for n in range(-3, 4):
            assert 3 * (2 * n + 1) + 2 == W * n + b

    def test_the_order_is_first_to_last(self):
        assert compose_linear((3, 2), (2, 1)) == (6, 5)  # 2(3n + 2) + 1: the same by chance
        assert compose_linear((1, 1), (2, 0)) == (2, 2)
        assert compose_linear((2, 0), (1, 1)) == (2, 1)

    def test_one_map_stays_as_it_is(self):
        W, b = compose_linear(([[1, 2]], [3, 4]))
        assert_array_equal(W, [[1.0, 2.0]])
        assert_array_equal(b, [3.0, 4.0])

    def test_matrices_by_hand(self):
        # x (1 2) + (1 1), then both outputs added, plus 5: 3x + 7.
        W, b = compose_linear(([[1, 2]], [1, 1]), ([[1], [1]], [5]))
        assert_array_equal(W, [[3.0]])
        assert_array_equal(b, [7.0])

    @pytest.mark.claim("S4-08")
    @pytest.mark.parametrize("sizes", [(2, 3), (2, 3, 4), (5, 1, 4, 2), (1, 1, 1, 1, 1)], ids=str)
    def test_equals_the_maps_one_after_another_by_the_loops(self, sizes):
        rng = np.random.default_rng(sizes)
        layers = layers_of(sizes, rng)
        x = rng.normal(size=(6, sizes[0]))
        W, b = compose_linear(*layers)
        assert (W.shape, b.shape) == ((sizes[0], sizes[-1]), (sizes[-1],))
        stepwise = x.tolist()
        for layer in layers:
            stepwise = slow_affine(stepwise, *layer)
        # A few dozen roundings of numbers below 100.
        assert_allclose(x @ W + b, stepwise, rtol=0, atol=64 * EPS * 100)

    @given(st.lists(st.tuples(SMALL, SMALL), min_size=1, max_size=6), SMALL)
    def test_numbers_equal_the_maps_one_after_another(self, maps, x):
        W, b = compose_linear(*maps)
        stepwise = x
        for slope, intercept in maps:
            stepwise = stepwise * slope + intercept
        assert W * x + b == stepwise  # integers below 2^53 throughout: exact

    @given(st.data())
    def test_composition_is_associative(self, data):
        sizes = data.draw(st.lists(st.integers(1, 3), min_size=4, max_size=4))
        first, second, third = (
            (data.draw(arrays(np.float64, (m, n), elements=SMALL)), data.draw(arrays(np.float64, n, elements=SMALL)))
            for m, n in pairwise(sizes)
        )
        whole = compose_linear(first, second, third)
        for other in (
            compose_linear(compose_linear(first, second), third),
            compose_linear(first, compose_linear(second, third)),
        ):
            # Small integers: exact.
            assert_array_equal(whole[0], other[0])
            assert_array_equal(whole[1], other[1])

    def test_dtype_is_float32_only_if_every_part_is(self):
        rng = np.random.default_rng(0)
        single, double = layers_of((2, 2), rng, np.float32)[0], layers_of((2, 2), rng)[0]
        assert {part.dtype for part in compose_linear(single, single)} == {np.dtype(np.float32)}
        assert {part.dtype for part in compose_linear(single, double)} == {np.dtype(np.float64)}
        assert {part.dtype for part in compose_linear((2, 1), (3, 2))} == {np.dtype(np.float64)}

    def test_no_warning_where_the_result_overflows(self):
        with np.errstate(all="raise"):
            assert compose_linear((1e200, 0.0), (1e200, 0.0))[0] == INF
            assert compose_linear((1e-200, 0.0), (1e-200, 0.0))[0] == 0.0

    def test_arguments_are_left_alone_and_not_returned(self):
        W, b = np.eye(2), np.zeros(2)
        composed = compose_linear((W, b))
        composed[0][0, 0] = composed[1][0] = 7.0
        assert_array_equal(W, np.eye(2))
        assert_array_equal(b, np.zeros(2))

    @pytest.mark.parametrize(
        ("maps", "error", "parts"),
        [
            pytest.param([], ValueError, ["at least one pair (W, b)", "one pair a layer", "got none"], id="no maps"),
            pytest.param([2, 3], TypeError, ["map 1", "a pair (W, b)", "got 2", "(W1, b1)"], id="numbers, not pairs"),
            pytest.param([(1, 2), (1, 2, 3)], TypeError, ["map 2", "a pair (W, b)"], id="three parts"),
            pytest.param([("a", 1)], TypeError, ["`W1`", "text"], id="text"),
            pytest.param([(1, 2), (1, 2j)], TypeError, ["`b2`", "complex"], id="complex"),
            pytest.param([([[1, 2], [3]], [1, 2])], ValueError, ["`W1`", "one length"], id="ragged"),
            pytest.param([(np.zeros((0, 2)), [1, 2])], ValueError, ["`W1`", "at least one element"], id="empty"),
            pytest.param([([1, 2], [1, 2])], ValueError, ["`W1`", "(inputs, outputs)", "got shape (2,)"], id="W flat"),
            pytest.param([([[1, 2]], [1])], ValueError, ["`b1`", "(2,)", "got (1,)", "column of W1"], id="b too short"),
            pytest.param([([[1, 2]], 1)], ValueError, ["`b1`", "(2,)", "got ()"], id="b a number"),
            pytest.param([(2, [1])], ValueError, ["`b1`", "expected shape ()", "got (1,)"], id="W a number, b not"),
            pytest.param(
                [(np.ones((2, 3)), np.ones(3)), (np.ones((3, 4)), np.ones(4)), (np.ones((5, 1)), np.ones(1))],
                ValueError,
                ["maps 2 and 3", "(3, 4)", "(5, 1)", "columns of W2", "rows of W3", "transpose"],
                id="second and third do not fit",
            ),
            pytest.param(
                [(np.ones((2, 3)), np.ones(3)), (np.ones((2, 1)), np.ones(1))],
                ValueError,
                ["maps 1 and 2", "(2, 3)", "(2, 1)"],
                id="more outputs than inputs",
            ),
            pytest.param([([[2]],)], TypeError, ["map 1", "expected a pair (W, b)"], id="no bias"),
            pytest.param([(2, 1), ([[3]], [2])], ValueError, ["maps 1 and 2", "Numbers go with numbers"], id="mixed"),
            pytest.param(
                [([[2]], [1]), (3, 2)], ValueError, ["maps 1 and 2", "Numbers go with numbers"], id="mixed too"
            ),
        ],
    )
    def test_bad_maps_are_refused(self, maps, error, parts):
        with pytest.raises(error) as caught:
            compose_linear(*maps)
        message = str(caught.value)
        assert [part for part in parts if part not in message] == [], message
