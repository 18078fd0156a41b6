"""Hostile addresses, searches and stored progress: shown as text or refused with a message; nothing runs, the page works.

What is typed into explorers and exercises, and hostile values for every parameter of every explorer, are in
`explorer_nonsense.py`, `test_practice.py` and `test_practice_keeping.py`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.practice.exercise import load
from tests.site.explorer_nonsense import Dialogs
from tests.site.explorers import shown, visit
from tests.site.practice import arrive_at, solve, verdict
from tests.site.test_search_box import ANSWERED, INDEX_MILLISECONDS, search
from tests.site.traffic import Traffic

pytestmark = pytest.mark.slow

PAGE = "session-04/sigmoid/"  # with an explorer and exercises
NAME, STEM = "activation", "sigmoid"
MARKUP = "<img src=x onerror=\"document.title='planted'\">"
SCRIPT = "</script><script>document.title='planted'</script>"
LINK = "javascript:document.title='planted'"
PROTOTYPE = [
    "__proto__",
    "constructor",
    "document$",
]  # names that every object of JavaScript has, or the theme's window
LONGEST = 30_000  # signs; hosts answer no longer address: nginx and Apache take 8 KB, Cloudflare 32
HUGE = "9" * LONGEST

# What an explorer is asked for in the address, and whether it must object.
ASKED = {
    "broken percent": (f"{NAME}.z=%", True),
    "broken UTF-8": (f"{NAME}.z=%E0%A4%A", True),
    "huge": (f"{NAME}.z={HUGE}", True),
    "twice": (f"{NAME}.f={quote(MARKUP)}&{NAME}.f=tanh", True),
    "all at once": (f"{NAME}.f={quote(SCRIPT)}&{NAME}.z={quote(LINK)}", True),
    "names": ("&".join(f"{name}=1&{NAME}.{name}={quote(MARKUP)}&{quote(SCRIPT)}=2" for name in PROTOTYPE), False),
    "thousands of names": ("&".join(f"a{number}" for number in range(5_000)), False),
}
FRAGMENTS = {
    "markup": MARKUP,
    "markup in percents": quote(MARKUP),
    "a link": LINK,
    "broken percent": "%",
    "broken UTF-8": "%E0%A4%A",
    "huge": HUGE,
    "a selector": "a[href=']:not(",
    **{name: name for name in PROTOTYPE},
}
# What the theme marks in the text when the address says that a search led here.
MARKED = {
    "markup": MARKUP,
    "a script": SCRIPT,
    "an expression": "(" * 3000 + ".*",
    "huge": HUGE,
    **{name: name for name in PROTOTYPE},
}
SEARCHED = {
    "markup": MARKUP,
    "a script": SCRIPT,
    "a link": LINK,
    "an expression": "(((.*+?[",
    "a field": "title:sigmoid^1e9 +(",
    "huge": "a" * 20_000,
    "percent": "%E0%A4%A",
    **{name: name for name in PROTOTYPE},
}
STORED = {
    "broken": "{",
    "markup": json.dumps([MARKUP, f"{STEM}.{MARKUP}", SCRIPT]),
    "names": json.dumps([*PROTOTYPE, *(f"{STEM}.{name}" for name in PROTOTYPE)]),
    "a prototype": '{"__proto__": ["sigmoid"], "length": 3}',
    "deep": "[" * 100_000,
    "huge": json.dumps([f"{STEM}.{number}" for number in range(100_000)]),
    "a number": "1e999",
}
Reader = tuple[Page, Traffic]
Arrive = Callable[..., Reader]


@pytest.fixture(scope="module")
def desk(browser: Browser, served: str) -> Iterator[Reader]:
    """A reader who follows one bad link after the other."""
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    yield context.new_page(), Traffic(context, served)
    context.close()


@pytest.fixture
def reader(desk: Reader) -> Iterator[Reader]:
    """The same; whatever they did, nothing may have run and nothing may be complained of."""
    page, traffic = desk
    dialogs = Dialogs(page)
    yield desk
    assert harm(page, traffic) + dialogs.complaints == []


def harm(page: Page, traffic: Traffic) -> list[str]:
    """What hostile input must never do."""
    traffic.settle(page)
    complaints = ["a script ran"] if page.title() == "planted" else []
    complaints += [f"it came into the page: {html}" for html in page.evaluate(INJECTED)]
    complaints += [f"every object has a new {name}" for name in page.evaluate(POLLUTED)]
    # A page that is left for the next one drops what it was still fetching.
    return complaints + [told for told in traffic.take() if not told.endswith("(net::ERR_ABORTED)")]


INJECTED = """() => [...document.querySelectorAll('*')].filter(one =>
    one.matches('img[src="x"], [autofocus]')
    || one.getAttributeNames().some(name => name.startsWith('on'))
    || (one.localName === 'script' && one.textContent.includes('planted'))
    || ['href', 'src', 'action'].some(name => /^\\s*javascript:/i.test(one.getAttribute(name) ?? ''))
).map(one => one.outerHTML.slice(0, 200))"""
POLLUTED = "() => { const names = []; for (const name in {}) names.push(name); return names; }"


def again(page: Page, address: str) -> None:
    """Open an address afresh, even if it differs from the shown page's by its fragment alone."""
    page.goto("about:blank")
    page.goto(address)


