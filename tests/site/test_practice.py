"""Every exercise of every page, answered in a real browser: by mouse and keyboard, rightly, wrongly and nonsensically."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from scripts.practice.exercise import Exercise, load, stems
from scripts.practice.numbers import numbers
from tests.practice.exercises import typed
from tests.record import Record
from tests.site import axe, checks
from tests.site.practice import (
    address,
    answer,
    arrive_at,
    button,
    field,
    part,
    place,
    reload,
    right_answer,
    seed_in,
    solve,
    text_of,
    verdict,
)
from tests.site.traffic import Traffic

pytestmark = pytest.mark.slow

NONSENSE = ["", "a half", "1e308", "-1e308", "0.1 0.2", "0,25", "1/0", "<img src=x onerror=alert(1)>"]


@pytest.fixture(scope="module")
def reader(browser: Browser, served: str) -> Iterator[tuple[Page, Traffic]]:
    """One reader for all pages, so that each is loaded once."""
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    yield context.new_page(), Traffic(context, served)
    context.close()


@pytest.mark.parametrize("stem", stems())
def test_every_answer_and_every_mistake_of_a_page_is_judged(
    reader: tuple[Page, Traffic], served: str, stem: str, record: Record
) -> None:
    page, traffic = reader
    arrive_at(page, served, stem)
    for exercise in load(stem):
        assert text_of(place(page, exercise).locator(".practice-question")) == part(exercise, "question", 1)
        (judge_numbers if exercise.answer else judge_choices)(page, exercise)
        assert solve(page, exercise).startswith("Right: ")
        expect(place(page, exercise).locator(".practice-solved")).to_be_visible()
        unfold(page, exercise)
    count = len(load(stem))
    expect(page.locator(".practice-progress")).to_contain_text(f"{count} of {count} solved.")
    traffic.settle(page)
    assert traffic.take() == []
    record(address(stem).rstrip("/"), "exercises", count)


def judge_numbers(page: Page, exercise: Exercise) -> None:
    """Type what a reader may get wrong, and what is no number at all."""
    found = numbers(exercise, 1)
    for name, _ in exercise.mistakes:
        told = answer(page, exercise, typed(found[name], exercise, found))
        assert told.startswith("Not yet:"), name
        shown = text_of(place(page, exercise).locator(".practice-verdict"))
        assert shown == f"Notyet:{part(exercise, f'mistake {name}', 1)}", name
    for text in NONSENSE:
        told = answer(page, exercise, text)
        assert len(told) > 20, text
        assert not told.startswith(("Right", "Not yet")), text
        expect(field(page, exercise)).to_have_value(text)
        expect(field(page, exercise)).to_have_attribute("aria-invalid", "true")


def judge_choices(page: Page, exercise: Exercise) -> None:
    """Choose nothing, then each wrong option."""
    button(page, exercise, "Check").click()
    assert verdict(page, exercise) == "Choose an answer first."
    for number, option in enumerate(exercise.options, start=1):
        if not option.right:
            place(page, exercise).get_by_role("radio").nth(number - 1).check()
            button(page, exercise, "Check").click()
            shown = text_of(place(page, exercise).locator(".practice-verdict"))
            assert shown == f"Notyet:{part(exercise, f'why {number}', 1)}"


def unfold(page: Page, exercise: Exercise) -> None:
    """Ask for every hint and the solution."""
    for _ in exercise.hints:
        button(page, exercise, "Hint").click()
    hints = place(page, exercise).locator(".practice-hints > p")
    expect(hints).to_have_count(len(exercise.hints))
    expect(button(page, exercise, "No more hints")).to_have_attribute("aria-disabled", "true")
    button(page, exercise, "No more hints").press("Enter")
    expect(hints).to_have_count(len(exercise.hints))
    solution = place(page, exercise).locator("details.solution")
    solution.locator("summary").click()
    if exercise.solution:
        assert text_of(solution).endswith(part(exercise, "solution", 1))


@pytest.mark.parametrize("stem", stems())
def test_new_numbers_are_asked_for_kept_in_the_address_and_judged(
    reader: tuple[Page, Traffic], served: str, stem: str
) -> None:
    page, traffic = reader
    arrive_at(page, served, stem)
    drawn = [exercise for exercise in load(stem) if exercise.numbers is not None]
    for exercise in drawn:
        button(page, exercise, "Hint").click()
        button(page, exercise, "New numbers").click()
        expect(button(page, exercise, "New numbers")).to_be_focused()
        assert verdict(page, exercise) == "The question has new numbers."
        expect(place(page, exercise).locator(".practice-hints > p")).to_have_count(0)
    seeds = {exercise.id: seed_in(page, exercise) for exercise in drawn}
    reload(page)
    for exercise in drawn:
        seed = seeds[exercise.id]
        assert seed > 1
        assert text_of(place(page, exercise).locator(".practice-question")) == part(exercise, "question", seed)
        assert solve(page, exercise, seed).startswith("Right: ")
    assert traffic.take() == []


@pytest.mark.long
@pytest.mark.parametrize("stem", stems())
def test_a_page_is_practised_with_the_keyboard_alone(reader: tuple[Page, Traffic], served: str, stem: str) -> None:
    page, _ = reader
    arrive_at(page, served, stem)
    for exercise in load(stem):
        first = place(page, exercise).locator("input").first
        tab_to(page, first)
        if exercise.answer:
            page.keyboard.type(right_answer(exercise, 1))
        else:
            # The first arrow chooses the option after the one that has the focus; a whole round ends at the right one.
            page.keyboard.press("Space")
            for _ in range([option.right for option in exercise.options].index(True)):
                page.keyboard.press("ArrowDown")
        tab_to(page, button(page, exercise, "Check"))
        page.keyboard.press("Enter")
        assert verdict(page, exercise).startswith("Right: ")
        expect(button(page, exercise, "Check")).to_be_focused()
        tab_to(page, button(page, exercise, "Hint"))
        page.keyboard.press("Space")
        expect(place(page, exercise).locator(".practice-hints > p")).to_have_count(1)
        if exercise.numbers is not None:
            tab_to(page, button(page, exercise, "New numbers"))
            page.keyboard.press("Space")
            assert seed_in(page, exercise) > 1
        tab_to(page, place(page, exercise).locator("summary"))
        page.keyboard.press("Enter")
        expect(place(page, exercise).locator("details.solution")).to_have_attribute("open", "")


def tab_to(page: Page, target: Locator) -> None:
    """Press the Tab key until an element has the focus; the first time, from the top of the exercises."""
    if not page.evaluate("document.activeElement.closest('.practice')"):
        page.evaluate("document.querySelector('.practice').setAttribute('tabindex', '-1')")
        page.evaluate("document.querySelector('.practice').focus()")
    for _ in range(12):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"the Tab key never reached {target}")


@pytest.fixture(scope="module")
def phone(browser: Browser, served: str) -> Iterator[tuple[Page, Traffic]]:
    """A reader with a finger."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    yield context.new_page(), Traffic(context, served)
    context.close()


