"""What runs through a label in an explorer's picture is noticed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.site import labels

pytestmark = [pytest.mark.slow, pytest.mark.planted]

LINE = "<path class='curve' d='M0 {0}L300 {0}'/>"
WORDS = "<text class='label' x='40' y='50'>gradient</text>"


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """One picture after the other."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


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
