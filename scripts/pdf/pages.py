"""The built pages of a session, with those that its readers need beside it."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path

from scripts.finish import notes
from scripts.finish.tree import Node, parse
from scripts.markdown import plain

SESSION = re.compile(r"(session-\d+)/")
BESIDE = ("notation.md",)  # pages that every session takes along
BIBLIOGRAPHY = "references.md"
FORMULA = re.compile(r"<x-math[^>]*>.*?</x-math>", re.DOTALL)
MATHML = re.compile(r'<span class="katex-mathml">(.*?</math>)</span>', re.DOTALL)
SET = 'class="katex-html" aria-hidden="true"'
ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
TEMPLATE = re.compile(r"<template\b.*?</template>", re.DOTALL)
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')
STYLESHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')


@dataclass(frozen=True)
class Page:
    """A built page. Its formulas stay as they were set: `x-math` elements, each with its place in `formulas`."""

    source: str  # its Markdown, under docs
    file: Path
    address: str
    stylesheets: tuple[Path, ...]
    article: Node
    formulas: list[str]

    @property
    def stem(self) -> str:
        """A name that no other page of the document has."""
        return re.sub(r"/index$", "", self.source.removesuffix(".md")).rpartition("/")[2]

    @property
    def title(self) -> str:
        """What it is called."""
        heading = self.article.find(lambda node: node.tag == "h1")
        return heading.words() if heading else self.stem


def sessions() -> dict[str, list[str]]:
    """The sessions of the navigation, each with the sources of its pages."""
    found: dict[str, list[str]] = {}
    for _, source in notes.listed(notes.settings()["nav"]):
        if session := SESSION.match(source):
            found.setdefault(session[1], []).append(source)
    return found


def built(site: Path, source: str) -> Path:
    """The file that a page's Markdown became."""
    return site / re.sub(r"(^|/)index$", "", source.removesuffix(".md")) / "index.html"


def read(site: Path, source: str) -> Page:
    """One page.

    Raises:
        ValueError: If it was not built, or is not like the site's pages.
    """
    file = built(site, source)
    if not file.is_file():
        raise ValueError(f"{source}: expected a built page, found no {file}. Build the site first: make site")
    text = file.read_text(encoding="utf-8")
    article, canonical, stylesheets = ARTICLE.search(text), CANONICAL.search(text), STYLESHEET.findall(text)
    if article is None or canonical is None or not stylesheets:
        raise ValueError(f"{file}: expected a page with an article, a canonical address and a stylesheet")
    formulas: list[str] = []

    def keep(found: re.Match[str]) -> str:
        formulas.append(told(found[0]))
        return f'<x-math data-formula="{len(formulas) - 1}"></x-math>'

    tree = parse(FORMULA.sub(keep, TEMPLATE.sub("", article[0])))
    node = tree.find(lambda inner: inner.tag == "article")
    assert node is not None
    folders = tuple((file.parent / href).resolve() for href in stylesheets)
    return Page(source, file, canonical[1], folders, node, formulas)


def told(formula: str) -> str:
    """A formula with its words. Printed, MathML is lost: for a screen reader of PDF a formula is a picture with a text.

    Raises:
        ValueError: If it is not as KaTeX sets them.
    """
    found = MATHML.search(formula)
    if found is None or SET not in formula:
        raise ValueError(f"expected a formula with its MathML and its letters, got {formula[:200]}")
    words = plain.text(found[1])
    return MATHML.sub("", formula).replace(SET, f'class="katex-html" role="img" aria-label="{html.escape(words)}"', 1)
