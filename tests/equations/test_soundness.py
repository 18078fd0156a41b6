"""What the checker must not accept: formulas that are false, or that a reader could take for another."""

from __future__ import annotations

import numpy as np
import pytest

import nnref
from tests.equations.check import check
from tests.equations.notation.nudges import entries
from tests.equations.scenario import Function, Law, Layers, Scenario
from tests.equations.tree import FalseError, UnreadableError

SIGMA = Function(nnref.sigmoid, (nnref.sigmoid_prime,))
JACOBIAN = np.array([[0.3, -0.7], [1.9, 0.4]])
SAMPLE = Scenario(
    code={"sigma": SIGMA, "s": float(nnref.sigmoid(3.0))},
    given={
        "x": 3.0,
        "y": 2.0,
        "q": -1.7,
        "c": 2,
        "U": Function(Law),
        "v": np.array([1.5, 0.4, 2.5]),
        "A": np.array([[0.6, -1.2, 2.1], [1.4, 0.3, -0.8]]),
    },
    derivatives={
        ("L", "w"): Layers({1: np.array([0.3, -0.7])}),
        ("L", "b"): np.array([0.3, -0.7]),
        ("a", "z"): entries(JACOBIAN),
    },
    ranges={"i": range(1, 4), "j": range(1, 4)},
)


@pytest.mark.parametrize(
    "tex",
    [
        pytest.param(r"10^{-14} = 10^{-15}", id="small-numbers-that-differ"),
        pytest.param(r"2^{-53} = 10^{-16}", id="an-ulp"),
        pytest.param(r"10^{-20} < 3 \cdot 10^{-7}", id="a-small-bound-that-is-too-loose"),
        pytest.param(r"0.1 + 0.2 \ne 0.3", id="a-difference-that-rounding-makes"),
        pytest.param(r"x = x", id="the-same-on-both-sides"),
        pytest.param(r"x + y = {x + y}", id="the-same-but-for-a-colour"),
        pytest.param(r"v = v^{\top}", id="a-row-for-a-column"),
        pytest.param(
            r"v \approx \begin{bmatrix} 1.50 \\ 0.40 \\ 2.50 \end{bmatrix}", id="a-column-of-digits-for-a-row"
        ),
        pytest.param(r"\sum_{e=1}^{2} e^{2} = 14.8", id="an-index-named-e"),
    ],
)
def test_what_is_false_or_says_nothing_is_not_accepted(tex: str) -> None:
    with pytest.raises(FalseError):
        check(tex, [SAMPLE], identity=True)


