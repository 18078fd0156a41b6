"""The numbers of an exercise for a seed; docs/javascripts/practice/numbers.mjs finds the same ones."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from scripts.practice.exercise import Exercise, ExerciseError, Named, Numbers, Value

FIRST_SEED = 1  # of the numbers that the built page shows
LARGEST = 1e12  # what nobody would type
ATTEMPTS = 200


def numbers(exercise: Exercise, seed: int) -> Named:
    """What was drawn and what follows from it, by name.

    Raises:
        ExerciseError: If no draw keeps the answer and the mistakes apart, or a name is given twice.
    """
    return drawn_and_computed(exercise, seed)[1]


def drawn_and_computed(exercise: Exercise, seed: int) -> tuple[Named, Named]:
    """What was drawn; and the same with all that follows from it. Draws in which a mistake would pass are drawn again."""
    if exercise.numbers is None:
        return {}, {}
    random = np.random.default_rng(seed)
    for _ in range(ATTEMPTS):
        drawn = exercise.numbers.draw(random)
        computed = computed_from(exercise.numbers, drawn)
        if doubled := drawn.keys() & computed.keys():
            raise ExerciseError(f"{exercise.place}: expected each name once, got {sorted(doubled)} drawn and computed")
        found = {name: plain(value) for name, value in {**drawn, **computed}.items()}
        if are_apart(exercise, found):
            return drawn, found
    raise ExerciseError(
        f"{exercise.place}: in {ATTEMPTS} draws of seed {seed} the answer and the mistakes were never further apart "
        "than twice the tolerance: draw other numbers, or leave out a mistake that is none"
    )


def computed_from(numbers: Numbers, drawn: Named) -> Named:
    """What follows from a draw; a division by 0 gives infinity or NaN, as in JavaScript, and the draw is not used."""
    with np.errstate(all="ignore"):
        return numbers.values(
            {name: np.float64(value) if isinstance(value, float) else value for name, value in drawn.items()}
        )


def plain(value: Value) -> Value:
    """Python's own kind of number."""
    return value if isinstance(value, str) else float(value)


def are_apart(exercise: Exercise, found: Named) -> bool:
    """Whether all numbers can be typed, and no rounding can take the answer or a mistake for another of them."""
    if not all(isinstance(value, str) or abs(value) <= LARGEST for value in found.values()):
        return False
    if not exercise.answer:
        return True
    try:
        judged = [float(found[name]) for name in (exercise.answer, *dict(exercise.mistakes))]
    except KeyError as error:
        raise ExerciseError(f"{exercise.place}: expected one of {sorted(found)}, got {error}") from error
    allowed = exercise.tolerance.around(judged[0])
    return allowed > 0 and all(abs(one - other) > 2 * allowed for one, other in combinations(judged, 2))
