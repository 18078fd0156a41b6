"""What an exercise states holds for the reader's numbers, whichever they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scripts.practice.exercise import Exercise, Numbers
from scripts.practice.numbers import FIRST_SEED
from tests.practice.exercises import EXERCISES
from tests.practice.formulas import faults, shown

SEEDS = range(FIRST_SEED, FIRST_SEED + 12)
IDS = [f"{exercise.page}-{exercise.id}" for exercise in EXERCISES]


@pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)
def test_every_formula_of_an_exercise_holds(exercise: Exercise) -> None:
    seeds = SEEDS if exercise.numbers is not None else [FIRST_SEED]
    told = [wrong for seed in seeds for wrong in faults(exercise, seed)]
    assert not told, "\n".join(told)


MADE = Exercise(
    page="made",
    id="made",
    question="",
    hints=(),
    solution="",
    numbers=Numbers(lambda _: {"z": 0.5, "k": 3.0}, lambda _: {"slope": 0.235004}, lambda _: {"hat y": 0.25}),
)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(r"$\sigma'(@z@) \approx @slope:3@1$", id="a-digit"),
        pytest.param(r"$\sigma'(@z@) \approx @k@$", id="another-number"),
        pytest.param(r"$@k@ \cdot @z@ = 1.4$", id="arithmetic"),
        pytest.param(r"$z + 1 = @k@$", id="a-name-and-a-number"),
        pytest.param(r"$\hat{y} \approx 0.26$", id="a-symbol"),
        pytest.param(r"$q + 1 = @k@$", id="a-name-without-a-meaning"),
        pytest.param(r"$\sigma(q) = 1 - \sigma(q)$", id="a-statement-that-nobody-listed"),
        pytest.param("text\n\n$$\nz = @k@\n$$\n", id="an-equation"),
        pytest.param("text\n\n$$\n\\sigma(z) (1 + \\sigma(z)) \\approx @slope:4@\n$$\n", id="a-sign"),
    ],
)
def test_a_planted_fault_is_caught(words: str) -> None:
    assert len(list(faults(replace(MADE, solution=words), 1))) == 1


@pytest.mark.parametrize(
    "words",
    [
        r"At $z = @z@$ it is $\sigma'(@z@) \approx @slope:4@$, and $z + 2.5 = @k@$.",
        r"$\hat{y} = \frac{1}{4}$ and $\sigma'(z) \le \frac{1}{4}$",
        "text\n\n$$\n\\sigma(z) (1 - \\sigma(z)) \\approx @slope:4@\n$$\n",
        "text\n\n$$\n% eq: sigmoid_square\ns (1 - s) = \\frac{1}{4} - \\left(s - \\frac{1}{2}\\right)^{2}\n$$\n",
    ],
)
def test_what_is_right_passes(words: str) -> None:
    assert list(faults(replace(MADE, solution=words), 1)) == []


def test_what_the_built_pages_show_is_known() -> None:
    equations, formulas = shown()
    assert r"z = 2.5" in formulas
    assert any(r"\approx" in equation for equation in equations)
