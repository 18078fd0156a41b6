"""Plant every mutant of nnref, and say which of them no test catches: `make mutate`.

What was tried before is not tried again as long as its result holds: the module's code is the same, and so is the test that
caught the mutant; one that survived meets the tests that have changed. `--all` tries everything again.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

import pytest

from scripts.mutation import processes, record, session
from scripts.mutation.fingerprints import files
from scripts.mutation.mutants import Mutant
from scripts.mutation.order import Order
from scripts.mutation.results import Results
from scripts.paths import ROOT

KERAS = "keras"
EXAMPLES = "tests/docs/test_docstrings.py::test_the_examples_of_a_docstring_run_in_an_empty_namespace"
EQUATIONS = "tests/equations/test_equations.py"
UNIT = ("tests/nnref", EXAMPLES, EQUATIONS)
BRIDGE = ("tests/frameworks/test_keras.py",)
PREPARED = ("_pytest.doctest", "griffe", "hypothesis", "mpmath", "numpy", "scipy.special")

Waiting = Sequence[tuple[Mutant, list[str]]]


class Room(NamedTuple):
    """Modules, and the tests that are there to catch their mutants."""

    modules: list[str]
    paths: list[str]
    marks: str

    @property
    def tests(self) -> list[str]:
        """The files of tests."""
        return [file for path in self.paths for file in test_files(path)]


def test_files(path: str) -> list[str]:
    """The files of tests that a path means to pytest, if it is there."""
    file = ROOT / session.file_of(path)
    found = sorted(file.glob("test_*.py")) if file.is_dir() else [file] if file.is_file() else []
    return [one.relative_to(ROOT).as_posix() for one in found]


def rooms() -> list[Room]:
    """The package, and its bridge to Keras, whose tests need TensorFlow."""
    unit = [path for path in UNIT if test_files(path)]
    modules = [path.stem for path in files() if path.stem != KERAS]
    return [Room(modules, unit, "not slow and not frameworks"), Room([KERAS], list(BRIDGE), "not frameworks")]


class Run:
    """One run of the command: tries, tells, keeps."""

    def __init__(self, results: Results, jobs: int) -> None:
        self._results, self._jobs = results, jobs
        self._started = time.monotonic()
        self._total = self._number = 0

    def everything(self, modules: Sequence[str]) -> None:
        """Try the mutants that have no result; those first that need a process without nnref, which this still is."""
        waiting = []
        for room in rooms():
            chosen = [path for path in files() if path.stem in room.modules and path.stem in modules]
            waiting.append([one for path in chosen for one in self._results.to_try(path, room.tests)])
        self._total = sum(map(len, waiting))
        for name in PREPARED:
            importlib.import_module(name)
        for room, mutants in zip(rooms(), waiting, strict=True):
            if mutants:
                self._without_mutant(room)
            self._before_import(room, [one for one in mutants if one[0].at_import])
        for room, mutants in zip(rooms(), waiting, strict=True):
            self._in_functions(room, [one for one in mutants if not one[0].at_import])

    def _without_mutant(self, room: Room) -> None:
        """See that the tests can be collected: a mutant that prevents it is caught, and a mistake in them is none."""
        work = partial(session.collect, room.paths, room.marks, lambda items: None)
        if [answer for _, answer in processes.run([processes.Task("no mutant", work, session.ALL_AT_ONCE)], 1)] != [
            True
        ]:
            raise SystemExit("The tests can't be collected: run `make test-fast`.")

    def _before_import(self, room: Room, waiting: Waiting) -> None:
        """Ask the module's own tests first: the fewer files are imported, the sooner a mutant is caught."""
        later = []
        for (mutant, tests), answer in processes.run(self._imports(room, waiting, own=True), self._jobs):
            if isinstance(answer, session.Survived):
                later.append((mutant, tests))
            else:
                self._tell(mutant, answer, tests)
        for (mutant, tests), answer in processes.run(self._imports(room, later, own=False), self._jobs):
            self._tell(mutant, answer, tests)

    def _imports(self, room: Room, waiting: Waiting, *, own: bool) -> Iterator[processes.Task]:
        for mutant, tests in waiting:
            named = [file for file in tests if mutant.module.strip("_") in file]
            paths = named if own else [path for path in room.paths if set(test_files(path)) & set(tests)]
            work = partial(session.try_before_import, mutant, paths, room.marks, tests)
            yield processes.Task((mutant, tests), work, session.ALL_AT_ONCE)

    def _in_functions(self, room: Room, waiting: Waiting) -> None:
        if waiting:
            session.collect(room.paths, room.marks, partial(self._with_tests, waiting))

    def _with_tests(self, waiting: Waiting, items: list[pytest.Item]) -> None:
        needed = {file for _, tests in waiting for file in tests}
        items = [item for item in items if session.file_of(item.nodeid) in needed]
        alone = processes.Task("no mutant", partial(session.without_mutant, items), session.ALL_AT_ONCE)
        ((_, found),) = processes.run([alone], 1)
        if not isinstance(found, dict):
            raise SystemExit(f"A test fails without any mutant: {found}. Mend it first.")
        order = Order(found)
        by_name = {item.nodeid: item for item in items}

        def tasks() -> Iterator[processes.Task]:
            for mutant, tests in waiting:
                names = [name for name in order.names(mutant) if session.file_of(name) in tests]
                chosen = [by_name[name] for name in names]
                work = partial(session.try_here, mutant, chosen, {name: found[name].seconds for name in names})
                yield processes.Task((mutant, tests), work, order.limit(names))

        for (mutant, tests), answer in processes.run(tasks(), self._jobs):
            if isinstance(answer, session.Caught):
                order.caught(mutant, answer.by)
            self._tell(mutant, answer, tests)

    def _tell(self, mutant: Mutant, answer: Any, tests: list[str]) -> None:
        self._results.add(mutant, answer, tests)
        self._number += 1
        if self._number % 20 == 0 or self._number == self._total:
            self._results.write()  # whoever interrupts it goes on from there
            minutes = (time.monotonic() - self._started) / 60
            print(f"  {self._number} of {self._total} mutants, {minutes:.1f} minutes", file=sys.__stdout__, flush=True)
        if isinstance(answer, session.Survived):
            place = f"nnref/{mutant.module}.py:{mutant.line}"
            told = f"{place}: survived {answer.tests} tests\n    - {mutant.before}\n    + {mutant.after}"
            print(told, file=sys.__stdout__, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Try what has no result, and write the records."""
    summary, rest = str(__doc__).split("\n\n", 1)
    parser = argparse.ArgumentParser(prog="python -m scripts.mutation", description=summary, epilog=rest)
    known = [path.stem for path in files()]
    parser.add_argument("modules", nargs="*", metavar="module", help="of nnref, such as losses; without any, all")
    parser.add_argument("--all", action="store_true", help="try again what was tried before")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="mutants at a time")
    options = parser.parse_args(arguments)
    if unknown := sorted(set(options.modules) - set(known)):
        parser.error(f"no module of nnref: {', '.join(unknown)}. There are {', '.join(known)}.")
    if not hasattr(os, "fork"):
        parser.error("this needs a system that can fork: Linux, macOS, or Windows' subsystem for Linux.")
    chosen = options.modules or known
    results = Results.read(forget=options.all)
    os.nice(10)  # it takes minutes, and whoever works meanwhile comes first
    Run(results, options.jobs).everything(chosen)
    results.write()
    record.write(results, chosen)
    return record.report()


if __name__ == "__main__":
    sys.exit(main())
