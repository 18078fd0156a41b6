"""What stands within a paragraph of a built page, as Markdown."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from scripts.finish import formulas
from scripts.finish.tree import Node

LEFT_OUT = frozenset({"script", "style", "svg", "template", "button", "input"})
BREAK = "\0"  # until all other blanks are one
MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**"}


def inline(node: Node | str, address: str) -> str:
    """One line of Markdown, in which only a `<br>` begins another; links are absolute, from the page's `address`."""
    line = re.sub(r"[ \t\r\n]+", " ", _written(node, address))
    return re.sub(rf" ?{BREAK} ?", "  \n", line).strip()


def children(node: Node, address: str) -> str:
    """The same of all that is within an element."""
    return inline(Node("span", {}, node.children), address)


def _written(node: Node | str, address: str) -> str:
    if isinstance(node, str):
        return escaped(re.sub(r"\s+", " ", node))
    if node.tag in LEFT_OUT or node.has_class("headerlink") or node.has_class("math-words"):
        return ""
    if node.tag == "x-math":
        return f"${' '.join(formulas.source(node).split())}$"
    if node.tag == "code":
        return code(node.text())
    if node.tag == "br":
        return BREAK
    if node.tag == "img":
        return f"![{escaped(node.attributes.get('alt', ''))}]({link(node.attributes['src'], address)})"
    inside = "".join(_written(child, address) for child in node.children)
    if not inside.strip():
        return inside
    if node.tag == "a" and "href" in node.attributes:
        return around(inside, "[", f"]({link(node.attributes['href'], address)})")
    if node.tag == "small":
        return around(f" {inside}", "(", ")")
    mark = MARKS.get(node.tag, "")
    return around(inside, mark, mark)


def around(text: str, before: str, after: str) -> str:
    """Marks close around what is marked, and its blanks outside."""
    words = text.strip()
    start = text.index(words)
    return f"{text[:start]}{before}{words}{after}{text[start + len(words) :]}"


def link(href: str, address: str) -> str:
    """An address that works wherever the text is taken."""
    return urljoin(address, href).replace("(", "%28").replace(")", "%29").replace(" ", "%20")


def escaped(text: str) -> str:
    """Text in which Markdown finds nothing."""
    text = re.sub(r"([\\`*$])", r"\\\1", text)
    text = re.sub(r"(?<!\w)_|_(?!\w)", r"\\_", text)
    text = re.sub(r"&(?=#?\w+;)", "&amp;", text)
    text = re.sub(r"<(?=[A-Za-z/!?])", "&lt;", text)
    return text.replace("](", "]\\(")


def code(text: str) -> str:
    """Code within a line, whatever ticks it holds."""
    text = " ".join(text.split())
    ticks = "`"
    while ticks in text:
        ticks += "`"
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}"
