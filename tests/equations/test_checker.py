"""The checker reads what it must, refuses what could be read in two ways, and notices each kind of mistake."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import nnref
from tests.equations import find, worked
from tests.equations.check import check
from tests.equations.evaluate import Evaluator
from tests.equations.notation import samples
from tests.equations.parser import Parser, parse
from tests.equations.scenario import MEAN, Function, Layers, Scenario, draws
from tests.equations.tree import FalseError, UnreadableError

SIGMA = Function(nnref.sigmoid, (nnref.sigmoid_prime,))
SAMPLE = Scenario(
    code={"sigma": SIGMA, "W": Layers({1: np.array([[1.0, 2.0], [3.0, 4.0]])})},
    given={
        "x": 3.0,
        "y": 2.0,
        "n": {0: 5, 1: 2},
        "beta_1": 0.9,
        "t": 3,
        "v": np.array([1.0, 2.0, 3.0]),
        "u": np.array([4.0, 5.0, 6.0]),
        "A": np.arange(6.0).reshape(2, 3),
        "M": np.array([[1.0, 2.0], [3.0, 4.0]]),
        "w_new": 9.0,
        "hat y": np.array([0.2, 0.8]),
        "f": Function(lambda z: 2 * z + 1, (lambda z: 2.0,)),
        "g": {1: 0.5, 2: 7.0},
        "S": frozenset({1, 3}),
        "E": MEAN,
        "r": draws([1.0, 2.0, 6.0]),
        "l": 1,
        "c": 2,
    },
    ranges={"i": range(1, 4), "j": range(1, 4)},
)


def value(tex: str) -> object:
    """The value of an expression in the sample."""
    return Evaluator(SAMPLE).quantity(Parser(tex, SAMPLE.functions).sum())


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"e^{-x}", np.exp(-3)),
        (r"-x^{2}", -9),
        (r"2^{-1}", 0.5),
        (r"x y", 6),
        (r"x(y + 1)", 9),
        (r"f(x)", 7),
        (r"f'(x)", 2),
        (r"(f(x))^2", 49),
        (r"\frac{x}{y} x", 4.5),
        (r"x / y", 1.5),
        (r"\lvert y - x \rvert", 1),
        (r"v_3", 3),
        (r"A_{12}", 1),
        (r"A_{2, 1}", 3),
        (r"\beta_1^t", 0.9**3),
        (r"\beta_1^{t-1}", 0.81),
        (r"g_{t-1}", 7),
        (r"w_{\text{new}}", 9),
        (r"\hat{y}_2", 0.8),
        (r"n_{l-1}", 5),
        (r"W^{l}_{21}", 3),
        (r"w_{\text{new}} - x", 6),
        (r"\sum_{i=1}^{3} v_i u_i", 32),
        (r"\sum_{i=1}^{3} v_i + x", 9),
        (r"\sum_{i=1}^{3} (v_i + x)", 15),
        (r"\sum_{i \ne c} v_i", 4),
        (r"\sum_{i \in S} v_i", 4),
        (r"\sum_{i=1}^{2} \sum_{j=1}^{3} A_{ij}", 15),
        (r"\prod_{i=1}^{3} v_i", 6),
        (r"\prod_{i=1}^{0} v_i", 1),
        (r"\sum_{i=4}^{3} v_i + x", 3),
        (r"\max_{i} v_i", 3),
        (r"\max(x, y)", 3),
        (r"v u^{\top}", 32),
        (r"\lVert v \rVert_2^2", 14),
        (r"\tanh^2(x)", np.tanh(3) ** 2),
        (r"\ln(x)", np.log(3)),
        (r"\log_{2}(8)", 3),
        (r"1.5 \cdot 10^{2}", 150),
        (r"\sigma(0)", 0.5),
        (r"\frac{d}{dx} \sigma(x)", nnref.sigmoid_prime(3.0)),
        (r"\frac{d}{dx} x^{2} y", 12),
        (r"\operatorname{E}[r^2]", 41 / 3),
        (r"\begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{if } x \le 0 \end{cases}", 1),
        (r"\grad{x} + \fun{y}", 5),
    ],
)
def test_a_formula_means_what_a_reader_takes_it_for(tex: str, expected: float) -> None:
    assert value(tex) == pytest.approx(expected, rel=1e-12)  # the same operations, but for their order


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"M^{\top}", [[1, 3], [2, 4]]),
        (r"v^{\top} u", np.outer([1, 2, 3], [4, 5, 6])),
        (r"M A", [[6, 9, 12], [12, 19, 26]]),
        (r"A + v", [[1, 3, 5], [4, 6, 8]]),
        (r"v \odot u", [4, 10, 18]),
        (r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} - M", np.zeros((2, 2))),
        (r"\begin{bmatrix} 1 & 2 & 3 \end{bmatrix} - v", np.zeros(3)),
    ],
)
def test_matrices_and_rows_multiply_and_add_as_in_the_notes(tex: str, expected: object) -> None:
    assert np.array_equal(value(tex), expected)


@pytest.mark.parametrize(
    "tex",
    [
        r"1/2x",
        r"x/y x",
        r"x^12",
        r"\frac123",
        r"\ln x",
        r"\ln 2x",
        r"\log(x)",
        r"v u",
        r"v + x",
        r"A v",
        r"x^2^3",
        r"x_1_2",
        r"v_0",
        r"v_4",
        r"v_{1.5}",
        r"\sigma",
        r"\sigma x",
        r"\sigma^2(x)",
        r"\sigma''(x)",
        r"q",
        r"\foo{x}",
        r"x \pm y",
        r"x + \cdots + y",
        r"v^2",
        r"M^{2}",
        r"M^{-1}",
        r"x 2",
        r"\sum v_i",
        r"\sum_{i=1} v_i",
        r"\sum_{k} v_k",
        r"\sum_{i=3}^{1} v_i",
        r"\sum_{x=1}^{3} x",
        r"x \cdot -y",
        r"\frac{1}{4}^{2}",
        r"\sqrt[3]{x}",
        r"(x + y",
        r"\left( x",
        r"\left| x \right|",
        r"x'",
        r"W",
        r"W^{3}",
        r"M \odot v",
        r"M v \odot u",
        r"M + 1",
        r"\hat{x}",
        r"\text{hello}",
        r"3 4",
        r"\int x",
        r"\max(x)",
        r"\operatorname{E}[x]",
        r"\frac{\partial x}{\partial y}",
        r"\lVert v \rVert_1",
        r"\begin{matrix} 1 \end{matrix}",
        r"\begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{if } y > 0 \end{cases}",
        r"\begin{cases} 1 & \text{unless } x > 0 \end{cases}",
        r"x \\ y",
        "x # y",
        r"\frac{x}{y - 2}",
    ],
)
def test_what_has_no_meaning_or_two_is_refused(tex: str) -> None:
    with pytest.raises(UnreadableError):
        check(f"{tex} = {tex}", [SAMPLE], identity=True)


@pytest.mark.parametrize(
    ("tex", "why"),
    [
        pytest.param(r"\sigma(x) = \frac{1}{1 + e^{x}}", "link 1 is false", id="a-sign"),
        pytest.param(
            r"\sigma(x) = \frac{1}{1 + e^{-x}} = \frac{e^{x}}{2 + e^{x}}", "link 2 is false", id="a-later-link"
        ),
        pytest.param(r"\sigma(0) \approx 0.51", "link 1 is false", id="a-digit"),
        pytest.param(r"\sigma(x) < \frac{1}{2}", "link 1 is false", id="a-bound"),
        pytest.param(r"\sigma(x) < 2", "never reached", id="a-bound-that-is-too-loose"),
        pytest.param(r"\sigma(0) < \frac{1}{2}", "link 1 is false", id="a-strict-bound-between-equals"),
        pytest.param(r"\sigma(0) \ne \frac{1}{2}", "link 1 is false", id="a-difference-of-equals"),
    ],
)
def test_a_false_formula_is_told_with_its_link_and_values(tex: str, why: str) -> None:
    with pytest.raises(FalseError, match=why) as caught:
        check(tex, [SAMPLE])
    assert "x = 3" in str(caught.value) or "reached" in why


def test_a_formula_that_says_nothing_of_nnref_must_be_marked_an_identity() -> None:
    with pytest.raises(UnreadableError, match="says nothing of nnref"):
        check("x + y = y + x", [SAMPLE])
    assert check("x + y = y + x", [SAMPLE], identity=True) == 1


def test_an_identity_must_not_speak_of_nnref() -> None:
    with pytest.raises(UnreadableError, match="take the mark away"):
        check(r"\sigma(0) = \frac{1}{2}", [SAMPLE], identity=True)


def test_a_formula_without_a_relation_says_nothing() -> None:
    with pytest.raises(UnreadableError, match="expected a relation"):
        parse(r"\sigma(0)", {"sigma"})


def test_a_worked_line_must_be_its_general_formula_term_by_term() -> None:
    # 0 times anything is 0: the value alone would let a wrong logarithm pass.
    scenario = Scenario(
        code={"L": float(nnref.categorical_crossentropy([0.0, 1.0], [0.2, 0.8]))},
        given={"y": np.array([0.0, 1.0]), "p": np.array([0.2, 0.8])},
        worked=(r"-\sum_{i=1}^{2} y_i \ln(p_i)",),
    )
    assert check(r"L = -0 \cdot \ln(0.2) - 1 \cdot \ln(0.8)", [scenario]) == 1
    with pytest.raises(FalseError, match="not the general formula"):
        check(r"L = -0 \cdot \ln(0.3) - 1 \cdot \ln(0.8)", [scenario])


def test_a_line_of_numbers_is_told_from_a_formula() -> None:
    assert worked.is_line(Parser(r"1 \cdot 0.2 + 3").sum())
    assert not worked.is_line(Parser(r"1 \cdot x + 3").sum())


@pytest.mark.parametrize(
    ("mark", "status", "scenario", "claim"),
    [
        ("", "checked", "", ""),
        ("% eq: softmax\n", "checked", "softmax", ""),
        ("% eq: identity ring\n", "identity", "ring", ""),
        ("% eq: identity\n", "identity", "", ""),
        ("% eq: pinned integral\n", "pinned", "integral", ""),
        ("% eq: said S4-05 cce\n", "said", "cce", "S4-05"),
    ],
)
def test_marks_are_read(mark: str, status: str, scenario: str, claim: str) -> None:
    found = find.equation(Path("page.md"), 3, f"{mark}a = b")
    assert (found.status, found.scenario, found.claim) == (status, scenario, claim)


@pytest.mark.parametrize("mark", ["% eq:\n", "% eq: said cce\n", "% eq: two names\n", "% eq: a\n% eq: b\n"])
def test_a_mark_that_says_something_else_is_refused(mark: str) -> None:
    with pytest.raises(ValueError, match=r"page\.md:3"):
        find.equation(Path("page.md"), 3, f"{mark}a = b")


def test_equations_are_found_in_boxes_and_not_in_code() -> None:
    text = "$$\na = 1\n$$\n\n!!! note\n\n    $$\n    % eq: x\n    b = 2\n    $$\n\n```text\n$$\nc\n$$\n```\n"
    found = list(find.displayed(text, Path("page.md")))
    assert [(each.line, each.scenario, find.normal(each.tex)) for each in found] == [(2, "", "a=1"), (8, "x", "b=2")]


def test_no_sample_of_the_activations_hides_a_wrong_formula() -> None:
    with pytest.raises(FalseError, match=r"z = "):
        check(r"\sigma'(z) = \sigma(z)", samples("numbers"))
