"""Random formulas, made together with their value, are read back as what they were made to mean."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import pytest

from tests.equations.evaluate import Evaluator
from tests.equations.parser import Parser
from tests.equations.test_soundness import SAMPLE

ATOM, PRODUCT, SUM = 3, 2, 1  # how tightly an expression holds together
SPACES = ("", " ", r"\,", r"\;", "\n")
Made = tuple[str, float, int]


class Maker:
    """Writes random formulas and computes them on the way: no tree, no parser."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.indices: dict[str, int] = {}

    def expression(self, depth: int) -> Made:
        """Anything that may stand in braces."""
        if depth == 0:
            return self.atom()
        ways = (
            self.total,
            self.total,
            self.product,
            self.product,
            self.quotient,
            self.power,
            self.call,
            self.over_range,
        )
        return self.random.choice(ways)(depth - 1)

    def atom(self) -> Made:
        if self.indices and self.random.random() < 0.6:
            i = self.random.choice(sorted(self.indices))
            return f"v_{self.random.choice((i, f'{{{i}}}'))}", float(SAMPLE.given["v"][self.indices[i] - 1]), ATOM
        i, j = self.random.randint(1, 2), self.random.randint(1, 3)
        entry = (f"A_{{{i}{self.random.choice(('', ', '))}{j}}}", float(SAMPLE.given["A"][i - 1, j - 1]), ATOM)
        number = self.random.choice(("2", "0.7", "11"))
        name = self.random.choice("xyq")
        coloured = self.random.choice((name, rf"\fun{{{name}}}", f"{{{name}}}"))
        return self.random.choice((entry, (number, float(number), ATOM), (coloured, SAMPLE.given[name], ATOM)))

    def held(self, made: Made, level: int) -> str:
        """An expression in parentheses, where it must have them."""
        tex, _, its = made
        left, right = self.random.choice((("(", ")"), (r"\left(", r"\right)"), ("[", "]"), (r"\bigl(", r"\bigr)")))
        return tex if its >= level else f"{left}{tex}{right}"

    def total(self, depth: int) -> Made:
        first = self.expression(depth)
        tex, value = first[:2]
        if self.random.random() < 0.2:
            tex, value = f"-{self.held(first, PRODUCT)}", -value
        for _ in range(self.random.randint(1, 2)):
            term, sign = self.expression(depth), self.random.choice((1, -1))
            tex += f"{self.random.choice(SPACES)}{'+' if sign > 0 else '-'} {self.held(term, PRODUCT)}"
            value += sign * term[1]
        return tex, value, SUM

    def product(self, depth: int) -> Made:
        factors = [self.expression(depth) for _ in range(self.random.randint(2, 3))]
        shown = [self.held(each, ATOM) for each in factors]
        tex = shown[0]
        for _, right in pairwise(shown):
            # A number after a factor needs a sign.
            sign = self.random.choice((r" \cdot ", r"\times ", *(() if right[0].isdigit() else (" ", r"\, "))))
            tex += sign + right
        return tex, math.prod(value for _, value, _ in factors), PRODUCT

    def quotient(self, depth: int) -> Made:
        above, (tex, value, _) = self.expression(depth), self.expression(depth)
        below = self.random.choice((self.atom(), (rf"1 + \lvert {tex} \rvert", 1 + abs(value), SUM)))  # never 0
        if self.random.random() < 0.7:
            sign = self.random.choice((r"\frac", r"\tfrac"))
            return f"{sign}{{{above[0]}}}{{{below[0]}}}", above[1] / below[1], ATOM
        return f"({self.held(above, ATOM)}/{self.held(below, ATOM)})", above[1] / below[1], ATOM

    def power(self, depth: int) -> Made:
        base, exponent = self.expression(depth), self.random.choice((2, 3))
        tex = self.held(base, ATOM)
        if "^" in tex or "frac" in tex or tex[0] == "\\":  # a power of a power, of a fraction, of a function
            tex = f"({tex})"
        return f"{tex}^{self.random.choice((exponent, f'{{{exponent}}}'))}", base[1] ** exponent, ATOM

    def call(self, depth: int) -> Made:
        tex, value, _ = self.expression(depth)
        tanh = math.tanh(value)  # within the bounds of what has an exponential
        return self.random.choice((
            (rf"\tanh({tex})", tanh, ATOM),
            (rf"\sigma\left(\tanh({tex})\right)", 1 / (1 + math.exp(-tanh)), ATOM),
            (rf"\sigma'(\tanh({tex}))", 1 / (2 + math.exp(tanh) + math.exp(-tanh)), ATOM),
            (rf"\lvert {tex} \rvert", abs(value), ATOM),
            (rf"e^{{\tanh({tex})}}", math.exp(tanh), ATOM),
            (rf"\sqrt{{\lvert {tex} \rvert}}", math.sqrt(abs(value)), ATOM),
            (rf"\max({tex}, y)", max(value, 2.0), ATOM),
        ))  # fmt: skip

    def over_range(self, depth: int) -> Made:
        free = sorted({"i", "j"} - set(self.indices))
        if not free:
            return self.atom()
        index, state = free[0], self.random.getstate()
        values, written = [], ""
        for value in (1, 2, 3):
            self.random.setstate(state)  # the same formula for each value of its index
            self.indices[index] = value
            body = self.expression(depth)
            values.append(body[1])
            written = self.held(body, PRODUCT)
        del self.indices[index]
        bounds = self.random.choice((f"_{{{index}=1}}^{{3}}", f"_{{{index} = 1}}^3", f"_{index}"))
        return rf"(\sum{bounds} {written})", sum(values), ATOM


def misread(seeds: range) -> tuple[int, list[str]]:
    """How many random formulas were read, and those whose value is another than was meant."""
    tried, wrong = 0, []
    for seed in seeds:
        tex, value, _ = Maker(seed).expression(3)
        if 1e-6 < abs(value) < 1e6:  # beyond, rounding may leave too few digits
            tried += 1
            read = Evaluator(SAMPLE).quantity(Parser(tex, SAMPLE.functions).sum())
            if read != pytest.approx(value, rel=1e-9):  # terms that cancel leave a few digits fewer
                wrong.append(f"{seed}: {tex} is read as {read}, expected {value}")
    return tried, wrong


def test_random_formulas_mean_what_they_were_made_to_mean() -> None:
    tried, wrong = misread(range(400))
    assert not wrong, "\n".join(wrong)
    assert tried > 200


@pytest.mark.parametrize(("name", "instead"), [("subtract", "add"), ("negate", "parentheses"), ("sum", "prod")])
def test_a_reader_that_takes_one_thing_for_another_is_noticed(
    name: str, instead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Evaluator, name, getattr(Evaluator, instead))
    assert misread(range(100))[1]
