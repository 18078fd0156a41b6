"""Fonts within the stylesheet: from a folder some browsers take none that lies elsewhere, and then draw formulas with gaps."""

from __future__ import annotations

import base64
import re
import shutil
from pathlib import Path

from scripts.finish.light.fonts import FONTS

FONT = re.compile(r'url\("(?P<address>[^":]*\.woff2)"\)')


def write(site: Path) -> None:
    """Put every font where a stylesheet asks for it."""
    for sheet in sorted(site.rglob("*.css")):
        text = sheet.read_text(encoding="utf-8")
        for address in sorted(set(FONT.findall(text))):
            text = text.replace(f'url("{address}")', inside(sheet.parent / address))
        sheet.write_text(text, encoding="utf-8")
    shutil.rmtree(site / FONTS)


def inside(font: Path) -> str:
    """The font itself as an address."""
    return f'url("data:font/woff2;base64,{base64.b64encode(font.read_bytes()).decode()}")'
