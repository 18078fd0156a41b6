"""From nnref to Keras and back: same weights, same outputs."""

from __future__ import annotations

import importlib
import subprocess
import sys

import keras
import numpy as np
import pytest
import tensorflow as tf
from numpy.testing import assert_array_equal

from nnref.keras import from_keras, to_keras
from nnref.network import Network
from scripts.paths import ROOT
from tests.frameworks.problems import BOUND, HIDDEN, OUTPUTS, distance

dense = keras.layers.Dense


def some(sizes=(4, 5, 3), *, dtype="float64", **options):
    """A network whose biases are not 0, and rows for it."""
    network = Network(sizes, rng=1, dtype=dtype, **options)
    network.parameters[...] = np.random.default_rng(2).normal(size=network.parameters.shape)
    return network, np.random.default_rng(3).normal(size=(6, sizes[0])).astype(dtype)


def sequential(*layers, width=3):
    """A model of these layers."""
    return keras.Sequential([keras.Input((width,)), *layers])


@pytest.mark.claim("S4-28")
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_there_and_back_is_the_same_network(hidden, output, dtype):
    network, x = some(hidden=hidden, output=output, dtype=dtype)
    model = to_keras(network)
    outputs = model(x).numpy()
    assert distance(network.predict(x), outputs) < BOUND[dtype]
    back = from_keras(model)
    assert (back.layer_sizes, back.hidden, back.output) == (network.layer_sizes, network.hidden, network.output)
    assert back.dtype == network.dtype
    assert_array_equal(back.parameters, network.parameters)


@pytest.mark.claim("S4-25")
def test_layer_l_is_layer_l_minus_1_of_the_model():
    network, _ = some((2, 3, 4, 2))
    model = to_keras(network)
    assert isinstance(model, keras.Sequential)
    assert [type(layer) for layer in model.layers] == [dense] * 3
    for layer, W, b in zip(model.layers, network.weights, network.biases, strict=True):
        assert_array_equal(layer.kernel.numpy(), W)
        assert_array_equal(layer.bias.numpy(), b)


def test_the_model_has_weights_of_its_own():
    network, x = some()
    model = to_keras(network)
    before = model(x).numpy()
    network.parameters[...] = 0
    assert_array_equal(model(x).numpy(), before)
    back = from_keras(model)
    model.set_weights([0 * weights for weights in model.get_weights()])
    assert np.abs(back.parameters).min() > 0


# Keras reads a variable of TensorFlow's in a way that NumPy 2 is going to drop.
@pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning:keras.src.backend"
)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_model_can_be_saved_and_read_back(dtype, tmp_path):
    network, x = some(hidden=["leaky_relu"], dtype=dtype)
    to_keras(network).save(tmp_path / "model.keras")
    read = keras.models.load_model(tmp_path / "model.keras")
    assert_array_equal(read(x).numpy(), to_keras(network)(x).numpy())
    assert from_keras(read).hidden == ("leaky_relu",)


@pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning:keras.src.backend"
)
def test_a_saved_float32_model_needs_keras_alone(tmp_path):
    network, _ = some(hidden=["leaky_relu"], dtype="float32")
    to_keras(network).save(tmp_path / "model.keras")
    code = (
        f"import keras, sys; keras.models.load_model({str(tmp_path / 'model.keras')!r}); print('nnref' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert told.strip() == "False"


def test_leaky_relu_keeps_its_slope_of_a_tenth_and_takes_it_at_0():
    network = Network((1, 1, 1), hidden="leaky_relu", output="linear", initializer="zeros")
    network.weights[0][...] = network.weights[1][...] = 1.0
    model = to_keras(network)
    assert model(np.array([[-1.0]])).numpy() == -0.1
    x = tf.constant([[0.0]], tf.float64)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = model(x)
    assert tape.gradient(y, x).numpy() == 0.1


def test_keras_own_leaky_relu_rounds_its_slope_to_float32():
    # The reason for a function of our own: were it gone, the plain layer would do.
    layer = keras.layers.LeakyReLU(negative_slope=0.1, dtype="float64")
    assert layer(np.array([-1.0])).numpy()[0] == -float(np.float32(0.1))


@pytest.mark.parametrize(
    ("layers", "hidden", "output"),
    [
        pytest.param([dense(2)], (), "linear", id="one-layer"),
        pytest.param([dense(2, "softmax")], (), "softmax", id="softmax"),
        pytest.param([dense(4, "tanh"), dense(2)], ("tanh",), "linear", id="tanh"),
        pytest.param([dense(4), keras.layers.ReLU(), dense(2)], ("relu",), "linear", id="relu-of-its-own"),
        pytest.param(
            [dense(4), keras.layers.LeakyReLU(negative_slope=0.1), dense(2), keras.layers.Softmax()],
            ("leaky_relu",),
            "softmax",
            id="leaky-relu-and-softmax-of-their-own",
        ),
        pytest.param(
            [dense(4), keras.layers.Activation("sigmoid"), dense(2)], ("sigmoid",), "linear", id="activation-layer"
        ),
        pytest.param([dense(4, keras.layers.ReLU()), dense(2)], ("relu",), "linear", id="layer-as-activation"),
    ],
)
def test_keras_own_ways_to_write_an_activation_are_read(layers, hidden, output):
    model = sequential(*layers)
    for layer in model.layers:
        layer.set_weights([np.random.default_rng(4).normal(size=part.shape) for part in layer.get_weights()])
    network = from_keras(model)
    assert (network.hidden, network.output, network.dtype) == (hidden, output, np.float32)
    x = np.random.default_rng(5).normal(size=(6, 3)).astype("float32")
    assert distance(network.predict(x), model(x).numpy()) < BOUND["float32"]


class Own(keras.layers.Dense):
    """A layer that only its name tells from a dense one."""


SUPPORTED = "Supported are Dense layers with the activations linear, sigmoid, tanh, relu, LeakyReLU(negative_slope=0.1)"


@pytest.mark.parametrize(
    ("layers", "parts"),
    [
        pytest.param([dense(4, "gelu", name="first"), dense(2)], ["'first' (Dense)", "activation gelu"], id="gelu"),
        pytest.param([dense(4, "leaky_relu"), dense(2)], ["leaky_relu", "slope is 0.2 in Keras"], id="slope-0.2"),
        pytest.param([dense(4), keras.layers.LeakyReLU(), dense(2)], ["LeakyReLU(negative_slope=0.3)"], id="slope-0.3"),
        pytest.param([dense(4), keras.layers.ReLU(max_value=6), dense(2)], ["ReLU with a slope"], id="relu-6"),
        pytest.param(
            [dense(4), keras.layers.LeakyReLU(0.05), dense(2)], ["LeakyReLU(negative_slope=0.05)"], id="slope-0.05"
        ),
        pytest.param([dense(4), keras.layers.Softmax(axis=0)], ["Softmax(axis=0)"], id="softmax-over-rows"),
        pytest.param(
            [dense(4), keras.layers.Softmax(axis=-2)], ["Softmax(axis=-2)"], id="softmax-over-rows-from-behind"
        ),
        pytest.param(
            [dense(4), keras.layers.LeakyReLU(0.1), keras.layers.ReLU(), dense(2)],
            ["(ReLU) is not a layer"],
            id="leaky-then-relu",
        ),
        pytest.param([dense(4, lambda z: z * z), dense(2)], ["activation <lambda>"], id="lambda"),
        pytest.param([dense(4), keras.layers.Dropout(0.5, name="drop"), dense(2)], ["'drop' (Dropout)"], id="dropout"),
        pytest.param([keras.layers.ReLU(name="early"), dense(2)], ["'early' (ReLU)"], id="activation-first"),
        pytest.param([dense(4, "relu"), keras.layers.ReLU(), dense(2)], ["(ReLU) is not a layer"], id="two-in-a-row"),
        pytest.param([Own(4), dense(2)], ["(Own) is not a layer"], id="a-layer-of-ones-own"),
        pytest.param([dense(4, "softmax"), dense(2)], ["softmax before the last layer"], id="hidden-softmax"),
        pytest.param([dense(2, "sigmoid")], ["ends with sigmoid"], id="sigmoid-output"),
    ],
)
def test_what_a_network_does_not_have_is_refused_and_told(layers, parts):
    with pytest.raises(ValueError, match="`model`") as caught:
        from_keras(sequential(*layers))
    assert [part for part in [*parts, SUPPORTED] if part not in str(caught.value)] == []


@pytest.mark.parametrize(
    ("model", "error", "parts"),
    [
        pytest.param(lambda: keras.Sequential([dense(2)]), ValueError, ["not built", "keras.Input"], id="not-built"),
        pytest.param(lambda: keras.Sequential([keras.Input((3,))]), ValueError, ["not built"], id="empty"),
        pytest.param(lambda: sequential(dense(2, use_bias=False)), ValueError, ["use_bias=True"], id="no-bias"),
        pytest.param(
            lambda: sequential(dense(4, dtype="float64"), dense(2)), ValueError, ["float32, float64"], id="two-dtypes"
        ),
        pytest.param(lambda: sequential(dense(2, dtype="float16")), ValueError, ["got float16"], id="half"),
        pytest.param(
            lambda: sequential(dense(2, dtype="mixed_float16")), ValueError, ["float32 and computes in"], id="mixed"
        ),
        pytest.param(
            lambda: keras.Model(i := keras.Input((3,)), dense(2)(i)), TypeError, ["got Functional"], id="functional"
        ),
        pytest.param(lambda: Network((3, 2), rng=0), TypeError, ["got Network"], id="a-network"),
    ],
)
def test_other_models_are_refused_with_the_repair(model, error, parts):
    with pytest.raises(error, match="`model`") as caught:
        from_keras(model())
    assert [part for part in parts if part not in str(caught.value)] == []


@pytest.mark.parametrize("hidden", ["keras", "tensorflow"])
@pytest.mark.parametrize("function", ["to_keras", "from_keras"])
def test_without_it_the_error_names_the_extra(function, hidden):
    # A fresh interpreter, where what is hidden was never imported.
    code = (
        f"import sys; sys.modules[{hidden!r}] = None; from nnref.network import Network\n"
        f"from nnref.keras import {function}\n"
        f"try:\n    {function}(Network((2, 2), rng=0))\nexcept ImportError as error:\n    print(error)"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told.startswith(f"nnref.{function} needs Keras and TensorFlow")
    assert 'pip install "nnref[tensorflow]"' in told


@pytest.mark.parametrize("function", [to_keras, from_keras])
def test_without_it_the_error_says_why_here_too(function, monkeypatch):
    monkeypatch.setitem(sys.modules, "keras", None)
    with pytest.raises(ImportError, match=r"needs Keras and TensorFlow.*pip install") as caught:
        function(Network((2, 2), rng=0))
    assert isinstance(caught.value.__cause__, ImportError)


def test_importing_the_module_does_not_import_keras():
    code = "import sys, nnref.keras; print('keras' in sys.modules or 'tensorflow' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert told.strip() == "False"
    assert importlib.import_module("nnref.keras").__name__ == "nnref.keras"
