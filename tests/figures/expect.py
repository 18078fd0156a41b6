"""What a figure must show, as its words, its caption and nnref have it; nothing here looks at the code that draws it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Reals = NDArray[np.float64]
Cell = str | int | float | tuple[float, ...]  # a tuple for a cell that tells several numbers


@dataclass(frozen=True)
class Line:
    """A line through points, in the axes' units, perhaps with a dot at each; or the dots alone."""

    x: Any
    y: Any
    colour: str  # a quantity, ink or faint
    line: bool = True
    dots: bool = False
    fill: str = "filled"  # how the dots are: filled, hollow (with paper) or a ring (open)

    @property
    def is_exact(self) -> bool:
        """Whether it is drawn through these very points: matplotlib leaves points out from 128 on."""
        return np.size(self.x) < 128


@dataclass(frozen=True)
class Unit:
    """A unit of a network: a circle."""

    colour: str


@dataclass(frozen=True)
class Box:
    """A rectangle with words in it."""

    colour: str


@dataclass(frozen=True)
class Edge:
    """A line or an arrow from one shape to another."""

    start: str
    end: str
    colour: str
    arrow: bool = False


@dataclass(frozen=True)
class Head:
    """The head of an arrow: at the end of the edge of this name."""

    edge: str
    colour: str


Shape = Line | Unit | Box | Edge | Head


@dataclass(frozen=True)
class Pixels:
    """A picture of so many parts of ink, row by row, and how it shows them; with words above it, or none."""

    values: Reals
    colour: str
    words: str | None = None


@dataclass(frozen=True)
class View:
    """A panel: its shapes by name, its words with the shape that each names, or None; and what its axes are called."""

    shapes: Mapping[str, Shape] = field(default_factory=dict)
    words: Sequence[tuple[str, str | None]] = ()
    x: str = ""
    y: str = ""
    pictures: Sequence[Pixels] = ()
    columns: Sequence[Sequence[str]] = ()  # shapes that stand below one another, from left to right


@dataclass(frozen=True)
class Expected:
    """A figure: its panels in order, and the columns of its table."""

    panels: Sequence[View]
    table: Mapping[str, Sequence[Cell]]


EXPECTED: dict[str, Callable[[bool], Expected]] = {}


def figure(expected: Callable[[bool], Expected]) -> Callable[[bool], Expected]:
    """Register what the figure of the function's name must show; the argument says whether it is the phone's."""
    EXPECTED[expected.__name__] = expected
    return expected


def curve(function: Callable[[Reals], Any], low: float, high: float, colour: str = "function") -> Line:
    """The graph of a function between two ends, at more points than any figure has."""
    x = np.linspace(low, high, 2001)
    return Line(x, np.asarray(function(x)), colour)


def through(x: ArrayLike, y: ArrayLike, colour: str = "function", *, dots: bool = False) -> Line:
    """Straight pieces through points."""
    return Line(np.asarray(x), np.asarray(y, dtype=float), colour, dots=dots)


def dot(x: float, y: Any, colour: str = "function", *, hollow: bool = False) -> Line:
    """One dot."""
    return Line(np.array([x]), np.array([y]), colour, line=False, dots=True, fill="hollow" if hollow else "filled")


def ring(x: float, y: Any, colour: str) -> Line:
    """A ring around a point."""
    return Line(np.array([x]), np.array([y]), colour, line=False, dots=True, fill="ring")


def floats(values: ArrayLike) -> list[Cell]:
    """A column of numbers."""
    return [float(value) for value in np.asarray(values).ravel()]


def whole(values: ArrayLike) -> list[Cell]:
    """A column of whole numbers."""
    return [int(value) for value in np.asarray(values).ravel()]
