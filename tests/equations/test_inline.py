"""Formulas within the text are readable, and those that state an equality or a bound hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.paths import ROOT
from tests import lists
from tests.equations import inline
from tests.equations.check import check
from tests.equations.notation import SCENARIOS, samples
from tests.equations.texts import TEXTS
from tests.equations.tree import Chain, EquationError, FalseError, UnreadableError, parts
from tests.equations.values import CONSTANTS

FORMULAS = [formula for path, text in TEXTS.items() for formula in inline.find(text, path)]
LISTED = lists.read(Path(__file__).parent, "inline")
# Listed as they stand on the page, but for a colour around the whole of them.
STATEMENTS = {tex: entry for entry in LISTED["statements"] for tex in entry["formulas"]}
SAID = {tex: entry for entry in LISTED["said"] for tex in entry["formulas"]}
CONDITIONS = {tex for entry in LISTED["conditions"] for tex in entry["formulas"]}

# Whether f(z) calls or multiplies: within the text these letters are always functions.
FUNCTIONS = frozenset({"sigma", "tanh", "ReLU", "LReLU", "f", "g", "h", "p", "u", "E", "Var", "L", "T", "R"})
GLOBAL = {"sigma", "tanh", "ReLU", "LReLU", *CONSTANTS}


def is_closed(chains: list[Chain]) -> bool:
    """Whether a formula has no symbols but the functions of the notes."""
    found = [part for chain in chains for side in chain.sides for part in parts(side)]
    named = {part.args[0] for part in found if part.kind in ("name", "apply")}
    return named <= GLOBAL and not any(part.kind in ("loose", "derivative") for part in found)


def states(chains: list[Chain]) -> bool:
    """Whether a formula says more than what a name stands for."""
    # A ratio, 99 : 1, only names two numbers.
    return any(set(chain.relations) - {":"} and not inline.is_setting(chain) for chain in chains)


def fault(shown: str) -> str:
    """Why a formula within the text is not right; empty if it is."""
    tex = inline.bare(shown)
    try:
        chains = inline.read(tex, FUNCTIONS)
        if tex in SAID:
            return quoted_fault(tex, SAID[tex])
        if tex in CONDITIONS or (tex not in STATEMENTS and not states(chains)):
            return ""
        if tex in STATEMENTS:
            entry = STATEMENTS[tex]
            check(tex, samples(entry["scenario"]), identity=entry.get("identity", False))
        elif is_closed(chains):
            check(tex, samples("numbers"), identity=not uses_code(chains))
        else:
            return f"${tex}$ states something, and nothing checks it: give it a scenario in tests/equations/inline.yml"
    except EquationError as error:
        return f"${tex}$: {error}"
    return ""


def quoted_fault(tex: str, entry: dict[str, str]) -> str:
    """Why a formula that the lecture has wrong is not wrong, or can't be read; empty if it is false and its correction true."""
    try:
        check(tex, samples(entry["scenario"]))
    except FalseError:
        check(entry["corrected"], samples(entry["scenario"]))
        return ""
    return f"${tex}$ is listed as what the lecture has wrong ({entry['claim']}), and holds"


def uses_code(chains: list[Chain]) -> bool:
    """Whether nnref computes a part of a closed formula."""
    found = [part for chain in chains for side in chain.sides for part in parts(side)]
    return any(part.args[0] in SCENARIO_CODE for part in found if part.kind in ("apply", "call"))


SCENARIO_CODE = set(samples("numbers")[0].code)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_formula_in_the_text_is_right(path: Path) -> None:
    here = [formula for formula in FORMULAS if formula.path == path]
    told = [f"{formula.place(ROOT)}: {wrong}" for formula in here if (wrong := fault(formula.tex))]
    assert not told, "\n".join(told)


def test_each_formula_is_on_one_list_and_each_scenario_is_there() -> None:
    listed = [*STATEMENTS, *SAID, *CONDITIONS]
    assert len(listed) == len(set(listed))
    assert {entry["scenario"] for entry in LISTED["statements"] + LISTED["said"]} <= set(SCENARIOS)


@pytest.mark.parametrize(
    "tex",
    [
        pytest.param(r"\sigma'(0) = \frac{1}{3}", id="an-equality"),
        pytest.param(r"\sigma(0) < \frac{1}{2}", id="a-bound"),
        pytest.param(r"\tanh(1) \approx 0.7617", id="a-digit"),
        pytest.param(r"3 \cdot 4 = 13", id="arithmetic"),
        pytest.param(r"\lvert z \rvert = q z", id="a-statement-without-a-scenario"),
        pytest.param(r"w_{ij", id="a-name-that-ends-early"),
        pytest.param(r"1/2x", id="a-quotient-that-could-be-read-in-two-ways"),
        pytest.param(r"e^{0.5} \approx 1.6488", id="a-power-of-e-is-not-a-name"),
        pytest.param(r"\sigma(0) \Rightarrow 0.6", id="a-result"),
        pytest.param(r"L \approx 0.7", id="a-result-that-nobody-listed"),
        pytest.param(r"x = \frac{1}{2} = 0.7", id="two-values-for-one-name"),
        pytest.param(r"x > 5 > 6", id="two-bounds"),
        pytest.param(r"\pi = 3", id="a-constant"),
        pytest.param(r"2 \in [0, 1)", id="a-number-in-an-interval"),
        pytest.param(r"10^{-14} = 10^{-15}", id="small-numbers"),
        pytest.param(r"0.1 + 0.2 \ne 0.3", id="a-difference-that-rounding-makes"),
        pytest.param(r"\sigma(0.4) \approx 1", id="too-few-digits"),
        pytest.param(r"q = r", id="two-names-that-nobody-listed"),
        pytest.param(r"\delta_j^{l} = a_j^{l}", id="two-names-with-scripts"),
    ],
)
def test_a_planted_fault_is_caught(tex: str) -> None:
    assert fault(tex)


@pytest.mark.parametrize(
    "tex", [r"\sigma'(0) = \frac{1}{4}", r"\tanh(1) \approx 0.7616", r"z > 0", r"[0, 1)", r"l = 1, \dots, L"]
)
def test_what_is_right_passes(tex: str) -> None:
    assert fault(tex) == ""


def test_a_quotation_must_be_false_and_its_correction_true() -> None:
    wrong, right = r"\sigma'(0) = \frac{1}{3}", r"\sigma'(0) = \frac{1}{4}"
    entry = {"claim": "S4-10", "scenario": "numbers", "corrected": right}
    assert quoted_fault(wrong, entry) == ""
    assert "S4-10" in quoted_fault(right, entry)
    with pytest.raises(FalseError):
        quoted_fault(wrong, {**entry, "corrected": wrong})


def test_a_false_statement_and_an_unreadable_one_are_told_apart() -> None:
    with pytest.raises(FalseError, match=r"0\.25 = 0\.333"):
        check(r"\sigma'(0) = \frac{1}{3}", samples("numbers"))
    with pytest.raises(UnreadableError, match="q"):
        check(r"\sigma'(q) = \frac{1}{3}", samples("numbers"))
