"""A run may be shared by several processes (`pytest -n`): one site for all of them, and one account of what each has seen.

pytest-xdist starts workers that each run some of the tests, and a controller that runs none and judges the whole. The
controller hosts the built site (`tests/controller.py`); the first worker that needs it builds it, and the others wait. What a
worker has seen it hands over when it ends.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock


def is_worker(config: pytest.Config) -> bool:
    """Whether this process runs tests for another."""
    return hasattr(config, "workerinput")


def hand_over(config: pytest.Config, name: str, seen: Any) -> None:
    """Give the controller what this worker has seen: numbers, texts, and lists and dicts of them."""
    config.workeroutput[name] = seen


def hosted(config: pytest.Config) -> tuple[Path, str]:
    """The folder that the controller serves, and the address of its subfolder `notes`."""
    folder, address = config.workerinput["hosted"]
    return Path(folder), address


def once(folder: Path, make: Callable[[], object]) -> Path:
    """The folder that one process makes and the others wait for."""
    done = folder.with_name(f"{folder.name}.done")
    with FileLock(folder.with_name(f"{folder.name}.lock")):
        if not done.exists():
            make()
            done.touch()
    return folder
