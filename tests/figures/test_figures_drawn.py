"""Every drawn figure shows what nnref says: curves, dots, names and pixels of each rendering, and the table below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from scripts import figures
from scripts.figures import style
from tests.figures import compare, svg, tables
from tests.figures.expect import EXPECTED, Edge, Line, Shape
from tests.figures.expected.every import FIGURES, expected
from tests.figures.tables import Shown
from tests.record import Record

RENDERINGS = [(column, mode) for column in style.COLUMNS for mode in style.MODES]
pytestmark = pytest.mark.slow


def test_every_figure_is_expected_to_show_something() -> None:
    assert set(EXPECTED) == set(figures.stems())


def test_every_figure_stands_on_a_page_in_all_its_renderings(shown: list[Shown]) -> None:
    assert {one.name for one in shown} == {stem.replace("_", "-") for stem in EXPECTED}
    for one in shown:
        assert sorted(one.pictures) == sorted(f"{one.name}-{column}-{mode}.svg" for column, mode in RENDERINGS)


@pytest.mark.parametrize("stem", FIGURES)
def test_a_figure_shows_what_nnref_says(
    stem: str, drawn: Callable[..., str], shown: list[Shown], record: Record
) -> None:
    wrong = []
    for column, mode in RENDERINGS:
        panels = svg.panels_of(drawn(stem, column, mode))
        faults = compare.differences(panels, expected(stem, column), mode)
        wrong += [f"scripts/figures/{stem}.py, {column}, {mode}, {fault}" for fault in faults]
    places = [one for one in shown if one.name == stem.replace("_", "-")]
    for one in places:
        faults = tables.differences(one, expected(stem).table)
        wrong += [f"scripts/figures/{stem}.py, table() on docs/{one.page}.md, {fault}" for fault in faults]
    assert not wrong, "\n".join(wrong)
    for one in places:
        record(one.page, "figures", 1)


@pytest.mark.parametrize("stem", FIGURES)
def test_no_two_things_in_a_picture_have_the_same_id(stem: str, drawn: Callable[..., str]) -> None:
    for column, mode in RENDERINGS:
        assert not [name for name, count in Counter(svg.names_in(drawn(stem, column, mode))).items() if count > 1]


# Planted faults: whatever a figure shows, moved or exchanged


def moved(shape: svg.Shape) -> svg.Shape:
    """A shape a point aside and a point down: about as much as it is thick."""
    return replace(shape, lines=[way + 1 for way in shape.lines], dots=shape.dots + 1)


def look_alike(a: Shape, b: Shape) -> bool:
    """Whether two shapes are expected to look the same, as four weights that stay alike do."""
    if not isinstance(a, Line) or not isinstance(b, Line):
        return a == b
    same = all(np.array_equal(np.asarray(one), np.asarray(other)) for one, other in ((a.x, b.x), (a.y, b.y)))
    return same and replace(a, x=0, y=0) == replace(b, x=0, y=0)


def pairs(shapes: dict[str, Shape]) -> Iterator[tuple[str, str]]:
    """Neighbours of the same kind that are expected to look different."""
    alike: dict[str, list[str]] = {}
    for name, shape in shapes.items():
        alike.setdefault(compare.kind(shape), []).append(name)
    for names in alike.values():
        yield from (pair for pair in pairwise(names) if not look_alike(*(shapes[n] for n in pair)))


@pytest.mark.parametrize("stem", FIGURES)
def test_every_line_and_dot_that_is_moved_is_seen(stem: str, drawn: Callable[..., str], record: Record) -> None:
    panels, tried = svg.panels_of(drawn(stem)), 0
    for panel, view in zip(panels, expected(stem).panels, strict=True):
        for name, wanted in view.shapes.items():
            if isinstance(wanted, Line) or (isinstance(wanted, Edge) and not wanted.arrow):
                tried += 1
                with style.rendering("light", "wide"):
                    assert list(compare.shape_faults(panel, moved(panel.shapes[name]), wanted)), name
    record.mutants("figures", tried, tried)


@pytest.mark.parametrize("stem", FIGURES)
def test_two_shapes_that_are_exchanged_are_seen(stem: str, drawn: Callable[..., str], record: Record) -> None:
    panels, tried = svg.panels_of(drawn(stem)), 0
    for panel, view in zip(panels, expected(stem).panels, strict=True):
        for one, other in pairs(dict(view.shapes)):
            tried += 1
            planted = replace(panel, shapes=panel.shapes | {one: panel.shapes[other], other: panel.shapes[one]})
            with style.rendering("light", "wide"):
                assert list(compare.faults(planted, view)), f"{one} and {other}"
    record.mutants("figures", tried, tried)


def with_another_digit(cell: str) -> str:
    """A cell whose first number has another last digit."""
    return re.sub(r"\d(?!.*\d|\.)|\d(?=·|$| )", lambda digit: str((int(digit[0]) + 1) % 10), cell, count=1)


@pytest.mark.parametrize("stem", FIGURES)
def test_every_changed_digit_of_a_table_is_seen(stem: str, shown: list[Shown], record: Record) -> None:
    one = next(one for one in shown if one.name == stem.replace("_", "-"))
    tried = 0
    for i, row in enumerate(one.rows):
        for j, cell in enumerate(row):
            if (changed := with_another_digit(cell)) != cell:
                tried += 1
                rows = list(one.rows)
                rows[i] = (*row[:j], changed, *row[j + 1 :])
                assert list(tables.differences(replace(one, rows=tuple(rows)), expected(stem).table)), (
                    i,
                    j,
                    cell,
                )
    assert tried
    record.mutants("figures", tried, tried)
