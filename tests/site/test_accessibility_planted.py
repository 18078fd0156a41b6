"""Every check of accessibility notices the fault that it is there for, and nothing on a page without it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.site import axe, printing, tabbing, zoom

pytestmark = [pytest.mark.slow, pytest.mark.planted]

PHONE = {"width": 320, "height": 400}
PICTURE = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'/>"
BARE_LINK = "<a href='#' style='text-decoration: none; color: #336'>ReLU</a>"
PARAGRAPH = "<p>A neuron adds up what comes in, and bends the sum.</p>"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """One empty page after the other."""
    context = browser.new_context(viewport={"width": 800, "height": 600})
    yield context.new_page()
    context.close()


def show(page: Page, content: str) -> None:
    """A small page around some content."""
    page.set_viewport_size({"width": 800, "height": 600})
    page.set_content(
        "<!doctype html><html lang='en'><title>Planted</title><body style='background: #fff; color: #222'>"
        f"<main class='md-content'><h1>Neurons</h1>{content}</main></body></html>"
    )


def cases(*planted: tuple[str, str, str]) -> pytest.MarkDecorator:
    """Content, and what a check must say of it ('' for nothing), by name."""
    return pytest.mark.parametrize(
        ("content", "said"), [case[1:] for case in planted], ids=[case[0] for case in planted]
    )


def judge(complaints: list[str], said: str) -> None:
    """The complaint that is wanted and no other kind; or none."""
    assert bool(complaints) == bool(said), complaints
    assert all(said in complaint for complaint in complaints), complaints


@cases(
    ("sound", f"<h2>One</h2>{PARAGRAPH}<img src=\"{PICTURE}\" alt='A curve'><button>Play</button>", ""),
    ("image without words", f'<img src="{PICTURE}">', "axe image-alt"),
    ("button without a name", "<button><svg width='30' height='30'></svg></button>", "axe button-name"),
    ("pale words", "<p style='color: #999'>A neuron</p>", "axe color-contrast"),
    ("skipped heading", "<h4>One</h4>", "axe heading-order"),
    ("link told by its colour", f"<p>See {BARE_LINK} for it.</p>", "link-in-text"),
    ("field without a name", "<input type='text'>", "axe label"),
    ("dialog without a name", "<div role='dialog'>Search</div>", "axe aria-dialog-name"),
    ("two landmarks of a name", "<nav aria-label='A'>x</nav><nav aria-label='A'>y</nav>", "axe landmark-unique"),
    ("heading of a table without words", "<table><tr><th></th><td>1</td></tr></table>", "axe empty-table-header"),
    (
        "box that only a mouse scrolls",
        "<div style='overflow: auto; height: 40px'>" + PARAGRAPH * 9 + "</div>",
        "scrollable-region",
    ),
    ("targets too small", 2 * "<button style='all: unset; font-size: 8px'>a</button>", "axe target-size"),
    ("focus in what is hidden", "<div aria-hidden='true'><button>Play</button></div>", "axe aria-hidden-focus"),
)
def test_axe_notices(page: Page, content: str, said: str) -> None:
    show(page, content)
    judge(axe.violations(page), said)


FORMULA = (
    "<span class='katex'><span class='katex-mathml'><math><mi>x</mi></math></span>"
    "<span class='katex-html' aria-hidden='true'>{}</span></span>"
)


@cases(
    ("dark", FORMULA.format("<span class='enclosing q-loss' style='color: #9c3f78'>x</span>"), ""),
    ("pale quantity", FORMULA.format("<span class='enclosing' style='color: #e9a'>x</span>"), "'x' has a contrast"),
    ("pale formula", f"<div style='background: #444'>{FORMULA.format('x')}</div>", "'x' has a contrast"),
)
def test_a_pale_formula_is_noticed(page: Page, content: str, said: str) -> None:
    show(page, content)
    judge(axe.formula_contrast(page), said)


def test_boxes_leave_a_formula_its_room_and_its_words(page: Page) -> None:
    show(page, FORMULA.format("<span style='font-size: 40px'>xxx</span>"))
    before = page.locator(".katex-html").bounding_box()
    axe.box_formulas(page)
    after = page.locator(".katex-html > span").bounding_box()
    assert before is not None
    assert after is not None
    assert (round(after["width"]), page.locator(".katex-mathml").inner_text()) == (round(before["width"]), "x")


LINKS = "".join(f"<p><a href='#{i}'>Link {i}</a></p>" for i in range(8))
FOCUS = "<style>:focus-visible { outline: 2px solid #06c }</style>"
TIGHT = f"<div style='overflow: hidden; width: max-content'>{LINKS}</div>".replace("<p>", "<p style='margin: 0'>")
TIGHT = TIGHT.replace("<a ", "<a style='display: block' ")
HEADER = "<div style='position: fixed; inset: 0 0 auto; height: 120px; background: #fff'></div>"
TRAP = "<button id='trap'>Trap</button><script>trap.onkeydown = event => event.preventDefault()</script>"
SPARSE = LINKS.replace("<p>", "<p style='margin: 250px 0'>")


@cases(
    ("sound", FOCUS + LINKS + 2 * "<label><input type='radio' name='a'>A</label>", ""),
    ("no outline", "<style>:focus-visible { outline: none }</style>" + LINKS, "shows no focus"),
    ("pale outline", "<style>:focus-visible { outline: 2px solid #ddd }</style>" + LINKS, "has an outline of 1."),
    ("outline cut off", FOCUS + TIGHT, "outline cut off"),
    ("transparent", FOCUS + LINKS + "<a href='#' style='opacity: 0.1'>Ghost</a>", "is transparent"),
    ("without room", FOCUS + LINKS + "<a href='#' style='font-size: 0'>Ghost</a>", "takes no room"),
    (
        "beyond the edge",
        FOCUS + LINKS + "<a href='#' style='position: fixed; left: -300px'>Ghost</a>",
        "hidden by the edge",
    ),
    ("behind a header", FOCUS + HEADER + SPARSE, "on the way up"),
    ("never reached", FOCUS + TRAP + LINKS, "is not reached"),
)
def test_a_stop_that_is_not_seen_is_noticed(page: Page, content: str, said: str) -> None:
    show(page, content)
    complaints = tabbing.walk(page).complaints
    assert bool(complaints) == bool(said), complaints
    assert said in " ".join(complaints)


@cases(
    ("sound", PARAGRAPH, ""),
    ("too wide", "<p style='width: 500px'>Wide</p>", "sideways"),
    (
        "cut off",
        "<p style='width: 100px; overflow: hidden; white-space: nowrap'>A neuron adds up what comes in</p>",
        "cut off",
    ),
    (
        "scrolls without a name",
        "<div style='overflow: auto'><hr style='width: 500px'></div>",
        "without a focus or a name",
    ),
    ("beyond its panel", "<div class='explorer' style='width: 100px'><hr style='width: 120px'></div>", "spills"),
)
def test_what_does_not_bear_enlarging_is_noticed(page: Page, content: str, said: str) -> None:
    show(page, content)
    judge(zoom.enlarged(page), said)


@cases(
    ("sound", "<p style='line-height: 1.2'>A neuron adds</p>", ""),
    (
        "of a fixed height",
        "<p style='height: 20px; line-height: 1.2; overflow: hidden'>A neuron</p>",
        "cut off",
    ),
)
def test_what_does_not_bear_spacing_is_noticed(page: Page, content: str, said: str) -> None:
    show(page, content)
    page.set_viewport_size(PHONE)
    judge(zoom.spaced(page), said)


WIDER = "<div id='box' style='overflow: auto; white-space: nowrap'>" + 30 * "A neuron adds up. " + "</div>"
GOES_ON = """
@keyframes more {
  from { box-shadow: inset -9px 0 5px -5px #0006; }
  2%, 98% { box-shadow: inset 9px 0 5px -5px #0006, inset -9px 0 5px -5px #0006; }
  to { box-shadow: inset 9px 0 5px -5px #0006; }
}
#box { animation: more linear both; animation-timeline: scroll(self inline); }
"""


@cases(
    ("sound", f"<style>{GOES_ON}</style>{WIDER}", ""),
    ("nothing to scroll to", f"<style>{GOES_ON}</style><div id='box' style='overflow: auto'>A neuron</div>", ""),
    ("no sign", WIDER, "nothing instead of"),
    ("a sign that cannot be seen", f"<style>{GOES_ON.replace('#0006', '#0000')}</style>{WIDER}", "nothing instead of"),
    (
        "a sign where nothing is",
        "<div style='overflow: auto; box-shadow: inset -9px 0 5px -5px #0006'>A neuron</div>",
        "right instead of nothing",
    ),
    (
        "at the end as at the start",
        f"<style>#box {{ box-shadow: inset -9px 0 5px -5px #0006 }}</style>{WIDER}",
        "right instead of left",
    ),
)
def test_a_box_that_scrolls_and_hides_it_is_noticed(page: Page, content: str, said: str) -> None:
    show(page, content)
    judge(zoom.unsigned(page), said)


COPIED = (
    "<pre style='position: relative; padding: 12px 0; line-height: 1.5'><div style='position: absolute; top: {}px; right: 0'>"
    "<button class='md-code__button' style='all: unset; display: block; width: 24px; height: 24px'></button></div>"
    "<code style='display: block; overflow: auto'>>>> {}</code></pre>"
)


@cases(
    ("above a long line", COPIED.format(-14, 200 * "x"), ""),
    ("on a short line", COPIED.format(8, "x"), ""),
    ("on a long line", COPIED.format(8, 200 * "x"), "below its button"),
)
def test_code_below_its_button_is_noticed(page: Page, content: str, said: str) -> None:
    show(page, content)
    judge(zoom.covered(page), said)


def test_what_does_not_bear_a_narrow_column_is_noticed(page: Page) -> None:
    show(page, "<div class='explorer'><input style='width: 300px'></div>")
    judge(zoom.squeezed(page), "squeezed: spills: <input>")


@cases(
    ("sound", f"{PARAGRAPH}<style>@media print {{ nav {{ display: none }} }}</style><nav>Menu</nav>", ""),
    ("the menu", f"{PARAGRAPH}<nav class='md-tabs'>Menu</nav>", "the screen's md-tabs"),
    ("folded", "<details><summary>Solution</summary><p>Later</p></details>", "stays folded"),
    ("faint", "<p style='color: #aaa'>A neuron</p>", "too faint"),
    ("dark paper", "<style>main { background: #222; color: #fff }</style>", "the paper is dark"),
    (
        "cut off",
        "<p style='width: 100px; overflow: auto; white-space: nowrap'>A neuron adds up what comes in</p>",
        "cut off",
    ),
    (
        "no figure",
        "<figure class='drawn' id='a'><img src='a-wide-dark.svg#only-dark' alt='A'></figure>",
        "not shown once",
    ),
)
def test_a_page_that_prints_badly_is_noticed(page: Page, content: str, said: str) -> None:
    show(page, content)
    judge(printing.printed(page), said)
