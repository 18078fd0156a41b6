"""What a reader would miss on a page that another builder made from the same mkdocs.yml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

from tests.docs import pages
from tests.docs.pages import Node

SITE = "http://site/"
# Compared in order: a part that is missing, added, changed or moved is a difference.
PARTS: dict[str, Callable[[Node, str], str | None]] = {
    "word": lambda node, _: None,
    "formula": lambda node, _: node.text() if node.has_class("katex") else None,
    "snippet": lambda node, _: node.text() if node.tag == "pre" else None,
    "image": lambda node, address: told(node, "img", "src", address),
    "link": lambda node, address: told(node, "a", "href", address),
    "heading": lambda node, _: (
        f"{node.tag} {node.attributes.get('id')}" if node.tag in {"h1", "h2", "h3", "h4"} else None
    ),
    "explorer": lambda node, _: node.attributes.get("data-explorer"),
    "exercise": lambda node, _: node.attributes.get("data-practice"),
    "table": lambda node, _: node.text() if node.tag == "table" else None,
}


def told(node: Node, tag: str, attribute: str, address: str) -> str | None:
    """Where an image lies or a link leads, however it is written; a mere place to link to is no link."""
    if node.tag != tag or attribute not in node.attributes:
        return None
    return urljoin(address, node.attributes[attribute])


def differences(one: Path, other: Path) -> list[str]:
    """All of them, page by page; `one` is the site that is right."""
    found = []
    names = [{path.relative_to(site).as_posix() for path in site.rglob("*.html")} for site in (one, other)]
    found += [f"{name}: only one builder has it" for name in sorted(names[0] ^ names[1])]
    for name in sorted(names[0] & names[1]):
        first, second = (content(site / name) for site in (one, other))
        found += [f"{name}: {difference}" for difference in page_differences(first, second, name)]
    return found


def content(path: Path) -> Node:
    """What stands on a page between its navigation and its foot."""
    tree = pages.parse(path.read_text(encoding="utf-8"))
    [article] = [node for node in tree.walk() if node.has_class("md-content__inner")]
    return article


def page_differences(one: Node, other: Node, name: str = "index.html") -> list[str]:
    """The differences between two pages."""
    address = SITE + name.removesuffix("index.html")
    found = []
    for part, read in PARTS.items():
        if part == "word":
            first, second = one.text().split(), other.text().split()
        else:
            first, second = (
                [text for node in tree.walk() if (text := read(node, address)) is not None] for tree in (one, other)
            )
        if first != second:
            found.append(f"{part}s differ: {described(first, second)}")
    return found


def described(first: list[str], second: list[str]) -> str:
    """The first few that are missing or new; or that the order is another."""
    missing, new = Counter(first) - Counter(second), Counter(second) - Counter(first)
    if not missing and not new:
        return "another order"
    return f"missing {list(missing)[:3]}, new {list(new)[:3]}"
