"""`!!! lecture "The lecture said (S4-09)"`: the box gets a place to link to, and its number leads to the list of claims.

A number that is in no list, or a box on another page than the list says, breaks the build: the second by a dead link.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from posixpath import dirname, relpath
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from mkdocs.exceptions import BuildError

from scripts.claims import IDENTIFIER, ClaimError, Claims, load, path_of


class ClaimProcessor(Treeprocessor):
    """Works on elements rather than HTML, so that MkDocs checks and rewrites the addresses."""

    def run(self, root: Element) -> None:
        """Give every box of the lecture's words its place and its link."""
        for box in root.iter("div"):
            title = box.find("p")
            if "lecture" in box.get("class", "").split() and title is not None and title.text:
                link(box, title)


def link(box: Element, title: Element) -> None:
    """Turn the number in a box's title into a link, and name the box after it."""
    found = IDENTIFIER.search(title.text or "")
    if found is None:
        return
    try:
        claims = known(found[0])
        claim = claims.of(found[0])
    except ClaimError as error:
        raise BuildError(str(error)) from error
    box.set("id", claim.place)
    text = title.text or ""
    title.text = text[: found.start()]
    address = f"{relpath(claims.page, dirname(claim.page))}#{claim.place}"
    SubElement(title, "a", {"href": address, "title": "The lecture, checked"}).text = claim.id
    title[-1].tail = text[found.end() :]


def known(identifier: str) -> Claims:
    """The list that a claim belongs to."""
    path = path_of(identifier)
    return read(path, path.stat().st_mtime_ns)


@cache
def read(path: Path, written: int) -> Claims:
    """A list, read again only when its file was written again."""
    return load(path)


class ClaimExtension(Extension):
    """Link the boxes of the lecture's words with the list of claims."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """After inline Markdown (priority 20), before MkDocs collects places to link to (5)."""
        md.treeprocessors.register(ClaimProcessor(md), "nnref-claims", 7)


def makeExtension(**settings: object) -> ClaimExtension:  # noqa: N802 (Python-Markdown's name)
    """Entry point for Python-Markdown."""
    return ClaimExtension(**settings)
