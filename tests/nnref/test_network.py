"""Forward, loss and backward of a network of any depth, against loops, complex steps and numbers worked by hand."""

import copy
import io
import zipfile
from itertools import chain

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnref import one_hot
from nnref.network import Forward, Gradients, Network
from tests.nnref.oracles import central_difference, slow_gradient
from tests.nnref.slow_network import slow_backward, slow_forward, slow_loss

HIDDEN = ["linear", "sigmoid", "tanh", "relu", "leaky_relu"]
# No two layers of a network, nor the batch, have one size, so that no wrong index or transposition fits.
SIZES = [(4, 3), (4, 6, 3), (6, 5, 4, 3), (2, 7, 5, 4, 3)]
EXAMPLES = 8
# Sums of at most a dozen products of numbers of about 1, and their rounding, through four layers.
TOLERANCE = {np.float64: 1e-12, np.float32: 5e-6}


def problem(sizes, hidden, output, dtype=np.float64, seed=1):
    rng = np.random.default_rng(seed)
    network = Network(sizes, hidden=hidden, output=output, rng=rng, dtype=dtype)
    network.parameters[...] += rng.normal(scale=0.3, size=network.parameters.shape)  # biases of 0 would hide mistakes
    x = rng.normal(size=(EXAMPLES, sizes[0])).astype(dtype)
    if output == "softmax":
        return network, x, rng.integers(sizes[-1], size=EXAMPLES)
    return network, x, rng.normal(size=(EXAMPLES, sizes[-1])).astype(dtype)


def rows_of(network, y):
    return one_hot(y, network.layer_sizes[-1]) if network.output == "softmax" else y


def loops(network, x, y):
    """Arguments of the slow functions."""
    parts = (network.layer_sizes, network.hidden, network.output)
    return (network.parameters.tolist(), *parts, x.tolist(), rows_of(network, y).tolist())


def real(values):
    """As a real array: the loops' results are complex numbers without an imaginary part."""
    array = np.array(values)
    assert_array_equal(array.imag, 0)
    return array.real


def assert_close(actual, expected, dtype=np.float64):
    expected = np.asarray(expected)
    assert actual.dtype == dtype
    assert actual.shape == expected.shape
    assert_allclose(actual, expected, rtol=0, atol=TOLERANCE[dtype] * max(np.abs(expected).max(), 1e-300))


@pytest.fixture(params=["softmax", "linear"])
def output(request):
    return request.param


@pytest.mark.parametrize("dtype", [np.float64, np.float32], ids=["float64", "float32"])
@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("sizes", SIZES, ids=str)
class TestAgainstTheLoops:
    def test_forward(self, sizes, hidden, output, dtype):
        network, x, y = problem(sizes, hidden, output, dtype)
        result = network.forward(x)
        assert isinstance(result, Forward)
        z, a = slow_forward(*loops(network, x, y)[:-1])
        assert (len(result.z), len(result.a)) == (len(sizes) - 1, len(sizes))
        for actual, expected in zip(result.z, z[1:], strict=True):
            assert_close(actual, real(expected), dtype)
        for actual, expected in zip(result.a, a, strict=True):
            assert_close(actual, real(expected), dtype)
        assert_array_equal(network.predict(x), result.a[-1])

    def test_loss(self, sizes, hidden, output, dtype):
        network, x, y = problem(sizes, hidden, output, dtype)
        loss = network.loss(x, y)
        assert loss.shape == ()
        assert_close(loss, slow_loss(*loops(network, x, y)).real, dtype)
        assert_close(network.loss(x, rows_of(network, y)), slow_loss(*loops(network, x, y)).real, dtype)

    @pytest.mark.claim("S4-01")
    def test_backward(self, sizes, hidden, output, dtype):
        network, x, y = problem(sizes, hidden, output, dtype)
        gradients = network.backward(x, y)
        assert isinstance(gradients, Gradients)
        dW, db, delta = slow_backward(*loops(network, x, y))
        for actual, expected in zip(gradients, (dW, db, delta), strict=True):
            assert len(actual) == len(sizes) - 1
            for tensor, slow in zip(actual, expected[1:], strict=True):
                assert_close(tensor, real(slow), dtype)


