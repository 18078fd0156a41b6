"""What a formula says, as a tree, and what is said when it can't be read or doesn't hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


class EquationError(Exception):
    """What is wrong with a formula, and where in its LaTeX."""

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message)
        self.position = position


class UnreadableError(EquationError):
    """The LaTeX is outside the subset, or could be read in two ways, or a symbol has no meaning here."""


class FalseError(EquationError):
    """The formula was read, and does not hold."""


@dataclass(frozen=True, slots=True)
class Node:
    """An operation and what it is applied to; two are equal if they say the same, wherever they stand."""

    kind: str
    args: tuple[Any, ...] = ()
    position: int = field(default=0, compare=False)


def parts(node: Any) -> Iterator[Node]:
    """All parts of a tree."""
    if isinstance(node, Node):
        yield node
        for part in node.args:
            yield from parts(part)
    elif isinstance(node, tuple):
        for part in node:
            yield from parts(part)


@dataclass(frozen=True, slots=True)
class Chain:
    r"""Sides and the relations between them: `a = b \le c`."""

    sides: list[Node]
    relations: list[str]
