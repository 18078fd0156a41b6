"""A small network trained on points of the plane, and all that is told of it at one of the steps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

import nnref
from nnref._arrays import FloatArray
from scripts.datasets import DATASETS, Points
from scripts.explorers import spaced
from scripts.shared_random import permutation

EXAMPLES, NODES, REACH, MOMENTUM, CONSTANT = 200, 41, 1.5, 0.9, 0.5
LINE = spaced(-REACH, REACH, NODES)
PLACES = np.stack(np.meshgrid(LINE, LINE), axis=-1).reshape(-1, 2)


def numbers(state: dict[str, Any]) -> dict[str, Any]:
    """The training up to the state's step, or to the last one before it whose numbers are all finite."""
    rng = np.random.default_rng(state["seed"])
    x, y = points(state, rng)
    network = make(state, rng)
    kept = [network.parameters.copy()]
    if len(x):
        kept += trained(network, x, y, state, rng)
    with np.errstate(all="ignore"):
        losses = [loss(network, parameters, x, y) for parameters in kept] if len(x) else []
        step = len(kept) - 1
        while step > 0 and not np.isfinite(losses[step]):
            step -= 1
        network.parameters[...] = kept[step]
        return told(network, x, y, step, losses[: step + 1])


def points(state: dict[str, Any], rng: np.random.Generator) -> Points:
    """The points and their labels."""
    if state["data"] != "own":
        return DATASETS[state["data"]](rng, EXAMPLES)
    rows = np.array(state["points"], dtype=float).reshape(-1, 3)
    return rows[:, :2], rows[:, 2].astype(np.intp)


def make(state: dict[str, Any], rng: np.random.Generator) -> nnref.Network:
    """The network before its first step."""
    layers = range(1, int(state["layers"]) + 1)
    sizes = [2, *(int(state[f"units{layer}"]) for layer in layers), 2]
    initializer: Any = nnref.initializers.constant(CONSTANT) if state["init"] == "constant" else state["init"]
    return nnref.Network(sizes, hidden=[state[f"f{layer}"] for layer in layers], initializer=initializer, rng=rng)


def trained(
    network: nnref.Network, x: FloatArray, y: NDArray[np.intp], state: dict[str, Any], rng: np.random.Generator
) -> Iterator[FloatArray]:
    """The parameters after each step, to the state's or to where training breaks down."""
    eta = state["rate"]
    momentum = MOMENTUM if state["optimizer"] == "momentum" else 0.0
    adam = state["optimizer"] == "adam"
    optimizer: Any = nnref.Adam(learning_rate=eta) if adam else nnref.SGD(learning_rate=eta, momentum=momentum)
    dealt = batches(len(x), state["batch"], rng)
    for _ in range(state["t"]):
        batch = next(dealt)
        options = {"optimizer": optimizer, "epochs": 1, "batch_size": len(batch), "shuffle": False, "progress": False}
        try:
            nnref.train(network, x[batch], y[batch], **options)
        except FloatingPointError:
            return
        yield network.parameters.copy()


def batches(examples: int, asked: str, rng: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    """Epoch after epoch, the points of each batch; one batch of all points needs no order."""
    size = examples if asked == "all" else min(int(asked), examples)
    while True:
        order = np.arange(examples) if size == examples else permutation(rng, examples)
        yield from np.split(order, range(size, examples, size))


def loss(network: nnref.Network, parameters: FloatArray, x: FloatArray, y: NDArray[np.intp]) -> float:
    """The mean loss of all points at these parameters."""
    network.parameters[...] = parameters
    return float(network.loss(x, y))


def told(network: nnref.Network, x: FloatArray, y: NDArray[np.intp], step: int, losses: list[float]) -> dict[str, Any]:
    """All that the playground shows of a network."""
    gradients = network.backward(x, y) if len(x) else None
    steps = [k for k in range(len(losses)) if k <= 100 or k % 10 == 0 or k == step]
    blocks = zip(gradients.weights, gradients.biases, strict=True) if gradients else []
    return {
        "x": x,
        "y": y,
        "step": step,
        "steps": steps,
        "losses": [losses[k] for k in steps],
        "guess": nnref.categorical_crossentropy([0.5, 0.5], [0.5, 0.5]),
        "loss": losses[step] if losses else None,
        "norms": [np.linalg.norm(np.vstack((weights, bias))) for weights, bias in blocks],
        "right": int((network.predict(x).argmax(axis=1) == y).sum()) if len(x) else 0,
        "plane": network.predict(PLACES)[:, 1],
        "weights": network.weights,
        "biases": network.biases,
    }
