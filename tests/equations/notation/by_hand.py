"""Worked examples of a single function or a single neuron."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scripts.examples import sigmoid as neuron
from scripts.examples import tanh
from tests.equations.notation.networks import ACTIVATIONS, one_layer
from tests.equations.notation.registry import scenario
from tests.equations.scenario import Scenario


@scenario
def sigmoid_neuron() -> Iterator[Scenario]:
    """The neuron's pre-activation."""
    z = one_layer(neuron.X, neuron.W[:, np.newaxis], np.array([neuron.B]))
    yield Scenario(
        code={"z": z.item()},
        given={"x": neuron.X, "w": neuron.W, "b": neuron.B},
        worked=(r"\sum_{i=1}^{2} x_i w_i + b",),
    )


@scenario
def tanh_by_hand() -> Iterator[Scenario]:
    """Tanh from its two exponentials."""
    yield Scenario(
        code={"tanh": ACTIVATIONS["tanh"]},
        given={"u": float(np.exp(tanh.Z)), "v": float(np.exp(-tanh.Z))},
        worked=(r"\frac{u - v}{u + v}",),
    )
