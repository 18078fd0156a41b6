"""A figure is drawn again when what it depends on has changed, and only then."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import matplotlib as mpl
import pytest

from scripts import dependencies, figures
from scripts.figures import sigmoid, style
from scripts.paths import ROOT

pytestmark = pytest.mark.slow

RENDERINGS = [(column, mode) for column in style.COLUMNS for mode in style.MODES]


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
    assert record["alt"] == " ".join(sigmoid.alt().split())
    assert record["columns"] == list(sigmoid.table().columns)
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
