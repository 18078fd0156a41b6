"""Stylesheets as rules, so that those nobody needs can be left out; and written back short."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# What braces, semicolons and commas mean nothing in.
OPAQUE = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|url\([^\"')]*\)"
NESTING = ("@media", "@supports", "@layer", "@container")
PIECE = re.compile(rf"/\*.*?\*/|{OPAQUE}|[{{}};]|[^{{}};\"'/u]+|.", re.DOTALL)


@dataclass
class Rule:
    """A selector or an at-rule before its braces, and what is in them: declarations or further rules."""

    head: str
    body: str = ""
    rules: list[Rule] = field(default_factory=list)
    has_braces: bool = True

    @property
    def is_nest(self) -> bool:
        """Whether its braces hold rules that are looked at one by one."""
        return self.head.startswith(NESTING) and self.has_braces


def parse(text: str) -> list[Rule]:
    """The rules of a stylesheet."""
    pieces = (piece for piece in (found[0] for found in PIECE.finditer(text)) if not piece.startswith("/*"))
    return list(_rules(pieces))


def _rules(pieces: Iterator[str]) -> Iterator[Rule]:
    head = ""
    for piece in pieces:
        if piece == "}":
            return
        if piece == ";":
            yield Rule(tidy(head), has_braces=False)
            head = ""
        elif piece == "{":
            head = tidy(head)
            if head.startswith(NESTING):
                yield Rule(head, rules=list(_rules(pieces)))
            else:
                yield Rule(head, _body(pieces))
            head = ""
        else:
            head += piece


def _body(pieces: Iterator[str]) -> str:
    depth, body = 1, ""
    for piece in pieces:
        depth += (piece == "{") - (piece == "}")
        if depth == 0:
            break
        body += piece
    return tidy_body(body)


def tidy(text: str) -> str:
    """A selector with no more space than it needs."""
    return outside(text.strip(), lambda part: re.sub(r"\s*([,>~])\s*", r"\1", re.sub(r"\s+", " ", part)))


def tidy_body(text: str) -> str:
    """Declarations with no more space than they need."""

    def short(part: str) -> str:
        return re.sub(r"\s*([;{},])\s*", r"\1", re.sub(r"(?<=[\w-]):\s+", ":", re.sub(r"\s+", " ", part)))

    return outside(text.strip(), short).strip("; ")


def outside(text: str, change: object) -> str:
    """Change what is not in quotes or an address."""
    assert callable(change)
    parts = re.split(f"({OPAQUE})", text, flags=re.DOTALL)
    return "".join(part if index % 2 else str(change(part)) for index, part in enumerate(parts))


def declarations(body: str) -> list[str]:
    """The declarations of a rule."""
    return split(body, ";")


def split(text: str, at: str) -> list[str]:
    """Parts of a text between `at`, which means nothing in quotes, addresses and brackets."""
    parts, depth, part = [], 0, ""
    for piece in re.findall(rf"{OPAQUE}|.", text, re.DOTALL):
        depth += (piece in "([") - (piece in ")]")
        if piece == at and depth == 0:
            parts.append(part)
            part = ""
        else:
            part += piece
    return [part for part in (*parts, part) if part.strip()]


def serialize(rules: list[Rule]) -> str:
    """A stylesheet again."""
    parts = []
    for rule in rules:
        if not rule.has_braces:
            parts.append(f"{rule.head};")
        elif rule.is_nest:
            parts.append(f"{rule.head}{{{serialize(rule.rules)}}}")
        else:
            parts.append(f"{rule.head}{{{rule.body}}}")
    return "".join(parts)


def walk(rules: list[Rule]) -> Iterator[Rule]:
    """All rules, those within others too."""
    for rule in rules:
        yield rule
        yield from walk(rule.rules)
