"""A batch and its examples: the mean gradient, shares of it, and one layer as the tape sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from nnref import train
from tests.equations.notation.gradient_check import flat
from tests.equations.notation.networks import Case, case, one_layer
from tests.equations.notation.nudges import entries, slopes
from tests.equations.notation.registry import scenario
from tests.equations.scenario import Family, Scenario


def gradient(c: Case, examples: slice = slice(None)) -> np.ndarray:
    """The derivatives in all parameters."""
    gradients = c.network.backward(c.x[examples], c.y[examples])
    return flat(gradients.weights, gradients.biases)


def in_parameters(c: Case) -> Callable[..., np.ndarray]:
    """The derivatives of the batch's loss or, with an index, of one example's."""
    whole = gradient(c)
    single = {(n,): gradient(c, slice(n - 1, n)) for n in range(1, len(c.x) + 1)}
    return lambda over, under: {((), ()): whole, **{(n, ()): part for n, part in single.items()}}[over, under]


@scenario
def shares() -> Iterator[Scenario]:
    """Shares of different sizes."""
    for seed, parts in ((61, ({1, 4}, {2}, {3, 5, 6})), (62, ({2, 3, 6, 5}, {1, 4}))):
        c = case((2, 3, 4), seed, examples=6, output="softmax")
        single = {n: float(c.network.loss(c.x[n - 1], c.y[n - 1])) for n in range(1, 7)}
        yield Scenario(
            code={"L": Family(float(c.network.loss(c.x, c.y)), single)},
            given={
                "N": 6,
                "k": len(parts),
                "S": dict(enumerate(map(frozenset, parts), start=1)),
            },
            derivatives={("L", "w"): in_parameters(c)},
        )


@scenario
def ring() -> Iterator[Scenario]:
    """Numbers of workers and of parameters."""
    for k, P in ((3, 50), (7, 2778)):
        yield Scenario(given={"k": k, "P": P})


class Recorder:
    """An optimizer that keeps the gradients and stays where it is."""

    def __init__(self) -> None:
        self.gradients: list[np.ndarray] = []

    def update(self, parameters: np.ndarray, gradient: np.ndarray) -> None:
        self.gradients.append(gradient.copy())


@scenario
def batch_gradient() -> Iterator[Scenario]:
    """What `train` gives to the optimizer, batch by batch; the last batch is smaller."""
    c = case((2, 3, 4), 63, examples=7, output="softmax")
    optimizer = Recorder()
    train(c.network, c.x, c.y, optimizer=optimizer, epochs=1, batch_size=4, shuffle=False, progress=False)
    for g, batch in zip(optimizer.gradients, ((1, 2, 3, 4), (5, 6, 7)), strict=True):
        yield Scenario(
            code={"g": g},
            given={"N": len(batch), "B": frozenset(batch)},
            derivatives={("L", "w"): in_parameters(c)},
        )


@scenario
def tape() -> Iterator[Scenario]:
    """A layer within a network: what comes in, what goes out, and how the loss moves with it."""
    for layer, seed in ((1, 64), (2, 65)):
        c = case((3, 2, 4), seed, examples=5, output="softmax")
        A, W, b = c.a[layer - 1], c.w[layer], c.b[layer]
        by_weight = slopes(lambda W, A=A, b=b: one_layer(A, W, b), W)

        in_input = slopes(lambda a, c=c, layer=layer: c.loss_after(layer - 1, a), A)
        yield Scenario(
            code={"delta": c.delta[layer]},
            given={"a": A, "A": A, "w": W, "W": W, "N": 5, "n": dict(enumerate(c.sizes)), "l": layer},
            ranges={"m": range(1, 6), "i": range(1, W.shape[0] + 1), "j": range(1, W.shape[1] + 1)},
            derivatives={
                ("L", "w"): c.gradients.weights[layer - 1],
                ("L", "W"): c.gradients.weights[layer - 1],
                ("L", "b"): c.gradients.biases[layer - 1],
                ("L", "z"): slopes(lambda z, c=c, layer=layer: c.loss_at(layer, z), c.z[layer]),
                ("L", "a"): in_input,
                ("L", "A"): in_input,
                ("z", "w"): entries(by_weight, 2),
            },
        )
