"""Every lecture page as a Jupyter notebook beside it: `session-04/sigmoid/sigmoid.ipynb`, and a link on the page.

A session of the page becomes a cell with what is typed, and what the page shows as its output, which the tests have checked.
Nothing in the file depends on when or where it was made, but for the site's address.
"""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from scripts.finish import offline, pictures
from scripts.finish.notes import Page
from scripts.finish.prose import pieces
from scripts.finish.shapes import SPACED, Code, Piece, Prose, Target
from scripts.paths import write_if_changed

LECTURE = re.compile(r"session-\d+/")
ATTACHED = re.compile(r"\(attachment:([a-z0-9-]+)\.png\)")
PROMPT = re.compile(r"(>>>|\.\.\.)( |$)")
PROGRAM = re.compile(r"^Run: python (\w+\.py)", re.MULTILINE)
PACKAGES = {"keras": "keras", "matplotlib": "matplotlib", "sklearn": "scikit-learn", "tensorflow": "tensorflow"}
ALWAYS = {"numpy": "numpy", "matplotlib": "matplotlib"}  # beyond nnref itself
KERNEL = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
SET_UP = """\
# What this notebook needs. Whatever is there already is not fetched.
from importlib.util import find_spec

needed = {{
{needed}
}}
missing = [package for name, package in needed.items() if find_spec(name) is None]
if missing:
    %pip install -q {{" ".join(missing)}}

# Values are shown as in a console: of every expression, not of a cell's last alone, and with line breaks of their own.
get_ipython().ast_node_interactivity = "all"
get_ipython().display_formatter.formatters["text/plain"].pprint = False
"""

Cell = dict[str, Any]


def write(site: Path, pages: Iterable[Page]) -> None:
    """A notebook for each lecture page, and the link to it."""
    wheel = next((site / "generated" / "wheels").glob("*.whl"))
    pages = list(pages)
    home = next(page for page in pages if page.source == "index.md")
    for page in pages:
        if LECTURE.match(page.source):
            if offline.is_asked():
                made = notebook(*from_folder(page, home, wheel))
            else:
                made = notebook(page, home, f"{home.address}{wheel.relative_to(site).as_posix()}")
            write_if_changed(place(page), json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
            link(page)


def place(page: Page) -> Path:
    """Where a page's notebook lies: beside the page, named like it."""
    if page.file.stem != "index":
        return page.file.with_suffix(".ipynb")
    return page.file.with_name(f"{page.file.parent.name}.ipynb")


def from_folder(page: Page, home: Page, wheel: Path) -> tuple[Page, Page, str]:
    """What a notebook is made of, with addresses as seen from it: its reader has the folder, and perhaps no network."""

    def seen(file: Path) -> str:
        return os.path.relpath(file, page.file.parent).replace(os.sep, "/")

    return replace(page, address=seen(page.file)), replace(home, address=seen(home.file)), seen(wheel)


def notebook(page: Page, home: Page, wheel: str) -> dict[str, Any]:
    """A page as a notebook."""
    target = Target(page.address, lambda name, _: f"attachment:{name}.png", is_notebook=True)
    title, *rest = pieces(page.article, target)
    if not isinstance(title, Prose):
        raise ValueError(f"{page.source}: expected a page to begin with its title, got code")
    cells = [prose(SPACED.join([title.text, about(page, home)])), code(set_up(rest, wheel))]
    cells += merged(rest)
    stem = place(page).stem
    for number, cell in enumerate(cells):
        cell["id"] = f"{stem}-{number:03}"[-64:]
    return {"cells": cells, "metadata": KERNEL | {"title": page.title}, "nbformat": 4, "nbformat_minor": 5}


def about(page: Page, home: Page) -> str:
    """What a notebook says of itself."""
    return (
        f"*This is [{page.title}]({page.address}), a page of [{home.title}]({home.address}), as a notebook. Run the next cell "
        "first: it installs what the others need, where it is missing. Text and figures: CC BY 4.0. Code: MIT.*"
    )


def set_up(inside: Iterable[Piece], wheel: str) -> str:
    """The cell that fetches what is missing."""
    typed = [piece.copied for piece in inside if isinstance(piece, Code)]
    imported = {name for text in typed for name in re.findall(r"^\s*(?:import|from) (\w+)", text, re.MULTILINE)}
    if any(re.search(r"\b(?:from|to)_keras\b", text) for text in typed):
        imported |= {"keras", "tensorflow"}
    needed = ALWAYS | {name: PACKAGES[name] for name in sorted(imported & PACKAGES.keys())} | {"nnref": wheel}
    return SET_UP.format(needed="\n".join(f'    "{name}": "{package}",' for name, package in needed.items())).rstrip()


def merged(inside: Iterable[Piece]) -> list[Cell]:
    """Cells: prose up to the next heading or block of code is one."""
    cells: list[Cell] = []
    run: list[str] = []

    def end_run() -> None:
        if run:
            cells.append(prose(SPACED.join(run)))
        run.clear()

    for piece in inside:
        if isinstance(piece, Prose):
            if piece.text.startswith("#"):
                end_run()
            run.append(piece.text)
        else:
            end_run()
            cells += program(piece) if PROGRAM.search(piece.copied) else [session(piece)]
    end_run()
    return cells


def prose(text: str) -> Cell:
    """A cell of Markdown, with the pictures that it shows."""
    cell: Cell = {"cell_type": "markdown", "metadata": {}, "source": lines(text)}
    if names := ATTACHED.findall(text):
        cell["attachments"] = {
            f"{name}.png": {"image/png": base64.b64encode(pictures.of_figure(name)).decode()} for name in names
        }
    return cell


def code(text: str) -> Cell:
    """A cell of code."""
    return {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": lines(text)}


def session(block: Code) -> Cell:
    """A block of the page as a cell: what is typed, and what is shown to come back."""
    cell = code(block.copied)
    if shown := printed(block):
        cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": lines(shown)}]
    if block.is_folded:
        cell["metadata"] = {"jupyter": {"outputs_hidden": True, "source_hidden": True}}
    return cell


def printed(block: Code) -> str:
    """What a session shows between its prompts."""
    if block.language != "pycon":
        return ""
    return "".join(f"{line}\n" for line in block.shown.splitlines() if not PROMPT.match(line))


def program(block: Code) -> list[Cell]:
    """A whole program is written to a file; running it may take processes and time, so that is left to the reader."""
    found = PROGRAM.search(block.copied)
    assert found is not None
    run = f"# This may take a minute. Remove the first # of the next line to run the program.\n# !python {found[1]}"
    return [code(f"%%writefile {found[1]}\n{block.copied}"), code(run)]


def lines(text: str) -> list[str]:
    """Text as the format keeps it, so that a change of a line is a change of a line."""
    return text.splitlines(keepends=True)


def link(page: Page) -> None:
    """A link under the title and its question."""
    text = page.file.read_text(encoding="utf-8")
    if 'class="nn-take"' in text:
        return
    found = re.search(r'<h1\b.*?</h1>(?:\s*<p class="question">.*?</p>)?', text, re.DOTALL)
    if found is None:
        raise ValueError(f"{page.source}: expected a title to put the link to the notebook under")
    told = f'<p class="nn-take"><a href="{place(page).name}" download>This page as a notebook</a></p>'
    page.file.write_text(f"{text[: found.end()]}\n{told}{text[found.end() :]}", encoding="utf-8")