class TestGradients:
    @pytest.mark.claim("S4-01")
    @pytest.mark.parametrize("hidden", HIDDEN)
    def test_equal_the_complex_step_through_the_loops(self, hidden, output):
        network, x, y = problem((3, 5, 4, 2), hidden, output)
        parameters, *rest = loops(network, x, y)
        expected = slow_gradient(lambda p: slow_loss(p, *rest), parameters)
        assert_close(flat(network.backward(x, y)), expected)

    @pytest.mark.parametrize("hidden", HIDDEN)
    def test_equal_central_differences_of_the_loss(self, hidden, output):
        network, x, y = problem((3, 5, 4, 2), hidden, output)
        start = network.parameters.copy()

        def loss(parameters):
            network.parameters[...] = parameters
            return network.loss(x, y)

        expected = central_difference(loss, start, 1e-5)
        network.parameters[...] = start
        # Truncation h^2 f''' / 6 and rounding eps / h, both near 1e-11; no z is near enough to a kink to cross it.
        assert_allclose(flat(network.backward(x, y)), expected, rtol=0, atol=1e-9)

    def test_each_hidden_layer_may_have_an_activation_of_its_own(self, output):
        hidden = ["relu", "sigmoid", "leaky_relu", "tanh", "linear"]
        network, x, y = problem((3, 8, 7, 6, 5, 4, 2), hidden, output)
        assert network.hidden == tuple(hidden)
        parameters, *rest = loops(network, x, y)
        assert_close(flat(network.backward(x, y)), slow_gradient(lambda p: slow_loss(p, *rest), parameters))

    def test_soft_targets(self):
        network, x, _ = problem((4, 5, 3), "tanh", "softmax")
        y = np.random.default_rng(2).dirichlet(np.ones(3), size=EXAMPLES)
        parameters, *rest, _ = loops(network, x, np.zeros(EXAMPLES, int))
        assert_close(network.loss(x, y), slow_loss(parameters, *rest, y.tolist()).real)
        expected = slow_gradient(lambda p: slow_loss(p, *rest, y.tolist()), parameters)
        assert_close(flat(network.backward(x, y)), expected)

    def test_come_in_fresh_arrays(self, output):
        network, x, y = problem((4, 6, 3), "tanh", output)
        first, second = network.backward(x, y), network.backward(x, y)
        everything = [*chain(*first, *second, *network.forward(x)), network.parameters, x, y]
        for i in range(len(everything)):
            for j in range(i):
                assert not np.shares_memory(everything[i], everything[j])

    def test_leave_the_network_and_the_data_alone(self, output):
        network, x, y = problem((4, 6, 3), "relu", output)
        before = [array.copy() for array in (network.parameters, x, y)]
        network.backward(x, y)
        for array, old in zip((network.parameters, x, y), before, strict=True):
            assert_array_equal(array, old)

    def test_of_a_batch_are_the_mean_of_each_examples(self, output):
        network, x, y = problem((4, 6, 3), "sigmoid", output)
        alone = [flat(network.backward(x[n], y[n])) for n in range(EXAMPLES)]
        assert_close(flat(network.backward(x, y)), np.mean(alone, axis=0))

    def test_keep_their_digits_where_a_unit_is_saturated(self):
        network = Network([1, 1, 2], hidden="tanh", rng=0)
        network.weights[0], network.weights[1] = [[1.0]], [[1.0, -1.0]]
        # tanh'(30) = 4 e^-60 to the last digit; 1 - tanh(30)^2 would be 0.
        delta = network.backward([[30.0]], [0]).deltas
        assert_allclose(delta[0][0, 0], (delta[1][0, 0] - delta[1][0, 1]) * 4 * np.exp(-60), rtol=1e-14)


