"""Pages that are opened from a folder: their scripts, their links, and nothing that only means something on the web."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.exceptions import BuildError

from scripts.finish.offline import scripts, search
from scripts.finish.offline.wheel import with_near_wheel

# Material's plugin would have it fetched while a page is read; MkDocs writes the tag, and nobody asks for the file here.
THEIR_SHIM = '<script src="https://unpkg.com/iframe-worker/shim"></script>'
MODULES = re.compile(r'<script src="[^"]*javascripts/start\.mjs" type="module"></script>')
# From a folder the theme can't show the next page in place; told to do so, it would not tell of the first one either.
IN_PLACE = re.compile(r'(?<="features": \[)(?P<before>[^\]]*)"navigation\.instant", ')
ONLY_ON_THE_WEB = re.compile(
    r'\s*<(?:link rel="(?:canonical|preload|prefetch)"|meta property="og:[^"]*"|meta name="twitter:[^"]*") [^>]*>'
)
TO_A_FOLDER = re.compile(r'(?P<before><a\b[^>]*? href=")(?P<folder>(?:\.\./)*[\w./-]*/)(?P<fragment>#[^"]*)?"')


def write(site: Path) -> None:
    """Change every page."""
    for page in sorted(site.rglob("*.html")):
        page.write_text(changed(page.read_text(encoding="utf-8"), page, site), encoding="utf-8")


def changed(text: str, page: Path, site: Path) -> str:
    """A page for a folder.

    Raises:
        BuildError: If the theme or the plugin wrote other tags than expected, or a link leads nowhere.
    """
    text = once(text, re.compile(re.escape(THEIR_SHIM)), script(page, site / search.SHIM), page)
    text = once(text, MODULES, script(page, site / scripts.NAME), page)
    text = once(text, IN_PLACE, r"\g<before>", page)
    text = ONLY_ON_THE_WEB.sub("", text)
    return TO_A_FOLDER.sub(to_a_file(page, site), with_near_wheel(text))


def once(text: str, wanted: re.Pattern[str], instead: str, page: Path) -> str:
    """The text with the one place that has it changed."""
    changed, count = wanted.subn(instead, text)
    if count != 1:
        raise BuildError(f"{page}: expected one {wanted.pattern}, got {count}. Was the theme updated?")
    return changed


def script(page: Path, file: Path) -> str:
    """The tag of a script; those that wait run in the order of the page."""
    return f'<script defer src="{relative(file, page)}"></script>'


def relative(file: Path, page: Path) -> str:
    """A file as a page sees it."""
    return os.path.relpath(file, page.parent).replace(os.sep, "/")


def to_a_file(page: Path, site: Path) -> Callable[[re.Match[str]], str]:
    """MkDocs links to files. What leads to a folder we wrote, as seen from the folder that a page is on a server."""

    def link(found: re.Match[str]) -> str:
        seen_from = page.parent if page.stem == "index" else page.with_suffix("")
        folder = Path(os.path.normpath(seen_from / urlsplit(found["folder"]).path))
        for file in (folder / "index.html", folder.with_suffix(".html")):
            if file.is_file() and file.is_relative_to(site):
                return f'{found["before"]}{relative(file, page)}{found["fragment"] or ""}"'
        raise BuildError(f"{page}: {found['folder']} leads to no page of the notes")

    return link
