"""What is known of packages is told, and silence is not taken for safety."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from scripts import audit

PYPI = {
    "dependencies": [
        {"name": "numpy", "version": "2.4.0", "vulns": []},
        {
            "name": "jinja2",
            "version": "3.1.0",
            "vulns": [{"id": "PYSEC-2026-1", "fix_versions": ["3.1.6"], "aliases": [], "description": "…"}],
        },
        {"name": "mkdocs", "version": "1.6.1", "vulns": [{"id": "PYSEC-2026-2", "fix_versions": []}]},
    ]
}
SKIPPED = {"name": "babel", "skip_reason": "Dependency not found on PyPI and could not be audited: babel (2.18.0)"}
NPM = {
    "vulnerabilities": {
        "katex": {"via": [{"range": "<0.19", "severity": "high", "title": "Escapes", "url": "https://example.org/1"}]},
        "uses-katex": {"via": ["katex"]},
    },
    "metadata": {"dependencies": {"total": 4}},
}
CLEAN = {"vulnerabilities": {}, "metadata": {"dependencies": {"total": 4}}}
REFUSED = {"message": "405 Method Not Allowed", "error": {"summary": ""}}


def test_what_pypi_knows_is_told() -> None:
    report = audit.read_python("test.lock", json.dumps(PYPI), "")
    assert report.known == (
        "jinja2 3.1.0: PYSEC-2026-1 (mended in 3.1.6)",
        "mkdocs 1.6.1: PYSEC-2026-2 (not mended yet)",
    )
    assert audit.verdict([report]) == audit.FOUND
    assert str(report).startswith("test.lock: asked about 3 packages, 2 known vulnerabilities\n")


def test_a_package_of_which_pypi_knew_nothing_is_not_taken_for_safe() -> None:
    report = audit.read_python("test.lock", json.dumps({"dependencies": [PYPI["dependencies"][0], SKIPPED]}), "")
    assert (report.asked, report.silent, report.known) == (1, 1, ())
    assert audit.verdict([report]) == audit.NOT_ASKED
    assert "NOT ASKED about 1: Dependency not found on PyPI" in str(report)


@pytest.mark.parametrize("answer", ["", "<html>", "[]", "{}"])
def test_no_answer_is_not_taken_for_safe(answer: str) -> None:
    errors = "Traceback\nConnectionError: Name or service not known\n\n"
    for report in (audit.read_python("test.lock", answer, errors), audit.read_npm(answer, errors)):
        assert audit.verdict([report]) == audit.NOT_ASKED
        assert "NOT ASKED about any of them: ConnectionError: Name or service not known" in str(report)


def test_what_npm_knows_is_told_once() -> None:
    report = audit.read_npm(json.dumps(NPM), "")
    assert report.known == ("katex <0.19: high, Escapes https://example.org/1",)
    assert (report.asked, audit.verdict([report])) == (4, audit.FOUND)


def test_a_refusal_of_npms_registry_is_told() -> None:
    report = audit.read_npm(json.dumps(REFUSED), "")
    assert (report.why, audit.verdict([report])) == ("405 Method Not Allowed", audit.NOT_ASKED)


def test_the_verdict_is_the_worst() -> None:
    clean = audit.read_npm(json.dumps(CLEAN), "")
    silent = audit.read_npm("", "")
    found = audit.read_npm(json.dumps(NPM), "")
    assert audit.verdict([clean, clean]) == audit.NOTHING_KNOWN
    assert audit.verdict([clean, silent]) == audit.NOT_ASKED
    assert audit.verdict([silent, found, clean]) == audit.FOUND


class Tools:
    """Stands for uv, pip-audit and npm; says what it was told to, and remembers what was asked of it."""

    def __init__(self, **answers: tuple[int, str, str]) -> None:
        self.answers = answers
        self.asked: list[list[str]] = []

    def run(self, command: list[str], **_: Any) -> Any:
        self.asked.append(command)
        name = "npm" if "-c" in command else next(each for each in ("pip_audit", "uv") if each in command)
        status, answer, errors = self.answers.get(name, (0, "", ""))
        return SimpleNamespace(returncode=status, stdout=answer, stderr=errors)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for the tools, with nothing in it."""
    monkeypatch.setattr(audit, "TOOLS", tmp_path)
    monkeypatch.setattr(audit, "PYTHON", tmp_path / "python")
    return tmp_path


def run(tools: Tools, monkeypatch: pytest.MonkeyPatch) -> int:
    """The whole command, with these tools."""
    monkeypatch.setattr(subprocess, "run", tools.run)
    return audit.main()


def test_every_lock_is_asked_about(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tools = Tools(
        pip_audit=(0, json.dumps({"dependencies": PYPI["dependencies"][:1]}), ""), npm=(0, json.dumps(CLEAN), "")
    )
    assert run(tools, monkeypatch) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in said] == [
        "requirements/site.lock",
        "requirements/test.lock",
        "requirements/audit.lock",
        "package-lock.json",
    ]
    asked = [command for command in tools.asked if "pip_audit" in command]
    assert all("--require-hashes" in command and "--disable-pip" in command for command in asked)
    assert any("--require-hashes" in command and "sync" in command for command in tools.asked)


def test_the_tools_are_installed_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "python").touch()
    tools = Tools()
    run(tools, monkeypatch)
    first = len([command for command in tools.asked if "uv" in command])
    run(tools, monkeypatch)
    assert (first, len([command for command in tools.asked if "uv" in command])) == (2, 2)


def test_without_a_network_that_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tools = Tools(uv=(2, "", "error: Failed to fetch\n  cause: dns error\n"), npm=(1, "", "npm error ENOTFOUND\n"))
    assert run(tools, monkeypatch) == audit.NOT_ASKED
    said = capsys.readouterr()
    assert said.out.count("NOT ASKED about any of them: pip-audit could not be installed: cause: dns error") == 3
    assert "NOT ASKED about any of them: npm error ENOTFOUND" in said.out
    assert "Where a network exists, run `make audit` again." in said.err
