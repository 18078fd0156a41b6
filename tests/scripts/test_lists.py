"""Lists of several files are read as one, and nothing of any gets lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import lists


def written(folder: Path, **files: str) -> Path:
    """A folder with these lists."""
    for name, text in files.items():
        (folder / f"{name.replace('_', '-')}.yml").write_text(text, encoding="utf-8")
    return folder


def test_a_lecture_s_own_list_is_joined_to_the_common_one(tmp_path: Path) -> None:
    folder = written(tmp_path, few="[a]", few_session_05="[b]", fewer="[c]")
    assert lists.read(folder, "few") == ["a", "b"]


def test_entries_under_one_heading_stand_together(tmp_path: Path) -> None:
    folder = written(tmp_path, few="{x: [a], y: [b]}", few_session_05="{x: [c], z: [d]}")
    assert lists.read(folder, "few") == {"x": ["a", "c"], "y": ["b"], "z": ["d"]}


def test_an_empty_list_is_none(tmp_path: Path) -> None:
    assert lists.read(written(tmp_path, few="[a]", few_session_05="# nothing yet"), "few") == ["a"]


@pytest.mark.parametrize("other", ["{x: [b]}", "word"])
def test_a_list_of_another_form_is_refused(other: str, tmp_path: Path) -> None:
    folder = written(tmp_path, few="[a]", few_session_05=other)
    with pytest.raises(ValueError, match=r"few-session-05\.yml: expected a list as in the list before it"):
        lists.read(folder, "few")


def test_the_same_name_for_two_answers_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, few="{question: here}", few_session_05="{question: there}")
    with pytest.raises(ValueError, match="expected a str"):
        lists.read(folder, "few")
