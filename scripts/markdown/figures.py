"""`![](../generated/figures/NAME.svg)` alone in a paragraph becomes the whole figure.

Light and dark, a desktop's and a phone's rendering, the caption and the numbers as a table, from what `scripts.figures` wrote.
A figure that was never drawn, or has no words, breaks the build.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor
from mkdocs.exceptions import BuildError

from scripts.paths import GENERATED

PLACE = re.compile(r"^!\[\]\((?P<folder>[./]*generated/figures/)(?P<name>[a-z0-9-]+)\.svg\)$")


class FigureProcessor(BlockProcessor):
    """Builds elements rather than HTML, so that MkDocs checks and rewrites the addresses."""

    def test(self, parent: Element, block: str) -> bool:
        """Whether the block is a figure and nothing else."""
        return PLACE.match(block.strip()) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Put the figure where its image stood."""
        found = PLACE.match(blocks.pop(0).strip())
        assert found is not None
        figure = record(found["name"])
        element = SubElement(parent, "figure", {"class": "drawn", "id": f"figure-{found['name']}"})
        for column, (width, height) in figure["sizes"].items():
            for mode in ("light", "dark"):
                source = f"{found['folder']}{found['name']}-{column}-{mode}.svg#only-{mode}"
                # A hidden picture that is lazy is never fetched: each reader loads the one that is shown.
                attributes = {"src": source, "alt": figure["alt"], "class": column, "loading": "lazy"}
                SubElement(element, "img", attributes | {"width": str(width), "height": str(height)})
        SubElement(element, "figcaption").text = figure["caption"]
        add_table(element, figure)


def add_table(parent: Element, figure: dict[str, Any]) -> None:
    """The numbers behind the picture, to unfold."""
    details = SubElement(parent, "details", {"class": "numbers", "data-search-exclude": ""})
    SubElement(details, "summary").text = "The numbers in this figure"
    scroller = {"class": "scroll", "tabindex": "0", "role": "group", "aria-label": "The numbers in this figure"}
    table = SubElement(SubElement(details, "div", scroller), "table")
    head = SubElement(SubElement(table, "thead"), "tr")
    for name in figure["columns"]:
        SubElement(head, "th", {"scope": "col"}).text = name
    body = SubElement(table, "tbody")
    for row in figure["rows"]:
        line = SubElement(body, "tr")
        for cell in row:
            SubElement(line, "td").text = cell
    if figure["notes"]:
        SubElement(details, "p").text = figure["notes"]


def record(name: str) -> dict[str, Any]:
    """What was written beside the pictures."""
    path: Path = GENERATED / "figures" / f"{name}.json"
    if not path.is_file():
        raise BuildError(f"No figure {name!r} was drawn: is there a scripts/figures/{name.replace('-', '_')}.py?")
    figure: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if not figure["alt"] or not figure["caption"] or not figure["rows"]:
        raise BuildError(
            f"scripts/figures/{name.replace('-', '_')}.py: a figure needs alt text, a caption and a table."
        )
    return figure


class FigureExtension(Extension):
    """Place figures whole."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Before paragraphs (priority 10) take the block."""
        md.parser.blockprocessors.register(FigureProcessor(md.parser), "nnref-figures", 15)


def makeExtension(**settings: Any) -> FigureExtension:  # noqa: N802 (Python-Markdown's name)
    """Entry point for Python-Markdown."""
    return FigureExtension(**settings)
