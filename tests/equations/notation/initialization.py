"""The first weights: what nnref draws, what becomes of a zero start, and units that stay twins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

import nnref
from nnref import SGD, Network, initializers
from tests.equations.notation.registry import scenario
from tests.equations.scenario import VARIANCE, Family, Function, Law, Layers, Scenario, draws

# The variance of n uniform draws is off by sqrt(0.8 / n) of itself, of n normal ones by sqrt(2 / n): for the 150,000 to 360,000
# draws here 0.4 % at most. The seed is fixed: these are always the same draws. Twice that, so that no seed was chosen.
SAMPLED = 8e-3
WIDE, SQUARE = (300, 500), (600, 600)

SIGMOID = Function(nnref.sigmoid, (nnref.sigmoid_prime,))
TANH = Function(nnref.tanh, (nnref.tanh_prime,))


def drawn(initializer: Callable[..., Any], shape: tuple[int, int] = WIDE, **given: float) -> Iterator[Scenario]:
    """The weights that an initialiser draws, as one random quantity w, and the largest of them, r."""
    w = initializer(*shape, rng=np.random.default_rng(4))
    yield Scenario(
        code={"w": draws(w.ravel()), "r": float(np.abs(w).max())},
        given={"Var": VARIANCE, "U": Function(Law), "n_in": shape[0], "n_out": shape[1], **given},
        tolerance=SAMPLED,
    )


@scenario
def zeros() -> Iterator[Scenario]:
    yield from drawn(initializers.zeros)


@scenario
def constant() -> Iterator[Scenario]:
    yield from drawn(initializers.constant(0.3))


@scenario
def normal() -> Iterator[Scenario]:
    for s in (0.05, 0.7):
        yield from drawn(initializers.normal(s), s=s)


@scenario
def glorot_uniform() -> Iterator[Scenario]:
    yield from drawn(initializers.glorot_uniform)


@scenario
def glorot_normal() -> Iterator[Scenario]:
    yield from drawn(initializers.glorot_normal)


@scenario
def he_uniform() -> Iterator[Scenario]:
    yield from drawn(initializers.he_uniform)


@scenario
def he_normal() -> Iterator[Scenario]:
    yield from drawn(initializers.he_normal)


@scenario
def glorot_square() -> Iterator[Scenario]:
    """As many units in as out: there both of Glorot's demands are met."""
    yield from drawn(initializers.glorot_normal, SQUARE)


@scenario
def glorot_limit() -> Iterator[Scenario]:
    """The largest weight of the page's layer, in so many layers that it comes near its limit."""
    rng = np.random.default_rng(4)
    largest = max(float(np.abs(initializers.glorot_uniform(64, 32, rng=rng)).max()) for _ in range(20))
    # Of 40,960 draws the largest falls short of the limit by about 1 in 40,000.
    yield Scenario(code={"r": largest}, tolerance=1e-3, given={"n_in": 64, "n_out": 32}, worked=(
        r"\sqrt{3 \cdot \frac{2}{n_{\text{in}} + n_{\text{out}}}}",
    ))  # fmt: skip


def zero_network(hidden: str = "sigmoid") -> tuple[Network, np.ndarray, np.ndarray]:
    """A network of zeros with an unbalanced batch."""
    rng = np.random.default_rng(5)
    network = Network((3, 4, 3), hidden=hidden, initializer="zeros")
    labels = np.array([0, 1, 1, 1, 0, 1, 2])
    return network, rng.normal(size=(7, 3)), labels


@scenario
def delta_last_hidden() -> Iterator[Scenario]:
    """The deltas of the last hidden layer, for weights that are not 0."""
    rng = np.random.default_rng(3)
    network = Network((3, 4, 2), hidden="tanh", rng=3)
    x = rng.normal(size=(5, 3))
    gradients = network.backward(x, np.array([0, 1, 1, 1, 0]))
    yield Scenario(
        code={"delta": Layers(enumerate(gradients.deltas, start=1)), "f": TANH},
        given={
            "W": Layers(enumerate(network.weights, start=1)),
            "Z": Layers(enumerate(network.forward(x).z, start=1)),
            "L": 2,
        },
    )


