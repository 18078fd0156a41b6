"""Every page in light and dark, on a desktop and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site import axe, checks
from tests.site.places import NAMES, PAGES
from tests.site.traffic import Traffic

pytestmark = pytest.mark.slow

WIDTHS = {"desktop": {"width": 1300, "height": 900}, "phone": {"width": 390, "height": 844}}
# Who comes in which colours first; on each page they are changed, and what has colours is looked at again.
READERS: list[tuple[checks.Mode, checks.Mode, str]] = [("light", "dark", "desktop"), ("dark", "light", "phone")]


@pytest.fixture(scope="module", params=READERS, ids=[f"{first}-{device}" for first, _, device in READERS])
def reader(
    request: pytest.FixtureRequest, browser: Browser, served: str
) -> Iterator[tuple[Page, Traffic, checks.Mode, checks.Mode]]:
    """One reader visits page after page."""
    first, then, device = request.param
    context = browser.new_context(color_scheme=first, viewport=WIDTHS[device])
    yield context.new_page(), Traffic(context, served), first, then
    context.close()


@pytest.mark.parametrize("address", [*PAGES, "404.html"], ids=[*NAMES, "404"])
def test_page_is_whole(reader: tuple[Page, Traffic, checks.Mode, checks.Mode], served: str, address: str) -> None:
    page, traffic, first, then = reader
    response = page.goto(served + address)
    assert response is not None
    assert response.ok
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", axe.SCHEMES[first])
    checks.unfold(page)
    complaints = [
        *checks.raw_tex(page),
        *checks.formulas(page),
        *checks.sideways(page),
        *checks.images(page),
        *checks.figures(page, first),
        *checks.fonts(page),
    ]
    axe.switch(page, then)
    complaints += [f"{then}: {complaint}" for complaint in (*checks.images(page), *checks.figures(page, then))]
    page.evaluate("localStorage.clear()")  # the next page has the system's colours again
    traffic.settle(page)
    assert complaints + traffic.take() == []


def test_the_pages_visited_are_all_pages_of_the_sitemap(site: Path) -> None:
    tree = ElementTree.parse(site / "sitemap.xml")
    paths = [urlsplit(found.text or "").path for found in tree.iterfind("{*}url/{*}loc")]
    home = min(paths, key=len)
    assert sorted(path.removeprefix(home) for path in paths) == sorted(PAGES)


def test_the_pages_visited_are_all_files_of_the_site(site: Path) -> None:
    built = [path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("*.html")]
    assert sorted(built) == sorted([*PAGES, "404.html"])
