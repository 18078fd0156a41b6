"""After MkDocs: what is made from the built site, or mended in it."""

from __future__ import annotations

from pathlib import Path

from scripts.finish import search
from scripts.verification import foot


def finish(site: Path) -> None:
    """All of it, in an order in which each finds what it needs."""
    foot.write(site)
    search.write(site)
