"""`[explorer: activation]` alone in a paragraph becomes the explorer in its first state, from what `scripts.explorers` wrote.

`[explorers]` becomes the gallery: a card an explorer, with its picture and a link to where it stands.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor
from mkdocs.exceptions import BuildError

from scripts.paths import GENERATED

PLACE = re.compile(r"^\[explorer: (?P<name>[a-z0-9-]+)\]$")


class ExplorerProcessor(BlockProcessor):
    """Puts finished HTML in place, which nothing else in Markdown touches."""

    def test(self, parent: Element, block: str) -> bool:
        """Whether the block is the place of an explorer and nothing else."""
        return PLACE.match(block.strip()) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Put the explorer there; the search index takes its words from the page around it."""
        found = PLACE.match(blocks.pop(0).strip())
        assert found is not None
        holder = SubElement(parent, "x-explorer", {"data-search-exclude": ""})
        holder.text = self.parser.md.htmlStash.store(html(found["name"]))


def html(name: str) -> str:
    """What was written for an explorer."""
    path: Path = GENERATED / "explorers" / f"{name}.html"
    if not path.is_file():
        known = ", ".join(sorted(each.stem for each in path.parent.glob("*.html")))
        raise BuildError(f"[explorer: {name}]: no such explorer was drawn. There are: {known or 'none'}.")
    return path.read_text(encoding="utf-8")


class ExplorerExtension(Extension):
    """Place explorers."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Before paragraphs (priority 10) and references (15) take the block."""
        md.parser.blockprocessors.register(ExplorerProcessor(md.parser), "nnref-explorers", 16)


def makeExtension(**settings: Any) -> ExplorerExtension:  # noqa: N802 (Python-Markdown's name)
    """Entry point for Python-Markdown."""
    return ExplorerExtension(**settings)