class TestByHand:
    def test_one_layer_of_softmax(self):
        network = Network([2, 2], initializer="zeros")
        # Both classes have probability 1/2; delta = (1/2 - 1, 1/2) and dL/dW = x^T delta.
        gradients = network.backward([[3.0, -1.0]], [0])
        assert_array_equal(gradients.deltas[0], [[-0.5, 0.5]])
        assert_array_equal(gradients.weights[0], [[-1.5, 1.5], [0.5, -0.5]])
        assert_array_equal(gradients.biases[0], [-0.5, 0.5])
        assert_allclose(network.loss([[3.0, -1.0]], [0]), np.log(2), rtol=1e-15)

    def test_two_layers_of_relu_with_squared_error(self):
        network = Network([1, 2, 1], hidden="relu", output="linear", initializer="zeros")
        network.weights[0], network.biases[0] = [[2.0, -1.0]], [1.0, 0.0]
        network.weights[1], network.biases[1] = [[3.0], [5.0]], [-4.0]
        # x = 2: z1 = (5, -2), a1 = (5, 0), y_hat = 15 - 4 = 11; y = 10: L = 1, delta2 = 2, delta1 = (6, 0).
        z, a = network.forward([[2.0]])
        assert [part.tolist() for part in z] == [[[5.0, -2.0]], [[11.0]]]
        assert [part.tolist() for part in a] == [[[2.0]], [[5.0, 0.0]], [[11.0]]]
        assert network.loss([[2.0]], [[10.0]]) == 1.0
        weights, biases, deltas = network.backward([[2.0]], [[10.0]])
        assert [part.tolist() for part in deltas] == [[[6.0, 0.0]], [[2.0]]]
        assert [part.tolist() for part in weights] == [[[12.0, 0.0]], [[10.0], [0.0]]]
        assert [part.tolist() for part in biases] == [[6.0, 0.0], [2.0]]


class TestSingleExample:
    def test_has_one_axis_less_everywhere(self, output):
        network, x, y = problem((4, 6, 3), "tanh", output)
        many, one = network.forward(x[:1]), network.forward(x[0])
        for batch, single in zip(chain(*many), chain(*one), strict=True):
            # The product of a matrix with a vector may add up in another order than that with a matrix.
            assert_close(single, batch[0])
        assert_close(network.loss(x[0], y[0]), network.loss(x[:1], y[:1]))
        many, one = network.backward(x[:1], y[:1]), network.backward(x[0], y[0])
        for batch, single in zip(many.deltas, one.deltas, strict=True):
            assert_close(single, batch[0])
        for batch, single in zip(many.weights + many.biases, one.weights + one.biases, strict=True):
            assert_close(single, batch)


