"""Practice remembers, forgets and shares, with storage and without, and leaves nothing behind in the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from scripts.practice.exercise import load, stems
from tests.site.practice import address, arrive_at, button, field, part, place, reload, solve, text_of, verdict
from tests.site.traffic import Traffic

pytestmark = pytest.mark.slow

Arrive = Callable[..., tuple[Page, Traffic]]
FIRST = stems()[0]
REFUSALS = {
    "no-storage": "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
    "no-room": """
        const kept = Storage.prototype.setItem;
        Storage.prototype.setItem = function (key, value) {
            if (key.startsWith('nnref')) throw new DOMException('full', 'QuotaExceededError');
            kept.call(this, key, value);
        };""",
}


def test_progress_outlives_a_reload_and_can_be_forgotten(arrive: Arrive, served: str) -> None:
    page, traffic = arrive(served)
    arrive_at(page, served, FIRST)
    exercises = load(FIRST)
    forget = page.get_by_role("button", name="Forget my progress")
    expect(page.locator(".practice-progress")).to_contain_text(f"0 of {len(exercises)} solved.")
    expect(forget).to_be_hidden()
    solve(page, exercises[0])
    reload(page)
    expect(page.locator(".practice-progress")).to_contain_text(f"1 of {len(exercises)} solved.")
    expect(place(page, exercises[0]).locator(".practice-solved")).to_be_visible()
    forget.click()
    expect(page.locator(".practice-progress")).to_contain_text(f"0 of {len(exercises)} solved.")
    expect(forget).to_be_focused()
    reload(page)
    expect(page.locator(".practice-progress")).to_contain_text(f"0 of {len(exercises)} solved.")
    assert traffic.take() == []


@pytest.mark.parametrize("stored", ["{", "3", '{"a": 1}', '[1, null, "x"]'])
def test_what_was_stored_by_another_is_no_obstacle(arrive: Arrive, served: str, stored: str) -> None:
    page, traffic = arrive(served)
    page.add_init_script(
        f"localStorage.getItem('nnref.practice') ?? localStorage.setItem('nnref.practice', {stored!r})"
    )
    arrive_at(page, served, FIRST)
    solve(page, load(FIRST)[0])
    reload(page)
    expect(page.locator(".practice-progress")).to_contain_text("1 of ")
    assert traffic.take() == []


@pytest.mark.parametrize("refusal", REFUSALS)
def test_without_storage_all_works_until_the_reader_leaves(arrive: Arrive, served: str, refusal: str) -> None:
    page, traffic = arrive(served)
    page.add_init_script(REFUSALS[refusal])
    arrive_at(page, served, FIRST)
    expect(page.locator(".practice-progress")).not_to_contain_text("stores nothing")
    assert solve(page, load(FIRST)[0]).startswith("Right: ")
    expect(page.locator(".practice-progress")).to_contain_text("1 of ")
    expect(page.locator(".practice-progress")).to_contain_text("This browser stores nothing")
    page.get_by_role("button", name="Forget my progress").click()
    expect(page.locator(".practice-progress")).to_contain_text("0 of ")
    # The theme, too, asks for the storage, and says so where there is none.
    assert set(traffic.take()) <= {"console error: no"}


@pytest.mark.parametrize("seed", ["x", "0", "-3", "1e9", "9999999", "%3Cscript%3E"])
def test_an_address_that_asks_for_nonsense_is_told(arrive: Arrive, served: str, seed: str) -> None:
    page, traffic = arrive(served)
    exercise = next(each for each in load(FIRST) if each.numbers is not None)
    arrive_at(page, served, FIRST, f"?practice.{exercise.id}={seed}")
    assert "is a whole number from 1 to" in verdict(page, exercise)
    assert text_of(place(page, exercise).locator(".practice-question")) == part(exercise, "question", 1)
    assert solve(page, exercise).startswith("Right: ")
    assert traffic.take() == []


def test_the_address_keeps_what_others_wrote(arrive: Arrive, served: str) -> None:
    page, _ = arrive(served)
    exercise = next(each for each in load(FIRST) if each.numbers is not None)
    arrive_at(page, served, FIRST, "?activation.z=2")
    button(page, exercise, "New numbers").click()
    assert re.search(rf"\?activation\.z=2&practice\.{exercise.id}=\d+#practice$", page.evaluate("location.href"))


def test_every_control_has_a_name_and_verdicts_are_announced(arrive: Arrive, served: str) -> None:
    page, _ = arrive(served)
    arrive_at(page, served, FIRST)
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('.practice :is(button, input)')]
            .filter(one => !(one.labels?.[0] ?? one).textContent.trim()).map(one => one.outerHTML)"""
    )
    assert nameless == []
    for exercise in load(FIRST):
        expect(place(page, exercise).locator(".practice-verdict")).to_have_role("status")
        expect(place(page, exercise)).to_have_accessible_name(re.compile(r"Practice \d"))
        if exercise.answer:
            note = page.locator(f"#{field(page, exercise).get_attribute('aria-describedby')}")
            expect(note).to_contain_text(exercise.tolerance.told)


def test_a_page_that_is_reached_without_a_reload_is_alive(arrive: Arrive, served: str) -> None:
    # The theme replaces the page's text in place: what was on the page before ends, and the new exercises begin.
    page, traffic = arrive(served)
    arrive_at(page, served, FIRST)
    page.evaluate("window.isStillHere = true")
    other = stems()[1]
    page.locator(f".md-nav a[href$='{address(other).split('/')[-2]}/']").first.click()
    page.wait_for_url(f"**/{address(other)}**")  # the theme may name the section that was in view
    there = page.locator(f".practice[data-practice='{other}']")
    there.scroll_into_view_if_needed()
    expect(there).to_have_attribute("data-live", "")
    assert solve(page, load(other)[0]).startswith("Right: ")
    assert page.evaluate("window.isStillHere")
    assert traffic.take() == []


@pytest.mark.long
def test_a_thousand_answers_leave_nothing_behind(arrive: Arrive, served: str) -> None:
    page, traffic = arrive(served)
    arrive_at(page, served, FIRST)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    play(page, 100)
    before = counts(session)
    play(page, 1000)
    after = counts(session)
    assert after["Nodes"] <= before["Nodes"] + 50
    assert after["JSEventListeners"] <= before["JSEventListeners"]
    assert after["JSHeapUsedSize"] <= before["JSHeapUsedSize"] * 1.05
    assert traffic.take() == []


def play(page: Page, times: int) -> None:
    """Answer, ask for a hint and for new numbers, again and again; in the end as it was at first."""
    page.evaluate(
        """times => {
            for (const section of document.querySelectorAll('.practice-exercise')) {
                const input = section.querySelector('input');
                const [check, ...others] = section.querySelectorAll('button');
                for (let i = 0; i < times; i += others.length + 1) {
                    if (input.type === 'text') input.value = String(i % 7);
                    else section.querySelectorAll('input')[i % 3].checked = true;
                    check.click();
                    for (const other of others) other.click();
                }
            }
        }""",
        times,
    )


def counts(session: Any) -> dict[str, float]:
    """What the page holds after its waste was collected."""
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    return {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
