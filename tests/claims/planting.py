"""Each claim's fault, planted in a copy of the project where its tests then run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.claims import Claim, Fault
from scripts.paths import ROOT

FOLDERS = ("nnref", "scripts", "tests", "docs")
IGNORED = shutil.ignore_patterns("*.part", "generated", "images", "*.pyc.*")
FAST = "not slow and not frameworks"
PASSED, FAILED, NONE_CHOSEN = 0, 1, 5  # pytest's exit codes; any other means that it could not run the tests
FRAMEWORKS = "tests/frameworks/"  # slow, and not everywhere can they be imported
OWN = "tests/claims/"  # where the tests that were written for one claim are: small, and likely to notice


def copy(target: Path) -> Path:
    """What the tests of the claims need, with its compiled modules: only what is changed is compiled again."""
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, target / folder, ignore=IGNORED)
    shutil.copy2(ROOT / "pyproject.toml", target)
    return target


def plant(fault: Fault, project: Path) -> None:
    """Put the fault into the copy."""
    path = project / fault.file
    path.write_text(fault.planted(path.read_text(encoding="utf-8")), encoding="utf-8")
    # A compiled module is told from a stale one by size and second, and both may be the same.
    for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
        compiled.unlink()


def run(project: Path, tests: list[str], marks: str = FAST) -> subprocess.CompletedProcess[str]:
    """Run tests in the copy until one fails."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider", "-m", marks, *tests]
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTEST_ADDOPTS", "PYTHONPATH")}
    # One thread each: two copies run side by side.
    alone = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        command, cwd=project, env=kept | alone, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )


def without_frameworks(tests: list[str]) -> list[str]:
    """The tests that need nothing but what every run has."""
    return [test for test in tests if not test.startswith(FRAMEWORKS)]


def survived(claim: Claim, tests: list[str], project: Path) -> str | None:
    """Plant a claim's fault in a copy of the project; what is wrong if no test of the claim notices."""
    assert claim.fault is not None
    plant(claim.fault, copy(project))
    marks = "not frameworks" if claim.needs else FAST
    tests = tests if claim.needs else without_frameworks(tests)
    own = [test for test in tests if test.startswith(OWN)]
    ended = run(project, own or tests, marks)
    if ended.returncode == PASSED and own and own != tests:
        ended = run(project, [test for test in tests if test not in own], marks)
    shutil.rmtree(project)
    if ended.returncode == FAILED:
        return None
    if ended.returncode in (PASSED, NONE_CHOSEN):
        return (
            f"{claim.id}: its tests pass although, in {claim.fault.file}, {claim.fault.find!r} was replaced by "
            f"{claim.fault.put!r}. Test what the claim says more closely, or choose a fault that makes it untrue."
        )
    return f"{claim.id}: with the fault in {claim.fault.file} its tests can't even run:\n{ended.stdout}"
