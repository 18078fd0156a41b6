"""What a reader does beyond reading: switch the mode, follow links, use the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.site import checks
from tests.site.traffic import Traffic

pytestmark = pytest.mark.slow

Open = Callable[..., tuple[Page, Traffic]]
SIGMOID = "session-04/sigmoid/"
TABS = 60  # more than there are links before the text


@pytest.mark.parametrize(
    ("before", "after"), [("light", "dark"), ("dark", "light")], ids=["light to dark", "dark to light"]
)
def test_the_toggle_switches_the_mode_for_good(
    arrive: Open, served: str, before: checks.Mode, after: checks.Mode
) -> None:
    page, traffic = arrive(served, color_scheme=before)
    page.goto(served + SIGMOID)
    assert checks.figures(page, before) == []
    page.locator(f"label[title='Switch to {after} mode']").click()
    scheme = {"light": "default", "dark": "slate"}[after]
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    assert checks.figures(page, after) == []
    page.reload()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    assert checks.figures(page, after) == []
    follow(page, served, "session-04/tanh/")
    assert checks.figures(page, after) == []
    assert checks.images(page) == []
    traffic.settle(page)
    assert traffic.take() == []


def follow(page: Page, served: str, address: str) -> None:
    """Click the link to a page in the navigation."""
    page.evaluate("window.sameDocument = true")
    # The address changes before the text does: the old heading is marked, and must be gone.
    page.evaluate("document.querySelector('.md-content h1').dataset.left = ''")
    link = page.locator(".md-nav--primary a.md-nav__link:visible")
    links = [served + address == href for href in link.evaluate_all("links => links.map(link => link.href)")]
    link.nth(links.index(True)).click()
    expect(page).to_have_url(served + address)
    expect(page.locator(".md-content h1[data-left]")).to_have_count(0)
    expect(page.locator(".md-nav__link--active:visible").first).to_be_visible()


def test_instant_navigation_brings_a_whole_page_without_a_reload(arrive: Open, served: str) -> None:
    page, traffic = arrive(served, permissions=["clipboard-read", "clipboard-write"])
    page.goto(served + SIGMOID)
    expect(page.locator(".md-content h1")).to_have_text("Sigmoid¶")
    traffic.settle(page)
    follow(page, served, "session-04/relu/")
    expect(page.locator(".md-content h1")).to_contain_text("ReLU")
    assert page.evaluate("window.sameDocument") is True
    assert page.locator(".md-content .katex").count() > 0
    checks.unfold(page)
    assert [
        *checks.formulas(page),
        *checks.raw_tex(page),
        *checks.images(page),
        *checks.figures(page, "light"),
        *checks.fonts(page),
        *checks.copied(page)[1],
    ] == []
    page.go_back()
    expect(page.locator(".md-content h1")).to_contain_text("Sigmoid")
    assert page.evaluate("window.sameDocument") is True
    traffic.settle(page)
    assert traffic.take() == []


def test_the_tab_key_reaches_the_skip_link_the_navigation_and_the_search(arrive: Open, served: str) -> None:
    page, _ = arrive(served)
    page.goto(served + SIGMOID)
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    expect(page.locator(".md-skip")).to_be_in_viewport()
    to_reach = {"md-search__input", "md-tabs__link", "md-nav__link"}
    for _ in range(TABS):
        page.keyboard.press("Tab")
        to_reach -= set(page.evaluate("[...document.activeElement.classList]"))
    assert to_reach == set()


def test_the_skip_link_leads_to_the_text(arrive: Open, served: str) -> None:
    page, traffic = arrive(served)
    page.goto(served + SIGMOID)
    traffic.settle(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{served}{SIGMOID}#sigmoid")
    traffic.settle(page)  # instant navigation brings the page anew, and then goes to the place
    expect(page.locator("#sigmoid:target")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') ? '' : document.activeElement.outerHTML") == ""


@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_a_key_opens_the_search_and_escape_closes_it(arrive: Open, served: str, key: str) -> None:
    page, traffic = arrive(served)
    page.goto(served + SIGMOID)
    traffic.settle(page)
    box = page.locator(".md-search__input")
    page.keyboard.press(key)
    expect(box).to_be_focused()
    expect(page.locator("#__search")).to_be_checked()
    expect(page.locator(".md-search-result__meta")).not_to_have_text("Initializing search")  # the index comes now
    expect(box).to_have_value("")
    page.keyboard.press("Escape")
    expect(box).not_to_be_focused()
    expect(page.locator("#__search")).not_to_be_checked()


def test_solutions_and_numbers_open_with_enter(arrive: Open, served: str) -> None:
    page, _ = arrive(served)
    page.goto(served + SIGMOID)
    checks.whole(page)
    # Those of the exercises are made anew when their script comes near: test_practice.py has them.
    folded = page.locator(".md-content details:not([data-practice] details)")
    assert page.locator(".md-content details.numbers").count() > 0
    assert page.locator(".md-content details.solution").count() > 0
    for number in range(folded.count()):
        inside = folded.nth(number).locator(":scope > :not(summary)").first
        expect(inside).to_be_hidden()
        folded.nth(number).locator(":scope > summary").focus()
        page.keyboard.press("Enter")
        expect(inside).to_be_visible()
