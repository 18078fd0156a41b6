"""What pages ask of the network, say on the console, and try against their own policy.

No other host ever hears of it: the browser that the tests start finds none but this machine (`scripts.browser`). Requests are
watched, not held up on their way: that would make every visit an eighth longer. Where a test puts a stranger on this machine,
`refuse` keeps the pages from him.
"""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    Route,
    WebError,
    WebSocket,
    WebSocketRoute,
)

LATER = ("font", "other")  # the browser fetches fonts, the tab's icon and prefetched files when it has time
SETTLE_SECONDS = 20  # a local server answers in milliseconds; this is for a machine under load
QUIET_SECONDS = 0.1  # a script may ask for more just after the page has loaded
# Not every browser writes to the console what a policy forbade; the event is in the standard.
LISTEN = """document.addEventListener('securitypolicyviolation', event => policyForbade(
    `${event.effectiveDirective} forbids ${event.blockedURI} ${event.sample}`.trim()))"""


class Traffic:
    """Everything that the pages of a context ask for and complain about."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        parts = urlsplit(base)
        self.origin = f"{parts.scheme}://{parts.netloc}/"
        self.complaints: list[str] = []
        self.pending: set[Request] = set()
        self.context = context
        for page in context.pages:
            page.on("websocket", self._opened)
        context.on("page", lambda page: page.on("websocket", self._opened))
        context.expose_function("policyForbade", self._forbidden)
        context.add_init_script(LISTEN)
        context.on("request", self._asked)
        context.on("requestfinished", self._finished)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", self._broke)

    def refuse(self) -> None:
        """Let no request leave the origin, not even to this machine."""
        self.context.route(re.compile(rf"^(?!{re.escape(self.origin)}|data:|blob:|about:)"), self._block)
        self.context.route_web_socket(re.compile(""), self._closed)

    def settle(self, page: Page) -> None:
        """Wait until every request of the page has its answer, and no other has followed."""
        page.wait_for_load_state("load")
        end = time.monotonic() + SETTLE_SECONDS
        quiet_since = time.monotonic()
        while time.monotonic() - quiet_since < QUIET_SECONDS:
            page.wait_for_timeout(10)
            if self.pending:
                quiet_since = time.monotonic()
            if time.monotonic() > end:
                self.complaints += [f"no answer: {request.url}" for request in self.pending]
                self.pending.clear()

    def take(self) -> list[str]:
        """The complaints since the last time."""
        complaints, self.complaints = self.complaints, []
        return complaints

    def _asked(self, request: Request) -> None:
        self.pending.add(request)
        if not request.url.startswith((self.origin, "data:", "blob:")):
            self.complaints.append(f"third-party request: {request.url}")

    def _block(self, route: Route) -> None:
        route.abort("blockedbyclient")

    def _opened(self, socket: WebSocket) -> None:
        self.complaints.append(f"third-party request: {socket.url}")

    def _closed(self, socket: WebSocketRoute) -> None:
        self.complaints.append(f"third-party request: {socket.url}")
        socket.close()

    def _forbidden(self, told: str) -> None:
        self.complaints.append(f"policy: {told}")

    def _finished(self, request: Request) -> None:
        self.pending.discard(request)

    def _failed(self, request: Request) -> None:
        self.pending.discard(request)
        if request.failure == "net::ERR_ABORTED" and request.resource_type in LATER:
            return  # dropped with the page that it was for
        self.complaints.append(f"failed request: {request.url} ({request.failure})")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.complaints.append(f"failed request: {response.url} ({response.status})")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning", "assert"):
            self.complaints.append(f"console {message.type}: {message.text}")

    def _broke(self, error: WebError) -> None:
        self.complaints.append(f"console error: {error.error.message}")
