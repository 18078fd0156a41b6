"""A label in a picture that moves is read at once: nothing runs through it, in the state that a page opens with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site import checks, explorers, labels

pytestmark = pytest.mark.slow

WIDE = {"width": 1300, "height": 900}
NARROW = {"width": 390, "height": 844}
PATIENCE = 20_000  # ms, for a machine under load
PAGES = sorted({"explore/", *(place.page for place in explorers.places())})
AWAKE = "[data-explorer]:not([data-live])"
LINE = "<path class='curve' d='M0 {0}L300 {0}'/>"
WORDS = "<text class='label' x='40' y='50'>gradient</text>"


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """One page after the other."""
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", PAGES, ids=[page.rstrip("/") or "home" for page in PAGES])
def test_nothing_runs_through_a_label(reader: Page, served: str, address: str) -> None:
    complaints = []
    for window in (WIDE, NARROW):
        reader.set_viewport_size(window)
        reader.goto(served + address)
        checks.whole(reader)
        for explorer in reader.locator("[data-explorer]").all():
            explorer.scroll_into_view_if_needed()
        expect(reader.locator(AWAKE)).to_have_count(0, timeout=PATIENCE)
        reader.evaluate(f"async () => {{ {checks.FRAME} await frame(); }}")
        complaints += [f"{window['width']} px: {complaint}" for complaint in labels.crossed(reader)]
    assert complaints == []


@pytest.mark.planted
@pytest.mark.parametrize(
    ("drawn", "said"),
    [
        (LINE.format(70) + WORDS, ""),
        (LINE.format(46) + WORDS, "gradient is crossed by curve"),
        ("<circle class='point' cx='60' cy='46' r='5'/>" + WORDS, "gradient is crossed by point"),
        (WORDS + WORDS.replace("gradient", "slope"), "gradient is crossed by slope"),
        (LINE.format(46).replace("'curve'", "'curve contour'") + WORDS, ""),
        (
            f"<svg class='inside' x='0' y='60' width='300' height='30' viewBox='0 60 300 30'>{LINE.format(46)}</svg>{WORDS}",
            "",
        ),
    ],
    ids=["beside", "through", "point", "another label", "contour", "cut off by the frame"],
)
def test_what_runs_through_a_label_is_noticed(reader: Page, drawn: str, said: str) -> None:
    reader.set_content(
        "<!doctype html><html lang='en'><title>Planted</title><div class='explorer-plot'>"
        f"<svg width='300' height='100' viewBox='0 0 300 100'>{drawn}</svg></div></html>"
    )
    complaints = labels.crossed(reader)
    assert bool(complaints) == bool(said), complaints
    assert said in " ".join(complaints)