class TestParameters:
    def test_lie_layer_by_layer_with_the_bias_below_the_weights(self):
        network = Network([2, 3, 4], rng=0)
        network.parameters[...] = np.arange(25)
        assert_array_equal(network.weights[0], [[0, 1, 2], [3, 4, 5]])
        assert_array_equal(network.biases[0], [6, 7, 8])
        assert_array_equal(network.weights[1], np.arange(9, 21).reshape(3, 4))
        assert_array_equal(network.biases[1], [21, 22, 23, 24])

    @pytest.mark.parametrize("name", ["weights", "biases"])
    def test_views_share_memory_with_the_flat_vector(self, name):
        network = Network([2, 3, 4], rng=0)
        for view in getattr(network, name):
            assert np.shares_memory(view, network.parameters)
            view[...] = 7.0
        assert (network.parameters == 7.0).sum() == sum(view.size for view in getattr(network, name))

    def test_writing_into_a_view_changes_the_prediction(self):
        network = Network([2, 3, 2], initializer="zeros")
        before = network.predict([1.0, 2.0])
        network.weights[0][...] = 1.0
        network.weights[1][0, 1] = 3.0
        assert_array_equal(before, [0.5, 0.5])
        assert network.predict([1.0, 2.0])[1] > 0.9

    def test_assigning_to_an_item_writes_through(self):
        network = Network([2, 3, 2], rng=0)
        W = [[1, 2, 3], [4, 5, 6]]
        network.weights[0] = W
        network.biases[-1] = [8.0, 9.0]
        network.biases[0] += 1.0
        assert_array_equal(network.weights[0], W)
        assert_array_equal(network.parameters[:9], [1, 2, 3, 4, 5, 6, 1, 1, 1])
        assert_array_equal(network.parameters[-2:], [8, 9])

    @pytest.mark.parametrize(
        ("value", "error", "parts"),
        [
            pytest.param([[1.0]], ValueError, ["`weights[0]`", "expected shape (2, 3)", "got (1, 1)"], id="shape"),
            pytest.param(1.0, ValueError, ["`weights[0]`", "got ()", "weights[0][...]"], id="number"),
            pytest.param([["a"]], TypeError, ["`weights[0]`", "text"], id="text"),
        ],
    )
    def test_assigning_what_does_not_fit_is_refused(self, value, error, parts):
        network = Network([2, 3, 2], rng=0)
        with pytest.raises(error) as caught:
            network.weights[0] = value
        assert [part for part in parts if part not in str(caught.value)] == []

    def test_a_deep_copy_stands_on_its_own(self):
        network = Network([2, 3, 2], rng=0)
        other = copy.deepcopy(network)
        other.weights[0][...] = 5.0
        assert (other.parameters == 5.0).sum() == 6
        assert (network.parameters == 5.0).sum() == 0

    def test_start_as_the_initializer_says_with_biases_of_0(self):
        def counting(n_in, n_out, *, rng, dtype):
            return np.full((n_in, n_out), 10.0 * n_in + n_out, dtype)

        network = Network([2, 3, 4], initializer=counting, dtype=np.float32)
        assert_array_equal(network.weights[0], np.full((2, 3), 23.0))
        assert_array_equal(network.weights[1], np.full((3, 4), 34.0))
        assert all((b == 0).all() for b in network.biases)
        assert network.parameters.dtype == network.dtype == np.float32

    def test_a_seed_decides_them(self):
        def start(rng):
            return Network([3, 5, 2], rng=rng).parameters

        assert_array_equal(start(7), start(7))
        assert_array_equal(start(7), start(np.random.default_rng(7)))
        assert not np.array_equal(start(7), start(8))
        assert not np.array_equal(start(None), start(None))

    def test_one_generator_gives_two_networks_two_starts(self):
        rng = np.random.default_rng(7)
        assert not np.array_equal(Network([3, 2], rng=rng).parameters, Network([3, 2], rng=rng).parameters)

    def test_the_global_generator_is_left_alone(self):
        before = np.random.get_state()[1].copy()  # noqa: NPY002
        Network([3, 5, 2])
        assert_array_equal(np.random.get_state()[1], before)  # noqa: NPY002


