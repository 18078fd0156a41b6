"""The lecture pages as notebooks: whole, valid, and each cell prints what its page shows."""

from __future__ import annotations

import ast
import base64
import copy
import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager

from scripts import figures, listings
from scripts.finish import formulas, notes, pictures
from scripts.finish import notebooks as writer
from scripts.paths import ROOT
from tests.docs import notebooks as read
from tests.docs import pages

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def lectures(site: Path, project: Path) -> dict[str, Path]:
    """The built lecture pages, by their sources."""
    sources = sorted((project / "docs").glob("session-*/*.md"))
    stems = [source.relative_to(project / "docs").with_suffix("").as_posix() for source in sources]
    return {stem: site / stem.removesuffix("/index") / "index.html" for stem in stems}


@pytest.fixture(scope="module")
def notebooks(lectures: dict[str, Path]) -> dict[str, Any]:
    """The notebook of each, where its page links to."""
    return {stem: read.read(notebook_of(page)) for stem, page in lectures.items()}


def notebook_of(page: Path) -> Path:
    """The file that a page offers."""
    (take,) = [node for node in pages.page(page).walk() if node.has_class("nn-take")]
    (address,) = pages.links(take)
    assert "notebook" in take.text()
    return page.parent / address


def article(page: Path) -> pages.Node:
    """The text of a page."""
    return next(node for node in pages.page(page).walk() if node.tag == "article")


def told(wrong: dict[str, Any]) -> dict[str, Any]:
    """The pages with which something is wrong."""
    return {name: faults for name, faults in wrong.items() if faults}


def test_every_lecture_page_has_one(notebooks: dict[str, Any]) -> None:
    assert len(notebooks) >= 17
    for stem, notebook in notebooks.items():
        assert notebook.cells[0].source.startswith("# "), stem
        assert len({cell.id for cell in notebook.cells}) == len(notebook.cells), stem


def test_no_word_of_a_page_is_lost(lectures: dict[str, Path], notebooks: dict[str, Any]) -> None:
    wrong = {
        stem: read.lost(read.words_of_page(article(page)), read.words_of_notebook(read.prose(notebooks[stem])))
        for stem, page in lectures.items()
    }
    assert told(wrong) == {}


def test_every_formula_is_there_and_needs_nothing_of_ours(lectures: dict[str, Path], notebooks: dict[str, Any]) -> None:
    for stem, page in lectures.items():
        expected = read.formulas_of_page(page.read_text(encoding="utf-8"))
        got = read.formulas_of_notebook(read.prose(notebooks[stem]))
        assert [read.spelt_out(one) for one in got] == [read.spelt_out(one) for one in expected], stem


def test_nothing_is_left_that_only_this_site_understands(notebooks: dict[str, Any]) -> None:
    wrong = {
        stem: [fault for text in read.prose(notebook) for fault in [*read.left_over(text), *read.stray(text)]]
        for stem, notebook in notebooks.items()
    }
    assert told(wrong) == {}


def test_every_block_is_a_cell(lectures: dict[str, Path], notebooks: dict[str, Any]) -> None:
    for stem, page in lectures.items():
        blocks = [block for block in pages.blocks(article(page)) if block.language in ("pycon", "python")]
        expected = [(block.copied or block.shown).strip() for block in blocks]
        cells = [cell.source for cell in notebooks[stem].cells if cell.cell_type == "code"][1:]
        got = [source.partition("\n")[2] if read.is_written(source) else source for source in cells]
        assert [source.strip() for source in got if "# !python" not in source] == expected, stem


def test_every_figure_is_in_the_file_with_its_words(lectures: dict[str, Path], notebooks: dict[str, Any]) -> None:
    for stem, page in lectures.items():
        drawn = [node for node in article(page).walk() if node.tag == "figure" and node.has_class("drawn")]
        cells = [cell for cell in notebooks[stem].cells if "attachments" in cell]
        kept = {name: picture for cell in cells for name, picture in cell.attachments.items()}
        assert set(kept) == {f"{node.attributes['id'].removeprefix('figure-')}.png" for node in drawn}, stem
        for node in drawn:
            name = f"{node.attributes['id'].removeprefix('figure-')}.png"
            (cell,) = [cell for cell in cells if f"(attachment:{name})" in cell.source]
            alt = next(inner for inner in node.walk() if inner.tag == "img").attributes["alt"]
            images = pages.parse(read.MARKDOWN.render(cell.source)).walk()
            shown = {image.attributes["src"]: image.attributes["alt"] for image in images if image.tag == "img"}
            assert shown[f"attachment:{name}"].translate(str.maketrans("()", "[]")) == alt.translate(
                str.maketrans("()", "[]")
            )
            assert base64.b64decode(kept[name]["image/png"]).startswith(PNG)


