"""A mutant in the place of the module: in a running process, or before the module is imported."""

from __future__ import annotations

import ast
import gc
import sys
from collections.abc import Iterator, Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from scripts.paths import ROOT

PACKAGE = ROOT / "nnref"


def exchange_functions(module: str, changed: str | ast.Module) -> None:
    """Give the functions that a change is in their changed code, wherever they are referred to from.

    Raises:
        RuntimeError: If there are none: a change in a default, a class body or a constant lies in no function.
    """
    path = PACKAGE / f"{module}.py"
    old = compile(path.read_text(encoding="utf-8"), path, "exec", dont_inherit=True)
    new = compile(changed, path, "exec", dont_inherit=True)
    codes = {a: b for a, b in zip(code_objects(old), code_objects(new), strict=True) if a != b}
    gc.unfreeze()
    functions = [one for one in gc.get_objects() if type(one) is FunctionType and one.__code__ in codes]
    if not functions:
        raise RuntimeError(f"expected a change in a function of nnref.{module} that has been imported, got none")
    for function in functions:
        function.__code__ = codes[function.__code__]


def code_objects(code: CodeType) -> Iterator[CodeType]:
    """A code object and all inside it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from code_objects(constant)


class Changed(SourceFileLoader):
    """Loads one module from a source that is in no file."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        super().__init__(name, str(path))
        self._source = source

    def get_code(self, fullname: str) -> CodeType:
        """The code of the changed source."""
        return compile(self._source, self.path, "exec", dont_inherit=True)


class Finder(MetaPathFinder):
    """Finds the changed module before the one in the file is found."""

    def __init__(self, module: str, source: str) -> None:
        self._name, self._path, self._source = f"nnref.{module}", PACKAGE / f"{module}.py", source

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module's specification, if it is the changed one."""
        if fullname != self._name:
            return None
        loader = Changed(fullname, self._path, self._source)
        return spec_from_file_location(fullname, self._path, loader=loader)


def plant_before_import(module: str, source: str) -> None:
    """Let the module be imported from a changed source.

    Raises:
        RuntimeError: If nnref is there already.
    """
    if "nnref" in sys.modules:
        raise RuntimeError("expected a process that has not imported nnref yet")
    sys.meta_path.insert(0, Finder(module, source))
