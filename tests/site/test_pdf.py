"""`make pdf`: the whole session on paper; `test_pdf_planted.py` plants faults in it."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from scripts.paths import ROOT
from scripts.pdf import linking, packing, pages
from scripts.pdf.document import Document, document
from scripts.pdf.printing import HEIGHT, WIDTH, opened, printed, settled
from tests import workers
from tests.site import papers

SESSION = "session-04"
SHORT = ("session-04/linear.md", "session-04/relu.md")  # two pages stand for all where a fault is planted
BESIDE = (*pages.BESIDE, pages.BIBLIOGRAPHY)
EPOCH = 1_700_000_000


@dataclass(frozen=True)
class Paper:
    """A printed document: what Chromium wrote, how it was laid out, and the built pages that it is made of."""

    data: bytes
    layout: list[str]
    pages: list[Path]

    @property
    def reader(self) -> PdfReader:
        """What it says."""
        return PdfReader(io.BytesIO(self.data))


def on_paper(browser: Browser, asked: Document, site: Path, spoil: str = "") -> tuple[bytes, list[str]]:
    """The PDF, and what is wrong with its layout; `spoil` is a script that plants a fault."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    page = context.new_page()
    opened(page, asked, site)
    if spoil:
        page.evaluate(spoil)
    found = layout(page)
    data = settled(page)
    context.close()
    return data, found


def layout(page: Page) -> list[str]:
    """What is wrong with the layout."""
    return papers.layout_faults(page)


def sources(*lecture: str) -> list[str]:
    """The sources of a document's pages."""
    return [*(lecture or pages.sessions()[SESSION]), *BESIDE]


@pytest.fixture(scope="module")
def paper(site: Path, browser: Browser) -> Paper:
    """The session, printed once for all workers."""
    kept = site.with_name("paper")

    def put_on_paper() -> None:
        data, found = on_paper(browser, document(site, SESSION), site)
        kept.mkdir(exist_ok=True)
        (kept / "session.pdf").write_bytes(data)
        (kept / "layout.json").write_text(json.dumps(found), encoding="utf-8")

    workers.once(kept, put_on_paper)
    found = json.loads((kept / "layout.json").read_text(encoding="utf-8"))
    return Paper((kept / "session.pdf").read_bytes(), found, [pages.built(site, source) for source in sources()])


@pytest.fixture(scope="module")
def short(site: Path) -> Document:
    """Two pages of it."""
    return document(site, SESSION, SHORT)


@pytest.fixture(scope="module")
def short_paper(site: Path, browser: Browser, short: Document) -> Paper:
    """Two pages of it, printed."""
    data, found = on_paper(browser, short, site)
    return Paper(data, found, [pages.built(site, source) for source in sources(*SHORT)])


def titles(*lecture: str, site: Path) -> list[str]:
    """What the chapters are called."""
    return ["Contents", *(pages.read(site, source).title for source in sources(*lecture)), "Solutions"]


def test_the_contents_name_the_page_of_every_heading(paper: Paper) -> None:
    assert papers.contents_faults(paper.reader) == []


def test_every_page_of_the_session_is_a_chapter(paper: Paper, site: Path) -> None:
    assert papers.chapters_faults(paper.reader, titles(site=site)) == []


def test_every_formula_and_figure_of_the_pages_is_there(paper: Paper) -> None:
    assert papers.missing(paper.data, paper.pages[:-1]) == []  # of the bibliography only what the session cites
    assert sum(papers.shown(paper.pages).values()) > 1000


def test_solutions_stand_at_the_end(paper: Paper) -> None:
    assert papers.solution_faults(paper.reader, paper.pages) == []


def test_nothing_is_cut_or_dark_or_for_a_screen(paper: Paper) -> None:
    assert paper.layout == []


def test_fonts_are_embedded(paper: Paper) -> None:
    assert papers.font_faults(paper.data) == []


