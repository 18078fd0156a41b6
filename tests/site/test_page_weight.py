"""What pages weigh on the way to the reader, in a real browser; `scripts.benchmarks.heaviest` and `page_weight` tell."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from scripts.benchmarks import mathjax_site, page_weight
from scripts.benchmarks.heaviest import FIRST_VISIT, NEXT_PAGE, heaviest, weigh
from scripts.benchmarks.visits import Host, host

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def hosted(site: Path) -> Iterator[Host]:
    """The site, sent as a public host sends it."""
    with host(site) as server:
        yield server


def test_the_heaviest_pages_are_light(browser: Browser, site: Path) -> None:
    assert [miss for weight in weigh(browser, site, heaviest(site)) for miss in weight.misses()] == []


@pytest.mark.planted
def test_a_heavy_file_is_caught(browser: Browser, tmp_path: Path) -> None:
    page = '<!doctype html><meta charset="utf-8"><title>A page</title><p>Words</p>'
    for place, size in (("light", 0), ("heavy", NEXT_PAGE), ("heavier", FIRST_VISIT)):
        (tmp_path / place).mkdir()
        picture = '<img src="picture.png" alt="noise">' if size else ""
        (tmp_path / place / "index.html").write_text(page + picture, encoding="utf-8")
        (tmp_path / place / "picture.png").write_bytes(random.Random(1).randbytes(size))
    light, heavy, heavier = weigh(browser, tmp_path, ["light/", "heavy/", "heavier/"], before="light/")
    assert light.misses() == []
    assert [complaint.split(": ")[0] for complaint in heavy.misses()] == ["heavy/"]
    assert "on a next page" in heavy.misses()[0]
    complaints = heavier.misses()
    assert [any(what in complaint for complaint in complaints) for what in ("first visit", "next page")] == [True, True]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A reader who has been nowhere."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def asked(server: Host) -> set[str]:
    """Which of the search's files were sent since the last time."""
    return {path for path in server.take() if "search" in path}


def test_the_search_is_fetched_when_it_opens(page: Page, hosted: Host) -> None:
    hosted.take()
    page.goto(f"{hosted.address}session-04/sigmoid/")
    page.wait_for_load_state("networkidle")
    assert asked(hosted) == set()
    page.keyboard.press("s")
    page.keyboard.type("sigmoid")
    page.locator(".md-search-result__item").first.wait_for()
    assert {path.rpartition("/")[2].split(".")[0] for path in asked(hosted)} == {"search", "search_index"}


def test_a_word_that_the_address_names_is_marked(page: Page, hosted: Host) -> None:
    page.goto(f"{hosted.address}session-04/sigmoid/?h=sigmoid")
    page.locator("mark[data-md-highlight]").first.wait_for()


@pytest.mark.long
@pytest.mark.usefixtures("generated_here")
def test_beside_mathjax_a_page_is_a_third_and_answers_at_once(browser: Browser, tmp_path: Path) -> None:
    sites = mathjax_site.build(tmp_path, only=("index.md", "references.md", "session-04/softmax.md"))
    entries = page_weight.measure(browser, sites, ["session-04/softmax/"], rounds=3)
    assert page_weight.misses(entries) == [], page_weight.table(entries)


def test_a_target_that_is_missed_is_told() -> None:
    light = {"bytes": 100.0, "blocking": 10.0, "paint": 900.0, "shift": 0.001, "requests": 9.0}
    heavy = {"bytes": 400.0, "blocking": 100.0, "paint": 1000.0, "shift": 0.2, "requests": 30.0}
    entries = [
        {
            "page": "a/",
            "ours": light,
            "MathJax": heavy,
            "ratios": page_weight.ratios({"ours": light, "MathJax": heavy}),
        },
        {
            "page": "b/",
            "ours": heavy,
            "MathJax": light,
            "ratios": page_weight.ratios({"ours": heavy, "MathJax": light}),
        },
    ]
    wrong = page_weight.misses(entries)
    assert all(text.startswith("b/") for text in wrong)
    assert [word for word in ("bytes", "blocking", "paint", "shifts") if any(word in text for text in wrong)] == [
        "bytes",
        "blocking",
        "paint",
        "shifts",
    ]
