"""The built pages as trees, and the checks that need no browser. Each check returns what is wrong, and where."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
NOT_PROSE = frozenset({"annotation", "code", "pre", "script", "style"})
READ_ALOUD = ("alt", "aria-label", "content", "title")


@dataclass
class Node:
    """An element of a page."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def walk(self, skip: Iterable[str] = ()) -> Iterator[Node]:
        """The element and all within it, in order, without those named in `skip`."""
        yield self
        for child in self.children:
            if isinstance(child, Node) and child.tag not in skip:
                yield from child.walk(skip)

    def text(self, skip: Iterable[str] = ()) -> str:
        """The text within."""
        return "".join(
            child if isinstance(child, str) else "" if child.tag in skip else child.text(skip)
            for child in self.children
        )

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

    def close(self) -> None:
        """Leave out what stands in templates: it is on no page until a script has filled it."""
        super().close()
        for node in self.open[0].walk():
            node.children = [each for each in node.children if isinstance(each, str) or each.tag != "template"]


def parse(text: str) -> Node:
    """A page as a tree."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.open[0]


@cache
def page(path: Path) -> Node:
    """A page of the site, read once."""
    return parse(path.read_text(encoding="utf-8"))


def paths(site: Path) -> list[Path]:
    """Every page of the site."""
    return sorted(site.rglob("*.html"))


@dataclass(frozen=True)
class Block:
    """A block of code as a reader sees it, and as the copy button hands it over."""

    language: str
    shown: str
    copied: str | None  # None where the button falls back on what is shown
    title: str = ""


def blocks(tree: Node) -> list[Block]:
    """The blocks of a page, without the signatures and sources that mkdocstrings adds to the reference."""
    found = []
    for node in tree.walk():
        if node.tag == "details" and node.has_class("mkdocstrings-source"):
            node.children = []
        elif node.has_class("highlight") and node.tag == "div" and not node.has_class("doc-signature"):
            language = re.search(r"language-(\S+)", node.attributes["class"])
            pre = next(inner for inner in node.walk() if inner.tag == "pre")
            shown = pre.text().strip("\n")
            title = "".join(inner.text() for inner in node.walk() if inner.has_class("filename"))
            found.append(Block(language[1] if language else "", shown, node.attributes.get("data-copy"), title))
    return found


def formulas(tree: Node) -> list[Node]:
    """The displayed equations of a page."""
    return [node for node in tree.walk() if node.has_class("math-display")]


def raw_tex(tree: Node) -> list[str]:
    """Dollar signs and backslashes where a reader would see or hear them: formulas that were not rendered."""
    wrong = [line.strip() for line in tree.text(NOT_PROSE).splitlines() if re.search(r"[$\\]", line)]
    for node in tree.walk(NOT_PROSE - {"code", "pre"}):
        wrong += [f"{name}={node.attributes.get(name)}" for name in READ_ALOUD if "\\" in node.attributes.get(name, "")]
    return wrong


def stray_markdown(tree: Node) -> list[str]:
    """Fences, prompts and markers that Markdown left as they were."""
    lines = [line.strip() for line in tree.text(NOT_PROSE).splitlines()]
    return [line for line in lines if re.match(r"```|~~~|>>>|:::|!!!|\?\?\?|--8<--|!\[|\*\*", line)]


def letters_without_a_command(tree: Node) -> list[str]:
    """Formulas with letters such as σ typed in: strict LaTeX, and a machine that reads the sources, want commands."""
    sources = [node.text() for node in tree.walk() if node.tag == "annotation"]
    return [source for source in sources if not re.sub(r"\\text\{[^{}]*\}", "", source).isascii()]


def faulty_headings(tree: Node) -> list[str]:
    """A page has one title, and no mathematics in its headings: contents and tab titles can't show it."""
    headings = [node for node in tree.walk() if re.fullmatch("h[1-6]", node.tag)]
    wrong = [
        f"{node.tag} with mathematics: {node.text()}" for node in headings if any(n.tag == "math" for n in node.walk())
    ]
    if (titles := sum(node.tag == "h1" for node in headings)) != 1:
        wrong.append(f"{titles} elements h1, expected 1")
    return wrong


