"""Explorers at build: where they stand, what they open with, and what a mistake in a page is told."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from markdown import Markdown
from mkdocs.exceptions import BuildError

from scripts import explorers
from scripts.explorers import Place
from scripts.markdown import explorers as extension
from scripts.paths import DOCS

NAMES = sorted(path.stem for path in (DOCS / "javascripts" / "explorers").glob("*.mjs"))


@pytest.fixture
def drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one page, whose explorers were written."""
    (tmp_path / "page.md").write_text("# A page\n\n[explorer: activation]\n\n[explorer: activation f=tanh z=-1]\n")
    folder = tmp_path / "generated" / "explorers"
    for module in (explorers, extension):
        monkeypatch.setattr(module, "EXPLORERS", folder)
    monkeypatch.setattr(explorers, "DOCS", tmp_path)
    monkeypatch.setattr(explorers, "GENERATED", tmp_path / "generated")
    folder.mkdir(parents=True)
    (folder / "stale.html").write_text("of an explorer that is no more")
    explorers.write()
    return folder


def test_every_explorer_stands_on_a_page_and_has_its_numbers_from_nnref() -> None:
    assert sorted({place.name for place in explorers.places()}) == NAMES
    for name in NAMES:
        assert (Path(explorers.__file__).parent / f"{name.replace('-', '_')}.py").is_file()


def test_each_place_opens_in_its_own_state(drawn: Path) -> None:
    assert sorted(path.name for path in drawn.iterdir()) == [
        "activation-f-tanh-z--1.html",
        "activation.html",
        "cards.json",
    ]
    plain, other = (drawn / "activation.html").read_text(), (drawn / "activation-f-tanh-z--1.html").read_text()
    assert "At z = 1.5, sigmoid is 0.8176" in plain
    assert "At z = −1, tanh is −0.7616" in other
    assert 'data-first="f=tanh&amp;z=-1"' in other
    assert 'value="tanh" selected' in other


def test_the_page_holds_the_explorer_and_the_gallery_leads_to_it(drawn: Path) -> None:
    page = Markdown(extensions=["scripts.markdown.explorers"]).convert(
        "[explorer: activation]\n\n[explorers: activation]\n"
    )
    assert '<x-explorer data-search-exclude="" id="explorer-activation"><section class="explorer"' in page.replace(
        "\n", ""
    )
    assert '<a href="../page.md#explorer-activation">' in page
    assert page.count("<svg") > 2


@pytest.mark.parametrize(
    "line", ["[explorer: softmax]", "[explorers: activation, softmax]", "[explorer: activation f=relu]"]
)
def test_an_explorer_that_nobody_drew_is_told(drawn: Path, line: str) -> None:
    with pytest.raises(
        BuildError, match=re.escape(line.split(",")[0].split("]")[0]) if "explorers" not in line else "softmax"
    ):
        Markdown(extensions=["scripts.markdown.explorers"]).convert(line)


@pytest.mark.parametrize(
    ("first", "told"),
    [
        ("f=softmax", "expected sigmoid, tanh"),
        ("colour=red", "expected one of f, z"),
        ("z=1e9", "expected a number from −20 to 20, got “1e9”"),
    ],
)
def test_a_state_that_is_not_there_stops_the_build(first: str, told: str) -> None:
    with pytest.raises(SystemExit, match=re.escape(told)):
        explorers.ask({"firsts": [{"name": "activation", "first": first}]})


def test_an_unknown_explorer_stops_the_build_with_the_known_ones() -> None:
    with pytest.raises(SystemExit, match=r"\[explorer: sigmoid\]: expected activation"):
        explorers.ask({"firsts": [{"name": "sigmoid", "first": ""}]})


def test_an_explorer_without_numbers_from_nnref_stops_the_build() -> None:
    with pytest.raises(SystemExit, match=r"expected its numbers from nnref in scripts/explorers/softmax_curve.py"):
        explorers.numbers("softmax-curve", {})


def test_numbers_that_json_does_not_have_travel_as_text() -> None:
    values = {"a": np.array([1.0, np.inf]), "b": [-np.inf, np.nan], "c": np.int64(3), "d": np.bool_(True), "e": None}
    assert explorers.encoded(values) == {
        "a": [1.0, "Infinity"],
        "b": ["-Infinity", "NaN"],
        "c": 3,
        "d": True,
        "e": None,
    }


def test_places_with_other_states_have_files_of_their_own() -> None:
    files = {Place("activation", first, Path("a.md")).file for first in ("", "f=tanh", "f=tanh&z=1", "f=tanh&z=-1")}
    assert len(files) == 4
