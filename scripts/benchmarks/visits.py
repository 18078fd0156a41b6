"""Visits to a built site as a reader on a slow line makes them: what is sent, and what the browser does with it."""

from __future__ import annotations

import gzip
import mimetypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page

LEVEL = 6  # gzip's own choice, and that of most servers
COMPRESSED = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt"}
SLOW_LINE: dict[str, Any] = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
SLOW_PROCESSOR = {"rate": 4}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1300, "height": 900}}
QUIET = 2500  # ms without a request, a long task or a shift, and a slow page has come to rest
PATIENCE = 90_000
# What the browser itself says of a page, from its first moment on.
WATCH = """
window.seen = { tasks: [], shift: 0, largest: 0, last: 0 };
const watch = (type, each) => new PerformanceObserver(list => {
    for (const entry of list.getEntries()) { each(entry); seen.last = Math.max(seen.last, performance.now()); }
}).observe({ type, buffered: true });
watch("longtask", entry => seen.tasks.push(entry.duration));
watch("layout-shift", entry => { if (!entry.hadRecentInput) seen.shift += entry.value; });
watch("largest-contentful-paint", entry => { seen.largest = entry.startTime; });
watch("resource", () => {});
"""
# As a reader does: the theme may fetch the page itself.
FOLLOW = """place => {
    const link = document.createElement("a");
    link.href = place;
    document.body.append(link);
    link.click();
}"""


@dataclass(frozen=True)
class Visit:
    """One visit to one page."""

    bytes: int  # on the wire, heads of the answers included
    requests: int
    blocking: float  # ms that long tasks take beyond 50 each
    shift: float  # cumulative layout shift
    paint: float  # ms until the largest contentful paint
    sent: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    def numbers(self) -> dict[str, float]:
        """Without the list of what was sent."""
        return {name: value for name, value in asdict(self).items() if name != "sent"}


class _Handler(SimpleHTTPRequestHandler):
    """Files as a public host sends them: compressed, and kept by the browser for ten minutes."""

    protocol_version = "HTTP/1.1"
    kept: ClassVar[dict[tuple[str, int], bytes]] = {}

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are counted, not told."""

    def do_GET(self) -> None:
        path = Path(self.directory) / unquote(urlsplit(self.path).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        body = self.body(path) if found else b""
        head = [
            ("Content-Type", mimetypes.guess_type(path.name.replace(".mjs", ".js"))[0] or "application/octet-stream"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "max-age=600"),
        ]
        if path.suffix in COMPRESSED:
            head.append(("Content-Encoding", "gzip"))
        self.send_response(200 if found else 404)
        for name, value in head:
            self.send_header(name, value)
        self._headers_buffer: list[bytes]
        size = sum(map(len, self._headers_buffer)) + 2 + len(body)
        self.end_headers()
        self.server.sent.append((urlsplit(self.path).path, size))  # type: ignore[attr-defined]
        self.wfile.write(body)

    def body(self, path: Path) -> bytes:
        """The file as it is sent."""
        if path.suffix not in COMPRESSED:
            return path.read_bytes()
        key = (str(path), path.stat().st_mtime_ns)
        if key not in self.kept:
            self.kept[key] = gzip.compress(path.read_bytes(), LEVEL, mtime=0)
        return self.kept[key]


class Host(ThreadingHTTPServer):
    """Serves a folder at a free port, and knows what it has sent."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
        self.sent: list[tuple[str, int]] = []
        self.address = f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves a page hangs up on what it no longer needs."""

    def take(self) -> dict[str, int]:
        """What was sent since the last time, by address."""
        sent, self.sent = self.sent, []
        sizes: dict[str, int] = {}
        for path, size in sent:
            sizes[path] = sizes.get(path, 0) + size
        return sizes


@contextmanager
def host(folder: Path) -> Iterator[Host]:
    """A running server."""
    with Host(folder) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def visit(browser: Browser, server: Host, place: str, **reader: Any) -> Visit:
    """A first visit with nothing kept, on a slow line and a slow processor, until the page has come to rest."""
    context = browser.new_context(**reader)
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_LINE)
        session.send("Emulation.setCPUThrottlingRate", SLOW_PROCESSOR)
        page.add_init_script(WATCH)
        server.take()
        page.goto(server.address + place, timeout=PATIENCE)
        end = time.monotonic() + PATIENCE / 1000
        # Asked from here: the site's policy lets no string be run in the page.
        while page.evaluate("performance.now() - seen.last") < QUIET:
            if time.monotonic() > end:
                raise TimeoutError(f"{place} has not come to rest in {PATIENCE / 1000:g} s.")
            page.wait_for_timeout(200)
        seen = page.evaluate("seen")
        sent = server.take()
    finally:
        context.close()
    blocking = sum(max(0.0, task - 50) for task in seen["tasks"])
    return Visit(sum(sent.values()), len(sent), blocking, seen["shift"], seen["largest"], sent)


def two_pages(browser: Browser, server: Host, first: str, then: str) -> tuple[dict[str, int], dict[str, int]]:
    """What a reader is sent for a first page, and then for a link to another one, at full speed and without scrolling."""
    context = browser.new_context(**DESKTOP)
    try:
        page = context.new_page()
        server.take()
        page.goto(server.address + first)
        rest(page, server)
        sent_first = server.take()
        if then == first:
            return sent_first, {}
        page.evaluate(FOLLOW, server.address + then)
        page.wait_for_url(server.address + then)
        rest(page, server)
        return sent_first, server.take()
    finally:
        context.close()


def rest(page: Page, server: Host) -> None:
    """Wait until nothing has been sent for a moment."""
    page.wait_for_load_state("networkidle")
    count = -1
    while count != len(server.sent) or page.evaluate("document.fonts.status") != "loaded":
        count = len(server.sent)
        page.wait_for_timeout(150)
