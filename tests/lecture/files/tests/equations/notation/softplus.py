"""Softplus at numbers."""

from __future__ import annotations

from collections.abc import Iterator

import nnref.softplus
from tests.equations.notation.activations import FUNCTIONS, POINTS
from tests.equations.notation.registry import scenario
from tests.equations.scenario import Function, Scenario

SOFTPLUS = Function(nnref.softplus.softplus, (nnref.softplus.softplus_prime,))


@scenario
def softplus() -> Iterator[Scenario]:
    """Both sides of 0, near and far."""
    for z in POINTS:
        yield Scenario(code=FUNCTIONS | {"softplus": SOFTPLUS}, given={"z": z})
