"""The words of docs/search.yml in the search index."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from mkdocs.exceptions import BuildError

from scripts.finish import search

DOCUMENTS: list[dict[str, Any]] = [
    {"location": "relu/", "title": "ReLU", "text": ""},
    {"location": "relu/#dead", "title": "A dead neuron", "text": "It answers 0."},
]


def test_a_section_gets_its_words_and_no_other_does() -> None:
    told = search.taught(DOCUMENTS, {"relu/#dead": ["dying relu", "σ'"]})
    assert told == [DOCUMENTS[0], {**DOCUMENTS[1], "tags": ["dying relu", "σ'"]}]


def test_the_index_is_written_anew_and_is_otherwise_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "search").mkdir()
    index = tmp_path / search.INDEX
    index.write_text(json.dumps({"config": {"lang": ["en"]}, "docs": DOCUMENTS}), encoding="utf-8")
    (tmp_path / "search.yml").write_text("relu/: [rectifier]", encoding="utf-8")
    monkeypatch.setattr(search, "DOCS", tmp_path)
    search.write(tmp_path)
    expected = {"config": {"lang": ["en"]}, "docs": [{**DOCUMENTS[0], "tags": ["rectifier"]}, DOCUMENTS[1]]}
    assert json.loads(index.read_text(encoding="utf-8")) == expected


def test_a_lecture_may_have_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "search.yml").write_text("relu/: [rectifier]", encoding="utf-8")
    (tmp_path / "search-session-05.yml").write_text("relu/#dead: [dying]", encoding="utf-8")
    assert search.words(tmp_path) == {"relu/": ["rectifier"], "relu/#dead": ["dying"]}
    (tmp_path / "search-session-05.yml").write_text("relu/: [dying]", encoding="utf-8")
    with pytest.raises(BuildError, match=r"search\.yml: relu/ has words in another file too"):
        search.words(tmp_path)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"relu/#dying": ["dying"]}, "expected sections of the site, got relu/#dying"),
        ({"relu/": ["slope", 0.25]}, "expected a list of words"),
        ({"relu/": "slope"}, "expected a list of words"),
        ({"relu/": []}, "expected a list of words"),
    ],
    ids=["no such section", "a number", "no list", "nothing"],
)
def test_wrong_words_break_the_build(words: Any, message: str) -> None:
    with pytest.raises(BuildError, match=message):
        search.taught(DOCUMENTS, words)
