"""Every displayed equation of the project: in pages, in docstrings, and in the Markdown that scripts generate."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.docs.sources import without_fences

MARK = re.compile(r"% eq:(?P<words>[^\n]*)")
CLAIM = re.compile(r"S\d+-\d\d")


@dataclass(frozen=True)
class Equation:
    """A displayed equation and where it stands.

    Attributes:
        path: The file.
        line: The line of its first character.
        tex: The LaTeX between the `$$`, comments included.
        status: "checked", "identity", "said" (the lecture has it wrong, so it must be false) or "pinned".
        scenario: The name of the scenario that gives its symbols their meaning.
        claim: The lecture's claim that a "said" equation quotes.
    """

    path: Path
    line: int
    tex: str
    status: str = "checked"
    scenario: str = ""
    claim: str = ""

    def place(self, root: Path, position: int = 0) -> str:
        """File and line of a character of the LaTeX."""
        path = self.path.relative_to(root) if self.path.is_relative_to(root) else self.path
        return f"{path}:{self.line + self.tex.count(chr(10), 0, position)}"


def equation(path: Path, line: int, tex: str) -> Equation:
    """An equation with what its mark says: `% eq: [identity | said S4-05 | pinned] [scenario]`.

    Raises:
        ValueError: If the mark says something else.
    """
    marks = MARK.findall(tex)
    if len(marks) > 1:
        raise ValueError(f"{path}:{line}: expected one `% eq:` in an equation, got {len(marks)}")
    words = marks[0].split() if marks else []
    status = claim = ""
    if words and words[0] in ("identity", "pinned"):
        status = words.pop(0)
    elif words and words[0] == "said":
        words.pop(0)
        if not words or not CLAIM.fullmatch(words[0]):
            raise ValueError(f"{path}:{line}: expected `% eq: said S4-05 scenario`: which claim is quoted?")
        status, claim = "said", words.pop(0)
    if len(words) > 1 or (marks and not words and not status):
        raise ValueError(f"{path}:{line}: expected `% eq: [identity | said S4-05 | pinned] scenario`")
    return Equation(path, line, tex, status or "checked", words[0] if words else "", claim)


def displayed(text: str, path: Path, *, first_line: int = 1) -> Iterator[Equation]:
    """The displayed equations of a text, fences left out."""
    opened: int | None = None
    lines = without_fences(text)
    for number, line in enumerate(lines):
        if line.strip() != "$$":
            continue
        if opened is None:
            opened = number
        else:
            tex = textwrap.dedent("\n".join(lines[opened + 1 : number]))
            yield equation(path, first_line + opened + 1, tex)
            opened = None


def normal(tex: str) -> str:
    """A formula without spacing and comments, to be compared."""
    return re.sub(r"\s+", "", re.sub(r"(?<!\\)%[^\n]*", "", tex))
