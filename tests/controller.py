"""What the process does that starts the workers of a run (`pytest -n`): it hosts the site that they build and read."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

from tests.hosting import Hosted

AT_MOST = 4  # each has a browser of its own, and one of them builds the site meanwhile
HOSTED = pytest.StashKey[tuple[Hosted, tempfile.TemporaryDirectory[str]]]()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """With `-n auto`, as many as there are processors, but not too many."""
    return min(os.cpu_count() or 1, AT_MOST)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker where the site of this run is hosted."""
    config = node.config
    if HOSTED not in config.stash:
        folder = tempfile.TemporaryDirectory(prefix="nnref-tests-")
        config.stash[HOSTED] = (Hosted(Path(folder.name)), folder)
    running, _ = config.stash[HOSTED]
    node.workerinput["hosted"] = (str(running.folder), running.address)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take the site down after the last worker."""
    if HOSTED in config.stash:
        running, folder = config.stash[HOSTED]
        running.close()
        folder.cleanup()
