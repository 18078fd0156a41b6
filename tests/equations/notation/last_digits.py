"""Ulps, and what is lost when nearly equal numbers are subtracted."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

import nnref
from tests.equations.notation.registry import scenario
from tests.equations.scenario import Function, Scenario


@scenario
def ulp() -> Iterator[Scenario]:
    """Numbers at both ends of a power of 2 and between, of both signs."""
    for x in (1.0, 2 - 1e-7, -0.3, 1000.0, -8.0):
        yield Scenario(given={"u": Function(lambda x: np.spacing(np.abs(x))), "x": x}, relative=True)


@scenario
def two_classes() -> Iterator[Scenario]:
    """Logits small enough that the probability's distance from 1 keeps ten digits."""
    for z in (0.7, -2.1, 6.0):
        yield Scenario(code={"hat y": nnref.softmax([z, 0.0])}, given={"z": z}, relative=True)


@scenario
def cce_true_class() -> Iterator[Scenario]:
    """Each of the classes as the true one."""
    for z in ([0.4, -1.3, 2.2, 0.9], [1.7, 0.2, -0.6]):
        y_hat = nnref.softmax(z)
        yield Scenario(code={"hat y": y_hat}, ranges={"c": range(1, len(z) + 1), "i": range(1, len(z) + 1)})
