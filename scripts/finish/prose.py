"""A built page as Markdown: for a notebook, whose blocks of code are cells of their own, and for reading by machines.

It is made from the HTML rather than from the page's source: there the snippets are in, the numbers computed, the citations
written out, the docstrings set. So what is taken home is what the page shows.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace

from scripts.finish import formulas
from scripts.finish.inline import children, escaped, inline, link
from scripts.finish.shapes import Code, Piece, Prose, Target, at_start, fenced, hung, quoted, wrapped
from scripts.finish.tree import Node

LEFT_OUT = re.compile(r"headerlink|linenos|math-words|mkdocstrings-source|nn-(hero__figure|repository|take|verified)")
SKIPPED = frozenset({"button", "form", "nav", "script", "style", "svg", "template"})
BLOCK = re.compile(
    "address|article|aside|blockquote|details|div|dl|fieldset|figure|footer|form|h[1-6]|header|hr|main|nav|ol|p|pre|section|"
    "table|ul|x-explorer"
)


def pieces(node: Node, target: Target) -> list[Piece]:
    """All that is within an element, in order."""
    found: list[Piece] = []
    run: list[Node | str] = []

    def end_run() -> None:
        if text := inline(Node("span", {}, list(run)), target.address):
            found.append(Prose(at_start(text)))
        run.clear()

    for child in node.children:
        if isinstance(child, Node) and is_left_out(child):
            continue
        if isinstance(child, Node) and has_blocks(child):
            end_run()
            found += block(child, target)
        else:
            run.append(child)
    end_run()
    return found


def is_left_out(node: Node) -> bool:
    """Whether it is for the page alone."""
    return node.tag in SKIPPED or any(map(LEFT_OUT.fullmatch, node.attributes.get("class", "").split()))


def has_blocks(node: Node) -> bool:
    """Whether it is a block, or something that holds one."""
    return node.tag != "x-math" and any(BLOCK.fullmatch(inner.tag) for inner in node.walk())


def block(node: Node, target: Target) -> list[Piece]:
    """One block."""
    if node.has_class("highlight"):
        return code(node, target)
    if node.has_class("math-display"):
        math = node.find(lambda inner: inner.tag == "x-math")
        assert math is not None
        return [Prose(f"$$\n{formulas.source(math)}\n$$")]
    if node.has_class("admonition"):
        return boxed(node, target)
    match node.tag:
        case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
            return [Prose(f"{'#' * int(node.tag[1])} {children(node, target.address)}")]
        case "p" if node.has_class("practice-title"):
            return [Prose(f"**{node.words()}**")]
        case "pre":
            return code(node, target)
        case "hr":
            return [Prose("---")]
        case "ul" | "ol":
            return listed(node, target)
        case "dl":
            return defined(node, target)
        case "table":
            return [Prose(table(node, target))]
        case "figure":
            return figure(node, target)
        case "details":
            return folded(node, target)
        case "blockquote":
            return wrapped(pieces(node, target), quoted)
        case "x-explorer":
            return [Prose(explorer(node, target))]
        case _:
            return pieces(node, target)


def code(node: Node, target: Target) -> list[Piece]:
    """A block of code; in a notebook those of Python stand outside all else."""
    language = re.search(r"language-(\S+)", node.attributes.get("class", ""))
    pre = node.find(lambda inner: inner.tag == "pre")
    assert pre is not None
    title = node.with_class("filename")
    shown = pre.text().strip("\n")
    made = Code(
        language[1] if language else "text",
        shown,
        node.attributes.get("data-copy", shown),
        title.words() if title else "",
        target.is_folded,
    )
    is_cell = target.is_notebook and made.language in ("pycon", "python") and not node.has_class("doc-signature")
    return [made] if is_cell else [Prose(fenced(made))]


def boxed(node: Node, target: Target) -> list[Piece]:
    """A box as a quotation under its title."""
    title = next(child for child in node.children if isinstance(child, Node) and child.has_class("admonition-title"))
    rest = Node("div", {}, [child for child in node.children if child is not title])
    return wrapped([Prose(f"**{children(title, target.address)}**"), *pieces(rest, target)], quoted)


def listed(node: Node, target: Target) -> list[Piece]:
    """A list."""
    items = [child for child in node.children if isinstance(child, Node) and child.tag == "li"]
    is_lettered = node.attributes.get("type") == "A"
    start = int(node.attributes.get("start", "1"))
    found: list[Piece] = []
    lines: list[str] = []
    for number, item in enumerate(items):
        mark = "- " if node.tag == "ul" or is_lettered else f"{start + number}. "
        letter = f"**{chr(ord('A') + number)}.** " if is_lettered else ""
        inside = join_descriptions(pieces(item, target))
        parts = wrapped(inside, lambda text, mark=mark, letter=letter: hung(mark, letter + text))  # type: ignore[misc]
        for part in parts:
            if isinstance(part, Prose):
                lines.append(part.text)
            else:
                found += [Prose("\n".join(lines)), part] if lines else [part]
                lines = []
    return [*found, Prose("\n".join(lines))] if lines else found


def join_descriptions(inside: list[Piece]) -> list[Piece]:
    """A parameter's description on the line of its name."""
    first = inside[0] if inside else None
    if isinstance(first, Prose) and first.text.endswith("–") and len(inside) > 1 and isinstance(inside[1], Prose):
        return [Prose(f"{first.text} {inside[1].text}"), *inside[2:]]
    return inside


