"""Holds every link of a formula in every sample of its scenario, for every assignment of its indices."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from tests.equations import worked
from tests.equations.arithmetic import COMPARE
from tests.equations.evaluate import Evaluator
from tests.equations.indices import assignments, free_in
from tests.equations.parser import parse
from tests.equations.rounding import allowance, half_unit
from tests.equations.scenario import Column, Law, Scenario
from tests.equations.tree import Chain, FalseError, Node, UnreadableError, parts

ATTAINED = 1e-6  # how near an inequality must come to equality somewhere, relative to its sides
ROUNDING = 1e-14  # of the largest term of a sum, but of no more than 1: what rounding may leave where its terms cancel


def check(tex: str, samples: Sequence[Scenario], *, identity: bool = False) -> int:
    """How many links were tried; all of them hold.

    Raises:
        UnreadableError: If the formula can't be read with certainty, or says nothing of nnref and is not marked an identity.
        FalseError: If a link does not hold.
    """
    chains = parse(tex, samples[0].functions)
    tried = 0
    used: set[str | tuple[str, str]] = set()
    met: set[int] = set()
    gaps: dict[tuple[int, int], Gap] = {}
    indices = [free_in(chain, samples[0]) for chain in chains]
    for scenario in samples:
        for number, chain in enumerate(chains):
            before = tried
            for assignment in assignments(scenario, indices[number]):
                evaluator = Evaluator(scenario, assignment)
                evaluator.used, evaluator.met = used, met
                tried += hold(evaluator, chain, number, gaps)
            if tried == before:
                raise UnreadableError("not checked in every sample: no assignment is allowed", chain.sides[0].position)
    for (number, link), gap in gaps.items():
        if samples[0].attained and gap.smallest(relative=samples[0].relative) > ATTAINED:
            raise FalseError(
                "the bound is never reached in the samples: is it too loose?", chains[number].sides[link].position
            )
    for chain in chains:
        for side, other in pairwise(chain.sides):
            if side == other:
                raise FalseError("both sides are the same: this says nothing", other.position)
        for part in parts(tuple(chain.sides)):
            if part.kind == "condition" and part.position not in met:
                raise UnreadableError("no sample is in this case", part.position)
    scenario = samples[0]
    from_code = any(name in scenario.code or name in scenario.derivatives for name in used)
    if identity and from_code:
        raise UnreadableError("marked an identity, yet it speaks of what nnref computes: take the mark away")
    if not identity and not from_code:
        raise UnreadableError("says nothing of nnref: bind one of its names to code, or mark it `% eq: identity …`")
    worked.require(chains, scenario)
    return tried


class Gap:
    """How near an inequality came to equality."""

    def __init__(self) -> None:
        self.difference = self.ratio = np.inf
        self.size = 1e-300

    def add(self, left: float, right: float) -> None:
        """The sides in one sample."""
        difference, size = abs(left - right), max(abs(left), abs(right), 1e-300)
        self.difference, self.size = min(self.difference, difference), max(self.size, size)
        self.ratio = min(self.ratio, difference / size)

    def smallest(self, *, relative: bool) -> float:
        """The smallest difference, beside the largest size in any sample; or beside the sides of the same sample."""
        return self.ratio if relative else self.difference / self.size


def hold(evaluator: Evaluator, chain: Chain, number: int, gaps: dict[tuple[int, int], Gap]) -> int:
    """Hold each link of a chain in one sample; `gaps` keeps how near each inequality came to equality."""
    scenario = evaluator.scenario
    values, scales = [], []
    for side, relation in zip(chain.sides, [*chain.relations, ""], strict=True):
        evaluator.assigned = relation == "←"
        evaluator.scale = 0.0
        with np.errstate(all="ignore"):
            values.append(evaluator.quantity(side))
        scales.append(evaluator.scale)
        evaluator.assigned = False
        if not finite(values[-1]):
            raise UnreadableError("not a finite number", side.position)
    for link, relation in enumerate(chain.relations):
        left, right = values[link], values[link + 1]
        sides = chain.sides[link], chain.sides[link + 1]
        rest = 0.0 if scenario.relative else ROUNDING * min(1.0, max(scales[link : link + 2]))
        if relation != "~" and (isinstance(left, Law) or isinstance(right, Law)):
            raise UnreadableError(r"a distribution is no number: write \sim", sides[1].position)
        if relation == "≈" or (relation == "⇒" and half_unit(sides[1]) is not None):
            holds = close(left, right, allowance(evaluator, *sides, left, right))
        elif relation in ("=", "←", "⇒"):
            holds = equal(left, right, sides, scenario.tolerance, rest)
        elif relation == "~":
            holds = isinstance(right, Law) and right.fits(left)
        elif np.ndim(left) or np.ndim(right):
            raise UnreadableError("an inequality between arrays", sides[1].position)
        else:
            holds = COMPARE[relation](left, right)
            if relation in ("<", ">", "≠"):
                # Rounding must not make a difference out of two equal sides, nor out of a sum that is 0.
                holds = holds and not equal(left, right, sides, scenario.tolerance, rest)
            if relation != "≠":
                gaps.setdefault((number, link), Gap()).add(left, right)
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
    if isinstance(value, int | float):
        return math.isfinite(value)
    return isinstance(value, Law) or (np.asarray(value).dtype.kind in "biufc" and bool(np.all(np.isfinite(value))))


def equal(left: Any, right: Any, sides: tuple[Node, Node], tolerance: float, rest: float) -> bool:
    """Whether two values are the same but for rounding; an array may be called 0."""
    if not alike(left, right) and Node("number", ("0",)) not in sides:
        return False
    difference = np.max(np.abs(np.asarray(left) - np.asarray(right)))
    size = max(np.max(np.abs(left)), np.max(np.abs(right)))
    return bool(difference <= max(tolerance * size, rest))


def alike(left: Any, right: Any) -> bool:
    """Whether two values have the same shape; a row is no column."""
    return np.shape(left) == np.shape(right) and isinstance(left, Column) == isinstance(right, Column)


def close(left: Any, right: Any, allowed: Any) -> bool:
    """Whether two values are as near as the digits that are shown."""
    return alike(left, right) and bool(np.all(np.abs(np.asarray(left) - np.asarray(right)) <= allowed))


def told(value: Any) -> str:
    """A value in a message."""
    if np.ndim(value) == 0 and not isinstance(value, Law):
        return f"{value:.6g}"
    return np.array2string(np.asarray(value), precision=6, threshold=8).replace("\n", "")


def sample(scenario: Scenario) -> str:
    """The numbers of a sample that fit into a message."""
    small = {name: value for name, value in scenario.given.items() if isinstance(value, int | float)}
    return f" (sample: {', '.join(f'{name} = {value:.6g}' for name, value in small.items())})" if small else ""
