"""Blocks of code with the place where they stand, on the site and in the sources."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.docs import pages, sessions

# What a block may ask for beyond nnref and NumPy, by its title, and the package that it then imports.
EXTRAS = {"needs nnref[tensorflow]": "tensorflow", "needs scikit-learn": "sklearn"}


@dataclass(frozen=True)
class Placed:
    """A block and where it stands."""

    page: str
    number: int
    block: pages.Block

    def __str__(self) -> str:
        return f"{self.page}, block {self.number}"

    @property
    def runs(self) -> bool:
        """Whether an interpreter runs it."""
        return self.block.language in sessions.RUNNABLE

    @property
    def needs(self) -> str:
        """The package that it needs beyond nnref and NumPy, by its title; examples in docstrings have none."""
        if re.search(r"\b(from|to)_keras\b", self.block.shown):
            return "tensorflow"
        return EXTRAS.get(self.block.title, "")

    @property
    def statements(self) -> list[sessions.Statement]:
        """What it types and shows; a program shows nothing."""
        return sessions.read(self.block.shown) if self.block.language == "pycon" else []

    def faults(self, ran: sessions.Ran) -> list[str]:
        """What differs between what it shows and what came of running it."""
        wrong = sessions.misread(self.block.language, self.block.shown, self.block.copied)
        return [wrong] if wrong else sessions.judged(self.statements, ran)


def all_of(site: Path) -> list[Placed]:
    """Every block of a site, as the built HTML gives it."""
    return [
        Placed(path.relative_to(site).as_posix(), number, block)
        for path in pages.paths(site)
        for number, block in enumerate(pages.blocks(pages.page(path)), start=1)
    ]


def source_of(page: str, project: Path) -> str:
    """The source of a page under docs, without its suffix."""
    stem = page.removesuffix("index.html").strip("/")
    return stem if (project / "docs" / f"{stem}.md").is_file() else f"{stem}/index".strip("/")


def message(placed: Placed, faults: list[str], project: Path) -> str:
    """What is wrong with a block, for the author of its page: the place, what was expected, what came, the repair."""
    place = found_in(placed, project)
    repair = "Where the code is right, show what it prints; where the output is right, repair the code."
    return "\n\n".join([f"{place} ({placed}):" if place else f"{placed}:", *faults, repair])


def found_in(placed: Placed, project: Path) -> str:
    """The file and line at which a block begins: on its page, in an example that the page includes, in a docstring."""
    page = project / "docs" / f"{source_of(placed.page, project)}.md"
    examples = sorted((project / "docs" / "generated" / "examples").glob("*.md"))
    wanted = [line.strip() for line in placed.block.shown.splitlines()]
    for source in [page, *examples, *sorted((project / "nnref").glob("*.py"))]:
        lines = [line.strip() for line in source.read_text(encoding="utf-8").splitlines()]
        for number in range(len(lines)):
            if lines[number : number + len(wanted)] == wanted:
                return f"{source.relative_to(project).as_posix()}:{number + 1}"
    return ""
