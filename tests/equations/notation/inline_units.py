"""Units, layers and whole networks, as the text speaks of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

import nnref
from nnref import Network
from tests.equations.notation.linear import layers as parameters_of
from tests.equations.notation.linear import stack
from tests.equations.notation.networks import ACTIVATIONS, case, layers, one_layer, units
from tests.equations.notation.nudges import slopes
from tests.equations.notation.rectifiers import one_unit_network
from tests.equations.notation.registry import scenario
from tests.equations.scenario import Layers, Scenario


def unit(w: float, x: float, b: float, y: float) -> Scenario:
    """A unit with one input, and its squared error."""
    (p, _), (_, a, _) = one_unit_network("sigmoid", w, b).forward(np.array([x]))
    return Scenario(
        code={
            "p": p.item(),
            "a": a.item(),
            "E": float(nnref.mean_squared_error([y], a)),
            "sigma": ACTIVATIONS["sigmoid"],
        },
        given={"w": w, "x": x, "b": b, "y": y},
    )


@scenario
def unit_with_error() -> Iterator[Scenario]:
    for numbers in ((0.7, 1.3, -0.4, 1.2), (-1.2, 0.6, 0.3, 0.1)):
        yield unit(*numbers)


@scenario
def unit_of_the_page() -> Iterator[Scenario]:
    """The unit with the page's numbers."""
    yield unit(0.5, 2.0, -1.0, 1.0)


@scenario
def unit_values() -> Iterator[Scenario]:
    """One example in every layer; the last layer hands on its pre-activations."""
    for hidden, seed in (("tanh", 71), ("sigmoid", 72)):
        c = case((3, 2, 4, 5), seed, hidden=hidden)
        yield Scenario(
            code={"z": c.z, "a": c.a, "f": c.f, "hat y": c.network.predict(c.x)},
            given={"w": c.w, "L": c.depth},
            ranges={"l": range(1, c.depth), "i": units(c.sizes), "j": units(c.sizes)},
        )


@scenario
def last_units() -> Iterator[Scenario]:
    """The outputs of a network whose last layer is linear."""
    c = case((3, 2, 4), 73)
    outputs = range(1, 5)
    yield Scenario(
        code={"hat y": c.network.predict(c.x)}, given={"z": c.z, "L": c.depth}, ranges={"j": outputs, "k": outputs}
    )


@scenario
def chain_values() -> Iterator[Scenario]:
    """A chain of units, one a layer."""
    c = case((1, 1, 1, 1), 74)
    numbers = {name: Layers({l: v.item() for l, v in found.items()}) for name, found in vars_of(c).items()}  # noqa: E741
    yield Scenario(
        code={"z": numbers["z"], "a": numbers["a"], "f": c.f},
        given={"w": numbers["w"], "b": numbers["b"]},
        ranges={"l": range(1, c.depth)},
    )


def vars_of(c: object) -> dict[str, Layers]:
    """The tables of a case, by their letters."""
    return {name: getattr(c, name) for name in ("z", "a", "w", "b")}


@scenario
def prediction() -> Iterator[Scenario]:
    """What a network with a softmax answers, which is what its last layer hands on."""
    c = case((3, 2, 4), 75, examples=5, output="softmax")
    yield Scenario(code={"hat y": c.network.predict(c.x)}, given={"a": c.a, "A": c.a, "L": c.depth})


@scenario
def batch_deltas() -> Iterator[Scenario]:
    """The deltas of a batch, and how the loss moves when a layer's pre-activations are nudged."""
    c = case((3, 2, 4), 76, examples=3, output="softmax")
    nudged = layers(slopes(lambda z, layer=layer: c.loss_at(layer, z), c.z[layer]) for layer in c.z)
    yield Scenario(code={"delta": c.delta}, derivatives={("L", "Z"): nudged}, ranges={"l": range(1, c.depth + 1)})


@scenario
def matrix_step() -> Iterator[Scenario]:
    """One matrix product with its bias."""
    rng = np.random.default_rng(77)
    A, W, b = rng.normal(size=(5, 3)), rng.normal(size=(3, 2)), rng.normal(size=2)
    yield Scenario(code={"Z": one_layer(A, W, b)}, given={"A": A, "W": W, "b": b})


@scenario
def whole_stack() -> Iterator[Scenario]:
    """All linear layers at once, as the docstring names them."""
    network, x = stack(3)
    W, b = nnref.compose_linear(*zip(network.weights, network.biases, strict=True))
    given = parameters_of(network)
    yield Scenario(
        code={
            "A": Layers(enumerate(network.forward(x).a)),
            "W": given["W"].beside(W),
            "b": given["b"].beside(b),
        },
        given={"L": 3},
        ranges={"l": range(1, 4)},
    )


@scenario
def depth() -> Iterator[Scenario]:
    """Networks of two layers: 2-3-2 and 4-3-2."""
    for sizes in ((2, 3, 2), (4, 3, 2)):
        yield Scenario(code={"L": len(Network(sizes).weights)})


@scenario
def symmetric_weights() -> Iterator[Scenario]:
    """Weights that are the same transposed, and two rows."""
    W = np.array([[0.7, -1.3], [-1.3, 0.4]])
    for a in (np.array([1.0, 0.0]), np.array([0.6, -1.9])):
        yield Scenario(given={"a": a, "W": W, "w": W})


@scenario
def tanh_network() -> Iterator[Scenario]:
    """A hidden layer of tanh, and the same with sigmoids of twice the pre-activation."""
    c = case((3, 4, 2), 78)
    yield Scenario(
        code={
            "a": c.a[1],
            "hat y": c.network.predict(c.x),
            "tanh": ACTIVATIONS["tanh"],
            "s": nnref.sigmoid(2 * c.z[1]),
        },
        given={"x": c.x, "W": c.w, "w": c.w, "b": c.b},
        ranges={"j": range(1, 5), "k": range(1, 3)},
    )


@scenario
def six_layers() -> Iterator[Scenario]:
    """Six sigmoid layers, all matrices of spectral norm 2: ordinary ones, and where the bound is reached."""
    for best in (False, True):
        c = case((3,) * 7, 79, hidden="sigmoid")
        rng = np.random.default_rng(79)
        for number, W in enumerate(c.network.weights):
            W[:] = np.linalg.qr(rng.normal(size=W.shape))[0] if best else W
            W *= 2 / np.linalg.norm(W, 2)
            if best:  # every z nearly 0, where the slope is largest
                z = rng.normal(scale=1e-5, size=3)
                c.network.biases[number][:] = z - c.network.forward(c.x).a[number] @ W
        delta = c.delta
        yield Scenario(code={"delta": delta}, relative=True)
