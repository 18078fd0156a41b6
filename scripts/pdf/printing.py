"""Chromium prints a document until every page number in it is right.

The document and all it shows come from memory and from the site's folder, at the addresses that they have on the web: so links
of the PDF are the site's, and nothing is asked of any network.
"""

from __future__ import annotations

import io
import mimetypes
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, Route
from pypdf import PdfReader

from scripts.pdf.document import Document

WIDTH, HEIGHT = 612, 917  # CSS pixels that print.css leaves of A4 within its margins
ROUNDS = 5  # a number that grows by a digit may move a line, and that another number
SMALLEST = 0.6  # of its size: what does not fit then is for its author to break

# What is wider than the page is set smaller. In steps, so that the same things get the same size. A small table stays whole,
# and code that would leave half a page empty does not.
FIT = """([smallest, height]) => {
    for (const table of document.querySelectorAll('.nn-table')) {
        if (table.offsetHeight < height / 3) table.style.breakInside = 'avoid';
    }
    for (const code of document.querySelectorAll('pre')) {
        if (code.offsetHeight > height / 2) code.style.breakInside = 'auto';
    }
    const wide = element => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return range.getBoundingClientRect().right > element.getBoundingClientRect().right + 0.5
            || element.scrollWidth > element.clientWidth + 1;
    };
    for (const element of document.querySelectorAll('.math-display, .nn-table, .scroll, pre')) {
        for (let size = 100; wide(element) && size > smallest * 100; size -= 5) element.style.fontSize = `${size - 5}%`;
    }
}"""
NUMBER = """places => {
    for (const element of document.querySelectorAll('[data-page-of]')) {
        element.textContent = places[element.dataset.pageOf] ?? '?';
    }
}"""
SHOWN = """async () => {
    await document.fonts.ready;
    await Promise.all([...document.images].map(image => image.decode()));
}"""


def printed(document: Document, site: Path, browser: Browser) -> bytes:
    """The document as a PDF whose contents tell the truth.

    Raises:
        ValueError: If something that it shows is missing, or the numbers don't settle.
    """
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    try:
        page = context.new_page()
        opened(page, document, site)
        return settled(page)
    finally:
        context.close()


def settled(page: Page) -> bytes:
    """Print what is shown until its page numbers are those of the pages."""
    places = pages_of(page.pdf(prefer_css_page_size=True))  # without what else a PDF can have, in half the time
    for _ in range(ROUNDS):
        page.evaluate(NUMBER, places)
        data = page.pdf(prefer_css_page_size=True, print_background=True, outline=True, tagged=True)
        before, places = places, pages_of(data)
        if before == places:
            return data
    raise ValueError(f"expected the page numbers of {page.title()} to settle in {ROUNDS} rounds; they did not")


def opened(page: Page, document: Document, site: Path) -> None:
    """Show the document as it will be printed."""
    missing: list[str] = []

    def serve(route: Route) -> None:
        address = route.request.url
        if address == document.address:
            route.fulfill(body=document.html, content_type="text/html; charset=utf-8")
            return
        file = site / unquote(urlsplit(address.removeprefix(document.site)).path)
        if not address.startswith(document.site) or not file.is_file():
            missing.append(address)
            route.abort()
            return
        route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(file.name)[0] or "font/woff2")

    page.route("**/*", serve)
    page.emulate_media(media="print", color_scheme="light")
    page.goto(document.address)
    page.wait_for_load_state()
    if missing:
        raise ValueError(f"expected all that {document.title} shows in {site}; not there: {', '.join(missing)}")
    page.evaluate(SHOWN)
    page.evaluate(FIT, [SMALLEST, HEIGHT])


def pages_of(data: bytes) -> dict[str, int]:
    """Each place that the document links to, with its page; the first is 1."""
    reader = PdfReader(io.BytesIO(data))
    numbers: Mapping[int, int] = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages, 1)}  # type: ignore[union-attr]
    return {
        name.removeprefix("/"): numbers[destination.raw_get("/Page").idnum]
        for name, destination in reader.named_destinations.items()
    }
