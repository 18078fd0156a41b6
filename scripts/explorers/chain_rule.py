"""A 2-2-2 network with every number of one step, and a parameter's derivative as the products along its paths."""

from __future__ import annotations

from math import prod
from typing import Any

import nnref

UNITS = (1, 2)
# In the order of `Network.parameters`: each layer's weights by rows, then its biases.
KEYS = [
    f"{kind}{layer}_{unit}"
    for layer in (1, 2)
    for kind, units in (("w", ("11", "12", "21", "22")), ("b", ("1", "2")))
    for unit in units
]


def numbers(state: dict[str, Any]) -> dict[str, Any]:
    """All values and slopes, the factors of the one that is followed, and what one step makes of the parameters."""
    x, y = ([[float(state[f"{name}{unit}"]) for unit in UNITS]] for name in "xy")
    network = nnref.Network([2, 2, 2], hidden=state["hidden"], output=state["output"], rng=0)
    network.parameters[:] = [state[key] for key in KEYS]
    z, a = network.forward(x)
    weights, biases, deltas = network.backward(x, y)
    primes = getattr(nnref, f"{state['hidden']}_prime")(z[0][0])
    gradient = dict(zip(KEYS, [*weights[0].flat, *biases[0], *weights[1].flat, *biases[1]], strict=True))
    factors = paths(state, a, deltas, primes)
    now = {
        "x": x[0],
        "y": y[0],
        "z": [rows[0] for rows in z],
        "a": [rows[0] for rows in a],
        "deltas": [rows[0] for rows in deltas],
        "primes": primes,
        "gradient": list(gradient.values()),
        "factors": factors,
        "products": [prod(path) for path in factors],
        "loss": network.loss(x, y),
    }
    nnref.train(network, x, y, optimizer=nnref.SGD(learning_rate=state["eta"]), epochs=1, shuffle=False)
    return {**now, "next": network.parameters, "nextLoss": network.loss(x, y)}


def paths(state: dict[str, Any], a: Any, deltas: Any, primes: Any) -> list[list[float]]:
    """The factors on each path, from the loss back to the parameter; a bias has no source at its end."""
    kind, layer, units = state["edge"][0], int(state["edge"][1]), state["edge"][3:]
    to = int(units[-1])
    source = [a[layer - 1][0, int(units[0]) - 1]] if kind == "w" else []
    if layer == 2:
        return [[deltas[1][0, to - 1], *source]]
    return [[deltas[1][0, k - 1], state[f"w2_{to}{k}"], primes[to - 1], *source] for k in UNITS]
