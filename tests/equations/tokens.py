r"""LaTeX cut into tokens: commands, single digits and letters, signs. Spacing, sizes and colours say nothing and go.

A wide space (`\quad`) is remembered, since it ends a statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.equations.tree import UnreadableError

TOKEN = re.compile(
    r"(?P<space>(?:[ \t\r\n~]|\\[,;:!> ]|\\q?quad(?![a-zA-Z]))+)"
    r"|(?P<command>\\[a-zA-Z]+\*?|\\\\|\\[{}|%])"
    r"|(?P<digit>\d)|(?P<letter>[a-zA-Z])|(?P<sign>[-+*/=<>()\[\]{}^_&|',.:!?])"
)
SIZES = frozenset({r"\left", r"\right", r"\big", r"\Big", r"\bigl", r"\bigr", r"\Bigl", r"\Bigr", r"\displaystyle"})
COLOURS = frozenset({r"\fun", r"\slope", r"\loss", r"\grad", r"\bound"})  # mkdocs.yml: a quantity keeps its colour


@dataclass(frozen=True, slots=True)
class Token:
    """A token and where it begins."""

    text: str
    position: int
    after_gap: bool = False


def tokenize(source: str) -> list[Token]:
    """The tokens of a formula; the last one is empty.

    Raises:
        UnreadableError: If a character has no place in the subset.
    """
    text = re.sub(r"(?<!\\)%[^\n]*", lambda found: " " * len(found[0]), source) if "%" in source else source
    found, end, after_gap = [], 0, False
    for match in TOKEN.finditer(text):
        token, position = match[0], match.start()
        if position != end:
            break
        end = match.end()
        if match.lastgroup == "space":
            after_gap = after_gap or "quad" in token
        elif token in SIZES:
            if token in (r"\left", r"\right") and text[end : end + 1] in (".", "|"):
                raise UnreadableError(rf"{token}{text[end]} says too little: write \lvert and \rvert", position)
        elif token not in COLOURS:
            found.append(Token(token, position, after_gap))
            after_gap = False
    if end != len(text):
        raise UnreadableError(f"the character {text[end]!r} has no place in the formulas of the notes", end)
    return [*found, Token("", len(text))]
