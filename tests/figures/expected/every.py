"""What every figure must show, by the figure's name."""

from __future__ import annotations

from functools import cache

from tests.figures.expect import EXPECTED, Expected
from tests.figures.expected import bends, classes, deep, digits, experiments, functions, networks, rounding

TOPICS = (bends, classes, deep, digits, experiments, functions, networks, rounding)
FIGURES = tuple(sorted(EXPECTED))


@cache
def expected(stem: str, column: str = "wide") -> Expected:
    """What a figure must show on a desktop or a phone."""
    return EXPECTED[stem](column == "narrow")
