"""Networks in general position, and what formulas of a layer, forward or backward, speak of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

import nnref
from nnref import Network
from tests.equations.arithmetic import pick
from tests.equations.notation.registry import scenario
from tests.equations.scenario import Assignment, Function, Layers, Range, Scenario

ACTIVATIONS = {
    "linear": Function(nnref.linear, (nnref.linear_prime,)),
    "sigmoid": Function(nnref.sigmoid, (nnref.sigmoid_prime,)),
    "tanh": Function(nnref.tanh, (nnref.tanh_prime,)),
    "relu": Function(nnref.relu, (nnref.relu_prime,)),
    "leaky_relu": Function(nnref.leaky_relu, (nnref.leaky_relu_prime,)),
    "softmax": Function(nnref.softmax),
}
LOSSES = {"softmax": nnref.categorical_crossentropy_from_logits, "linear": nnref.mean_squared_error}


@dataclass(frozen=True)
class Case:
    """A network with examples and their targets; a single example has no axis for it."""

    network: Network
    x: np.ndarray
    y: np.ndarray

    @cached_property
    def z(self) -> Layers:
        return layers(self.network.forward(self.x).z)

    @cached_property
    def a(self) -> Layers:
        return layers(self.network.forward(self.x).a, first=0)

    @cached_property
    def gradients(self) -> Any:
        return self.network.backward(self.x, self.y)

    @cached_property
    def delta(self) -> Layers:
        return layers(self.gradients.deltas)

    @cached_property
    def w(self) -> Layers:
        return layers(self.network.weights)

    @cached_property
    def b(self) -> Layers:
        return layers(self.network.biases)

    @property
    def sizes(self) -> tuple[int, ...]:
        return self.network.layer_sizes

    @property
    def depth(self) -> int:
        return len(self.sizes) - 1

    @property
    def f(self) -> Function:
        """The hidden layers' activation."""
        return ACTIVATIONS[self.network.hidden[0]]

    def in_parameters(self, *names: str) -> dict[tuple[str, str], Layers]:
        """The derivatives of the loss that `backward` returns, by the letters of the parameters."""
        found = {"w": self.gradients.weights, "b": self.gradients.biases}
        return {("L", name): layers(found[name.lower()]) for name in names}

    def loss_at(self, layer: int, z: np.ndarray) -> Any:
        """The loss, had this layer these pre-activations."""
        if layer == self.depth:
            return LOSSES[self.network.output](self.y, z)
        return self.loss_after(layer, ACTIVATIONS[self.network.hidden[layer - 1]].code(z))

    def loss_after(self, layer: int, a: np.ndarray) -> Any:
        """The loss, did this layer hand on these activations."""
        hidden = self.network.hidden[layer:]
        rest = Network(self.sizes[layer:], hidden=hidden, output=self.network.output, initializer="zeros")
        rest.parameters[:] = self.network.parameters[-rest.parameters.size :]
        return rest.loss(a, self.y)


def case(
    sizes: tuple[int, ...],
    seed: int,
    *,
    examples: int | None = None,
    hidden: str | list[str] = "tanh",
    output: str = "linear",
) -> Case:
    """A network with weights, biases, inputs and targets in general position."""
    rng = np.random.default_rng(seed)
    network = Network(sizes, hidden=hidden, output=output, initializer="zeros")
    network.parameters[:] = rng.normal(scale=0.8, size=network.parameters.size)
    rows = () if examples is None else (examples,)
    x, y = rng.normal(size=(*rows, sizes[0])), rng.uniform(0.1, 1.7, size=(*rows, sizes[-1]))
    return Case(network, x, y / y.sum(axis=-1, keepdims=True) if output == "softmax" else y)


def layers(values: Iterable[Any], *, first: int = 1) -> Layers:
    """One value a layer."""
    return Layers(enumerate(values, start=first))


