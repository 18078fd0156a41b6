"""What a copy button puts on the clipboard is what the snippet tests run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.docs import pages
from tests.site import checks
from tests.site.places import NAMES, PAGES
from tests.site.traffic import Traffic

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reader(browser: Browser, served: str) -> Iterator[tuple[Page, Traffic]]:
    """A reader who lets the page use the clipboard."""
    context = browser.new_context(
        viewport={"width": 1300, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context.new_page(), Traffic(context, served)
    context.close()


@pytest.mark.parametrize("address", PAGES, ids=NAMES)
def test_every_copy_button_gives_what_the_tests_run(
    reader: tuple[Page, Traffic], site: Path, served: str, address: str
) -> None:
    page, traffic = reader
    page.goto(served + address)
    checks.whole(page)
    checks.unfold(page)
    copies, complaints = checks.copied(page)
    traffic.settle(page)
    assert complaints + traffic.take() == []
    run = pages.blocks(pages.parse((site / address / "index.html").read_text(encoding="utf-8")))
    assert [copy.text for copy in copies if copy.is_run] == [(block.copied or block.shown).rstrip() for block in run]
