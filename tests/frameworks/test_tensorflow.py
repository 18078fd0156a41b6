"""nnref held to TensorFlow: outputs, loss and every gradient."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf

from nnref.keras import to_keras
from tests.frameworks.problems import BOUND, CASES, distance, interleaved, network


def loss_of(network):
    """Keras's loss for a network, in the network's dtype: without it, Keras would compute in float32."""
    kinds = {"softmax": keras.losses.CategoricalCrossentropy, "linear": keras.losses.MeanSquaredError}
    return kinds[network.output](dtype=network.dtype.name)


def with_tensorflow(network, x, y):
    """TensorFlow's outputs, loss and gradients."""
    model, loss = to_keras(network), loss_of(network)
    with tf.GradientTape() as tape:
        outputs = model(x)
        value = loss(y, outputs)
    gradients = tape.gradient(value, [variable.value for variable in model.trainable_variables])
    return outputs.numpy(), value.numpy(), [gradient.numpy() for gradient in gradients]


@pytest.mark.claim("S4-28")
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(("layers", "hidden", "output"), CASES)
def test_outputs_loss_and_gradients_equal_tensorflows(layers, hidden, output, dtype):
    mine, x, y = network(layers, hidden, output, dtype)
    outputs, loss, gradients = with_tensorflow(mine, x, y)
    bound = BOUND[dtype]
    assert distance(mine.predict(x), outputs) < bound
    assert distance(np.asarray(mine.loss(x, y)), loss) < bound
    own = interleaved(mine.backward(x, y))
    assert len(own) == len(gradients) == 2 * layers
    assert max(map(distance, own, gradients)) < bound


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_an_activation_a_layer_and_integer_labels(dtype):
    mine, x, _ = network(6, "tanh", "softmax", dtype)
    mixed = type(mine)(
        mine.layer_sizes, hidden=["relu", "tanh", "leaky_relu", "sigmoid", "linear"], rng=3, dtype=mine.dtype
    )
    labels = np.random.default_rng(5).integers(0, mine.layer_sizes[-1], len(x))
    with_rows = with_tensorflow(mixed, x, np.eye(mine.layer_sizes[-1], dtype=dtype)[labels])
    assert distance(mixed.predict(x), with_rows[0]) < BOUND[dtype]
    assert distance(np.asarray(mixed.loss(x, labels)), with_rows[1]) < BOUND[dtype]
    assert max(map(distance, interleaved(mixed.backward(x, labels)), with_rows[2])) < BOUND[dtype]


@pytest.mark.parametrize("wrong", [1 + 1e-5, -1.0])
def test_a_wrong_gradient_is_further_away_than_the_bound(wrong):
    mine, x, y = network(3, "tanh", "softmax", "float32")
    gradients = with_tensorflow(mine, x, y)[2]
    own = interleaved(mine.backward(x, y))
    own[2] = own[2] * np.float32(wrong)
    assert max(map(distance, own, gradients)) > BOUND["float32"]
