"""What the sources of the site hold: fences, displayed equations, tables, and the docstrings that the reference shows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import griffe

LANGUAGES = ("bash", "pycon", "python", "text")
FENCE = re.compile(r"(?P<indent>\s*)(?P<marks>`{3,}|~{3,})(?P<info>.*)")
INCLUDE = re.compile(r"^[ \t]*--8<--[ \t]+\"(?P<path>[^\":]+)(?::(?P<section>[\w-]+))?\"[ \t]*$", re.MULTILINE)
REFERENCE = re.compile(r"^:::\s+(?P<name>[\w.]+)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Fence:
    """A block of code in a source."""

    line: int
    language: str
    code: str


def fences(text: str) -> list[Fence]:
    """The fences of a Markdown text.

    Raises:
        ValueError: If one is not closed, has no language or an unknown one, or holds what looks like another.
    """
    found, opened, inside = [], None, []
    for number, line in enumerate(text.splitlines(), start=1):
        fence = FENCE.match(line)
        if opened is None:
            if fence is not None:
                opened = (number, fence)
                if fence["info"].strip().split(" ")[0] not in LANGUAGES:
                    raise ValueError(
                        f"line {number}: expected one of {LANGUAGES} after the marks, got {line.strip()!r}"
                    )
        elif fence is None:
            inside.append(line)
        elif fence["info"].strip() or (fence["indent"], fence["marks"]) != (opened[1]["indent"], opened[1]["marks"]):
            raise ValueError(f"line {number}: expected the end of the fence of line {opened[0]}, got {line.strip()!r}")
        else:
            language = opened[1]["info"].strip().split(" ")[0]
            found.append(Fence(opened[0], language, "\n".join(inside)))
            opened, inside = None, []
    if opened is not None:
        raise ValueError(f"line {opened[0]}: the fence is not closed")
    return found


def without_fences(text: str) -> list[str]:
    """The lines of a Markdown text, those of its fences empty."""
    lines = text.splitlines()
    for fence in fences(text):
        length = len(fence.code.splitlines()) + 2
        lines[fence.line - 1 : fence.line - 1 + length] = [""] * length
    return lines


@dataclass(frozen=True)
class Project:
    """The sources in one folder."""

    root: Path

    def pages(self) -> list[Path]:
        """The pages."""
        return [path for path in sorted((self.root / "docs").rglob("*.md")) if "generated" not in path.parts]

    def whole(self, page: Path) -> str:
        """A page with the worked examples that it includes."""
        return INCLUDE.sub(lambda found: self.included(found["path"], found["section"]), page.read_text("utf-8"))

    def included(self, path: str, section: str | None) -> str:
        """What a page includes: a worked example, or the named section of one."""
        text = (self.root / "docs" / "generated" / path).read_text("utf-8")
        if section:
            marks = rf"--8<-- \[start:{section}\][^\n]*\n(.*?)\n[^\n]*--8<-- \[end:{section}\]"
            found = re.search(marks, text, re.DOTALL)
            assert found is not None, f"{path} has no section {section}"
            text = found[1]
        return text.strip("\n")

    def languages(self, page: Path) -> list[str]:
        """The languages of the blocks that a page must show, in order: its fences, and its docstrings' examples."""
        text = self.whole(page)
        at = {fence.line: [fence.language] for fence in fences(text)}
        for found in REFERENCE.finditer(text):
            shown = self.package[found["name"].removeprefix("nnref.")] if "." in found["name"] else self.package
            at[text.count("\n", 0, found.start()) + 1] = list(languages_of(shown))
        return [language for line in sorted(at) for language in at[line]]

    def equations(self, page: Path) -> int:
        """How many displayed equations a page must show."""
        text = self.whole(page)
        practised = re.sub(r"<template.*?</template>", "", text, flags=re.DOTALL).count('class="math-display"')
        shown = [
            self.package[found["name"].removeprefix("nnref.")]
            for found in REFERENCE.finditer(text)
            if "." in found["name"]
        ]
        return (
            practised
            + len(displayed(text))
            + sum(len(displayed(docstring)) for thing in shown for docstring in docstrings(thing))
        )

    @cached_property
    def package(self) -> griffe.Object:
        """The package as the reference sees it."""
        loaded = griffe.load("nnref", search_paths=[self.root], docstring_parser="google", allow_inspection=False)
        assert isinstance(loaded, griffe.Object)
        return loaded


