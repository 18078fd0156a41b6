"""No decimal on the site is typed and unproved: it is computed where it stands, or a quotation with its source."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

from scripts.claims import every
from scripts.markdown.numbers import compute
from scripts.paths import ROOT
from tests import lists
from tests.docs import pages, typed
from tests.docs.sources import INCLUDE, Project
from tests.docs.typed import NUMBER, Text
from tests.record import Record

REASONS = {"claim", "paper", "held_by", "computed", "told"}
TEXTS = typed.texts(ROOT)
Quotations = dict[str, list[dict[str, str]]]


def listed() -> Quotations:
    """The quotations, by file."""
    found: Quotations = lists.read(Path(__file__).parent, "quotations")
    return found


def unlisted(texts: list[Text], quotations: Quotations) -> list[str]:
    """The typed decimals that no quotation covers."""
    wrong = []
    for text in texts:
        covered = [span for entry in quotations.get(text.place, []) for span in text.spans(entry["words"])]
        wrong += [
            f"{text.place}:{text.line_of(found)}: {found[0]} is typed in. Let it be computed, as in "
            f"{{{{ sigmoid(1.1):.4f }}}} (scripts/markdown/numbers.py tells how); if it is somebody's, or stands in a "
            f"docstring, put its words and its reason into tests/docs/quotations.yml."
            for found in text.numbers()
            if not any(start <= found.start() and found.end() <= end for start, end in covered)
        ]
    return wrong


def gone(texts: list[Text], quotations: Quotations) -> list[str]:
    """The quotations that no longer stand where they should."""
    return [
        f"tests/docs/quotations.yml: {entry['words']!r} does not stand in {place}. Correct it there, or take it off the list."
        for place, entries in quotations.items()
        for entry in entries
        if not any(
            start <= number.start() and number.end() <= end
            for text in texts
            if text.place == place
            for start, end in text.spans(entry["words"])
            for number in text.numbers()
        )
    ]


def fault(entry: dict[str, str], root: Path = ROOT) -> str | None:
    """What is wrong with the reason that a quotation gives."""
    reasons = sorted(entry.keys() - {"words"})
    if len(reasons) != 1 or reasons[0] not in REASONS:
        return f"{entry['words']!r}: expected one reason among {sorted(REASONS)}, got {reasons}"
    [reason] = reasons
    value = entry[reason]
    wanted = {plain(found[0]) for found in NUMBER.finditer(Text("", 1, entry["words"]).prose)}
    if reason == "told":
        return None
    if reason == "paper":
        known = re.search(rf"^@\w+\{{{re.escape(value)},", (root / "docs" / "references.bib").read_text("utf-8"), re.M)
        return None if known else f"{entry['words']!r}: no entry {value} in docs/references.bib"
    if reason == "computed":
        shown = compute(value).replace("−", "-")
        return None if wanted == {plain(shown)} else f"{entry['words']!r}: {value} gives {shown}"
    if reason == "claim":
        quote = next((claim.quote for claim in every(root / "docs" / "claims") if claim.id == value), "")
        held = {float(number) for number in re.findall(r"\d+\.\d+", quote)}
    elif not (root / value).is_file():
        return f"{entry['words']!r}: there is no file {value}"
    else:
        held = numbers_in(root / value)
    missing = sorted(wanted - held)
    return f"{entry['words']!r}: {value} does not hold {', '.join(map(str, missing))}" if missing else None


def plain(number: str) -> float:
    """The value of a decimal as prose has it."""
    return float(number.replace(",", "").replace("−", "-"))


def numbers_in(path: Path) -> set[float]:
    """The numbers in a file; of Python those in its code, since a comment proves nothing."""
    text = path.read_text("utf-8")
    if path.suffix == ".py":
        nodes = (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
        return {float(value) for value in nodes if type(value) in (int, float)}
    return {float(number) for number in re.findall(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])", text)}


def changed(text: Text, found: re.Match[str]) -> Text:
    """The same text with the last digit of a number changed."""
    digit = (int(text.words[found.end() - 1]) + 1) % 10
    return Text(text.place, text.line, f"{text.words[: found.end() - 1]}{digit}{text.words[found.end() :]}")


def test_every_typed_decimal_is_a_quotation() -> None:
    assert unlisted(TEXTS, listed()) == []


def test_every_quotation_stands_where_it_should() -> None:
    assert gone(TEXTS, listed()) == []


def test_the_reason_of_every_quotation_holds() -> None:
    faults = [(place, fault(entry)) for place, entries in listed().items() for entry in entries]
    assert [told for told in faults if told[1]] == []


def test_a_digit_changed_in_any_typed_number_is_found(record: Record) -> None:
    quotations = listed()
    mutants = [changed(text, found) for text in TEXTS for found in text.numbers() if found[0][-1].isdecimal()]
    caught = [mutant for mutant in mutants if unlisted([mutant], quotations)]
    assert len(mutants) > 40
    assert caught == mutants
    record.mutants("numbers", len(mutants), len(caught))


def directives() -> list[Any]:
    return [
        pytest.param(inside, id=f"{text.place}: {inside.strip()}")
        for text in TEXTS
        if text.place.endswith(".md")
        for inside in text.directives()
    ]


@pytest.mark.parametrize("inside", directives())
def test_every_directive_gives_a_number(inside: str) -> None:
    assert re.fullmatch(r"[+−]?[\d,]+(\.\d+)?%?", compute(inside))


def test_only_pages_hold_directives() -> None:
    # `help` would show the braces, and what a script writes it can compute itself.
    assert [text.place for text in TEXTS if text.directives() and not text.place.endswith(".md")] == []


def test_readers_and_the_search_see_numbers_and_no_directive(site: Path, project: Path, record: Record) -> None:
    for path in pages.paths(site):
        assert "{{" not in pages.page(path).text(pages.NOT_PROSE), path
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))["docs"]
    assert [entry["location"] for entry in index if "{{" in entry["text"]] == []
    costs = compute("categorical_crossentropy([0, 1, 0], [0.9, 0.05, 0.05]):.5f")
    assert any(costs in entry["text"] for entry in index if entry["location"].startswith("session-04/cross-entropy/"))
    for page in Project(project).pages():
        text = page.read_text("utf-8")
        places = [found for found in INCLUDE.finditer(text) if found["path"].startswith("examples/")]
        examples = [Text("", 1, Project(project).included(found["path"], found["section"])) for found in places]
        computed = len(Text("", 1, text).directives()) + sum(len(list(example.numbers())) for example in examples)
        record(page.relative_to(project / "docs").with_suffix("").as_posix(), "numbers", computed)


@pytest.mark.parametrize(
    ("place", "words", "line"),
    [
        pytest.param("docs/index.md", "# Title\n\nIt is 0.7503, says nobody.\n", 3, id="prose"),
        pytest.param("docs/index.md", "| a | b |\n|---|---:|\n| `x` | 0.7503 |\n", 3, id="table"),
        pytest.param("docs/index.md", "!!! note\n\n    About\n    −0.7503.\n", 4, id="box"),
        pytest.param("docs/index.md", "The slope is\n$0.7503$.\n", 2, id="alone-between-dollars"),
        pytest.param("docs/index.md", "Off by 1e-7, no more.\n", 1, id="power-of-ten"),
        pytest.param("docs/index.md", "Off by 10⁻⁷, no more.\n", 1, id="raised-power-of-ten"),
        pytest.param("docs/index.md", "After 29,100 steps.\n", 1, id="thousands"),
        pytest.param("docs/index.md", "[It is 0.7503](index.md).\n", 1, id="link"),
        pytest.param("docs/index.md", "```python\n0.5\n```\n\nIt is 0.7503 and `0.5`.\n", 5, id="after-code"),
        pytest.param("docs/session-04/leaky-relu.md", "The slope is 0.1.", 1, id="listed-number-in-other-words"),
        pytest.param("docs/index.md", "The lecture takes $0.1$.", 1, id="listed-words-on-another-page"),
    ],
)
def test_a_typed_decimal_is_found(place: str, words: str, line: int) -> None:
    [told] = unlisted([Text(place, 1, words)], listed())
    assert told.startswith(f"{place}:{line}: ")
    assert "quotations.yml" in told


@pytest.mark.parametrize(
    ("reader", "source", "line"),
    [
        pytest.param(typed.docstrings, 'def f():\n    """F.\n\n    Within 0.75.\n    """\n', 4, id="docstring"),
        pytest.param(typed.strings, 'def f(x):\n    return f"""of {x:.2f}\n    and 0.75 or so"""\n', 3, id="caption"),
        pytest.param(typed.verdicts, "claims:\n  - id: S4-01\n    why: It costs 0.75.\n", 3, id="verdict"),
    ],
)
def test_a_typed_decimal_is_found_beyond_pages(reader: Any, source: str, line: int) -> None:
    [told] = unlisted([Text("file", start, words) for start, words in reader(source)], {})
    assert told.startswith(f"file:{line}: 0.75 ")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("```pycon\n>>> 0.5\n0.5\n```\n", id="fence"),
        pytest.param("    ~~~text\n    0.5\n    ~~~\n", id="fence-in-a-box"),
        pytest.param("    >>> f(1)\n    array([0.5,\n           0.5])\n", id="session-in-a-docstring"),
        pytest.param("`0.5` and ``a ` 0.5``", id="code"),
        pytest.param("$$\nx = 0.5\n$$\n", id="equation"),
        pytest.param("where $x = 0.5$ and $y\n= 0.5$ hold", id="inline-mathematics"),
        pytest.param("{{ sigmoid(0.5):.2f }}", id="directive"),
        pytest.param("[a](https://example.org/0.5) https://example.org/0.5 doi:10.1038/323533a0", id="addresses"),
        pytest.param("See sections 4.1 and 6.2.2, equation 4.108 [@bishop2006, section 5.1].", id="places-in-books"),
        pytest.param("---\nsearch:\n  boost: 0.5\n---\n", id="front-matter"),
        pytest.param("Python 3.11.7 took 10 epochs, in the year 2026.", id="integers-and-releases"),
    ],
)
def test_what_is_no_decimal_in_prose_is_left_alone(words: str) -> None:
    assert unlisted([Text("docs/index.md", 1, words)], {}) == []


@pytest.mark.parametrize(
    ("place", "words"),
    [
        pytest.param("docs/session-04/leaky-relu.md", "The lecture takes $0.2$.", id="other-number"),
        pytest.param("docs/session-04/relu.md", "The lecture takes $0.1$.", id="other-page"),
        pytest.param("docs/session-04/leaky-relu.md", "Libraries have", id="no-number"),
    ],
)
def test_a_quotation_that_is_gone_is_found(place: str, words: str) -> None:
    [told] = gone(TEXTS, {place: [{"words": words, "claim": "S4-22"}]})
    assert words in told


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        pytest.param({"words": "it is 0.1"}, "expected one reason", id="no-reason"),
        pytest.param({"words": "it is 0.1", "because": "so"}, "expected one reason", id="unknown-reason"),
        pytest.param({"words": "it is 0.2", "claim": "S4-22"}, "S4-22 does not hold 0.2", id="not-in-the-claim"),
        pytest.param({"words": "it is 0.1", "claim": "S4-99"}, "S4-99 does not hold 0.1", id="no-such-claim"),
        pytest.param({"words": "it is 0.01", "paper": "nobody1900"}, "no entry nobody1900", id="no-such-paper"),
        pytest.param({"words": "it is 0.01", "held_by": "nnref/no.py"}, "no file nnref/no.py", id="no-such-file"),
        pytest.param({"words": "it is 2.51", "held_by": "nnref/losses.py"}, "does not hold 2.51", id="not-in-the-file"),
        pytest.param({"words": "it is 0.75", "computed": "sigmoid(0):.2f"}, "gives 0.50", id="computed-otherwise"),
    ],
)
def test_a_reason_that_does_not_hold_is_found(entry: dict[str, str], told: str) -> None:
    assert told in (fault(entry) or "")


def test_a_number_in_a_comment_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('"""0.5"""\nx = -0.25  # 0.75\n', "utf-8")
    assert numbers_in(tmp_path / "a.py") == {0.25}
