"""An edit of a page's text is shown by building that page alone; whatever others depend on builds them all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scripts import edits, serve
from scripts.benchmarks import build_time, course
from scripts.benchmarks.mathjax_site import lighten

ADDRESS = "http://127.0.0.1:8000/"

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("generated_here")]


@pytest.fixture(scope="module")
def built(generated_here: Path, tmp_path_factory: pytest.TempPathFactory) -> edits.Built:
    """A short course, built whole."""
    folder = tmp_path_factory.mktemp("course")
    settings = course.write(folder, 12)
    made = edits.Built(serve.configuration(folder / "site", ADDRESS, settings), folder / "site", lighten)
    made.whole(ADDRESS)
    return made


@pytest.fixture
def edit(built: edits.Built) -> Iterator[Callable[[str, str], tuple[bool, str]]]:
    """`edit(before, after)`: whether the page alone was built, and what a reader then gets."""
    page = built.docs / "lecture-1" / "page-2.md"
    kept = page.read_text(encoding="utf-8")

    def change(before: str, after: str) -> tuple[bool, str]:
        assert before in kept
        page.write_text(kept.replace(before, after), encoding="utf-8")
        alone = built.pages_alone([page])
        return alone, (built.site / "lecture-1" / "page-2" / "index.html").read_text(encoding="utf-8")

    yield change
    page.write_text(kept, encoding="utf-8")
    # Where the title was another, taking it back is the same: all pages show it.
    assert built.pages_alone([page]) or built.pages_alone([page])


@pytest.mark.long
def test_an_edited_text_is_shown_with_all_that_a_page_has(edit: Callable[[str, str], tuple[bool, str]]) -> None:
    alone, shown = edit(
        "Its activations lie", "An edit with $x^7$, {{ sigmoid(0):.2f }} and a [link](page-3.md): its activations lie"
    )
    assert alone
    assert "An edit with" in shown
    assert "katex-html" in shown
    assert "0.50 and a" in re.sub(r"<[^>]*>", "", shown)
    assert 'href="../page-3/"' in shown
    assert shown.count('class="nn-verified"') == 1
    assert shown.count("Content-Security-Policy") == 1
    assert 'aria-label="Search"' in shown


@pytest.mark.long
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Page 2", "# Another title"),
        ("Its activations", "[@glorot2010] says. Its activations"),
        ("Its activations", "\n\n[explorer: activation]\n\nIts activations"),
        ("Its activations", "A [link](missing.md). Its activations"),
        ("Its activations", "A [link](page-3.md#missing). Its activations"),
        ("z_j^{2} =", r"\undefined ="),
        ("Its activations", '<script>alert("new")</script> What does'),
    ],
    ids=["title", "citation", "explorer", "dead-link", "dead-anchor", "formula", "script"],
)
def test_what_others_depend_on_or_is_wrong_builds_all(
    edit: Callable[[str, str], tuple[bool, str]], before: str, after: str
) -> None:
    alone, _ = edit(before, after)
    assert not alone


@pytest.mark.long
def test_other_files_build_all(built: edits.Built, tmp_path: Path) -> None:
    page = built.docs / "lecture-1" / "page-2.md"
    assert not built.pages_alone([])
    assert not built.pages_alone([page, built.docs / "stylesheets" / "notes.css"])
    assert not built.pages_alone([built.docs / "lecture-1" / "new.md"])
    assert not built.pages_alone([tmp_path / "other.md"])


def test_a_snapshot_tells_what_was_changed_made_and_removed(tmp_path: Path) -> None:
    for name in ("kept", "changed", "removed"):
        (tmp_path / name).write_text(name)
    before = edits.snapshot([tmp_path])
    (tmp_path / "changed").write_text("otherwise")
    (tmp_path / "removed").unlink()
    (tmp_path / "made").write_text("new")
    (tmp_path / ".half.1.part").write_text("half")
    changed = {path.name for path in edits.differences(before, edits.snapshot([tmp_path]))}
    assert changed == {"changed", "removed", "made"}


def test_growth_and_slow_edits_are_told() -> None:
    flat = [{"pages": 100, "seconds": 20.0, "megabytes": 150.0}, {"pages": 1000, "seconds": 290.0, "megabytes": 1500.0}]
    assert build_time.misses(flat, [0.5, 1.0, 3.0]) == []
    steep = [flat[0], {"pages": 1000, "seconds": 310.0, "megabytes": 2300.0}]
    wrong = build_time.misses(steep, [0.5, 2.1, 3.0])
    assert [text.split()[0] for text in wrong] == ["seconds", "megabytes", "an"]


@pytest.mark.long
def test_a_build_tells_its_costs() -> None:
    small = build_time.measure(3)
    assert small["pages"] == 3
    assert 0 < small["seconds"] < 120
    assert 20 < small["megabytes"] < 2000


@pytest.mark.long
def test_a_page_of_a_long_course_costs_what_one_of_a_shorter_costs() -> None:
    entries = [build_time.measure(pages) for pages in build_time.SIZES[1:]]
    times = build_time.edit_times(build_time.SIZES[1], build_time.EDITS)
    assert build_time.misses(entries, times) == [], build_time.table(entries, times)
