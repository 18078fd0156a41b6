"""The blocks of the built site, each run once where a reader would run it."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.docs import placed, sessions
from tests.docs import reader as readers
from tests.docs.placed import Placed

INSTALL = "python -m pip install "


@pytest.fixture(scope="session")
def blocks(site: Path) -> list[Placed]:
    """Every block of the site, as the built HTML gives it."""
    return placed.all_of(site)


@pytest.fixture(scope="session")
def reader(served: str, blocks: list[Placed], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The Python of an environment that has NumPy and what the site's own line installs, nothing else."""
    lines = {line for one in blocks for line in one.block.shown.splitlines() if line.startswith(INSTALL)}
    assert len(lines) == 1, f"expected one line that installs nnref, got {sorted(lines)}"
    install_line = lines.pop()
    assert install_line.startswith(f"{INSTALL}{served}"), install_line
    return readers.make(tmp_path_factory.mktemp("reader") / "venv", install_line)


@pytest.fixture(scope="session")
def runnable(blocks: list[Placed], pytestconfig: pytest.Config) -> list[Placed]:
    """The blocks that run here; without TensorFlow, where there is none for this Python, and then it says so."""
    found = [one for one in blocks if one.runs]
    missing = {one.needs for one in found if one.needs and find_spec(one.needs) is None}
    if "tensorflow" in missing and sys.version_info >= (3, 14):
        pytestconfig.pluginmanager.get_plugin("terminalreporter").write_line(
            "!!! TensorFlow has no build for this Python: blocks that need it did not run", red=True, bold=True
        )
        found = [one for one in found if one.needs != "tensorflow"]
        missing.remove("tensorflow")
    assert not missing, f"not installed: {sorted(missing)}; `make test` installs them"
    return found


@pytest.fixture(scope="session")
def ran(runnable: list[Placed], reader: str) -> dict[Placed, sessions.Ran]:
    """What came of running each block alone, in a fresh interpreter."""

    def run(one: Placed) -> sessions.Ran:
        # The tests' own environment has every extra; the reader's has none.
        python = sys.executable if one.needs else reader
        code = one.block.copied or one.block.shown
        return sessions.ran(python, one.block.language, code, talkative=bool(one.needs))

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(runnable, pool.map(run, runnable), strict=True))
