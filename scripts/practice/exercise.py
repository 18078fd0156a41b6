"""What an exercise is, read from its words and the module that draws its numbers; a mistake is told with its place."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import yaml

from scripts.paths import DOCS, ROOT
from scripts.practice.tokens import names

WORDS = DOCS / "exercises"

Value = float | str
Drawn = Mapping[str, Any]
Named = dict[str, Value]

KEYS = {"id", "question", "hints", "solution"}
NUMERIC = KEYS | {"answer", "digits", "tolerance", "mistakes"}
CHOICE = KEYS | {"options"}
NEEDED = {"id", "question", "solution", "answer", "digits", "tolerance"}


class ExerciseError(ValueError):
    """An exercise that is not whole."""


@dataclass(frozen=True)
class Numbers:
    """How an exercise comes by its numbers.

    Attributes:
        draw: What a seed decides, from a generator of uniform draws.
        values: Every other number that the words name, computed by nnref from what was drawn.
        symbols: What the letters of its formulas stand for, where they are not the names of numbers.
    """

    draw: Callable[[np.random.Generator], Named]
    values: Callable[[Drawn], Named]
    symbols: Callable[[Drawn], dict[str, Any]] = lambda _: {}


@dataclass(frozen=True)
class Tolerance:
    """How far an answer may be off: so much, or such a part of the answer."""

    size: float
    is_relative: bool

    def around(self, answer: float) -> float:
        """How far an answer may be off."""
        return self.size * abs(answer) if self.is_relative else self.size

    @property
    def told(self) -> str:
        """The tolerance in words."""
        return f"{self.size * 100:g}%" if self.is_relative else f"{self.size:.10f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Option:
    """An answer to choose, and why it is right or wrong."""

    text: str
    why: str
    right: bool = False


@dataclass(frozen=True)
class Exercise:
    """An exercise: its words with room for numbers, and how they are drawn; it asks for a number, or for a choice."""

    page: str
    id: str
    question: str
    hints: tuple[str, ...]
    solution: str
    numbers: Numbers | None
    answer: str = ""
    digits: int = 0
    tolerance: Tolerance = Tolerance(0, False)
    mistakes: tuple[tuple[str, str], ...] = ()
    options: tuple[Option, ...] = ()

    @property
    def place(self) -> str:
        """Where it stands, for messages."""
        return f"docs/exercises/{self.page}.yml: {self.id}"

    @cached_property
    def texts(self) -> dict[str, str]:
        """All its words, by the part that they are: `question`, `hint 1`, `mistake value`, `option 2`, `why 2`, `solution`."""
        found = {"question": self.question}
        found |= {f"hint {number}": hint for number, hint in enumerate(self.hints, start=1)}
        found |= {f"mistake {name}": words for name, words in self.mistakes}
        for number, option in enumerate(self.options, start=1):
            found |= {f"option {number}": option.text, f"why {number}": option.why}
        return found | ({"solution": self.solution} if self.solution else {})


def stems() -> list[str]:
    """The pages with exercises."""
    return sorted(path.stem for path in WORDS.glob("*.yml"))


def load(stem: str) -> list[Exercise]:
    """The exercises of a page, in order.

    Raises:
        ExerciseError: If one is not whole; the message says where, what was expected and what came.
    """
    return parse(stem, (WORDS / f"{stem}.yml").read_text(encoding="utf-8"), numbers_of(stem))


def numbers_of(stem: str) -> dict[str, Numbers]:
    """What the page's module in scripts/exercises draws and computes."""
    name = stem.replace("-", "_")
    if not (ROOT / "scripts" / "exercises" / f"{name}.py").is_file():
        return {}
    found: dict[str, Numbers] = importlib.import_module(f"scripts.exercises.{name}").EXERCISES
    return found


