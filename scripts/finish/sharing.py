"""What other sites show of a shared link: title, sentence and picture, as https://ogp.me describes, on every page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from pathlib import Path

from scripts.finish import card
from scripts.finish.notes import Page
from scripts.paths import write_if_changed

PICTURE = "images/card.png"
DESCRIPTION = re.compile(r'<meta name="description" content="[^"]*">')


def write(site: Path, pages: Iterable[Page]) -> None:
    """The picture, and the tags of each page."""
    pages = list(pages)
    home = next(page for page in pages if page.source == "index.md")
    write_if_changed(site / PICTURE, card.picture())
    for page in pages:
        text = page.file.read_text(encoding="utf-8")
        if 'property="og:title"' not in text:
            page.file.write_text(tagged(text, page, home), encoding="utf-8")


def tagged(text: str, page: Page, home: Page) -> str:
    """A page with its tags, and with its own sentence where it would have had the site's."""
    told = f'<meta name="description" content="{escape(page.description)}">'
    written = "\n      ".join([told, *tags(page, home)])
    changed, count = DESCRIPTION.subn(lambda _: written, text, count=1)
    if count == 0:
        raise ValueError(f"{page.source}: expected a built page to have a description; is site_description set?")
    return changed


def tags(page: Page, home: Page) -> list[str]:
    """The tags, in the order in which they are documented."""
    graph = {
        "og:title": page.title,
        "og:type": "website" if page is home else "article",
        "og:url": page.address,
        "og:description": page.description,
        "og:site_name": home.title,
        "og:image": home.address + PICTURE,
        "og:image:type": "image/png",
        "og:image:width": str(card.WIDTH),
        "og:image:height": str(card.HEIGHT),
        "og:image:alt": card.ALT,
    }
    found = [f'<meta property="{name}" content="{escape(value)}">' for name, value in graph.items()]
    return [*found, '<meta name="twitter:card" content="summary_large_image">']