@scenario
def weight_step() -> Iterator[Scenario]:
    """Every weight before and after a step of nnref's SGD."""
    rng = np.random.default_rng(2)
    network = Network((2, 3, 2), hidden="tanh", rng=2)
    x, labels, eta = rng.normal(size=(4, 2)), np.array([0, 1, 1, 0]), 0.3
    gradients = network.backward(x, labels)
    before = Layers(enumerate((weights.copy() for weights in network.weights), start=1))
    flat = np.concatenate([np.vstack([w, b]).ravel() for w, b in zip(gradients.weights, gradients.biases, strict=True)])
    SGD(eta).update(network.parameters, flat)
    sizes = network.layer_sizes
    yield Scenario(
        given={"w": before, "eta": eta},
        after={"w": Layers(enumerate(network.weights, start=1))},
        derivatives={("L", "w"): Layers(enumerate(gradients.weights, start=1))},
        ranges={
            "l": range(1, 3),
            "i": lambda at: range(1, sizes[at["l"] - 1] + 1),
            "j": lambda at: range(1, sizes[at["l"]] + 1),
        },
    )


@scenario
def zero_output() -> Iterator[Scenario]:
    """The output's gradients at a zero start."""
    for hidden, f in (("sigmoid", SIGMOID), ("tanh", TANH)):
        network, x, labels = zero_network(hidden)
        gradients = network.backward(x, labels)
        forward = network.forward(x)
        counts = {1: 2, 2: 4, 3: 1}
        yield Scenario(
            code={"a": Layers(enumerate(forward.a)), "delta": Layers(enumerate(gradients.deltas, start=1)), "f": f},
            given={"L": 2, "K": 3, "N": Family(7, counts), "y": np.eye(3)[labels]},
            derivatives={
                ("L", "w"): Layers(enumerate(gradients.weights, start=1)),
                ("L", "b"): Layers(enumerate(gradients.biases, start=1)),
            },
            ranges={"i": range(1, 5), "j": range(1, 4), "m": range(1, 8)},
        )


@scenario
def zero_output_worked() -> Iterator[Scenario]:
    """The page's batch: 48 of 64 examples are of the class."""
    network = Network((3, 4, 2), hidden="tanh", initializer="zeros")
    labels = np.arange(64) % 4 // 3
    gradients = network.backward(np.random.default_rng(5).normal(size=(64, 3)), labels)
    yield Scenario(
        derivatives={("L", "b"): Layers({2: gradients.biases[1]})},
        given={"L": 2, "K": 2, "N": Family(64, {1: 48, 2: 16})},
        worked=(r"\frac{1}{K} - \frac{N_1}{N}",),
    )


@scenario
def twins() -> Iterator[Scenario]:
    """Units j and k of layer l have equal weights in, equal weights out, and equal biases; one example."""
    for layer, seed in ((1, 6), (2, 7)):
        network = Network((3, 4, 5, 2), hidden="tanh", rng=seed)
        j, k = 2, 4
        network.weights[layer - 1][:, k - 1] = network.weights[layer - 1][:, j - 1]
        network.weights[layer][k - 1] = network.weights[layer][j - 1]
        rng = np.random.default_rng(seed)
        for bias in network.biases:
            bias[:] = rng.normal(size=bias.shape)
        network.biases[layer - 1][k - 1] = network.biases[layer - 1][j - 1]
        x = rng.normal(size=(1, 3))
        gradients, forward = network.backward(x, [1]), network.forward(x)
        sizes = network.layer_sizes
        yield Scenario(
            code={
                "z": Layers(enumerate((z[0] for z in forward.z), start=1)),
                "a": Layers(enumerate(a[0] for a in forward.a)),
                "delta": Layers(enumerate((delta[0] for delta in gradients.deltas), start=1)),
                "f": TANH,
            },
            given={
                "w": Layers(enumerate(network.weights, start=1)),
                "n": dict(enumerate(sizes)),
                "l": layer,
                "j": j,
                "k": k,
            },
            derivatives={("L", "w"): Layers(enumerate(gradients.weights, start=1))},
            ranges={"i": range(1, min(sizes[layer - 1], sizes[layer + 1]) + 1)},
        )
