"""The theme's script waits until the page is read: text and the first figure are painted before it takes the processor."""

from __future__ import annotations

import re
from pathlib import Path

BUNDLE = re.compile(r'<script src="(?P<address>[^"]*assets/javascripts/bundle\.[^"]*)">')


def write(site: Path) -> None:
    """Mark the script on every page; the order of scripts stays, since ours is a module, which waits too."""
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        if (changed := BUNDLE.sub(r'<script defer src="\g<address>">', text)) != text:
            page.write_text(changed, encoding="utf-8")
