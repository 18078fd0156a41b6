"""The smallest lecture that the notes can hold, laid over a copy of the project.

`tests/lecture/files` has its files where they would be in the project. There it is Session 5; laid down it gets the next number
that is free, so that it is in nobody's way.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from filecmp import cmp
from pathlib import Path

from scripts.paths import ROOT
from tests.conftest import copy_project

HERE = Path(__file__).parent
FILES = HERE / "files"
WRITTEN = 5  # the number of the session in its files
NAVIGATION = '  - Session 5: [session-05/index.md, "The lecture, checked": session-05/lecture-checked.md]\n'
BEFORE = "  - Explore:\n"  # the entry of mkdocs.yml that comes after the lectures
HIDDEN = (".github", ".gitignore", ".npmrc")  # what tests read of the files that begin with a dot
MADE = {"generated", "node_modules", "site", "dist", "__pycache__"}  # what commands make


def copied(target: Path) -> Path:
    """A copy of the project with the lecture in it, and without the test that put it there."""
    copy_project(ROOT, target)
    for place in (ROOT / name for name in HIDDEN):
        (shutil.copytree if place.is_dir() else shutil.copy2)(place, target / place.name)
    shutil.rmtree(target / HERE.relative_to(ROOT))
    lay(target)
    return target


def lay(project: Path) -> None:
    """Put the lecture's files into a project, and its line into the navigation.

    Raises:
        FileExistsError: If the project has one of the files.
    """
    number = next_free(project)
    for source in sources():
        target = project / renumbered(source.relative_to(FILES).as_posix(), number)
        if target.exists():
            raise FileExistsError(
                f"{target.relative_to(project)}: expected a place that no lecture has taken. Rename the example's file in "
                f"tests/lecture/files, and what names it."
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(renumbered(source.read_text(encoding="utf-8"), number), encoding="utf-8")
    path = project / "mkdocs.yml"
    text = path.read_text(encoding="utf-8")
    if text.count(BEFORE) != 1:
        raise ValueError(f"mkdocs.yml: expected one line {BEFORE.strip()!r}, before which the lecture's stands")
    path.write_text(text.replace(BEFORE, renumbered(NAVIGATION, number) + BEFORE), encoding="utf-8")


def sources() -> Iterator[Path]:
    """The files of the lecture."""
    return (path for path in sorted(FILES.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)


def next_free(project: Path) -> int:
    """The number after that of the last lecture."""
    return 1 + max(int(folder.name.removeprefix("session-")) for folder in (project / "docs").glob("session-*"))


def renumbered(text: str, number: int) -> str:
    """A text of the lecture, or the name of a file, with another number for the session."""
    text = re.sub(rf"(session[-_]){WRITTEN:02}", rf"\g<1>{number:02}", text)
    return re.sub(rf"\b(S|Session ){WRITTEN}(?=-\d\d|\b)", rf"\g<1>{number}", text)


def differences(one: Path, other: Path) -> dict[str, str]:
    """The files in which two projects differ, each with what it is: changed, new or gone; what commands make left out."""
    before, after = (set(files(project)) for project in (one, other))
    found = {name: "changed" for name in before & after if not cmp(one / name, other / name, shallow=False)}
    return found | dict.fromkeys(after - before, "new") | dict.fromkeys(before - after, "gone")


def files(project: Path) -> Iterator[str]:
    """The files of a project that its authors wrote, without the example itself."""
    for path in project.rglob("*"):
        place = path.relative_to(project)
        hidden = any(part in MADE or part.startswith(".") for part in place.parts)
        if path.is_file() and not hidden and not path.is_relative_to(project / HERE.relative_to(ROOT)):
            yield place.as_posix()
