"""Every statement of the lecture has a test that would fail if the verdict were wrong; the checkers of that, checked."""

from __future__ import annotations

import dataclasses
import json
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import pytest

from scripts import verification
from scripts.claims import Claim, ClaimError, every
from scripts.claims.markers import held_by
from scripts.paths import ROOT
from tests.claims import planting
from tests.claims.plugin import WHOLE, unproved, unwritten
from tests.record import Record

CLAIMS = every()
TESTS = held_by(ROOT)
AT_ONCE = 2
HERE = Path(__file__).relative_to(ROOT).as_posix()


def test_every_claim_has_a_test_and_every_marker_a_claim() -> None:
    untested = [f"{claim.id}: no test carries its marker" for claim in CLAIMS if claim.id not in TESTS]
    unknown = [
        f"{tests}: {claim} is in no list" for claim, tests in TESTS.items() if claim not in {c.id for c in CLAIMS}
    ]
    assert untested + unknown == []


def test_a_fault_is_in_the_code_or_its_data_and_its_text_is_there_once() -> None:
    for claim in CLAIMS:
        if claim.fault:
            assert claim.fault.file.startswith(("nnref/", "scripts/", "docs/measurements/")), claim.id
            assert claim.fault.planted((ROOT / claim.fault.file).read_text(encoding="utf-8"))


@pytest.mark.slow  # it runs the tests of every claim, some thirty times
def test_every_planted_fault_turns_a_test_of_its_claim_red(tmp_path: Path, record: Record) -> None:
    planted = [claim for claim in CLAIMS if claim.fault and (not claim.needs or find_spec(claim.needs))]

    def plant(claim: Claim) -> str | None:
        return planting.survived(claim, TESTS[claim.id], tmp_path / claim.id)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = list(pool.map(plant, planted))
    record.mutants("claims", len(planted), told.count(None))
    assert [wrong for wrong in told if wrong] == []


@pytest.mark.slow  # it runs the tests of every claim
def test_without_a_fault_the_tests_pass_in_a_copy(tmp_path: Path) -> None:
    tests = sorted({test for claim in CLAIMS if claim.fault for test in TESTS[claim.id]})
    ended = planting.run(planting.copy(tmp_path / "copy"), planting.without_frameworks(tests))
    assert ended.returncode == planting.PASSED, ended.stdout


@pytest.mark.planted
@pytest.mark.slow  # it runs tests in processes of their own
@pytest.mark.parametrize(
    ("put", "expected"),
    [
        pytest.param("np.equal(columns, np.arange(0, num_classes))", "its tests pass although", id="harmless"),
        pytest.param("np.equal(columns, np.arange(num_classes)", "can't even run", id="broken"),
    ],
)
def test_a_fault_that_no_test_notices_is_told(put: str, expected: str, tmp_path: Path) -> None:
    claim = next(claim for claim in CLAIMS if claim.id == "S4-04")
    assert claim.fault is not None
    weak = dataclasses.replace(claim, fault=dataclasses.replace(claim.fault, put=put))
    assert expected in (planting.survived(weak, TESTS["S4-04"], tmp_path / "copy") or "")


PASSES = "import pytest\n\n\n@pytest.mark.claim({!r})\ndef test_a():\n    {}\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the project without its tests, but for those of the run as a whole."""
    project = planting.copy(tmp_path / "copy")
    for path in (project / "tests").rglob("test_*.py"):
        path.unlink()
    return project


@pytest.mark.planted
@pytest.mark.slow  # it runs tests in a process of its own
@pytest.mark.parametrize(
    ("outcome", "is_proof"), [("pass", True), ("pytest.skip('later')", False), ("pytest.xfail('no')", False)]
)
def test_a_whole_run_fails_by_name_where_a_claim_has_no_test_that_passed(
    outcome: str, is_proof: bool, small: Path
) -> None:
    (small / "tests" / "test_small.py").write_text(PASSES.format("S4-02", outcome), encoding="utf-8")
    ended = planting.run(small, [], WHOLE)
    assert ended.returncode == planting.FAILED
    assert "S4-01: no test of this statement ran and passed" in ended.stdout
    assert ("S4-02: no test of this statement ran and passed" in ended.stdout) is not is_proof


SHARED = ["-n", "2", "--dist", "worksteal"]
COUNTS = """import pytest


@pytest.mark.claim({})
@pytest.mark.parametrize("number", range(8))
def test_a(number, record):
    record("index", "equations", 1)
    record.mutants("claims", 2, 1)
"""


