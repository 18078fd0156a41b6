"""The words of the exercises: what they leave room for is filled, and what a reader sees is what was checked."""

from __future__ import annotations

import html as markup
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts import practice
from scripts.paths import ROOT
from scripts.practice import page
from scripts.practice.exercise import Exercise, ExerciseError, Numbers, load, named_in, parse, stems
from scripts.practice.numbers import numbers
from scripts.practice.tokens import fill
from tests.docs import pages
from tests.practice.exercises import EXERCISES, source
from tests.practice.node import ask

pytestmark = pytest.mark.slow

IDS = [f"{exercise.page}-{exercise.id}" for exercise in EXERCISES]
SEEDS = range(1, 7)
GOOD: dict[str, Any] = {
    "id": "half",
    "question": "Half of $@k@$?",
    "answer": "half",
    "digits": 1,
    "tolerance": 0.01,
    "solution": "$@k@/2 = @half:1@$",
}
CHOICE: dict[str, Any] = {
    "id": "why",
    "question": "Why?",
    "options": [{"text": "So.", "why": "yes.", "right": True}, {"text": "No.", "why": "no."}],
}
DRAWN = {"half": Numbers(lambda _: {"k": 3.0}, lambda drawn: {"half": drawn["k"] / 2})}


@pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)
def test_a_formula_that_is_shown_is_the_one_that_was_checked(exercise: Exercise) -> None:
    # The template's LaTeX, filled by the browser, beside the source's, filled before it is checked (test_practice_formulas.py).
    for part, text in exercise.texts.items():
        made = page.rendered(text)
        for seed in SEEDS:
            values = numbers(exercise, seed)
            tree = pages.parse(page.fill_html(made, values))
            seen = [compact(node.text()) for node in tree.walk() if node.tag == "annotation"]
            checked = pages.parse(page.render(fill(text, values).strip()))
            assert seen == [compact(node.text()) for node in checked.walk() if node.tag == "annotation"], (
                f"{part}, {seed}"
            )
            assert prose(tree) == prose(checked), f"{part}, {seed}"


def compact(tex: str) -> str:
    """LaTeX without blanks."""
    return re.sub(r"\s+", "", tex)


def prose(tree: pages.Node) -> str:
    """The words and the typeset formulas, minus signs as they may be."""
    for node in tree.walk():
        node.children = [each for each in node.children if isinstance(each, str) or not each.has_class("math-words")]
    return re.sub(r"[\s\u200b\u2060]+", "", tree.text({"annotation"}).replace("−", "-"))


@pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)
def test_nothing_is_left_to_fill(exercise: Exercise) -> None:
    for part, text in exercise.texts.items():
        made = page.fill_html(page.rendered(text), numbers(exercise, 1))
        assert not re.search(r"@|777\d{4}|\\math(?:bin|rel)|None|nan", made), part


def test_the_browser_fills_the_same_words() -> None:
    asked, expected = [], []
    for exercise in EXERCISES:
        for seed in SEEDS:
            values = numbers(exercise, seed)
            for text in exercise.texts.values():
                whole = re.sub(r"@\+(\w+(?::\d)?)@", r"@±\1@ @|\1@", text)
                whole = re.sub(r"@=(\w+(?::\d)?)@", r"@≈\1@ @~\1@", whole)
                asked.append([whole, values, "-"])
                expected.append(fill(text, values))
    assert ask({"fill": asked}) == expected


@pytest.mark.parametrize("stem", stems())
def test_a_page_of_exercises_stands_before_those_for_pencil_and_paper(stem: str) -> None:
    text = source(stem).read_text(encoding="utf-8")
    wanted = f'## Practice\n\n--8<-- "exercises/{stem}.md"\n\n'
    assert text.count(wanted) == 1
    assert text[text.index(wanted) + len(wanted) :].startswith(("## Exercises", "## Sources"))


@pytest.mark.parametrize("stem", stems())
def test_a_page_has_two_to_four_exercises_or_a_few_more(stem: str) -> None:
    assert 2 <= len(load(stem)) <= 5


@pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)
def test_an_exercise_helps(exercise: Exercise) -> None:
    assert exercise.hints, f"{exercise.place}: expected at least one hint"
    if exercise.answer:
        assert exercise.mistakes, f"{exercise.place}: expected mistakes that somebody makes"
        assert exercise.answer in named_in([exercise.solution]), (
            f"{exercise.place}: the solution never shows the answer"
        )
    else:
        assert len(exercise.options) >= 3, f"{exercise.place}: expected three options or more"


def test_the_right_option_is_not_always_the_same() -> None:
    places = [[option.right for option in each.options].index(True) for each in EXERCISES if each.options]
    assert len(places) < 4 or len(set(places)) > 1


def written(entries: Any, numbers_of: dict[str, Numbers] | None = None) -> list[Exercise]:
    """Exercises from what their file would hold."""
    return parse("made", yaml.safe_dump(entries, allow_unicode=True), DRAWN if numbers_of is None else numbers_of)


