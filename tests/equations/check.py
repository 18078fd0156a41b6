"""Holds every link of a formula in every sample of its scenario, for every assignment of its indices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tests.equations import worked
from tests.equations.evaluate import COMPARE, Evaluator
from tests.equations.parser import parse
from tests.equations.scenario import Assignment, Law, Scenario
from tests.equations.tree import Chain, FalseError, Node, UnreadableError

ROUNDED = 3  # decimals from which on a typed number may be a rounded one
ATTAINED = 1e-6  # how near an inequality must come to equality somewhere, relative to its sides


def check(tex: str, samples: Sequence[Scenario], *, identity: bool = False) -> int:
    """How many links were tried; all of them hold.

    Raises:
        UnreadableError: If the formula can't be read with certainty, or says nothing of nnref and is not marked an identity.
        FalseError: If a link does not hold.
    """
    chains = parse(tex, samples[0].functions)
    tried = 0
    used: set[str | tuple[str, str]] = set()
    gaps: dict[tuple[int, int], float] = {}
    for scenario in samples:
        for number, chain in enumerate(chains):
            for assignment in assignments(scenario, chain):
                evaluator = Evaluator(scenario, assignment)
                evaluator.used = used
                tried += hold(evaluator, chain, number, gaps)
    for (number, link), gap in gaps.items():
        if samples[0].attained and gap > ATTAINED:
            raise FalseError(
                "the bound is never reached in the samples: is it too loose?", chains[number].sides[link].position
            )
    if not tried:
        raise UnreadableError("nothing was checked: no assignment of the indices is allowed")
    scenario = samples[0]
    from_code = any(name in scenario.code or name in scenario.derivatives for name in used)
    if identity and from_code:
        raise UnreadableError("marked an identity, yet it speaks of what nnref computes: take the mark away")
    if not identity and not from_code:
        raise UnreadableError("says nothing of nnref: bind one of its names to code, or mark it `% eq: identity …`")
    worked.require(chains, scenario)
    return tried


def hold(evaluator: Evaluator, chain: Chain, number: int, gaps: dict[tuple[int, int], float]) -> int:
    """Hold each link of a chain in one sample; `gaps` keeps how near each inequality came to equality."""
    scenario = evaluator.scenario
    values = []
    for side, relation in zip(chain.sides, [*chain.relations, ""], strict=True):
        evaluator.assigned = relation == "←"
        with np.errstate(all="ignore"):
            values.append(evaluator.quantity(side))
        evaluator.assigned = False
        if not finite(values[-1]):
            raise UnreadableError("not a finite number", side.position)
    for link, relation in enumerate(chain.relations):
        left, right = values[link], values[link + 1]
        sides = chain.sides[link], chain.sides[link + 1]
        if relation == "≈" or (relation == "⇒" and half_unit(sides[1]) is not None):
            holds = close(left, right, allowance(evaluator, *sides, left, right))
        elif relation in ("=", "←", "⇒"):
            holds = equal(left, right, sides, scenario)
        elif relation == "~":
            holds = isinstance(right, Law) and right.fits(left)
        elif np.ndim(left) or np.ndim(right):
            raise UnreadableError("an inequality between arrays", sides[1].position)
        else:
            holds = COMPARE[relation](left, right)
            if relation in ("<", ">"):
                # Rounding must not make a strict inequality out of two equal sides, nor out of a sum that is 0.
                size = max(abs(left), abs(right), 0 if scenario.relative else 1e-6)
                holds = holds and abs(left - right) > scenario.tolerance * size
            if relation != "≠":
                gap = abs(left - right) / max(abs(left), abs(right), 1e-300 if scenario.relative else 1)
                gaps[number, link] = min(gaps.get((number, link), np.inf), gap)
        if not holds:
            where = ", ".join(f"{name} = {value}" for name, value in evaluator.bound.items())
            raise FalseError(
                f"link {link + 1} is false: {told(left)} {relation} {told(right)}{' at ' + where if where else ''}"
                f"{sample(scenario)}",
                sides[1].position,
            )
    return len(chain.relations)


def finite(value: Any) -> bool:
    """Whether a value can be compared."""
    return isinstance(value, Law) or (np.asarray(value).dtype.kind in "biufc" and bool(np.all(np.isfinite(value))))


def equal(left: Any, right: Any, sides: tuple[Node, Node], scenario: Scenario) -> bool:
    """Whether two values are the same but for rounding; an array may be called 0."""
    if np.shape(left) != np.shape(right) and Node("number", ("0",)) not in sides:
        return False
    difference = np.max(np.abs(np.asarray(left) - np.asarray(right)))
    size = max(np.max(np.abs(left)), np.max(np.abs(right)))
    return bool(difference <= scenario.tolerance * (size if scenario.relative else max(size, 1e-3)))


def close(left: Any, right: Any, allowed: Any) -> bool:
    """Whether two values are as near as the digits that are shown."""
    return np.shape(left) == np.shape(right) and bool(np.all(np.abs(np.asarray(left) - np.asarray(right)) <= allowed))


def allowance(evaluator: Evaluator, left: Node, right: Node, a: Any, b: Any) -> Any:
    """How far apart the sides of an approximation may be: half a unit of the last digit that is shown."""
    shown = [half for side in (right, left) if (half := half_unit(side)) is not None]
    if shown:
        return np.max(np.broadcast_arrays(*shown), axis=0) * (1 + 1e-6)
    moved = 0.0
    for side, value in ((left, a), (right, b)):
        for literal in literals(side):
            if len(literal.args[0].partition(".")[2]) >= ROUNDED:
                evaluator.shift = {literal.position: half_of(literal.args[0])}
                moved = moved + np.abs(evaluator.quantity(side) - value)
    evaluator.shift = {}
    if np.any(moved):
        return moved * (1 + 1e-6)
    if evaluator.scenario.approximation is None:
        raise UnreadableError(
            "approximately by how much? No digits are shown, and the scenario doesn't say", right.position
        )
    return evaluator.scenario.approximation * max(np.max(np.abs(a)), np.max(np.abs(b)))


def half_of(text: str) -> float:
    """Half a unit of a number's last digit."""
    return 0.5 * 10.0 ** -len(text.partition(".")[2])


