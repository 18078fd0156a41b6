"""The figures of the built site, as readers get them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.figures import tables
from tests.figures.tables import Shown


@pytest.fixture(scope="session")
def shown(site: Path) -> list[Shown]:
    """The figures of all pages, with their tables."""
    return tables.shown_in(site)


@pytest.fixture(scope="session")
def drawn(site: Path) -> Callable[..., str]:
    """`drawn(stem, column, mode)`: the text of a picture's file."""

    def read(stem: str, column: str = "wide", mode: str = "light") -> str:
        name = f"{stem.replace('_', '-')}-{column}-{mode}.svg"
        return (site / "generated" / "figures" / name).read_text(encoding="utf-8")

    return read
