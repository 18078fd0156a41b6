r"""Formulas within the text: each must be readable, and one that states something must hold.

What is only mentioned (`$w_{ij}^{l}$`, `$[0, 1)$`, `$l = 1, \dots, L$`) may say more than the checker can evaluate: lists,
intervals, dots and infinity are read here, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.docs.sources import without_fences
from tests.equations.factors import RELATIONS
from tests.equations.names import CLOSING
from tests.equations.parser import Parser
from tests.equations.tree import Chain, Node
from tests.equations.values import CONSTANTS

FORMULA = re.compile(r"(?<![\\$])\$(?!\$)((?:[^$\n]|\n(?!\s*\n))+?)(?<!\\)\$")
ALONE = ("+", "-", r"\odot", r"\ln", r"\partial L", r"-\ln", r"+\infty")  # a sign that the text speaks about
LOOSE = {r"\ll": "≪", r"\to": "→", r"\in": "∈", ":": ":"}  # relations that are read, never evaluated


@dataclass(frozen=True)
class Inline:
    """A formula within the text."""

    path: Path
    line: int
    tex: str

    def place(self, root: Path) -> str:
        """File and line."""
        return f"{self.path.relative_to(root)}:{self.line}"


def find(text: str, path: Path) -> Iterator[Inline]:
    """The formulas within a text; fences, code and displayed equations left out."""
    whole = "\n".join(without_fences(text))
    hidden = re.sub(r"(?m)^[ \t]*\$\$[ \t]*\n.*?\n[ \t]*\$\$[ \t]*$", blank, whole, flags=re.DOTALL)
    hidden = re.sub(r"`[^`\n]*`", blank, hidden)
    for found in FORMULA.finditer(hidden):
        yield Inline(path, hidden.count("\n", 0, found.start()) + 1, " ".join(found[1].split()))


def blank(found: re.Match[str]) -> str:
    """As many lines, with nothing on them."""
    return re.sub(r"[^\n]", " ", found[0])


class Mention(Parser):
    """The strict parser, and the loose ways of naming things."""

    def mention(self) -> list[Chain]:
        """The statements of a formula; a list of names has chains without relations."""
        if "".join(token.text for token in self.tokens).replace(" ", "") in {sign.replace(" ", "") for sign in ALONE}:
            return []
        chains = []
        while self.token:
            chain = Chain([self.loose_sum()], [])
            while self.token in RELATIONS or self.token in LOOSE:
                relation = self.next()
                chain.relations.append(RELATIONS.get(relation) or LOOSE[relation])
                chain.sides.append(self.loose_sum())
            chains.append(chain)
            if self.token and not self.accept(",") and not self.tokens[self.at].after_gap:
                raise self.refusal(f"can't read {self.token!r} here")
        return chains

    def loose_sum(self) -> Node:
        """A sum that may begin with a sign, or stand for dots."""
        self.accept("+") or self.accept(r"\pm")
        return self.sum()

    def starts_factor(self) -> bool:
        return super().starts_factor() or self.token in (r"\cdots", r"\infty", r"\%")

    def factor(self) -> Node:
        position = self.position
        for loose in (r"\dots", r"\cdots", r"\infty", r"\%", "?"):
            if self.accept(loose):
                return Node("loose", (loose,), position)
        if self.token == r"\sum" and self.tokens[self.at + 1].text != "_":
            self.next()
            return Node("loose", (r"\sum", self.product()), position)
        if self.token in ("(", "["):
            return self.listed()
        return super().factor()

    def listed(self) -> Node:
        """Parentheses, or a list or an interval in them."""
        position, opening = self.position, self.next()
        parts = [self.loose_sum()]
        while self.token not in (")", "]"):
            self.expect(",")
            if self.token != ")":  # the shape (3,) ends in a comma
                parts.append(self.loose_sum())
        closing = self.next()
        if len(parts) == 1 and closing == CLOSING[opening]:
            return self.scripts(Node("parentheses", (parts[0],), position))
        return Node("loose", (opening, *parts, closing), position)

    def norm(self, inner: Node, position: int) -> Node:
        """A norm whose kind the text has told."""
        return super().norm(inner, position) if self.token == "_" else self.scripts(Node("norm", (inner,), position))


def read(tex: str, functions: frozenset[str]) -> list[Chain]:
    """What a formula says, or names.

    Raises:
        UnreadableError: If it can't be read with certainty.
    """
    return Mention(bare(tex), functions).mention()


def bare(tex: str) -> str:
    """A formula without the braces or the colour around the whole of it."""
    whole = re.fullmatch(r"(?:\\(?:fun|slope|loss|grad|bound))?\{(.*)\}", tex)
    return (
        whole[1] if whole and whole[1].count("{") == whole[1].count("}") and "}" not in whole[1].split("{")[0] else tex
    )


def is_setting(chain: Chain) -> bool:
    """Whether a chain only gives a name its value, or bounds it by one: `z = 0`, `x > 0`, `x = (1, 2)`."""
    if len(chain.relations) != 1 or chain.relations[0] in ("≈", "⇒"):  # a result, which somebody computed
        return False
    return is_name(chain.sides[0]) and is_value(chain.sides[1])


def is_name(node: Node) -> bool:
    """A name with its scripts; e and pi have values of their own."""
    if node.kind == "parentheses":  # a colour keeps the braces around its name
        return is_name(node.args[0])
    name = node.args[0] if node.kind == "scripted" else node
    return name.kind == "name" and name.args[0] not in CONSTANTS


def is_value(node: Node) -> bool:
    """A typed number, or a list of them."""
    if node.kind in ("negate", "parentheses"):
        return is_value(node.args[0])
    if node.kind == "divide":
        return is_value(node.args[0]) and is_value(node.args[1])
    if node.kind == "loose":
        return True
    if node.kind == "scripted":
        return is_value(node.args[0]) and node.args[1] is None and node.args[2].kind in ("number", "negate")
    return node.kind == "number"
