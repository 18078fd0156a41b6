"""Every check notices the fault that it is there for, and nothing else on a page without it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Error, Page, Route

from tests.site import checks
from tests.site.traffic import SETTLE_SECONDS, Traffic

pytestmark = [pytest.mark.slow, pytest.mark.planted]

BASE = "http://127.0.0.1/planted/"  # answered by the test itself
PIXEL = """<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4"/></svg>"""
SESSION = "<pre><code id='code'>&gt;&gt;&gt; 1 + 1\n2\n</code></pre>"
COPY = """<button data-md-type="copy" data-clipboard-target="#code" onclick="navigator.clipboard.writeText({})">Copy</button>"""

Open = Callable[..., tuple[Page, Traffic]]


@pytest.fixture
def open_planted(arrive: Open) -> Open:
    """`open_planted(content, **settings)`: a page with this content, which answers for its own address alone."""

    def open_page(content: str, **settings: Any) -> tuple[Page, Traffic]:
        page, traffic = arrive(BASE, **settings)

        def answer(route: Route) -> None:
            if route.request.url == BASE:
                whole = f"<!doctype html><title>Planted</title><body><main class='md-content'>{content}</main>"
                route.fulfill(body=whole, content_type="text/html; charset=utf-8")
            elif route.request.url.endswith(".svg") and "missing" not in route.request.url:
                route.fulfill(body=PIXEL, content_type="image/svg+xml")
            else:
                route.fulfill(status=404, body="")

        page.route(f"{BASE}**", answer)
        page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
        page.goto(BASE)
        return page, traffic

    return open_page


def cases(*planted: tuple[str, str, str]) -> pytest.MarkDecorator:
    """Content and what the check must say of it ('' for nothing), by name."""
    return pytest.mark.parametrize(
        ("content", "said"), [case[1:] for case in planted], ids=[case[0] for case in planted]
    )


def judge(complaints: list[str], said: str) -> None:
    """Exactly one complaint, and the right one; or none."""
    assert len(complaints) == (1 if said else 0), complaints
    assert all(said in complaint for complaint in complaints)


@cases(
    ("words", "<p>A slope of 1/4, for $5.</p>", ""),
    ("code", r"<p><code>\frac{1}{2}</code></p><pre><code>$$x$$</code></pre>", ""),
    ("annotation", r"<math><semantics><mi>x</mi><annotation>\sigma</annotation></semantics></math>", ""),
    ("display", "<section>$$</section>", "raw TeX in section: $$"),
    ("parentheses", r"<div>\(x\)</div>", r"raw TeX in div: \(x\)"),
    ("command", r"<div>A slope of \frac{1}{4}.</div>", r"\frac{1}{4}"),
    ("dollars", "<div>The neuron $w_1$.</div>", "$w_1$"),
    ("cut by emphasis", "<p>From $a<em>1</em>b$ on.</p>", "raw TeX in p: From $a1b$ on."),
    ("folded away", r"<details><summary>More</summary><div>\sigma</div></details>", r"\sigma"),
    ("alternative text", r"<img alt='The slope \sigma' src='picture.svg'>", r"raw TeX in alt: The slope \sigma"),
    ("name of an equation", "<div>% eq: sigmoid</div>", "% eq: sigmoid"),
)
def test_raw_tex_is_noticed(open_planted: Open, content: str, said: str) -> None:
    judge(checks.raw_tex(open_planted(content)[0]), said)


def test_a_page_that_is_never_laid_out_whole_is_noticed(open_planted: Open) -> None:
    page, _ = open_planted("<p>A slope</p>")
    with pytest.raises(Error, match="not laid out whole after 100 ms"):
        checks.whole(page, patience=100)
    page.evaluate("setTimeout(() => { document.body.dataset.laidOut = ''; }, 200)")
    checks.whole(page)


