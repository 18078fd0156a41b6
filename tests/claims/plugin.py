"""A run of all the tests fails where a statement of the lecture has no test that ran and passed.

Part of the tests proves part of the statements, so only a whole run is judged: pytest without paths, `-k` or another `-m`.
That a statement has tests at all, `test_claims_are_tested.py` says in every run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from scripts.claims import Claim, every
from scripts.claims.markers import held_by
from scripts.paths import ROOT
from tests.workers import hand_over, is_worker


@dataclass(eq=False)  # pytest asks plugins for a hash
class Seen:
    """What a run has met of the claims."""

    claims_of: dict[str, list[str]] = field(default_factory=dict)
    """For each test that carries markers, by its full name, the claims."""
    passed: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test proves something when its call passed; a skipped or an expected failure proves nothing."""
        if report.when == "call" and report.passed and not hasattr(report, "wasxfail"):
            self.passed.add(report.nodeid)


SEEN = pytest.StashKey[Seen]()
# As pyproject.toml has it: faults for the browser prove checks and no statement, and times prove nothing.
WHOLE = "not frameworks and not planted and not quiet and not long"


def pytest_configure(config: pytest.Config) -> None:
    config.stash[SEEN] = Seen()
    config.pluginmanager.register(config.stash[SEEN])


def pytest_collection_modifyitems(config: pytest.Config, items: Sequence[pytest.Item]) -> None:
    """Note who holds what; a marker that names no claim ends the run before it begins."""
    seen, known = config.stash[SEEN], {claim.id for claim in every()}
    for item in items:
        for marker in item.iter_markers("claim"):
            for identifier in marker.args:
                if identifier not in known:
                    raise pytest.UsageError(
                        f"{item.nodeid}: {identifier}: no such claim. Correct the number, or add the claim to docs/claims."
                    )
                seen.claims_of.setdefault(item.nodeid, []).append(identifier)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker that has ended has met."""
    node.config.stash[SEEN].claims_of |= getattr(node, "workeroutput", {}).get("claims_of", {})


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Judge a whole run."""
    if is_worker(session.config):
        hand_over(session.config, "claims_of", session.config.stash[SEEN].claims_of)
        return
    if not is_whole(session):
        return
    seen, claims = session.config.stash[SEEN], every()
    written = held_by(ROOT)
    seen.missing = [claim.id for claim in claims if claim.needs and find_spec(claim.needs) is None]
    judged = [claim for claim in claims if claim.id not in seen.missing]
    seen.wrong = unproved(judged, seen.claims_of, seen.passed) + unwritten(seen.claims_of, written)
    if seen.wrong and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say what is missing."""
    seen = config.stash[SEEN]
    for told in seen.wrong:
        terminalreporter.write_line(f"!!! {told}", red=True, bold=True)
    for identifier in seen.missing:
        terminalreporter.write_line(f"!!! {identifier}: what its tests need is not installed", red=True, bold=True)


def is_whole(session: pytest.Session) -> bool:
    """Whether this run was asked for all the tests, and came to its end."""
    config = session.config
    paths = {Path(config.invocation_params.dir, argument).resolve() for argument in config.args}
    cut_short = bool(session.shouldstop or session.shouldfail or config.option.collectonly)
    chosen = bool(
        config.option.keyword or getattr(config.option, "lf", False) or config.option.ignore or config.option.deselect
    )
    return paths == {ROOT / "tests"} and config.option.markexpr == WHOLE and not cut_short and not chosen


def unproved(claims: Iterable[Claim], claims_of: Mapping[str, list[str]], passed: set[str]) -> list[str]:
    """The claims of which no test passed."""
    proved = {identifier for test, identifiers in claims_of.items() if test in passed for identifier in identifiers}
    return [
        f"{claim.id}: no test of this statement ran and passed. Mark one with "
        f'@pytest.mark.claim("{claim.id}"), and see why those that carry it did not pass.'
        for claim in claims
        if claim.id not in proved
    ]


def unwritten(claims_of: Mapping[str, list[str]], written: Mapping[str, list[str]]) -> list[str]:
    """Tests whose marker the source does not show, so that the list of claims can't name them."""
    return [
        f"{test}: holds {identifier}, but its source has no @pytest.mark.claim above it."
        for test, identifiers in claims_of.items()
        for identifier in identifiers
        if not any(belongs(test, name) for name in written.get(identifier, []))
    ]


def belongs(test: str, name: str) -> bool:
    """Whether a test as it ran, with its parameters, is the one of that name, or in the class of that name."""
    return test == name or test.startswith((f"{name}[", f"{name}::"))
