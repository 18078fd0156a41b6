"""The first picture of every explorer, drawn at build from nnref: the page is whole before its script, and without it.

A module an explorer, with one function:

numbers(state) -> dict    all that the explorer shows in a state, from nnref

`docs/javascripts/explorers` has the same numbers from `nn.mjs`, and the view that draws both.
"""

from __future__ import annotations

import importlib
import json
import math
import re
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scripts.markdown.katex import NODE
from scripts.paths import DOCS, GENERATED, write_if_changed

EXPLORERS = GENERATED / "explorers"
PLACE = re.compile(r"^\[explorer: (?P<name>[a-z0-9-]+)(?P<first>(?: [a-z_0-9]+=[^\s\]]+)*)\]$", re.MULTILINE)
SPEAKER = Path(__file__).with_name("render.mjs")

State = dict[str, Any]
Numbers = dict[str, Any]
FloatArray = NDArray[np.float64]


class Place(NamedTuple):
    """Where an explorer stands: a line `[explorer: activation f=tanh]` of a page, with what it opens with."""

    name: str
    first: str
    page: Path

    @property
    def file(self) -> Path:
        """Its HTML."""
        opening = "".join(f"-{part}" for part in re.split(r"[^a-z0-9.-]+", self.first) if part)
        return EXPLORERS / f"{self.name}{opening}.html"


def places() -> list[Place]:
    """All places, page by page."""
    return [
        place(found, path)
        for path in sorted(DOCS.rglob("*.md"))
        if GENERATED not in path.parents
        for found in PLACE.finditer(path.read_text(encoding="utf-8"))
    ]


def place(found: re.Match[str], page: Path) -> Place:
    """What a line of a page says."""
    return Place(found["name"], "&".join(found["first"].split()), page)


def write() -> None:
    """Write the HTML of every explorer into `docs/generated/explorers`, and what the gallery says of each."""
    found = places()
    asked = [{"name": each.name, "first": each.first} for each in found]
    states = ask({"firsts": asked})
    pages = ask(
        {"pages": [one | {"numbers": numbers(one["name"], state)} for one, state in zip(asked, states, strict=True)]}
    )
    told, cards = ask({"states": True}), {}
    for each, page in zip(found, pages, strict=True):
        write_if_changed(each.file, page["html"])
        if each.name not in cards or not each.first:
            words = {"title": told[each.name]["title"], "prompt": told[each.name]["prompt"]}
            cards[each.name] = {**words, "picture": page["card"], "page": each.page.relative_to(DOCS).as_posix()}
    write_if_changed(EXPLORERS / "cards.json", json.dumps(cards, ensure_ascii=False, indent=1))
    for stale in set(EXPLORERS.glob("*.html")) - {each.file for each in found}:
        stale.unlink()


def numbers(name: str, state: State) -> Numbers:
    """What an explorer shows in a state, as JSON can carry it."""
    try:
        module = importlib.import_module(f"{__name__}.{name.replace('-', '_')}")
    except ModuleNotFoundError as error:
        raise SystemExit(
            f"docs/javascripts/explorers/{name}.mjs: expected its numbers from nnref in "
            f"scripts/explorers/{name.replace('-', '_')}.py, which is not there."
        ) from error
    found: Numbers = encoded(module.numbers(state))
    return found


def spaced(low: float, high: float, count: int) -> FloatArray:
    """Equally spaced numbers, both ends included, to the last bit as `kit/plot.mjs` has them."""
    return low + ((high - low) * np.arange(count)) / (count - 1)


def ask(request: dict[str, Any]) -> Any:
    """What the explorers answer, in a process of Node."""
    process = subprocess.run(
        [NODE, SPEAKER], input=json.dumps(request), capture_output=True, text=True, encoding="utf-8", check=False
    )
    if process.returncode != 0:
        raise SystemExit(f"An explorer could not be drawn:\n{process.stderr.strip()}")
    return json.loads(process.stdout)


def encoded(value: Any) -> Any:
    """Arrays as lists; NaN and infinity, which JSON doesn't have, as text."""
    if isinstance(value, dict):
        return {key: encoded(part) for key, part in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [encoded(part) for part in value]
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        number = float(value)
        if math.isnan(number):
            return "NaN"
        return number if math.isfinite(number) else ("Infinity" if number > 0 else "-Infinity")
    return value
