"""The mathematics in JavaScript against nnref, by Node's own test runner."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from scripts import fixtures
from scripts.markdown.katex import NODE
from tests.record import Record

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
BESIDE_THE_CASES = 2  # that every export is held to something, and every case has a name of its own
A_SOUND_COPY = 1


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixtures, in a file of this run's own."""
    return fixtures.write(tmp_path_factory.mktemp("fixtures") / "fixtures.json")


def run_node(name: str, written: Path) -> str:
    """What a test file says, once all of it has passed."""
    run = subprocess.run(
        [NODE, "--test", "--test-reporter=tap", HERE / name],
        env=os.environ | {"NNREF_FIXTURES": str(written)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    said = run.stdout + run.stderr
    failed = [part for part in re.split(r"\n(?=\s*(?:not )?ok |# Subtest)", said) if part.lstrip().startswith("not ok")]
    assert run.returncode == 0, "\n".join(failed) or said
    return said


def passed(said: str) -> int:
    """How many tests ran, each of which passed."""
    counts = {
        name: int(count) for name, count in re.findall(r"^# (tests|pass|skipped|todo) (\d+)$", said, re.MULTILINE)
    }
    assert counts == {"tests": counts["tests"], "pass": counts["tests"], "skipped": 0, "todo": 0}
    return counts["tests"]


def test_nn_computes_what_nnref_computes(written: Path) -> None:
    cases = json.loads(written.read_text(encoding="utf-8"))
    assert passed(run_node("parity.test.mjs", written)) == len(cases) + BESIDE_THE_CASES


@pytest.mark.slow
def test_every_planted_fault_is_caught(written: Path, record: Record) -> None:
    faults = len(re.findall(r'^  \["', (HERE / "faults.mjs").read_text(encoding="utf-8"), re.MULTILINE))
    assert passed(run_node("faults.test.mjs", written)) == faults + A_SOUND_COPY
    record.mutants("javascript", faults, faults)


def test_a_step_leaves_time_to_draw(written: Path) -> None:
    said = run_node("speed.test.mjs", written)
    assert passed(said) == 1
    print(*re.findall(r"a step on 2-8-8-2 .* ms", said), sep="\n")


def test_the_fixtures_are_the_same_each_time(written: Path, tmp_path: Path) -> None:
    assert fixtures.write(tmp_path / "again.json").read_bytes() == written.read_bytes()
