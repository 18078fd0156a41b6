"""Reviewed lists in YAML: one for all that came before, and a file of its own for each lecture that wants one.

`read(folder, "inline")` joins inline.yml, inline-session-05.yml and so on, as if they were one file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def read(folder: Path, name: str) -> Any:
    """The lists of that name as one: entries one after another, and those under the same heading together.

    Raises:
        ValueError: If they can't be joined: one is a list and another has headings, or a name has two answers.
    """
    paths = [folder / f"{name}.yml", *sorted(folder.glob(f"{name}-*.yml"))]
    whole: Any = None
    for path in paths:
        whole = joined(whole, yaml.safe_load(path.read_text(encoding="utf-8")), path)
    return whole


def joined(whole: Any, more: Any, path: Path) -> Any:
    """Two lists as one; nothing is lost, and nothing replaced."""
    if whole is None or more is None:
        return more if whole is None else whole
    if isinstance(whole, list) and isinstance(more, list):
        return whole + more
    if isinstance(whole, dict) and isinstance(more, dict):
        return whole | {heading: joined(whole.get(heading), entries, path) for heading, entries in more.items()}
    raise ValueError(
        f"{path}: expected a {type(whole).__name__} as in the list before it, to be joined to it, got {more!r}"
    )
