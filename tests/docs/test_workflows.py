"""What runs on the project's behalf elsewhere: actions are pinned to a commit, and a job may do no more than it must."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.paths import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
READ_ALONE = {"contents": "read"}
# What a job may do beyond reading, and with what it must do nothing but that.
MORE = {"deploy": ({"pages": "write", "id-token": "write"}, "actions/deploy-pages")}
# Whoever can open an issue or a branch chooses these texts: in a command they would be a part of it.
CHOSEN = re.compile(r"\$\{\{[^}]*\b(?:github\.event|github\.head_ref|github\.ref_name|inputs)\b")


def faults(text: str) -> list[str]:
    """All that is wrong with a workflow."""
    found = [f"not pinned: {line.strip()}" for line in text.splitlines() if "uses:" in line and not PINNED.search(line)]
    told = yaml.safe_load(text)
    events = told.get("on", told.get(True))  # YAML takes a bare `on` for a yes
    if "pull_request_target" in events or "workflow_run" in events:
        found.append("a stranger's code would run with the project's own rights")
    if told.get("permissions") != READ_ALONE:
        found.append(f"permissions: {told.get('permissions')}, not {READ_ALONE}")
    return found + [f"{name}: {fault}" for name, job in told["jobs"].items() for fault in job_faults(name, job)]


def job_faults(name: str, job: dict[str, Any]) -> Iterator[str]:
    """All that is wrong with a job."""
    more, alone = MORE.get(name, (READ_ALONE, ""))
    if job.get("permissions", READ_ALONE) not in (more, READ_ALONE):
        yield f"permissions: {job['permissions']}, not {more}"
    if "timeout-minutes" not in job:
        yield "no timeout-minutes"
    if "secrets." in str(job):
        yield "uses a secret"
    for step in job["steps"]:
        action = step.get("uses", "").partition("@")[0]
        if alone and action != alone:
            yield f"a job that may {more} does something else: {step}"
        if action == "actions/checkout" and step.get("with", {}).get("persist-credentials") is not False:
            yield "the checkout leaves credentials behind: persist-credentials: false is missing"
        if CHOSEN.search(step.get("run", "")):
            yield f"a text that others choose is run: {step['run']}"


def test_there_are_workflows() -> None:
    assert {"audit", "ci", "pages"} <= {path.stem for path in WORKFLOWS}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_is_pinned_and_may_do_no_more_than_it_must(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8")) == []


def test_an_action_has_the_same_pin_everywhere() -> None:
    pins: dict[str, set[str]] = {}
    for path in WORKFLOWS:
        for action, pin in re.findall(r"uses: ([^@\s]+)@(.+)", path.read_text(encoding="utf-8")):
            pins.setdefault(action, set()).add(pin)
    assert {action: found for action, found in pins.items() if len(found) > 1} == {}


SHA = "0123456789abcdef0123456789abcdef01234567"
SOUND = f"""
on: [push]
permissions: {{ contents: read }}
jobs:
  build:
    timeout-minutes: 5
    steps:
      - uses: actions/checkout@{SHA} # v1.2.3
        with: {{ persist-credentials: false }}
      - run: make test
  deploy:
    timeout-minutes: 5
    permissions: {{ pages: write, id-token: write }}
    steps:
      - uses: actions/deploy-pages@{SHA} # v1.2.3
"""
PLANTED = {
    "a tag": (f"checkout@{SHA} # v1.2.3", "checkout@v1", "not pinned"),
    "a branch": (f"checkout@{SHA} # v1.2.3", "checkout@main # v1.2.3", "not pinned"),
    "a short commit": (SHA, SHA[:12], "not pinned"),
    "no version": (" # v1.2.3\n        with", "\n        with", "not pinned"),
    "no permissions": ("permissions: { contents: read }", "name: x", "permissions: None"),
    "all permissions": ("{ contents: read }", "write-all", "permissions: write-all"),
    "write": ("contents: read", "contents: write", "permissions: {'contents': 'write'}"),
    "a job may write": ("  build:", "  build:\n    permissions: { contents: write }", "build: permissions"),
    "a job may more": ("pages: write,", "pages: write, contents: write,", "deploy: permissions"),
    "it does more": ("deploy-pages@", "checkout@", "deploy: a job that may"),
    "credentials": ("persist-credentials: false", "fetch-depth: 0", "leaves credentials behind"),
    "no end": ("timeout-minutes: 5\n    steps", "steps", "no timeout-minutes"),
    "a secret": ("run: make test", "run: make test ${{ secrets.KEY }}", "uses a secret"),
    "a title": ("run: make test", "run: echo ${{ github.event.issue.title }}", "a text that others choose is run"),
    "a stranger": ("[push]", "[pull_request_target]", "a stranger's code"),
}


def test_a_sound_workflow_is_content() -> None:
    assert faults(SOUND) == []


@pytest.mark.parametrize(("passage", "instead", "said"), PLANTED.values(), ids=PLANTED)
def test_a_planted_fault_is_noticed(passage: str, instead: str, said: str) -> None:
    assert passage in SOUND
    assert any(said in fault for fault in faults(SOUND.replace(passage, instead, 1)))
