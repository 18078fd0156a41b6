"""How variances pass through a layer: every outcome of small random layers, so that each expectation is exact."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

import nnref
from nnref import Network
from tests.equations.notation.registry import scenario
from tests.equations.scenario import MEAN, VARIANCE, Draws, Function, Layers, Scenario, draws

OPERATORS = {"E": MEAN, "Var": VARIANCE}
TANH = Function(nnref.tanh, (nnref.tanh_prime,))
ONE_UNIT, OTHER_UNIT = (-1.1, 0.2, 1.1, -0.2), (-0.6, 1.7, 0.6, -1.7)  # pre-activations, symmetric about 0


def all_signs(shape: tuple[int, int], size: float) -> Iterator[np.ndarray]:
    """Every matrix whose entries are plus or minus `size`: independent weights with mean 0 and variance size squared."""
    for signs in product((-size, size), repeat=shape[0] * shape[1]):
        yield np.array(signs).reshape(shape)


def forward_outcomes() -> tuple[Draws, Draws, Draws]:
    """The inputs, weights and pre-activations of a layer of 3 inputs and 2 units; inputs of mean not 0, as after a ReLU."""
    inputs = np.array(list(product((0.0, 0.7, 1.9), repeat=3)))
    a, w, z = [], [], []
    network = Network((3, 2), output="linear")
    for weights in all_signs((3, 2), 0.6):
        network.weights[0][:] = weights
        a.append(inputs)
        w.append(np.broadcast_to(weights, (len(inputs), 3, 2)))
        z.append(network.forward(inputs).z[0])
    return tuple(draws(np.moveaxis(np.concatenate(each), 0, -1)) for each in (a, w, z))


@scenario
def forward_variance() -> Iterator[Scenario]:
    """Unit by unit."""
    a, w, z = forward_outcomes()
    yield Scenario(code={"z": z}, given={"a": a, "w": w, "n_in": 3, **OPERATORS}, ranges={"j": range(1, 3)})


@scenario
def forward_variance_of_any() -> Iterator[Scenario]:
    """Any unit, input and weight: they are distributed alike."""
    a, w, z = forward_outcomes()
    yield Scenario(code={"z": z[1]}, given={"a": a[2], "w": w[1, 0], "n_in": 3, **OPERATORS})


@scenario
def he_forward() -> Iterator[Scenario]:
    """A ReLU layer over pre-activations that are symmetric about 0."""
    size = 0.6
    pre = np.array(list(product((-1.7, -0.4, 0.4, 1.7), repeat=3)))
    network = Network((3, 3, 1), hidden="relu", output="linear")
    network.weights[0][:] = np.eye(3)
    after = []
    for weights in all_signs((3, 1), size):
        network.weights[1][:] = weights
        after.append(network.forward(pre).z[1][:, 0])
    z = Layers({1: draws(pre[:, 0]), 2: draws(np.concatenate(after))})
    yield Scenario(code={"z": z}, given={"w": draws([-size, size]), "n_in": 3, "l": 2, **OPERATORS})


@scenario
def leaky_he() -> Iterator[Scenario]:
    """Weights whose variance keeps that of z, found through nnref's leaky ReLU."""
    z = np.array([-2.1, -0.3, 0.3, 2.1])
    for alpha, n_in in ((0.2, 5), (0.5, 7)):
        a = nnref.leaky_relu(z, negative_slope=alpha)
        size = np.sqrt(z.var() / (n_in * np.mean(a**2)))
        yield Scenario(code={"w": draws([-size, size])}, given={"alpha": alpha, "n_in": n_in, **OPERATORS})


def backward_outcomes(
    scales: tuple[float, float, float] = (1.0, 0.7, 1.6), second: tuple[float, ...] = ONE_UNIT
) -> tuple[Layers, Layers, Draws, float]:
    """The deltas, pre-activations and weights of a layer of 2 tanh units before 3 outputs, and the weights' variance.

    They are layers 2 and 3, since a number that is 1 could hide a power. The pre-activations of the `second` unit may be
    others than those of the first. The outputs' deltas have different `scales`. The targets are chosen so that they take
    every outcome whatever the weights are: deltas and weights are independent.
    """
    size = 0.6
    pre = np.array(list(product(ONE_UNIT, second)))
    errors = np.array(list(product((-0.9, 0.4), repeat=3))) * scales
    x = np.repeat(pre, len(errors), axis=0)
    last = np.tile(errors, (len(pre), 1))
    network = Network((2, 2, 3), hidden="tanh", output="linear")
    network.weights[0][:] = np.eye(2)
    first, w = [], []
    for weights in all_signs((2, 3), size):
        network.weights[1][:] = weights
        # The loss is the mean over 3 outputs and all examples: its delta is 2/(3 N) of the difference.
        y = network.predict(x) - last * 3 * len(x) / 2
        first.append(network.backward(x, y).deltas[0])
        w.append(np.broadcast_to(weights, (len(x), 2, 3)))
    times = len(first)
    deltas = {2: np.concatenate(first), 3: np.tile(last, (times, 1))}
    layers = Layers({layer: draws(delta.T) for layer, delta in deltas.items()})
    z = Layers({2: draws(np.tile(x, (times, 1)).T)})
    return layers, z, draws(np.moveaxis(np.concatenate(w), 0, -1)), size**2


@scenario
def backward_unit() -> Iterator[Scenario]:
    """A unit's delta, from those of the layer after, in every outcome."""
    deltas, z, w, _ = backward_outcomes(second=OTHER_UNIT)
    yield Scenario(
        code={"delta": deltas, "f": TANH},
        given={"z": z, "w": Layers({3: w}), "n": {1: 4, 2: 2, 3: 3}, "l": 2},
        ranges={"i": range(1, 3)},
    )


@scenario
def backward_glorot() -> Iterator[Scenario]:
    """The same with the layer counted from the outputs."""
    deltas, z, w, _ = backward_outcomes(second=OTHER_UNIT)
    yield Scenario(
        code={"delta": deltas, "f": TANH},
        given={"z": z, "w": Layers({3: w}), "n_out": 3, "l": 3},
        ranges={"i": range(1, 3)},
    )


@scenario
def backward_glorot_of_any() -> Iterator[Scenario]:
    """Any unit of each layer: they are distributed alike."""
    deltas, z, w, _ = backward_outcomes((1.0, 1.0, 1.0))
    yield Scenario(
        code={"delta": Layers({layer: delta[1] for layer, delta in deltas.items()}), "f": TANH},
        given={"z": z[2][0], "w": w[1, 2], "n_out": 3, "l": 3, **OPERATORS},
    )


@scenario
def backward_variance() -> Iterator[Scenario]:
    """The mean square of a unit's delta."""
    deltas, z, _, variance = backward_outcomes(second=OTHER_UNIT)
    yield Scenario(
        code={"delta": deltas, "f": TANH},
        given={"z": z, "v": variance, "n": {1: 4, 2: 2, 3: 3}, "l": 2, **OPERATORS},
        ranges={"i": range(1, 3)},
    )


@scenario
def backward_variance_of_layer() -> Iterator[Scenario]:
    """The mean squared length of a layer's deltas; its units' pre-activations are distributed alike."""
    deltas, z, _, variance = backward_outcomes()
    yield Scenario(
        code={"delta": deltas, "f": TANH},
        given={"z": z[2][1], "v": variance, "n": {1: 4, 2: 2, 3: 3}, "l": 2, **OPERATORS},
    )
