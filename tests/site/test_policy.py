"""The pages may load and run nothing but the site's own, and nothing that the site does is forbidden by that."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.finish import policy
from scripts.practice.exercise import load
from tests.hosting import BASE
from tests.site import checks, policies
from tests.site.explorers import awake
from tests.site.hosting import host
from tests.site.practice import solve
from tests.site.test_search_box import search
from tests.site.traffic import Traffic

pytestmark = pytest.mark.slow

# One of each kind: home, text with explorers and exercises, an explorer alone, the package, lists, and what is not there.
KINDS = ["", "session-04/sigmoid/", "explore/", "explore/playground/", "reference/activations/", "about/", "404.html"]
KEPT = "[...Object.keys(localStorage), ...Object.keys(sessionStorage), ...document.cookie.split(';').filter(Boolean)].sort()"
FIGURE = "generated/figures/relu-wide-light.svg"

Arrive = Callable[..., tuple[Page, Traffic]]


def test_the_policy_is_the_same_on_every_page_and_allows_no_more_than_it_must(site: Path) -> None:
    assert policies.faults(site, f"/{BASE}/") == []


@pytest.fixture(scope="module")
def hosted(site: Path, served: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site at a host that reads `_headers`: under the pages' own policy and the host's at once."""
    folder = tmp_path_factory.mktemp("hosted")
    shutil.copytree(site, folder / BASE)
    with host(folder) as (base, _):
        # The theme shows in place only those pages that the sitemap has, by their whole addresses.
        spoil(folder / BASE / "sitemap.xml", served, base)
        yield base


