"""The worked example of the composition says what nnref computes."""

from __future__ import annotations

import re

import pytest

from nnref import compose_linear
from scripts.examples import composition

MAPS = [
    pytest.param((2, 1), (3, 2), id="lecture"),
    pytest.param((2, -4), (-3, 2), id="signs"),
    pytest.param((0.5, 1), (3, -0.25), id="fractions"),
]


def table_rows(text: str) -> list[list[float]]:
    cells = re.findall(r"^\| ([−\d.]+) \| ([−\d.]+) \| ([−\d.]+) \| ([−\d.]+) \|$", text, re.MULTILINE)
    return [[float(cell.replace("−", "-")) for cell in row] for row in cells]


@pytest.mark.claim("S4-08")
@pytest.mark.parametrize(
    "step",
    ["&= 3 f(n) + 2", "&= 3 (2 n + 1) + 2", "&= 6 n + 3 + 2", "&= 6 n + 5"],
    ids=["outer", "inner", "multiplied", "gathered"],
)
def test_example_shows_every_step_of_the_lecture(step: str) -> None:
    assert step in composition.steps()


@pytest.mark.parametrize(("f", "g"), MAPS)
def test_table_holds_the_values_of_the_composed_line(f: composition.Line, g: composition.Line) -> None:
    slope, intercept = compose_linear(f, g)
    rows = table_rows(composition.steps(f, g))
    assert [row[0] for row in rows] == list(composition.POINTS)
    for n, first, second, single in rows:
        # Halves and quarters of small integers: every value is exact in binary.
        assert first == f[0] * n + f[1]
        assert second == single == slope * n + intercept


@pytest.mark.parametrize(
    ("f", "g", "line"),
    [
        pytest.param((2, 1), (3, 4), "6 n + 7", id="intercept"),
        pytest.param((5, 1), (3, 2), "15 n + 5", id="slope"),
        pytest.param((2, -4), (-3, 2), "-6 n + 14", id="signs"),
    ],
)
def test_another_map_makes_another_example(f: composition.Line, g: composition.Line, line: str) -> None:
    text = composition.steps(f, g)
    assert f"&= {line}\n" in text
    assert "6 n + 5" not in text