@pytest.mark.planted
@pytest.mark.slow  # it runs tests in processes of their own
def test_a_whole_run_that_is_shared_is_judged_as_one(small: Path) -> None:
    (small / "tests" / "test_small.py").write_text(PASSES.format("S4-02", "pass"), encoding="utf-8")
    ended = planting.run(small, SHARED, WHOLE)
    assert ended.returncode == planting.FAILED
    assert "S4-01: no test of this statement ran and passed" in ended.stdout
    assert "S4-02: no test of this statement ran and passed" not in ended.stdout


@pytest.mark.planted
@pytest.mark.slow  # it runs tests in processes of their own
def test_what_several_workers_have_counted_is_added(small: Path) -> None:
    held = ", ".join(f'"{claim.id}"' for claim in CLAIMS)
    (small / "tests" / "test_small.py").write_text(COUNTS.format(held), encoding="utf-8")
    ended = planting.run(small, SHARED, WHOLE)
    assert ended.returncode == planting.PASSED, ended.stdout
    kept = json.loads((small / verification.RECORD.relative_to(ROOT)).read_text(encoding="utf-8"))
    assert (kept["tests"], kept["pages"]) == (8, {"index": {"equations": 8}})
    assert kept["mutants"] == {"claims": {"tried": 16, "caught": 8}}


@pytest.mark.planted
@pytest.mark.slow  # it runs tests in a process of its own
def test_a_run_of_some_tests_is_not_judged(small: Path) -> None:
    (small / "tests" / "test_small.py").write_text(PASSES.format("S4-02", "pass"), encoding="utf-8")
    assert planting.run(small, ["tests/test_small.py"], WHOLE).returncode == planting.PASSED
    assert planting.run(small, [], "not slow and not frameworks").returncode == planting.PASSED


@pytest.mark.planted
@pytest.mark.slow  # it runs tests in a process of its own
def test_a_marker_that_names_no_claim_ends_the_run(small: Path) -> None:
    (small / "tests" / "test_small.py").write_text(PASSES.format("S4-31", "pass"), encoding="utf-8")
    ended = planting.run(small, ["tests/test_small.py"])
    assert ended.returncode not in (planting.PASSED, planting.FAILED)
    assert "tests/test_small.py::test_a: S4-31: no such claim" in ended.stdout


def test_a_claim_whose_tests_did_not_pass_is_unproved() -> None:
    first, second = CLAIMS[:2]
    met = {"t.py::test_a": [first.id], "t.py::test_b[1]": [second.id]}
    assert unproved([first, second], met, {"t.py::test_a", "t.py::test_b[1]"}) == []
    assert [told[:5] for told in unproved([first, second], met, {"t.py::test_a"})] == [second.id]


@pytest.mark.parametrize(
    ("written", "is_right"),
    [
        pytest.param("t.py::test_a", True, id="the-test"),
        pytest.param("t.py::TestA", False, id="another-class"),
        pytest.param("t.py::test_ab", False, id="another-test"),
    ],
)
def test_a_marker_that_the_source_does_not_show_is_told(written: str, is_right: bool) -> None:
    assert (unwritten({"t.py::test_a[0]": ["S4-01"]}, {"S4-01": [written]}) == []) is is_right


def in_tests(tmp_path: Path, text: str) -> dict[str, list[str]]:
    """What is read from one file of tests."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_a.py").write_text(text, encoding="utf-8")
    return held_by(tmp_path)


def test_markers_of_functions_classes_and_methods_are_read(tmp_path: Path) -> None:
    text = (
        "@pytest.mark.claim('S4-01', 'S4-02')\ndef test_a(): ...\n"
        "@pytest.mark.claim('S4-03')\nclass TestB:\n    @pytest.mark.claim('S4-02')\n    def test_c(self): ...\n"
    )
    assert in_tests(tmp_path, text) == {
        "S4-01": ["tests/test_a.py::test_a"],
        "S4-02": ["tests/test_a.py::test_a", "tests/test_a.py::TestB::test_c"],
        "S4-03": ["tests/test_a.py::TestB"],
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("CLAIM = pytest.mark.claim('S4-01')\n", "1 of 1 claim markers are not decorators", id="a-name"),
        pytest.param("@pytest.mark.claim(X)\ndef test_a(): ...\n", "test_a.py:1: expected ids", id="a-variable"),
        pytest.param("@pytest.mark.claim()\ndef test_a(): ...\n", "test_a.py:1: expected ids", id="nothing"),
    ],
)
def test_a_marker_that_can_not_be_read_is_refused(text: str, expected: str, tmp_path: Path) -> None:
    with pytest.raises(ClaimError, match=expected):
        in_tests(tmp_path, text)