@pytest.mark.long
@pytest.mark.parametrize("stem", stems())
def test_a_phone_shows_the_exercises_whole(phone: tuple[Page, Traffic], served: str, stem: str) -> None:
    page, traffic = phone
    arrive_at(page, served, stem)
    for exercise in load(stem):
        if exercise.answer:
            for name, _ in exercise.mistakes[:1]:
                found = numbers(exercise, 1)
                answer(page, exercise, typed(found[name], exercise, found))
        button(page, exercise, "Hint").tap()
        place(page, exercise).locator("summary").tap()
    assert checks.raw_tex(page) == []
    for mode in axe.SCHEMES:
        axe.switch(page, mode)
        assert [*checks.formulas(page), *checks.sideways(page), *small_targets(page)] == []
    traffic.settle(page)
    assert traffic.take() == []


def small_targets(page: Page) -> list[str]:
    """What a finger could miss: smaller than 24 px."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.practice :is(button, input, summary, label[for*=option])')]
            .filter(element => element.checkVisibility() && element.type !== 'radio')
            .map(element => [element.textContent || element.id, element.getBoundingClientRect()])
            .filter(([, box]) => box.width < 24 || box.height < 24)
            .map(([name, box]) => `${name}: ${Math.round(box.width)} x ${Math.round(box.height)} px`)"""
    )
    return found


@pytest.fixture(scope="module")
def unscripted(browser: Browser) -> Iterator[Page]:
    """A page where no script runs."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("stem", stems())
def test_without_javascript_the_first_numbers_and_their_solution_are_there(
    unscripted: Page, served: str, stem: str
) -> None:
    page = unscripted
    page.goto(f"{served}{address(stem)}#practice")
    for exercise in load(stem):
        assert text_of(place(page, exercise).locator(".practice-question")) == part(exercise, "question", 1)
        solution = place(page, exercise).locator("details.solution")
        solution.locator("summary").click()
        if exercise.solution:
            assert text_of(solution).endswith(part(exercise, "solution", 1))
        for number, option in enumerate(exercise.options, start=1):
            told = f"{'Right' if option.right else 'Notso'}:{part(exercise, f'why {number}', 1)}"
            assert text_of(solution.locator("li").nth(number - 1)) == told
    expect(page.locator(".practice :is(button, input, form)")).to_have_count(0)
