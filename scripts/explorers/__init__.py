"""The first picture of every explorer, drawn at build from nnref: the page is whole before its script, and without it.

A module an explorer, with one function:

numbers(state) -> dict    all that the explorer shows in a state, from nnref

`docs/javascripts/explorers` has the same numbers from `nn.mjs`, and the view that draws both.
"""

from __future__ import annotations

import importlib
import json
import math
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scripts.markdown.katex import NODE
from scripts.paths import GENERATED, write_if_changed

EXPLORERS = GENERATED / "explorers"
SPEAKER = Path(__file__).with_name("render.mjs")

State = dict[str, Any]
Numbers = dict[str, Any]
FloatArray = NDArray[np.float64]


def write() -> None:
    """Write the HTML of every explorer into `docs/generated/explorers`, and what the gallery says of each."""
    told = ask({"states": True})
    first = {name: one["states"][0] for name, one in told.items()}
    pages = ask({"pages": {name: {"state": state, "numbers": numbers(name, state)} for name, state in first.items()}})
    for name, html in pages.items():
        write_if_changed(EXPLORERS / f"{name}.html", html)
    cards = {name: {"title": one["title"], "prompt": one["prompt"]} for name, one in told.items()}
    write_if_changed(EXPLORERS / "cards.json", json.dumps(cards, ensure_ascii=False, indent=1))


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


def ask(request: dict[str, Any]) -> dict[str, Any]:
    """What the explorers answer, in a process of Node."""
    process = subprocess.run(
        [NODE, SPEAKER], input=json.dumps(request), capture_output=True, text=True, encoding="utf-8", check=False
    )
    if process.returncode != 0:
        raise SystemExit(f"An explorer could not be drawn:\n{process.stderr.strip()}")
    answer: dict[str, Any] = json.loads(process.stdout)
    return answer


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