class TestDescription:
    def test_is_kept(self):
        network = Network([2, 3, 4], hidden=["relu"], output="linear", dtype="float32", rng=0)
        assert network.layer_sizes == (2, 3, 4)
        assert (network.hidden, network.output, network.dtype) == (("relu",), "linear", np.float32)
        assert repr(network) == "Network([2, 3, 4], hidden=['relu'], output='linear', dtype=float32)"

    @pytest.mark.parametrize("name", ["layer_sizes", "hidden", "output", "dtype", "parameters", "weights", "biases"])
    def test_cannot_be_replaced(self, name):
        with pytest.raises(AttributeError):
            setattr(Network([2, 2], rng=0), name, None)

    @pytest.mark.parametrize("hidden", ["relu", (), []])
    def test_a_network_without_hidden_layers_takes_any_name_or_none(self, hidden):
        assert Network([2, 3], hidden=hidden, rng=0).hidden == ()

    def test_numpy_integers_are_sizes(self):
        assert Network(np.array([2, 3, 2]), rng=np.int64(0)).layer_sizes == (2, 3, 2)

    @pytest.mark.parametrize(
        ("sizes", "options", "error", "parts"),
        [
            pytest.param([], {}, ValueError, ["`layer_sizes`", "at least two", "got []"], id="no sizes"),
            pytest.param([3], {}, ValueError, ["`layer_sizes`", "at least two", "got [3]"], id="one size"),
            pytest.param(3, {}, TypeError, ["`layer_sizes`", "list of integers", "got 3"], id="a number"),
            pytest.param([2, 0, 2], {}, ValueError, ["`layer_sizes[1]`", "at least 1", "got 0"], id="no units"),
            pytest.param([2, 2.0], {}, TypeError, ["`layer_sizes[1]`", "integer", "2.0"], id="float"),
            pytest.param([2, True], {}, TypeError, ["`layer_sizes[1]`", "integer", "True"], id="bool"),
            pytest.param("23", {}, TypeError, ["`layer_sizes[0]`", "integer"], id="text"),
            pytest.param(
                [2, 1], {}, ValueError, ["`layer_sizes[-1]`", "at least 2", "output='linear'"], id="softmax of 1"
            ),
            pytest.param([2, 3, 2], {"hidden": "gelu"}, ValueError, ["`hidden`", "leaky_relu", "'gelu'"], id="name"),
            pytest.param([2, 3, 2], {"hidden": "softmax"}, ValueError, ["`hidden`", "output='softmax'"], id="softmax"),
            pytest.param([2, 3, 2], {"hidden": ["relu", "tanh"]}, ValueError, ["1 hidden", "got 2"], id="too many"),
            pytest.param([2, 3, 3, 2], {"hidden": ["relu"]}, ValueError, ["2 hidden", "got 1"], id="too few"),
            pytest.param([2, 3, 2], {"hidden": [None]}, ValueError, ["`hidden`", "got None"], id="None in a list"),
            pytest.param([2, 3, 2], {"hidden": None}, TypeError, ["`hidden`", "got None"], id="hidden None"),
            pytest.param([2, 2], {"hidden": "gelu"}, ValueError, ["`hidden`", "'gelu'"], id="unknown and not needed"),
            pytest.param([2, 2], {"output": "sigmoid"}, ValueError, ["`output`", "'softmax'", "'linear'"], id="output"),
            pytest.param([2, 2], {"dtype": np.float16}, ValueError, ["`dtype`", "float64 or float32"], id="half"),
            pytest.param([2, 2], {"dtype": int}, ValueError, ["`dtype`", "float64 or float32"], id="int"),
            pytest.param([2, 2], {"dtype": None}, ValueError, ["`dtype`", "None"], id="dtype None"),
            pytest.param([2, 2], {"dtype": "no such"}, ValueError, ["`dtype`", "no such"], id="dtype unknown"),
            pytest.param([2, 2], {"rng": "a"}, TypeError, ["`rng`", "integer", "'a'"], id="rng text"),
            pytest.param([2, 2], {"rng": -1}, ValueError, ["`rng`", "0 or more", "-1"], id="rng negative"),
            pytest.param([2, 2], {"rng": np.random}, TypeError, ["`rng`", "integer"], id="rng a module"),
            pytest.param(
                [2, 2], {"initializer": "no such"}, ValueError, ["no such", "glorot_uniform"], id="initializer"
            ),
        ],
    )
    def test_that_makes_no_sense_is_refused(self, sizes, options, error, parts):
        with pytest.raises(error) as caught:
            Network(sizes, **options)
        message = str(caught.value)
        assert [part for part in parts if part not in message] == [], message

    def test_an_initializer_of_the_wrong_shape_is_refused(self):
        with pytest.raises(ValueError, match=r"expected shape \(2, 3\), got \(3, 2\)"):
            Network([2, 3], initializer=lambda n_in, n_out, *, rng, dtype: np.zeros((n_out, n_in)))