@pytest.mark.parametrize(
    "tex",
    [
        # Whoever knows TeX reads these; whoever reads the page sees something else.
        pytest.param(r"\grad{x + y} y = 10", id="a-coloured-sum-times-something"),
        pytest.param(r"y \grad{x + y} = 10", id="something-times-a-coloured-sum"),
        pytest.param(r"y {{x + y}} = 10", id="braces-in-braces"),
        pytest.param(r"y - \grad{-x} = 5", id="minus-a-coloured-minus"),
        pytest.param(r"{-x}^{2} = 9", id="a-power-of-invisible-braces"),
        pytest.param(r"{x y}^{2} = 36", id="a-power-of-an-invisible-product"),
        pytest.param(r"y / {x y} = \frac{1}{3}", id="a-quotient-by-an-invisible-product"),
        pytest.param(r"\grad{\prod_{i=1}^{3} v_i} y = 3", id="a-coloured-product-sign"),
        pytest.param(r"\prod_{i=1}^{3} v_i y = 12", id="where-a-product-ends"),
        pytest.param(r"\max_{i} v_i \cdot y = 5", id="where-a-maximum-ends"),
        pytest.param(r"\frac{d}{dx} x \cdot x = x", id="where-a-derivative-ends"),
        pytest.param(r"\frac{d}{dx} x / x = \frac{1}{3}", id="a-derivative-over-something"),
        pytest.param(r"\tanh^{-1}(x) = \frac{1}{\tanh(x)}", id="the-sign-of-an-inverse-function"),
        pytest.param(r"x = 1 \quad -y = -2", id="a-sign-after-a-gap"),
        pytest.param(r"\begin{aligned} x &= 3 \\ &- y = -2 \end{aligned}", id="a-row-that-begins-with-a-sign"),
        # These leave open what they say.
        pytest.param(r"\frac{d}{dx} y = 0", id="a-derivative-of-what-does-not-name-the-variable"),
        pytest.param(r"\frac{d}{dx} (x s) = s", id="a-derivative-through-a-number-that-nnref-computed"),
        pytest.param(r"\frac{d}{dx} \lvert x \rvert = 0", id="a-derivative-of-an-absolute-value"),
        pytest.param(r"\frac{\partial L_1}{\partial w^{1}} = \frac{3}{10}", id="an-index-on-the-wrong-quantity"),
        pytest.param(r"\frac{\partial L}{\partial w_1} = \frac{3}{10}", id="an-index-for-a-layer"),
        pytest.param(r"\frac{\partial L}{\partial b^{1}} = \frac{3}{10}", id="a-layer-for-an-index"),
        pytest.param(r"\frac{\partial a_{12}}{\partial z} = -\frac{7}{10}", id="both-indices-on-one-quantity"),
        pytest.param(r"\mathcal{U}(-x, x) = x", id="a-distribution-for-a-number"),
        pytest.param(r"\frac{x}{5} \approx 1", id="a-digit-that-says-nothing"),
        pytest.param(r"\frac{y}{5} \approx 0", id="nearly-nothing"),
        pytest.param(
            r"\begin{cases} x & \text{if } x > 0 \\ 7 x & \text{if } x \le 0 \end{cases} = 3",
            id="a-case-without-a-sample",
        ),
    ],
)
def test_what_a_reader_could_take_otherwise_is_refused(tex: str) -> None:
    with pytest.raises(UnreadableError):
        check(tex, [SAMPLE], identity=r"\partial" not in tex)


@pytest.mark.parametrize(
    "tex",
    [
        r"\grad{x + y} = 5",
        r"\fun{y} x + \grad{x - 1} = 8",
        r"(\grad{x + y}) y = 10",
        r"\left(\prod_{i=1}^{3} v_i\right) y = 3",
        r"\prod_{i=1}^{2} y v_i = \frac{12}{5}",
        r"\frac{d}{dx} (x \cdot x) = 6",
        r"\frac{d}{dx} x^{2} y = 12",
        r"\frac{x}{5} \approx 0.6",
        r"x = 3, \quad -y = -2",
        r"1 - (1 - 2^{-40}) = 2^{-40}",
        r"v - v = 0",
    ],
)
def test_what_can_be_read_in_one_way_is_read(tex: str) -> None:
    assert check(tex, [SAMPLE], identity=True)


def test_a_chain_is_checked_in_every_sample() -> None:
    none, some = (Scenario(given={"x": 3.0, "n": 3}, ranges={"i": span}) for span in (range(1, 1), range(3, 4)))
    assert check("x = n, x = i".replace(", ", r", \quad "), [some], identity=True) == 2
    with pytest.raises(UnreadableError, match="every sample"):
        check(r"x = n, \quad x = i", [some, none], identity=True)


@pytest.mark.parametrize(
    "tex",
    [
        pytest.param(
            r"L = -0 \cdot \ln(0.2) - 1 \cdot \ln(0.8) = -0 \cdot \ln(0.3) - 1 \cdot \ln(0.8)", id="a-later-line"
        ),
        pytest.param(r"L = -0 \cdot \ln(p_2) - 1 \cdot \ln(0.8)", id="a-line-with-a-name-in-it"),
        pytest.param(r"L = L - 0 \cdot \ln(0.3)", id="nothing-but-a-name"),
    ],
)
def test_what_is_multiplied_by_nothing_counts_in_every_line(tex: str) -> None:
    p = np.array([0.2, 0.8])
    scenario = Scenario(
        code={"L": float(nnref.categorical_crossentropy([0.0, 1.0], p))},
        given={"y": np.array([0.0, 1.0]), "p": p},
        worked=(r"-\sum_{i=1}^{2} y_i \ln(p_i)",),
    )
    with pytest.raises(FalseError, match="not the general formula"):
        check(tex, [scenario])
