"""Every displayed equation of the site holds, link by link, for what nnref computes."""

from __future__ import annotations

import pytest

from scripts.paths import ROOT
from tests.equations import find
from tests.equations.check import check
from tests.equations.notation import SCENARIOS, samples
from tests.equations.tree import EquationError

EQUATIONS = find.in_pages(ROOT / "docs") + find.in_docstrings(ROOT / "nnref")


def fault(equation: find.Equation, tex: str | None = None) -> str:
    """Why an equation does not hold, with file, line and a pointer; empty if it does."""
    tex = equation.tex if tex is None else tex
    if equation.scenario and equation.scenario not in SCENARIOS:
        return f"{equation.place(ROOT)}: no scenario {equation.scenario!r} in tests/equations/notation"
    try:
        check(tex, samples(equation.scenario), identity=equation.status == "identity")
    except EquationError as error:
        line_start = tex.rfind("\n", 0, error.position) + 1
        line = tex[line_start:].split("\n", 1)[0]
        return (
            f"{equation.place(ROOT, error.position)}: {error}\n    {line}\n    {' ' * (error.position - line_start)}^"
        )
    return ""


@pytest.mark.parametrize(
    "equation", [e for e in EQUATIONS if e.status in ("checked", "identity")], ids=lambda e: e.place(ROOT)
)
def test_an_equation_holds(equation: find.Equation) -> None:
    if told := fault(equation):
        pytest.fail(told, pytrace=False)
