"""The 2-2-2 example against a calculation by scalars, and every displayed line against the arithmetic that it shows."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest

from scripts.examples import backpropagation

HALF_UNIT = 0.5e-4  # of the fourth decimal, which is the last that the example shows
SLACK = 1e-12  # binary fractions around a decimal half
TEXT = backpropagation.steps()
UNITS = (1, 2)
PAIRS = [(1, 1), (1, 2), (2, 1), (2, 2)]
Row = dict[int, float]
Grid = dict[tuple[int, int], float]


def sigma(z: float) -> float:
    """The textbook's sigmoid."""
    return 1 / (1 + math.exp(-z))


X, Y = {1: 1.0, 2: 2.0}, {1: 0.0, 2: 1.0}


class ByHand:
    """The example in scalars, with its numbers typed again: no array, no `Network`."""

    def __init__(self, w1: Grid, b1: Row, w2: Grid, b2: Row) -> None:
        self.w1, self.b1, self.w2, self.b2 = w1, b1, w2, b2
        self.a = {j: sigma(sum(X[i] * w1[i, j] for i in UNITS) + b1[j]) for j in UNITS}
        self.y_hat = {k: sum(self.a[j] * w2[j, k] for j in UNITS) + b2[k] for k in UNITS}
        self.loss = sum((self.y_hat[k] - Y[k]) ** 2 for k in UNITS) / 2
        self.last = {k: self.y_hat[k] - Y[k] for k in UNITS}
        self.slope = {i: self.a[i] * (1 - self.a[i]) for i in UNITS}
        self.first = {i: sum(w2[i, j] * self.last[j] for j in UNITS) * self.slope[i] for i in UNITS}
        self.dw1 = {(i, j): X[i] * self.first[j] for i, j in PAIRS}
        self.dw2 = {(i, j): self.a[i] * self.last[j] for i, j in PAIRS}

    def after_a_step(self, eta: float) -> ByHand:
        """The same network, moved against its slopes."""
        return ByHand(
            {pair: self.w1[pair] - eta * self.dw1[pair] for pair in PAIRS},
            {i: self.b1[i] - eta * self.first[i] for i in UNITS},
            {pair: self.w2[pair] - eta * self.dw2[pair] for pair in PAIRS},
            {i: self.b2[i] - eta * self.last[i] for i in UNITS},
        )


HAND = ByHand(
    {(1, 1): 0.8, (1, 2): 0.4, (2, 1): -0.2, (2, 2): -0.9},
    {1: 0.5, 2: 0.4},
    {(1, 1): 1.2, (1, 2): 0.5, (2, 1): -1.1, (2, 2): -0.6},
    {1: -0.3, 2: -0.2},
)
LATER = HAND.after_a_step(backpropagation.ETA)


def paths() -> tuple[float, float]:
    """The two products along the paths of the weight from input 2 to hidden unit 1."""
    first, second = (HAND.last[k] * HAND.w2[1, k] * HAND.slope[1] * X[2] for k in UNITS)
    return first, second


def arrays(text: str) -> list[list[float]]:
    """The entries of every matrix that is shown, row by row."""
    bodies = re.findall(r"\\begin\{bmatrix\} (.*?) \\end\{bmatrix\}", text)
    return [[float(cell) for cell in re.split(r" (?:&|\\\\) ", body)] for body in bodies]


def lines(text: str) -> list[str]:
    """Every displayed line; one that goes on below is whole."""
    found = []
    for display in re.findall(r"^\$\$\n(.*?)^\$\$$", text, re.DOTALL | re.MULTILINE):
        bare = re.sub(r"^% .*\n|\\(?:begin|end)\{aligned\}\n", "", display, flags=re.MULTILINE).replace("&", "")
        whole = re.sub(r"(?:\\\\)?\n\\approx", r"\\approx", bare)
        found += [line.strip() for line in re.split(r"\\\\\n|\n", whole) if line.strip()]
    return found


def sides(line: str) -> list[str]:
    """What stands left and right of its relations."""
    return [side.strip() for side in re.split(r"=|\\approx", line)]


def value(side: str) -> float | None:
    """What a side comes to, if it is made of numbers alone."""
    python = (
        side.replace(r"\cdot", "*").replace(r"\frac{1}{2}", "0.5 *").replace("^{2}", "**2").replace(r"\sigma", "sigma")
    )
    if not re.fullmatch(r"(?:[-+*().\d\s]|sigma)+", python):
        return None
    return float(eval(" ".join(python.split()), {"sigma": sigma}))


