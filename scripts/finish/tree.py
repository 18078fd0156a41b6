"""A built page as a tree: what the steps after the build read, whichever builder wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
UNREAD = frozenset({"script", "style", "svg", "template", "x-math"})  # x-math: its words stand beside it


@dataclass
class Node:
    """An element of a page."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """The element and all within it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def find(self, wanted: Callable[[Node], bool]) -> Node | None:
        """The first element within that is wanted."""
        return next((node for node in self.walk() if wanted(node)), None)

    def with_class(self, name: str) -> Node | None:
        """The first element within that has a class."""
        return self.find(lambda node: node.has_class(name))

    def text(self) -> str:
        """All the text within."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def words(self) -> str:
        """What is read of it, in one line of plain characters; formulas too."""
        return " ".join(self._read().split())

    def _read(self) -> str:
        if self.tag in UNREAD or self.has_class("headerlink"):
            return ""
        return "".join(child if isinstance(child, str) else child._read() for child in self.children)

    def has_class(self, name: str) -> bool:
        """Whether `name` is one of its classes."""
        return name in self.attributes.get("class", "").split()


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(text: str) -> Node:
    """A page, or a part of one, as a tree."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.open[0]
