"""Which browser the tests drive and the PDF is printed with: an installed Chromium or Chrome, or Playwright's own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, Error

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "~/AppData/Local/Google/Chrome/Application/chrome.exe",
    "~/AppData/Local/Chromium/Application/chrome.exe",
)
FLAGS = (
    "--no-sandbox",  # root in a container can't have one
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    # Whatever a page asks of another host ends here, on every machine alike.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)
REPAIR = (
    "install Chromium or Chrome (Debian, Ubuntu: apt-get install chromium; or: python -m playwright install chromium), "
    "or name one in NNREF_BROWSER"
)


class NoBrowserError(Exception):
    """No browser starts; the message says what was tried, and how to repair it."""


def installed(environment: Mapping[str, str] = os.environ) -> list[str]:
    """Programs to try, the one that NNREF_BROWSER names alone if it does."""
    if named := environment.get("NNREF_BROWSER"):
        return [named]
    on_path = [shutil.which(name, path=environment.get("PATH", "")) for name in NAMES]
    usual = [str(place) for place in (Path(name).expanduser() for name in USUAL_PLACES) if place.is_file()]
    return [*dict.fromkeys(program for program in (*on_path, *usual) if program)]


def fetch() -> bool:
    """Let Playwright download its own Chromium; what it says is the user's to see."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    print(f"\nNo Chromium or Chrome is installed: {' '.join(command[1:])}", flush=True)
    try:
        return subprocess.run(command, check=False, timeout=600).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def open_browser(
    chromium: BrowserType,
    environment: Mapping[str, str] = os.environ,
    fetch: Callable[[], bool] = fetch,
    extra: tuple[str, ...] = (),
) -> Browser:
    """An installed browser, or Playwright's own; with `extra` flags for those that need them.

    Raises:
        NoBrowserError: If none starts.
    """
    complaints = []
    for program in installed(environment):
        try:
            return chromium.launch(executable_path=program, args=(*FLAGS, *extra))
        except Error as error:
            complaints.append(f"{program} did not start: {error.message.splitlines()[0]}")
    if "NNREF_BROWSER" not in environment and (Path(chromium.executable_path).is_file() or fetch()):
        try:
            return chromium.launch(args=(*FLAGS, *extra))
        except Error as error:
            complaints.append(f"Playwright's own Chromium did not start: {error.message.splitlines()[0]}")
    raise NoBrowserError("; ".join([*complaints, REPAIR]))
