"""What a run of the tests has checked, page by page; a whole run that passes leaves it for the next build to show."""

from __future__ import annotations

import datetime
import json
import platform
from collections import Counter
from typing import Any

import numpy as np
import pytest

import nnref
from scripts import verification
from scripts.paths import write_if_changed
from tests.claims.plugin import is_whole
from tests.workers import hand_over, is_worker


class Record:
    """Counts that the tests hand in after the check has passed."""

    def __init__(self) -> None:
        self.pages: dict[str, Counter[str]] = {}
        self.tried: Counter[str] = Counter()
        self.caught: Counter[str] = Counter()

    def __call__(self, page: str, kind: str, count: int) -> None:
        """Add `count` checked things of a kind to a page, named by its source under docs without suffix.

        Raises:
            ValueError: If the kind is unknown.
        """
        if kind not in verification.KINDS:
            raise ValueError(f"expected a kind among {list(verification.KINDS)}, got {kind!r}")
        self.pages.setdefault(page, Counter())[kind] += count

    def mutants(self, kind: str, tried: int, caught: int) -> None:
        """Add planted faults of a kind: how many were tried and how many a check caught."""
        self.tried[kind] += tried
        self.caught[kind] += caught

    def seen(self) -> dict[str, Any]:
        """All counts as bare dicts, for another process."""
        pages = {page: dict(counts) for page, counts in self.pages.items()}
        return {"pages": pages, "tried": dict(self.tried), "caught": dict(self.caught)}

    def add(self, seen: dict[str, Any]) -> None:
        """Take over what another process has counted."""
        for page, counts in seen["pages"].items():
            self.pages.setdefault(page, Counter()).update(counts)
        self.tried.update(seen["tried"])
        self.caught.update(seen["caught"])

    def as_json(self, tests: int) -> dict[str, Any]:
        """All counts, with what they were made from and by."""
        return {
            "sources": verification.fingerprint(),
            "date": datetime.date.today().isoformat(),
            "versions": {"python": platform.python_version(), "numpy": np.__version__, "nnref": nnref.__version__},
            "tests": tests,
            "pages": {page: dict(sorted(counts.items())) for page, counts in sorted(self.pages.items())},
            "mutants": {kind: {"tried": self.tried[kind], "caught": self.caught[kind]} for kind in sorted(self.tried)},
        }


RECORD = Record()


@pytest.fixture(scope="session")
def record() -> Record:
    """`record(page, kind, count)` and `record.mutants(kind, tried, caught)`: what this run has checked."""
    return RECORD


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker that has ended has counted."""
    if seen := getattr(node, "workeroutput", {}).get("record"):
        RECORD.add(seen)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Keep the record of a whole run that passed; one that failed leaves none."""
    if is_worker(session.config):
        hand_over(session.config, "record", RECORD.seen())
        return
    if not is_whole(session):
        return
    if session.exitstatus != pytest.ExitCode.OK:
        verification.RECORD.unlink(missing_ok=True)
        return
    passed = len(session.config.pluginmanager.get_plugin("terminalreporter").stats.get("passed", []))
    write_if_changed(verification.RECORD, json.dumps(RECORD.as_json(passed), indent=1))
