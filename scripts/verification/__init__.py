"""What the last whole run of the tests has checked: it writes the record, and the next build shows it.

    make test  ->  .cache/verification.json  ->  the page "How these notes are verified", a line below every page,
                                                 the home page's numbers and README's line

A record speaks of the sources that it was made from. Once one of them changed, the site says that it was not verified.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scripts.paths import CACHE, DOCS, ROOT

RECORD = CACHE / "verification.json"
SOURCES = ("docs", "nnref", "scripts", "tests", "requirements", "mkdocs.yml", "pyproject.toml", "package-lock.json")
KINDS = {
    "equations": ("equation", "equations"),
    "inline": ("formula in the text", "formulas in the text"),
    "snippets": ("snippet", "snippets"),
    "figures": ("figure", "figures"),
    "explorers": ("explorer", "explorers"),
    "exercises": ("exercise with its mistakes", "exercises with their mistakes"),
    "claims": ("statement of the lecture", "statements of the lecture"),
    "numbers": ("number in the text", "numbers in the text"),
    "citations": ("citation", "citations"),
}


def fingerprint(root: Path = ROOT) -> str:
    """Of everything that the site is made from and checked by; not of what is generated."""
    digest = hashlib.sha256()
    for path in sorted(files(root)):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def files(root: Path) -> Iterator[Path]:
    """The sources."""
    for name in SOURCES:
        place = root / name
        for path in place.rglob("*") if place.is_dir() else [place]:
            hidden = any(
                part.startswith(".") or part in ("__pycache__", "generated") for part in path.relative_to(root).parts
            )
            if path.is_file() and not hidden and not path.name.endswith(".part"):
                yield path


def load() -> dict[str, Any] | None:
    """The record of a run over these very sources, if there is one."""
    if not RECORD.is_file():
        return None
    record: dict[str, Any] = json.loads(RECORD.read_text(encoding="utf-8"))
    return record if record["sources"] == fingerprint() else None


def stem(place: str, docs: Path = DOCS) -> str:
    """The page that a file of the site was made from: "session-04/sigmoid" for "session-04/sigmoid/index.html"."""
    folder = place.removesuffix("/index.html")
    return folder if (docs / f"{folder}.md").is_file() else place.removesuffix(".html")


def total(record: dict[str, Any], kind: str) -> int:
    """How many things of a kind were checked on all pages."""
    return sum(int(page.get(kind, 0)) for page in record["pages"].values())


def counted(number: int, kind: str) -> str:
    """A number with its noun: "1 equation", "1,234 equations"."""
    return f"{number:,} {KINDS[kind][number != 1]}"


def listed(parts: list[str]) -> str:
    """Parts of a sentence, with commas and an "and"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
