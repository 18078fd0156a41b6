"""Steps of the optimisers within the text: the parabola, the bowl, the valley, Adam's start, the unit that dies."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

import nnref
from nnref import SGD, Adam
from tests.equations.notation.adam import remembered
from tests.equations.notation.networks import ACTIVATIONS, Case
from tests.equations.notation.optimizers import GRADIENTS, RATES, STEPS, walk
from tests.equations.notation.rectifiers import X, Y, one_unit_network
from tests.equations.notation.registry import scenario
from tests.equations.scenario import Function, Scenario


@scenario
def step_with_the_new_slope() -> Iterator[Scenario]:
    """A step down the parabola from 1, with the slope where it ends: SGD again and again from 1, until it stays."""
    w = np.array([1.0])
    for _ in range(60):  # each time twice as near
        slope = nnref.mean_squared_error_prime([0.0], w)
        w = np.array([1.0])
        SGD(0.25).update(w, slope)
    yield Scenario(code={"w_m": w.item()})


@scenario
def slope_of_a_bowl() -> Iterator[Scenario]:
    """The gradients that nnref finds where a weight stands: the bowl is the squared error of a weight, times a factor."""
    for eta, curvature in ((0.3, 1.7), (0.45, 2.9)):
        w, places, gradients = np.array([0.8]), {0: 0.8}, {}
        sgd = SGD(eta)
        for t in STEPS:
            g = curvature / 2 * nnref.mean_squared_error_prime([0.0], w)
            sgd.update(w, g)
            places[t], gradients[t] = w.item(), g.item()
        yield Scenario(code={"w": places, "g": gradients}, given={"lambda": curvature}, ranges={"t": STEPS})


@scenario
def rates_that_shrink() -> Iterator[Scenario]:
    """Rates at which a step of SGD multiplies the weight by something between -1 and 1, nearly to both ends."""
    for curvature, factor in ((1.7, 1 - 1e-7), (2.9, 0.4), (0.6, -1 + 1e-7)):
        w = np.array([1.0])
        SGD(1.0).update(w, curvature * w)
        yield Scenario(code={"eta": (1 - factor) / (1 - w.item())}, given={"lambda": curvature})


@scenario
def nesterov_gradient() -> Iterator[Scenario]:
    """Where Nesterov's variant stands, where its ball is, and how fast."""
    for gradients, (eta, mu) in zip(GRADIENTS, RATES, strict=True):
        w = walk(SGD(eta, momentum=mu), gradients)
        u = {0: 0.0, **{t: w[t] - w[t - 1] for t in STEPS}}
        stored = walk(SGD(eta, momentum=mu, nesterov=True), gradients)
        yield Scenario(code={"hat w": stored, "w": w, "u": u}, given={"mu": mu}, ranges={"t": STEPS})


@scenario
def steps_through_the_valley() -> Iterator[Scenario]:
    """The steps that nnref's SGD takes until the loss is a thousandth; and how many they are if a part of one counts."""
    curvature, w, sgd = np.array([1.0, 100.0]), np.array([10.0, 1.0]), SGD(2 / 101)
    losses = [100.0]
    while losses[-1] > losses[0] / 1000:
        sgd.update(w, curvature * w)
        losses.append(float(curvature @ w**2 / 2))
    yield Scenario(code={"t": len(losses) - 1})
    yield Scenario(code={"t": np.log(1000) / np.log(losses[0] / losses[1]) * (1 + 1e-9)})  # 1e-9 for rounding


@scenario
def steps_before_the_end() -> Iterator[Scenario]:
    """What Adam remembers after its first step, with its usual settings, for gradients of either sign."""
    for g in (1.7, -0.6):
        _, memory = remembered({}, [g])
        adam = Adam()
        yield Scenario(
            code={
                "m": memory["m"],
                "v": memory["v"],
                "hat m": {1: memory["m"][1] / (1 - adam.beta_1)},
                "hat v": {1: memory["v"][1] / (1 - adam.beta_2)},
            },
            given={"g": {1: g}},
        )


