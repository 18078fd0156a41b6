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
def drawn(site: Path, project: Path) -> Callable[..., str]:
    """`drawn(stem, column, mode)`: a picture's file as it was drawn for the site, which shows a shorter one.

    That it paints the same, `test_shown_pictures.py` says.
    """

    def read(stem: str, column: str = "wide", mode: str = "light") -> str:
        name = f"{stem.replace('_', '-')}-{column}-{mode}.svg"
        return (project / "docs" / "generated" / "figures" / name).read_text(encoding="utf-8")

    return read