@pytest.fixture(scope="module")
def reader(browser: Browser, hosted: str) -> Iterator[tuple[Page, Traffic]]:
    """A reader who tries everything, and lets pages use the clipboard."""
    context = browser.new_context(
        viewport={"width": 1300, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context.new_page(), Traffic(context, hosted)
    context.close()


@pytest.mark.parametrize("place", [*KINDS, FIGURE], ids=lambda place: place or "home")
def test_a_page_of_each_kind_is_content_with_the_policy(reader: tuple[Page, Traffic], hosted: str, place: str) -> None:
    page, traffic = reader
    answer = page.goto(hosted + place)
    assert answer is not None
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    checks.unfold(page)
    traffic.settle(page)
    assert traffic.take() == []


def test_all_that_a_reader_does_is_content_with_the_policy(reader: tuple[Page, Traffic], hosted: str) -> None:
    page, traffic = reader
    page.goto(hosted)
    page.evaluate("window.isStillHere = true")  # the theme shows the next pages in place, each with inline scripts
    for tab in ("About", "Reference", "Session 4"):
        page.locator(".md-tabs").get_by_role("link", name=tab, exact=True).click()
        expect(page.locator(".md-tabs__item--active")).to_have_text(re.compile(rf"^\s*{tab}\s*$"))
    page.locator(".md-nav--primary").get_by_role("link", name="Sigmoid", exact=True).click()
    expect(page.locator(".md-content h1")).to_contain_text("Sigmoid")
    awake(page, "activation")
    explorer = page.locator("section[data-explorer=activation]")
    explorer.locator("[data-parameter]:visible").first.press("ArrowRight")
    page.locator(".practice").scroll_into_view_if_needed()
    expect(page.locator(".practice")).to_have_attribute("data-live", "")
    assert solve(page, load("sigmoid")[0]).startswith("Right: ")
    checks.unfold(page)
    assert checks.press(page, page.locator(".md-content button[data-md-type=copy]:visible").first) != checks.SENTINEL
    before = page.locator("body").get_attribute("data-md-color-scheme")
    page.locator("label[for^=__palette]:visible").click()
    expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", before or "")
    assert search(page, "leaky relu")
    page.keyboard.press("Enter")
    expect(page.locator(".md-content h1")).to_contain_text("Leaky ReLU")
    page.go_back()
    expect(page.locator(".md-content h1")).to_contain_text("Sigmoid")
    assert page.evaluate("window.isStillHere")
    assert page.evaluate(KEPT) == [f"/{BASE}/.__palette", "nnref.practice"]  # as the page on privacy says
    traffic.settle(page)
    assert traffic.take() == []


# What the tests above are there for

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Planted</title>
<link rel="icon" href="data:,">
<script>document.documentElement.dataset.own = "ran"</script>
<script type="application/json">{"never": "run"}</script>
</head>
<body><p style="color: green">A page.</p>
</body>
</html>
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><style>*{stroke-linecap: butt}</style></svg>'


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of two pages with the policy that the build gives it."""
    monkeypatch.setenv("SITE_URL", f"https://example.org/{BASE}/")
    site = tmp_path / BASE
    (site / "second").mkdir(parents=True)
    (site / "assets").mkdir()
    (site / "index.html").write_text(PAGE, encoding="utf-8")
    (site / "second" / "index.html").write_text(PAGE.replace("ran", "ran too"), encoding="utf-8")
    (site / "figure.svg").write_text(SVG, encoding="utf-8")
    (site / "assets" / "main.0123abcd.min.css").write_text("p { background: url(data:,) }", encoding="utf-8")
    policy.write(site)
    return site


def spoil(path: Path, passage: str, instead: str) -> None:
    """Change one passage, wherever it stands."""
    text = path.read_text(encoding="utf-8")
    assert passage in text
    path.write_text(text.replace(passage, instead), encoding="utf-8")


def test_a_second_writing_changes_nothing(planted: Path) -> None:
    before = {path: path.read_bytes() for path in planted.rglob("*") if path.is_file()}
    policy.write(planted)
    assert {path: path.read_bytes() for path in before} == before
    assert policies.faults(planted, f"/{BASE}/") == []


META = policy.META.split("{")[0]
INLINE = "<script>document.title = 'planted'</script>"
FAULTS = {
    "no meta tag": ("index.html", META, '<meta name="nothing" content="', "index.html: 0 policies, not 1"),
    "two": ("index.html", "</head>", META + 'img-src *"></head>', "index.html: 2 policies, not 1"),
    "after a script": ("index.html", "<html lang", "<script>1</script><html lang", "comes after something that loads"),
    "another on one page": ("index.html", "img-src 'self'", "img-src *", "1 pages have another policy"),
    "an inline script": ("second/index.html", "</body>", f"{INLINE}</body>", "script-src lacks 'sha256-"),
    "a script that is gone": (
        "second/index.html",
        "<script>document",
        "<script type=text/plain>document",
        "allows too much",
    ),
    "a handler": ("index.html", "<p ", "<p onclick='go()' ", "<p onclick> runs a script of its own"),
    "a link": ("index.html", "A page.", "<a href=' JavaScript:go()'>Go</a>", "<a href> is a script"),
    "a stranger's script": (
        "index.html",
        "</body>",
        "<script src=//cdn.example/a.js></script>",
        "loads from elsewhere",
    ),
    "a stranger's style": (
        "assets/main.0123abcd.min.css",
        "data:,",
        "https://cdn.example/a.png",
        "loads from elsewhere",
    ),
    "a stranger's hint": (
        "index.html",
        "</body>",
        "<link rel=preconnect href=https://cdn.example>",
        "loads from elsewhere",
    ),
    "another header": ("_headers", "connect-src 'self'", "connect-src *", "_headers has another policy than the pages"),
    "no frame-ancestors": ("_headers", "; frame-ancestors 'none'", "", "_headers has another policy than the pages"),
    "another place": ("_headers", f"/{BASE}/*", "/elsewhere/*", "_headers has another policy than the pages: None"),
    "sniffing": ("_headers", "nosniff", "sniff", "_headers lacks X-Content-Type-Options: nosniff"),
    "a camera": ("_headers", "camera=()", "camera=(self)", "_headers permits too much"),
    "kept for ever": ("_headers", "main.0123abcd.min.css", "main.css", "_headers keeps for ever what may change"),
    "a long line": ("_headers", "camera=()", f"camera=(), {'x' * 2000}=()", "_headers has a line of"),
}


@pytest.mark.parametrize(("file", "passage", "instead", "said"), FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_noticed(planted: Path, file: str, passage: str, instead: str, said: str) -> None:
    spoil(planted / file, passage, instead)
    assert any(said in fault for fault in policies.faults(planted, f"/{BASE}/"))


@pytest.mark.parametrize("loose", ["'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "https:", "data:", "*"])
def test_a_loose_policy_is_noticed(planted: Path, loose: str) -> None:
    for path in (planted / "index.html", planted / "second" / "index.html", planted / "_headers"):
        spoil(path, "script-src 'self'", f"script-src 'self' {loose}")
    assert policies.faults(planted, f"/{BASE}/") == [f"script-src allows too much: {loose}"]


FORBIDDEN = {
    "inline": ("</body>", f"{INLINE}</body>", "policy: script-src-elem forbids inline"),
    "handler": (
        "</body>",
        "<img src=x onerror=\"document.title='planted'\"></body>",
        "policy: script-src-attr forbids inline",
    ),
    "style": ("</body>", "<style>p { color: red }</style></body>", "policy: style-src-elem forbids inline"),
    "eval": ("A page.", "A page.", "policy: script-src forbids eval"),
}


@pytest.mark.parametrize(("passage", "instead", "said"), FORBIDDEN.values(), ids=FORBIDDEN)
def test_what_no_hash_names_does_not_run_and_is_reported(
    planted: Path, arrive: Arrive, passage: str, instead: str, said: str
) -> None:
    spoil(planted / "index.html", passage, instead)
    with host(planted.parent) as (base, _):
        page, traffic = arrive(base)
        page.goto(base)
        if "eval" in said:
            page.evaluate("() => { setTimeout(() => { try { eval(`document.title = 'planted'`) } catch { } }, 0) }")
        traffic.settle(page)
        assert page.title() == "Planted"
        assert page.locator("html").get_attribute("data-own") == "ran"
        assert page.evaluate("getComputedStyle(document.querySelector('p')).color") == "rgb(0, 128, 0)"
        assert any(told.startswith(said) for told in traffic.take())


# Each asks the stranger for something, in one of the ways that there are.
ASK = {
    "script": "document.head.append(Object.assign(document.createElement('script'), { src: at }))",
    "module": "import(at).catch(() => {})",
    "image": "new Image().src = at",
    "style": "document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: at }))",
    "prefetch": "document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: at }))",
    "font": "new FontFace('x', `url(${at})`).load().catch(() => {})",
    "fetch": "fetch(at).catch(() => {})",
    "beacon": "navigator.sendBeacon(at, 'x')",
    "socket": "new WebSocket(at.replace('http', 'ws'))",
    "events": "new EventSource(at)",
    "frame": "document.body.append(Object.assign(document.createElement('iframe'), { src: at }))",
    "video": "document.body.append(Object.assign(document.createElement('video'), { src: at }))",
    "form": """{ const form = Object.assign(document.createElement('form'), { action: at, method: 'post' });
        document.body.append(form); form.submit(); }""",
}


@pytest.mark.parametrize("has_policy", [False, True], ids=["no policy", "policy"])
def test_a_request_to_a_stranger_is_refused_and_reported(
    planted: Path, arrive: Arrive, tmp_path: Path, has_policy: bool
) -> None:
    if not has_policy:  # then the tests' own browser must refuse
        (planted / "index.html").write_text(PAGE, encoding="utf-8")
        (planted / "_headers").unlink()
    with host(planted.parent) as (base, _), host(tmp_path / "stranger") as (stranger, asked):
        page, traffic = arrive(base)
        traffic.refuse()
        page.goto(base)
        for way, script in ASK.items():
            page.evaluate(f"() => {{ const at = {json.dumps(f'{stranger}for-the-{way}')}; {script} }}")
        assert (silent(page, traffic), asked) == ([], [])


def silent(page: Page, traffic: Traffic) -> list[str]:
    """The ways of which nothing was said, when all were spoken of or patience ends."""
    told: list[str] = []
    ways = list(ASK)
    for _ in range(200):
        page.wait_for_timeout(10)
        told += traffic.take()
        # Of a frame a browser tells no more than the origin.
        ways = [way for way in ways if not any(f"for-the-{way}" in one or f"{way}-src forbids" in one for one in told)]
        if not ways:
            break
    return ways


def test_the_stranger_would_have_answered(arrive: Arrive, tmp_path: Path) -> None:
    with host(tmp_path) as (stranger, asked):
        page, _ = arrive(stranger)
        page.goto(f"{stranger}for-the-image")
        assert asked[0].endswith("for-the-image")
