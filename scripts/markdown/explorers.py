"""`[explorer: activation]` alone in a paragraph becomes the explorer in its first state, from what `scripts.explorers` wrote.

`[explorer: activation f=tanh z=-1]` lets it open in another state. `[explorers: activation, chain-rule]` becomes a gallery: a
card an explorer, with its picture and a link to where it stands.
"""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor
from mkdocs.exceptions import BuildError

from scripts.explorers import EXPLORERS, PLACE, place
from scripts.paths import DOCS

GALLERY = re.compile(r"^\[explorers: (?P<names>[a-z0-9-]+(?:, [a-z0-9-]+)*)\]$")


class ExplorerProcessor(BlockProcessor):
    """Puts finished HTML in place, which nothing else in Markdown touches."""

    def test(self, parent: Element, block: str) -> bool:
        """Whether the block is the place of an explorer, or of the gallery, and nothing else."""
        return bool(PLACE.fullmatch(block.strip()) or GALLERY.fullmatch(block.strip()))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Put it there; the search index takes its words from the page around it."""
        block = blocks.pop(0).strip()
        if found := PLACE.fullmatch(block):
            attributes = {"id": f"explorer-{found['name']}", "data-search-exclude": ""}
            SubElement(parent, "x-explorer", attributes).text = self.stored(html(found))
        elif found := GALLERY.fullmatch(block):
            gallery = SubElement(parent, "ul", {"class": "explorer-cards"})
            for name in found["names"].split(", "):
                self.add_card(gallery, name)

    def add_card(self, gallery: Element, name: str) -> None:
        """One explorer: its picture and its name lead to it, and a sentence says what to try."""
        told = card(name)
        item = SubElement(gallery, "li")
        link = SubElement(item, "a", {"href": f"../{told['page']}#explorer-{name}"})
        SubElement(link, "span", {"class": "explorer-plot"}).text = self.stored(told["picture"])
        SubElement(link, "span", {"class": "explorer-title"}).text = told["title"]
        SubElement(item, "span", {"class": "explorer-prompt"}).text = told["prompt"]

    def stored(self, html: str) -> str:
        """What stands for finished HTML until everything else is done."""
        return str(self.parser.md.htmlStash.store(html))


def html(found: re.Match[str]) -> str:
    """What was written for an explorer."""
    path = place(found, DOCS).file
    if not path.is_file():
        raise BuildError(f"{found[0]}: no such explorer was drawn. There are: {', '.join(cards()) or 'none'}.")
    written: str = path.read_text(encoding="utf-8")
    return written


def card(name: str) -> dict[str, str]:
    """What the gallery says of an explorer."""
    drawn = cards()
    if name not in drawn:
        raise BuildError(f"[explorers: {name}]: it stands on no page. Those that do: {', '.join(drawn) or 'none'}.")
    return drawn[name]


def cards() -> dict[str, dict[str, str]]:
    """All that was drawn, by name."""
    path = EXPLORERS / "cards.json"
    found: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found


class ExplorerExtension(Extension):
    """Place explorers."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Before paragraphs (priority 10) and references (15) take the block."""
        md.parser.blockprocessors.register(ExplorerProcessor(md.parser), "nnref-explorers", 16)


def makeExtension(**settings: Any) -> ExplorerExtension:  # noqa: N802 (Python-Markdown's name)
    """Entry point for Python-Markdown."""
    return ExplorerExtension(**settings)
