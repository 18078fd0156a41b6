"""What a page's Markdown is made of, and how a piece of it is put into another."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

SPACED = "\n\n"  # between two paragraphs


@dataclass(frozen=True)
class Prose:
    """Markdown."""

    text: str


@dataclass(frozen=True)
class Code:
    """A block of code as the page shows it, and as its copy button gives it."""

    language: str
    shown: str
    copied: str
    title: str = ""
    is_folded: bool = False  # in a solution, or in what else a reader unfolds


Piece = Prose | Code


@dataclass(frozen=True)
class Target:
    """Where the Markdown goes."""

    address: str  # the page's own
    figure: Callable[[str, str], str]  # from a figure's name and address, the address of its picture
    is_notebook: bool = False
    is_folded: bool = False  # within something to unfold


def at_start(text: str) -> str:
    """A paragraph that Markdown takes for nothing else, whatever it begins with."""
    return re.sub(r"^(#{1,6}(?= )|[-+](?= )|>|\d+(?=[.)] ))", r"\\\1" if not text[:1].isdigit() else r"\1\\", text)


def fenced(block: Code) -> str:
    """Code within Markdown."""
    marks = "```"
    while marks in block.shown:
        marks += "`"
    return f"{marks}{block.language}\n{block.shown}\n{marks}"


def wrapped(inside: list[Piece], wrap: Callable[[str], str]) -> list[Piece]:
    """Put what is around prose around each run of it; code cells stand between."""
    found: list[Piece] = []
    run: list[str] = []
    for piece in [*inside, None]:
        if isinstance(piece, Prose):
            run.append(piece.text)
            continue
        if run:
            found.append(Prose(wrap(SPACED.join(run))))
            run = []
        if piece is not None:
            found.append(piece)
    return found


def quoted(text: str) -> str:
    """A quotation; a formula in it is one line, since Jupyter would take the marks of more for its own signs."""
    text = re.sub(r"\$\$\n(.*?)\n\$\$", lambda found: f"$${' '.join(found[1].split())}$$", text, flags=re.DOTALL)
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def hung(mark: str, text: str) -> str:
    """An item: what follows its first line stands under it."""
    first, *rest = text.splitlines()
    return "\n".join([mark + first, *(" " * len(mark) + line if line else "" for line in rest)])
