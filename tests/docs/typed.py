"""The decimals that somebody typed into prose and tables: of pages, of docstrings, of captions, examples and verdicts.

What is not prose is blanked, character by character, so that what is left stands where it stood: code, displayed equations,
inline mathematics but for a number alone, directives, citations, addresses, and the numbers of sections in a book.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

NUMBER = re.compile(
    r"(?<![\d.,])(?:\d[\d,]*\.\d+(?:e[-−+]?\d+)?|\d+e[-−]?\d+|10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}(?:,\d{3})+)(?![\d]|\.\d)"
)
ALONE = re.compile(r"\s*[-+]?\s*[\d.,]+\s*")
PLACE = r"(?i:\b(?:sections?|chapters?|equations?|theorems?|algorithms?)\s+[\d.]*\d)"
NOT_PROSE = re.compile(
    "|".join(
        (
            r"\A---\n(?s:.*?)\n---\n",  # front matter
            r"(?m:^(?P<indent>[ ]*)(?P<marks>`{3,}|~{3,})[^\n]*\n(?s:.*?)^(?P=indent)(?P=marks)[ ]*$)",
            r"(?m:^[ ]*>>> .*\n(?:[ ]*\S.*(?:\n|\Z))*)",  # a session in a docstring ends at an empty line
            r"\$\$(?s:.*?)\$\$",
            r"(?P<ticks>`+)(?!`)(?s:.+?)(?<!`)(?P=ticks)(?!`)",
            r"\{\{.*?\}\}",
            r"\$(?P<inline>(?:[^$\n]|\n(?!\s*\n))+?)\$",
            r"\[@[^\]]*\]",
            r"(?<=\])\([^)\s]*\)",
            r"(?:https?://|doi:|arXiv:)[^\s\])]+",
            r"</?[a-z][^>]*>",
            rf"{PLACE}(?:(?:,| and| to)\s+[\d.]*\d)*",
        )
    )
)


@dataclass(frozen=True)
class Text:
    """A text somebody wrote, where it stands, and on which line it begins."""

    place: str
    line: int
    words: str

    @cached_property
    def prose(self) -> str:
        """The text with all else blank."""
        return NOT_PROSE.sub(blank, self.words)

    def directives(self) -> list[str]:
        """What stands between the braces of its directives, those in code aside."""
        return [found[0][2:-2] for found in NOT_PROSE.finditer(self.words) if found[0].startswith("{{")]

    def numbers(self) -> Iterator[re.Match[str]]:
        """The decimals typed into its prose."""
        return NUMBER.finditer(self.prose)

    def line_of(self, found: re.Match[str]) -> int:
        """The line of the file on which a number stands."""
        return self.line + self.words.count("\n", 0, found.start())

    def spans(self, quoted: str) -> list[tuple[int, int]]:
        """Where the words of a quotation stand, however its lines are broken."""
        pattern = r"\s+".join(re.escape(word) for word in quoted.split())
        return [found.span() for found in re.finditer(pattern, self.words)]


def blank(found: re.Match[str]) -> str:
    """Blanks in place of what is not prose; a number alone between dollars is prose in other type."""
    if found["inline"] is not None and ALONE.fullmatch(found["inline"]):
        return f" {found['inline']} "
    return re.sub(r"[^\n]", " ", found[0])


def texts(root: Path) -> list[Text]:
    """All that the site shows and somebody typed."""
    pages = (path for path in sorted((root / "docs").rglob("*.md")) if "generated" not in path.parts)
    found = [Text(path.relative_to(root).as_posix(), 1, path.read_text("utf-8")) for path in pages]
    readers: tuple[tuple[str, Callable[[str], Iterator[tuple[int, str]]]], ...] = (
        ("nnref/*.py", docstrings),
        ("scripts/examples/*.py", strings),
        ("scripts/figures/*.py", strings),
        ("docs/claims/*.yml", verdicts),
        ("docs/exercises/*.yml", exercise_words),
    )
    for pattern, reader in readers:
        for path in sorted(root.glob(pattern)):
            place = path.relative_to(root).as_posix()
            found += [Text(place, line, words) for line, words in reader(path.read_text("utf-8"))]
    return found


DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef


def docstrings(code: str) -> Iterator[tuple[int, str]]:
    """The docstrings of a module, private ones too: `help` shows them."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, DOCUMENTED) and (words := ast.get_docstring(node, clean=False)):
            yield node.body[0].lineno, words


def strings(code: str) -> Iterator[tuple[int, str]]:
    """The sentences that a module holds, with a mark where it puts in what it computed; no docstrings, no keys."""
    skipped: set[ast.AST] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node):
            skipped.add(node.body[0].value)
        elif isinstance(node, ast.Dict):
            skipped |= {key for key in node.keys if key is not None}
        elif isinstance(node, ast.JoinedStr):
            skipped |= set(ast.walk(node)) - {node}
            if node not in skipped:
                yield (
                    node.lineno,
                    "".join(part.value if isinstance(part, ast.Constant) else "¤" for part in node.values),
                )
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped and " " in node.value
        ):
            yield node.lineno, node.value


def verdicts(listed: str) -> Iterator[tuple[int, str]]:
    """What a list of the lecture's statements says of them; their quotes are quotations by themselves."""
    root = yaml.compose(listed)
    claims = next(value for key, value in root.value if key.value == "claims")
    for claim in claims.value:
        for key, value in claim.value:
            if key.value in ("topic", "why"):
                yield value.start_mark.line + 1, value.value


def exercise_words(listed: str) -> Iterator[tuple[int, str]]:
    """The words of exercises, wherever they are nested; how an answer is judged is no word."""
    waiting = [yaml.compose(listed)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            waiting += [value for key, value in node.value if key.value not in ("digits", "tolerance")]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
        else:
            yield node.start_mark.line + 1, node.value
