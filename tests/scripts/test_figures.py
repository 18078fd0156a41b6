"""The figures: drawn alike every time, only when needed, with words and numbers, in colours that can be read."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from itertools import combinations
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from scripts import dependencies, figures
from scripts.figures import style
from scripts.paths import DOCS, ROOT

pytestmark = pytest.mark.slow

STEMS = figures.stems()
RENDERINGS = [(column, mode) for column in style.COLUMNS for mode in style.MODES]
TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
LINE_CONTRAST = 3.0  # WCAG 2.2, 1.4.11: what is not text


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


def luminance(colour: str) -> float:
    """Relative luminance of a hexadecimal colour (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2)."""
    dark, light = sorted([luminance(a), luminance(b)])
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    # The best known pair on either side of the limit: 4.54 passes, 4.48 does not.
    assert contrast("#767676", "#ffffff") > TEXT_CONTRAST > contrast("#777777", "#ffffff")


@pytest.mark.parametrize("mode", style.MODES)
@pytest.mark.parametrize("quantity", [*style.COLOURS, "ink"])
def test_text_in_a_quantity_s_colour_can_be_read(quantity: str, mode: str) -> None:
    shades = style.INK if quantity == "ink" else style.COLOURS[quantity]
    assert contrast(shades[mode], style.PAPER[mode]) >= TEXT_CONTRAST


@pytest.mark.parametrize("mode", style.MODES)
def test_axes_can_be_seen(mode: str) -> None:
    assert contrast(style.FAINT[mode], style.PAPER[mode]) >= LINE_CONTRAST


def test_no_quantity_is_told_by_colour_alone() -> None:
    assert set(style.DASHES) == set(style.COLOURS)
    assert all(style.DASHES[a] != style.DASHES[b] for a, b in combinations(style.COLOURS, 2))
    assert all(len({shades[mode] for shades in style.COLOURS.values()}) == len(style.COLOURS) for mode in style.MODES)


def schemes(css: str) -> dict[str, dict[str, str]]:
    """The custom properties of Material's light and dark scheme in a stylesheet."""
    found = re.findall(r'\[data-md-color-scheme="(default|slate)"\] \{(.*?)\}', css, re.DOTALL)
    return {scheme: dict(re.findall(r"--([\w-]+):\s*([^;]+);", rules)) for scheme, rules in found if "--" in rules}


def test_the_pages_have_the_colours_and_the_paper_of_the_figures() -> None:
    quantities = schemes(style.stylesheet())
    paper = schemes((DOCS / "stylesheets" / "notes.css").read_text(encoding="utf-8"))
    for scheme, mode in (("default", "light"), ("slate", "dark")):
        assert quantities[scheme] == {f"q-{name}": shades[mode] for name, shades in style.COLOURS.items()}
        assert paper[scheme]["md-default-bg-color"] == style.PAPER[mode]
    for name in style.COLOURS:
        assert f".q-{name} {{ color: var(--q-{name}); }}" in style.stylesheet()


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.25, "0.2500"), (-1.5, "−1.5000"), (3, "3"), ("∞", "∞"), (-0.0, "0.0000"), (0.0, "0.0000"), (1e-9, "1.0e−09")],
)
def test_a_table_shows_numbers_as_print_does(value: object, text: str) -> None:
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


