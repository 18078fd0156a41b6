"""What must hold of notes that are read from a folder: each check takes the folder and returns its complaints."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LEADS = {"href", "src", "srcset", "poster", "data"}
PUBLIC = re.compile(r"(?:https?://(?!127\.0\.0\.1|localhost)|mailto:)")
ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


class Markup(HTMLParser):
    """The addresses and the names of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[tuple[str, str]] = []  # of which tag, and which
        self.names: set[str] = set()
        self.modules: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attributes}
        self.names |= {own["id"]} if "id" in own else set()
        if tag == "script" and own.get("type") == "module":
            self.modules.append(own.get("src", "inline"))
        if "crossorigin" in own:
            self.modules.append(own.get("href", tag))
        for name in LEADS & own.keys():
            # A list of pictures for several widths: the address is the first word of each.
            each = [part.split()[0] for part in own[name].split(",")] if name == "srcset" else [own[name]]
            self.addresses += [(tag, address) for address in each]


def faults(folder: Path) -> list[str]:
    """All that is wrong with the pages of a folder."""
    pages = {path: Markup(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}
    found = [] if folder / "index.html" in pages else ["no index.html at the root"]
    for path, page in pages.items():
        name = path.relative_to(folder).as_posix()
        found += [f"{name}: no browser loads {module} from a folder" for module in page.modules]
        found += [f"{name}: {fault}" for tag, address in page.addresses for fault in dead(tag, address, path, pages)]
    return found


def dead(tag: str, address: str, page: Path, pages: dict[Path, Markup]) -> Iterator[str]:
    """Why an address on a page leads nowhere, if it does."""
    if address.startswith("data:"):
        return
    if ELSEWHERE.match(address):
        if tag != "a":
            yield f"<{tag}> asks the network for {address}"
        elif not PUBLIC.match(address):
            yield f"{address} is no public address"
        return
    parts = urlsplit(address)
    target = Path(os.path.normpath(page.parent / unquote(parts.path))) if parts.path else page
    if not target.is_file():
        yield f"<{tag}> leads to no file: {address}"
    elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].names:
        yield f"<{tag}> leads to no place: {address}"
