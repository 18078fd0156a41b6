"""The dated records of the mutants, one file a module: `docs/measurements/mutation`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scripts.mutation.fingerprints import code_fingerprint, files
from scripts.paths import DOCS

RECORDS = DOCS / "measurements" / "mutation"


def read(folder: Path = RECORDS) -> dict[str, Any]:
    """All records in one: the sums, what each module's says, and every survivor with its module."""
    modules = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}
    tried, caught = (sum(module[which] for module in modules.values()) for which in ("tried", "caught"))
    return {
        "date": max(module["date"] for module in modules.values()),
        "tried": tried,
        "caught": caught,
        "share": round(caught / tried, 4),
        "modules": modules,
        "survivors": [{"module": name, **one} for name, module in modules.items() for one in module["survivors"]],
    }


def is_of_this_code(content: dict[str, Any]) -> bool:
    """Whether the records were made from nnref's code as it is now."""
    told = {name: module["code"] for name, module in content["modules"].items()}
    return told == {path.stem: code_fingerprint(path) for path in files()}
