"""Fonts that nearly every page needs are fetched once a first page has come: the next one is text and pictures alone."""

from __future__ import annotations

import os
import re
from pathlib import Path

from scripts.finish.light.fonts import FONTS

SHARED = re.compile(r"source-serif-4-.*|KaTeX_(?:Main-Regular|Math-Italic|Size\d-Regular)")
HEAD = "</head>"


def write(site: Path) -> None:
    """Name them at the end of every head; a browser takes them when it has nothing else to do."""
    fonts = [font for font in sorted((site / FONTS).glob("*.woff2")) if SHARED.fullmatch(font.stem)]
    for page in sorted(site.rglob("index.html")):
        text = page.read_text(encoding="utf-8")
        if 'rel="stylesheet"' in text:
            page.write_text(text.replace(HEAD, links(page, fonts) + HEAD, 1), encoding="utf-8")


def links(page: Path, fonts: list[Path]) -> str:
    """A link for each font, as seen from the page."""
    addresses = (os.path.relpath(font, page.parent).replace(os.sep, "/") for font in fonts)
    return "".join(f'<link rel="prefetch" as="font" type="font/woff2" href="{one}" crossorigin>' for one in addresses)
