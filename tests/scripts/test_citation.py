"""How to cite the notes: CITATION.cff is right, and the BibTeX on the page says the same."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
import yaml
from bibtexparser.entrypoint import parse_string

import nnref
from scripts import citation
from scripts.finish import notes
from scripts.install import DEFAULT_ADDRESS
from scripts.paths import DOCS, ROOT

ADDRESS = "https://example.org/notes/"


@pytest.fixture(scope="module")
def said() -> Any:
    """What the file says."""
    return yaml.safe_load(citation.CITATION.read_text(encoding="utf-8"))


def fields(entry: str) -> dict[str, str]:
    """What a reference manager reads."""
    library = parse_string(entry)
    assert not library.failed_blocks
    (one,) = library.entries
    assert one.entry_type == "misc"
    return {field.key: str(field.value) for field in one.fields}


def disagreements(said: dict[str, Any], entry: str) -> list[str]:
    """Where an entry says something else than the file."""
    read = fields(entry)
    expected = {"title": said["title"], "note": f"Version {said['version']}", "url": said.get("url", ADDRESS)}
    wrong = [name for name, value in expected.items() if read.get(name, "").strip("{}") != value]
    names = [author.get("name") or f"{author['family-names']}, {author['given-names']}" for author in said["authors"]]
    return wrong if read["author"].replace("{", "").replace("}", "") == " and ".join(names) else [*wrong, "author"]


def test_the_file_has_what_the_format_asks_for(said: Any) -> None:
    assert said["cff-version"] == "1.2.0"
    assert {"authors", "message", "title"} <= said.keys()
    assert said["type"] in ("software", "dataset")
    for author in said["authors"]:
        assert author.keys() == {"name"} or {"family-names", "given-names"} <= author.keys()


def test_the_file_agrees_with_the_package_and_the_site(said: Any) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert str(said["version"]) == nnref.__version__
    assert said["license"] == project["license"]
    assert [author["name"] for author in said["authors"]] == [author["name"] for author in project["authors"]]
    assert said["title"].startswith(notes.settings()["site_name"])


def test_the_entry_agrees_with_the_file(said: Any) -> None:
    assert disagreements(said, citation.bibtex(said, ADDRESS)) == []


@pytest.mark.parametrize("field", ["title", "version", "authors"])
def test_an_entry_that_does_not_agree_is_caught(said: Any, field: str) -> None:
    other = said | {field: [{"name": "Somebody else"}] if field == "authors" else "0.0.9"}
    assert disagreements(said, citation.bibtex(other, ADDRESS))


def test_people_a_year_and_an_address_of_its_own_are_taken_over(said: Any) -> None:
    people = [{"family-names": "Noether", "given-names": "Emmy"}, {"name": "The nnref authors"}]
    read = fields(citation.bibtex(said | {"authors": people, "date-released": "2027-01-31", "url": ADDRESS}, "x"))
    assert read["author"] == "Noether, Emmy and {The nnref authors}"
    assert (read["year"], read["url"]) == ("2027", ADDRESS)


def test_an_address_that_only_this_machine_knows_is_left_out(said: Any) -> None:
    assert "url" not in fields(citation.bibtex(said, DEFAULT_ADDRESS))


def test_the_page_shows_the_entry() -> None:
    assert '--8<-- "examples/citation.md"' in (DOCS / "about" / "licence.md").read_text(encoding="utf-8")