def test_a_figure_whose_picture_does_not_come_is_noticed(open_planted: Open) -> None:
    figure = "<figure><img src='slow.png' alt='A'></figure>"
    page, _ = open_planted(f"<div class='md-content__inner'><section><p>A slope</p>{figure}</section></div>")
    page.evaluate("document.body.dataset.laidOut = ''")
    checks.whole(page)  # the server has answered that there is none
    page.route("**/never.png", lambda route: None)
    page.evaluate("document.querySelector('img').src = 'never.png'")
    with pytest.raises(Error, match="not laid out whole after 100 ms"):
        checks.whole(page, patience=100)


def test_a_frame_that_never_comes_stops_no_test(open_planted: Open) -> None:
    page, _ = open_planted("<script>window.requestAnimationFrame = () => 0</script>")
    assert page.evaluate(f"async () => {{ {checks.FRAME} await frame(); return 'went on'; }}") == "went on"


@cases(
    ("opens", "<details><summary>A</summary><p>A slope</p></details>", ""),
    ("open", "<details open><summary>A</summary><p>A slope</p></details>", ""),
    ("within", "<details><summary>A</summary><details><summary>B</summary><p>A slope</p></details></details>", ""),
    ("no line", "<details><p>A slope</p></details>", "stays folded: A slope"),
    ("hidden", "<details><summary>A</summary><p hidden>A slope</p></details>", "stays folded: AA slope"),
    ("no room", "<details><summary>A</summary><p style='height: 0'>A slope</p></details>", "stays folded: AA slope"),
    ("held", "<details><summary onclick='return false'>A</summary><p>A slope</p></details>", "stays folded: AA slope"),
)
def test_what_stays_folded_is_noticed(open_planted: Open, content: str, said: str) -> None:
    judge(checks.folded(open_planted(content)[0]), said)


KATEX = "<span class='katex'><span class='katex-html'>{}</span></span>"


@cases(
    ("whole", KATEX.format("<span>σ</span>") + "<span class='math-words' hidden>σ</span>", ""),
    ("refused", r"<span class='katex-error'>\sgima</span>", "refused by KaTeX: \\sgima"),
    ("not rendered", "<span class='arithmatex'>x</span>", "not rendered: x"),
    ("hidden", KATEX.format("<span style='display: none'>σ</span>"), "takes no room: σ"),
    ("said twice", "<span class='math-words'>σ</span>", "has its search words shown: σ"),
)
def test_a_broken_formula_is_noticed(open_planted: Open, content: str, said: str) -> None:
    judge(checks.formulas(open_planted(content)[0]), said)


@cases(
    ("shown", "<p>A sigmoid</p><pre><code>1 + 1</code></pre>", ""),
    ("folded", "<details><summary>Solution</summary><p>Later</p></details>", ""),
    ("waits for a script", "<p style='display: none'>A sigmoid</p>", "hidden: A sigmoid"),
    ("squeezed", "<figcaption style='height: 0; overflow: hidden'>A curve</figcaption>", "hidden: A curve"),
)
def test_text_that_does_not_show_is_noticed_without_javascript(open_planted: Open, content: str, said: str) -> None:
    judge(checks.without_room(open_planted(content, java_script_enabled=False)[0]), said)


@cases(
    ("narrow", "<p>Short.</p>", ""),
    ("in a scroller", "<div style='overflow-x: auto'><p style='width: 900px'>Long</p></div>", ""),
    (
        "wide",
        "<p id='formula'><b class='katex' style='display: block; width: 900px'>Long</b></p>",
        "<b.katex> in #formula",
    ),
    ("cut off", "<style>html { overflow: clip }</style><p style='width: 900px'>Long</p>", "<p> in # reaches 908 px"),
)
def test_a_wide_element_is_noticed_on_a_phone(open_planted: Open, content: str, said: str) -> None:
    judge(checks.sideways(open_planted(content, viewport={"width": 390, "height": 844})[0]), said)


