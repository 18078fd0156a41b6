"""Every displayed equation of the site holds, link by link, for what nnref computes."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import pytest

from scripts.paths import ROOT
from tests import lists
from tests.equations import find
from tests.equations.check import check
from tests.equations.notation import SCENARIOS, samples
from tests.equations.scenario import Function
from tests.equations.texts import TEXTS
from tests.equations.tree import EquationError, FalseError

EQUATIONS = [equation for path, text in TEXTS.items() for equation in find.displayed(text, path)]
PINNED = lists.read(Path(__file__).parent, "pinned")


def fault(equation: find.Equation, tex: str | None = None) -> str:
    """Why an equation is not as it should be, with file, line and a pointer; empty if it is."""
    tex = equation.tex if tex is None else tex
    if equation.scenario and equation.scenario not in SCENARIOS:
        return f"{equation.place(ROOT)}: no scenario {equation.scenario!r} in tests/equations/notation"
    try:
        check(tex, samples(equation.scenario), identity=equation.status == "identity")
    except FalseError as error:
        return "" if equation.status == "said" else told(equation, tex, error)
    except EquationError as error:
        return told(equation, tex, error)
    if equation.status == "said":
        return f"{equation.place(ROOT)}: shown as what the lecture has wrong ({equation.claim}), and it holds"
    return ""


def told(equation: find.Equation, tex: str, error: EquationError) -> str:
    """What is wrong, and where."""
    start = tex.rfind("\n", 0, error.position) + 1
    line = tex[start:].split("\n", 1)[0]
    return f"{equation.place(ROOT, error.position)}: {error}\n    {line}\n    {' ' * (error.position - start)}^"


@pytest.mark.parametrize("equation", [e for e in EQUATIONS if e.status != "pinned"], ids=lambda e: e.place(ROOT))
def test_an_equation_is_as_it_should_be(equation: find.Equation) -> None:
    if wrong := fault(equation):
        pytest.fail(wrong, pytrace=False)


def test_what_is_not_evaluated_is_pinned_with_a_reason() -> None:
    found = {e.scenario: find.normal(e.tex) for e in EQUATIONS if e.status == "pinned"}
    assert found == {entry["name"]: find.normal(entry["tex"]) for entry in PINNED}
    assert all(len(entry["reason"]) > 20 for entry in PINNED)
    assert len(found) <= 0.1 * len(EQUATIONS)


def test_every_scenario_gives_a_formula_its_meaning() -> None:
    shown = {equation.scenario or "numbers" for equation in EQUATIONS}
    listed = lists.read(Path(__file__).parent, "inline")
    shown |= {entry["scenario"] for entry in listed["statements"] + listed["said"]}
    assert set(SCENARIOS) - shown == set()


@pytest.mark.parametrize("name", sorted(SCENARIOS))
def test_a_scenario_that_speaks_of_code_has_asked_nnref(name: str) -> None:
    # A scenario that writes the formula again would prove nothing: its numbers must come out of the package.
    entered = set()

    def profile(frame, event, argument):
        if event == "call" and Path(frame.f_code.co_filename).parent == ROOT / "nnref":
            entered.add(frame.f_code.co_name)

    sys.setprofile(profile)
    try:
        made = list(SCENARIOS[name]())
        for scenario in made:
            for function in (f for value in scenario.code.values() for f in functions_of(value)):
                # A softmax wants a row, not a number: that nnref says so is answer enough.
                with contextlib.suppress(ValueError):
                    function.code(0.3)
    finally:
        sys.setprofile(None)
    assert made
    if any(scenario.code or scenario.derivatives for scenario in made):
        assert entered, f"{name}: nothing of nnref was called"


def functions_of(value: object) -> list[Function]:
    """The functions in an entry of a scenario."""
    if isinstance(value, Function):
        return [value]
    return [each for each in value.values() if isinstance(each, Function)] if isinstance(value, dict) else []