def one_layer(a: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """A layer's pre-activations, by a network that has no other layer."""
    network = Network(W.shape, output="linear", initializer="zeros")
    network.weights[0], network.biases[0] = W, b
    return network.forward(a).z[0]


def between(tables: Mapping[tuple[int, int], np.ndarray]) -> Callable[..., Any]:
    """Derivatives of an entry of one layer in an entry of another, as the formula's scripts ask for them."""
    return lambda over, under: pick(tables[over[0], under[0]], (*over[1:], *under[1:]), 0)


def units(sizes: tuple[int, ...], shift: int = 0) -> Range:
    """The units of layer l, or of a neighbour."""

    def span(at: Assignment) -> range:
        return range(1, sizes[at["l"] + shift] + 1)

    return span


@scenario
def layer_unit() -> Iterator[Scenario]:
    """One example's way through every layer."""
    for seed in (1, 2):
        c = case((3, 2, 4), seed)
        yield Scenario(
            code={"z": c.z, "a": c.a},
            given={"w": c.w, "b": c.b, "n": dict(enumerate(c.sizes))},
            ranges={"l": range(1, c.depth + 1), "j": units(c.sizes)},
        )


@scenario
def layer_unit_worked() -> Iterator[Scenario]:
    """The row and the layer of the page on notation."""
    network = Network((2, 3), output="linear")
    network.weights[0], network.biases[0] = [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]], [0.0, 0.1, -0.1]
    c = Case(network, np.array([1.0, 2.0]), np.zeros(3))
    yield Scenario(
        code={"z": c.z, "a": c.a},
        given={"w": c.w, "b": c.b, "n": {0: 2, 1: 3}},
        ranges={"j": (2,)},
        worked=(r"\sum_{i=1}^{n_0} a_i^{0} w_{ij}^{1} + b_j^{1}",),
    )


@scenario
def parameter_count() -> Iterator[Scenario]:
    """The parameters of a network, counted layer by layer."""
    yield Scenario(given={"n": {0: 4, 1: 3, 2: 2}}, worked=("n_0 n_1 + n_1 + n_1 n_2 + n_2",))


@scenario
def layer() -> Iterator[Scenario]:
    """A batch's way through every layer and back."""
    for seed in (3, 4):
        c = case((3, 2, 4), seed, examples=5)
        yield Scenario(
            code={"z": c.z, "Z": c.z, "a": c.a, "A": c.a, "delta": c.delta},
            given={"w": c.w, "W": c.w, "b": c.b, "n": dict(enumerate(c.sizes)), "N": 5},
            ranges={"l": range(1, c.depth + 1), "m": range(1, 6), "i": units(c.sizes, -1), "j": units(c.sizes)},
            derivatives=c.in_parameters("w", "W", "b"),
        )


@scenario
def layer_of_its_own() -> Iterator[Scenario]:
    """A batch through layers that have each an activation of its own, the softmax being the last."""
    for seed in (5, 6):
        hidden = ["sigmoid", "tanh"]
        c = case((3, 2, 4, 5), seed, examples=6, hidden=hidden, output="softmax")
        yield Scenario(
            code={"A": c.a, "f": dict(enumerate((ACTIVATIONS[name] for name in (*hidden, "softmax")), start=1))},
            given={"Z": c.z},
            ranges={"l": range(1, c.depth + 1)},
        )


def steps_back(hidden: str | list[str], f: Any = None) -> Iterator[Scenario]:
    """The deltas of a batch, and all that one step back needs."""
    for seed in (7, 8):
        c = case((3, 2, 4, 5), seed, examples=6, hidden=hidden)
        yield Scenario(
            code={"delta": c.delta, "f": f or c.f},
            given={"W": c.w, "Z": c.z},
            ranges={"l": range(1, c.depth)},
        )


@scenario
def delta_hidden() -> Iterator[Scenario]:
    """One step back, with one activation for all hidden layers."""
    yield from steps_back("sigmoid")
    yield from steps_back("tanh")


@scenario
def delta_hidden_of_its_own() -> Iterator[Scenario]:
    """One step back, where each hidden layer has an activation of its own."""
    hidden = ["sigmoid", "tanh"]
    yield from steps_back(hidden, {1: ACTIVATIONS["sigmoid"], 2: ACTIVATIONS["tanh"]})


def outputs(output: str) -> Iterator[Scenario]:
    """The deltas of the last layer."""
    for seed in (9, 10):
        c = case((3, 2, 4), seed, examples=6, output=output)
        yield Scenario(
            code={"delta": c.delta, "hat Y": c.network.predict(c.x)},
            given={"Y": c.y, "N": 6, "K": 4, "L": c.depth},
        )


@scenario
def delta_output() -> Iterator[Scenario]:
    """Softmax with cross-entropy."""
    yield from outputs("softmax")


@scenario
def delta_output_linear() -> Iterator[Scenario]:
    """Linear outputs with squared error."""
    yield from outputs("linear")