@scenario
def adam_defaults() -> Iterator[Scenario]:
    """nnref's defaults, which are Keras's."""
    adam = Adam()
    yield Scenario(
        code={
            "beta_1": adam.beta_1,
            "beta_2": adam.beta_2,
            "hat epsilon": adam.epsilon,
            "epsilon": adam.epsilon,
        },
        relative=True,
    )


def stepped(eta: float) -> tuple[float, float, list[float]]:
    """The page's unit after a step from w = 2, b = 0: its weight, its bias, its two pre-activations."""
    network = one_unit_network("relu", 2, 0)
    gradients = network.backward(X, Y)
    parameters = np.array([2.0, 0.0])
    SGD(eta).update(parameters, np.array([gradients.weights[0].item(), gradients.biases[0].item()]))
    network.parameters[:2] = parameters
    return (*parameters.tolist(), network.forward(X).z[0].ravel().tolist())


def after_a_step(example: int) -> Iterator[Scenario]:
    """The unit after steps of several lengths; z is that of one of the examples."""
    for eta in (0.03, 0.31):
        w, b, z = stepped(eta)
        yield Scenario(code={"w": w, "b": b, "z": z[example]}, given={"eta": eta})


@scenario
def after_a_step_first() -> Iterator[Scenario]:
    yield from after_a_step(0)


@scenario
def after_a_step_second() -> Iterator[Scenario]:
    yield from after_a_step(1)


def last_open(example: int) -> float:
    """The rate at which an example's pre-activation becomes 0; it falls in proportion to the rate."""
    before, after = stepped(0.0)[2][example], stepped(1.0)[2][example]
    return before / (before - after)


@scenario
def shut_first() -> Iterator[Scenario]:
    yield Scenario(code={"eta": last_open(0)})


@scenario
def shut_second() -> Iterator[Scenario]:
    yield Scenario(code={"eta": last_open(1)})


@scenario
def rates_that_kill() -> Iterator[Scenario]:
    """All rates of a grid, and the limit itself, after which no example is open."""
    for eta in (last_open(1) * (1 + 1e-9), *np.arange(0.02, 0.5, 0.04)):
        if max(stepped(eta)[2]) <= 0:
            yield Scenario(code={"eta": float(eta)})


@scenario
def exact_fit() -> Iterator[Scenario]:
    """Where the unit's loss is smallest: there nnref's gradient, which is linear while both examples are open, is 0."""

    def gradient(w: float, b: float) -> np.ndarray:
        found = one_unit_network("relu", w, b).backward(X, Y)
        return np.array([found.weights[0].item(), found.biases[0].item()])

    start = gradient(2, 0)
    bent = np.array([gradient(3, 0) - start, gradient(2, 1) - start])
    w, b = np.array([2.0, 0.0]) - np.linalg.solve(bent.T, start)
    if nnref.mean_squared_error(Y, one_unit_network("relu", w, b).predict(X)) > 1e-28:
        raise AssertionError("expected both examples fitted exactly")
    yield Scenario(code={"w": w.item(), "b": b.item()})


def dead(example: int) -> Iterator[Scenario]:
    """The unit after the page's long step, and what a leak lets it answer to one of the examples."""
    w, b, z = stepped(0.5)
    yield Scenario(code={"w": w, "b": b, "z": z[example], "a": float(nnref.leaky_relu(z[example]))})


@scenario
def dead_first() -> Iterator[Scenario]:
    yield from dead(0)


@scenario
def dead_second() -> Iterator[Scenario]:
    yield from dead(1)


def unit_of(hidden: str, name: str) -> Iterator[Scenario]:
    """A unit on both sides of 0."""
    for w, b, x in ((1.3, -0.4, 0.9), (-0.7, 0.2, 1.6)):
        c = Case(one_unit_network(hidden, w, b), np.array([x]), np.array([0.0]))
        yield Scenario(
            code={"z": c.z[1].item(), "a": c.a[1].item(), name: Function(ACTIVATIONS[hidden].code)},
            given={"w": w, "x": x, "b": b},
        )


@scenario
def relu_unit() -> Iterator[Scenario]:
    yield from unit_of("relu", "ReLU")


@scenario
def leaky_unit() -> Iterator[Scenario]:
    yield from unit_of("leaky_relu", "LReLU")
