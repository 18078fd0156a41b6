"""The pages of a session lead to its PDF: only where there is one, so that no link is dead."""

from __future__ import annotations

import os
import re
from pathlib import Path

from scripts.pdf import pages

TAKE = re.compile(r'(<p class="nn-take">)(.*?)(?: · <a class="nn-pdf".*?)?(</p>)')
MEGABYTE = 1_000_000


def place(site: Path, session: str) -> Path:
    """Where a session's PDF lies: beside its first page."""
    return site / session / f"{session}.pdf"


def write(site: Path, session: str) -> None:
    """A link on each of its pages, beside the one to the notebook.

    Raises:
        ValueError: If a page has no place for it.
    """
    made = place(site, session)
    size = f"{made.stat().st_size / MEGABYTE:.1f} MB"
    for source in pages.sessions()[session]:
        file = pages.built(site, source)
        href = Path(os.path.relpath(made, file.parent)).as_posix()
        link = f' · <a class="nn-pdf" href="{href}">The whole session as a PDF</a> ({size})'
        text, count = TAKE.subn(rf"\g<1>\g<2>{link}\g<3>", file.read_text(encoding="utf-8"))
        if count != 1:
            raise ValueError(f"{source}: expected one line of what to take away, under the title; found {count}")
        file.write_text(text, encoding="utf-8")
