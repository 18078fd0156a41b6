"""The pages of the built site, in the order of the navigation, each with its address, its title and a sentence about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from scripts.finish.tree import Node, parse
from scripts.paths import ROOT

# What KaTeX sets would be most of the work of reading a page; the LaTeX beside it is all that is wanted.
SET = re.compile(r"(<x-math[^>]*>).*?(<annotation[^>]*>.*?</annotation>).*?(</x-math>)", re.DOTALL)
LONGEST = 200  # characters of a description: what previews and lists show


@dataclass(frozen=True)
class Page:
    """A built page."""

    source: str  # its Markdown, under docs
    file: Path
    section: str  # of the navigation; empty for a page that stands alone there
    address: str
    title: str
    description: str
    article: Node


class Loader(yaml.SafeLoader):
    """Reads mkdocs.yml without minding what it takes from the environment."""


Loader.add_constructor("!ENV", lambda loader, node: None)


def settings() -> dict[str, Any]:
    """What mkdocs.yml says."""
    said: dict[str, Any] = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader)
    return said


def read(site: Path) -> list[Page]:
    """Every page of the navigation, as built.

    Raises:
        ValueError: If a page was not built, or without an address.
    """
    said = settings()
    return [page(site, source, section, said["site_description"]) for section, source in listed(said["nav"])]


def listed(nav: list[Any], section: str = "") -> list[tuple[str, str]]:
    """The sources of the pages, each with the section that it belongs to."""
    found: list[tuple[str, str]] = []
    for entry in nav:
        name, value = next(iter(entry.items())) if isinstance(entry, dict) else ("", entry)
        found += listed(value, section or name) if isinstance(value, list) else [(section, value)]
    return found


def page(site: Path, source: str, section: str, about: str) -> Page:
    """One page."""
    stem = re.sub(r"(^|/)index$", "", source.removesuffix(".md"))
    file = next((file for file in (site / stem / "index.html", site / f"{stem}.html") if file.is_file()), None)
    if file is None:
        raise ValueError(
            f"{source}: expected the navigation to name pages that are built, found no page for it in {site}"
        )
    tree = parse(SET.sub(r"\1\2\3", file.read_text(encoding="utf-8")))
    canonical = tree.find(lambda node: node.tag == "link" and node.attributes.get("rel") == "canonical")
    article = tree.find(lambda node: node.tag == "article")
    if canonical is None or article is None:
        raise ValueError(f"{source}: expected a built page with a canonical address and an article; is site_url set?")
    heading = article.find(lambda node: node.tag == "h1")
    return Page(
        source=source,
        file=file,
        section=section,
        address=public(canonical.attributes["href"]),
        title=heading.words() if heading else stem,
        description=about if source == "index.md" else description(tree, article, about),
        article=article,
    )


def public(address: str) -> str:
    """Where a page is on the web; pages for a folder have the names of files."""
    return re.sub(r"(?<=/)index\.html$|\.html$", lambda found: "/" if found[0] == ".html" else "", address)


def description(tree: Node, article: Node, about: str) -> str:
    """What the page says of itself in its front matter; else the question that it opens with, or its first sentences."""
    meta = tree.find(lambda node: node.tag == "meta" and node.attributes.get("name") == "description")
    if meta is not None and meta.attributes["content"] != about:
        return meta.attributes["content"]
    if (question := article.with_class("question")) is not None:
        return question.words()
    paragraph = article.find(lambda node: node.tag == "p" and bool(node.words()))
    return shortened(paragraph.words()) if paragraph else about


def shortened(text: str) -> str:
    """As many whole sentences as a preview shows; of a first one that is longer, its beginning."""
    if len(text) <= LONGEST:
        return text
    end = max((found.start() + 1 for found in re.finditer(r"[.!?](?= )", text[: LONGEST + 1])), default=0)
    return text[:end] if end else text[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