def test_links_lead_to_the_site_or_out_of_it(notebooks: dict[str, Any], site: Path, served: str) -> None:
    place = pages.Site(site, served)
    wrong = {}
    for stem, notebook in notebooks.items():
        trees = [pages.parse(read.MARKDOWN.render(text)) for text in read.prose(notebook)]
        addresses = {address for tree in trees for address in pages.links(tree)}
        assert all(urlsplit(address).scheme for address in addresses), stem
        wrong[stem] = [place.fault(served, one) for one in addresses if one.startswith(served)]
    assert {stem: [one for one in faults if one] for stem, faults in wrong.items() if any(faults)} == {}


# The cells run


@pytest.fixture(scope="module")
def planted() -> Any:
    """A notebook in which something is wrong with every cell but the first and the last."""
    notebook = nbformat.v4.new_notebook()
    cells = {
        "get_ipython().ast_node_interactivity = 'all'\n1\n2": "1\n2\n",
        "1 / 0": "",
        "0.2689": "0.2688\n",
        "import warnings\nwarnings.warn('no')": "",
        "numpy": "",  # a name that another notebook has left behind
        "print('a')": "",
        "print('b')": "b\n",
    }
    for source, output in cells.items():
        shown = [nbformat.v4.new_output("stream", name="stdout", text=output)] if output else []
        notebook.cells.append(nbformat.v4.new_code_cell(source, outputs=shown))
    return notebook