def parse(stem: str, text: str, numbers: Mapping[str, Numbers]) -> list[Exercise]:
    """The exercises in a text."""
    entries = yaml.safe_load(text)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ExerciseError(f"docs/exercises/{stem}.yml: expected a list of exercises, each beginning with `- id: …`")
    found = [entry_of(stem, entry, numbers) for entry in entries]
    ids = [exercise.id for exercise in found]
    if len(ids) != len(set(ids)):
        raise ExerciseError(f"docs/exercises/{stem}.yml: expected each id once, got {ids}")
    if unused := sorted(set(numbers) - set(ids)):
        raise ExerciseError(
            f"scripts/exercises/{stem.replace('-', '_')}.py has numbers for {unused}, which have no words"
        )
    return found


def entry_of(stem: str, entry: dict[str, Any], numbers: Mapping[str, Numbers]) -> Exercise:
    """One exercise, checked."""
    place = f"docs/exercises/{stem}.yml: {entry.get('id', 'an exercise without an id')}"
    allowed = CHOICE if "options" in entry else NUMERIC
    needed = NEEDED & allowed - ({"solution"} if "options" in entry else set())
    if wrong := (entry.keys() - allowed) | (needed - entry.keys()):
        raise ExerciseError(
            f"{place}: expected the keys {sorted(allowed)}, got {sorted(entry)}: look at {sorted(wrong)}"
        )
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", entry["id"]):
        raise ExerciseError(f"{place}: expected an id of small letters, digits and hyphens")
    exercise = Exercise(
        page=stem,
        id=entry["id"],
        question=entry["question"],
        hints=tuple(entry.get("hints", ())),
        solution=entry.get("solution", ""),
        numbers=numbers.get(entry["id"]),
        answer=entry.get("answer", ""),
        digits=entry.get("digits", 0),
        tolerance=tolerance_of(place, entry["tolerance"]) if "tolerance" in entry else Exercise.tolerance,
        mistakes=tuple(entry.get("mistakes", {}).items()),
        options=tuple(option_of(place, option) for option in entry.get("options", ())),
    )
    require_sense(exercise, place)
    return exercise


def tolerance_of(place: str, told: float | str) -> Tolerance:
    """`0.0005` or `1%`."""
    size = float(str(told).removesuffix("%"))
    if size <= 0:
        raise ExerciseError(f"{place}: expected a tolerance above 0, such as 0.0005 or 1%, got {told!r}")
    return Tolerance(size / 100, True) if str(told).endswith("%") else Tolerance(size, False)


def option_of(place: str, entry: dict[str, Any]) -> Option:
    """An option, each with its explanation."""
    if entry.keys() - {"right"} != {"text", "why"}:
        raise ExerciseError(
            f"{place}: expected `text` and `why` of each option, and `right` of one, got {sorted(entry)}"
        )
    return Option(**entry)


def require_sense(exercise: Exercise, place: str) -> None:
    """What the keys alone don't tell."""
    if exercise.options and sum(option.right for option in exercise.options) != 1:
        raise ExerciseError(f"{place}: expected one option with `right: true`")
    if exercise.answer and exercise.numbers is None:
        raise ExerciseError(
            f"{place}: expected its numbers in scripts/exercises/{exercise.page.replace('-', '_')}.py, got none"
        )
    if exercise.numbers is None and (named := sorted(named_in(exercise.texts.values()))):
        raise ExerciseError(f"{place}: names {named}, and scripts/exercises draws no numbers for it")
    for part, words in exercise.texts.items():
        if "```" in words or re.search(r"777\d{4}", words):
            raise ExerciseError(f"{place}, {part}: expected neither a fence nor a number such as 7770001")
        if part.split()[0] not in ("question", "solution") and re.search(r"\n\s*\n", words.strip()):
            raise ExerciseError(f"{place}, {part}: expected one paragraph, since it stands after other words")


def named_in(texts: Iterable[str]) -> set[str]:
    """The names of the numbers that some words leave room for."""
    return {name for text in texts for name in names(text)}