def defined(node: Node, target: Target) -> list[Piece]:
    """Terms, and what they mean."""
    found: list[Piece] = []
    for child in node.children:
        if isinstance(child, Node) and child.tag == "dt":
            found.append(Prose(f"**{children(child, target.address)}**"))
        elif isinstance(child, Node):
            found += pieces(child, target)
    return found


def table(node: Node, target: Target) -> str:
    """A table, its first row as its head."""
    rows = [
        [cell(each, target) for each in row.children if isinstance(each, Node) and each.tag in ("td", "th")]
        for row in node.walk()
        if row.tag == "tr"
    ]
    width = max(map(len, rows))
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def cell(node: Node, target: Target) -> str:
    """A cell in one line, with no bar that would end it."""
    if has_blocks(Node("span", {}, node.children)):
        line = " ".join(
            piece.text for piece in pieces(node, replace(target, is_notebook=False)) if isinstance(piece, Prose)
        )
    else:
        line = children(node, target.address)
    parts = re.split(r"(\$[^$]+\$)", line.replace("\n", " "))
    return "".join(
        f"${formulas.in_a_cell(part[1:-1])}$" if place % 2 else part.replace("|", "\\|")
        for place, part in enumerate(parts)
    )


def figure(node: Node, target: Target) -> list[Piece]:
    """The picture in the light theme, its caption, and its numbers to unfold."""
    pictures = [inner for inner in node.walk() if inner.tag == "img"]
    picture = next((each for each in pictures if each.attributes["src"].endswith("#only-light")), pictures[0])
    alt, name = escaped(picture.attributes["alt"]), node.attributes.get("id", "").removeprefix("figure-")
    place = target.figure(name, link(picture.attributes["src"].partition("#")[0], target.address))
    found: list[Piece] = [Prose(f"![{alt.replace('[', '(').replace(']', ')')}]({place})")]
    for child in node.children:
        if isinstance(child, Node) and child.tag == "figcaption":
            found.append(Prose(children(child, target.address)))
        elif isinstance(child, Node) and child.tag == "details":
            found += folded(child, target)
    return found


def folded(node: Node, target: Target) -> list[Piece]:
    """What a reader unfolds: still so in a notebook, under its title elsewhere."""
    summary = next(child for child in node.children if isinstance(child, Node) and child.tag == "summary")
    rest = Node("div", {}, [child for child in node.children if child is not summary])
    if not target.is_notebook or "open" in node.attributes:
        return [Prose(f"**{children(summary, target.address)}**"), *pieces(rest, target)]
    inside = pieces(rest, replace(target, is_folded=True))
    titles = iter([html.escape(summary.words(), quote=False)])

    def fold(text: str) -> str:
        title = next(titles, "… continued")
        return f"<details>\n<summary>{title}</summary>\n\n{text}\n\n</details>"

    if inside and isinstance(inside[0], Code):  # cells can't be unfolded, so the title stands above them
        return [Prose(f"**{next(titles)}**"), *wrapped(inside, fold)]
    return wrapped(inside, fold)


def explorer(node: Node, target: Target) -> str:
    """What moves on the page, in a sentence that leads there."""
    title, prompt = node.with_class("explorer-title"), node.with_class("explorer-prompt")
    assert title is not None
    assert prompt is not None
    place = link(f"#{node.attributes['id']}", target.address)
    return quoted(
        f"**Explorer: {children(title, target.address)}.** {children(prompt, target.address)} "
        f"It answers to your hand [on the page]({place})."
    )
