"""Answers are judged alike by everybody: the grader's own tests, and each exercise's answer and mistakes as its fixtures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scripts.practice.exercise import Exercise
from scripts.practice.numbers import numbers
from tests.practice.exercises import NAMES, NUMERIC, judged, typed
from tests.practice.node import ask, run_tests

SEEDS = range(1, 26)


def test_the_grader_s_own_tests_pass() -> None:
    told = run_tests(Path(__file__).with_name("test_grade.mjs"))
    assert told.returncode == 0, told.stdout
    assert "pass" in told.stdout


@pytest.fixture(scope="module")
def verdicts() -> dict[tuple[str, str], list[tuple[str, dict[str, Any]]]]:
    """Every number that is judged, as a reader would type it, beside the verdict; one process for all."""
    asked, places = [], []
    for exercise in NUMERIC:
        for seed in SEEDS:
            found = numbers(exercise, seed)
            for name in (exercise.answer, *dict(exercise.mistakes)):
                asked.append({"typed": typed(found[name], exercise, found), "judged": judged(exercise), "all": found})
                places.append((exercise.page, exercise.id, name))
    answered: dict[tuple[str, str], list[tuple[str, dict[str, Any]]]] = {}
    for (page, id_, name), verdict in zip(places, ask({"judge": asked}), strict=True):
        answered.setdefault((page, id_), []).append((name, verdict))
    return answered


@pytest.mark.parametrize("exercise", NUMERIC, ids=NAMES)
def test_the_answer_is_right_and_each_mistake_is_recognised(
    exercise: Exercise, verdicts: dict[tuple[str, str], list[tuple[str, dict[str, Any]]]]
) -> None:
    for name, verdict in verdicts[exercise.page, exercise.id]:
        if name == exercise.answer:
            assert verdict["verdict"] == "right", (name, verdict)
        else:
            assert (verdict["verdict"], verdict.get("name")) == ("mistake", name), verdict
