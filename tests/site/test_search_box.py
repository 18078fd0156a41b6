"""The search box answers what a student would type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.traffic import Traffic

pytestmark = pytest.mark.slow

QUESTIONS = {
    "sigmoid derivative": "session-04/sigmoid/",
    "cross entropy log base": "session-04/cross-entropy/",
    "relu at 0": "session-04/relu/",
    "why not linear": "session-04/linear/",
    "softmax": "session-04/softmax/",
    "leaky relu slope": "session-04/leaky-relu/",
    "tanh range": "session-04/tanh/",
    "one hot": "session-04/cross-entropy/",
    "w_ij": "notation/",
    "vanishing": "session-04/vanishing-gradients/",
    "dead neurons": "session-04/relu/",
    "why exponential": "session-04/softmax/",
    "why not zero weights": "session-04/initialization/",
    "adam epsilon": "session-04/optimizers/",
    "chain rule": "session-04/backpropagation/",
    "confusion matrix": "session-04/digits/",
    "keras": "session-04/tensorflow/",
}
FIRST = 3
INDEX_MILLISECONDS = 20_000  # to fetch and read the index on a machine under load
ANSWERED = re.compile(r"match")  # "3 matching documents", "No matching documents"
TEX = re.compile(r"\$\$|\\[a-zA-Z(\[]|\$[^\s$][^$]*\$|%\s*eq:")


@dataclass(frozen=True)
class Result:
    """A page that the search offers: its address, and all that the reader sees of it."""

    address: str
    preview: str


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
        Result(found["address"], found["preview"])
        for found in items.evaluate_all(
            """items => items.map(item => ({
                address: item.querySelector('a.md-search-result__link').href,
                preview: item.textContent.replace(/\\s+/g, ' ').trim(),
            }))"""
        )
    ]


def faults(results: list[Result], wanted: str) -> list[str]:
    """What is wrong with the answer to a question."""
    wrong = []
    first = [result.address for result in results[:FIRST]]
    if not any(re.search(rf"/{wanted}(\?|#|$)", address) for address in first):
        wrong.append(f"{wanted} is not among the first {FIRST}: {first}")
    wrong += [f"TeX in a preview: {result.preview}" for result in results if TEX.search(result.preview)]
    return wrong


@pytest.fixture(scope="module")
def reader(browser: Browser, served: str) -> Iterator[tuple[Page, Traffic]]:
    """A reader on the home page, who asks one question after the other."""
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    traffic = Traffic(context, served)
    page = context.new_page()
    page.goto(served)
    yield page, traffic
    context.close()


@pytest.mark.parametrize(("question", "wanted"), QUESTIONS.items(), ids=QUESTIONS)
def test_a_students_question_finds_its_page(reader: tuple[Page, Traffic], question: str, wanted: str) -> None:
    page, traffic = reader
    assert faults(search(page, question), wanted) == []
    traffic.settle(page)
    assert traffic.take() == []


def test_a_question_without_an_answer_finds_nothing(reader: tuple[Page, Traffic]) -> None:
    page, _ = reader
    assert search(page, "photosynthesis") == []


def test_a_result_leads_to_its_page(reader: tuple[Page, Traffic], served: str) -> None:
    page, _ = reader
    results = search(page, "leaky relu")
    page.locator(".md-search-result__link").first.click()
    expect(page).to_have_url(results[0].address)
    expect(page.locator(".md-content h1")).to_contain_text("Leaky ReLU")
    page.goto(served)


RELU = Result("http://127.0.0.1/notes/session-04/relu/?h=relu", "ReLU The slope is 0 or 1, at a price of $5.")


@pytest.mark.parametrize(
    ("results", "count"),
    [
        ([RELU], 0),
        ([Result("http://127.0.0.1/notes/session-04/relu/#at-0", "σ(z) = 1/(1 + e^(−z))")], 0),
        ([], 1),
        ([Result("http://127.0.0.1/notes/session-04/leaky-relu/", "Leaky")] * FIRST + [RELU], 1),
        ([RELU, Result(RELU.address, r"the slope \frac{1}{4}")], 1),
        ([RELU, Result(RELU.address, r"the slope $\sigma'$")], 1),
        ([RELU, Result(RELU.address, "$$ z $$")], 1),
    ],
    ids=["right", "a section", "nothing found", "too far down", "a command", "dollars", "display"],
)
def test_a_wrong_answer_is_noticed(results: list[Result], count: int) -> None:
    assert len(faults(results, "session-04/relu/")) == count