def public_members(thing: griffe.Object | griffe.Alias) -> Iterator[griffe.Object | griffe.Alias]:
    """What the reference shows below a module or a class: its own public members that have a docstring."""
    for member in thing.members.values():
        if not member.is_alias and not member.name.startswith("_") and member.docstring and not member.is_attribute:
            yield member


def docstrings(thing: griffe.Object | griffe.Alias) -> Iterator[str]:
    """The docstring of a thing, and those of its members."""
    if thing.docstring:
        yield thing.docstring.value
    if thing.is_module or thing.is_class:
        for member in public_members(thing):
            yield from docstrings(member)


def languages_of(thing: griffe.Object | griffe.Alias) -> Iterator[str]:
    """The languages of the blocks in a docstring, and in those of the members."""
    for section in thing.docstring.parsed if thing.docstring else ():
        if section.kind is griffe.DocstringSectionKind.text:
            yield from (fence.language for fence in fences(section.value))
        elif section.kind is griffe.DocstringSectionKind.examples:
            yield from ("pycon" for kind, _ in section.value if kind is griffe.DocstringSectionKind.examples)
    if thing.is_module or thing.is_class:
        for member in public_members(thing):
            yield from languages_of(member)


def displayed(text: str) -> list[int]:
    """The lines at which displayed equations begin.

    Raises:
        ValueError: If a `$$` is not alone on its line, has no blank line before the equation or after it, or no partner.
    """
    lines = ["", *without_fences(text), ""]
    begun = []
    inside = False
    for number, line in enumerate(lines):
        if "$$" not in line:
            continue
        if line.strip() != "$$":
            raise ValueError(f"line {number}: expected $$ alone on its line, got {line.strip()!r}")
        neighbour = lines[number + 1 if inside else number - 1].strip()
        if neighbour and (inside or not neighbour.startswith(("!!! ", "??? ", "???+ "))):
            raise ValueError(f"line {number}: expected a blank line {'after' if inside else 'before'} the equation")
        inside = not inside
        if inside:
            begun.append(number)
    if inside:
        raise ValueError(f"line {begun[-1]}: the equation has no closing $$")
    return begun


def faulty_rows(text: str) -> list[str]:
    r"""Rows of tables that lose their end, since a bar within a cell begins another one: write `\lvert x \rvert`."""
    wrong, columns = [], 0
    for number, line in enumerate(without_fences(text), start=1):
        row = line.strip()
        if not row.startswith("|"):
            columns = 0
            continue
        bars = len(re.findall(r"(?<!\\)\|", re.sub(r"`[^`]*`", "", row)))
        columns = columns or bars
        if bars != columns or any("|" in formula for formula in re.findall(r"\$[^$]*\$", row)):
            wrong.append(f"line {number}: {row}")
    return wrong


def docstring_faults(source: str) -> list[str]:
    r"""Docstrings with backslashes that are not raw: `\theta` would hold a tab, and no one is told."""
    wrong = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if ast.get_docstring(node) is None:
            continue
        literal = node.body[0].value
        written = ast.get_source_segment(source, literal) or ""
        if re.search(r"[\x00-\x09\x0b-\x1f\x7f]", literal.value) or (
            "\\" in written and not written.lower().startswith("r")
        ):
            wrong.append(f"line {literal.lineno}: {getattr(node, 'name', 'the module')}")
    return wrong
