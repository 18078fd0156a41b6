"""The built site, served as GitHub Pages would serve it, for every test that reads what readers read."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from scripts.paths import GENERATED, NODE_MODULES, ROOT
from tests import workers
from tests.hosting import BASE, Hosted

pytest_plugins = ["tests.controller", "tests.claims.plugin", "tests.record"]

NOT_COPIED = shutil.ignore_patterns(".*", "*.part", "node_modules", "__pycache__")
MADE = ("site", "dist")  # at the top alone: the tests of the site are in tests/site

# A busy machine is no wrong answer, and a failure must be there again when the test is run again.
hypothesis.settings.register_profile("nnref", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("nnref")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Whatever needs the built site is slow, whether or not its author thought of saying so."""
    if {"project", "site", "served"} & set(getattr(item, "fixturenames", ())):
        item.add_marker("slow")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Iterator[tuple[Path, str]]:
    """A folder, and the address at which its subfolder `notes` is served."""
    if workers.is_worker(pytestconfig):
        yield workers.hosted(pytestconfig)
        return
    running = Hosted(tmp_path_factory.mktemp("served"))
    yield running.folder, running.address
    running.close()


@pytest.fixture(scope="session")
def project(server: tuple[Path, str]) -> Path:
    """A copy of the project: a build of its own leaves a `make serve` that runs beside it alone."""
    if not NODE_MODULES.is_dir():
        pytest.fail("node_modules is missing: run `make test`, which sets everything up.")
    copy = server[0] / "project"
    return workers.once(copy, lambda: copy_project(ROOT, copy))


def keep_generated(copy: Path) -> None:
    """Spare the next build what this one has drawn and run; what the project has already stays as it is."""
    for folder in ("docs/generated/figures", ".cache/experiments", ".cache/pictures"):
        for path in (copy / folder).glob("*"):
            if not (target := ROOT / folder / path.name).exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                part = target.with_name(f"{target.name}.part")
                shutil.copy2(path, part)
                part.replace(target)


def copy_project(source: Path, target: Path) -> Path:
    """The project as its authors see it, with what was generated before: only what changed is drawn or run again."""

    def ignored(folder: str, names: list[str]) -> set[str]:
        return NOT_COPIED(folder, names) | (set(MADE) if Path(folder) == source else set())

    shutil.copytree(source, target, ignore=ignored)
    if (source / ".cache").is_dir():
        shutil.copytree(source / ".cache", target / ".cache", ignore=shutil.ignore_patterns("*.part"))
    (target / "node_modules").symlink_to(NODE_MODULES.resolve(), target_is_directory=True)
    return target


@pytest.fixture
def spoilt(site: Path, project: Path, tmp_path: Path) -> Path:
    """A copy of the built project for a test to plant a fault in."""
    return copy_project(project, tmp_path / "copy")


def run_build(project: Path, site: Path, address: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """`make site`, as a public site's maintainer runs it: with the address that it will have."""
    command = [sys.executable, "-m", "scripts.build", "--site-dir", str(site)]
    return subprocess.run(
        command,
        cwd=project,
        env=os.environ | {"SITE_URL": address, "SOURCE_DATE_EPOCH": "1700000000"} | settings,
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

    def make() -> None:
        with capture.global_and_fixture_disabled() if capture else contextlib.nullcontext():
            print("\nbuilding the site …", flush=True)
        built = run_build(project, folder / BASE, address)
        if built.returncode != 0:
            pytest.fail(f"The site does not build:\n{built.stdout}", pytrace=False)
        keep_generated(project)

    return workers.once(folder / BASE, make)


@pytest.fixture(scope="session")
def generated_here(site: Path, server: tuple[Path, str]) -> Path:
    """`docs/generated` of the checkout itself, up to date: for tests that build pages of their own from it."""
    here = server[0] / "generated-here"

    def make() -> None:
        command = [sys.executable, "-m", "scripts.build", "--generate-only"]
        ended = subprocess.run(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        if ended.returncode != 0:
            pytest.fail(f"docs/generated could not be brought up to date:\n{ended.stdout}", pytrace=False)

    workers.once(here, make)
    return GENERATED


@pytest.fixture(scope="session")
def served(site: Path, server: tuple[Path, str]) -> str:
    """The address of the built site; it ends in a slash."""
    return server[1]
