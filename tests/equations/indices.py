"""The indices that a formula leaves free, and the values that they take."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from tests.equations.scenario import Assignment, Scenario
from tests.equations.tree import Chain, Node


def free(node: Any, ranges: Collection[str], bound: frozenset[str] = frozenset()) -> Iterator[str]:
    """The indices that no sum in the tree binds."""
    if isinstance(node, tuple):
        for part in node:
            yield from free(part, ranges, bound)
    elif isinstance(node, Node):
        if node.kind == "name" and node.args[0] in ranges and node.args[0] not in bound:
            yield node.args[0]
        if node.kind in ("sum", "prod", "max", "min"):
            yield from free(node.args[1:-1], ranges, bound)
            yield from free(node.args[-1], ranges, bound | {node.args[0]})
        else:
            yield from free(node.args, ranges, bound)


def free_in(chain: Chain, scenario: Scenario) -> list[str]:
    """The indices that a chain leaves free, in the order of the scenario."""
    found = set(free(tuple(chain.sides), scenario.ranges)) - set(scenario.values)
    return [name for name in scenario.ranges if name in found]


def assignments(scenario: Scenario, indices: list[str]) -> Iterator[Assignment]:
    """All values of the indices that the scenario allows together."""
    return (done for done in assign(scenario, indices, {}) if scenario.allowed(done))


def assign(scenario: Scenario, rest: list[str], done: Assignment) -> Iterator[Assignment]:
    """Every way of assigning the rest of the indices; one whose range depends on another waits for it."""
    if not rest:
        yield done
        return
    span = scenario.ranges[rest[0]]
    try:
        values = span(done) if callable(span) else span
    except KeyError as missing:
        wanted = missing.args[0]
        yield from assign(scenario, [wanted, *(name for name in rest if name != wanted)], done)
        return
    for value in values:
        yield from assign(scenario, rest[1:], {**done, rest[0]: value})
