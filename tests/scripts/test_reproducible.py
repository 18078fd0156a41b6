"""A build is the same bytes in another folder, at another time, from nothing; and whatever cut an earlier one short."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from scripts import build as builder
from scripts.paths import ROOT
from tests.conftest import copy_project
from tests.scripts.test_build import files

FIRST, LONGER = 6.0, 1.4  # seconds until the first attempt is ended, and how much longer each next one lasts
MOST = 20  # attempts
# What may differ between two machines, and must not show.
ELSEWHERE = {"TZ": "Pacific/Auckland", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "7", "PYTHONUTF8": "1"}


def attempt(project: Path, site: Path, settings: Mapping[str, str], seconds: float) -> bool:
    """Build, and end it as a power cut would after so many seconds; whether it had ended by itself."""
    command = [sys.executable, "-m", "scripts.build", "--site-dir", str(site)]
    with subprocess.Popen(
        command, cwd=project, env=os.environ | settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as running:
        try:
            said, _ = running.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            running.kill()
            return False
    assert running.returncode == 0, said
    return True


def different(first: dict[str, bytes], second: dict[str, bytes]) -> list[str]:
    """The files that only one has, or that are not the same."""
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


@pytest.mark.long
def test_a_build_from_nothing_cut_short_many_times_gives_the_same_bytes_elsewhere(
    site: Path, served: str, tmp_path: Path
) -> None:
    project = copy_project(ROOT, tmp_path / "another folder")
    shutil.rmtree(project / "docs" / "generated", ignore_errors=True)
    shutil.rmtree(project / ".cache", ignore_errors=True)
    record = ROOT / ".cache" / "verification.json"
    if record.is_file():  # what the last whole run has checked is no artefact of a build
        (project / ".cache").mkdir()
        shutil.copy2(record, project / ".cache")
    settings = ELSEWHERE | {"SITE_URL": served, "SOURCE_DATE_EPOCH": "1700000000"}
    built = tmp_path / "built"
    seconds, cut = FIRST, 0
    while not attempt(project, built, settings, seconds):
        assert not built.exists(), "a build that was cut short left a site that looks whole"
        cut += 1
        assert cut < MOST
        seconds *= LONGER
    assert cut >= 3
    assert different(files(site), files(built)) == []


def test_a_file_that_differs_or_is_missing_is_named() -> None:
    assert different({"a": b"1", "b": b"2"}, {"a": b"1", "c": b"2"}) == ["b", "c"]
    assert different({"a": b"1"}, {"a": b"2"}) == ["a"]


@pytest.mark.parametrize("stage", ["finish", "publish"])
def test_a_site_is_replaced_only_by_a_whole_one(stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("old")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        Path(command[-1]).mkdir()
        (Path(command[-1]) / "index.html").write_text("new")
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(builder.subprocess, "run", run)
    for name in ("finish", "publish"):
        monkeypatch.setattr(builder, name, stop if name == stage else lambda *_: None)
    monkeypatch.setattr(builder.light, "write", lambda *_: None)
    monkeypatch.setattr(builder.policy, "write", lambda *_: None)
    with pytest.raises(KeyboardInterrupt):
        builder.build(site)
    assert files(site) == {"index.html": b"old"}
    monkeypatch.setattr(builder, stage, lambda *_: None)
    assert builder.build(site) == 0
    assert files(site) == {"index.html": b"new"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
