"""Fonts with the characters that the site shows, and no others.

A script may fill a formula with numbers, and a text with whatever its own source holds: those are kept whether or not a page
has them now, and so are all letters without an accent. Of the text face's features those that pages use are kept: kerning,
ligatures, figures of one width.
"""

from __future__ import annotations

import html
import io
import re
import string
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path("generated/assets/fonts")
PAPER = "KaTeX_"  # whose faces draw formulas alone
TEXT = "source-serif-4"
NUMBERS = "0123456789.,+-−±·×()<>=≈e⁻^∞|[] "
LATIN = string.printable.strip() + " \u00a0–—‘’“”…−×·"
FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "tnum"]
FORMULA = re.compile(r'<span class="katex-html" aria-hidden="true">(.*?)</x-math>', re.DOTALL)


def write(site: Path) -> None:
    """Subset every font of the site in its place; one that nothing shows goes with its rule."""
    formulas, shown = set(NUMBERS), set(LATIN) | set(scripts(site))
    for path in sorted(site.rglob("*.html")):
        page = path.read_text(encoding="utf-8")
        shown.update(text(page))
        for drawn in FORMULA.findall(page):
            formulas.update(text(drawn))
    for font in sorted((site / FONTS).glob("*.woff2")):
        characters = formulas if font.name.startswith(PAPER) else shown
        font.write_bytes(reduced(font.read_bytes(), characters))


def text(page: str) -> str:
    """The characters of a page or of a part of one, without its tags."""
    return html.unescape(re.sub(r"<[^>]*>", "", page))


def scripts(site: Path) -> str:
    """What our scripts may write."""
    return "".join(path.read_text(encoding="utf-8") for path in sorted((site / "javascripts").rglob("*.mjs")))


def reduced(font: bytes, characters: set[str]) -> bytes:
    """The font with these characters; the same bytes whenever it is made again."""
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = FEATURES
    options.hinting = False
    options.name_IDs = [0, 1, 2, 13, 14]  # whose it is, what it is called, and its licence
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.bidi_closure = False
    opened = TTFont(io.BytesIO(font), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, characters)))
    subsetter.subset(opened)
    written = io.BytesIO()
    opened.flavor = "woff2"
    opened.save(written)
    return written.getvalue()
