"""How to cite these notes: BibTeX made of `CITATION.cff`, so that there is one place to change."""

from __future__ import annotations

import os
from typing import Any

import yaml

from scripts.install import DEFAULT_ADDRESS
from scripts.paths import GENERATED, ROOT, write_if_changed

CITATION = ROOT / "CITATION.cff"


def write() -> None:
    """Write the fragment that the page about the licence includes."""
    entry = bibtex(said(), os.environ.get("SITE_URL", DEFAULT_ADDRESS))
    write_if_changed(GENERATED / "examples" / "citation.md", f"```text\n{entry}\n```\n")


def said() -> dict[str, Any]:
    """What the file says."""
    found: dict[str, Any] = yaml.safe_load(CITATION.read_text(encoding="utf-8"))
    return found


def bibtex(said: dict[str, Any], address: str) -> str:
    """The entry: what the file says, and where the notes are."""
    fields = {
        "author": " and ".join(map(author, said["authors"])),
        "title": f"{{{said['title']}}}",
        "year": str(said["date-released"])[:4] if "date-released" in said else "",
        "note": f"Version {said['version']}",
        "url": str(said.get("url", "" if address == DEFAULT_ADDRESS else address)),
    }
    # Quotes rather than braces around a value: two braces together are a directive on these pages.
    lines = [f'  {name:<6} = "{value}",' for name, value in fields.items() if value]
    return "\n".join(["@misc{nnref,", *lines, "}"])


def author(said: dict[str, str]) -> str:
    """A person, family name first; the name of a group in braces, which keep it whole."""
    if "name" in said:
        return f"{{{said['name']}}}"
    return f"{said['family-names']}, {said['given-names']}"
