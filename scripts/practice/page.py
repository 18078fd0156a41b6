"""The HTML of a page's exercises: filled with the numbers of the first seed, and beside it a template for any other seed.

KaTeX typesets a number that stands in for each token; afterwards the token takes its place again, to be filled.
"""

from __future__ import annotations

import html as markup
import json
import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from posixpath import normpath

from markdown import Markdown
from mkdocs.exceptions import BuildError

from scripts.practice.exercise import Exercise, ExerciseError
from scripts.practice.numbers import FIRST_SEED, numbers
from scripts.practice.tokens import MINUS, TOKEN, fill

STANDS_IN = re.compile(r"777\d{4}")
RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ]*⁷⁷⁷[⁰¹²³⁴⁵⁶⁷⁸⁹]{4}[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ]*")  # in the words for the search
LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", "0123456789+−=()ni")
ANNOTATION = re.compile(r"(<annotation[^>]*>.*?</annotation>)", re.DOTALL)


def html(stem: str, exercises: list[Exercise]) -> str:
    """The exercises of a page, as one block that Markdown leaves alone."""
    parts = [one(exercise, number) for number, exercise in enumerate(exercises, start=1)]
    # A link within the page needs no path, which the two builders of the site would each take in its own way.
    made = "".join(parts).replace(f'href="../{stem}/#', 'href="#')
    return f'<div class="practice" data-practice="{stem}">\n{made}</div>\n'


def one(exercise: Exercise, number: int) -> str:
    """One exercise: what is shown without a script, and the template."""
    words = {part: placed(exercise, part, partial(rendered, text)) for part, text in exercise.texts.items()}
    values = numbers(exercise, FIRST_SEED)
    filled = {part: placed(exercise, part, partial(fill_html, text, values)) for part, text in words.items()}
    name = f"practice-{exercise.id}"
    return (
        f'<div class="practice-exercise" id="{name}" data-exercise="{exercise.id}" role="group" '
        f'aria-labelledby="{name}-title">\n'
        f'<p class="practice-title" id="{name}-title">Practice {number}</p>\n'
        f'<div class="practice-shown">{shown(exercise, filled)}</div>\n'
        f"<template data-search-exclude data-judge='{markup.escape(judged_by(exercise), quote=True)}'>"
        + "".join(f'<div data-part="{part}">{text}</div>' for part, text in words.items())
        + "</template>\n</div>\n"
    )


def shown(exercise: Exercise, words: Mapping[str, str]) -> str:
    """The question, its options, its hints and its solution, each in its place."""
    parts = [f'<div class="practice-question">{words["question"]}</div>']
    if exercise.options:
        options = (f"<li>{words[f'option {number}']}</li>" for number, _ in enumerate(exercise.options, start=1))
        parts.append(f'<ol class="practice-options" type="A">{"".join(options)}</ol>')
    for number, _ in enumerate(exercise.hints, start=1):
        name = "Hint" if len(exercise.hints) == 1 else f"Hint {number}"
        parts.append(
            f'<details class="practice-hint" data-search-exclude><summary>{name}</summary>{words[f"hint {number}"]}</details>'
        )
    parts.append(
        f'<details class="solution" data-search-exclude><summary>Solution</summary>{solution(exercise, words)}</details>'
    )
    return "".join(parts)


def solution(exercise: Exercise, words: Mapping[str, str]) -> str:
    """The worked solution; of a choice, what speaks for and against each option."""
    verdicts = [
        f"<li>{'Right' if option.right else 'Not so'}: {unwrapped(words[f'why {number}'])}</li>"
        for number, option in enumerate(exercise.options, start=1)
    ]
    listed = f'<ol class="practice-options" type="A">{"".join(verdicts)}</ol>' if verdicts else ""
    return listed + words.get("solution", "")


def unwrapped(text: str) -> str:
    """A single paragraph without its tags."""
    alone = re.fullmatch(r"<p>((?:(?!<p>).)*)</p>", text, re.DOTALL)
    return alone[1] if alone else text


