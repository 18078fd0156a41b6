"""Every page can be read and used by everybody: WCAG 2.2, levels A and AA, as far as a machine can tell.

A page is loaded once, brought to life and unfolded; then one test after the other looks at it. The last one, axe-core's, takes
its formulas apart.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.site import axe, checks, labels, printing, tabbing, zoom
from tests.site.places import NAMES, PAGES

pytestmark = pytest.mark.slow

WIDE = {"width": 1300, "height": 900}
NARROW = {"width": 390, "height": 844}
PAPER = {"width": 720, "height": 1000}  # A4 between margins
PATIENCE = 20_000  # ms, for a machine under load
SIGMOID = "session-04/sigmoid/"
LIVE = (
    f"async () => {{ {checks.FRAME}"
    + """
    for (const element of document.querySelectorAll('[data-explorer], [data-practice], .md-content figure')) {
        element.scrollIntoView({ block: 'center', behavior: 'instant' });
        await frame();
    }
    scrollTo(0, 0);
}"""
)
# The theme follows a page that scrolls or changes its size with the next frames. What has scrolled away within its own lists is
# in nobody's way.
REST = (
    f"async () => {{ {checks.FRAME}"
    + """
    scrollTo(0, 0);
    for (let i = 0; i < 3; i++) await frame();
    document.querySelectorAll('.md-sidebar__scrollwrap').forEach(list => { list.scrollTop = 0; });
    await frame();
}"""
)
ASLEEP = ":is([data-explorer], [data-practice]):not([data-live])"


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    """A reader who wants no motion: what moves is at its end at once."""
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def come(page: Page, address: str) -> None:
    """Load a page, bring its explorers and exercises to life, and open what is folded."""
    page.set_viewport_size(WIDE)
    page.goto(address)
    checks.whole(page)
    page.evaluate(LIVE)
    expect(page.locator(ASLEEP)).to_have_count(0, timeout=PATIENCE)
    checks.unfold(page)


@pytest.fixture(scope="module", params=[*PAGES, "404.html"], ids=[*NAMES, "404"])
def page(request: pytest.FixtureRequest, reader: Page, served: str) -> Page:
    """A page as it is after a visit of all its parts; the tests of one page follow each other."""
    come(reader, served + request.param)
    return reader


def test_nothing_runs_through_a_label(page: Page) -> None:
    complaints = []
    for window in (WIDE, NARROW):
        page.set_viewport_size(window)
        page.evaluate(REST)
        complaints += [f"{window['width']} px: {complaint}" for complaint in labels.crossed(page)]
    page.set_viewport_size(WIDE)
    assert complaints == []


def test_every_stop_of_the_tab_key_is_seen(page: Page) -> None:
    walk = tabbing.walk(page)
    assert walk.complaints == []
    assert walk.stops > 5


def test_it_can_be_enlarged_and_spaced(page: Page) -> None:
    complaints = zoom.enlarged(page)
    complaints += [*zoom.unsigned(page), *zoom.covered(page)]  # in the narrowest window
    assert [*complaints, *zoom.squeezed(page), *zoom.spaced(page)] == []


def test_it_prints_whole(page: Page) -> None:
    axe.switch(page, "dark")
    page.set_viewport_size(PAPER)
    assert printing.printed(page) == []


def test_axe_finds_nothing(page: Page) -> None:
    page.set_viewport_size(WIDE)
    page.evaluate(REST)
    axe.switch(page, "light")
    complaints = [*axe.violations(page, without=axe.COLOURS), *axe.formula_contrast(page)]
    axe.switch(page, "dark")
    complaints += axe.formula_contrast(page)
    axe.box_formulas(page)
    complaints += axe.violations(page, only=axe.COLOURS)
    page.set_viewport_size(NARROW)
    page.evaluate(REST)
    complaints += axe.violations(page)
    axe.switch(page, "light")
    complaints += axe.violations(page, only=axe.COLOURS)
    page.set_viewport_size(WIDE)
    complaints += axe.violations(page, only=axe.COLOURS)
    assert complaints == []


@pytest.mark.parametrize("mode", axe.SCHEMES)
@pytest.mark.parametrize("window", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_search_is_open_to_everybody(reader: Page, served: str, window: dict[str, int], mode: checks.Mode) -> None:
    reader.set_viewport_size(window)
    reader.goto(served + SIGMOID)
    axe.switch(reader, mode)
    reader.keyboard.press("/")
    box = reader.locator(".md-search__input")
    expect(box).to_be_focused()
    reader.keyboard.type("gradient")
    expect(reader.get_by_role("status").first).to_contain_text("matching", timeout=PATIENCE)
    axe.box_formulas(reader)
    assert axe.violations(reader) == []
    reader.keyboard.press("ArrowDown")
    expect(reader.locator(".md-search-result__link").first).to_be_focused()
    reader.keyboard.press("Escape")
    expect(box).not_to_be_focused()


@pytest.mark.parametrize("mode", axe.SCHEMES)
@pytest.mark.parametrize("width", [390, 768, 1100])
def test_the_menu_opens_by_the_keyboard(reader: Page, served: str, width: int, mode: checks.Mode) -> None:
    page = reader
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(served + SIGMOID)
    axe.switch(page, mode)
    axe.box_formulas(page)
    menu = page.get_by_role("button", name="Navigation", exact=True)
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.focus()
    page.keyboard.press("Enter")
    close = page.get_by_role("button", name="Close the navigation")
    expect(close).to_be_focused()
    assert axe.violations(page) == []
    walk = tabbing.walk(page, begin=".md-nav__close")
    assert walk.complaints == []
    inside = page.locator(".md-nav--primary").get_by_role("link", name="Weight initialisation")
    inside.focus()
    expect(inside).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(inside).to_be_hidden()


def test_a_list_of_the_menu_unfolds_by_the_keyboard(reader: Page, served: str) -> None:
    page = reader
    page.set_viewport_size(NARROW)
    page.goto(served)
    page.get_by_role("button", name="Navigation", exact=True).press("Enter")
    arrow = page.get_by_role("checkbox", name="Pages of Session 4")
    link = page.locator(".md-nav--primary").get_by_role("link", name="Softmax").first
    expect(link).to_be_hidden()
    arrow.press("Space")
    expect(link).to_be_visible()
    link.press("Enter")
    expect(page).to_have_url(f"{served}session-04/softmax/")
    expect(page.locator("#__drawer")).not_to_be_checked()
    expect(page.locator(".md-content")).to_have_js_property("inert", False)


def test_a_wide_equation_scrolls_by_the_keyboard(reader: Page, served: str) -> None:
    reader.set_viewport_size(zoom.ENLARGED["400 %"])
    reader.goto(served + "session-04/backpropagation-by-hand/")
    # How wide an equation is, the browser knows when it has come into view.
    for box in reader.locator(".md-content__inner > section > .math-display").all():
        box.scroll_into_view_if_needed()
        if box.evaluate("box => box.scrollWidth > box.clientWidth"):
            break
    expect(box).to_have_attribute("tabindex", "0")
    box.focus()
    reader.keyboard.press("ArrowRight")
    # The browser scrolls with one of the next frames.
    scrolled = """async box => {
        for (let i = 0; i < 60 && !box.scrollLeft; i++) await new Promise(requestAnimationFrame);
        return box.scrollLeft;
    }"""
    assert box.evaluate(scrolled) > 0


def test_what_leaves_the_printer_is_light_and_unfolded(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport=WIDE, color_scheme="dark")
    page = context.new_page()
    page.goto(served + SIGMOID)
    paper = PdfReader(io.BytesIO(page.pdf(format="A4", print_background=True)))
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    context.close()
    first = paper.pages[0].get_contents()
    assert first is not None
    fills = re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) rg", first.get_data().decode("latin-1"))
    assert fills[0] == ("1", "1", "1")  # what is painted first is the sheet with its margins
    text = " ".join(sheet.extract_text() for sheet in paper.pages)
    assert "Table of contents" not in text
    assert "0.0025 0.0025" in text  # a row of the folded table


def test_single_keys_can_be_switched_off(browser: Browser, served: str) -> None:
    context = browser.new_context(viewport=WIDE)
    page = context.new_page()
    page.goto(served + "about/accessibility/")
    page.get_by_role("checkbox", name="Ignore single keys").check()
    page.reload()
    expect(page.get_by_role("checkbox", name="Ignore single keys")).to_be_checked()
    for key in ("s", "/", "f", "n", "p"):
        page.locator("body").press(key)
    expect(page.locator("#__search")).not_to_be_checked()
    expect(page).to_have_url(served + "about/accessibility/")
    page.get_by_role("checkbox", name="Ignore single keys").uncheck()
    page.locator("h1").click()
    page.keyboard.press("s")
    expect(page.locator("#__search")).to_be_checked()
    context.close()


def test_nothing_moves_for_a_reader_who_wants_no_motion(reader: Page, served: str) -> None:
    come(reader, served)
    assert moving(reader) == []
    axe.switch(reader, "dark")
    assert moving(reader) == []


def test_what_moves_is_noticed(reader: Page) -> None:
    reader.goto("about:blank")  # a page without a policy
    reader.set_content("<style>@keyframes x { to { opacity: 0 } } p { animation: x 9s }</style><p>Quiet</p>")
    assert len(moving(reader)) == 1


def moving(page: Page) -> list[str]:
    """What is being animated."""
    found: list[str] = page.evaluate(
        """() => [
            ...document.getAnimations().filter(one => one.playState === 'running')
                .map(one => one.effect.target.outerHTML.slice(0, 80)),
            ...getComputedStyle(document.documentElement).scrollBehavior === 'smooth' ? ['scrolling is smooth'] : [],
        ]"""
    )
    return found
