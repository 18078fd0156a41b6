"""A page's exercises in a browser: where things are, and what a reader does with them."""

from __future__ import annotations

from urllib.parse import parse_qs

from playwright.sync_api import Locator, Page

from scripts.finish.light import formulas
from scripts.paths import DOCS
from scripts.practice import page as built
from scripts.practice.exercise import Exercise
from scripts.practice.numbers import numbers
from tests.docs import pages
from tests.practice.exercises import source, typed
from tests.site import checks


def address(stem: str) -> str:
    """The page with the exercises of a stem, relative to the site's base."""
    return f"{source(stem).relative_to(DOCS).with_suffix('').as_posix()}/"


def arrive_at(page: Page, base: str, stem: str, query: str = "") -> None:
    """Open a page at its exercises, and wait until they are alive."""
    page.goto(f"{base}{address(stem)}{query}#practice")
    checks.whole(page)
    page.locator(".practice[data-live]").wait_for()


def reload(page: Page) -> None:
    """Load the page again, and wait until its exercises are alive."""
    page.reload()
    checks.whole(page)
    page.locator(".practice").scroll_into_view_if_needed()
    page.locator(".practice[data-live]").wait_for()


def place(page: Page, exercise: Exercise) -> Locator:
    """Where an exercise is."""
    return page.locator(f"#practice-{exercise.id}")


def verdict(page: Page, exercise: Exercise) -> str:
    """What was said of the last answer."""
    return " ".join(place(page, exercise).locator(".practice-verdict").inner_text().split())


def field(page: Page, exercise: Exercise) -> Locator:
    """Where a number is typed."""
    return place(page, exercise).get_by_label("Your answer")


def answer(page: Page, exercise: Exercise, text: str) -> str:
    """Type an answer and press Enter; what is said of it."""
    field(page, exercise).fill(text)
    field(page, exercise).press("Enter")
    return verdict(page, exercise)


def right_answer(exercise: Exercise, seed: int) -> str:
    """The right answer, as a reader would type it."""
    found = numbers(exercise, seed)
    return typed(found[exercise.answer], exercise, found)


def solve(page: Page, exercise: Exercise, seed: int = 1) -> str:
    """Give the right answer; what is said of it."""
    if exercise.answer:
        return answer(page, exercise, right_answer(exercise, seed))
    right = [option.right for option in exercise.options].index(True)
    place(page, exercise).get_by_role("radio").nth(right).check()
    place(page, exercise).get_by_role("button", name="Check").click()
    return verdict(page, exercise)


def button(page: Page, exercise: Exercise, name: str) -> Locator:
    """A button of an exercise."""
    return place(page, exercise).get_by_role("button", name=name)


def words(html: str) -> str:
    """The text of some HTML as it stands there, without blanks, and without what only the search reads."""
    return without_blanks(pages.parse(formulas.WORDS.sub("", html)).text())


def text_of(locator: Locator) -> str:
    """The text of an element, without blanks."""
    return without_blanks(locator.text_content() or "")


def without_blanks(text: str) -> str:
    """The characters that can be seen: KaTeX puts blanks of no width into its tables."""
    return "".join(text.replace("\u200b", "").split())


def part(exercise: Exercise, name: str, seed: int) -> str:
    """A part of an exercise as the build fills it."""
    return words(built.fill_html(built.rendered(exercise.texts[name]), numbers(exercise, seed)))


def seed_in(page: Page, exercise: Exercise) -> int:
    """The seed that the address names."""
    return int(parse_qs(page.evaluate("location.search.slice(1)")).get(f"practice.{exercise.id}", ["1"])[0])
