"""The dated record of the mutants, and the reviewed list of those that no test can catch."""

from __future__ import annotations

import json
import platform
import sys
import tomllib
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from scripts.mutation.fingerprints import fingerprint
from scripts.mutation.results import CAUGHT, SURVIVED, Module, Results
from scripts.paths import DOCS, ROOT, write_if_changed

RECORD = DOCS / "measurements" / "mutation.json"
REASONS = ROOT / "tests" / "nnref" / "survivors.toml"
COMMAND = "make mutate"
ENOUGH = 0.95

Key = tuple[str, str, str, str]


def write(results: Results, seconds: int) -> None:
    """Write what is known of all modules."""
    modules = sorted(results.modules.items())
    tried = sum(len(module.results) for _, module in modules)
    left = [found for name, module in modules for found in survivors_of(name, module)]
    content = {
        "command": COMMAND,
        "date": date.today().isoformat(),
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "cosmic-ray": version("cosmic-ray"),
        },
        "code": fingerprint(),
        "seconds_of_this_run": seconds,
        "tried": tried,
        "caught": tried - len(left),
        "share": round(1 - len(left) / tried, 4),
        "modules": {name: summary(module) for name, module in modules},
        "survivors": left,
    }
    write_if_changed(RECORD, json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def summary(module: Module) -> dict[str, str | int]:
    """When a module was tried, and what became of its mutants."""
    ends = [result.how for result in module.results.values()]
    survived, by_test = ends.count(SURVIVED), ends.count(CAUGHT)
    caught = len(ends) - survived
    return {"date": module.date, "tried": len(ends), "caught": caught, "by_a_test_without_end": caught - by_test}


def survivors_of(name: str, module: Module) -> list[dict[str, str | int]]:
    """The survivors of a module, in the order of its lines."""
    left = sorted((one for one in module.results.values() if one.how == SURVIVED), key=lambda one: one.line)
    return [
        {
            "module": name,
            "line": one.line,
            "in": one.function,
            "operator": one.operator,
            "before": one.before,
            "after": one.after,
        }
        for one in left
    ]


def read(path: Path = RECORD) -> dict[str, Any]:
    """The record."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def survivors(content: dict[str, Any]) -> set[Key]:
    """The survivors by module, function and what was changed: an edit elsewhere in the file leaves that as it is."""
    return {(one["module"], one["in"], one["before"], one["after"]) for one in content["survivors"]}


def reasons(path: Path = REASONS) -> dict[Key, str]:
    """The reason for each survivor, from the reviewed list.

    Raises:
        ValueError: If a survivor is there twice.
    """
    found: dict[Key, str] = {}
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
        f"{content['caught']} of {content['tried']} mutants caught, {content['share']:.1%}: {RECORD.relative_to(ROOT)}"
    )
    for module, function, before, after in sorted(found - set(known)):
        where = f"nnref/{module}.py, in {function}"
        print(f"{where}: this survives, and has no reason:\n    - {before}\n    + {after}", file=sys.stderr)
    for module, function, before, after in sorted(set(known) - found):
        where = f"{REASONS.relative_to(ROOT)}: {module}, in {function}"
        print(f"{where}: a reason for what is caught by now:\n    - {before}\n    + {after}", file=sys.stderr)
    if found != set(known):
        print(
            f"Write a test that catches it, or the reason why none can into {REASONS.relative_to(ROOT)}.",
            file=sys.stderr,
        )
    return 0 if content["share"] >= ENOUGH and found == set(known) else 1
