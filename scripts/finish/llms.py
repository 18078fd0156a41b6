"""`llms.txt` and `llms-full.txt` at the site's root: the notes for machines that read, as https://llmstxt.org describes.

The first lists every page with a sentence about it; the second holds them all, formulas in LaTeX.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from scripts.finish.notes import Page
from scripts.finish.prose import pieces
from scripts.finish.shapes import SPACED, Prose, Target
from scripts.paths import write_if_changed

ALONE = "Notes"  # the heading of pages that belong to no section
DETAILS = (
    "Every formula, number, block of code and figure on these pages is held to the Python package `nnref` by tests. Layers "
    "count from 1, examples are rows, logarithms are natural unless a base is named. Text and figures: CC BY 4.0. Code: MIT."
)


def write(site: Path, pages: Iterable[Page]) -> None:
    """Both files."""
    pages = list(pages)
    write_if_changed(site / "llms.txt", listing(pages))
    write_if_changed(site / "llms-full.txt", SPACED.join([head(pages), *map(whole, pages)]) + "\n")


def head(pages: list[Page]) -> str:
    """What the notes are."""
    home = next(page for page in pages if page.source == "index.md")
    return SPACED.join([f"# {home.title}", f"> {home.description}", DETAILS])


def listing(pages: list[Page]) -> str:
    """The pages by section, in the order of the navigation, and where to find them all at once."""
    home = next(page for page in pages if page.source == "index.md")
    parts = [head(pages)]
    ordered = sorted(pages, key=lambda page: not page.section)
    for section, members in groupby(ordered, key=lambda page: page.section or ALONE):
        lines = [f"- [{page.title}]({page.address}): {page.description}" for page in members]
        parts.append(SPACED.join([f"## {section}", "\n".join(lines)]))
    everything = (
        f"- [All pages in one file]({home.address}llms-full.txt): the whole text in Markdown, formulas in LaTeX"
    )
    return SPACED.join([*parts, f"## Optional{SPACED}{everything}"]) + "\n"


def whole(page: Page) -> str:
    """A page, under a line and with its address."""
    target = Target(page.address, lambda _, address: address)
    title, *rest = (piece.text for piece in pieces(page.article, target) if isinstance(piece, Prose))
    return SPACED.join(["---", title, f"Address: <{page.address}>", *rest])