def test_a_good_exercise_is_read() -> None:
    (half,) = written([GOOD])
    assert half.tolerance.told == "0.01"
    assert fill(half.solution, numbers(half, 1)) == "$3/2 = 1.5$"
    (why,) = written([CHOICE], {})
    assert "<li>Right: yes.</li>" in page.one(why, 1)


def changed(entry: dict[str, Any], **changes: Any) -> list[dict[str, Any]]:
    """An entry with other values; `None` takes a key away."""
    return [{key: value for key, value in {**entry, **changes}.items() if value is not None}]


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        pytest.param({"id": "x"}, "expected a list", id="no-list"),
        pytest.param(changed(GOOD, answr="half"), "answr", id="an-unknown-key"),
        pytest.param(changed(GOOD, solution=None), "solution", id="no-solution"),
        pytest.param(changed(GOOD, id="Half"), "small letters", id="an-id-in-capitals"),
        pytest.param(changed(GOOD, tolerance=0), "above 0", id="no-tolerance"),
        pytest.param(changed(GOOD, question="```python"), "fence", id="a-fence"),
        pytest.param(changed(GOOD, question="7770001"), "7770001", id="a-number-that-stands-in"),
        pytest.param(changed(GOOD, mistakes={"k": "One.\n\nTwo."}), "one paragraph", id="two-paragraphs"),
        pytest.param([GOOD, GOOD], "each id once", id="an-id-twice"),
        pytest.param(changed(GOOD, id="third"), "third", id="no-numbers"),
        pytest.param([GOOD, *changed(CHOICE, question="Why $@k@$?")], "draws no numbers", id="room-for-nothing"),
        pytest.param([GOOD, *changed(CHOICE, options=[{"text": "a", "why": "b"}])], "right: true", id="none-right"),
        pytest.param([GOOD, *changed(CHOICE, options=[{"text": "a", "right": True}])], "`why`", id="no-why"),
        pytest.param([CHOICE], "no words", id="numbers-without-words"),
    ],
)
def test_an_exercise_that_is_not_whole_is_told(entries: Any, told: str) -> None:
    with pytest.raises(ExerciseError, match=re.escape(told)) as error:
        written(entries)
    assert "made" in str(error.value)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param("$@nothing@$", "@nothing@", id="no-such-number"),
        pytest.param("$\\frac{@k@}{$", "KaTeX", id="bad-latex"),
        pytest.param("$@third@$", "too many digits", id="a-computed-number-as-it-is"),
        pytest.param("w x @+k@", "within a formula", id="an-operation-in-the-text"),
    ],
)
def test_words_that_cannot_be_filled_are_told(words: str, told: str) -> None:
    drawn = {"half": Numbers(lambda _: {"k": 3.0}, lambda _: {"half": 1.5, "third": 1 / 3})}
    (exercise,) = written(changed(GOOD, question=words), drawn)
    with pytest.raises(ExerciseError, match=re.escape(told)) as error:
        page.one(exercise, 1)
    assert "docs/exercises/made.yml: half, question" in str(error.value)


def test_a_link_leads_to_where_a_page_is_built() -> None:
    made = page.with_addresses(
        '<a href="tanh.md#by-hand">a</a><a href="../reference/losses.md">b</a><a href="#x">c</a>'
    )
    assert re.findall('href="([^"]*)"', made) == ["../tanh/#by-hand", "../../reference/losses/", "#x"]


def test_the_files_are_written_and_old_ones_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(practice, "TARGET", tmp_path)
    (tmp_path / "gone.md").touch()
    practice.write()
    assert {path.stem for path in tmp_path.glob("*.md")} == set(stems())


def test_templates_are_no_part_of_the_page_and_of_the_search() -> None:
    for stem in stems():
        made = page.html(stem, load(stem))
        assert made.count("<template data-search-exclude ") == made.count("<template") == len(load(stem))
        inside = re.findall(r"<template.*?</template>", made, re.DOTALL)
        assert all(part.count("<template") == 1 for part in inside)
        assert not re.search(r"\n\s*\n", made.strip()), "an empty line could end the block for Markdown"


def test_every_exercise_has_its_module_for_the_browser() -> None:
    folder = ROOT / "docs" / "javascripts" / "practice" / "exercises"
    needed = {exercise.page for exercise in EXERCISES if exercise.numbers is not None}
    assert {path.stem for path in folder.glob("*.mjs")} == needed
    modules = {path.stem.replace("_", "-") for path in (ROOT / "scripts" / "exercises").glob("[!_]*.py")}
    assert modules == needed


def test_what_the_browser_is_told_survives_its_attribute() -> None:
    made = page.html("sigmoid", load("sigmoid"))
    for attribute in re.findall(r"data-judge='([^']*)'", made):
        assert markup.unescape(attribute).startswith("{")
