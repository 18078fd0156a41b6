"""Which parts of an explorer's model its samples don't reach, as Node counts them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scripts import explorers
from scripts.paths import DOCS

MODULES = DOCS / "javascripts" / "explorers"
REFUSAL = "throw "  # no sample can be a state that the model refuses


def unreached(counted: Path, name: str, modules: Path = MODULES) -> list[str]:
    """The passages of the explorer's own modules that ran in no state, inside functions that did run."""
    own = {path.resolve().as_uri(): path for path in [modules / f"{name}.mjs", *(modules / name).rglob("*.mjs")]}
    passages = []
    for file in sorted(counted.glob("coverage-*.json")):
        for script in json.loads(file.read_text(encoding="utf-8"))["result"]:
            if path := own.get(script["url"]):
                # V8 counts in UTF-16, as JavaScript does.
                source = path.read_text(encoding="utf-8").encode("utf-16-le")
                passages += [text(source, one) for function in script["functions"] for one in silent(function, source)]
    return [f"{name}: no sample reaches {shown!r}" for shown in passages if REFUSAL not in shown]


def silent(function: dict[str, Any], source: bytes) -> list[dict[str, Any]]:
    """The ranges of a function that did not run, if it ran at all; the module around all functions is no model."""
    whole, *parts = function["ranges"]
    if whole["count"] == 0 or (whole["startOffset"] == 0 and whole["endOffset"] * 2 >= len(source)):
        return []
    return [part for part in parts if part["count"] == 0]


def text(source: bytes, part: dict[str, Any]) -> str:
    """The words of a range, on one line."""
    words = source[2 * part["startOffset"] : 2 * part["endOffset"]].decode("utf-16-le")
    return " ".join(words.split())[:100]


def models(name: str, states: list[dict[str, Any]]) -> list[Any]:
    """What nn.mjs has for an explorer in these states, one after the other."""
    found: list[Any] = explorers.ask({"models": {name: states}})[name]
    return found
