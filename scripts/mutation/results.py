"""What became of each mutant, kept in `.cache` so that nothing is tried twice without need."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from scripts.mutation.fingerprints import code_fingerprint, files, of_test, of_tests, text_fingerprint
from scripts.mutation.mutants import Mutant, mutants
from scripts.mutation.processes import Died
from scripts.mutation.session import IMPORT, Caught, Survived
from scripts.paths import CACHE, write_if_changed

STORE = CACHE / "mutation.json"
CAUGHT, SURVIVED = "caught", "survived"


class Result(NamedTuple):
    """What became of a mutant, and what it was tried against."""

    how: str
    """`caught`, `survived`, or what ended the tests: `time`, `memory`, `crash`."""
    by: str
    """The test that caught it, if it was one."""
    against: dict[str, str]
    """That test, or else the files of tests that the result rests on, with their fingerprints."""
    line: int
    function: str
    operator: str
    before: str
    after: str


class Module(NamedTuple):
    """The results of a module whose code has this fingerprint."""

    code: str
    text: str
    date: str
    number: int
    results: dict[str, Result]


class Results:
    """What became of all mutants that were ever tried."""

    def __init__(self, modules: dict[str, Module]) -> None:
        self.modules = modules

    @classmethod
    def read(cls, *, forget: bool = False) -> Results:
        """What was kept, of modules whose code is still the same."""
        if forget or not STORE.is_file():
            return cls({})
        kept: dict[str, Any] = json.loads(STORE.read_text(encoding="utf-8"))
        found = {
            name: Module(code, text, day, number, {key: Result(*one) for key, one in last.items()})
            for name, (code, text, day, number, last) in kept.items()
        }
        present = {path.stem: code_fingerprint(path) for path in files()}
        return cls({name: module for name, module in found.items() if present.get(name) == module.code})

    def write(self) -> None:
        """Keep it."""
        write_if_changed(STORE, json.dumps(self.modules, ensure_ascii=False) + "\n")

    def to_try(self, path: Path, tests: Collection[str]) -> list[tuple[Mutant, list[str]]]:
        """The mutants of a module that have no result that holds, each with the files of tests that it has not met."""
        module = self.modules.get(path.stem)
        if module is not None and module.text == text_fingerprint((path,)):
            whole = len(module.results) == module.number
            if whole and not self._open(module, tests):
                return []
        listed = list(mutants(path))
        known = module.results if module else {}
        moved = {one.key: known[one.key]._replace(line=one.line) for one in listed if one.key in known}
        module = Module(code_fingerprint(path), text_fingerprint((path,)), "", len(listed), moved)
        self.modules[path.stem] = module._replace(date=date.today().isoformat())
        waiting = self._open(module, tests)
        return [(one, waiting[one.key]) for one in listed if one.key in waiting] + [
            (one, sorted(tests)) for one in listed if one.key not in known
        ]

    def _open(self, module: Module, tests: Collection[str]) -> dict[str, list[str]]:
        """The tried mutants whose result does not hold any more, with the files of tests to try them against."""
        present = {file: of_tests(file) for file in sorted(tests)}
        found = {}
        for key, result in module.results.items():
            changed = [file for file, mark in present.items() if result.against.get(file) != mark]
            if result.by and any(of_test(test) != mark for test, mark in result.against.items()):
                found[key] = list(present)
            elif not result.by and changed:
                found[key] = changed if result.how == SURVIVED else list(present)
        return found

    def add(self, mutant: Mutant, answer: Caught | Survived | Died, tests: Sequence[str]) -> None:
        """Keep what became of a mutant that met these files of tests."""
        results = self.modules[mutant.module].results
        how, by, against = SURVIVED, "", {file: of_tests(file) for file in tests}
        if isinstance(answer, Caught):
            how = CAUGHT
            if answer.by != IMPORT:
                by, against = answer.by, {answer.by: of_test(answer.by)}
        elif isinstance(answer, Died):
            how = answer.why
        elif mutant.key in results:
            against = results[mutant.key].against | against
        place = (mutant.line, mutant.function, mutant.operator, mutant.before, mutant.after)
        results[mutant.key] = Result(how, by, against, *place)
