"""The texts in which formulas stand: pages, docstrings, and worked examples as their scripts write them now.

An example that quotes experiments would have to run them first; its formulas are read out of the built pages (test_shown.py).
"""

from __future__ import annotations

import importlib
import re
from pathlib import Path

from scripts import examples
from scripts.paths import DOCS, ROOT


def pages() -> dict[Path, str]:
    """The pages as they are written."""
    found = (path for path in sorted(DOCS.rglob("*.md")) if "generated" not in path.relative_to(DOCS).parts)
    return {path: path.read_text(encoding="utf-8") for path in found}


def worked_examples() -> dict[Path, str]:
    """The examples that nnref alone can compute, under the names that they get in docs/generated."""
    found = {}
    for stem in examples.stems():
        module = importlib.import_module(f"scripts.examples.{stem}")
        if "scripts.experiments" not in Path(str(module.__file__)).read_text(encoding="utf-8"):
            found[examples.EXAMPLES / f"{stem.replace('_', '-')}.md"] = module.steps()
    return found


def docstrings() -> dict[Path, str]:
    """The modules of nnref without the code of their examples: docstrings are raw, so that they stand there as they are."""
    paths = sorted((ROOT / "nnref").glob("*.py"))
    return {path: re.sub(r"(?m)^\s*(?:>>>|\.\.\.) .*$", "", path.read_text(encoding="utf-8")) for path in paths}


TEXTS = pages() | worked_examples() | docstrings()
