"""The names that `% eq:` marks may use, each with the samples that it stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from tests.equations.scenario import Scenario

Build = Callable[[], Iterable[Scenario]]
SCENARIOS: dict[str, Build] = {}


def scenario(build: Build) -> Build:
    """Register the samples that a function makes under its name.

    Raises:
        ValueError: If the name is taken.
    """
    name = build.__name__
    if name in SCENARIOS:
        raise ValueError(f"expected one scenario {name!r}, got another in {build.__module__}")
    SCENARIOS[name] = build
    return build


@cache
def samples(name: str) -> tuple[Scenario, ...]:
    """The samples of a scenario, made once; the empty name is that of numbers and functions of one number."""
    return tuple(SCENARIOS[name or "numbers"]())
