"""Serving: an edit shows without a restart, and a taken port is told in one line."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.paths import ROOT

PATIENCE = 90  # seconds: an edit of nnref draws every figure again, and the machine may have other work


def command(port: int) -> list[str]:
    """`make serve` in an environment that is set up."""
    return [sys.executable, "-m", "scripts.serve", "--port", str(port)]


def free_port() -> int:
    """A port that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def test_a_taken_port_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = subprocess.run(command(port), cwd=ROOT, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert ended.returncode == 1
    expected = f"Port {port} is taken by another program. Choose another: make serve PORT={port + 1}"
    assert ended.stderr.splitlines() == [expected]
    assert ended.stdout == ""


class Serving:
    """A running `make serve` on a copy of the project."""

    def __init__(self, project: Path, said: Path) -> None:
        self.project = project
        self.said = said
        self.port = free_port()
        with said.open("w") as output:
            settings = os.environ | {"TMPDIR": str(said.parent)}
            self.process = subprocess.Popen(
                command(self.port), cwd=project, env=settings, stdout=output, stderr=subprocess.STDOUT
            )

    def wait_for(self, text: str, page: str) -> None:
        """Return when a page has a text; what the server said is the reason if it never does."""
        until = time.monotonic() + PATIENCE
        while text not in self.get(page):
            assert time.monotonic() < until, f"{page} never showed {text!r}:\n{self.said.read_text()}"
            assert self.process.poll() is None, self.said.read_text()
            time.sleep(0.2)

    def get(self, page: str) -> str:
        """A page as a browser gets it now; nothing where it is not there yet."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{page}", timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except (urllib.error.URLError, ConnectionError) as error:
            if isinstance(error, urllib.error.HTTPError):
                error.close()
            return ""


@pytest.fixture
def serving(spoilt: Path, tmp_path: Path) -> Iterator[Serving]:
    """`make serve`, ended as Ctrl+C or a service manager ends it."""
    running = Serving(spoilt, tmp_path / "said.txt")
    yield running
    running.process.send_signal(signal.SIGTERM)
    running.process.wait(PATIENCE)


@pytest.mark.long
def test_every_edit_shows_without_a_restart_and_the_end_is_orderly(serving: Serving) -> None:
    project = serving.project
    serving.wait_for("</html>", "session-04/sigmoid/")
    with (project / "docs" / "session-04" / "sigmoid.md").open("a", encoding="utf-8") as page:
        page.write("\nA sentence added to the page.\n")
    serving.wait_for("A sentence added to the page.", "session-04/sigmoid/")
    edit(project / "scripts" / "figures" / "sigmoid.py", 'return """The sigmoid', 'return """The edited sigmoid')
    serving.wait_for("The edited sigmoid", "session-04/sigmoid/")
    edit(project / "nnref" / "activations.py", "Logistic sigmoid", "Edited logistic sigmoid")
    serving.wait_for("Edited logistic sigmoid", "reference/activations/")
    serving.process.send_signal(signal.SIGTERM)
    assert serving.process.wait(PATIENCE) == 0, serving.said.read_text()
    said = serving.said.read_text()
    assert f"Serving at http://127.0.0.1:{serving.port}/" in said
    assert "Traceback" not in said
    assert list(serving.said.parent.glob("nnref-site-*")) == [], "the built pages are left behind"


def edit(path: Path, before: str, after: str) -> None:
    """Save a file with a change."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
