r"""A page's formulas as any MathJax reads them: without our macros for colours, our comments and our room between rows."""

from __future__ import annotations

import re

from scripts.finish.tree import Node

MACROS = ("fun", "slope", "loss", "grad", "bound")  # scripts/markdown/katex.mjs defines them
MACRO = re.compile(rf"\\(?:{'|'.join(MACROS)})\s*\{{")
COMMENT = re.compile(r"(?m)(?<!\\)%.*\n?")
ROOM = re.compile(r"\\\\\[[\d.]+em\]")


def source(math: Node) -> str:
    """The LaTeX of a formula on a page.

    Raises:
        ValueError: If the formula does not carry its LaTeX along.
    """
    annotation = math.find(lambda node: node.tag == "annotation")
    if annotation is None:
        raise ValueError("expected a formula with its LaTeX in an <annotation>, got one without: what has removed it?")
    return plain(annotation.text())


def plain(tex: str) -> str:
    """LaTeX that needs nothing of ours."""
    tex = ROOM.sub(r"\\\\", COMMENT.sub("", tex))
    while found := MACRO.search(tex):
        end = closing(tex, found.end())
        tex = joined(tex[: found.start()], tex[found.end() : end], tex[end + 1 :])
    return "\n".join(line.rstrip() for line in tex.strip().splitlines() if line.strip())


def closing(tex: str, start: int) -> int:
    """Where the brace closes that was opened before `start`."""
    depth = 1
    for place in range(start, len(tex)):
        if tex[place] in "{}" and tex[place - 1] != "\\":
            depth += 1 if tex[place] == "{" else -1
        if depth == 0:
            return place
    raise ValueError(f"expected a closing brace in the formula {tex!r}")


def joined(before: str, inner: str, after: str) -> str:
    """The inside of a macro without it; braces stay where a script belongs to all of it or a sign would be an operation."""
    inner = inner.strip()
    if re.match(r"\s*[\^_']", after) or re.match(r"[-+=<>]", inner):
        inner = f"{{{inner}}}"
    elif re.search(r"\\[A-Za-z]+$", before) and inner[:1].isalpha():
        inner = f" {inner}"
    if re.search(r"\\[A-Za-z]+$", inner) and after[:1].isalpha():
        inner += " "
    return before + inner + after


def in_a_cell(tex: str) -> str:
    """A formula for a table whose columns are parted by bars."""
    return re.sub(r"(?<!\\)\|", r"\\vert ", re.sub(r"\\\|", r"\\Vert ", " ".join(tex.split())))
