"""Without a browser the tests say so loudly, and in CI they fail."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Error

from scripts import browser as browsers
from scripts.paths import ROOT
from tests.site import browser


class Chromium:
    """Stands for Playwright's browser type; starts only what it was told to."""

    def __init__(self, *starts: str, own: str = "nowhere") -> None:
        self.starts = starts
        self.executable_path = own
        self.asked: list[str] = []

    def launch(self, *, args: tuple[str, ...], executable_path: str = "Playwright's own") -> Any:
        assert "--no-sandbox" in args
        self.asked.append(executable_path)
        if executable_path not in self.starts:
            raise Error("it is broken\nin many lines")
        return SimpleNamespace(program=executable_path)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """An environment whose PATH has two programs, on a machine where nothing lies in the usual places."""
    for name in ("google-chrome", "chromium"):
        (tmp_path / name).touch(mode=0o755)
    monkeypatch.setattr(browsers, "USUAL_PLACES", ())
    return {"PATH": str(tmp_path)}


def test_an_installed_browser_is_used_and_nothing_is_fetched(programs: dict[str, str]) -> None:
    chromium = str(Path(programs["PATH"]) / "chromium")
    opened = browser.open_browser(Chromium(chromium), programs, fetch=lambda: pytest.fail("fetched in vain"))
    assert opened.program == chromium


def test_a_browser_that_does_not_start_gives_way_to_the_next(programs: dict[str, str]) -> None:
    chrome = str(Path(programs["PATH"]) / "google-chrome")
    opened = browser.open_browser(Chromium(chrome), programs, fetch=lambda: pytest.fail("fetched in vain"))
    assert opened.program == chrome


def test_browsers_are_found_in_the_usual_places_of_other_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "chrome.exe").touch()
    monkeypatch.setattr(browsers, "USUAL_PLACES", (str(tmp_path / "chrome.exe"), str(tmp_path / "absent")))
    assert browsers.installed({"PATH": ""}) == [str(tmp_path / "chrome.exe")]


def test_nnref_browser_overrides_what_is_installed(programs: dict[str, str]) -> None:
    assert browsers.installed(programs | {"NNREF_BROWSER": "/my/chrome"}) == ["/my/chrome"]


def test_a_wrong_nnref_browser_is_not_replaced_by_another(programs: dict[str, str]) -> None:
    environment = programs | {"NNREF_BROWSER": "/my/chrome", "CI": "true"}
    with pytest.raises(pytest.fail.Exception, match="/my/chrome did not start: it is broken"):
        browser.open_browser(Chromium("Playwright's own"), environment, fetch=lambda: True)


def test_playwrights_own_is_used_where_it_is_there_already(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsers, "USUAL_PLACES", ())
    (tmp_path / "own").touch()
    chromium = Chromium("Playwright's own", own=str(tmp_path / "own"))
    opened = browser.open_browser(chromium, {"PATH": ""}, fetch=lambda: pytest.fail("fetched in vain"))
    assert opened.program == "Playwright's own"


def test_playwrights_own_is_fetched_where_nothing_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsers, "USUAL_PLACES", ())
    fetched = []
    chromium = Chromium("Playwright's own")
    browser.open_browser(chromium, {"PATH": ""}, fetch=lambda: fetched.append("once") is None)
    assert fetched == ["once"]
    assert chromium.asked == ["Playwright's own"]


@pytest.mark.parametrize(
    ("environment", "outcome"),
    [({}, pytest.skip.Exception), ({"CI": "false"}, pytest.skip.Exception), ({"CI": "true"}, pytest.fail.Exception)],
    ids=["at home it skips", "with CI=false it skips", "with CI=true it fails"],
)
def test_a_missing_browser(
    environment: dict[str, str], outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browsers, "USUAL_PLACES", ())
    with pytest.raises(outcome, match=r"BROWSER TESTS DID NOT RUN: .*apt-get install chromium.*NNREF_BROWSER"):
        browser.open_browser(Chromium(), {"PATH": ""} | environment, fetch=lambda: False)


PLANTED = """
import pytest
from scripts import browser as found
from tests.site import browser as browsers
found.installed = lambda environment: []
found.fetch = browsers.fetch = lambda: False
from tests.site.conftest import browser, pytest_terminal_summary
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ci", "status", "said"),
    [("", 0, "1 skipped"), ("true", 1, "1 error")],
    ids=["at home the run ends with a loud line", "in CI the run fails"],
)
def test_a_run_without_a_browser(tmp_path: Path, ci: str, status: int, said: str) -> None:
    (tmp_path / "conftest.py").write_text(PLANTED, encoding="utf-8")
    (tmp_path / "test_planted.py").write_text("def test_page(browser): pass\n", encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = slow\n", encoding="utf-8")
    environment = os.environ | {
        "CI": ci,
        "PYTHONPATH": str(ROOT),
        "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "none"),
    }
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(tmp_path)]
    run = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    closing = run.stdout[run.stdout.rindex("test_planted.py") :]
    assert run.returncode == status, run.stdout
    assert browser.DID_NOT_RUN in closing
    assert "apt-get install chromium" in closing
    assert said in closing.splitlines()[-1]
