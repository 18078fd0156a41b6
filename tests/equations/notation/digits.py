"""Reading digits: how many parameters, how many right, and how sure one may be of that."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from nnref import Network
from scripts.figures.digits import record
from tests.equations.notation.registry import scenario
from tests.equations.scenario import MEAN, VARIANCE, Scenario, draws


@scenario
def digits_parameters() -> Iterator[Scenario]:
    """The sizes that the page's network has."""
    network = Network([64, 32, 16, 10], hidden="relu", initializer="zeros")
    sizes = (network.weights[0].shape[0], *(W.shape[1] for W in network.weights))
    yield Scenario(code={"n": dict(enumerate(sizes))})


def read_right(examples: int, classes: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The classes of some inputs, and what a network takes them for: by chance, so that every mistake is made."""
    rng = np.random.default_rng(seed)
    network = Network([classes, classes])
    network.weights[0][:] = np.eye(classes)  # no class is preferred
    return rng.integers(classes, size=examples), network.predict(rng.normal(size=(examples, classes))).argmax(axis=1)


@scenario
def accuracy() -> Iterator[Scenario]:
    for examples, seed in ((5, 2), (7, 1)):
        true, said = read_right(examples, 2, seed)
        right = true == said
        yield Scenario(
            code={"hat p": 1 - np.count_nonzero(true != said) / examples, "x": right.astype(float)},
            given={"N": examples},
        )


@scenario
def bernoulli() -> Iterator[Scenario]:
    """A picture drawn from a few, of which the network reads the part p right."""
    for examples, seed in ((5, 2), (7, 1)):
        true, said = read_right(examples, 2, seed)
        right = (true == said).astype(float)
        yield Scenario(
            code={"x": draws(right[np.newaxis]), "p": float(right.mean())}, given={"E": MEAN}, ranges={"n": range(1, 2)}
        )


@scenario
def standard_error() -> Iterator[Scenario]:
    """Every outcome of a few pictures drawn independently, and the accuracy in each."""
    for examples, drawn, seed in ((5, 2, 1), (4, 3, 5)):
        true, said = read_right(examples, 2, seed)
        right = (true == said).astype(float)
        outcomes = np.array(list(product(right, repeat=drawn)))
        yield Scenario(
            code={"hat p": draws(outcomes.mean(axis=1)), "p": float(right.mean())}, given={"N": drawn, "Var": VARIANCE}
        )


@scenario
def accuracy_of_confusion() -> Iterator[Scenario]:
    """So many pictures that every digit is taken for every other."""
    true, said = read_right(4000, 10, 3)
    counts = np.zeros((10, 10))
    np.add.at(counts, (true, said), 1)
    if not counts.all():
        raise AssertionError("expected every digit taken for every other, or a lost term could hide: take another seed")
    yield Scenario(code={"hat p": float(np.mean(true == said)), "C": dict(np.ndenumerate(counts))})


@scenario
def digits_error() -> Iterator[Scenario]:
    """The record's network: 1 for every picture that it read right, 0 for every other, and how far their mean varies.

    Another test trains it again; here nnref computes nothing.
    """
    confusion = np.array(record()["confusion"])
    right = np.repeat([1.0, 0.0], [np.trace(confusion), confusion.sum() - np.trace(confusion)])
    yield Scenario(given={"hat p": float(right.mean()), "s": float(right.std() / np.sqrt(right.size))})


@scenario
def digits_needed() -> Iterator[Scenario]:
    """An accuracy of 97 % with a standard error of a tenth of a percent."""
    yield Scenario(given={"N": 0.97 * 0.03 / 0.001**2})
