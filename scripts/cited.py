"""Who cites what: the citations on the pages, the references in nnref's docstrings, and the list made of both.

`docs/generated/bibliography.md` is what the page "Bibliography" includes.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.bibliography import Entry, load
from scripts.paths import DOCS, GENERATED, ROOT, write_if_changed

TARGET = GENERATED / "bibliography.md"
CITED = re.compile(r"\[-?@[^\[\]]+\]")
KEY = re.compile(r"@([\w-]+)")
LISTED = re.compile(r"^- \[@([\w-]+)\]", re.MULTILINE)
SHOWN = re.compile(r"^:::\s+(?P<name>[\w.]+)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Reference:
    """One item under "References:" in a docstring."""

    path: Path
    line: int
    name: str
    text: str


def pages(root: Path = DOCS) -> list[Path]:
    """The pages, written by hand."""
    return [path for path in sorted(root.rglob("*.md")) if "generated" not in path.relative_to(root).parts]


def citations(text: str) -> Iterator[tuple[int, str]]:
    """Line and key of every citation in a Markdown text."""
    for found in CITED.finditer(text):
        for key in KEY.finditer(found[0]):
            yield text.count("\n", 0, found.start() + key.start()) + 1, key[1]


def references(path: Path) -> Iterator[Reference]:
    """What the docstrings of a module refer to, with the dotted name of each."""
    module = ".".join(path.relative_to(path.parent.parent).with_suffix("").parts).removesuffix(".__init__")
    yield from within(ast.parse(path.read_text(encoding="utf-8")), path, module)


def within(node: ast.AST, path: Path, name: str) -> Iterator[Reference]:
    """The references of a definition and of all within it."""
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
        docstring = node.body[0]
        assert isinstance(docstring, ast.Expr)
        assert isinstance(docstring.value, ast.Constant)
        for line, text in sections(str(docstring.value.value)):
            yield Reference(path, docstring.lineno + line, name, text)
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef):
            yield from within(child, path, f"{name}.{child.name}")


def sections(docstring: str) -> Iterator[tuple[int, str]]:
    """The items of a docstring's "References:", each on one line of text, with the line at which it begins."""
    lines = docstring.splitlines()
    starts = [number for number, line in enumerate(lines) if line.strip() == "References:"]
    for start in starts:
        outer = len(lines[start]) - len(lines[start].lstrip())
        items: list[tuple[int, str]] = []
        for number, line in enumerate(lines[start + 1 :], start=start + 1):
            if not line.strip() or len(line) - len(line.lstrip()) <= outer:
                break
            if not items or line.lstrip().startswith("- "):
                items.append((number, line.strip().removeprefix("- ")))
            else:
                items[-1] = (items[-1][0], f"{items[-1][1]} {line.strip()}")
        yield from items


def entry_of(text: str, entries: dict[str, Entry]) -> Entry | None:
    """The entry that a docstring's reference names, word for word."""
    for entry in entries.values():
        head = entry.head.rstrip(".")
        if text.startswith(head) and text[len(head) : len(head) + 1] in (".", ",", ""):
            return entry
    return None


def write() -> None:
    """Write the list that the page includes."""
    write_if_changed(TARGET, listing(load()))


def listing(entries: dict[str, Entry]) -> str:
    """Every entry in full, with where it is cited."""
    cited = defaultdict(list)
    for page in pages():
        text = page.read_text(encoding="utf-8")
        place = page.relative_to(DOCS).as_posix()
        listed = set(LISTED.findall(text))
        for key in sorted({key for _, key in citations(text)}):
            cited[key].append(f"[{title(text)}]({place}{f'#source-{key}' if key in listed else ''})")
    places = shown()
    for reference in all_references():
        if entry := entry_of(reference.text, entries):
            cited[entry.key].append(code(reference, places))
    items = (f"- [](){{#{key}}}{entry.markdown}\n{told(cited[key])}" for key, entry in entries.items())
    return "\n".join(items)


def all_references() -> Iterator[Reference]:
    """What every docstring of the package refers to."""
    for path in sorted((ROOT / "nnref").glob("*.py")):
        yield from references(path)


def shown() -> dict[str, str]:
    """The page of the reference that shows each name."""
    texts = {page.relative_to(DOCS).as_posix(): page.read_text(encoding="utf-8") for page in pages()}
    return {found["name"]: place for place, text in texts.items() for found in SHOWN.finditer(text)}


def told(places: list[str]) -> str:
    """The line under an entry."""
    if not places:
        return ""
    *others, last = dict.fromkeys(places)
    parts = " ".join([*(with_sign(place, ",") for place in others), with_sign(last, ".")])
    return f'    <br><span class="cited">Cited on {parts}</span>\n'


def with_sign(place: str, sign: str) -> str:
    """A place and the sign after it; a link of code is a box, which a sign would leave for a line of its own."""
    return f'<span class="cited-code">{place}{sign}</span>' if place.startswith("[<code>") else f"{place}{sign}"


def title(text: str) -> str:
    """The first heading of a page."""
    found = re.search(r"^# (.+?)\s*(?:\{.*\})?$", text, re.MULTILINE)
    return found[1] if found else "Home"


def code(reference: Reference, places: dict[str, str]) -> str:
    """The function that refers, with a link to its entry in the reference if it has one."""
    if place := page_of(reference, places):
        name = reference.name.split(".", 2)[-1].replace("_", "_<wbr>")  # where a name that is too long may break
        return f"[<code>{name}</code>]({place}#{reference.name})"
    return f"`{reference.path.relative_to(ROOT)}`"


def page_of(reference: Reference, places: dict[str, str]) -> str | None:
    """The page that shows a docstring: its own, or that of its class."""
    return places.get(reference.name) or places.get(reference.name.rpartition(".")[0])
