"""A small line at the foot of every built page: what was checked on it, and where that is told."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from scripts.verification import KINDS, counted, listed, load, stem

END = "</article>"
TOLD_AT = ("about/verified/index.html", "about/verified.html")  # on a server, and where pages are files


def write(site: Path) -> None:
    """Put the line at the end of every page's text."""
    for page in sorted(site.rglob("*.html")):
        write_page(site, page)


def write_page(site: Path, page: Path) -> None:
    """Put the line at the end of a page's text."""
    text = page.read_text(encoding="utf-8")
    if END in text and page.name != "404.html" and 'class="nn-verified"' not in text:
        before, _, after = text.rpartition(END)
        told = next((name for name in TOLD_AT if (site / name).is_file()), TOLD_AT[0])
        page.write_text(f"{before}{line(page.relative_to(site), load(), told)}\n{END}{after}", encoding="utf-8")


def line(place: Path, record: dict[str, Any] | None, told: str = TOLD_AT[0]) -> str:
    """The line for a page of the site, with a link to where it is told."""
    target, end = (Path(told).parent, "/") if told.endswith("/index.html") else (Path(told), "")
    link = os.path.relpath(target, place.parent).replace(os.sep, "/") + end
    words = "This copy was built without a run of the tests."
    if record is not None:
        counts = record["pages"].get(stem(place.as_posix()), {})
        parts = [counted(counts[kind], kind) for kind in KINDS if counts.get(kind)]
        words = f"Checked on this page: {listed(parts)}." if parts else "All that this site shows is checked."
    return f'<p class="nn-verified">{words} <a href="{link}">How these notes are verified</a></p>'