@cases(
    ("there", "<img src='picture.svg' alt='A curve'>", ""),
    ("below and lazy", "<p style='height: 9000px'></p><img src='picture.svg' alt='A curve' loading='lazy'>", ""),
    ("hidden", "<img src='missing.svg' alt='A curve' loading='lazy' style='display: none'>", ""),
    ("missing", "<img src='missing.svg' alt='A curve'>", "missing.svg does not load"),
    ("missing below", "<p style='height: 9000px'></p><img src='missing.svg' alt='A' loading='lazy'>", "does not load"),
    ("without alt text", "<img src='picture.svg'>", "picture.svg has no alt text"),
    ("with blank alt text", "<img src='picture.svg' alt=' '>", "picture.svg has no alt text"),
    ("hidden without alt text", "<img src='picture.svg' style='display: none'>", "picture.svg has no alt text"),
)
def test_a_faulty_image_is_noticed(open_planted: Open, content: str, said: str) -> None:
    judge(checks.images(open_planted(content)[0]), said)


def drawn(*shown: str) -> str:
    """A figure in which only these renderings show."""
    pictures = [
        f"<img alt='A' src='{name}.svg#only-{name[-5:].strip('-')}' {'' if name in shown else 'hidden'}>"
        for name in ("a-wide-light", "a-wide-dark", "a-narrow-light", "a-narrow-dark")
    ]
    return f"<figure class='drawn' id='a'>{''.join(pictures)}</figure>"


@cases(
    ("the right one", drawn("a-wide-dark"), ""),
    ("none", drawn(), "shows 0 renderings"),
    ("two", drawn("a-wide-dark", "a-narrow-dark"), "shows 2 renderings"),
    ("the other mode", drawn("a-wide-light"), "where wide and dark is wanted"),
    ("the other width", drawn("a-narrow-dark"), "where wide and dark is wanted"),
    ("one alone", "<figure class='drawn' id='a'><img src='a-wide-dark.svg#only-dark'></figure>", "1 renderings, not 4"),
)
def test_a_wrong_rendering_is_noticed(open_planted: Open, content: str, said: str) -> None:
    judge(checks.figures(open_planted(content)[0], "dark"), said)


def test_a_missing_font_is_noticed(open_planted: Open) -> None:
    face = "<style>@font-face { font-family: KaTeX_Main; src: url(missing.woff2) } .katex { font-family: KaTeX_Main }</style>"
    page, _ = open_planted(face + KATEX.format("x"))
    assert checks.fonts(page) == [
        "font: KaTeX_Main failed",
        "font: the text face is not loaded",
        "font: no font of KaTeX is loaded",
    ]


@cases(
    ("quiet", "<script>console.log('hello')</script>", ""),
    ("error", "<script>console.error('broken')</script>", "console error: broken"),
    ("warning", "<script>console.warn('careful')</script>", "console warning: careful"),
    ("exception", "<script>throw new Error('thrown')</script>", "console error: thrown"),
)
def test_what_the_console_says_is_noticed(open_planted: Open, content: str, said: str) -> None:
    page, traffic = open_planted(content)
    traffic.settle(page)
    judge(traffic.take(), said)


