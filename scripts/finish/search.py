"""Search: the words of `docs/search.yml`, by which readers call a section, go into the index that the search box reads.

They go where Material looks for tags, whose matches count most; the stylesheet hides them among the results.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from mkdocs.exceptions import BuildError

from scripts.paths import DOCS

WORDS = DOCS / "search.yml"
INDEX = "search/search_index.json"


def write(site: Path) -> None:
    """Add the words to the index of a built site."""
    path = site / INDEX
    index = json.loads(path.read_text(encoding="utf-8"))
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    index["docs"] = taught(index["docs"], words)
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def taught(documents: list[dict[str, Any]], words: dict[str, list[str]]) -> list[dict[str, Any]]:
    """The documents of the index, each with the words of its section.

    Raises:
        BuildError: If a section is not in the index, or its words are no list of text.
    """
    unknown = sorted(words.keys() - {document["location"] for document in documents})
    if unknown:
        raise BuildError(f"{WORDS.name}: expected sections of the site, got {', '.join(unknown)}. Mend or delete them.")
    for section, own in words.items():
        if not isinstance(own, list) or not own or not all(isinstance(word, str) for word in own):
            raise BuildError(
                f"{WORDS.name}: expected a list of words for {section}, got {own!r}. Put numbers in quotes."
            )
    return [
        {**document, "tags": words[document["location"]]} if document["location"] in words else document
        for document in documents
    ]