class Workshop:
    """A project with one figure, whose drawing is counted rather than done."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sources = root / "scripts" / "figures"
        self.record = root / "generated" / "sigmoid.json"
        self.renderings = 0
        self.fails_at = 0

    def render(self, _module: ModuleType) -> str:
        """A picture that costs nothing."""
        self.renderings += 1
        if self.renderings == self.fails_at:
            raise KeyboardInterrupt
        return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 36">'

    def count(self) -> int:
        """How many renderings a build draws."""
        self.renderings = 0
        figures.draw_all()
        return self.renderings


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """Such a project in a folder of its own, with its figure drawn."""
    made = Workshop(tmp_path)
    for name in ("scripts", "nnref"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "package-lock.json", tmp_path)
    monkeypatch.setattr(dependencies, "ROOT", tmp_path)
    monkeypatch.setattr(figures, "ROOT", tmp_path)
    monkeypatch.setattr(figures, "FIGURES", tmp_path / "generated")
    monkeypatch.setattr(figures, "stems", lambda: ["sigmoid"])
    monkeypatch.setattr(figures, "render", made.render)
    assert made.count() == len(RENDERINGS)
    return made


def test_all_that_a_page_needs_is_recorded(workshop: Workshop) -> None:
    record = json.loads(workshop.record.read_text(encoding="utf-8"))
    assert record["sizes"] == {"wide": [96, 48], "narrow": [96, 48]}
    assert record["alt"] == " ".join(module_of("sigmoid").alt().split())
    assert record["columns"] == list(module_of("sigmoid").table().columns)
    names = {f"sigmoid-{column}-{mode}.svg" for column, mode in RENDERINGS}
    assert {path.name for path in workshop.record.parent.iterdir()} == names | {"sigmoid.json"}


def test_nothing_is_drawn_and_no_file_touched_when_nothing_changed(workshop: Workshop) -> None:
    before = {path: path.stat().st_mtime_ns for path in workshop.record.parent.iterdir()}
    assert workshop.count() == 0
    assert {path: path.stat().st_mtime_ns for path in workshop.record.parent.iterdir()} == before


@pytest.mark.parametrize(
    "name",
    [
        "scripts/figures/sigmoid.py",
        "scripts/figures/style.py",
        "scripts/figures/__init__.py",
        "nnref/activations.py",
        "package-lock.json",
    ],
)
def test_a_figure_is_drawn_again_when_what_it_depends_on_changed(workshop: Workshop, name: str) -> None:
    with (workshop.root / name).open("a") as source:
        source.write("\nANOTHER = 1\n")
    assert workshop.count() == len(RENDERINGS)
    assert workshop.count() == 0


def test_a_figure_is_not_drawn_again_for_words_about_the_code(workshop: Workshop) -> None:
    source = workshop.root / "nnref" / "activations.py"
    words = source.read_text(encoding="utf-8")
    source.write_text(
        words.replace("Logistic sigmoid, element-wise.", "The logistic sigmoid.") + "\n# another\n", encoding="utf-8"
    )
    assert source.read_text(encoding="utf-8") != words
    assert workshop.count() == 0


def test_a_figure_is_drawn_again_when_a_module_it_imports_changed(workshop: Workshop) -> None:
    helper = workshop.sources / "helper.py"
    helper.write_text("COUNT = 1\n")
    with (workshop.sources / "sigmoid.py").open("a") as source:
        source.write("\nfrom scripts.figures.helper import COUNT\n")
    assert workshop.count() == len(RENDERINGS)
    helper.write_text("COUNT = 2\n")
    assert workshop.count() == len(RENDERINGS)


def test_a_module_of_nnref_counts_for_the_figures_that_import_it(workshop: Workshop) -> None:
    own = workshop.root / "nnref" / "swish.py"
    own.write_text("COUNT = 1\n")
    assert workshop.count() == 0
    with (workshop.sources / "sigmoid.py").open("a") as source:
        source.write("\nfrom nnref.swish import COUNT\n")
    assert workshop.count() == len(RENDERINGS)
    own.write_text("COUNT = 2\n")
    assert workshop.count() == len(RENDERINGS)


def test_a_figure_is_drawn_again_by_another_matplotlib(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mpl, "__version__", "0")
    assert workshop.count() == len(RENDERINGS)


@pytest.mark.parametrize(
    "spoil", [Path.unlink, lambda path: path.rename(path.with_name("old.svg"))], ids=["lost", "moved"]
)
def test_a_lost_picture_is_drawn_again(workshop: Workshop, spoil: Callable[[Path], object]) -> None:
    spoil(workshop.record.with_name("sigmoid-narrow-dark.svg"))
    assert workshop.count() == len(RENDERINGS)
    assert not workshop.record.with_name("old.svg").exists()


@pytest.mark.parametrize("at", range(1, len(RENDERINGS) + 1))
def test_an_interrupted_drawing_leaves_no_record_of_itself(workshop: Workshop, at: int) -> None:
    with (workshop.sources / "sigmoid.py").open("a") as source:
        source.write("\nANOTHER = 1\n")
    workshop.fails_at = at
    with pytest.raises(KeyboardInterrupt):
        workshop.count()
    workshop.fails_at = 0
    assert workshop.count() == len(RENDERINGS), "the pictures may be half old, half new: all are drawn again"


def test_pictures_of_figures_that_are_no_more_are_removed(workshop: Workshop) -> None:
    for name in ("gone.json", "gone-wide-light.svg", "sigmoid-wide-sepia.svg"):
        workshop.record.with_name(name).write_text("{}")
    workshop.count()
    assert len(list(workshop.record.parent.iterdir())) == len(RENDERINGS) + 1