@pytest.mark.parametrize(
    ("content", "end"),
    [
        ("<script src='https://cdn.example/math.js'></script>", "NAME_NOT_RESOLVED"),
        ("<link rel='stylesheet' href='https://fonts.example/css'>", "NAME_NOT_RESOLVED"),
        ("<img src='https://pictures.example/curve.svg' alt='A'>", "NAME_NOT_RESOLVED"),
        ("<img src='http://192.0.2.1/curve.svg' alt='A'>", "NAME_NOT_RESOLVED"),
        ("<script>fetch('https://counter.example/visit').catch(() => {})</script>", "NAME_NOT_RESOLVED"),
        ("<script>fetch('http://127.0.0.1:8999/other').catch(() => {})</script>", "CONNECTION_REFUSED"),
        ("<script>new WebSocket('wss://talk.example/')</script>", "NAME_NOT_RESOLVED"),
        ("<script>new WebSocket('ws://127.0.0.1:8999/')</script>", "CONNECTION_REFUSED"),
    ],
    ids=["script", "stylesheet", "image", "address", "fetch", "another port", "socket", "socket at another port"],
)
def test_a_third_party_request_is_noticed_and_goes_nowhere(open_planted: Open, content: str, end: str) -> None:
    page, traffic = open_planted(content)
    complaints: list[str] = []
    last = time.monotonic() + SETTLE_SECONDS  # how soon a browser sends what a script asks for is its own affair
    while not any(f"ERR_{end}" in complaint for complaint in complaints) and time.monotonic() < last:
        traffic.settle(page)
        complaints += traffic.take()
    assert any(
        complaint.startswith(("third-party request: http", "third-party request: ws")) for complaint in complaints
    )
    assert any(f"ERR_{end}" in complaint for complaint in complaints), complaints


def test_a_failed_request_is_noticed(open_planted: Open) -> None:
    page, traffic = open_planted("<link rel='stylesheet' href='missing.css'>")
    traffic.settle(page)
    assert f"failed request: {BASE}missing.css (404)" in traffic.take()


FONT = "<style>@font-face { font-family: own; src: url(slow.woff2) } p { font-family: own }</style><p>A</p>"


@cases(
    ("a font", FONT, ""),
    ("a prefetched file", "<link rel='prefetch' href='slow.html'>", ""),
    ("what a script wants", "<script>fetch('slow.json').catch(() => {})</script>", "slow.json (net::ERR_ABORTED)"),
    ("a picture", "<img src='slow.png' alt='A'>", "slow.png (net::ERR_ABORTED)"),
)
def test_what_is_dropped_with_its_page_is_noticed_unless_it_was_for_later(
    open_planted: Open, content: str, said: str
) -> None:
    page, traffic = open_planted("")
    page.route("**/slow.*", lambda route: None)  # never answered
    page.route(f"{BASE}asks", lambda route: route.fulfill(body=content, content_type="text/html"))
    with page.expect_request("**/slow.*"):
        page.goto(f"{BASE}asks", wait_until="commit")
    page.goto(BASE)
    traffic.settle(page)
    judge(traffic.take(), said)


@pytest.mark.parametrize("reason", ["failed", "connectionrefused", "blockedbyresponse"])
def test_a_font_that_does_not_come_is_noticed(open_planted: Open, reason: str) -> None:
    page, traffic = open_planted("")
    page.route("**/slow.*", lambda route: route.abort(reason))
    page.route(f"{BASE}asks", lambda route: route.fulfill(body=FONT, content_type="text/html"))
    page.goto(f"{BASE}asks")
    traffic.settle(page)
    assert any(told.startswith(f"failed request: {BASE}slow.woff2 (net::ERR_") for told in traffic.take())


@cases(
    ("clean", SESSION.replace("<pre>", "<pre data-copy='1 + 1'>") + COPY.format("'1 + 1'"), ""),
    ("all of it", SESSION.replace("<pre>", "<pre data-copy='1 + 1'>") + COPY.format("code.innerText"), ">>> 1 + 1"),
    (
        "output",
        SESSION.replace("<pre>", "<pre data-copy='1 + 1\n2'>") + COPY.format("'1 + 1\\n2'"),
        "after its prompts",
    ),
    ("nothing", SESSION.replace("<pre>", "<pre data-copy='1 + 1'>") + COPY.format("''.x.y"), checks.SENTINEL),
    ("no button", SESSION, "1 code blocks have 0 buttons"),
)
def test_a_wrong_clipboard_is_noticed(open_planted: Open, content: str, said: str) -> None:
    page, _ = open_planted(content, permissions=["clipboard-read", "clipboard-write"])
    _, complaints = checks.copied(page)
    assert bool(complaints) == bool(said)
    assert said in " ".join(complaints)
