"""All exercises of the site, and what a reader would type for one of their numbers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scripts.paths import DOCS
from scripts.practice.exercise import Exercise, load, stems
from scripts.practice.page import judged_by

EXERCISES = [exercise for stem in stems() for exercise in load(stem)]
NUMERIC = [exercise for exercise in EXERCISES if exercise.answer]
NAMES = [f"{exercise.page}-{exercise.id}" for exercise in NUMERIC]


def judged(exercise: Exercise) -> dict[str, Any]:
    """What the page tells the browser of an exercise."""
    found: dict[str, Any] = json.loads(judged_by(exercise))
    return found


def typed(value: Any, exercise: Exercise, found: dict[str, Any]) -> str:
    """A number as a reader types it who rounds no more than the tolerance allows."""
    digits, allowed = 0, exercise.tolerance.around(float(found[exercise.answer]))
    while 10.0**-digits > allowed:
        digits += 1
    return f"{value:.{digits}f}"


def source(stem: str) -> Path:
    """The page that includes the exercises of a stem."""
    pages = [path for path in DOCS.rglob("*.md") if "generated" not in path.parts]
    (found,) = (path for path in pages if f'"exercises/{stem}.md"' in path.read_text(encoding="utf-8"))
    return found
