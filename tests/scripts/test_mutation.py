"""The mutants of nnref: which changes count, and that a change no test notices is told."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time

import pytest

from scripts.mutation import processes
from scripts.mutation.mutants import mutants
from scripts.paths import ROOT

pytestmark = pytest.mark.slow

MODULE = '''"""A module of 1 function."""

from __future__ import annotations

FIRST, LIMIT = 0, 3


def next_below(x: int | None) -> int:
    """Return x + 1 below 3."""
    if x is None:
        raise ValueError(f"expected a number from 0 to {LIMIT - 1}")
    return x + 1 if x < LIMIT else 0
'''
TESTS = """from nnref.small import FIRST, next_below

NAMED = {0: "zero"}[FIRST]


def test_counts():
    assert [next_below(x) for x in (-3, 0, 1, 7)] == [-2, 1, 2, 0]


def test_starts_again_at_the_limit():
    assert next_below(THREE) == 0
"""
CONFTEST = 'import hypothesis\n\nhypothesis.settings.register_profile("nnref", deadline=None)\n'


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "small.py"
    path.write_text(MODULE, encoding="utf-8")
    return list(mutants(path))


def test_code_is_changed_and_text_is_not(listed):
    changed = {(one.before, one.after) for one in listed}
    assert ("FIRST, LIMIT = 0, 3", "FIRST, LIMIT = 0, 4") in changed
    assert ("return x + 1 if x < LIMIT else 0", "return x - 1 if x < LIMIT else 0") in changed
    assert ("return x + 1 if x < LIMIT else 0", "return x + 1 if x <= LIMIT else 0") in changed
    assert ("if x is None:", "if x is not None:") in changed
    assert {one.line for one in listed} == {5, 10, 12}  # no annotation, no docstring, no message


def test_a_changed_operator_stays_in_its_family(listed):
    exchanged = {one.after for one in listed if one.operator.startswith("ReplaceBinaryOperator")}
    assert exchanged == {f"return x {sign} 1 if x < LIMIT else 0" for sign in ("-", "*", "/", "//", "%", "**")}


def test_a_mutant_knows_where_it_is(listed):
    assert {(one.function, one.at_import, one.statement) for one in listed} == {
        ("module", True, 5),
        ("next_below", False, 10),
        ("next_below", False, 12),
    }


def test_a_task_without_end_is_ended():
    def forever():
        while True:
            pass

    ((_, answer),) = processes.run([processes.Task("loop", forever, 0.1)], 1)
    assert answer == processes.Died("time")


def test_a_task_that_waits_is_ended():
    ((_, answer),) = processes.run([processes.Task("sleep", lambda: time.sleep(60), 0.02)], 1)
    assert answer == processes.Died("time")


def test_an_error_of_the_machinery_is_no_mutant_caught():
    with pytest.raises(processes.TaskError, match="ZeroDivisionError"):
        list(processes.run([processes.Task("bad", lambda: 1 / 0, 1.0)], 1))


@pytest.fixture
def project(tmp_path):
    """A project with one module."""
    for name in ("__init__.py", "paths.py", "dependencies.py"):
        target = tmp_path / "scripts" / name
        target.parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / "scripts" / name, target)
    shutil.copytree(ROOT / "scripts" / "mutation", tmp_path / "scripts" / "mutation")
    for name, text in {
        "nnref/__init__.py": "",
        "nnref/small.py": MODULE,
        "tests/conftest.py": CONFTEST,
        "tests/nnref/test_small.py": TESTS.replace("THREE", "4"),
        "tests/nnref/survivors.toml": "",
        "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["."]\n',
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def mutate(project):
    """`make mutate`."""
    command = [sys.executable, "-m", "scripts.mutation"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.planted
def test_what_no_test_notices_is_told_until_one_does_or_a_reason_stands_there(project):
    code, told = mutate(project)
    record = json.loads((project / "docs" / "measurements" / "mutation" / "small.json").read_text())
    survivors = {one["after"] for one in record["survivors"]}
    assert survivors >= {"FIRST, LIMIT = 0, 4", "return x + 1 if x <= LIMIT else 0"}
    assert "return x - 1 if x < LIMIT else 0" not in survivors
    assert "FIRST, LIMIT = 1, 3" not in survivors  # with it, the tests can't even be imported
    assert record["caught"] == record["tried"] - len(record["survivors"])
    assert code == 1
    assert (
        "nnref/small.py, in module: this survives, and has no reason:\n    - FIRST, LIMIT = 0, 3\n    + FIRST, LIMIT = 0, 4"
        in told
    )

    tests = project / "tests" / "nnref" / "test_small.py"
    tests.write_text(TESTS.replace("THREE", "3"), encoding="utf-8")
    code, told = mutate(project)
    left = json.loads((project / "docs" / "measurements" / "mutation" / "small.json").read_text())["survivors"]
    assert {"FIRST, LIMIT = 0, 4", "return x + 1 if x <= LIMIT else 0"} & {one["after"] for one in left} == set()

    reasons = "\n".join(
        f"[[survivor]]\nmodule = 'small'\nin = '{one['in']}'\nline = '{one['before']}'\nbecomes = ['{one['after']}']\n"
        "kind = 'the same'\nreason = 'None.'"
        for one in left
    )
    (project / "tests" / "nnref" / "survivors.toml").write_text(reasons, encoding="utf-8")
    code, told = mutate(project)
    assert " mutants, " not in told  # nothing was tried again
    assert "has no reason" not in told

    (project / "nnref" / "small.py").write_text(MODULE.replace("0, 3", "0, 4"), encoding="utf-8")
    tests.write_text("import nnref.small\n\n\ndef test_nothing():\n    assert nnref.small\n", encoding="utf-8")
    code, told = mutate(project)
    assert code == 1
    assert json.loads((project / "docs" / "measurements" / "mutation" / "small.json").read_text())["caught"] <= 1
    assert "a reason for what is caught by now" in told
