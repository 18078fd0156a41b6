"""Practice: the words of an exercise (docs/exercises), its numbers (scripts/exercises), and the HTML made of both.

The browser draws the same numbers for the same seed (docs/javascripts/practice), and puts them where the words leave room.
"""

from __future__ import annotations

from scripts.paths import GENERATED, write_if_changed
from scripts.practice import page
from scripts.practice.exercise import load, stems

TARGET = GENERATED / "exercises"


def write() -> None:
    """Write each page's exercises to `docs/generated/exercises/<stem>.md`, where the page includes them from."""
    wanted = {TARGET / f"{stem}.md" for stem in stems()}
    for path in wanted:
        write_if_changed(path, page.html(path.stem, load(path.stem)))
    for stale in set(TARGET.glob("*.md")) - wanted:
        stale.unlink()
