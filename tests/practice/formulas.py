"""The formulas of exercises, filled with the numbers of a seed and held to nnref like those of the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np

from scripts.paths import ROOT
from scripts.practice.exercise import WORDS, Exercise
from scripts.practice.numbers import FIRST_SEED, numbers
from scripts.practice.tokens import TOKEN, fill
from tests.equations import find, inline, test_equations, test_inline
from tests.equations.check import check
from tests.equations.notation.activations import FUNCTIONS
from tests.equations.parser import parse
from tests.equations.scenario import Function, Layers, Scenario
from tests.equations.tree import EquationError, parts
from tests.practice.exercises import EXERCISES


@cache
def scenario_of(exercise: Exercise, seed: int) -> Scenario:
    """The numbers of a seed as what letters stand for: those that are called like a letter, and what `symbols` says."""
    found = numbers(exercise, seed)
    code: dict[str, Any] = {**FUNCTIONS, **{name: value for name, value in found.items() if is_letter(name, value)}}
    derivatives: dict[tuple[str, str], Any] = {}
    ranges: dict[str, range] = {}
    said = exercise.numbers.symbols(found) if exercise.numbers else {}
    for name, value in said.items():
        if isinstance(value, range):
            ranges[name] = value
        elif "/" in name:
            above, _, below = name.partition("/")
            derivatives[above.removeprefix("d"), below.removeprefix("d")] = meaning(value)
        else:
            code[name] = meaning(value)
    # One sample can't reach a bound that holds for all.
    return Scenario(code=code, derivatives=derivatives, ranges=ranges, attained=False)


def is_letter(name: str, value: Any) -> bool:
    """Whether a number has the name that formulas give it."""
    return len(name) == 1 and not isinstance(value, str)


def meaning(value: Any) -> Any:
    """A value as the checker wants it: layers by their number, functions with their derivatives, rows as arrays."""
    if isinstance(value, Mapping):
        return Layers({layer: meaning(each) for layer, each in value.items()})
    if isinstance(value, tuple):
        return Function(value[0], tuple(value[1:]))
    return np.asarray(value, dtype=float) if isinstance(value, list | np.ndarray) else value


def faults(exercise: Exercise, seed: int) -> Iterator[str]:
    """What is wrong with the formulas of an exercise."""
    values = numbers(exercise, seed)
    path = WORDS / f"{exercise.page}.yml"
    for part, text in exercise.texts.items():
        for formula in inline.find(text, path):
            if wrong := inline_fault(exercise, seed, formula.tex, values):
                yield f"{exercise.place}, {part}, seed {seed}: {wrong}"
        for equation in find.displayed(text, path):
            if wrong := displayed_fault(exercise, seed, equation, values):
                yield f"{exercise.place}, {part}, seed {seed}: {wrong}"


def inline_fault(exercise: Exercise, seed: int, source: str, values: Mapping[str, Any]) -> str:
    """Why a formula within the words is not right; one without numbers may be among those that the pages list."""
    if not TOKEN.search(source) and not test_inline.fault(source):
        return ""
    tex = inline.bare(fill(source, values))
    scenario = scenario_of(exercise, seed)
    try:
        if not test_inline.states(inline.read(tex, test_inline.FUNCTIONS | scenario.functions)):
            return ""
    except EquationError as error:
        return f"${tex}$: {error}"
    return held(tex, scenario)


def displayed_fault(exercise: Exercise, seed: int, equation: find.Equation, values: Mapping[str, Any]) -> str:
    """Why an equation is not right; one with a mark is held as those of the pages are."""
    if find.MARK.search(equation.tex):
        return test_equations.fault(equation)
    return held(fill(equation.tex, values), scenario_of(exercise, seed))


def held(tex: str, scenario: Scenario) -> str:
    """Why a statement does not hold; empty if it does."""
    try:
        chains = parse(tex, scenario.functions)
        named = {part.args[0] for chain in chains for part in parts(tuple(chain.sides)) if part.kind == "name"}
        named |= {
            part.args[0] for chain in chains for part in parts(tuple(chain.sides)) if part.kind in ("apply", "call")
        }
        derived = any(part.kind == "derivative" for chain in chains for part in parts(tuple(chain.sides)))
        check(tex, [scenario], identity=not derived and not named & set(scenario.code))
    except EquationError as error:
        return f"{' '.join(tex.split())}: {error}"
    return ""


def shown() -> tuple[set[str], set[str]]:
    """The equations and the formulas within the text that the built pages show, filled with the first seed's numbers."""
    equations, formulas = set(), set()
    for exercise in EXERCISES:
        path, values = ROOT / exercise.page, numbers(exercise, FIRST_SEED)
        for part, text in exercise.texts.items():
            if not part.startswith("mistake"):
                filled = fill(text, values)
                equations |= {find.normal(equation.tex) for equation in find.displayed(filled, path)}
                formulas |= {formula.tex for formula in inline.find(filled, path)}
    return equations, formulas
