"""Zensical, the successor of Material for MkDocs, builds the same site from the same mkdocs.yml."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import copy_project
from tests.docs import pages, two_builders

NAME = "session-04/relu/index.html"
PAGE = """
<h1 id="relu">ReLU</h1><p>A ramp: <span class="katex">max(0, z)</span>. See <a href="../tanh/">tanh</a>.</p>
<pre><code>relu(1.0)</code></pre><img src="../ramp.svg" alt="A ramp"><section data-explorer="activation"></section>
<div data-practice="relu"></div><table><tr><td>1</td></tr></table>
"""


@pytest.fixture(scope="module")
def built(project: Path, site: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The pages as MkDocs leaves them, before anything is added to them, and as Zensical does."""
    copy = copy_project(project, tmp_path_factory.mktemp("builders") / "copy")
    mkdocs, zensical = copy / "site-mkdocs", copy / "site"
    run(copy, sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(mkdocs))
    assert "No issues found" in run(copy, Path(sys.executable).with_name("zensical"), "build", "--clean")
    return mkdocs, zensical


def run(folder: Path, *command: str | Path) -> str:
    """What a command says that ends well."""
    told = subprocess.PIPE
    environment = os.environ | {"PYTHONPATH": str(folder)}
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=told, stderr=subprocess.STDOUT, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.mark.long
def test_both_builders_show_the_same_pages(built: tuple[Path, Path]) -> None:
    mkdocs, zensical = built
    found = two_builders.differences(mkdocs, zensical)
    print(f"{len(list(zensical.rglob('*.html')))} pages, {len(found)} differences")
    assert found == []


@pytest.mark.parametrize(
    ("before", "after", "part"),
    [
        ("A ramp: ", "A slope: ", "words"),
        ("max(0, z)", "max(1, z)", "formulas"),
        ("relu(1.0)", "relu(2.0)", "snippets"),
        ("../ramp.svg", "ramp.svg", "images"),
        ('href="../tanh/"', 'href="../../tanh/"', "links"),
        ('id="relu"', 'id="relu_1"', "headings"),
        ('data-explorer="activation"', 'class="explorer"', "explorers"),
        ('data-practice="relu"', 'class="practice"', "exercises"),
        ("<td>1</td>", "<td>2</td>", "tables"),
    ],
    ids=[
        "a word",
        "a formula",
        "a snippet",
        "an image",
        "a link",
        "a heading",
        "an explorer",
        "an exercise",
        "a table",
    ],
)
def test_a_difference_is_noticed(before: str, after: str, part: str) -> None:
    assert before in PAGE
    right, wrong = pages.parse(PAGE), pages.parse(PAGE.replace(before, after))
    assert two_builders.page_differences(right, right, NAME) == []
    assert any(part in told for told in two_builders.page_differences(right, wrong, NAME))


def test_another_way_to_write_the_same_address_is_no_difference() -> None:
    other = pages.parse(PAGE.replace("../tanh/", "../x/../tanh/"))
    assert two_builders.page_differences(pages.parse(PAGE), other, NAME) == []


def test_another_order_is_noticed() -> None:
    tree = pages.parse("<p>one two</p>")
    assert "another order" in two_builders.page_differences(tree, pages.parse("<p>two one</p>"))[0]


def test_a_missing_page_is_noticed(tmp_path: Path) -> None:
    for site, names in (("one", ("a.html", "b.html")), ("two", ("a.html",))):
        for name in names:
            (tmp_path / site).mkdir(exist_ok=True)
            (tmp_path / site / name).write_text('<article class="md-content__inner">1</article>', encoding="utf-8")
    assert two_builders.differences(tmp_path / "one", tmp_path / "two") == ["b.html: only one builder has it"]
