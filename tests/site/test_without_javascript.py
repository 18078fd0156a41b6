"""With JavaScript off every page can still be read whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site import checks
from tests.site.places import NAMES, PAGES
from tests.site.traffic import Traffic

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reader(browser: Browser, served: str) -> Iterator[tuple[Page, Traffic]]:
    """A reader who lets no script run."""
    context = browser.new_context(viewport={"width": 1300, "height": 900}, java_script_enabled=False)
    yield context.new_page(), Traffic(context, served)
    context.close()


@pytest.mark.parametrize("address", PAGES, ids=NAMES)
def test_page_reads_without_javascript(reader: tuple[Page, Traffic], served: str, address: str) -> None:
    page, traffic = reader
    page.goto(served + address)
    expect(page.locator("html")).to_have_class("no-js")
    expect(page.locator("h1")).to_be_visible()
    # Scripts of the page are off; these are the test's own, which the browser runs for it.
    assert [
        *checks.raw_tex(page),
        *checks.formulas(page),
        *checks.without_room(page),
        *checks.sideways(page),
        *checks.figures(page, "light"),
        *checks.fonts(page),
    ] == []
    folded = page.locator(".md-content details:not([open]) > summary:visible")
    if folded.count():
        folded.first.click()
    assert checks.folded(page) == []
    traffic.settle(page)
    assert traffic.take() == []
