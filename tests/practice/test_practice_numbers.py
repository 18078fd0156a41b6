"""Python and the browser draw the same numbers for the same seed, and no number is ever taken for another."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from scripts.practice import draws
from scripts.practice.exercise import Exercise, ExerciseError, Numbers, Tolerance
from scripts.practice.numbers import FIRST_SEED, drawn_and_computed, numbers
from scripts.practice.tokens import shown
from tests.practice.exercises import EXERCISES, NAMES, NUMERIC, judged
from tests.practice.node import ask

pytestmark = pytest.mark.slow

SEEDS = range(FIRST_SEED, FIRST_SEED + 300)
ROUNDING = 1e-12  # relative: two roundings of the same formula, far from where it cancels
WITH_NUMBERS = [exercise for exercise in EXERCISES if exercise.numbers is not None]
IDS = [f"{exercise.page}-{exercise.id}" for exercise in WITH_NUMBERS]


@pytest.fixture(scope="module")
def browsers() -> dict[str, dict[str, list[dict[str, Any]]]]:
    """What the browser's modules draw and compute: one process for all exercises."""
    pages: dict[str, dict[str, Any]] = {}
    for exercise in WITH_NUMBERS:
        pages.setdefault(exercise.page, {})[exercise.id] = judged(exercise)
    found: dict[str, dict[str, list[dict[str, Any]]]] = ask({"numbers": pages, "seeds": list(SEEDS)})
    return found


def differences(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[str]:
    """The names whose numbers are not the same."""
    if ours.keys() != theirs.keys():
        return [f"the names {sorted(ours.keys() ^ theirs.keys())}"]
    return [
        f"{name}: {ours[name]!r} in Python, {theirs[name]!r} in JavaScript"
        for name in ours
        if ours[name] != theirs[name]
        and (isinstance(ours[name], str) or not math.isclose(ours[name], theirs[name], rel_tol=ROUNDING, abs_tol=0))
    ]


@pytest.mark.parametrize("exercise", WITH_NUMBERS, ids=IDS)
def test_the_browser_draws_and_computes_the_same(
    exercise: Exercise, browsers: dict[str, dict[str, list[dict[str, Any]]]]
) -> None:
    for seed, theirs in zip(SEEDS, browsers[exercise.page][exercise.id], strict=True):
        drawn, computed = drawn_and_computed(exercise, seed)
        assert drawn == theirs["drawn"], f"seed {seed}"
        assert differences(computed, theirs["all"]) == [], f"seed {seed}"


def test_a_number_that_differs_is_noticed() -> None:
    assert differences({"a": 1.0}, {"a": 1.0 + 1e-11})
    assert differences({"a": 1.0}, {"a": 1.0, "b": 2.0})
    assert differences({"a": "dog"}, {"a": "cat"})
    assert differences({"a": 0.0}, {"a": 1e-300})
    assert differences({"a": 1.0, "b": "dog"}, {"a": 1.0 + 1e-15, "b": "dog"}) == []


@pytest.mark.parametrize("exercise", NUMERIC, ids=NAMES)
def test_no_rounding_takes_the_answer_or_a_mistake_for_another(exercise: Exercise) -> None:
    for seed in SEEDS:
        found = numbers(exercise, seed)
        kept = {name: float(found[name]) for name in (exercise.answer, *dict(exercise.mistakes))}
        allowed = exercise.tolerance.around(kept[exercise.answer])
        near = [pair for pair in combinations(kept, 2) if abs(kept[pair[0]] - kept[pair[1]]) <= 2 * allowed]
        assert near == [], f"seed {seed}: {kept}"


@pytest.mark.parametrize("exercise", NUMERIC, ids=NAMES)
def test_the_answer_that_is_shown_is_right_itself(exercise: Exercise) -> None:
    for seed in SEEDS:
        answer = float(numbers(exercise, seed)[exercise.answer])
        assert abs(float(shown(answer, exercise.digits)) - answer) <= exercise.tolerance.around(answer), f"seed {seed}"


@pytest.mark.parametrize("exercise", WITH_NUMBERS, ids=IDS)
def test_new_numbers_are_often_new(exercise: Exercise) -> None:
    drawn = {repr(drawn_and_computed(exercise, seed)[0]) for seed in SEEDS}
    assert len(drawn) >= 4, f"{exercise.place}: only {len(drawn)} different draws"


def test_draws_stay_within_their_bounds_and_reach_both_ends() -> None:
    random = np.random.default_rng(0)
    tenths = {draws.decimal(random, -1, 1, without=[0]) for _ in range(500)}
    assert tenths == {number / 10 for number in range(-10, 11) if number}
    assert {draws.integer(random, 2, 4) for _ in range(100)} == {2, 3, 4}
    assert {draws.choice(random, "abc") for _ in range(100)} == set("abc")


def made(**changes: Any) -> Exercise:
    """An exercise whose mistake is the answer itself for small draws."""

    def values(drawn: Mapping[str, Any]) -> dict[str, Any]:
        return {"answer": drawn["k"], "mistake": 2.0 * drawn["k"]}

    exercise = Exercise(
        page="made",
        id="made",
        question="",
        hints=(),
        solution="",
        numbers=Numbers(lambda random: {"k": draws.integer(random, 0, 9)}, values),
        answer="answer",
        tolerance=Tolerance(1, False),
        mistakes=(("mistake", ""),),
    )
    return replace(exercise, **changes)


def test_draws_in_which_a_mistake_would_pass_are_drawn_again() -> None:
    answers = {numbers(made(), seed)["answer"] for seed in SEEDS}
    assert answers == set(range(3, 10))


def test_an_exercise_whose_mistake_always_passes_is_refused() -> None:
    with pytest.raises(ExerciseError, match=r"made\.yml: made: .*never further apart"):
        numbers(made(tolerance=Tolerance(50, False)), 1)


def test_a_mistake_without_a_number_is_refused() -> None:
    with pytest.raises(ExerciseError, match="'nothing'"):
        numbers(made(mistakes=(("nothing", ""),)), 1)


def test_a_name_that_is_drawn_and_computed_is_refused() -> None:
    doubled = Numbers(lambda _: {"answer": 1.0}, lambda _: {"answer": 2.0})
    with pytest.raises(ExerciseError, match=re.escape("['answer'] drawn and computed")):
        numbers(made(numbers=doubled), 1)
