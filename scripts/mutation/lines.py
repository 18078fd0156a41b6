"""Functions of nnref that tell which of their statements run."""

from __future__ import annotations

import ast
import sys
from typing import Any

from scripts.mutation import planted

Line = tuple[str, int]
TELL = "_tell_statement"


class _Telling(ast.NodeTransformer):
    """Puts a call with the line's number before every statement of a function."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self._tell(node)
        return node

    def _tell(self, node: Any) -> None:
        for name in ("body", "orelse", "finalbody"):
            statements = getattr(node, name, [])
            told = [part for one in statements for part in (call(one.lineno), one)]
            setattr(node, name, told[1:] if is_docstring(statements[:1]) else told)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.stmt | ast.ExceptHandler) and not isinstance(child, ast.Expr):
                self._tell(child)


def is_docstring(first: list[ast.stmt]) -> bool:
    """Whether a body begins with text, which has to stay in its place."""
    return bool(first) and isinstance(first[0], ast.Expr) and isinstance(first[0].value, ast.Constant)


def call(line: int) -> ast.stmt:
    """The statement that tells a line."""
    return ast.Expr(ast.Call(ast.Name(TELL, ast.Load()), [ast.Constant(line)], []))


class Met:
    """The statements that ran since they were last taken."""

    def __init__(self) -> None:
        self._lines: dict[str, set[int]] = {}
        for path in sorted(planted.PACKAGE.glob("*.py")):
            module = sys.modules.get(f"nnref.{path.stem}")
            if module is not None:
                lines = self._lines.setdefault(path.stem, set())
                setattr(module, TELL, lines.add)
                tree = _Telling().visit(ast.parse(path.read_text(encoding="utf-8")))
                planted.exchange_functions(path.stem, ast.fix_missing_locations(tree))

    def take(self) -> frozenset[Line]:
        """What ran, and begin again."""
        found = frozenset((module, line) for module, lines in self._lines.items() for line in lines)
        for lines in self._lines.values():
            lines.clear()
        return found
