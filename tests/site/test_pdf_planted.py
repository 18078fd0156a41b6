"""Every check of the PDF notices the fault that it is there for, in two pages that have none without it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from scripts.pdf import packing, pages
from scripts.pdf.document import Document, document
from scripts.pdf.printing import HEIGHT, WIDTH, opened, printed
from tests.site import papers

pytestmark = [pytest.mark.slow, pytest.mark.planted]

SOURCES = ("session-04/linear.md", "session-04/relu.md")
TITLES = ("Contents", "Linear activations", "ReLU", "Notation", "Bibliography", "Solutions")


@dataclass(frozen=True)
class Sound:
    """The two pages without a fault."""

    site: Path
    document: Document
    data: bytes
    pages: list[Path]

    def spoilt(self, browser: Browser, change: Callable[[str], str]) -> bytes:
        """Printed with a fault."""
        changed = change(self.document.html)
        assert changed != self.document.html
        return printed(replace(self.document, html=changed), self.site, browser)


@pytest.fixture(scope="module")
def sound(site: Path, browser: Browser) -> Sound:
    """The two pages, printed."""
    made = document(site, "session-04", SOURCES)
    built = [pages.built(site, source) for source in (*SOURCES, *pages.BESIDE)]
    return Sound(site, made, printed(made, site, browser), built)


@pytest.fixture(scope="module")
def laid_out(sound: Sound, browser: Browser) -> Iterator[Page]:
    """The two pages as they will be printed."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    page = context.new_page()
    opened(page, sound.document, sound.site)
    yield page
    context.close()


def reader(data: bytes) -> PdfReader:
    """What a PDF says."""
    return PdfReader(io.BytesIO(data))


def test_the_sound_pages_are_content(sound: Sound, laid_out: Page) -> None:
    told = reader(sound.data)
    assert papers.contents_faults(told) == []
    assert papers.chapters_faults(told, TITLES) == []
    assert papers.missing(sound.data, sound.pages) == []
    assert papers.solution_faults(told, sound.pages) == []
    assert papers.font_faults(sound.data) == []
    assert papers.layout_faults(laid_out) == []


def test_a_wrong_number_in_the_contents_is_noticed(sound: Sound, browser: Browser) -> None:
    data = sound.spoilt(browser, lambda html: html.replace('data-page-of="relu"', 'data-page-of="notation"', 1))
    assert [fault.split(":")[0] for fault in papers.contents_faults(reader(data))] == ["not in the contents"]


def test_a_heading_that_the_contents_lack_is_noticed(sound: Sound, browser: Browser) -> None:
    data = sound.spoilt(browser, lambda html: re.sub(r'<li class="level-1"><a href="#relu">.*?</li>', "", html))
    (fault,) = papers.contents_faults(reader(data))
    assert fault.startswith("not in the contents: ReLU ")


def test_a_missing_page_is_noticed(sound: Sound) -> None:
    (fault,) = papers.chapters_faults(reader(sound.data), [*TITLES[:2], "Sigmoid", *TITLES[2:]])
    assert fault.startswith("chapters: ")


def test_a_lost_equation_and_a_lost_figure_are_noticed(sound: Sound, browser: Browser) -> None:
    equation = re.compile(r'<div class="math-display".*?</x-math></div>', re.DOTALL)
    data = sound.spoilt(browser, lambda html: equation.sub("", html, count=1))
    assert any(fault.startswith("1 times too few") for fault in papers.missing(data, sound.pages))
    data = sound.spoilt(browser, lambda html: re.sub(r'<img [^>]*src="[^"]*/relu-wide-light.svg"[^>]*>', "", html))
    assert len(papers.missing(data, sound.pages)) == 1


def test_a_picture_without_words_is_noticed(sound: Sound, browser: Browser) -> None:
    data = sound.spoilt(
        browser, lambda html: re.sub(r'role="img" aria-label="[^"]*"', 'role="img" aria-label=""', html, count=1)
    )
    assert papers.missing(data, sound.pages)


def test_a_solution_before_the_end_is_noticed(sound: Sound, browser: Browser) -> None:
    def moved(html: str) -> str:
        found = re.search(r'<div class="answer" id="relu--practice.*?(?=<div class="answer")', html, re.DOTALL)
        assert found is not None
        return html.replace(found[0], "", 1).replace(
            '<section class="chapter"', f'{found[0]}<section class="chapter"', 1
        )

    (fault,) = papers.solution_faults(reader(sound.spoilt(browser, moved)), sound.pages)
    assert fault.startswith("relu--practice")


def test_a_lost_solution_is_noticed(sound: Sound, browser: Browser) -> None:
    data = sound.spoilt(browser, lambda html: re.sub(r'<div class="answer" id="[^"]*"', "<div", html, count=1))
    assert "solutions, and" in papers.solution_faults(reader(data), sound.pages)[0]


def test_a_font_that_is_not_embedded_is_noticed(sound: Sound) -> None:
    spoilt = re.sub(rb"/FontFile2 \d+ 0 R", lambda found: b" " * len(found[0]), sound.data, count=1)
    (fault,) = papers.font_faults(spoilt)
    assert fault.startswith("not embedded: ")


PLANTED = {
    "too wide": ("<div style='width: 700px'>wide</div>", "reaches over the edge"),
    "cut code": (
        "<pre style='overflow: auto; width: 100px; white-space: pre'>a line that is far too long</pre>",
        "is cut",
    ),
    "cut equation": (
        "<div class='math-display' style='width: 20px; overflow: hidden; white-space: nowrap'>a = b + c</div>",
        "is cut",
    ),
    "a dark picture": ("<img alt='' src='https://example.org/relu-wide-dark.svg'>", "relu-wide-dark.svg is shown"),
    "an empty picture": ("<img alt='' src='https://example.org/relu-wide-light.svg'>", "is empty"),
    "folded": ("<details><summary>More</summary>inside</details>", "is for a screen"),
    "a button": ("<button>Copy</button>", "is for a screen"),
}


@pytest.mark.parametrize(("content", "said"), PLANTED.values(), ids=PLANTED)
def test_a_fault_of_the_layout_is_noticed(content: str, said: str, laid_out: Page) -> None:
    laid_out.evaluate(
        "html => document.querySelector('main').insertAdjacentHTML('beforeend', `<div id='planted'>${html}</div>`)",
        content,
    )
    found = papers.layout_faults(laid_out)
    laid_out.evaluate("() => document.querySelector('#planted').remove()")
    assert any(said in fault for fault in found), found


def test_bytes_that_differ_stay_different_when_packed(sound: Sound) -> None:
    spoilt = sound.data.replace(b"/Lang (en)", b"/Lang (de)", 1)
    assert spoilt != sound.data
    assert packing.packed(spoilt, {}, 0) != packing.packed(sound.data, {}, 0)
