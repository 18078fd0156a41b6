"""Serve the notes with live reload: `make serve`.

MkDocs's own server, with a builder that first brings `docs/generated` up to date. Generating runs in a process of its own, so
that an edited docstring, figure or example is read afresh; the pages are built in this one, where formulas stay rendered. An
edit of a page's text needs that page alone (`scripts/edits.py`), and shows in a second or two.
"""

from __future__ import annotations

import argparse
import errno
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from types import FrameType

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import _SCRIPT_TEMPLATE, LiveReloadServer

from scripts import edits
from scripts.finish import finish
from scripts.paths import DOCS, GENERATED, ROOT

HOST = "127.0.0.1"
# MkDocs writes the two numbers into the script; the site's policy wants to know a script by its hash, so it reads them.
FOLLOW = _SCRIPT_TEMPLATE.substitute(
    epoch="document.currentScript.dataset.epoch", request_id="document.currentScript.dataset.request"
)
WATCHED = (DOCS, ROOT / "nnref", ROOT / "scripts", ROOT / "mkdocs.yml")

log = logging.getLogger("mkdocs")


def main() -> int:
    """Build once, serve, and build again after every edit, until interrupted."""
    parser = argparse.ArgumentParser(description="Serve the notes and follow every edit.")
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    address = f"http://{HOST}:{port}/"
    os.environ |= {"SITE_URL": address, "NO_MKDOCS_2_WARNING": "1"}
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    signal.signal(signal.SIGTERM, interrupt)
    site = Path(tempfile.mkdtemp(prefix="nnref-site-"))
    try:
        server = listen(port, site)
        if server is None:
            return 1
        return serve(server, site, address)
    except KeyboardInterrupt:
        return 0
    finally:
        shutil.rmtree(site, ignore_errors=True)


def serve(server: LiveReloadServer, site: Path, address: str) -> int:
    """The first build, then the server."""
    print("Building the notes …", flush=True)
    generate()
    config = configuration(site, address)
    config.plugins.on_startup(command="serve", dirty=False)
    finished = partial(finish, inserted=[FOLLOW])
    built = edits.Built(config, site, finished)
    built.whole(address)
    seen = edits.snapshot(WATCHED)

    def rebuild() -> None:
        nonlocal built, seen
        now = edits.snapshot(WATCHED)
        changed, seen = edits.differences(seen, now), now
        if not changed:
            return  # what was written was our own doing
        if built.pages_alone(changed):
            print(f"Shown again: {', '.join(sorted(path.name for path in changed))}", flush=True)
            return
        print("An edit: building again …", flush=True)
        generate()
        built = edits.Built(configuration(site, address), site, finished)
        built.whole(address)
        # What was edited meanwhile is seen next time; what was generated is our own.
        seen = {path: time for path, time in now.items() if GENERATED not in path.parents}
        seen |= edits.snapshot([GENERATED])
        print(f"Done: {address}", flush=True)

    server.builder = rebuild
    for path in WATCHED:
        server.watch(str(path))
    print(f"\nServing at {address} (every edit shows by itself; Ctrl+C ends)\n", flush=True)
    try:
        server.serve()
    except KeyboardInterrupt:
        print("\nStopped.")
    finally:
        server.shutdown()
        config.plugins.on_shutdown()
    return 0


class EarlyServer(LiveReloadServer):
    """MkDocs's server takes its port when it begins to serve; this one can before the work of building."""

    def take_port(self) -> None:
        """Bind and listen; a browser that comes now waits for the first build."""
        super().server_bind()
        super().server_activate()

    def server_bind(self) -> None:
        """Done by `take_port`."""

    def server_activate(self) -> None:
        """Done by `take_port`."""

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """Put the same script into every page, and what differs beside it."""
        script = f'<script data-epoch="{epoch}" data-request="{time.monotonic_ns()}">{FOLLOW}</script>'
        before, end, after = content.rpartition(b"</body>")
        return before + script.encode() + end + after


def listen(port: int, site: Path) -> LiveReloadServer | None:
    """Take the port before the work of building; a taken one is said in one line."""
    server = EarlyServer(builder=lambda: None, host=HOST, port=port, root=str(site))
    try:
        server.take_port()
    except OSError as error:
        server.server_close()
        if error.errno != errno.EADDRINUSE:
            raise
        print(f"Port {port} is taken by another program. Choose another: make serve PORT={port + 1}", file=sys.stderr)
        return None

    def error_page(code: int) -> bytes | None:
        page = site / f"{code}.html"
        return page.read_bytes() if page.is_file() else None

    server.error_handler = error_page
    return server


def configuration(site: Path, address: str, settings: Path = ROOT / "mkdocs.yml") -> MkDocsConfig:
    """The site's configuration, read afresh."""
    return load_config(str(settings), site_dir=str(site), site_url=address)


def generate() -> None:
    """Bring `docs/generated` up to date; on an error the last good files stay, and the error is shown."""
    command = [sys.executable, "-m", "scripts.build", "--generate-only"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        log.error("Generating failed (see above): the pages show the last good figures and examples.")


def interrupt(_signal: int, _frame: FrameType | None) -> None:
    """End in the same orderly way however we are told to."""
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
