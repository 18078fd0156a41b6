"""pytest's side: which test runs which line, and whether a mutant is caught."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

import hypothesis
import pytest

from scripts.mutation import planted
from scripts.mutation.lines import Line, Met
from scripts.mutation.mutants import Mutant
from scripts.paths import ROOT

OPTIONS = ["-q", "-p", "no:cacheprovider", "-p", "no:faulthandler", "--capture=sys", f"--rootdir={ROOT}"]
# Nobody reads why a test failed: not to find it out saves half of the time.
OPTIONS += ["--tb=native", "--assert=plain"]
# Forked processes share what was imported before them; pytest would rather have done it.
OPTIONS += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
UNKNOWN = 60.0  # seconds of processor time for any test
ALL_AT_ONCE = 1200.0  # seconds of processor time for all tests in a row, on a slow machine
SITE = {"site", "project", "served"}

IMPORT = "the import"


class Caught(NamedTuple):
    """What caught a mutant."""

    by: str


class Survived(NamedTuple):
    """No test of `tests` caught it."""

    tests: int


class Tests:
    """A pytest plugin that hands the collected tests to `use` instead of running them."""

    def __init__(self, use: Callable[[list[pytest.Item]], None]) -> None:
        self._use = use
        self.error: BaseException | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> None:
        """Let Hypothesis look for a failure, but not for the simplest one: nobody reads it."""
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        hypothesis.settings.register_profile("mutation", hypothesis.settings.get_profile("nnref"), phases=phases)
        hypothesis.settings.load_profile("mutation")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Use the tests that need no site, if all could be collected."""
        if session.testsfailed:
            return True
        try:
            self._use([item for item in session.items if not SITE & set(getattr(item, "fixturenames", ()))])
        except BaseException as error:  # pytest would take it for one of its own
            self.error = error
        return True


def collect(paths: Sequence[str], marks: str, use: Callable[[list[pytest.Item]], None]) -> bool:
    """Collect the tests and use them; whether they could be collected."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a fork takes no threads with it
    tests = Tests(use)
    code = pytest.main([*OPTIONS, "-m", marks, *paths], plugins=[tests])
    if tests.error is not None:
        raise tests.error
    return code == pytest.ExitCode.OK


def run(
    items: Sequence[pytest.Item], after: Callable[[pytest.Item, bool], bool], known: Mapping[str, float] | None = None
) -> None:
    """Run tests in this order until `after`, told of each whether it passed, is content.

    A mutant may turn one into an endless loop: the process ends when a test takes many times what it is `known` to take.
    """
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = folder
        for item, following in zip_longest(items, items[1:]):
            before = item.session.testsfailed
            signal.setitimer(signal.ITIMER_PROF, 10.0 * known[item.nodeid] + 3.0 if known else UNKNOWN)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if after(item, item.session.testsfailed == before):
                break
    signal.setitimer(signal.ITIMER_PROF, 0.0)


class Test(NamedTuple):
    """What is known about a test without mutants."""

    seconds: float
    lines: frozenset[Line]


def without_mutant(items: Sequence[pytest.Item]) -> dict[str, Test] | str:
    """How long each test takes, and which statements of nnref it runs; or the name of one that fails."""
    found: dict[str, Test] = {}
    started = time.process_time()
    met = Met()

    def after(item: pytest.Item, passed: bool) -> bool:
        nonlocal started
        found[item.nodeid] = Test(time.process_time() - started, met.take())
        started = time.process_time()
        return not passed

    run(items, after)
    return found if len(found) == len(items) else list(found)[-1]


def first_to_fail(items: Sequence[pytest.Item], known: Mapping[str, float] | None = None) -> Caught | Survived:
    """The first test that fails."""
    failed: list[str] = []

    def after(item: pytest.Item, passed: bool) -> bool:
        if not passed:
            failed.append(item.nodeid)
        return not passed

    run(items, after, known)
    return Caught(failed[0]) if failed else Survived(len(items))


def try_here(mutant: Mutant, items: Sequence[pytest.Item], known: Mapping[str, float]) -> Caught | Survived:
    """Plant a mutant in the running process, and see whether the tests catch it."""
    planted.exchange_functions(mutant.module, mutant.source)
    return first_to_fail(items, known)


def try_before_import(mutant: Mutant, paths: Sequence[str], marks: str, files: Collection[str]) -> Caught | Survived:
    """Plant a mutant where nnref is not imported yet, and see whether the tests of some files catch it."""
    planted.plant_before_import(mutant.module, mutant.source)
    answer: list[Caught | Survived] = []

    def use(items: list[pytest.Item]) -> None:
        answer.append(first_to_fail([item for item in items if file_of(item.nodeid) in files]))

    if paths:
        collect(paths, marks, use)
        return answer[0] if answer else Caught(IMPORT)
    return Survived(0)


def file_of(name: str) -> str:
    """The file of a test."""
    return name.split("::")[0]
