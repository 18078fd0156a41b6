"""A host that reads `_headers`, as Netlify and Cloudflare Pages do."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.hosting import BASE, Handler, Server

Rules = dict[str, dict[str, str]]


def rules(text: str) -> Rules:
    """The headers of each path of a `_headers` file; a path may end in `*`."""
    found: Rules = {}
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("/"):
            found[line.strip()] = {}
        else:
            name, _, value = line.partition(":")
            next(reversed(found.values()))[name.strip()] = value.strip()
    return found


def told(found: Rules, path: str) -> dict[str, str]:
    """The headers with which a path is served."""
    headers: dict[str, str] = {}
    for pattern, own in found.items():
        if path == pattern or (pattern.endswith("*") and path.startswith(pattern[:-1])):
            headers |= own
    return headers


class HostHandler(Handler):
    """Files with the headers that the site asks for; what was asked for is remembered."""

    asked: list[str]  # of the server that has it

    def __init__(self, *args: Any, asked: list[str], **settings: Any) -> None:
        self.asked = asked
        super().__init__(*args, **settings)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        # A browser asks the host for an icon where it opens a file that can't name one: a picture.
        if urlsplit(self.path).path == "/favicon.ico":
            super().send_response(204)
            self.end_headers()
        else:
            super().send_error(code, message, explain)

    def send_response(self, code: int, message: str | None = None) -> None:
        super().send_response(code, message)
        path = urlsplit(self.path).path
        self.asked.append(path)
        file = Path(self.directory) / BASE / "_headers"
        if file.is_file():
            for name, value in told(rules(file.read_text(encoding="utf-8")), path).items():
                self.send_header(name, value)


@contextlib.contextmanager
def host(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve a folder, whose subfolder `notes` is a site: the site's address, and the paths that were asked for."""
    asked: list[str] = []
    with Server(("127.0.0.1", 0), partial(HostHandler, directory=str(folder), asked=asked)) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/{BASE}/", asked
        running.shutdown()
        thread.join()
