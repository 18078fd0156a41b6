"""The figures: drawn alike every time, with words and numbers."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from scripts import figures
from scripts.figures import style
from scripts.paths import ROOT

pytestmark = pytest.mark.slow

STEMS = figures.stems()
RENDERINGS = [(column, mode) for column in style.COLUMNS for mode in style.MODES]


def module_of(stem: str) -> ModuleType:
    """The module of a figure."""
    return import_module(f"scripts.figures.{stem}")


def draw(stem: str, column: str, mode: str) -> str:
    """One rendering of a figure, drawn now."""
    with style.rendering(mode, column):
        return figures.render(module_of(stem))


@cache
def drawn(stem: str, column: str, mode: str) -> tuple[str, list[str]]:
    """The same, drawn once for all tests; and the names of the curves that it asked for."""
    asked: list[str] = []
    curve = style.curve

    def spy(axes: Axes, x: ArrayLike, y: ArrayLike, quantity: str, *, gid: str | None = None, **line: Any) -> None:
        asked.append(gid or quantity)
        curve(axes, x, y, quantity, gid=gid, **line)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(style, "curve", spy)
        return draw(stem, column, mode), asked


@pytest.mark.slow  # some words quote experiments, which run first
@pytest.mark.parametrize("stem", STEMS)
def test_a_figure_has_its_four_functions(stem: str) -> None:
    figures.check(module_of(stem))


@pytest.mark.slow
@pytest.mark.parametrize("stem", STEMS)
def test_the_words_and_numbers_of_a_figure_are_sound(stem: str) -> None:
    module = module_of(stem)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", module.caption()), "a caption with formulas must be raw"
    assert not re.search(r"[$\\`*]", module.alt()), "alt text is read aloud: words, no markup"
    assert module.alt().strip().endswith(".")
    assert module.caption().count("$") % 2 == 0
    table = module.table()
    assert len({len(row) for row in table.rows()} | {len(table.columns)}) == 1
    assert not [cell for row in table.rows() for cell in row if "nan" in cell.lower()]


@pytest.mark.slow
@pytest.mark.parametrize("stem", STEMS)
def test_a_figure_drawn_again_has_the_same_bytes(stem: str) -> None:
    # One rendering here, to be quick; all of them, in another process, where the built site is compared.
    assert draw(stem, "narrow", "dark") == drawn(stem, "narrow", "dark")[0]


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.usefixtures("site")
def test_the_site_was_built_with_every_rendering_as_it_is_drawn_now(stem: str, project: Path) -> None:
    for column, mode in RENDERINGS:
        path = project / "docs" / "generated" / "figures" / f"{stem.replace('_', '-')}-{column}-{mode}.svg"
        assert path.read_text(encoding="utf-8") == draw(stem, column, mode), path.name


@pytest.mark.slow
@pytest.mark.parametrize("stem", STEMS)
def test_every_curve_can_be_found_in_the_svg(stem: str) -> None:
    svg, asked = drawn(stem, "narrow", "dark")
    ids = {element.get("id") for element in ElementTree.fromstring(svg).iter()}
    assert set(asked) <= ids


@pytest.mark.slow
@pytest.mark.parametrize("stem", STEMS)
def test_a_figure_is_as_wide_as_its_column(stem: str) -> None:
    # Constrained layout may trim nothing and add nothing: the letters have the size that the page expects.
    for column, mode in (("wide", "light"), ("narrow", "dark")):
        width, height = figures.size_of(drawn(stem, column, mode)[0])
        assert width == style.COLUMNS[column]
        assert 150 < height < 1600


def test_importing_a_figure_draws_nothing() -> None:
    code = f"""
import sys
from importlib import import_module
from matplotlib.figure import Figure

def refuse(*_, **__):
    raise SystemExit("a figure was made at import")

Figure.__init__ = refuse
for stem in {STEMS!r}:
    import_module("scripts.figures." + stem)
assert "matplotlib.pyplot" not in sys.modules, "pyplot keeps every figure alive"
"""
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.25, "0.2500"),
        (-1.5, "−1.5000"),
        (3, "3"),
        ("∞", "∞"),
        (-0.0, "0"),
        (0.0, "0"),
        (1e-9, "1.0·10⁻⁹"),
        (-1e-9, "−1.0·10⁻⁹"),
        (118.02, "118.0200"),
        (1.5e12, "1.5·10¹²"),
    ],
)
def test_a_table_shows_numbers_as_the_pages_do(value: object, text: str) -> None:
    assert style.number(value, 4) == text


@pytest.mark.parametrize("missing", figures.REQUIRED)
def test_a_figure_without_one_of_its_functions_is_refused(missing: str) -> None:
    whole = {name: lambda: "Words enough to say what the whole picture shows." for name in figures.REQUIRED}
    del whole[missing]
    with pytest.raises(SystemExit, match=rf"a figure needs {missing}\(\)"):
        figures.check(SimpleNamespace(__file__="planted.py", **whole))


def test_a_figure_with_too_few_words_is_refused() -> None:
    planted = SimpleNamespace(__file__="planted.py", **{name: lambda: "A curve." for name in figures.REQUIRED})
    with pytest.raises(SystemExit, match=r"alt\(\) must say"):
        figures.check(planted)
