"""Fonts that a page asks for before the browser would find that it needs them.

What draws the first screen is preloaded: it comes while the style sheet does, so that no text is set twice and moves when its
face arrives. What nearly every page needs is prefetched once the first page has come: the next one is text and pictures alone.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from scripts.finish.light.fonts import FONTS

TEXT = "source-serif-4-latin-400-normal"
FORMULA = ("KaTeX_Main-Regular", "KaTeX_Math-Italic")
SHARED = re.compile(r"source-serif-4-.*|KaTeX_(?:Main-Regular|Math-Italic|Size\d-Regular)")
STYLES = re.compile(r'<link rel="stylesheet"')
HEAD = "</head>"


def write(site: Path) -> None:
    """Name the fonts in every head."""
    fonts = [font for font in sorted((site / FONTS).glob("*.woff2")) if SHARED.fullmatch(font.stem)]
    for page in sorted(site.rglob("index.html")):
        text = page.read_text(encoding="utf-8")
        if not (styles := STYLES.search(text)):
            continue
        at_once = {TEXT, *(FORMULA if 'class="katex"' in text else ())}
        first = links(page, "preload", [font for font in fonts if font.stem in at_once])
        later = links(page, "prefetch", [font for font in fonts if font.stem not in at_once])
        text = text[: styles.start()] + first + text[styles.start() :]
        page.write_text(text.replace(HEAD, later + HEAD, 1), encoding="utf-8")


def links(page: Path, when: str, fonts: list[Path]) -> str:
    """A link for each font, as seen from the page."""
    addresses = (os.path.relpath(font, page.parent).replace(os.sep, "/") for font in fonts)
    return "".join(f'<link rel="{when}" as="font" type="font/woff2" href="{one}" crossorigin>' for one in addresses)