def test_it_is_tagged_and_has_a_language_and_a_title(paper: Paper) -> None:
    reader = PdfReader(io.BytesIO(packing.packed(paper.data, {"Title": "Session 4: η"}, EPOCH)))
    root = reader.root_object
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata is not None
    assert reader.metadata.title == "Session 4: η"


def test_packing_changes_nothing_but_the_size(paper: Paper) -> None:
    packed = packing.packed(paper.data, {}, EPOCH)
    before, after = paper.reader, PdfReader(io.BytesIO(packed))
    assert len(packed) < 0.5 * len(paper.data)
    assert papers.outline(before) == papers.outline(after)
    for one, other in zip(before.pages, after.pages, strict=True):
        contents, same = one.get_contents(), other.get_contents()
        assert contents is not None
        assert same is not None
        assert contents.get_data() == same.get_data()


def test_two_prints_are_the_same_bytes(short_paper: Paper, short: Document, site: Path, browser: Browser) -> None:
    again = re.sub(rb"(Date \(D:)\d{14}", rb"\g<1>20010101000000", printed(short, site, browser))
    assert again != short_paper.data
    assert packing.packed(again, {}, EPOCH) == packing.packed(short_paper.data, {}, EPOCH)


def test_the_pages_lead_to_it_once(site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    for source in pages.sessions()[SESSION]:
        file = pages.built(copy, source)
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(pages.built(site, source), file)
        assert ".pdf" not in papers.article(file), (
            "the site leads to a PDF that a build without a browser does not have"
        )
    linking.place(copy, SESSION).write_bytes(b"x" * 4_400_000)
    for _ in range(2):
        linking.write(copy, SESSION)
    for source in pages.sessions()[SESSION]:
        file = pages.built(copy, source)
        ((href, size),) = re.findall(r'<a class="nn-pdf" href="([^"]+)">[^<]+</a> \(([^)]+)\)', papers.article(file))
        assert (file.parent / href).resolve() == linking.place(copy, SESSION)
        assert size == "4.4 MB"
        assert "This page as a notebook" in papers.article(file)


def test_a_page_without_a_place_for_the_link_is_refused(site: Path, tmp_path: Path) -> None:
    for source in pages.sessions()[SESSION]:
        file = pages.built(tmp_path, source)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("<article></article>", encoding="utf-8")
    linking.place(tmp_path, SESSION).write_bytes(b"")
    with pytest.raises(ValueError, match="expected one line of what to take away"):
        linking.write(tmp_path, SESSION)


def test_a_session_that_is_not_there_is_refused(site: Path) -> None:
    with pytest.raises(ValueError, match="expected a session of the navigation"):
        document(site, "session-99")


def test_a_missing_picture_is_refused(short: Document, site: Path, browser: Browser) -> None:
    spoilt = replace(short, html=short.html.replace("/relu-wide-light.svg", "/gone-wide-light.svg"))
    with pytest.raises(ValueError, match=r"not there: .*gone-wide-light\.svg"):
        printed(spoilt, site, browser)


def test_without_a_browser_it_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "scripts.pdf", "--built", "--site-dir", str(tmp_path)]
    environment = os.environ | {"NNREF_BROWSER": "/nowhere/chromium"}
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "No PDF: /nowhere/chromium did not start" in run.stderr
    assert "apt-get install chromium" in run.stderr


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.4\nxref\n0 1\n", b"startxref\n9\n%%EOF"], ids=["empty", "no end", "no table"]
)
def test_packing_refuses_what_chromium_would_not_write(data: bytes) -> None:
    with pytest.raises(ValueError, match="has Chromium changed how it prints"):
        packing.packed(data, {}, EPOCH)


def test_published_sites_have_it() -> None:
    told = (ROOT / ".github" / "workflows" / "pages.yml").read_text(encoding="utf-8")
    assert re.findall(r"- run: make (.*)", told) == ["test", "bundle pdf BUNDLE=yes"]
