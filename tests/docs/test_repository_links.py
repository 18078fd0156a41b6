"""Links to a page's source and to a report of an error: there where the repository is public, else not."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from scripts.finish import notes, repository
from tests.docs import pages

HOME = "https://github.com/owner/notes"


@pytest.fixture(scope="module")
def whole(site: Path) -> list[notes.Page]:
    """Every page of the site."""
    return notes.read(site)


@pytest.fixture
def sigmoid(whole: list[notes.Page], tmp_path: Path) -> notes.Page:
    """A page in a file of its own."""
    page = next(page for page in whole if page.source == "session-04/sigmoid.md")
    shutil.copy(page.file, tmp_path / "index.html")
    return replace(page, file=tmp_path / "index.html")


def shown(page: notes.Page) -> dict[str, str]:
    """The links at the foot of a page."""
    tree = pages.parse(page.file.read_text(encoding="utf-8"))
    feet = [node for node in tree.walk() if node.has_class("nn-repository")]
    assert len(feet) <= 1
    return {node.text(): node.attributes["href"] for foot in feet for node in foot.walk() if node.tag == "a"}


def test_without_a_repository_there_is_no_link(sigmoid: notes.Page, monkeypatch: pytest.MonkeyPatch) -> None:
    for value in (None, "", " "):
        monkeypatch.delenv("REPO_URL", raising=False)
        if value is not None:
            monkeypatch.setenv("REPO_URL", value)
        before = sigmoid.file.read_bytes()
        repository.write([sigmoid])
        assert sigmoid.file.read_bytes() == before


def test_with_one_a_page_links_to_its_source_and_to_a_report(
    sigmoid: notes.Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPO_URL", HOME + "/")
    repository.write([sigmoid])
    repository.write([sigmoid])  # a page that is finished again has them once
    links = shown(sigmoid)
    assert links["Edit this page"] == f"{HOME}/edit/main/docs/session-04/sigmoid.md"
    report = urlsplit(links["Report an error"])
    assert report._replace(query="").geturl() == f"{HOME}/issues/new"
    asked = parse_qs(report.query)
    assert asked["title"] == ["Sigmoid: "]
    assert sigmoid.address in asked["body"][0]


@pytest.mark.parametrize(
    ("home", "branch", "edit", "report"),
    [
        ("https://github.com/a/b", "next", "/edit/next/docs/index.md", "/issues/new?title="),
        ("https://gitlab.example.org/a/b", "main", "/-/edit/main/docs/index.md", "/-/issues/new?issue[title]="),
        ("https://codeberg.org/a/b", "main", "/_edit/main/docs/index.md", "/issues/new?title="),
    ],
)
def test_each_host_has_its_addresses(home: str, branch: str, edit: str, report: str, whole: list[notes.Page]) -> None:
    made = pages.parse(repository.links(whole[0], home, branch))
    reported, edited = pages.links(made)
    assert edited == home + edit
    assert reported.startswith(home + report)


def test_the_source_of_every_page_is_there(whole: list[notes.Page], project: Path) -> None:
    for page in whole:
        edited = unquote(pages.links(pages.parse(repository.links(page, HOME, "main")))[1])
        assert (project / edited.removeprefix(f"{HOME}/edit/main/")).is_file(), edited


def test_an_address_that_is_none_is_refused(sigmoid: notes.Page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPO_URL", "javascript:alert(1)")
    with pytest.raises(ValueError, match="REPO_URL: expected an address"):
        repository.write([sigmoid])
