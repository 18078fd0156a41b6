"""Every explorer after a thousand interactions and twenty visits, and how long one interaction takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.site import browser as browsers
from tests.site import planting
from tests.site.explorer_lasting import STEADY, VISITS_SLACK, grown, interactions, trips, visits
from tests.site.explorer_pace import pace, slow
from tests.site.explorers import EXPLORERS, Explorer, visit

pytestmark = [pytest.mark.slow, pytest.mark.long]

ROUNDS = 3  # a busy machine is no slow explorer: the best of so many
THEME_TRIPS = 5
every_explorer = pytest.mark.parametrize("explorer", EXPLORERS, ids=[each.name for each in EXPLORERS])


@pytest.fixture(scope="module")
def steady(browser: Browser) -> Iterator[Browser]:
    """A browser in which nothing grows but what a page keeps."""
    opened = browsers.open_browser(browser.browser_type, extra=STEADY)
    yield opened
    opened.close()


@pytest.fixture
def fresh(steady: Browser) -> Iterator[Page]:
    """A page in a process of its own."""
    context = steady.new_context(viewport={"width": 1300, "height": 900})
    yield context.new_page()
    context.close()


@every_explorer
def test_a_thousand_interactions_leave_nothing_behind(fresh: Page, served: str, explorer: Explorer) -> None:
    visit(fresh, served + explorer.page, explorer.name)
    growth = interactions(fresh, explorer.name)
    print(f"{explorer.name}: after 1,000 interactions {growth}")
    assert grown(growth) == []


@every_explorer
def test_twenty_visits_leave_nothing_behind(fresh: Page, served: str, site: Path, explorer: Explorer) -> None:
    html = (site / explorer.page / "index.html").read_text(encoding="utf-8")
    section = re.search(rf'<section class="explorer" data-explorer="{explorer.name}".*?</section>', html, re.DOTALL)
    assert section is not None
    page = planting.bare(section[0])
    fresh.route(f"{served}?bare", lambda route: route.fulfill(body=page, content_type="text/html; charset=utf-8"))
    visit(fresh, f"{served}?bare", explorer.name)
    growth = visits(fresh, explorer.name)
    print(f"{explorer.name}: after 20 visits {growth}")
    assert grown(growth, VISITS_SLACK) == []


def test_the_theme_keeps_no_more_for_an_explorer_on_its_pages(fresh: Page, served: str) -> None:
    # Going from page to page without a new window, the theme itself keeps every page that it has shown.
    explorer = EXPLORERS[0]

    def nothing(route: Route) -> None:
        route.fulfill(body="", content_type="text/javascript")

    fresh.route("**/javascripts/start.mjs", nothing)
    alone = trips(fresh, served + explorer.page, explorer.name, THEME_TRIPS, live=False)
    fresh.unroute_all()
    ours = trips(fresh, served + explorer.page, explorer.name, THEME_TRIPS, live=True)
    print(f"the theme after {THEME_TRIPS} trips: {alone}; with an explorer on the page: {ours}")
    assert ours.nodes <= alone.nodes
    assert ours.listeners <= alone.listeners


@pytest.mark.quiet  # another program on the machine would be measured with it
@every_explorer
def test_an_interaction_is_soon_seen(browser: Browser, served: str, explorer: Explorer) -> None:
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    for _ in range(ROUNDS):
        visit(page, served + explorer.page, explorer.name)
        found = pace(page, explorer.name)
        print(f"{explorer.name}: {found}")
        complaints = slow(found)
        if not complaints:
            break
    context.close()
    assert complaints == []
