"""The dated record of each module's mutants, and the reviewed lists of those that no test can catch."""

from __future__ import annotations

import json
import platform
import sys
import tomllib
from collections.abc import Collection
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from scripts.mutation.fingerprints import files
from scripts.mutation.recorded import RECORDS, read
from scripts.mutation.results import CAUGHT, SURVIVED, Module, Results
from scripts.paths import ROOT, write_if_changed

REASONS = ROOT / "tests" / "nnref"
"""Where the reviewed lists are: survivors.toml, and survivors_softplus.toml for a module that has its own."""
COMMAND = "python -m scripts.mutation"
ENOUGH = 0.95

Key = tuple[str, str, str, str]


def write(results: Results, modules: Collection[str]) -> None:
    """Write what is known of these modules, and forget those that are no more."""
    for name in modules:
        module = results.modules[name]
        content = {
            "command": f"{COMMAND} {name}",
            "date": module.date,
            "versions": {
                "python": platform.python_version(),
                "numpy": np.__version__,
                "cosmic-ray": version("cosmic-ray"),
            },
            "code": module.code,
            **summary(module),
            "survivors": survivors_of(module),
        }
        write_if_changed(RECORDS / f"{name}.json", json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    present = {path.stem for path in files()}
    for path in RECORDS.glob("*.json"):
        if path.stem not in present:
            path.unlink()


def summary(module: Module) -> dict[str, int]:
    """What became of a module's mutants."""
    ends = [result.how for result in module.results.values()]
    survived, by_test = ends.count(SURVIVED), ends.count(CAUGHT)
    caught = len(ends) - survived
    return {"tried": len(ends), "caught": caught, "by_a_test_without_end": caught - by_test}


def survivors_of(module: Module) -> list[dict[str, str | int]]:
    """The survivors of a module, in the order of its lines."""
    left = sorted((one for one in module.results.values() if one.how == SURVIVED), key=lambda one: one.line)
    return [
        {"line": one.line, "in": one.function, "operator": one.operator, "before": one.before, "after": one.after}
        for one in left
    ]


def survivors(content: dict[str, Any]) -> set[Key]:
    """The survivors by module, function and what was changed: an edit elsewhere in the file leaves that as it is."""
    return {(one["module"], one["in"], one["before"], one["after"]) for one in content["survivors"]}


def reasons(folder: Path = REASONS) -> dict[Key, str]:
    """The reason for each survivor, from the reviewed lists.

    Raises:
        ValueError: If a survivor is there twice.
    """
    found: dict[Key, str] = {}
    for path in sorted(folder.glob("survivors*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("survivor", []):
            for after in entry["becomes"]:
                key = (entry["module"], entry["in"], entry["line"], after)
                if key in found:
                    raise ValueError(f"{path}: expected each survivor once, got twice: {' | '.join(key)}")
                found[key] = f"{entry['kind']}: {entry['reason']}"
    return found


def report() -> int:
    """Say what the record says; 1 if too few were caught or a survivor has no reason."""
    content, known = read(), reasons()
    found = survivors(content)
    print(
        f"{content['caught']} of {content['tried']} mutants caught, {content['share']:.1%}: {RECORDS.relative_to(ROOT)}"
    )
    for module, function, before, after in sorted(found - set(known)):
        where = f"nnref/{module}.py, in {function}"
        print(f"{where}: this survives, and has no reason:\n    - {before}\n    + {after}", file=sys.stderr)
    for module, function, before, after in sorted(set(known) - found):
        where = f"{REASONS.relative_to(ROOT)}/survivors*.toml: {module}, in {function}"
        print(f"{where}: a reason for what is caught by now:\n    - {before}\n    + {after}", file=sys.stderr)
    if found != set(known):
        print(
            f"Write a test that catches it, or the reason why none can into {REASONS.relative_to(ROOT)}/survivors.toml.",
            file=sys.stderr,
        )
    return 0 if content["share"] >= ENOUGH and found == set(known) else 1