class TestData:
    @pytest.mark.parametrize(
        ("x", "y", "error", "parts"),
        [
            pytest.param([[1.0, 2.0]], [0], ValueError, ["`x`", "3 numbers", "got 2"], id="too narrow"),
            pytest.param(np.ones((2, 4)), [0, 1], ValueError, ["`x`", "got 4", "(2, 4)"], id="too wide"),
            pytest.param(np.ones((2, 1, 3)), [0, 1], ValueError, ["`x`", "(2, 1, 3)", "reshape"], id="three axes"),
            pytest.param(1.0, 0, ValueError, ["`x`", "got shape ()", "[x]"], id="a number"),
            pytest.param(np.ones((0, 3)), [], ValueError, ["`x`", "at least one", "(0, 3)"], id="no examples"),
            pytest.param([["a", "b", "c"]], [0], TypeError, ["`x`", "text"], id="text"),
            pytest.param([[1], [2, 3]], [0, 0], ValueError, ["`x`", "one length"], id="ragged"),
            pytest.param(np.ones((2, 3)), [0], ValueError, ["`y`", "shape (2,)", "(1,)"], id="too few labels"),
            pytest.param(np.ones((2, 3)), [[0], [1]], ValueError, ["`y`", "(2,)", "(2, 1)"], id="a column of labels"),
            pytest.param(np.ones((2, 3)), [0, 2], ValueError, ["`y`", "from 0 to 1", "got 2"], id="label too large"),
            pytest.param(
                np.ones((2, 3)), [0, 9], ValueError, ["`y`", "from 0 to 1", "got 9"], id="label far too large"
            ),
            pytest.param(np.ones((2, 3)), [0, -1], ValueError, ["`y`", "got -1"], id="label negative"),
            pytest.param(np.ones((2, 3)), [0.0, 1.0], ValueError, ["`y`", "float64", "astype(int)"], id="float labels"),
            pytest.param(np.ones((2, 3)), [[0.5, 0.6], [1, 0]], ValueError, ["`y`", "sum to 1"], id="rows do not sum"),
            pytest.param(np.ones((2, 3)), None, TypeError, ["`y`", "real numbers"], id="None"),
            pytest.param(np.ones(3), [0], ValueError, ["`y`", "shape ()"], id="one example, a list of labels"),
        ],
    )
    def test_that_does_not_fit_is_refused_by_loss_and_backward(self, x, y, error, parts):
        network = Network([3, 4, 2], rng=0)
        for method in (network.loss, network.backward):
            with pytest.raises(error) as caught:
                method(x, y)
            message = str(caught.value)
            assert [part for part in parts if part not in message] == [], message

    @pytest.mark.parametrize("y", [[1.0, 2.0], [[1.0], [2.0]], [0, 1], [[[1.0, 2.0]]]], ids=str)
    def test_targets_of_a_linear_output_are_never_broadcast(self, y):
        with pytest.raises(ValueError, match=r"`y`: expected targets of shape \(2, 2\)"):
            Network([3, 2], output="linear", rng=0).loss(np.ones((2, 3)), y)

    def test_may_be_wide_and_the_network_wide_and_deep(self, tmp_path):
        # Beyond 256, two numbers that are equal need not be one object.
        network = Network([300, 280, *[1] * 290, 270], hidden=["tanh"] * 291, rng=0)
        x, labels = np.random.default_rng(1).normal(size=(290, 300)), np.arange(290) % 270
        assert network.predict(x).shape == (290, 270)
        assert network.backward(x, labels).deltas[-1].shape == (290, 270)
        assert_array_equal(network.loss(x, labels), network.loss(x, np.eye(270)[labels]))
        network.save(tmp_path / "wide.npz")
        assert_array_equal(Network.load(tmp_path / "wide.npz").parameters, network.parameters)

    def test_a_flat_list_for_a_single_input_is_refused_with_the_column(self):
        with pytest.raises(ValueError, match=r"np\.reshape\(x, \(-1, 1\)\)"):
            Network([1, 2], rng=0).predict([1.0, 2.0])

    def test_results_have_the_networks_dtype(self):
        for dtype in (np.float64, np.float32):
            network = Network([3, 4, 2], rng=0, dtype=dtype)
            for x in (np.ones((2, 3), np.float32), np.ones((2, 3), int), np.ones((2, 3))):
                results = [network.loss(x, [0, 1]), *chain(*network.forward(x), *network.backward(x, [0, 1]))]
                assert {result.dtype for result in results} == {np.dtype(dtype)}

    def test_nan_goes_through_and_huge_numbers_bring_no_warning(self):
        network = Network([2, 3, 2], hidden="relu", rng=0)
        assert np.isnan(network.predict([[np.nan, 1.0]])).all()
        with np.errstate(all="raise"):
            assert np.isfinite(network.backward([[1e300, -1e300]], [0]).deltas[-1]).all()
            network.weights[0][...] = 1e300
            network.backward([[1e300, 1e300]], [0])

    def test_the_result_is_not_the_callers_array(self):
        x = np.ones((2, 3))
        network = Network([3, 4, 2], hidden="linear", output="linear", rng=0)
        z, a = network.forward(x)
        for array in (*z, *a):
            array[...] = 7.0
        assert_array_equal(x, 1.0)
        assert (network.parameters != 7.0).all()


