"""Steps of nnref's SGD, with and without momentum, and the gradients of the batches that it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

import numpy as np

from nnref import SGD, Network
from nnref.optimizers import Optimizer
from tests.equations.notation.registry import scenario
from tests.equations.scenario import VARIANCE, Indexed, Scenario, draws

STEPS = range(1, 5)
GRADIENTS = ((1.3, -0.7, 2.1, 0.4), (-0.9, 1.6, 0.5, -2.2))  # g_1 to g_4, twice
RATES = ((0.3, 0.6), (0.45, 0.8))  # eta and mu


def walk(optimizer: Optimizer, gradients: Sequence[float], start: float = 0.8) -> dict[int, float]:
    """Where a weight stands before the first step and after each one."""
    w, places = np.array([start]), {0: start}
    for t, g in enumerate(gradients, start=1):
        optimizer.update(w, np.array([g]))
        places[t] = w.item()
    return places


def velocities(eta: float, mu: float, gradients: Sequence[float]) -> tuple[dict[int, float], dict[int, float]]:
    """The places of a ball, and how far each step took it."""
    w = walk(SGD(eta, momentum=mu), gradients)
    return w, {0: 0.0, **{t: w[t] - w[t - 1] for t in range(1, len(w))}}


def indexed(gradients: Sequence[float]) -> dict[int, float]:
    """Gradients by their step, from 1."""
    return dict(enumerate(gradients, start=1))


@scenario
def sgd() -> Iterator[Scenario]:
    for gradients, (eta, _) in zip(GRADIENTS, RATES, strict=True):
        code = {"w": walk(SGD(eta), gradients)}
        yield Scenario(code=code, given={"g": indexed(gradients), "eta": eta}, ranges={"t": STEPS})


@scenario
def descent_in_a_bowl() -> Iterator[Scenario]:
    """Gradients that are taken where the weight stands: lambda times the weight."""
    for eta, curvature in ((0.3, 1.7), (0.45, 2.9)):
        w, places = np.array([0.8]), {0: 0.8}
        sgd = SGD(eta)
        for t in STEPS:
            sgd.update(w, curvature * w)
            places[t] = w.item()
        yield Scenario(code={"w": places}, given={"eta": eta, "lambda": curvature}, ranges={"t": STEPS})


@scenario
def best_rate_in_a_valley() -> Iterator[Scenario]:
    """By what a step of SGD multiplies each weight of the figure's valley."""
    curvature, w = np.array([1.0, 100.0]), np.array([1.0, 1.0])
    SGD(2 / 101).update(w, curvature * w)
    yield Scenario(code={"q": w})


def example_gradients() -> np.ndarray:
    """The gradient of each of four examples in all parameters of a small network, and that of all four last."""
    network, rng = Network([2, 3, 2], rng=3), np.random.default_rng(3)
    x, labels = rng.normal(size=(4, 2)), np.array([0, 1, 1, 0])

    def flat(rows: slice) -> np.ndarray:
        found = network.backward(x[rows], labels[rows])
        return np.concatenate([np.ravel(part) for part in (*found.weights, *found.biases)])

    return np.array([*(flat(slice(n, n + 1)) for n in range(4)), flat(slice(0, 4))])


@scenario
def mean_gradient() -> Iterator[Scenario]:
    *each, whole = example_gradients()
    yield Scenario(code={"g": Indexed(enumerate(each, start=1)).beside(whole)}, given={"N": 4})


def draws_of_examples(batch: int) -> Scenario:
    """One weight's gradients: every batch that may be drawn, and every pair of examples."""
    *each, whole = example_gradients()[:, 0]
    pairs = np.array(list(permutations(each, 2))) - whole
    return Scenario(
        code={
            "hat g": draws([np.mean(rows) for rows in combinations(each, batch)]),
            "s": float(np.sqrt(np.mean((np.array(each) - whole) ** 2))),
            "c": float(pairs.prod(axis=1).mean()),
        },
        given={"N": 4, "B": batch, "Var": VARIANCE},
    )


@scenario
def batches() -> Iterator[Scenario]:
    """Batches of two and of three out of four examples."""
    yield from (draws_of_examples(batch) for batch in (2, 3))


@scenario
def batch_by_hand() -> Iterator[Scenario]:
    """All batches of two out of the four examples of the page, whose errors are their gradients in a bias."""
    gradients = np.array([1.0, 2.0, 3.0, 6.0])
    bias = Network([1, 1], output="linear", initializer="zeros")
    each = [bias.backward([[0.0]], [[-g / 2]]).biases[0].item() for g in gradients]
    yield Scenario(
        code={
            "hat g": draws([np.mean(rows) for rows in combinations(each, 2)]),
            "s": float(np.std(each)),
        },
        # Only in the general formulas below: the gradients, their mean, and the two parts of their variance.
        given={
            "g": indexed(list(gradients)),
            "m": gradients.mean().item(),
            "p": 7.0,
            "q": 2.0,
            "N": 4,
            "B": 2,
            "Var": VARIANCE,
        },
        worked=(
            r"\frac{\sum_{n=1}^{N} (g_n - m)^2}{N}",
            r"\frac{p}{q} \cdot \frac{1}{B} \cdot \frac{N - B}{N - 1}",
        ),
    )


@scenario
def momentum() -> Iterator[Scenario]:
    for gradients, (eta, mu) in zip(GRADIENTS, RATES, strict=True):
        w, u = velocities(eta, mu, gradients)
        given = {"g": indexed(gradients), "eta": eta, "mu": mu}
        yield Scenario(code={"w": w, "u": u}, given=given, ranges={"t": STEPS})


@scenario
def geometric_sum() -> Iterator[Scenario]:
    for mu in (0.6, 0.8):
        yield Scenario(given={"mu": mu}, ranges={"t": STEPS})


@scenario
def momentum_constant_gradient() -> Iterator[Scenario]:
    for g, (eta, mu) in zip((1.3, -0.7), RATES, strict=True):
        _, u = velocities(eta, mu, [g] * len(STEPS))
        yield Scenario(code={"u": u}, given={"g": g, "eta": eta, "mu": mu}, ranges={"t": STEPS})


def with_nesterov(stored: str, ball: str | None) -> Iterator[Scenario]:
    """What Nesterov's variant stores; the velocities, and the places of the ball itself, are those of plain momentum."""
    for gradients, (eta, mu) in zip(GRADIENTS, RATES, strict=True):
        w, u = velocities(eta, mu, gradients)
        code = {stored: walk(SGD(eta, momentum=mu, nesterov=True), gradients), "u": u}
        given = {"g": indexed(gradients), "eta": eta, "mu": mu}
        yield Scenario(code={**code, ball: w} if ball else code, given=given, ranges={"t": STEPS})


@scenario
def nesterov() -> Iterator[Scenario]:
    """As the code has it: w is what is stored."""
    yield from with_nesterov("w", None)


@scenario
def nesterov_step() -> Iterator[Scenario]:
    """As it is derived: w is the ball, with a hat what is stored."""
    yield from with_nesterov("hat w", "w")