def judged_by(exercise: Exercise) -> str:
    """What the browser needs to judge an answer."""
    if exercise.options:
        told = {"right": [option.right for option in exercise.options].index(True) + 1}
        return json.dumps(told | {"hasNumbers": exercise.numbers is not None})
    return json.dumps(
        {
            "answer": exercise.answer,
            "digits": exercise.digits,
            "tolerance": exercise.tolerance.size,
            "isRelative": exercise.tolerance.is_relative,
            "told": exercise.tolerance.told,
            "mistakes": [name for name, _ in exercise.mistakes],
            "hasNumbers": True,
        }
    )


def placed(exercise: Exercise, part: str, make: Callable[[], str]) -> str:
    """What is made of a part of an exercise; a fault is told with its place."""
    try:
        return make()
    except (BuildError, ValueError) as error:
        raise ExerciseError(f"{exercise.place}, {part}: {error}") from error


def rendered(text: str) -> str:
    """Words as HTML, in which the tokens stand and links lead to built pages."""
    return with_addresses(render(text.strip()))


def render(text: str) -> str:
    """Markdown with tokens as HTML with tokens."""
    tokens: list[str] = []

    def stand_in(token: str) -> str:
        if token not in tokens:
            tokens.append(token)
        return f"777{tokens.index(token):04d}"

    def replaced(found: re.Match[str]) -> str:
        if found["kind"] not in ("+", "="):
            # A script belongs to the last digit alone, unless braces hold the number together.
            has_script = text[found.end() : found.end() + 1] in ("^", "_")
            return f"{{{{{stand_in(found[0])}}}}}" if has_script else stand_in(found[0])
        rest = found[0][2:]
        if found["kind"] == "=":
            return rf"\mathrel{{{stand_in(f'@≈{rest}')}}} {stand_in(f'@~{rest}')}"
        return rf"\mathbin{{{stand_in(f'@±{rest}')}}} {stand_in(f'@|{rest}')}"

    made = markdown().reset().convert(TOKEN.sub(replaced, text))
    # An operation or a relation that is to be filled in looks like one in MathML and in the source that is kept beside it.
    made = re.sub(r"(<mo[^>]*>)<mn>(777\d{4})</mn>(</mo>)", r"\1\2\3", made)
    made = ANNOTATION.sub(lambda found: re.sub(r"(?:\\math(?:bin|rel)\{|\{\{)(777\d{4})\}+", r"\1", found[0]), made)
    if re.search(r"\\math(?:bin|rel)\{777", made):
        raise ValueError("expected @+name@ or @=name@, an operation or a relation with a number, within a formula only")
    made = RAISED.sub(lambda found: f"^({found[0].translate(LOWERED)})", made)
    made = STANDS_IN.sub(lambda found: tokens[int(found[0][3:])], made)
    if "77700" in made:
        raise ValueError("a number was cut in two when it was typeset: put braces around it")
    return made


@cache
def markdown() -> Markdown:
    """The Markdown of the pages, as far as an exercise has use for it."""
    return Markdown(
        extensions=["tables", "pymdownx.arithmatex", "scripts.markdown.math"],
        extension_configs={"pymdownx.arithmatex": {"generic": True, "smart_dollar": True}},
    )


def fill_html(text: str, values: Mapping[str, float | str]) -> str:
    """HTML with its numbers: a real minus where it is read, a hyphen in the LaTeX that formulas carry along."""
    pieces = ANNOTATION.split(text)
    return "".join(fill(piece, values, minus="-" if place % 2 else MINUS) for place, piece in enumerate(pieces))


def with_addresses(text: str) -> str:
    """Links between pages are written as in the pages themselves, `tanh.md#by-hand`; this is where they lead once built."""

    def built(found: re.Match[str]) -> str:
        target = normpath(f"../{found['page']}").removesuffix("index")
        return f'href="{target.rstrip("/")}/{found["fragment"] or ""}"'

    return re.sub(r'href="(?P<page>[\w./-]+)\.md(?P<fragment>#[^"]*)?"', built, text)
