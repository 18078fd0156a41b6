"""What every figure must show, by the figure's name."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path

from tests.figures.expect import EXPECTED, Expected

# Each module beside this one tells of some figures; importing it registers them.
for _module in pkgutil.iter_modules([str(Path(__file__).parent)]):
    if _module.name != Path(__file__).stem:
        importlib.import_module(f"tests.figures.expected.{_module.name}")

FIGURES = tuple(sorted(EXPECTED))


@cache
def expected(stem: str, column: str = "wide") -> Expected:
    """What a figure must show on a desktop or a phone."""
    return EXPECTED[stem](column == "narrow")
