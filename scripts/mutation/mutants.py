"""The faults: every small change that cosmic-ray's operators can make to the code of a module.

Text is no code: what changes only a docstring, an annotation or an f-string is left out. So are the keywords `strict` of zip,
which guards against a mistake in the package itself, and `copy` of astype, which saves memory: neither changes a result. So is
what could never run: arithmetic operators are exchanged among themselves, and so are those of sets and bits, since `1.0 << x`
proves nothing about a test.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.provider import OperatorProvider

FAMILIES = (("Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow"), ("BitOr", "BitAnd", "BitXor"))
BINARY = "ReplaceBinaryOperator"
INERT = ("strict", "copy")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Mutant(NamedTuple):
    """One change in one module."""

    module: str
    operator: str
    occurrence: int
    function: str
    """Where it is: `Class.method`, or `module` for what is in neither."""
    at_import: bool
    """Whether it is in no function: a constant, a default, a decorator."""
    line: int
    before: str
    after: str
    statement: int
    """First line of the changed statement."""
    source: str

    @property
    def key(self) -> str:
        """What names it as long as the module's code stays as it is."""
        return f"{self.operator} {self.occurrence}"


def mutants(path: Path) -> Iterator[Mutant]:
    """All mutants of a module, in the order of its lines."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    original = code_of(source)
    found = []
    for name, operator, number in operators_for(source):
        for occurrence in range(number):
            changed = changed_by(operator, source, occurrence)
            if changed is not None and code_of(changed) not in (None, original):
                found.append(mutant(path.stem, name, occurrence, source, changed, tree))
    yield from sorted(found, key=lambda one: (one.line, one.operator, one.occurrence))


def changed_by(operator: Any, source: str, occurrence: int) -> str | None:
    """The changed source, if the operator can do it."""
    try:
        changed: str | None = mutate_code(source, operator, occurrence)
    except (
        AttributeError
    ):  # cosmic-ray names a dotted exception (`except zlib.error`) among its places, and stumbles over it
        return None
    return changed


def operators_for(source: str) -> Iterator[tuple[str, Any, int]]:
    """Each operator by name, with the number of its places in the source."""
    nodes = list(ast_nodes(get_ast(source)))
    for name, operator in operators().items():
        yield name, operator, sum(len(list(operator.mutation_positions(node))) for node in nodes)


@cache
def operators() -> dict[str, Any]:
    """Those of cosmic-ray that need no settings, without the binary ones that leave their family."""
    provider = OperatorProvider()
    return {name: provider[name]() for name in sorted(provider) if not provider[name].arguments() and sensible(name)}


def sensible(name: str) -> bool:
    """Whether the operator makes code that has a meaning."""
    kind, *exchanged = name.split("_")
    return kind != BINARY or any(set(exchanged) <= set(family) for family in FAMILIES)


class _WithoutText(ast.NodeTransformer):
    """Takes away what people read and Python does not act on."""

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
        return ast.Constant("")

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_arguments(self, node: ast.arguments) -> ast.arguments:
        """Take away the bare star as well: cosmic-ray takes it for a product."""
        node.args, node.posonlyargs, node.kwonlyargs = [*node.posonlyargs, *node.args, *node.kwonlyargs], [], []
        node.defaults, node.kw_defaults = [*node.defaults, *filter(None, node.kw_defaults)], []
        self.generic_visit(node)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AnnAssign:
        node.annotation = ast.Constant("")
        self.generic_visit(node)
        return node

    def visit_Call(self, node: ast.Call) -> ast.Call:
        node.keywords = [keyword for keyword in node.keywords if keyword.arg not in INERT]
        self.generic_visit(node)
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:
        if isinstance(node.value, ast.Constant):
            return ast.Pass()
        self.generic_visit(node)
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        self.generic_visit(node)
        return node


def code_of(source: str) -> str | None:
    """What Python acts on, in a form to compare; None if it refuses the source or, as `x is "text"`, warns of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            compile(source, "mutant", "exec")
        except SyntaxError:
            return None
    tree = ast.parse(source)
    return ast.dump(_WithoutText().visit(tree))


def mutant(module: str, operator: str, occurrence: int, source: str, changed: str, tree: ast.Module) -> Mutant:
    """The mutant with its place."""
    old, new = lines(source), lines(changed)
    index = next(i for i, (_, text) in enumerate(old) if i >= len(new) or text != new[i][1])
    number, before = old[index]
    after = new[index][1] if len(new) == len(old) else ""  # a decorator takes its line with it
    function, at_import, statement = place(tree, number)
    short = operator.removeprefix("core/")
    return Mutant(module, short, occurrence, function, at_import, number, before, after, statement, changed)


def lines(source: str) -> list[tuple[int, str]]:
    """The lines that aren't blank, with their numbers, single blanks and no comment beside the code."""
    squeezed = [" ".join(line.split("  # ")[0].split()) for line in source.splitlines()]
    return [(number, line) for number, line in enumerate(squeezed, start=1) if line]


def place(tree: ast.Module, line: int) -> tuple[str, bool, int]:
    """What a line is in, whether that is no function, and the first line of the innermost statement."""
    names, at_import, statement = [], True, 1
    body: list[Any] = list(tree.body)
    while inside := [node for node in body if first_line(node) <= line <= node.end_lineno]:
        node = inside[-1]
        body = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt | ast.ExceptHandler)]
        if isinstance(node, ast.stmt):  # `except` is part of its `try`
            statement = first_line(node)
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and body and line >= first_line(body[0]):
            names.append(node.name)
            at_import = at_import and isinstance(node, ast.ClassDef)
    return ".".join(names) or "module", at_import, statement


def first_line(node: Any) -> int:
    """A statement's first line, decorators included."""
    lines: list[int] = [node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", []))]
    return min(lines)
