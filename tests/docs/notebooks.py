"""The pages' notebooks: run as a reader would, and compared with the pages. Each check returns what is wrong, and where."""

from __future__ import annotations

import copy
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from markdown_it import MarkdownIt

from scripts.markdown import katex, plain
from scripts.practice.page import LOWERED
from tests.docs import pages
from tests.docs.sessions import QUIET_TENSORFLOW, without_trailing_blanks

CODE = re.compile(r"(?ms)^(?P<marks>`{3,})\w*\n.*?^(?P=marks)$|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)")
MATH = re.compile(r"\$\$(?P<display>.+?)\$\$|\$(?P<inline>[^$]+?)\$", re.DOTALL)
LEFT_OVER = re.compile(
    r"(?m)--8<--|\{\{ |^\s*(?:!!!|\?\?\?)|^:::|\[explorers?:|\[-?@\w|% eq:|\\htmlClass|\\(?:fun|slope|loss|grad|bound)\b"
    r"|\]\((?!https?://|attachment:|<)[^)]*\)|\]\([^)]*\.md\b|77700\d\d|@[\w+:()]+@"
)
NOT_TAKEN = ("headerlink", "math-words", "mkdocstrings-source", "nn-repository", "nn-take", "nn-verified")
MARKDOWN = MarkdownIt("commonmark").enable("table")  # as Jupyter: CommonMark with tables

Notebook = Any


def read(path: Path) -> Notebook:
    """A notebook, valid or refused."""
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return notebook


def prose(notebook: Notebook) -> list[str]:
    """What its cells of Markdown say."""
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def run(notebooks: dict[str, Notebook], folder: Path, project: Path) -> dict[str, Notebook]:
    """All of them in one kernel, whose names are forgotten in between: starting one for each would take most of the time."""
    whole = nbformat.v4.new_notebook()
    for notebook in notebooks.values():
        whole.cells.append(nbformat.v4.new_code_cell("%reset -f"))
        whole.cells += copy.deepcopy(notebook.cells)
    for number, cell in enumerate(whole.cells):
        cell.id = f"cell-{number}"
        if cell.cell_type == "code":
            cell.outputs = []
    home = {"IPYTHONDIR": str(folder / "ipython"), "PYTHONPATH": str(project), "PIP_NO_INDEX": "1", "NO_COLOR": "1"}
    path = folder / "whole.ipynb"
    nbformat.write(whole, path)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.docs.kernel", str(path), str(folder)],
        cwd=project,
        env=os.environ | QUIET_TENSORFLOW | home,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        raise RuntimeError(f"expected a kernel to run the notebooks, got\n{ended.stderr}")
    whole = nbformat.read(path, as_version=4)
    done: dict[str, Notebook] = {}
    cells = iter(whole.cells)
    for name, notebook in notebooks.items():
        next(cells)
        done[name] = copy.deepcopy(notebook)
        done[name].cells = [next(cells) for _ in notebook.cells]
    return done


def differences(notebook: Notebook, ran: Notebook, *, talkative: Iterable[str] = ("keras", "tensorflow")) -> list[str]:
    """Where a cell prints something else than the notebook, and so the page, shows; or fails, or warns."""
    wrong = []
    for number, (cell, done) in enumerate(zip(notebook.cells, ran.cells, strict=True), start=1):
        if cell.cell_type != "code":
            continue
        expected, got = said(cell.outputs), said(done.outputs)
        may_talk = any(
            re.search(rf"\b(?:import|from) {name}|\b(?:to|from)_{name}\b", cell.source) for name in talkative
        )
        failed = [output for output in done.outputs if output.output_type == "error"]
        noise = [output.text for output in done.outputs if output.get("name") == "stderr" and not may_talk]
        if failed or noise or (expected != got and not is_written(cell.source)):
            told = "\n".join([*(f"{one.ename}: {one.evalue}" for one in failed), *noise])
            wrong.append(f"cell {number}:\n{cell.source}\nshows\n{expected}\nprints\n{got}\n{told}".rstrip())
    return wrong


def is_written(source: str) -> bool:
    """Whether a cell only writes a file."""
    return source.startswith("%%writefile")


def said(outputs: Iterable[Any]) -> str:
    """What a reader sees under a cell."""
    parts = []
    for output in outputs:
        if output.output_type == "stream" and output.name == "stdout":
            parts.append(output.text)
        elif output.output_type in ("execute_result", "display_data"):
            parts.append(output.data["text/plain"] + "\n")
    return without_trailing_blanks("".join(parts))


def left_over(text: str) -> list[str]:
    """What only our own Markdown would understand, outside code."""
    bare = CODE.sub("", text)
    return [text[max(0, found.start() - 20) : found.end() + 20] for found in LEFT_OVER.finditer(bare)]


def formulas_of_page(html: str) -> list[str]:
    """The formulas of a built page in plain characters, from the MathML that a screen reader reads."""
    article = html[html.index("<article") : html.index("</article>")]
    for away in ("template", "x-explorer", "svg"):
        article = re.sub(rf"<{away}\b.*?</{away}>", "", article, flags=re.DOTALL)
    return [plain.text(math) for math in re.findall(r"<math\b.*?</math>", article, re.DOTALL)]


def formulas_of_notebook(cells: Iterable[str]) -> list[str]:
    """Those of a notebook, typeset anew from its LaTeX."""
    found = []
    for text in cells:
        for math in MATH.finditer(CODE.sub("", text)):
            is_display = math["display"] is not None
            tex = math["display"] if is_display else math["inline"]
            found.append(plain.text(katex.render(tex, display=is_display)))
    return found


def words_of_page(node: pages.Node) -> list[str]:
    """The words of a page, without formulas, code and what moves."""
    if node.tag in ("x-math", "x-explorer", "pre", "svg", "script") or any(map(node.has_class, NOT_TAKEN)):
        return []
    if node.has_class("filename"):
        return []
    found: list[str] = []
    for child in node.children:
        found += re.findall(r"\w+", child) if isinstance(child, str) else words_of_page(child)
    return found


def words_of_notebook(cells: Iterable[str]) -> list[str]:
    """The words that a reader sees in a notebook's prose, typeset by another program."""
    return [word for text in cells for word in re.findall(r"\w+", shown(text))]


def shown(text: str) -> str:
    """A cell's Markdown as text: as Jupyter does, formulas are set aside first."""
    fences = re.sub(r"(?ms)^(?:> )*(`{3,})\w*\n.*?^(?:> )*\1$", "", text)
    tree = pages.parse(MARKDOWN.render(MATH.sub("¤", fences)))
    return tree.text()


def stray(text: str) -> list[str]:
    """Marks that Markdown should have taken for its own."""
    tree = pages.parse(MARKDOWN.render(MATH.sub("¤", text)))
    return re.findall(r".{0,20}(?:\*\*|\]\(|^\|.*|<details).{0,20}", tree.text({"code", "pre"}), re.MULTILINE)


def lost(wanted: list[str], found: list[str]) -> str | None:
    """The first that is wanted and does not come in its turn; others may stand between."""
    rest = iter(found)
    for place, word in enumerate(wanted):
        if not any(word == other for other in rest):
            return f"{word!r} after {' '.join(wanted[max(0, place - 8) : place])!r}"
    return None


def spelt_out(formula: str) -> str:
    """A formula without blanks, its raised digits written as a power: a number that was filled in may be set otherwise."""
    powers = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ]+", lambda found: f"^({found[0].translate(LOWERED)})", formula)
    return re.sub(r"\s", "", powers)
