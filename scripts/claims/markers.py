"""Which tests hold which claim: read from `@pytest.mark.claim("S4-10")` in the tests' source, without running them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from scripts.claims import ClaimError
from scripts.paths import ROOT

EXAMPLE = Path("tests/lecture/files")  # the example of a lecture: its tests hold claims where it is laid down, not here
Decorated = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def held_by(root: Path = ROOT) -> dict[str, list[str]]:
    """For each claim the tests that carry its marker, as pytest names them; a class stands for all of its tests.

    Raises:
        ClaimError: If a marker's ids are not written out as text, or no test carries it.
    """
    found: dict[str, list[str]] = {}
    for path in sorted((root / "tests").rglob("test_*.py")):
        if path.is_relative_to(root / EXAMPLE):
            continue
        for claim, test in in_file(path, path.relative_to(root).as_posix()):
            found.setdefault(claim, []).append(test)
    return found


def in_file(path: Path, name: str) -> Iterator[tuple[str, str]]:
    """Pairs of a claim and a test in one file."""
    text = path.read_text(encoding="utf-8")
    if "mark.claim" not in text:
        return
    tree, seen = ast.parse(text), 0
    for node in tree.body:
        for thing in (node, *getattr(node, "body", ())) if isinstance(node, ast.ClassDef) else (node,):
            if isinstance(thing, Decorated):
                owner = f"{node.name}::" if thing is not node and isinstance(node, ast.ClassDef) else ""
                for call in _markers(thing):
                    seen += 1
                    yield from ((claim, f"{name}::{owner}{thing.name}") for claim in _ids(call, name))
    if (written := sum(_is_marker(node) for node in ast.walk(tree))) != seen:
        raise ClaimError(
            f"{name}: {written - seen} of {written} claim markers are not decorators of a test or a test class. Write "
            f'@pytest.mark.claim("S4-10") above the test: the page that lists the claims reads them there.'
        )


def _markers(thing: Decorated) -> list[ast.Call]:
    return [node for node in thing.decorator_list if isinstance(node, ast.Call) and _is_marker(node.func)]


def _is_marker(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and ast.unparse(node) == "pytest.mark.claim"


def _ids(call: ast.Call, name: str) -> list[str]:
    ids = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
    if not ids or len(ids) != len(call.args) or call.keywords or not all(isinstance(claim, str) for claim in ids):
        raise ClaimError(
            f"{name}:{call.lineno}: expected ids of claims, got {ast.unparse(call)}. Write them out: "
            f'@pytest.mark.claim("S4-10").'
        )
    return [str(claim) for claim in ids]
