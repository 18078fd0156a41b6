"""When a result still holds: fingerprints of modules, of single tests and of whole files of tests."""

from __future__ import annotations

import ast
import hashlib
from functools import cache
from pathlib import Path

from scripts.dependencies import code
from scripts.paths import DOCS, ROOT

EQUATIONS = ROOT / "tests" / "equations"
UNITS = ROOT / "tests" / "nnref"


def files() -> list[Path]:
    """The modules of nnref."""
    return sorted(path for path in (ROOT / "nnref").glob("*.py") if path.stem != "__init__")


@cache
def code_fingerprint(path: Path) -> str:
    """Of a file's code, without docstrings and comments."""
    return digest(code(path))


@cache
def text_fingerprint(paths: tuple[Path, ...]) -> str:
    """Of all that stands in some files."""
    return digest(*(path.read_text(encoding="utf-8") for path in paths))


@cache
def of_tests(file: str) -> str:
    """Of a file of tests and of what they read."""
    path = ROOT / file
    code_text(path)
    return digest(code_fingerprint(path), read_by(path))


@cache
def of_test(name: str) -> str:
    """Of one test by its node id, and of what it reads: not of other tests in its file, nor of what the file imports."""
    file, *inside = name.split("[")[0].split("::")
    path = ROOT / file
    if not path.is_file():
        return ""
    return digest(ast.dump(_without_other_tests(ast.parse(code_text(path)), inside)), read_by(path))


@cache
def code_text(path: Path) -> str:
    """A file's text as it was when it was first asked for: tests that have been imported stay as they were, too."""
    return path.read_text(encoding="utf-8")


def read_by(path: Path) -> str:
    """What tests in a file read besides: their neighbours; examples in docstrings and equations on pages."""
    helpers = [near for near in sorted(path.parent.glob("*.py")) if not near.name.startswith("test_")]
    marks = [code_fingerprint(helper) for helper in helpers]
    if path.parent != UNITS:
        marks.append(text_fingerprint(tuple(files())))
    if path.parent == EQUATIONS:
        marks.append(text_fingerprint(tuple(sorted(DOCS.rglob("*.md")))))
    return digest(*marks)


def _without_other_tests(tree: ast.Module | ast.ClassDef, inside: list[str]) -> ast.AST:
    kept: list[ast.stmt] = []
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            continue
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            if node.name == inside[0]:
                _without_other_tests(node, inside[1:])
                kept.append(node)
        elif not isinstance(node, ast.FunctionDef) or not node.name.startswith("test_") or node.name == inside[0]:
            kept.append(node)
    tree.body = kept
    return tree


def digest(*parts: str) -> str:
    """One fingerprint of several."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
