"""What a generated thing depends on, as one fingerprint: drawn or run again when, and only when, that changed.

Code counts, words about it don't: a docstring or a comment can be mended without running an experiment again.
"""

from __future__ import annotations

import ast
import hashlib
from functools import cache
from pathlib import Path

import numpy as np

from scripts.paths import DOCS, ROOT


def fingerprint(module: str, *versions: str) -> str:
    """Of a module of `scripts`, of all modules and records of ours that it needs, of NumPy and `versions`."""
    digest = hashlib.sha256(" ".join([np.__version__, *versions]).encode())
    for path in sorted(sources(module)):
        text = code(path)
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(text.encode())
        for record in records_in(text):
            digest.update(record.read_bytes())
    return digest.hexdigest()


def records_in(text: str) -> list[Path]:
    """The committed measurements whose file names stand in a module's code."""
    return [path for path in sorted((DOCS / "measurements").glob("*.json")) if path.name in text]


def sources(module: str) -> set[Path]:
    """The files of a module and of all that it imports from this project, with all that nnref brings along."""
    found: set[Path] = set()
    waiting = [module, "nnref"]
    while waiting:
        path = file_of(waiting.pop())
        if path is not None and path not in found:
            found.add(path)
            waiting.extend(imported(path))
    return found


def imported(path: Path) -> list[str]:
    """The names that a file imports; a name may be a module or something in one."""
    return _read(path, path.stat().st_mtime_ns)[0]


def code(path: Path) -> str:
    """A file's code, without its docstrings and comments."""
    return _read(path, path.stat().st_mtime_ns)[1]


@cache  # figures share most of what they need
def _read(path: Path, _written: int) -> tuple[list[str], str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(
            node
        ):
            node.body = node.body[1:]
    return names, ast.dump(tree)


def file_of(name: str) -> Path | None:
    """The file of a module of `scripts` or nnref, if the name is one."""
    if name.split(".")[0] not in ("scripts", "nnref"):
        return None
    path = ROOT.joinpath(*name.split("."))
    candidates = (path.with_suffix(".py"), path / "__init__.py")
    return next((candidate for candidate in candidates if candidate.is_file()), None)
