"""How long a row of deltas can be, one layer back or all the way."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tests.equations.notation.networks import Case, case
from tests.equations.notation.registry import scenario
from tests.equations.scenario import Scenario


@scenario
def backward() -> Iterator[Scenario]:
    """One example's deltas, a row for each layer."""
    for hidden in ("sigmoid", "tanh"):
        c = case((3, 2, 4, 5), 11, hidden=hidden)
        yield Scenario(code={"delta": c.delta, "f": c.f}, given={"W": c.w, "z": c.z}, ranges={"l": range(1, c.depth)})


def balanced(c: Case) -> Case:
    """The network at its best: every z nearly 0, and matrices that stretch all rows alike on the way back."""
    rng = np.random.default_rng(0)
    for number, size in enumerate((0.7, 1.6, 1.1)):
        W = c.network.weights[number]
        # 1e-7 off, so that no rounding carries a side above its bound.
        W[:] = size * np.linalg.qr(rng.normal(size=W.shape))[0] + 1e-7 * rng.normal(size=W.shape)
        z = rng.normal(scale=1e-4, size=W.shape[1])
        c.network.biases[number][:] = z - c.network.forward(c.x).a[number] @ W
    return Case(c.network, c.x, c.y)


@scenario
def backward_sigmoid() -> Iterator[Scenario]:
    """One example's deltas in sigmoid layers: with ordinary weights, with large ones, and where the bounds are reached."""
    plain, large, best = (case((5, 4, 3, 2), seed, hidden="sigmoid") for seed in (12, 13, 14))
    large.network.parameters[:] *= 3
    for c in (plain, large, balanced(best)):
        yield Scenario(
            code={"delta": c.delta, "z": c.z},
            given={"W": c.w, "L": c.depth},
            ranges={"l": range(1, c.depth)},
            relative=True,
        )
