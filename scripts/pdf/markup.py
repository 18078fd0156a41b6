"""Trees: written as HTML, and changed."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

from scripts.finish.tree import VOID, Node, parse


def written(node: Node | str, formulas: Sequence[str]) -> str:
    """A tree as HTML, its formulas in their places."""
    if isinstance(node, str):
        return html.escape(node, quote=False)
    if node.tag == "x-math":
        return formulas[int(node.attributes["data-formula"])]
    inside = "".join(written(child, formulas) for child in node.children)
    if node.tag == "document":
        return inside
    attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in node.attributes.items())
    return f"<{node.tag}{attributes}>" + ("" if node.tag in VOID else f"{inside}</{node.tag}>")


def replaced(node: Node, change: Callable[[Node], Sequence[Node | str] | None]) -> None:
    """Put what `change` makes of an element in its place, from the inside out; None leaves it as it is."""
    children: list[Node | str] = []
    for child in node.children:
        if isinstance(child, Node):
            replaced(child, change)
            made = change(child)
            children += [child] if made is None else made
        else:
            children.append(child)
    node.children = children


def fragment(text: str) -> list[Node | str]:
    """The elements of a piece of HTML."""
    return parse(text).children
