"""ReLU and leaky ReLU: their corner, chains of units, bends put together, and a unit that dies."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nnref import SGD, Network
from tests.equations.notation.networks import ACTIVATIONS, Case, case
from tests.equations.notation.nudges import slopes
from tests.equations.notation.registry import scenario
from tests.equations.scenario import Function, Layers, Scenario

RELU = ACTIVATIONS["relu"]


@scenario
def difference_quotient() -> Iterator[Scenario]:
    """Steps to both sides of 0."""
    for h in (0.3, -0.7, 1e-6, -2.5):
        yield Scenario(code={"ReLU": RELU}, given={"h": h})


@scenario
def relu_subgradient() -> Iterator[Scenario]:
    """Both ends of the interval and a slope between, on both sides of 0."""
    for s in (0.0, 0.4, 1.0):
        for z in (-1.3, 0.0, 0.8, 1.9):
            yield Scenario(code={"ReLU": RELU}, given={"z": z, "s": s})


def chain(hidden: str, length: int, seed: int) -> Case:
    """A chain of single units, behind an output that plays no part."""
    return case((1,) * (length + 2), seed, hidden=hidden)


def of_unit(values: Layers) -> Layers:
    """Numbers in place of rows of one number."""
    return Layers({layer: float(np.ravel(value)[0]) for layer, value in values.items()})


@scenario
def chain_of_units() -> Iterator[Scenario]:
    """Chains of different lengths and activations."""
    for hidden, length in (("tanh", 2), ("sigmoid", 3)):
        c = chain(hidden, length, 51)
        last = slopes(lambda x, c=c, length=length: c.network.forward(x).a[length], c.x).item()
        yield Scenario(
            code={"f": c.f},
            given={"z": of_unit(c.z), "w": of_unit(c.w), "L": length},
            derivatives={("a", "a"): lambda *ends, last=last, length=length: {((length,), (0,)): last}[ends]},
        )


@scenario
def chain_of_slopes() -> Iterator[Scenario]:
    """Chains of sigmoids: ordinary ones, and one whose z are nearly 0."""
    for length, size in ((2, 1.0), (3, 1.0), (4, 1e-4)):
        c = chain("sigmoid", length, 52)
        c.network.parameters[:] *= size
        yield Scenario(code={"sigma": ACTIVATIONS["sigmoid"]}, given={"z": of_unit(c.z), "L": length}, relative=True)


@scenario
def tent() -> Iterator[Scenario]:
    """A point on each of the tent's four pieces, and its corners."""
    for x in (-0.6, 0.0, 0.3, 0.5, 0.8, 1.0, 1.7):
        yield Scenario(code={"R": RELU}, given={"T": Function(lambda x: np.interp(x, (0, 0.5, 1), (0, 1, 0))), "x": x})


def one_unit_network(hidden: str, w: float, b: float) -> Network:
    """A hidden unit whose activation is the prediction."""
    network = Network((1, 1, 1), hidden=hidden, output="linear", initializer="zeros")
    network.parameters[:] = (w, b, 1, 0)
    return network


X, Y = np.array([[1.0], [3.0]]), np.array([[1.0], [2.0]])


@scenario
def dying_unit() -> Iterator[Scenario]:
    """The page's two examples, and the step that is too long."""
    network = one_unit_network("relu", 2, 0)
    errors = (network.predict(X) - Y).ravel()
    gradients = network.backward(X, Y)
    g = {"w": gradients.weights[0].item(), "b": gradients.biases[0].item()}
    parameters = np.array([2.0, 0.0])
    SGD(0.5).update(parameters, np.array([g["w"], g["b"]]))
    yield Scenario(
        code={"w": parameters[0].item(), "b": parameters[1].item()},
        given={"q": errors, "x": X.ravel(), "w_old": 2, "b_old": 0, "u": g["w"], "v": g["b"]},
        derivatives={("L", "w"): g["w"], ("L", "b"): g["b"]},
        worked=(
            r"\sum_{n=1}^{2} q_n x_n",
            r"\sum_{n=1}^{2} q_n",
            r"w_{\text{old}} - \frac{1}{2} u",
            r"b_{\text{old}} - \frac{1}{2} v",
        ),
    )


@scenario
def leaky_step() -> Iterator[Scenario]:
    """The dead unit with a leak."""
    gradients = one_unit_network("leaky_relu", -4.5, -2.5).backward(X, Y)
    yield Scenario(
        derivatives={("L", "w"): gradients.weights[0].item(), ("L", "b"): gradients.biases[0].item()},
        given={"x": X.ravel()},
        worked=(
            r"\frac{1}{10} \left( -\frac{17}{10} \cdot x_1 - \frac{36}{10} \cdot x_2 \right)",
            r"\frac{1}{10} \left( -\frac{17}{10} - \frac{36}{10} \right)",
        ),
    )


@scenario
def one_unit() -> Iterator[Scenario]:
    """A unit below 0 and one above, and behind it a softmax, which is the rest of the network."""
    for x in (-1.4, 2.3):
        c = case((1, 1, 3), 53, hidden="leaky_relu", output="softmax")
        c = Case(c.network, np.array([x]), c.y)
        yield Scenario(
            code={"LReLU": ACTIVATIONS["leaky_relu"]},
            given={"z": c.z[1].item()},
            derivatives={
                ("L", "b"): c.gradients.biases[0].item(),
                ("L", "a"): slopes(lambda a, c=c: c.loss_after(1, a), c.a[1]).item(),
            },
        )
