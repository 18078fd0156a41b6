"""Search: the words of `docs/search.yml`, by which readers call a section, go into the index that the search box reads.

A lecture may have a file of its own, such as `docs/search-session-05.yml`.
They go where Material looks for tags, whose matches count most; the stylesheet hides them among the results.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from mkdocs.exceptions import BuildError

from scripts.finish import offline
from scripts.paths import DOCS

WORDS = "search*.yml"  # in docs
INDEX = "search/search_index.json"


def write(site: Path) -> None:
    """Add the words to the index of a built site."""
    path = site / INDEX
    index = json.loads(path.read_text(encoding="utf-8"))
    own = words(DOCS)
    if offline.is_asked():
        own = {in_file(section): told for section, told in own.items()}
    index["docs"] = taught(index["docs"], own)
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def words(docs: Path) -> dict[str, list[str]]:
    """The words of every section, from all files.

    Raises:
        BuildError: If a section has words in two files.
    """
    found: dict[str, list[str]] = {}
    for path in sorted(docs.glob(WORDS)):
        own: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        if twice := sorted(found.keys() & own.keys()):
            raise BuildError(f"{path.name}: {', '.join(twice)} has words in another file too. Put them together.")
        found |= own
    return found


def in_file(section: str) -> str:
    """A section's address where pages are files: "tanh.html#pitfalls" for "tanh/#pitfalls"."""
    page, mark, fragment = section.partition("#")
    is_index = not page.strip("/") or (DOCS / page / "index.md").is_file()
    return f"{page}index.html{mark}{fragment}" if is_index else f"{page.rstrip('/')}.html{mark}{fragment}"


def taught(documents: list[dict[str, Any]], words: dict[str, list[str]]) -> list[dict[str, Any]]:
    """The documents of the index, each with the words of its section.

    Raises:
        BuildError: If a section is not in the index, or its words are no list of text.
    """
    unknown = sorted(words.keys() - {document["location"] for document in documents})
    if unknown:
        raise BuildError(f"docs/{WORDS}: expected sections of the site, got {', '.join(unknown)}. Mend or delete them.")
    for section, own in words.items():
        if not isinstance(own, list) or not own or not all(isinstance(word, str) for word in own):
            raise BuildError(
                f"docs/{WORDS}: expected a list of words for {section}, got {own!r}. Put numbers in quotes."
            )
    return [
        {**document, "tags": words[document["location"]]} if document["location"] in words else document
        for document in documents
    ]
