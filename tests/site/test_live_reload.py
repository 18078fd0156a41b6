"""`make serve`: whatever is edited shows in the open page by itself, and the server leaves nothing behind."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.site.traffic import Traffic

pytestmark = pytest.mark.long

START_SECONDS = 180  # a first build, every figure drawn anew, on a machine under load; measured: 15 to 30
EDIT_MILLISECONDS = 180_000  # the same for an edit: one in nnref draws every figure again
END_SECONDS = 30


@dataclass(frozen=True)
class Live:
    """A copy of the project, and the server that follows it."""

    project: Path
    address: str
    process: subprocess.Popen[str]
    temporary: Path


def start(project: Path, folder: Path) -> Live:
    """Serve a copy of the project at a free port, as `make serve` does; ready when it says so."""
    copy, temporary = folder / "project", folder / "temporary"
    shutil.copytree(project, copy, symlinks=True)
    temporary.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = folder / "told.txt"
    with told.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "scripts.serve", "--port", str(port)],
            cwd=copy,
            env=os.environ | {"TMPDIR": str(temporary)},
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
    live = Live(copy, f"http://127.0.0.1:{port}/", process, temporary)
    end = time.monotonic() + START_SECONDS
    while f"Serving at {live.address}" not in told.read_text(encoding="utf-8"):
        if process.poll() is not None or time.monotonic() > end:
            stop(live)
            pytest.fail(f"The server does not come up:\n{told.read_text(encoding='utf-8')}", pytrace=False)
        time.sleep(0.1)
    return live


def stop(live: Live) -> int:
    """End the server as a process manager would; its exit status."""
    live.process.send_signal(signal.SIGTERM)
    try:
        return live.process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        live.process.kill()
        live.process.wait()
        pytest.fail(f"The server does not end within {END_SECONDS} s of SIGTERM.")


@pytest.fixture(scope="module")
def live(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One server, for one edit after the other."""
    running = start(project, tmp_path_factory.mktemp("live"))
    yield running
    if running.process.poll() is None:
        stop(running)


def edit(path: Path, pattern: str, replacement: str) -> None:
    """Change one place in a file, as an editor saves it."""
    text, count = re.subn(pattern, replacement, path.read_text(encoding="utf-8"), count=1)
    assert count == 1, f"{path} has no {pattern}"
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def reader(arrive: Callable[..., tuple[Page, Traffic]], live: Live) -> Page:
    """A reader of the copy who never touches a key."""
    page, _ = arrive(live.address)
    page.set_default_timeout(EDIT_MILLISECONDS)
    return page


def test_an_edited_page_shows_by_itself(reader: Page, live: Live) -> None:
    reader.goto(f"{live.address}session-04/sigmoid/")
    edit(live.project / "docs" / "session-04" / "sigmoid.md", r"(<p class=\"question\".*?>)", r"\1An edited question: ")
    expect(reader.locator(".question")).to_contain_text("An edited question: ", timeout=EDIT_MILLISECONDS)


def test_an_edited_figure_shows_by_itself(reader: Page, live: Live) -> None:
    reader.goto(f"{live.address}session-04/sigmoid/")
    figure = reader.locator("#figure-sigmoid")
    before = figure.locator("img:visible").bounding_box()
    assert before is not None
    with (live.project / "scripts" / "figures" / "sigmoid.py").open("a", encoding="utf-8") as source:
        source.write(
            "\n\n_caption, _draw = caption, draw\n\n\n"
            "def caption() -> str:\n    return _caption() + ' An edited caption.'\n\n\n"
            "def draw() -> Figure:\n    figure = _draw()\n"
            "    figure.set_figheight(1.5 * figure.get_figheight())\n    return figure\n"
        )
    expect(figure.locator("figcaption")).to_contain_text("An edited caption.", timeout=EDIT_MILLISECONDS)
    after = figure.locator("img:visible")
    # Heights are rounded to whole pixels of several hundred. The page has come anew: its picture may still be on the way.
    higher = pytest.approx(1.5 * before["height"] / before["width"], rel=0.01)
    end = time.monotonic() + EDIT_MILLISECONDS / 1000
    while (natural := after.evaluate("image => image.naturalHeight / image.naturalWidth")) != higher:
        assert time.monotonic() < end, natural
        reader.wait_for_timeout(100)


def test_an_edited_docstring_shows_by_itself(reader: Page, live: Live) -> None:
    reader.goto(f"{live.address}reference/activations/")
    edit(live.project / "nnref" / "activations.py", r"(def sigmoid\(.*?\).*?:\n +r\"\"\")", r"\1An edited docstring. ")
    expect(reader.locator(".md-content")).to_contain_text("An edited docstring.", timeout=EDIT_MILLISECONDS)


def test_the_server_ends_when_told_and_leaves_nothing_behind(live: Live) -> None:
    assert [path.name for path in live.temporary.glob("nnref-site-*")] != []
    assert stop(live) == 0
    assert list(live.temporary.iterdir()) == []
