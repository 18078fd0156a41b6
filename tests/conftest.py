"""The built site, served as GitHub Pages would serve it, for every test that reads what readers read."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from scripts.paths import NODE_MODULES, ROOT

pytest_plugins = ["tests.claims.plugin", "tests.record"]

BASE = "notes"  # a base path, as on GitHub Pages: an address that forgets it is a dead link here too
NOT_COPIED = shutil.ignore_patterns(".*", "*.part", "node_modules", "site", "dist", "__pycache__")

# A busy machine is no wrong answer, and a failure must be there again when the test is run again.
hypothesis.settings.register_profile("nnref", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("nnref")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Whatever needs the built site is slow, whether or not its author thought of saying so."""
    if {"project", "site", "served"} & set(getattr(item, "fixturenames", ())):
        item.add_marker("slow")


class Handler(SimpleHTTPRequestHandler):
    """Files, quietly, and the site's own page for what is not there."""

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are no news."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / BASE / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class Server(ThreadingHTTPServer):
    """A server whose threads don't keep the tests from ending."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves a page hangs up on what it no longer needs; all else is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """An empty folder, and the address at which its subfolder `notes` is served."""
    folder = tmp_path_factory.mktemp("served")
    with Server(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield folder, f"http://127.0.0.1:{running.server_port}/{BASE}/"
        running.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the project: a build of its own leaves a `make serve` that runs beside it alone."""
    if not NODE_MODULES.is_dir():
        pytest.fail("node_modules is missing: run `make test`, which sets everything up.")
    copy = copy_project(ROOT, tmp_path_factory.mktemp("project") / "copy")
    yield copy
    keep_generated(copy)


def keep_generated(copy: Path) -> None:
    """Spare the next build what this one has drawn and run; what the project has already stays as it is."""
    for folder in ("docs/generated/figures", ".cache/experiments", ".cache/pictures"):
        for path in (copy / folder).glob("*"):
            if not (target := ROOT / folder / path.name).exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(path, target)


def copy_project(source: Path, target: Path) -> Path:
    """The project as its authors see it, with what was generated before: only what changed is drawn or run again."""
    shutil.copytree(source, target, ignore=NOT_COPIED)
    if (source / ".cache").is_dir():
        shutil.copytree(source / ".cache", target / ".cache", ignore=shutil.ignore_patterns("*.part"))
    (target / "node_modules").symlink_to(NODE_MODULES.resolve(), target_is_directory=True)
    return target


@pytest.fixture
def spoilt(site: Path, project: Path, tmp_path: Path) -> Path:
    """A copy of the built project for a test to plant a fault in."""
    return copy_project(project, tmp_path / "copy")


def run_build(project: Path, site: Path, address: str) -> subprocess.CompletedProcess[str]:
    """`make site`, as a public site's maintainer runs it: with the address that it will have."""
    command = [sys.executable, "-m", "scripts.build", "--site-dir", str(site)]
    return subprocess.run(
        command,
        cwd=project,
        env=os.environ | {"SITE_URL": address, "SOURCE_DATE_EPOCH": "1700000000"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def build() -> Any:
    """`build(project, site, address)`: the finished process, with all it said in `stdout`."""
    return run_build


@pytest.fixture(scope="session")
def site(project: Path, server: tuple[Path, str], pytestconfig: pytest.Config) -> Path:
    """The folder of the site, built strictly for the address at which `served` has it."""
    folder, address = server
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled() if capture else contextlib.nullcontext():
        print("\nbuilding the site …", flush=True)
    built = run_build(project, folder / BASE, address)
    if built.returncode != 0:
        pytest.fail(f"The site does not build:\n{built.stdout}", pytrace=False)
    return folder / BASE


@pytest.fixture(scope="session")
def served(site: Path, server: tuple[Path, str]) -> str:
    """The address of the built site; it ends in a slash."""
    return server[1]
