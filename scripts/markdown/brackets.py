"""What stands within brackets stays on one line, where it is short: `(1 − p)` does not end one line and begin the next.

KaTeX lets a formula within the text break after a relation or an operation, brackets or not. Each piece that a line can begin
with is a span; pieces that belong together get one around them, in which no line ends except in the narrow column of a table.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

DRAWN = '<span class="katex-html" aria-hidden="true">'
PIECE = '<span class="katex-base">'
BETWEEN = f"</span>{PIECE}"
HELD = '<span class="math-held">'
TOKEN = re.compile(r'<span(?: class="(?P<classes>[^"]*)")?[^>]*>|(?P<end></span>)|<[^>]*>|(?P<text>[^<]+)')
SIGNS = "!?"  # TeX takes them for closing brackets
JOINER = "\u2060"  # of no width; a browser breaks a line between a piece and what follows, but not within a word
KEPT = 24  # characters within brackets that never break: they fit beside a phone's margins


@dataclass
class Piece:
    """One of KaTeX's pieces."""

    html: str
    length: int
    """Its characters."""
    depth: int
    """Brackets that are still open at its end."""


def kept_whole(rendered: str) -> str:
    """KaTeX's formula within the text, without the breaks inside short brackets."""
    start = rendered.find(DRAWN) + len(DRAWN)
    if BETWEEN not in rendered[start:]:
        return rendered
    found = list(pieces(rendered, start))
    end = start + sum(len(piece.html) for piece in found)
    whole = joined([piece.depth for piece in found[:-1]], [piece.length for piece in found])
    told = ""
    for number, piece in enumerate(found):
        begins = number in whole and number - 1 not in whole
        ends = number not in whole and number - 1 in whole
        told += f"{HELD if begins else ''}{piece.html}{'</span>' if ends else ''}"
    return rendered[:start] + told + rendered[end:]


def with_its_end(rendered: str) -> str:
    """A formula whose last piece, or held pieces, take along the sign that follows: a joiner makes a word of the two."""
    start = rendered.find(DRAWN) + len(DRAWN)
    *before, last = pieces(rendered, start)
    start += sum(len(piece.html) for piece in before)
    end = start + len(last.html)
    return f'{rendered[:start]}<span class="math-run">{last.html}{JOINER}</span>{rendered[end:]}'


def pieces(rendered: str, start: int) -> Iterator[Piece]:
    """The pieces of a formula, one after the other."""
    level = depth = length = turn = 0
    begin = start
    for token in TOKEN.finditer(rendered, start):
        if token["text"] is not None:
            text = html.unescape(token["text"]).replace("\u200b", "")
            length += len(text)
            depth += turn * sum(sign not in SIGNS for sign in text)  # KaTeX writes two brackets in a row into one span
            turn = 0
        elif token["end"] is not None:
            level, turn = level - 1, 0
            if level < 0:
                return
            if level == 0:
                depth = max(depth, 0)
                yield Piece(rendered[begin : token.end()], length, depth)
                begin, length = token.end(), 0
        elif token[0].startswith("<span"):
            level += 1
            classes = (token["classes"] or "").split()
            turn = 1 if "mopen" in classes else -1 if "mclose" in classes else turn


def joined(depths: list[int], lengths: list[int]) -> set[int]:
    """Which ends of pieces are no place to break: those within a bracket that is short, or else in a shorter one within it."""
    found: set[int] = set()
    for least in range(1, max(depths, default=0) + 1):
        run: list[int] = []
        for number, depth in enumerate([*depths, 0]):
            if depth >= least:
                run.append(number)
            elif run:
                if sum(lengths[run[0] : run[-1] + 2]) <= KEPT:
                    found.update(run)
                run = []
    return found