@pytest.fixture(scope="module")
def ran(notebooks: dict[str, Any], planted: Any, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Every notebook, run in one kernel, and what it left in the folder."""
    assert find_spec("tensorflow") or sys.version_info >= (3, 14), "not installed: tensorflow; `make test` installs it"
    folder = tmp_path_factory.mktemp("notebooks")
    return read.run(notebooks | {"planted": planted}, folder, project), folder


def runs_here(notebook: Any) -> Any:
    """A notebook without the cells that need TensorFlow, where there is none for this Python."""
    kept = copy.deepcopy(notebook)
    if find_spec("tensorflow") is None:
        kept.cells = [cell for cell in kept.cells if not {"keras", "tensorflow"} & imported(cell)]
    return kept


def imported(cell: Any) -> set[str]:
    """What a cell imports, nnref's bridge to Keras among it."""
    if cell.cell_type != "code" or "%pip" in cell.source:
        return set()
    nodes = list(ast.walk(ast.parse(cell.source.partition("\n")[2] if read.is_written(cell.source) else cell.source)))
    names = {name.name.partition(".")[0] for node in nodes if isinstance(node, ast.Import) for name in node.names}
    names |= {(node.module or "").partition(".")[0] for node in nodes if isinstance(node, ast.ImportFrom)}
    return names | ({"keras", "tensorflow"} if "_keras" in cell.source else set())


def test_every_cell_prints_what_the_page_shows(notebooks: dict[str, Any], ran: Any) -> None:
    done, _ = ran
    faults = {stem: read.differences(runs_here(one), runs_here(done[stem])) for stem, one in notebooks.items()}
    assert told(faults) == {}
    count = sum(bool(cell.get("outputs")) for notebook in notebooks.values() for cell in notebook.cells)
    assert count >= 60, "expected most cells to show something"


def test_a_cell_that_is_wrong_is_caught(planted: Any, ran: Any) -> None:
    done, _ = ran
    wrong = read.differences(planted, done["planted"])
    assert [fault.splitlines()[0] for fault in wrong] == [f"cell {number}:" for number in range(2, 7)]


def test_a_program_is_written_as_it_was_tested(ran: Any) -> None:
    _, folder = ran
    written = {path.name: path.read_text(encoding="utf-8").strip() for path in folder.glob("*.py")}
    tested = {path.name: path.read_text(encoding="utf-8").strip() for path in Path(listings.__path__[0]).glob("*_*.py")}
    del tested["__init__.py"]
    assert written == tested


def test_the_first_cell_fetches_what_is_missing_and_nothing_else(
    notebooks: dict[str, Any], site: Path, served: str
) -> None:
    asked: list[tuple[str, str]] = []

    class Shell:
        """Where a cell's magic goes."""

        def __getattr__(self, name: str) -> Any:
            return Shell()

        def __getitem__(self, name: str) -> Any:
            return Shell()

        def run_line_magic(self, name: str, line: str) -> None:
            asked.append((name, line))

    for stem, notebook in notebooks.items():
        code = TransformerManager().transform_cell(notebook.cells[1].source)
        needed = {name for cell in notebook.cells for name in imported(cell)} - set(sys.stdlib_module_names)
        for there in ({"numpy"}, needed | {"numpy", "matplotlib", "nnref"}):
            asked.clear()
            found = code.replace("from importlib.util import find_spec\n", "")
            names: dict[str, Any] = {
                "get_ipython": Shell,
                "find_spec": lambda name, there=there: name if name in there else None,
            }
            exec(found, names)
            missing = set(names["missing"])
            assert set(names["needed"]) == needed | {"numpy", "matplotlib", "nnref"}, stem
            assert len(missing) == len(names["needed"].keys() - there)
            assert asked == ([("pip", 'install -q {" ".join(missing)}')] if missing else [])
            for address in (one for one in missing if "/" in one):
                assert pages.Site(site, served).fault(served, address) is None


# What the checks notice


@pytest.mark.parametrize(
    "text",
    [
        '--8<-- "examples/sigmoid.md"',
        "so {{ sigmoid(0):.1f }} of it",
        '!!! lecture "The lecture said"',
        "??? solution",
        "[explorer: activation]",
        "as [@glorot2010] shows",
        r"$$\fun{z}$$",
        "$$\n% eq: sigmoid\nz\n$$",
        "[there](../tanh/)",
        "[there](https://example.org/tanh.md#x)",
        "a number @z:2@ here",
    ],
)
def test_what_only_this_site_understands_is_caught(text: str) -> None:
    assert read.left_over(f"Words. {text}" if text[0] in "sa[" else text)
    assert not read.left_over(f"```text\n{text}\n```"), "but code may speak of it"


@pytest.mark.parametrize("text", ["so ** that** is", "[a](b c)", "words\n| a | b |"])
def test_marks_that_show_are_caught(text: str) -> None:
    assert read.stray(text)


def test_a_formula_that_is_lost_is_caught(lectures: dict[str, Path], notebooks: dict[str, Any]) -> None:
    stem = "session-04/sigmoid"
    expected = read.formulas_of_page(lectures[stem].read_text(encoding="utf-8"))
    cells = "\0".join(read.prose(notebooks[stem]))
    for right, wrong in (
        (r"$e^{-z}$", ""),
        (r"$e^{-z}$", r"$e^{z}$"),
        (r"\frac{1}{1 + e^{-z}}", r"\frac{1}{1 + e^{z}}"),
    ):
        spoilt = cells.replace(right, wrong, 1)
        assert spoilt != cells
        assert read.formulas_of_notebook(spoilt.split("\0")) != expected


@pytest.mark.parametrize("word", ["dimmer", "lecture", "Goldberg"])
def test_a_word_that_is_lost_is_caught(word: str, lectures: dict[str, Path], notebooks: dict[str, Any]) -> None:
    stem = "session-04/sigmoid"
    words = read.words_of_page(article(lectures[stem]))
    found = read.words_of_notebook(read.prose(notebooks[stem]))
    assert read.lost(words, found) is None
    found.reverse()
    found.remove(word)
    assert read.lost(words, found[::-1]) is not None


def test_a_notebook_that_is_not_valid_is_refused(lectures: dict[str, Path], tmp_path: Path) -> None:
    spoilt = json.loads(notebook_of(lectures["session-04/sigmoid"]).read_text(encoding="utf-8"))
    del spoilt["cells"][2]["metadata"]
    (tmp_path / "spoilt.ipynb").write_text(json.dumps(spoilt))
    with pytest.raises(nbformat.ValidationError):
        read.read(tmp_path / "spoilt.ipynb")


# How they are made


def test_the_same_bytes_are_made_again(
    project: Path, site: Path, lectures: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "FIGURES", project / "docs" / "generated" / "figures")
    monkeypatch.setattr(pictures, "PICTURES", tmp_path)  # pictures too are drawn again
    again = [page for page in notes.read(site) if page.source in ("index.md", "session-04/sigmoid.md")]
    kept = notebook_of(lectures["session-04/sigmoid"])
    before = kept.read_bytes()
    kept.unlink()
    writer.write(site, again)
    assert kept.read_bytes() == before
    assert len(list(tmp_path.glob("*.png"))) == 2


def test_the_macros_are_those_that_the_pages_have() -> None:
    defined = (ROOT / "scripts" / "markdown" / "katex.mjs").read_text(encoding="utf-8")
    names = defined.partition("const quantities = {")[2].partition("}")[0]
    assert [name.partition(":")[0].strip() for name in names.split(",")] == list(formulas.MACROS)


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"\fun{\sigma(z)} = 1", r"\sigma(z) = 1"),
        (r"\grad{\frac{a}{b}}^2", r"{\frac{a}{b}}^2"),
        (r"x \bound{- 1}", "x {- 1}"),
        (r"\eta\grad{g}", r"\eta g"),
        (r"\loss{\fun{a} + b}c", "a + bc"),
        ("% eq: name\na \\\\[0.5em]\nb\n\n", "a \\\\\nb"),
        (r"100\% % so", r"100\%"),
        (r"\fun{\{a\}}", r"\{a\}"),
    ],
)
def test_a_formula_without_what_is_ours(tex: str, expected: str) -> None:
    assert formulas.plain(tex) == expected


def test_a_formula_without_its_latex_stops_the_build() -> None:
    with pytest.raises(ValueError, match="expected a formula with its LaTeX"):
        formulas.source(formulas.Node("x-math"))
