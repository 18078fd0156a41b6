"""Setting up: done once, begun again after an interruption, and one clear line for whatever is missing."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from scripts import environment
from scripts.paths import ROOT

PIP_OFFLINE = """\
WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('<HTTPSConnection object at 0x7f>: \
Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/babel/
ERROR: Could not find a version that satisfies the requirement babel==2.18.0 (from versions: none)
ERROR: No matching distribution found for babel==2.18.0
"""
PIP_REFUSED = "Failed to establish a new connection: [Errno 111] Connection refused')': /simple/babel/\n"
PIP_PROXY = "connection broken by 'ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed'))'\n"
NPM_OFFLINE = (
    "npm error code ENOTFOUND\nnpm error network request failed, reason: getaddrinfo ENOTFOUND packages.example\n"
)
NPM_AGAIN = "npm error code EAI_AGAIN\nnpm error errno EAI_AGAIN\n"
WRONG_HASH = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n"
FULL_DISK = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n"


class Tree:
    """A project whose installers only say that they were asked."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.done: list[str] = []
        self.interrupted_in = ""
        requirements = [f"requirements/{name}" for name in ("site.lock", "test.lock", "frameworks.in")]
        for name in (*requirements, "package-lock.json", "pyproject.toml"):
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_text(name)
        python = root / ".venv" / "bin" / "python"
        for name, value in (("ROOT", root), ("VENV", root / ".venv"), ("PYTHON", python)):
            monkeypatch.setattr(environment, name, str(value))
        for name in ("make_venv", "install_python_packages", "install_npm_packages"):
            monkeypatch.setattr(environment, name, self.step(name))

    def step(self, name: str) -> object:
        """A stand-in for one of the steps."""

        def take(kind: str = "", *, clear: bool = False) -> None:
            if name == self.interrupted_in:
                raise KeyboardInterrupt
            if name == "make_venv":
                Path(environment.PYTHON).parent.mkdir(parents=True, exist_ok=True)
                Path(environment.PYTHON).touch()
            if name == "install_npm_packages":
                (self.root / "node_modules" / "katex").mkdir(parents=True, exist_ok=True)
            self.done.append(" ".join([name, kind, "from the beginning" if clear else ""]).strip())

        return take

    def set_up(self, kind: str) -> list[str]:
        """What a run does."""
        self.done.clear()
        environment.main(kind)
        return list(self.done)


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tree:
    """Such a project, in a folder of its own."""
    return Tree(tmp_path, monkeypatch)


def steps(kind: str, made: str) -> list[str]:
    """All that there is to do."""
    return [made, f"install_python_packages {kind}", "install_npm_packages"]


FRESH = "make_venv  from the beginning"


@pytest.mark.parametrize("kind", ["site", "test", "frameworks"])
def test_a_fresh_tree_is_set_up_once(tree: Tree, kind: str) -> None:
    assert tree.set_up(kind) == steps(kind, FRESH)
    assert tree.set_up(kind) == []


def test_a_tree_set_up_for_the_tests_can_build_the_site_but_not_the_reverse(tree: Tree) -> None:
    tree.set_up("site")
    assert tree.set_up("test") == steps("test", "make_venv")
    assert tree.set_up("site") == []


@pytest.mark.parametrize("name", ["requirements/site.lock", "package-lock.json", "pyproject.toml"])
def test_a_changed_lock_is_installed(tree: Tree, name: str) -> None:
    tree.set_up("site")
    (tree.root / name).write_text("another")
    assert tree.set_up("site") == steps("site", "make_venv")
    assert tree.set_up("site") == []


def test_a_tree_set_up_for_other_frameworks_serves_the_tests(tree: Tree) -> None:
    tree.set_up("frameworks")
    assert tree.set_up("test") == tree.set_up("site") == []
    (tree.root / "requirements" / "frameworks.in").write_text("another")
    assert tree.set_up("frameworks") == steps("frameworks", "make_venv")


def test_a_python_without_tensorflow_is_told_so_in_one_line(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment.sys, "version_info", (3, 14, 0))
    tree.set_up("site")
    assert capsys.readouterr().out == ""
    tree.set_up("test")
    assert capsys.readouterr().out.startswith("TensorFlow has no build for Python 3.14: its tests are left out")


def test_the_lock_of_the_tests_is_no_concern_of_the_site(tree: Tree) -> None:
    tree.set_up("site")
    (tree.root / "requirements" / "test.lock").write_text("another")
    assert tree.set_up("site") == []


@pytest.mark.parametrize("step", ["make_venv", "install_python_packages", "install_npm_packages"])
@pytest.mark.parametrize("was_finished_before", [False, True], ids=["first", "later"])
def test_an_interrupted_run_is_begun_again(tree: Tree, step: str, was_finished_before: bool) -> None:
    if was_finished_before:
        tree.set_up("site")
        (tree.root / "requirements" / "site.lock").write_text("another")
    tree.interrupted_in = step
    with pytest.raises(KeyboardInterrupt):
        tree.set_up("site")
    tree.interrupted_in = ""
    # What was finished before a step that had not begun can still be trusted; nothing else can.
    untouched = was_finished_before and step == "make_venv"
    assert tree.set_up("site") == steps("site", "make_venv" if untouched else FRESH)


def test_another_python_begins_again(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    tree.set_up("site")
    monkeypatch.setattr(environment, "python_version", lambda: "3.99.0")
    assert tree.set_up("site") == steps("site", FRESH)


@pytest.mark.parametrize("lost", [".venv/bin/python", ".venv/nnref-stamp", "node_modules/katex"])
def test_what_was_deleted_is_made_again(tree: Tree, lost: str) -> None:
    tree.set_up("site")
    path = tree.root / lost
    path.rmdir() if path.is_dir() else path.unlink()
    assert tree.set_up("site")[1:] == steps("site", "")[1:]


def test_a_stamp_is_written_in_one_step(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    tree.set_up("site")
    before = environment.read_stamp()

    def refuse(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", refuse)
        with pytest.raises(KeyboardInterrupt):
            environment.write_stamp("half")
    assert environment.read_stamp() == before


def the_line(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line that a failure says."""
    told = capsys.readouterr().err.strip()
    assert len(told.splitlines()) == 1, told
    return told


@pytest.mark.parametrize("version", [(3, 10, 13), (3, 6, 0), (2, 7, 18)])
def test_a_python_that_is_too_old_is_told_so(
    tree: Tree, version: tuple[int, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = SimpleNamespace(version_info=version, executable="/usr/bin/python3", stderr=sys.stderr, exit=sys.exit)
    monkeypatch.setattr(environment, "sys", old)
    with pytest.raises(SystemExit) as ended:
        tree.set_up("site")
    assert ended.value.code == 1
    told = the_line(capsys)
    assert f"Python 3.11 or newer is needed, and /usr/bin/python3 is {version[0]}.{version[1]}." in told
    assert "make PYTHON=" in told
    assert tree.done == []


def test_an_old_python_can_read_the_script_to_be_told() -> None:
    source = (ROOT / "scripts" / "environment.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 7))
    # What came after 3.5; 3.7 is the oldest grammar that every Python can still check.
    newer = ast.JoinedStr | ast.AnnAssign | ast.NamedExpr | ast.Match | ast.AsyncFunctionDef | ast.Nonlocal
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, newer)] == []
    assert source.isascii(), "Python 2 refuses other letters without a declaration"


@pytest.mark.parametrize(
    ("output", "reason"),
    [
        pytest.param(
            "/usr/bin/python3: No module named venv\n", "/usr/bin/python3: No module named venv", id="no-venv"
        ),
        pytest.param("ensurepip is not available.\n\nFailing command: x\n\n", "Failing command: x", id="no-ensurepip"),
        pytest.param("", "it gave no reason", id="silent"),
    ],
)
def test_a_missing_venv_module_is_told(
    output: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(environment, "PYTHON", str(tmp_path / "python"))
    failed = subprocess.CompletedProcess([], 1, stdout=output)
    monkeypatch.setattr(environment.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(SystemExit) as ended:
        environment.make_venv(clear=True)
    assert ended.value.code == 1
    told = the_line(capsys)
    assert f"({reason})" in told
    assert "sudo apt install python3." in told


def installer(output: str, status: int) -> list[str]:
    """A command that says this and ends so."""
    return [sys.executable, "-c", f"import sys; sys.stdout.write({output!r}); sys.exit({status})"]


@pytest.fixture
def this_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run installers where the tests run."""
    monkeypatch.setattr(environment, "PYTHON", sys.executable)


@pytest.mark.usefixtures("this_python")
@pytest.mark.parametrize(
    "output",
    [
        pytest.param(PIP_OFFLINE, id="pip-offline"),
        pytest.param(PIP_REFUSED, id="pip-refused"),
        pytest.param(PIP_PROXY, id="pip-proxy"),
        pytest.param(NPM_OFFLINE, id="npm-offline"),
        pytest.param(NPM_AGAIN, id="npm-again"),
    ],
)
def test_no_network_is_told(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        environment.run(installer(output, 1), "Python packages")
    assert ended.value.code == 1
    assert the_line(capsys).startswith("No network: the Python packages could not be fetched.")


@pytest.mark.usefixtures("this_python")
@pytest.mark.parametrize("output", [pytest.param(WRONG_HASH, id="hash"), pytest.param(FULL_DISK, id="disk")])
def test_another_failure_is_shown_as_it_is(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        environment.run(installer(output, 1), "npm packages")
    told = capsys.readouterr().err
    assert output in told
    assert "No network" not in told
    assert told.strip().endswith("Installing the npm packages failed; the lines above say why.")


@pytest.mark.usefixtures("this_python")
def test_progress_is_shown_package_by_package(capsys: pytest.CaptureFixture[str]) -> None:
    output = "Collecting babel==2.18.0 (from -r x)\n  Using cached\nCollecting numpy>=2\nCollecting Babel\n"
    environment.run(installer(output + "Installing collected packages: babel\n", 0), "Python packages", 9)
    said = capsys.readouterr().out.splitlines()
    assert said == ["  1 of at most 9: babel", "  2 of at most 9: numpy", "  unpacking"]


def test_make_alone_lists_the_commands_a_line_each() -> None:
    told = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    commands = re.findall(r"^  make (\S+) +\S", told, re.MULTILINE)
    assert {"serve", "site", "test", "lint", "lock", "clean"} <= set(commands)
    assert len(commands) == len(set(commands)) == sum("make " in line for line in told.splitlines())


@pytest.mark.parametrize("kind", ["site", "test"])
def test_what_is_installed_has_its_hash_checked_and_runs_nothing(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(environment, "run", lambda command, *_: commands.append(command))
    environment.install_python_packages(kind)
    environment.install_npm_packages()
    locked, own, npm = commands
    assert "--require-hashes" in locked
    assert locked[-4:] == ["--only-binary", ":all:", "--no-binary", "yattag"]  # the one that comes as source alone
    assert {"--no-deps", "--no-index", "--no-build-isolation"} < set(own)
    assert "'ci', '--ignore-scripts'" in npm[-1]