def half_unit(node: Node) -> Any:
    """Half a unit of the last digit of a side that is a number, or a matrix of numbers; else None."""
    if node.kind in ("negate", "parentheses"):
        return half_unit(node.args[0])
    if node.kind == "number":
        return half_of(node.args[0])
    if node.kind == "matrix":
        halves = [[half_unit(entry) for entry in row] for row in node.args]
        if any(half is None for row in halves for half in row):
            return None
        return np.array(halves[0] if len(halves) == 1 else halves)
    if node.kind == "dot" and node.args[1].kind == "scripted":
        base, below, above = node.args[1].args
        first = half_unit(node.args[0])
        if base == Node("number", ("10",)) and below is None and above is not None and first is not None:
            sign = -1 if above.kind == "negate" else 1
            exponent = above.args[0] if sign < 0 else above
            return first * 10.0 ** (sign * int(exponent.args[0])) if exponent.kind == "number" else None
    return None


def literals(node: Any) -> Iterator[Node]:
    """The typed numbers in a tree."""
    if isinstance(node, Node):
        if node.kind == "number":
            yield node
        for part in node.args:
            yield from literals(part)
    elif isinstance(node, tuple):
        for part in node:
            yield from literals(part)


def free(node: Any, ranges: Any, bound: frozenset[str] = frozenset()) -> Iterator[str]:
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


def assignments(scenario: Scenario, chain: Chain) -> Iterator[Assignment]:
    """All values of the indices that the chain leaves free."""
    indices = set(free(tuple(chain.sides), scenario.ranges)) - set(scenario.values)
    ordered = [name for name in scenario.ranges if name in indices]
    return (done for done in assign(scenario, ordered, {}) if scenario.allowed(done))


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


def told(value: Any) -> str:
    """A value in a message."""
    return np.array2string(np.asarray(value), precision=6, threshold=8).replace("\n", "")


def sample(scenario: Scenario) -> str:
    """The numbers of a sample that fit into a message."""
    small = {name: value for name, value in scenario.given.items() if isinstance(value, int | float)}
    return f" (sample: {', '.join(f'{name} = {value:.6g}' for name, value in small.items())})" if small else ""
