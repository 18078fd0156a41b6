"""Every explorer in a real browser: without JavaScript, by keyboard, mouse and finger, from its address, under nonsense."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from scripts import explorers as drawn
from tests.javascripts import explorer_numbers
from tests.javascripts.explorer_branches import MODULES
from tests.site import checks
from tests.site.explorer_address import remembered
from tests.site.explorer_keyboard import keyboard
from tests.site.explorer_loading import fetched, nothing_to_do, unscripted
from tests.site.explorer_nonsense import asked, typed
from tests.site.explorer_playing import playing
from tests.site.explorer_pointer import finger, mouse, small_targets
from tests.site.explorers import EXPLORERS, PLACES, Explorer, models, shown, visit
from tests.site.traffic import Traffic

pytestmark = pytest.mark.slow

DESKTOP = {"width": 1300, "height": 900}
PHONE = {"width": 390, "height": 844}
WITHOUT = ("about/licence/", "reference/softmax/")  # pages with nothing to explore and nothing to practise

# The summary as the build wrote it, for the wide column and perhaps another one for the narrow.
BUILT = """async name => {
    const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), 'text/html');
    return page.querySelector(`section[data-explorer="${name}"] .explorer-summary`).textContent;
}"""

Reader = tuple[Page, Traffic]
every_explorer = pytest.mark.parametrize("explorer", EXPLORERS, ids=[each.name for each in EXPLORERS])
every_place = pytest.mark.parametrize("place", PLACES, ids=[f"{each.name} on {each.page or 'home'}" for each in PLACES])


def reader(browser: Browser, served: str, **settings: Any) -> Iterator[Reader]:
    """A reader who goes from explorer to explorer."""
    context = browser.new_context(**{"viewport": DESKTOP, "permissions": ["clipboard-write"], **settings})
    yield context.new_page(), Traffic(context, served)
    context.close()


@pytest.fixture(scope="module")
def desk(browser: Browser, served: str) -> Iterator[Reader]:
    """A reader with a keyboard and a mouse."""
    yield from reader(browser, served)


@pytest.fixture(scope="module")
def phone(browser: Browser, served: str) -> Iterator[Reader]:
    """A reader with a finger."""
    yield from reader(browser, served, viewport=PHONE, has_touch=True)


@pytest.fixture(scope="module", params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def still(request: pytest.FixtureRequest, browser: Browser, served: str) -> Iterator[Reader]:
    """A reader who lets no script run."""
    yield from reader(browser, served, viewport=request.param, java_script_enabled=False)


def settled(reader: Reader) -> list[str]:
    """What the console said and the network lost meanwhile."""
    page, traffic = reader
    traffic.settle(page)
    # A page that is left for the next one drops what it was still fetching.
    return [complaint for complaint in traffic.take() if not complaint.endswith("(net::ERR_ABORTED)")]


def test_every_explorer_has_its_place() -> None:
    assert [each.name for each in EXPLORERS] == sorted(path.stem for path in MODULES.glob("*.mjs"))


@every_place
def test_it_is_whole_without_javascript(still: Reader, served: str, place: Explorer) -> None:
    page, _ = still
    page.goto(served + place.page)
    complaints = [*unscripted(page, place.name), *checks.sideways(page)]
    assert complaints + settled(still) == []


@every_place
def test_it_opens_with_what_nnref_computes(desk: Reader, served: str, site: Path, place: Explorer) -> None:
    page, _ = desk
    visit(page, served + place.page, place.name)
    built = page.evaluate(BUILT, place.name)
    state, found = models(page, place.name)
    told = explorer_numbers.judge(place.name, [state], [found], [drawn.numbers(place.name, state)])
    assert told.complaints == []
    now = shown(page, place.name)
    assert now.summary in built
    assert (now.message, now.search) == ("", "")
    assert settled(desk) == []


@every_explorer
def test_it_is_fetched_when_it_is_near(desk: Reader, served: str, explorer: Explorer) -> None:
    page, traffic = desk
    assert fetched(page, traffic, served + explorer.page, explorer.name) + settled(desk) == []


@pytest.mark.parametrize("address", WITHOUT)
def test_a_page_without_any_fetches_nothing(desk: Reader, served: str, address: str) -> None:
    page, traffic = desk
    assert nothing_to_do(page, traffic, served + address) + settled(desk) == []


@pytest.mark.long
@every_explorer
def test_every_control_answers_to_the_keyboard(desk: Reader, served: str, explorer: Explorer) -> None:
    page, _ = desk
    visit(page, served + explorer.page, explorer.name)
    assert keyboard(page, explorer.name) + settled(desk) == []


@pytest.mark.long
@every_explorer
def test_every_handle_can_be_dragged(desk: Reader, served: str, explorer: Explorer) -> None:
    page, _ = desk
    visit(page, served + explorer.page, explorer.name)
    assert mouse(page, explorer.name) + settled(desk) == []


@pytest.mark.long
@every_explorer
def test_a_finger_does_what_a_mouse_does(phone: Reader, served: str, explorer: Explorer) -> None:
    page, _ = phone
    visit(page, served + explorer.page, explorer.name)
    complaints = [*small_targets(page, explorer.name), *checks.sideways(page), *finger(page, explorer.name)]
    assert complaints + settled(phone) == []


@pytest.mark.long
@every_explorer
def test_nonsense_that_is_typed_loses_nothing(desk: Reader, served: str, explorer: Explorer) -> None:
    page, _ = desk
    visit(page, served + explorer.page, explorer.name)
    assert typed(page, explorer.name) + settled(desk) == []


@pytest.mark.long
@every_explorer
def test_nonsense_in_the_address_loses_nothing(desk: Reader, served: str, explorer: Explorer) -> None:
    page, _ = desk
    assert asked(page, served + explorer.page, explorer.name) + settled(desk) == []


@pytest.mark.long
@every_explorer
def test_its_address_remembers_it(desk: Reader, served: str, explorer: Explorer) -> None:
    page, _ = desk
    assert remembered(page, served + explorer.page, explorer.name) + settled(desk) == []


@pytest.mark.long
@every_explorer
def test_what_plays_can_be_stopped(desk: Reader, served: str, explorer: Explorer) -> None:
    page, _ = desk
    visit(page, served + explorer.page, explorer.name)
    assert playing(page, explorer.name) + settled(desk) == []
