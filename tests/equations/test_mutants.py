"""A typo in any equation of the site is caught: every one that can be made by changing one sign, name or script is tried."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from scripts.paths import ROOT
from tests import lists
from tests.equations import find
from tests.equations.mutants import Mutant, mutants, row
from tests.equations.test_equations import EQUATIONS, fault
from tests.record import Record

LISTED = lists.read(Path(__file__).parent, "equivalent")
EQUIVALENT = {(entry["scenario"], each) for entry in LISTED for each in entry["rows"]}
# An equation that stands in a docstring and on a page is mutated once.
DISTINCT = list(
    {(e.scenario, find.normal(e.tex)): e for e in EQUATIONS if e.status in ("checked", "identity")}.values()
)


@cache
def survivors(equation: find.Equation) -> tuple[int, tuple[Mutant, ...]]:
    """How many typos were tried in an equation, and those that nothing caught."""
    tried = list(mutants(equation.tex))
    return len(tried), tuple(mutant for mutant in tried if not fault(equation, mutant.tex))


@pytest.mark.parametrize("equation", DISTINCT, ids=lambda equation: equation.place(ROOT))
def test_every_typo_is_caught(equation: find.Equation, record: Record) -> None:
    tried, survived = survivors(equation)
    assert tried > 0
    record.mutants("equations", tried, tried - len(survived))
    unknown = [mutant for mutant in survived if (equation.scenario, row(mutant)) not in EQUIVALENT]
    told = [
        f"{equation.place(ROOT)}: no check catches the {mutant.kind} {mutant.change!r}, in {row(mutant)}\n"
        f"    Choose sharper samples for the scenario {equation.scenario!r}, or list the row in equivalent.yml with the reason."
        for mutant in unknown
    ]
    assert not told, "\n".join(told)


def test_the_reviewed_list_is_short_and_up_to_date() -> None:
    found = {(equation.scenario, row(mutant)) for equation in DISTINCT for mutant in survivors(equation)[1]}
    assert found >= EQUIVALENT, f"caught after all, take off the list: {sorted(EQUIVALENT - found)}"
    assert len(EQUIVALENT) <= 0.01 * sum(survivors(equation)[0] for equation in DISTINCT)
    assert all(len(entry["reason"]) > 20 for entry in LISTED)
