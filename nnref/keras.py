"""The way to TensorFlow and back: a network as a Keras model, and a Keras model of dense layers as a network.

Importing this module does not import Keras; calling its functions does.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import Any

import numpy as np

from nnref._arrays import FloatArray
from nnref.network import Network

NEGATIVE_SLOPE = 0.1  # nnref's, and the lecture's; Keras's own default is another one
_SAME_NAME = ("linear", "sigmoid", "tanh", "relu", "softmax")
_SUPPORTED = (
    "Supported are Dense layers with the activations linear, sigmoid, tanh, relu, LeakyReLU(negative_slope=0.1) and, in "
    "the last layer, softmax or linear."
)


def to_keras(network: Network) -> Any:
    r"""Make a Keras model of a network: same weights, same outputs.

    Layer $l$ becomes `model.layers[l - 1]`, a `Dense` whose kernel is $W^l$ and whose bias is $b^l$: the layouts are the
    same. The model has copies of the weights and the network's dtype; it is not compiled.

    A leaky ReLU has the negative slope 0.1. TensorFlow keeps the slope of its own in float32, even in a float64 model:
    0.1 would be 0.10000000149. So in float64 the activation is a function of nnref's; Keras reads a saved model with it
    where `to_keras` or `from_keras` was called before.

    Args:
        network: The network.

    Returns:
        A `keras.Sequential` of `Dense` layers.

    Raises:
        ImportError: If Keras, or TensorFlow below it, is not installed.

    Examples:
        >>> from nnref import Network
        >>> from nnref.keras import to_keras
        >>> model = to_keras(Network([2, 3, 2], rng=0))
        >>> [tuple(weights.shape) for weights in model.get_weights()]
        [(2, 3), (3,), (3, 2), (2,)]

    References:
        Chollet, F. and others (2015). Keras. https://keras.io
    """
    keras = _keras("to_keras")
    dtype = network.dtype.name
    # Without its dtype here, the input would be rounded to float32 on its way into a float64 model.
    model = keras.Sequential([keras.Input((network.layer_sizes[0],), dtype=dtype)])
    for units, name in zip(network.layer_sizes[1:], [*network.hidden, network.output], strict=True):
        activation = _leaky_relu(keras, dtype) if name == "leaky_relu" else name
        model.add(keras.layers.Dense(units, activation=activation, dtype=dtype))
    model.set_weights([part for pair in zip(network.weights, network.biases, strict=True) for part in pair])
    return model


def from_keras(model: Any) -> Network:
    r"""Make a network of a Keras model of dense layers: same weights, same outputs.

    An activation may stand in its `Dense` layer or in a layer of its own after it. A last layer without one becomes
    a linear output, which `Network` trains on the squared error. Only weights and activations are taken over, not what a
    Keras model was compiled with, nor regularizers or constraints.

    Args:
        model: A built `keras.Sequential` of `Dense` layers, in float32 or float64.

    Returns:
        The network, with copies of the weights, of the model's dtype.

    Raises:
        ImportError: If Keras, or TensorFlow below it, is not installed.
        TypeError: If `model` is not a `keras.Sequential`.
        ValueError: If it has no weights yet, or a layer, an activation or a dtype that `Network` does not have.

    Examples:
        >>> import keras
        >>> from nnref.keras import from_keras
        >>> dense = keras.layers.Dense
        >>> model = keras.Sequential([keras.Input((2,)), dense(3, "relu"), dense(2, "softmax")])
        >>> network = from_keras(model)
        >>> print(network.layer_sizes, network.hidden, network.output, network.dtype)
        (2, 3, 2) ('relu',) softmax float32

    References:
        Chollet, F. and others (2015). Keras. https://keras.io
    """
    keras = _keras("from_keras")
    if not isinstance(model, keras.Sequential):
        raise TypeError(
            f"`model`: expected a keras.Sequential, got {type(model).__name__}. {_SUPPORTED} Put the layers of your "
            f"model in a Sequential."
        )
    if not model.built:
        raise ValueError(
            "`model`: expected a model with weights, got one that is not built. Begin it with keras.Input((n_in,)), "
            "or call model.build((None, n_in))."
        )
    weights, biases, activations = _read(keras, model)
    *hidden, output = activations
    _check_places(model, hidden, output)
    network = Network(
        [weights[0].shape[0], *(len(b) for b in biases)],
        hidden=hidden,
        output=output,
        initializer="zeros",
        rng=0,
        dtype=_common_dtype(weights + biases),
    )
    for mine, theirs in zip([*network.weights, *network.biases], [*weights, *biases], strict=True):
        mine[:] = theirs
    return network


def _keras(function: str) -> Any:
    try:
        keras = importlib.import_module("keras")
        _exact_leaky_relu(keras)
        return keras
    except ImportError as error:
        raise ImportError(
            f"nnref.{function} needs Keras and TensorFlow, and they could not be imported ({error}). "
            f'Install them: pip install "nnref[tensorflow]"'
        ) from error


@cache
def _exact_leaky_relu(keras: Any) -> Any:
    @keras.saving.register_keras_serializable(package="nnref")  # type: ignore[untyped-decorator]
    def leaky_relu(z: Any) -> Any:
        return keras.ops.where(z > 0, z, NEGATIVE_SLOPE * z)

    return leaky_relu


def _leaky_relu(keras: Any, dtype: str) -> Any:
    if dtype == "float64":
        return _exact_leaky_relu(keras)
    return keras.layers.LeakyReLU(negative_slope=NEGATIVE_SLOPE, dtype=dtype)


def _read(keras: Any, model: Any) -> tuple[list[FloatArray], list[FloatArray], list[str]]:
    weights: list[FloatArray] = []
    biases: list[FloatArray] = []
    activations: list[str] = []
    for layer in model.layers:
        place = f"layer '{layer.name}' ({type(layer).__name__})"
        if type(layer) is keras.layers.Dense:
            if not layer.use_bias:
                raise ValueError(
                    f"`model`: {place} has no bias, and every layer of a Network has one. Set use_bias=True."
                )
            if layer.compute_dtype != layer.variable_dtype:
                raise ValueError(
                    f"`model`: {place} keeps its weights in {layer.variable_dtype} and computes in "
                    f"{layer.compute_dtype}. Give the layers one dtype: Dense(..., dtype='float32')."
                )
            W, b = layer.get_weights()
            weights.append(W)
            biases.append(b)
            activations.append(_activation(keras, layer.activation, place))
        elif weights and activations[-1] == "linear" and _is_activation(keras, layer):
            activations[-1] = _activation(keras, layer, place)
        else:
            raise ValueError(f"`model`: {place} is not a layer that a Network has. {_SUPPORTED}")
    return weights, biases, activations


def _is_activation(keras: Any, layer: Any) -> bool:
    layers = keras.layers
    return type(layer) in (layers.Activation, layers.ReLU, layers.LeakyReLU, layers.Softmax)


def _activation(keras: Any, activation: Any, place: str) -> str:
    """Return our name of one of Keras's activations: a function, or a layer that stands for one."""
    if type(activation) is keras.layers.Activation:
        activation = activation.activation
    layers = keras.layers
    told = getattr(activation, "__name__", type(activation).__name__)
    if activation is _exact_leaky_relu(keras):
        return "leaky_relu"
    if type(activation) is layers.LeakyReLU:
        told = f"LeakyReLU(negative_slope={activation.negative_slope:g})"
        if activation.negative_slope == NEGATIVE_SLOPE:
            return "leaky_relu"
    elif type(activation) is layers.ReLU:
        told = "ReLU with a slope, a threshold or a largest value"
        if (activation.max_value, activation.negative_slope, activation.threshold) == (None, 0, 0):
            return "relu"
    elif type(activation) is layers.Softmax:
        told = f"Softmax(axis={activation.axis})"
        if activation.axis == -1:
            return "softmax"
    elif told in _SAME_NAME and activation is getattr(keras.activations, told):
        return str(told)
    elif activation is keras.activations.leaky_relu:
        told = "leaky_relu, whose negative slope is 0.2 in Keras"
    raise ValueError(f"`model`: {place} has the activation {told}. {_SUPPORTED}")


def _check_places(model: Any, hidden: list[str], output: str) -> None:
    if "softmax" in hidden:
        raise ValueError(f"`model`: '{model.name}' has a softmax before the last layer. {_SUPPORTED}")
    if output not in ("softmax", "linear"):
        raise ValueError(f"`model`: '{model.name}' ends with {output}. {_SUPPORTED}")


def _common_dtype(parts: list[FloatArray]) -> np.dtype[Any]:
    found = {part.dtype for part in parts}
    if len(found) > 1 or not found <= {np.dtype(np.float32), np.dtype(np.float64)}:
        names = ", ".join(sorted(dtype.name for dtype in found))
        raise ValueError(
            f"`model`: expected all weights in float32 or all in float64, got {names}. "
            f"Give every layer one dtype: Dense(..., dtype='float32')."
        )
    return found.pop()
