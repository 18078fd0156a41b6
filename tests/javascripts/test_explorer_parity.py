"""What explorers show is what nnref computes: every sample of every explorer, in Node."""

from __future__ import annotations

import copy
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from scripts import explorers
from scripts.markdown.katex import NODE
from scripts.paths import DOCS
from tests.javascripts import explorer_numbers as numbers
from tests.javascripts.explorer_branches import MODULES, models, unreached
from tests.record import Record

pytestmark = pytest.mark.slow

NAMES = sorted(path.stem for path in MODULES.glob("*.mjs"))
FEWEST_STATES = 5  # the first, and four samples


@pytest.fixture(scope="module")
def states() -> dict[str, list[dict[str, Any]]]:
    """The first state of every explorer and its samples, and all in which a page opens it."""
    found = {name: told["states"] for name, told in explorers.ask({"states": True}).items()}
    opened = [{"name": place.name, "first": place.first} for place in explorers.places() if place.first]
    for place, state in zip(opened, explorers.ask({"firsts": opened}), strict=True):
        found[place["name"]].append(state)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_an_explorer_shows_what_nnref_computes(
    states: dict[str, list[dict[str, Any]]], name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: Record
) -> None:
    monkeypatch.setenv("NODE_V8_COVERAGE", str(tmp_path))
    there_and_back = [*states[name], *reversed(states[name])]
    found = models(name, there_and_back)
    first = found[: len(states[name])]
    told = numbers.judge(name, states[name], first, [explorers.numbers(name, state) for state in states[name]])
    print(
        f"{name}: {told.compared} numbers in {len(first)} states, largest relative error {told.worst:.1e}, "
        f"{told.cancelled} near only beside the largest of their kind"
    )
    assert told.complaints == []
    assert told.compared > 0
    assert len(first) >= FEWEST_STATES
    assert found[len(first) :] == first[::-1], "the same state gives other numbers after other states"
    assert unreached(tmp_path, name) == []
    for place in explorers.places():
        if place.name == name:
            record(place.page.relative_to(DOCS).with_suffix("").as_posix(), "explorers", 1)


def address_complaints(name: str, folder: Path = DOCS / "javascripts") -> list[str]:
    """The states that an address doesn't bring back."""
    command = [str(NODE), str(Path(__file__).with_name("addresses.mjs")), folder.as_uri(), name]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    told: list[str] = json.loads(run.stdout)
    return told


@pytest.mark.parametrize("name", NAMES)
def test_an_address_brings_back_every_state(name: str) -> None:
    assert address_complaints(name) == []


WANTED = {"zs": [-1.0, 0.0, 2.0], "rows": [{"a": 0.5}, {"a": 1e-15}], "limit": None, "single": 0.25, "ok": True}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda n: n, ""),
        (lambda n: n["zs"].__setitem__(2, 2.0 * (1 + 1e-13)), ""),
        (lambda n: n["zs"].__setitem__(1, 1e-13), ""),
        (lambda n: n["rows"].__setitem__(1, {"a": 2e-15}), ""),
        (lambda n: n["zs"].__setitem__(2, 2.0 * (1 + 1e-11)), "zs[2]"),
        (lambda n: n["zs"].__setitem__(1, 1e-11), "zs[1]"),
        (lambda n: n["rows"].__setitem__(1, {"a": 1e-12}), "rows[1].a"),
        (lambda n: n["rows"].__setitem__(1, {}), "rows[1]"),
        (lambda n: n.__setitem__("single", 0.25 * (1 + 1e-11)), "single"),
        (lambda n: n.__setitem__("single", "NaN"), "single"),
        (lambda n: n.__setitem__("ok", 1), "ok"),
        (lambda n: n.__setitem__("limit", 0), "limit"),
        (lambda n: n.__setitem__("more", 0), "numbers"),
        (lambda n: n["zs"].append(1.0), "zs"),
    ],
    ids=[
        "the same", "rounded", "cancelled", "cancelled in rows", "another number", "cancelled too little",
        "another number in a row", "a row without it", "another single number", "not a number", "yes is not 1",
        "nothing is not 0", "one more", "a longer list",
    ],
)  # fmt: skip
def test_another_number_is_noticed(change: Any, said: str) -> None:
    found = copy.deepcopy(WANTED)
    change(found)
    complaints = numbers.compare(found, WANTED).complaints
    assert len(complaints) == (1 if said else 0), complaints
    assert all(complaint.startswith(f"{said}:") for complaint in complaints)


def spoilt(folder: Path, file: str, pattern: str, replacement: str) -> Path:
    """A copy of the JavaScript with one place changed."""
    for path in (DOCS / "javascripts").rglob("*.mjs"):
        target = folder / path.relative_to(DOCS / "javascripts")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    text, count = re.subn(pattern, replacement, (folder / file).read_text(encoding="utf-8"))
    assert count == 1, f"{file} has {pattern} {count} times"
    (folder / file).write_text(text, encoding="utf-8")
    return folder


def test_a_value_that_the_address_can_not_say_is_noticed(tmp_path: Path) -> None:
    folder = spoilt(tmp_path, "explorers/activation.mjs", r"step: 0\.05, value: 1\.5", "step: 0.6, value: 1.5")
    spoilt_kit = folder / "kit" / "parameters.mjs"
    text = spoilt_kit.read_text(encoding="utf-8")
    assert text.count("return Math.min(max, ") == 1
    spoilt_kit.write_text(text.replace("return Math.min(max, ", "return Math.max(min, "), encoding="utf-8")
    assert any("expected a number from" in complaint for complaint in address_complaints("activation", folder))


def test_a_branch_that_no_sample_reaches_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NODE_V8_COVERAGE", str(tmp_path))
    first = explorers.ask({"states": True})["activation"]["states"][0]
    models("activation", [first])
    assert any("negative" in complaint or "slope" in complaint for complaint in unreached(tmp_path, "activation"))