def flat(gradients):
    parts = []
    for weights, biases in zip(gradients.weights, gradients.biases, strict=True):
        parts += [weights.ravel(), biases]
    return np.concatenate(parts)


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "network.npz"
    Network([2, 5, 4, 3], hidden=["relu", "tanh"], rng=3).save(path)
    return path


def contents(path):
    with np.load(path, allow_pickle=False) as archive:
        return dict(archive)


class TestFiles:
    @pytest.mark.parametrize("dtype", [np.float64, np.float32], ids=["float64", "float32"])
    @pytest.mark.parametrize("sizes", SIZES, ids=str)
    def test_come_back_as_they_were(self, sizes, output, dtype, tmp_path):
        network, x, y = problem(sizes, "leaky_relu", output, dtype)
        for path in (tmp_path / "a.npz", str(tmp_path / "without ending")):
            network.save(path)
            other = Network.load(path)
            assert repr(other) == repr(network)
            assert_array_equal(other.parameters, network.parameters)
            assert_array_equal(other.predict(x), network.predict(x))
            assert other.loss(x, y) == network.loss(x, y)

    def test_each_layers_activation_comes_back(self, saved):
        assert Network.load(saved).hidden == ("relu", "tanh")

    def test_a_loaded_network_can_be_trained(self, saved):
        network = Network.load(saved)
        network.weights[0][...] = 2.0
        assert (network.parameters == 2.0).sum() == 10

    def test_hold_no_pickle(self, saved):
        assert all(array.dtype != object for array in contents(saved).values())

    def test_that_are_not_there_say_so(self, tmp_path):
        with pytest.raises(FileNotFoundError):
            Network.load(tmp_path / "nothing.npz")

    @pytest.mark.parametrize(
        ("data", "parts"),
        [
            pytest.param(b"", ["Network.save"], id="empty"),
            pytest.param(b"not a network", ["Network.save"], id="text"),
            pytest.param(b"PK\x03\x04 not really", ["damaged"], id="no zip"),
        ],
    )
    def test_of_another_kind_are_refused(self, tmp_path, data, parts):
        path = tmp_path / "other.npz"
        path.write_bytes(data)
        with pytest.raises(ValueError, match="`path`") as caught:
            Network.load(path)
        assert [part for part in ["other.npz", *parts] if part not in str(caught.value)] == []

    def test_of_other_arrays_are_told_by_their_names(self, tmp_path):
        np.savez(tmp_path / "others.npz", first=np.ones(2), second=np.ones(3))
        with pytest.raises(ValueError, match="got one with first, second"):
            Network.load(tmp_path / "others.npz")

    def test_of_a_single_array_are_refused(self, tmp_path):
        np.save(tmp_path / "array.npy", np.ones(3))
        with pytest.raises(ValueError, match=r"single array \(\.npy\)"):
            Network.load(tmp_path / "array.npy")

    def test_with_pickled_objects_are_refused_unread(self, tmp_path, saved):
        np.savez(tmp_path / "pickle.npz", **contents(saved) | {"parameters": np.array([{"a": 1}], object)})
        with pytest.raises(ValueError, match=r"`path`.*[Pp]ickle|`path`.*Object"):
            Network.load(tmp_path / "pickle.npz")

    def test_that_were_cut_short_are_refused(self, saved):
        data = saved.read_bytes()
        for length in range(0, len(data), 97):
            saved.write_bytes(data[:length])
            with pytest.raises(ValueError, match="`path`"):
                Network.load(saved)

    def test_with_a_flipped_bit_in_the_parameters_are_refused(self, saved):
        data = bytearray(saved.read_bytes())
        with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
            where = archive.getinfo("parameters.npy").header_offset + 300
        data[where] ^= 1
        saved.write_bytes(bytes(data))
        with pytest.raises(ValueError, match="damaged"):
            Network.load(saved)

    @pytest.mark.parametrize("name", ["format", "version", "layer_sizes", "hidden", "output", "parameters"])
    def test_without_a_part_are_refused_by_its_name(self, saved, name):
        parts = contents(saved)
        del parts[name]
        np.savez(saved, **parts)
        with pytest.raises(ValueError, match=name):
            Network.load(saved)

    @pytest.mark.parametrize(
        ("changes", "parts"),
        [
            pytest.param({"format": "other"}, ["'nnref.Network'", "'other'"], id="format"),
            pytest.param({"format": "Network"}, ["'nnref.Network'", "'Network'"], id="format that sorts before"),
            pytest.param({"format": ["a", "b"]}, ["'nnref.Network'", "['a', 'b']"], id="two formats"),
            pytest.param({"version": [1]}, ["a whole number from 1 on as version", "[1]"], id="version in a list"),
            pytest.param({"layer_sizes": 5}, ["a list of integers as layer_sizes", "shape ()"], id="one size"),
            pytest.param({"layer_sizes": [[2, 5, 4, 3]]}, ["a list of integers", "shape (1, 4)"], id="sizes in a row"),
            pytest.param({"version": 2}, ["version 1", "version 2", "Update nnref"], id="newer"),
            pytest.param({"version": 0}, ["version", "0"], id="version 0"),
            pytest.param({"version": "one"}, ["version", "'one'"], id="version in words"),
            pytest.param({"layer_sizes": [2, 5, 3]}, ["1 hidden", "got 2"], id="a layer less"),
            pytest.param({"layer_sizes": [2, 5, 5, 3]}, ["shape (63,)", "shape (54,)"], id="another size"),
            pytest.param(
                {"layer_sizes": [2, 10**12, 10**12, 3]}, ["float64 or float32 parameters"], id="sizes too large"
            ),
            pytest.param({"layer_sizes": [2, -5, 4, 3]}, ["at least 1 unit", "-5"], id="negative size"),
            pytest.param({"layer_sizes": [2.0, 5.0, 4.0, 3.0]}, ["integers", "float64"], id="float sizes"),
            pytest.param({"hidden": ["relu", "gelu"]}, ["'gelu'", "leaky_relu"], id="unknown activation"),
            pytest.param({"output": "sigmoid"}, ["`output`", "'sigmoid'"], id="unknown output"),
            pytest.param({"parameters": np.zeros(53)}, ["shape (54,)", "shape (53,)"], id="too few parameters"),
            pytest.param({"parameters": np.zeros((54, 1))}, ["shape (54,)", "(54, 1)"], id="parameters in a column"),
            pytest.param({"parameters": np.zeros(54, int)}, ["float64 or float32", "int64"], id="integer parameters"),
        ],
    )
    def test_whose_parts_do_not_fit_are_refused(self, saved, changes, parts):
        np.savez(saved, **contents(saved) | {name: np.asarray(value) for name, value in changes.items()})
        with pytest.raises(ValueError, match="`path`") as caught:
            Network.load(saved)
        message = str(caught.value)
        assert [part for part in parts if part not in message] == [], message


class TestShapes:
    def test_of_more_targets_than_outputs_are_refused(self):
        network = Network([2, 3], output="linear", rng=0)
        with pytest.raises(ValueError, match="one for every output of every example"):
            network.loss(np.ones((4, 2)), np.ones((4, 5)))

    def test_of_more_rows_of_probabilities_than_examples_are_refused(self):
        with pytest.raises(ValueError, match="expected integer labels of shape"):
            Network([2, 3], rng=0).loss(np.ones((4, 2)), np.eye(3)[[0, 1, 2, 0, 1]])

    @pytest.mark.parametrize(
        ("n_in", "x", "repair"),
        [
            pytest.param(1, np.ones(4), "Make a column", id="a list for one input"),
            pytest.param(1, np.ones((4, 2)), "Check the columns", id="two columns for one input"),
            pytest.param(2, np.ones(4), "Check the columns", id="a list for two inputs"),
        ],
    )
    def test_of_inputs_that_do_not_fit_are_refused_with_the_repair(self, n_in, x, repair):
        with pytest.raises(ValueError, match=repair):
            Network([n_in, 3], rng=0).predict(x)