SUMS = [pair for line in lines(TEXT) for pair in pairwise(sides(line)) if value(pair[0]) is not None]


@pytest.mark.parametrize(("left", "right"), SUMS)
def test_a_displayed_line_comes_to_what_it_shows(left: str, right: str) -> None:
    assert value(left) == pytest.approx(value(right), abs=HALF_UNIT + SLACK)


def test_a_wrong_digit_in_a_sum_would_be_noticed() -> None:
    (line,) = (line for line in lines(TEXT.replace(r"0.7109 \cdot 1.2", r"0.7119 \cdot 1.2")) if "0.7119" in line)
    assert value(sides(line)[1]) != pytest.approx(value(sides(line)[2]), abs=HALF_UNIT + SLACK)


def test_no_line_is_left_unchecked() -> None:
    # 2 sums, 2 sigmoids, 2 outputs, 2 errors, the loss; 2 deltas, 2 sums, 2 slopes, 2 deltas; 2 paths and their sum; the step.
    assert len(SUMS) == 9 + 8 + 3 + 1


@pytest.mark.parametrize(
    ("shown", "true"),
    [
        pytest.param(r"a_1^{1} = \sigma(0.9)", HAND.a[1], id="a1"),
        pytest.param(r"a_2^{1} = \sigma(-1)", HAND.a[2], id="a2"),
        pytest.param(r"\hat{y}_1", HAND.y_hat[1], id="output1"),
        pytest.param(r"\hat{y}_2", HAND.y_hat[2], id="output2"),
        pytest.param(r"E_1", (HAND.y_hat[1] - Y[1]) ** 2 / 2, id="E1"),
        pytest.param(r"E_2", (HAND.y_hat[2] - Y[2]) ** 2 / 2, id="E2"),
        pytest.param(r"L \approx", HAND.loss, id="loss"),
        pytest.param(r"\delta_1^{2} =", HAND.last[1], id="delta12"),
        pytest.param(r"\delta_2^{2} =", HAND.last[2], id="delta22"),
        pytest.param(r"\sigma'(z_1^{1})", HAND.slope[1], id="slope1"),
        pytest.param(r"\sigma'(z_2^{1})", HAND.slope[2], id="slope2"),
        pytest.param(r"\delta_1^{1} ", HAND.first[1], id="delta11"),
        pytest.param(r"\delta_2^{1} ", HAND.first[2], id="delta21"),
        pytest.param(r"\delta_1^{2} w_{11}^{2}", paths()[0], id="path1"),
        pytest.param(r"\delta_2^{2} w_{12}^{2}", paths()[1], id="path2"),
        pytest.param(r"\grad{\frac{\partial L}{\partial w_{21}^{1}}}", HAND.dw1[2, 1], id="edge"),
        pytest.param(r"w_{\text{new}}", LATER.w1[2, 1], id="new"),
    ],
)
def test_a_shown_number_is_right_to_half_a_unit(shown: str, true: float) -> None:
    (line,) = (line for line in lines(TEXT) if line.startswith(shown))
    assert float(sides(line)[-1]) == pytest.approx(true, abs=HALF_UNIT + SLACK)


@pytest.mark.claim("S4-30")
def test_the_matrices_are_the_parameters_and_their_gradients() -> None:
    given = [list(HAND.w1.values()), list(HAND.b1.values()), list(HAND.w2.values()), list(HAND.b2.values())]
    slopes = [HAND.dw2.values(), HAND.dw1.values(), HAND.last.values(), HAND.first.values()]
    shown = arrays(TEXT)
    assert shown[:4] == given
    for entries, true in zip(shown[4:], slopes, strict=True):
        assert entries == pytest.approx(list(true), abs=HALF_UNIT + SLACK)


@pytest.mark.claim("S4-02", "S4-30")
def test_the_two_paths_make_the_entry_of_the_gradient() -> None:
    # Three roundings of float64 in numbers below 1.
    assert sum(paths()) == pytest.approx(HAND.dw1[2, 1], abs=1e-15)


def test_the_step_s_losses_are_right() -> None:
    before, after = map(float, re.findall(r"falls from \$([\d.]+)\$ to \$([\d.]+)\$", TEXT)[0])
    assert before == pytest.approx(HAND.loss, abs=HALF_UNIT + SLACK)
    assert after == pytest.approx(LATER.loss, abs=HALF_UNIT + SLACK)


def test_neighbouring_numbers_of_the_example_differ() -> None:
    # Two alike would hide a swapped index.
    weights = sorted(abs(value) for value in [*HAND.w1.values(), *HAND.w2.values()])
    assert all(a < b for a, b in pairwise(weights))