@pytest.mark.parametrize(("query", "objects"), ASKED.values(), ids=ASKED)
def test_an_explorer_that_is_asked_for_it_shows_its_own_first_state(
    reader: Reader, served: str, query: str, objects: bool
) -> None:
    page, _ = reader
    visit(page, f"{served}{PAGE}?{query}", NAME)
    asked = shown(page, NAME)
    assert asked.summary == page.evaluate(FIRST, NAME).strip()
    assert asked.message.startswith("The address of this page asks for something that is not there.") == objects
    assert len(asked.message) < 400
    page.locator(f"section[data-explorer={NAME}] input[type=range]:visible").first.press("ArrowRight")
    assert shown(page, NAME).summary != asked.summary


# The summary as the build wrote it, for the wide column.
FIRST = """async name => {
    const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), 'text/html');
    const summary = page.querySelector(`section[data-explorer="${name}"] .explorer-summary`);
    return (summary.querySelector('.wide') ?? summary).textContent;
}"""


@pytest.mark.parametrize("fragment", FRAGMENTS.values(), ids=FRAGMENTS)
def test_a_page_with_it_as_fragment_is_whole(reader: Reader, served: str, fragment: str) -> None:
    page, _ = reader
    again(page, f"{served}{PAGE}#{fragment}")
    expect(page.locator(".md-content h1")).to_contain_text("Sigmoid")
    expect(
        page.locator(".md-content button[data-md-type=copy]").first
    ).to_be_attached()  # the theme's script ran to its end


@pytest.mark.parametrize("words", MARKED.values(), ids=MARKED)
def test_a_page_that_marks_it_stays_as_it_is(reader: Reader, served: str, words: str) -> None:
    page, traffic = reader
    again(page, f"{served}notation/?h={quote(words)}")
    traffic.settle(page)
    expect(page.locator(".md-content h1")).to_contain_text("Notation")
    marks = page.locator(".md-content mark").all_text_contents()
    assert {mark.lower() for mark in marks} <= {words}


@pytest.mark.parametrize("words", SEARCHED.values(), ids=SEARCHED)
def test_a_search_for_it_is_answered(reader: Reader, served: str, words: str) -> None:
    page, _ = reader
    if page.url != served:
        page.goto(served)
    search(page, words)
    expect(page.locator(".md-search__input")).to_have_value(words)
    assert search(page, "softmax")


@pytest.mark.parametrize("words", [MARKUP, "%", "((("], ids=["markup", "percent", "an expression"])
def test_an_address_that_searches_for_it_opens_the_search(reader: Reader, served: str, words: str) -> None:
    page, _ = reader
    again(page, f"{served}?q={quote(words)}")
    expect(page.locator(".md-search__input")).to_have_value(words)
    expect(page.locator(".md-search-result__meta")).to_have_text(ANSWERED, timeout=INDEX_MILLISECONDS)


@pytest.mark.parametrize(
    "seed",
    ["__proto__", quote(MARKUP), quote(LINK), HUGE[:10_000], "%E0%A4%A", "1%00", "٣", "0x10", ""],
    ids=["a name", "markup", "a link", "huge", "broken UTF-8", "a zero byte", "other digits", "hexadecimal", "nothing"],
)
def test_an_exercise_that_is_asked_for_it_says_so(reader: Reader, served: str, seed: str) -> None:
    page, _ = reader
    exercise = next(each for each in load(STEM) if each.numbers is not None)
    arrive_at(page, served, STEM, f"?practice.{exercise.id}={seed}&practice.__proto__=2&practice.constructor=3")
    assert re.search(r"is a whole number from 1 to \d+\. These are the first ones\.$", verdict(page, exercise))
    assert solve(page, exercise).startswith("Right: ")


@pytest.mark.parametrize("stored", STORED.values(), ids=STORED)
def test_progress_that_another_has_stored_counts_for_nothing(reader: Reader, served: str, stored: str) -> None:
    page, _ = reader
    page.evaluate("text => localStorage.setItem('nnref.practice', text)", stored)
    arrive_at(page, served, STEM)
    expect(page.locator(".practice-progress")).to_contain_text("0 of ")
    assert solve(page, load(STEM)[0]).startswith("Right: ")
    expect(page.locator(".practice-progress")).to_contain_text("1 of ")
    page.get_by_role("button", name="Forget my progress").click()
    expect(page.locator(".practice-progress")).to_contain_text("0 of ")


# What the tests above are there for

PLANTED = {
    "a script": ("document.title = 'planted'", "a script ran"),
    "an element": (
        f"document.body.insertAdjacentHTML('beforeend', {json.dumps(MARKUP)})",
        "it came into the page: <img",
    ),
    "a handler": ("document.body.setAttribute('onfocus', '')", "it came into the page: <body"),
    "a link": (f"document.querySelector('a').href = {json.dumps(LINK)}", "it came into the page: <a"),
    "a prototype": ("({}).__proto__.polluted = 1", "every object has a new polluted"),
    "an error": ("setTimeout(() => { throw new Error('broken') }, 0)", "console error: broken"),
}


@pytest.mark.planted
@pytest.mark.parametrize(("script", "said"), PLANTED.values(), ids=PLANTED)
def test_harm_that_was_done_is_noticed(arrive: Arrive, served: str, script: str, said: str) -> None:
    page, traffic = arrive(served)
    page.goto(f"{served}about/licence/")
    assert harm(page, traffic) == []
    page.evaluate(f"() => {{ {script} }}")
    assert any(told.startswith(said) for told in harm(page, traffic))
