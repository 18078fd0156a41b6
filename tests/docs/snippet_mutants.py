"""Faults to plant in a block of code: a digit of what it shows, an operator of what is typed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

from tests.docs.sessions import Statement

# Each is what a slip of the hand could make of the other. `<` becomes `>` and not `<=`: between rounded numbers, the two
# differ where both sides are equal to the last bit, and no page shows that.
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.USub: ast.UAdd,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
NAMES = {"maximum": "minimum", "minimum": "maximum", "argmax": "argmin", "argmin": "argmax"}


def digits(statements: list[Statement]) -> Iterator[tuple[int, Statement]]:
    """Each statement of a session with one digit of its output raised by one, and the statement's place."""
    for place, statement in enumerate(statements):
        for row, line in enumerate(statement.output):
            for column, letter in enumerate(line):
                if letter.isdigit():
                    wrong = line[:column] + str((int(letter) + 1) % 10) + line[column + 1 :]
                    output = [*statement.output[:row], wrong, *statement.output[row + 1 :]]
                    yield place, replace(statement, output=output)


def operators(tree: ast.AST) -> list[tuple[ast.AST, int]]:
    """Where an operator stands: the node that holds it, and which of a chain of comparisons it is."""
    found: list[tuple[ast.AST, int]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            found += [(node, number) for number, kind in enumerate(node.ops) if type(kind) in SWAPS]
        elif type(getattr(node, "op", None)) in SWAPS or getattr(node, "attr", None) in NAMES:
            found.append((node, 0))
    return found


def mutant(tree: ast.Module, number: int) -> tuple[ast.Module, str]:
    """A copy of a block with one operator swapped, the lines as they were, and words for what was done."""
    changed = deepcopy(tree)
    node, place = operators(changed)[number]
    before = ast.unparse(node)
    if isinstance(node, ast.Compare):
        node.ops[place] = SWAPS[type(node.ops[place])]()
    elif isinstance(node, ast.Attribute):
        node.attr = NAMES[node.attr]
    else:
        node.op = SWAPS[type(node.op)]()
    return changed, f"line {node.lineno}: {before} -> {ast.unparse(node)}"
