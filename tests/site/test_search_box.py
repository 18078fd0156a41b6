"""The search box answers what a student would type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import lists
from tests.site.traffic import Traffic

pytestmark = pytest.mark.slow

QUESTIONS: dict[str, str | list[str]] = lists.read(Path(__file__).parent, "questions")
LEAST_SHARE = 0.95  # of the questions, answered among the first
FIRST = 3  # results
TALLEST_PREVIEW = 220  # pixels: what is longer, nobody reads
INDEX_MILLISECONDS = 20_000  # to fetch and read the index on a machine under load
ANSWERED = re.compile(r"match")  # "3 matching documents", "No matching documents"
MARKUP = re.compile(r"</?[a-z]+[ >]|&[a-z]+;")
TEX = re.compile(r"\$\$|\\[a-zA-Z(\[]|\$[^\s$][^$]*\$|%\s*eq:")


@dataclass(frozen=True)
class Result:
    """A page that the search offers: the addresses of it and of its sections, those shown, and all that the reader sees."""

    addresses: list[str]
    preview: str
    height: int = 0  # of the tallest of them, in pixels


def search(page: Page, question: str) -> list[Result]:
    """Type a question into the search box; what it offers, in order."""
    box = page.locator(".md-search__input")
    items = page.locator(".md-search-result__list > .md-search-result__item")
    box.click()
    box.fill("")
    box.press("End")
    meta = page.locator(".md-search-result__meta")
    expect(items).to_have_count(0)
    # What the box said of the question before is gone: else it could be taken for the answer to this one.
    expect(meta).not_to_have_text(ANSWERED, timeout=INDEX_MILLISECONDS)
    # In one piece, so that the answer is to the whole question and not to its first letters.
    page.keyboard.insert_text(question)
    box.press("End")
    expect(meta).to_have_text(ANSWERED, timeout=INDEX_MILLISECONDS)
    return [
        Result(found["addresses"], found["preview"], found["height"])
        for found in items.evaluate_all(
            """items => items.map(item => ({
                addresses: [...item.querySelectorAll('a.md-search-result__link')]
                    .filter(link => !link.closest('details')).map(link => link.href),
                preview: item.innerText.replace(/\\s+/g, ' ').trim(),
                height: Math.max(...[...item.querySelectorAll('article')].map(part => part.offsetHeight)),
            }))"""
        )
    ]


def is_answered(results: list[Result], sections: str | list[str]) -> bool:
    """Whether one of the sections, or pages, is shown among the first results."""
    wanted = [sections] if isinstance(sections, str) else sections
    shown = [address for result in results[:FIRST] for address in result.addresses]
    # The words that were found stand in the address too, before the section: ?h=...
    return any(re.sub(r"\?[^#]*", "", address).endswith(f"/{section}") for address in shown for section in wanted)


def unreadable(results: list[Result]) -> list[str]:
    """What is wrong with what a reader sees of the results."""
    wrong = [f"TeX in a preview: {result.preview}" for result in results if TEX.search(result.preview)]
    wrong += [f"markup in a preview: {result.preview}" for result in results if MARKUP.search(result.preview)]
    wrong += [f"no preview of {result.addresses}" for result in results if not result.preview]
    return wrong + [f"{r.height} pixels: {r.preview}" for r in results if r.height > TALLEST_PREVIEW]


@pytest.fixture(scope="module")
def reader(browser: Browser, served: str) -> Iterator[tuple[Page, Traffic]]:
    """A reader on the home page, who asks one question after the other."""
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    traffic = Traffic(context, served)
    page = context.new_page()
    page.goto(served)
    yield page, traffic
    context.close()


def test_the_questions_are_many_and_few_of_them_misspelt() -> None:
    slips = {"softmaxx", "backpropogation", "sigmiod", "vanishing gradiant", "crossentropy"}
    assert len(QUESTIONS) >= 60
    assert slips < QUESTIONS.keys()
    assert len(slips) <= len(QUESTIONS) / 10


def test_students_questions_find_their_sections(reader: tuple[Page, Traffic]) -> None:
    page, traffic = reader
    unanswered, wrong = [], []
    for question, sections in QUESTIONS.items():
        results = search(page, question)
        wrong += unreadable(results)
        if not is_answered(results, sections):
            unanswered.append(f"{question}: {[result.addresses for result in results[:FIRST]]}")
    share = 1 - len(unanswered) / len(QUESTIONS)
    print(f"{share:.1%} of {len(QUESTIONS)} questions are answered among the first {FIRST} results; not: {unanswered}")
    assert wrong == []
    assert share >= LEAST_SHARE, unanswered
    traffic.settle(page)
    assert traffic.take() == []


def test_a_question_without_an_answer_finds_nothing(reader: tuple[Page, Traffic]) -> None:
    page, _ = reader
    assert search(page, "photosynthesis") == []


def test_a_result_leads_to_its_page(reader: tuple[Page, Traffic], served: str) -> None:
    page, _ = reader
    results = search(page, "leaky relu")
    page.locator(".md-search-result__link").first.click()
    expect(page).to_have_url(results[0].addresses[0])
    expect(page.locator(".md-content h1")).to_contain_text("Leaky ReLU")
    page.goto(served)


RELU = Result(["http://127.0.0.1/notes/session-04/relu/?h=relu"], "ReLU The slope is 0 or 1, at a price of $5.")
SECTION = Result([*RELU.addresses, "http://127.0.0.1/notes/session-04/relu/?h=relu#one-bend"], "ReLU One bend")
LEAKY = Result(["http://127.0.0.1/notes/session-04/leaky-relu/"], "Leaky")


@pytest.mark.parametrize(
    ("results", "sections", "right"),
    [
        ([RELU], "session-04/relu/", True),
        ([LEAKY, SECTION], "session-04/relu/#one-bend", True),
        ([LEAKY, SECTION], ["session-04/tanh/", "session-04/relu/#one-bend"], True),
        ([], "session-04/relu/", False),
        ([RELU], "session-04/relu/#one-bend", False),
        ([LEAKY], "relu/", False),
        ([LEAKY] * FIRST + [RELU], "session-04/relu/", False),
    ],
    ids=["page", "section", "either", "nothing found", "page without its section", "another page", "too far down"],
)
def test_a_wrong_answer_is_noticed(results: list[Result], sections: str | list[str], right: bool) -> None:
    assert is_answered(results, sections) is right


@pytest.mark.parametrize(
    ("preview", "height", "count"),
    [
        (RELU.preview, 80, 0),
        ("σ(z) = 1/(1 + e^(−z))", 80, 0),
        (r"the slope \frac{1}{4}", 80, 1),
        (r"the slope $\sigma'$", 80, 1),
        ("$$ z $$", 80, 1),
        ("the slope </code>", 80, 1),
        ("", 80, 1),
        (RELU.preview, 400, 1),
    ],
    ids=["right", "a formula in words", "a command", "dollars", "display", "markup", "nothing", "a whole page"],
)
def test_an_unreadable_preview_is_noticed(preview: str, height: int, count: int) -> None:
    assert len(unreadable([Result(RELU.addresses, preview, height)])) == count
