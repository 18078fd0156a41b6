"""What the symbols of a formula mean: values computed by nnref, samples, ranges of the indices, derivatives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

import numpy as np

Assignment = dict[str, int]
Range = range | tuple[int, ...] | Callable[[Assignment], range | tuple[int, ...]]


@dataclass(frozen=True)
class Function:
    """A function and its derivatives, first one first; a formula may show as many primes as are here."""

    code: Callable[..., Any]
    derivatives: tuple[Callable[..., Any], ...] = ()


@dataclass(frozen=True)
class Expectation:
    """An operator on random quantities: E or Var, a mean over all outcomes."""

    of: Callable[[np.ndarray], np.floating[Any]]


class Indexed(dict[int, Any]):
    """One value an index, and perhaps one for the name alone: gradients g_(n), and their mean g."""

    alone: Any = None

    def beside(self, alone: Any) -> Self:
        """The same, with a value for the name alone."""
        self.alone = alone
        return self


class Layers(Indexed):
    """One value a layer: a superscript chooses it."""


class Column(np.ndarray):
    """A vector that was transposed; vectors are rows, as everywhere in the notes."""


class Draws(np.ndarray):
    """A random quantity as its equally likely outcomes, along the last axis: exact if all are there."""


class Family(float):
    """A number with parts of the same name: N examples in all, N_j of class j."""

    members: Mapping[int, float]

    def __new__(cls, whole: float, members: Mapping[int, float]) -> Family:
        made = super().__new__(cls, whole)
        made.members = members
        return made


class Law:
    """The uniform distribution, to which a sample either fits or doesn't."""

    def __init__(self, low: float, high: float) -> None:
        if np.ndim(low) or np.ndim(high):
            raise ValueError("the bounds of a distribution are numbers")
        self.low, self.high = low, high

    def fits(self, outcomes: Any) -> bool:
        """Whether the outcomes stay within the bounds and are evenly spread between them."""
        x = np.sort(np.asarray(outcomes).ravel())
        even = np.linspace(self.low, self.high, x.size)
        # Kolmogorov's distance is below 1.95/sqrt(n) in 999 of 1,000 cases; the draws are seeded: it is always the same one.
        spread = np.abs(x - even).max() <= 1.95 / np.sqrt(x.size) * (self.high - self.low)
        return bool(x.size > 1 and spread and self.low <= x[0] and x[-1] <= self.high)


def draws(outcomes: Any) -> Draws:
    """Outcomes (..., number of outcomes) as a random quantity."""
    return np.asarray(outcomes, dtype=float).view(Draws)


MEAN = Expectation(lambda outcomes: outcomes.mean(axis=-1))
VARIANCE = Expectation(lambda outcomes: outcomes.var(axis=-1))


@dataclass(frozen=True, kw_only=True, eq=False)
class Scenario:
    """One sample of the quantities in a formula.

    Attributes:
        code: What nnref computed. A formula must use one of these, or be marked an identity.
        given: Samples: what nnref was given, and free numbers.
        ranges: The values of each index; a function of the other indices where it depends on them.
        derivatives: ("L", "w"): the derivative of L in w, indexed by the scripts of w (the layer first); or a function of the
            scripts of L and of those of w. Counts as code.
        after: What an arrow assigns: the value of the name on its left afterwards.
        allowed: Whether an assignment of the indices is meant by the formula.
        tolerance: The relative error that `=` allows: rounding, unless the scenario says why it is more.
        approximation: The relative error that `≈` allows where no digits are shown.
        attained: Whether an inequality must be sharp in one of the samples.
        relative: Whether errors and gaps are relative however small the sides are: where small numbers are the subject.
        worked: General formulas that a line of numbers may be an instance of, term by term.
    """

    code: Mapping[str, Any] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)
    ranges: Mapping[str, Range] = field(default_factory=dict)
    derivatives: Mapping[tuple[str, str], Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    allowed: Callable[[Assignment], bool] = lambda _: True
    tolerance: float = 1e-9
    approximation: float | None = None
    attained: bool = True
    relative: bool = False
    worked: tuple[str, ...] = ()

    @cached_property
    def values(self) -> dict[str, Any]:
        """All names with a value."""
        doubled = set(self.code) & set(self.given)
        if doubled:
            raise ValueError(f"expected each name once, got {sorted(doubled)} both as code and as given")
        return {**self.given, **self.code}

    @cached_property
    def functions(self) -> frozenset[str]:
        """The names that call what stands in parentheses after them."""
        found = {
            name
            for name, value in self.values.items()
            if isinstance(value, Function | Expectation)
            or (isinstance(value, dict) and value and all(isinstance(each, Function) for each in value.values()))
        }
        return frozenset(found)