def repeated_ids(tree: Node) -> list[str]:
    """Ids that stand twice, so that a link to them is ambiguous."""
    ids = [node.attributes["id"] for node in tree.walk(NOT_PROSE - {"code"}) if "id" in node.attributes]
    return sorted({name for name in ids if ids.count(name) > 1})


def images_without_words(tree: Node) -> list[str]:
    """Images that a reader who can't see gets nothing from."""
    images = [node for node in tree.walk() if node.tag == "img"]
    return [node.attributes.get("src", "?") for node in images if not node.attributes.get("alt", "").strip()]


RESOURCES = {"script": "src", "img": "src", "source": "src", "iframe": "src", "object": "data", "embed": "src"}
FETCHED = {"stylesheet", "icon", "preload", "modulepreload", "preconnect", "dns-prefetch", "prefetch", "manifest"}


def resources(tree: Node) -> list[str]:
    """What a browser fetches without being asked."""
    found = [
        node.attributes[RESOURCES[node.tag]] for node in tree.walk() if node.attributes.get(RESOURCES.get(node.tag, ""))
    ]
    for node in tree.walk():
        if node.tag == "link" and FETCHED & set(node.attributes.get("rel", "").split()):
            found.append(node.attributes["href"])
        found += [place.strip() for place in node.attributes.get("srcset", "").split(",") if place]
        found += css_addresses(node.attributes.get("style", ""))
        if node.tag == "style":
            found += css_addresses(node.text())
    return found


def links(tree: Node) -> list[str]:
    """Where a reader can go."""
    return [node.attributes["href"] for node in tree.walk() if node.tag == "a" and "href" in node.attributes]


def css_addresses(css: str) -> list[str]:
    """What a stylesheet fetches."""
    found = re.findall(r"url\(\s*(\"[^\"]*\"|'[^']*'|[^)]*?)\s*\)|@import\s+(\"[^\"]*\"|'[^']*')", css)
    addresses = [(place or imported).strip("\"'") for place, imported in found]
    return [address for address in addresses if not address.startswith("data:")]


@dataclass(frozen=True)
class Site:
    """A built site and the address that it was built for."""

    folder: Path
    address: str

    def address_of(self, path: Path) -> str:
        """Where a file of the site is served."""
        return self.address + path.relative_to(self.folder).as_posix().removesuffix("index.html")

    def is_outside(self, page: str, address: str) -> bool:
        """Whether `address`, found on `page`, leads to another host."""
        return urlsplit(urljoin(page, address)).netloc != urlsplit(self.address).netloc

    def fault(self, page: str, address: str) -> str | None:
        """What is wrong with an address within the site, found on the page served at `page`."""
        whole, fragment = urldefrag(urljoin(page, address))
        if not whole.startswith(self.address):
            return f"{address}: outside {self.address}"
        target = self.folder / unquote(whole.removeprefix(self.address).partition("?")[0])
        target = target / "index.html" if target.is_dir() else target
        if not target.is_file():
            return f"{address}: no such file"
        if fragment and target.suffix == ".html" and unquote(fragment) not in ids(target):
            return f"{address}: no such place on the page"
        return None


@cache
def ids(path: Path) -> frozenset[str]:
    """The places on a page that a link can lead to."""
    return frozenset(node.attributes["id"] for node in page(path).walk() if "id" in node.attributes)


def tex_commands(tree: Node) -> set[str]:
    r"""The commands in the formulas of a page, such as `\frac`."""
    sources = [node.text() for node in tree.walk() if node.tag == "annotation"]
    return {command for source in sources for command in re.findall(r"\\[A-Za-z]{2,}", source)}


def tex_in_search(index: str, commands: set[str]) -> list[str]:
    """Entries of the search index that would show TeX in a preview."""
    wrong = []
    for entry in json.loads(index)["docs"]:
        for part in ("title", "text"):
            prose = re.sub(r"<pre.*?</pre>|<code.*?</code>", "", entry[part], flags=re.DOTALL)
            found = re.search(r"[$\\].{0,30}", prose)
            told = found[0] if found else next((name for name in sorted(commands) if name in entry[part]), None)
            if told:
                wrong.append(f"{entry['location'] or 'home'}, {part}: {told}")
    return wrong
