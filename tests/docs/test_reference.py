"""The reference is written by hand: here it is held to what the package offers."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from collections.abc import Mapping

import pytest

import nnref
from scripts.paths import DOCS
from tests.docs.public import offered

ENTRY = re.compile(r"^::: *(?P<path>\S+)", re.MULTILINE)
LISTED = re.compile(
    r"^\| \[`(?P<name>\w+)`\]\((?P<page>[a-z-]+\.md)#(?P<path>[\w.]+)\) \| (?P<words>.*\S.*) \|$", re.MULTILINE
)
PAGES = {path.name: path.read_text(encoding="utf-8") for path in sorted((DOCS / "reference").glob("*.md"))}
LECTURES = {
    path.relative_to(DOCS).as_posix(): path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("session-*/*.md"))
}
PUBLIC = offered()


def in_reference(lectures: Mapping[str, str], public: Mapping[str, str]) -> dict[str, str]:
    """The public names without those of a lecture's own module whose entry stands on a page of the lecture."""
    told = {found["path"] for text in lectures.values() for found in ENTRY.finditer(text)}
    return {name: path for name, path in public.items() if name in nnref.__all__ or path not in told}


LISTED_NAMES = in_reference(LECTURES, PUBLIC)


def wrong_entries(pages: Mapping[str, str], public: Mapping[str, str]) -> list[str]:
    """Public names without exactly one entry, and entries that are no public name."""
    entries = Counter(found["path"] for text in pages.values() for found in ENTRY.finditer(text))
    missing = [f"{path}: {entries[path]} entries, expected 1" for path in public.values() if entries[path] != 1]
    unknown = [f"{path}: not a public name" for path in entries if path not in public.values()]
    return missing + unknown


def wrong_rows(pages: Mapping[str, str], public: Mapping[str, str]) -> list[str]:
    """Public names that the index does not list exactly once, or with a link that leads past their entry."""
    rows = list(LISTED.finditer(pages["index.md"]))
    counts = Counter(row["name"] for row in rows)
    wrong = [f"{name}: listed {counts[name]} times, expected once" for name in public if counts[name] != 1]
    for row in rows:
        entries = [found["path"] for found in ENTRY.finditer(pages.get(row["page"], ""))]
        if row["path"] != public.get(row["name"]) or row["path"] not in entries:
            wrong.append(f"{row['name']}: {row['page']}#{row['path']} is not its entry")
    return wrong


@pytest.mark.parametrize("name", nnref.__all__)
def test_a_public_name_is_defined_in_the_module_that_the_reference_names(name: str) -> None:
    module, _, own_name = PUBLIC[name].rpartition(".")
    assert getattr(importlib.import_module(module), own_name) is getattr(nnref, name)


def test_every_public_name_has_exactly_one_entry() -> None:
    assert wrong_entries(PAGES | LECTURES, PUBLIC) == []


def test_the_index_lists_every_public_name_once_and_links_to_its_entry() -> None:
    assert wrong_rows(PAGES, LISTED_NAMES) == []


@pytest.mark.parametrize("name", PUBLIC)
def test_a_missing_entry_is_noticed(name: str) -> None:
    entry = re.compile(rf"^::: {re.escape(PUBLIC[name])}$", re.MULTILINE)
    pages = {page: entry.sub("", text) for page, text in (PAGES | LECTURES).items()}
    assert wrong_entries(pages, PUBLIC) == [f"{PUBLIC[name]}: 0 entries, expected 1"]
    told = wrong_rows(pages, LISTED_NAMES)
    assert any(problem.endswith("is not its entry") for problem in told) == (name in LISTED_NAMES)


def test_a_lecture_s_own_module_may_have_its_entry_on_the_lecture_s_page() -> None:
    public = {**PUBLIC, "swish": "nnref.swish.swish"}
    lectures = {"session-99/planted.md": "# Swish\n\n::: nnref.swish.swish\n"}
    assert wrong_entries(PAGES | LECTURES | lectures, public) == []
    assert "swish" not in in_reference(lectures, public)
    assert "swish" in in_reference({}, public)


def test_what_nnref_exports_must_be_in_the_reference() -> None:
    lectures = {"session-99/planted.md": "# ReLU\n\n::: nnref.activations.relu\n"}
    assert "relu" in in_reference(lectures, PUBLIC)
    assert wrong_entries(PAGES | LECTURES | lectures, PUBLIC) == ["nnref.activations.relu: 2 entries, expected 1"]


def test_an_entry_given_twice_is_noticed() -> None:
    pages = {**PAGES, **LECTURES, "again.md": "::: nnref.activations.relu\n"}
    assert wrong_entries(pages, PUBLIC) == ["nnref.activations.relu: 2 entries, expected 1"]


def test_an_entry_of_no_public_name_is_noticed() -> None:
    pages = {**PAGES, **LECTURES, "private.md": "::: nnref.activations.swish\n"}
    assert wrong_entries(pages, PUBLIC) == ["nnref.activations.swish: not a public name"]


def test_a_new_public_name_without_entry_and_row_is_noticed() -> None:
    public = {**PUBLIC, "swish": "nnref.activations.swish"}
    assert wrong_entries(PAGES | LECTURES, public) == ["nnref.activations.swish: 0 entries, expected 1"]
    assert wrong_rows(PAGES, in_reference(LECTURES, public)) == ["swish: listed 0 times, expected once"]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        pytest.param("", "relu: listed 0 times, expected once", id="left out"),
        pytest.param(
            "| [`relu`](softmax.md#nnref.activations.relu) | rectified linear unit |",
            "relu: softmax.md#nnref.activations.relu is not its entry",
            id="another page",
        ),
        pytest.param(
            "| [`relu`](activations.md#nnref.activations.tanh) | rectified linear unit |",
            "relu: activations.md#nnref.activations.tanh is not its entry",
            id="another function",
        ),
        pytest.param(
            "| [`relu`](activations.md#nnref.activations.relu) | |",
            "relu: listed 0 times, expected once",
            id="no words",
        ),
    ],
)
def test_a_wrong_row_is_noticed(row: str, fault: str) -> None:
    right = next(found[0] for found in LISTED.finditer(PAGES["index.md"]) if found["name"] == "relu")
    pages = {**PAGES, "index.md": PAGES["index.md"].replace(right, row)}
    assert wrong_rows(pages, LISTED_NAMES) == [fault]
