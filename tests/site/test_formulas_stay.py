"""A shortened formula looks as KaTeX drew it: every sign of every formula of the site is measured in both."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from scripts.benchmarks.visits import host
from scripts.finish.light import formulas
from scripts.finish.light.spans import DRAWN
from scripts.markdown import katex
from tests.docs import pages

pytestmark = pytest.mark.slow

NEAR = 0.2  # px: a screen's smallest dot is a third
SHEETS = ("katex.css", "quantities.css")
# Where each sign, line and drawn shape is from the start of its line, its size, face and colour.
PLACES = """() => [...document.querySelectorAll('p')].map(line => {
    const drawn = line.querySelector('.katex-html');
    const from = line.getBoundingClientRect();
    const signs = [];
    const note = (what, box, look = '') =>
        signs.push([what, [box.left - from.left, box.top - from.top, box.width, box.height], look]);
    const texts = document.createTreeWalker(drawn, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode;
        const style = getComputedStyle(text.parentElement);
        for (let i = 0; i < text.data.length; i++) {
            if (text.data[i] === '\\u200b') continue; // KaTeX's own, of no width
            const range = document.createRange();
            range.setStart(text, i);
            range.setEnd(text, i + 1);
            const look = [style.fontFamily, style.fontStyle, style.fontWeight, style.color].join();
            note(text.data[i], range.getBoundingClientRect(), look);
        }
    }
    const shapes = drawn.querySelectorAll('svg, .frac-line, .katex-base');
    for (const shape of shapes) note('shape', shape.getBoundingClientRect());
    return signs;
})"""


@pytest.fixture(scope="module")
def drawn(site: Path) -> dict[str, str]:
    """Every formula of the site, as KaTeX draws it, by its source."""
    found: dict[str, str] = {}
    for path in pages.paths(site):
        for node in pages.page(path).walk():
            if node.tag == "x-math":
                (source,) = (inner.text() for inner in node.walk() if inner.tag == "annotation")
                display = any(inner.has_class("katex-display") for inner in node.walk())
                found[f"{source} {'displayed' if display else ''}"] = katex.render(source, display=display)
    assert len(found) > 500
    return found


@pytest.fixture
def page_of(generated_here: Path, tmp_path: Path) -> Callable[[str, dict[str, str]], Path]:
    """`page_of(name, drawn)`: a site of one page, with a formula a line."""

    def write(name: str, drawn: dict[str, str]) -> Path:
        folder = tmp_path / name
        shutil.copytree(generated_here / "assets", folder / "generated" / "assets")
        links = "".join(f'<link rel="stylesheet" href="generated/assets/{sheet}">' for sheet in SHEETS)
        lines = "".join(f"<p>x <x-math>{formula}</x-math> y</p>\n" for formula in drawn.values())
        style = "<style>body { font: 17px/1.7 serif; width: 4000px } .katex { font-size: 1.08em }</style>"
        page = f'<!doctype html><meta charset="utf-8">{links}{style}<body data-md-color-scheme="default">{lines}'
        (folder / "index.html").write_text(page, encoding="utf-8")
        return folder

    return write


@pytest.fixture(scope="module")
def measure(browser: Browser) -> Iterator[Callable[[Path], list[Any]]]:
    """`measure(folder)`: the places of all signs."""
    context = browser.new_context(viewport={"width": 4100, "height": 900})
    page: Page = context.new_page()

    def places(folder: Path) -> list[Any]:
        with host(folder) as server:
            page.goto(server.address)
            page.evaluate("document.fonts.ready")
            return list(page.evaluate(PLACES))

    yield places
    context.close()


def moved(before: list[Any], after: list[Any], sources: Iterable[str]) -> list[str]:
    """Formulas of which a sign stands elsewhere, or looks otherwise."""
    wrong = []
    for source, old, new in zip(sources, before, after, strict=True):
        if [(what, look) for what, _, look in old] != [(what, look) for what, _, look in new]:
            wrong.append(f"{source}: other signs, or in another face")
            continue
        steps = [abs(a - b) for (_, x, _), (_, y, _) in zip(old, new, strict=True) for a, b in zip(x, y, strict=True)]
        if max(steps) > NEAR:
            wrong.append(f"{source}: {max(steps):.2f} px")
    return wrong


def test_no_sign_of_a_formula_moves(
    drawn: dict[str, str], page_of: Callable[[str, dict[str, str]], Path], measure: Callable[[Path], list[Any]]
) -> None:
    before, after = page_of("before", drawn), page_of("after", drawn)
    formulas.write(after)
    sizes = [len((folder / "index.html").read_text(encoding="utf-8")) for folder in (before, after)]
    assert sizes[1] < 0.75 * sizes[0]
    assert moved(measure(before), measure(after), drawn) == []


FAULTS = {
    "an index is raised": (r"x_t", "vertical-align:-", "vertical-align:"),
    "a face is lost": (r"\mathbf{x}", "mathbf", "mathbx"),
    "a space is wider": (r"a + b", "margin-right:0.2222em", "margin-right:0.25em"),
    "a sign is another": (r"a + b", "+", "−"),
    "a fraction's line is lower": (r"\frac{a}{b}", "top:-3.23em", "top:-3.21em"),
}


@pytest.mark.planted
@pytest.mark.parametrize("fault", FAULTS)
def test_a_sign_that_moves_is_caught(
    fault: str, page_of: Callable[[str, dict[str, str]], Path], measure: Callable[[Path], list[Any]]
) -> None:
    source, passage, instead = FAULTS[fault]
    drawn = {source: katex.render(source, display=True)}
    before, after = page_of("before", drawn), page_of("after", drawn)
    formulas.write(after)
    assert moved(measure(before), measure(after), drawn) == []
    page = after / "index.html"
    head, mark, html = page.read_text(encoding="utf-8").partition(DRAWN)
    assert passage in html
    page.write_text(head + mark + html.replace(passage, instead, 1), encoding="utf-8")
    assert moved(measure(before), measure(after), drawn) != []
