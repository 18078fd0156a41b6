"""The Python-Markdown extensions, as mkdocs.yml sets them up: formulas, sessions and figures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import markdown
import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import BuildError

from scripts.figures import style
from scripts.markdown import brackets, katex, math, plain, snippets
from scripts.markdown import figures as figure_places
from scripts.paths import ROOT
from tests.docs import pages


@pytest.fixture(scope="module")
def convert() -> Iterator[markdown.Markdown]:
    """The Markdown of the site, with all its extensions."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    yield markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    katex.close()


def rendered(convert: markdown.Markdown, text: str) -> pages.Node:
    """A text as the site shows it."""
    return pages.parse(convert.reset().convert(text))


def words(convert: markdown.Markdown, formula: str) -> str:
    """What the search index keeps of a formula."""
    tree = rendered(convert, f"${formula}$")
    return next(node for node in tree.walk() if node.has_class("math-words")).text()


# --- formulas


@pytest.mark.parametrize(
    ("text", "is_displayed"),
    [
        pytest.param("so $\\sigma(z)$ it is", False, id="in-a-line"),
        pytest.param("so\n\n$$\n\\sigma(z)\n$$\n", True, id="displayed"),
        pytest.param("- an item\n\n    $$\n    \\sigma(z)\n    $$\n", True, id="in-a-list"),
        pytest.param('!!! lecture "Said"\n\n    $$\n    \\sigma(z)\n    $$\n', True, id="in-a-box"),
        pytest.param('??? solution "Solution"\n    $$\n    \\sigma(z)\n    $$\n', True, id="folded"),
        pytest.param("| a |\n|---|\n| $\\sigma(z)$ |\n", False, id="in-a-table"),
        pytest.param('<p class="question" markdown>Why $\\sigma(z)$?</p>', False, id="in-html"),
    ],
)
def test_a_formula_becomes_html_mathml_and_words(convert: markdown.Markdown, text: str, is_displayed: bool) -> None:
    tree = rendered(convert, text)
    assert pages.raw_tex(tree) == []
    nodes = list(tree.walk())
    assert sum(node.has_class("katex-html") for node in nodes) == 1
    assert sum(node.tag == "math" for node in nodes) == 1
    assert [node.text() for node in nodes if node.has_class("math-words")] == ["σ(z)"]
    assert len(pages.formulas(tree)) == is_displayed


@pytest.mark.parametrize(
    ("tex", "places"),
    [
        pytest.param(r"\sigma(z) (1 - \sigma(z)) + 1", ["+"], id="after-a-bracket"),
        pytest.param("g(f(n)) = 3 (2 n + 1) + 2", ["=", "+"], id="two-brackets-in-a-row"),
        pytest.param(r"\lvert x - y \rvert < 1", ["<"], id="bars"),
        pytest.param("n! + (a! + b) + c", ["+", "+"], id="factorials"),
        pytest.param("[0, 1) + a", ["+"], id="an-interval"),
        pytest.param("(1 + 2 + 3 + 4 + 5 + 6 + 7 + (8 - 9) + 10 + 11)", ["+"] * 9, id="a-long-bracket-and-one-in-it"),
    ],
)
def test_a_line_does_not_end_within_a_short_bracket(tex: str, places: list[str]) -> None:
    drawn = katex.render(tex, display=False)
    found = list(brackets.pieces(brackets.kept_whole(drawn), drawn.index(brackets.DRAWN) + len(brackets.DRAWN)))
    assert [re.sub("<[^>]*>", "", piece.html)[-len(sign) :] for piece, sign in zip(found, places, strict=False)] == [
        sign.replace("<", ";")
        for sign in places  # the end of &lt;
    ]
    assert len(found) == len(places) + 1
    whole = "".join(piece.html for piece in brackets.pieces(drawn, drawn.index(brackets.DRAWN) + len(brackets.DRAWN)))
    assert re.sub("<[^>]*>", "", "".join(piece.html for piece in found)) == re.sub("<[^>]*>", "", whole)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("so ($x$), then", '<span class="math-run">(<x-math'),
        ('he said "$x$".', '<span class="math-run">"<x-math'),
        ("so ($a + b + c + d + e + f + g + h$)", '<span class="math-start">(<x-math'),
        ("so $a + b + c + d + e + f + g + h$)", "so <x-math"),
        ("so $x$ is", "so <x-math"),
        ("so $a + b + c + d + e + f + g + h$.", "\u2060</span></span></span></x-math>"),
    ],
)
def test_a_sign_stays_with_the_formula_beside_it(convert: markdown.Markdown, text: str, kept: str) -> None:
    assert kept in convert.reset().convert(text)


def test_mathematics_is_in_an_element_that_the_search_index_leaves_out(convert: markdown.Markdown) -> None:
    # The search plugin ends an exclusion at the first closing tag of that name: so the name may not stand within.
    html = convert.reset().convert("$\\frac{1}{2}$")
    inside = re.search(r"<x-math data-search-exclude>(.*?)</x-math>", html)
    assert inside is not None
    assert "<x-math" not in inside[1]
    assert "\\" not in html.replace(inside[0], "")


@pytest.mark.parametrize("formula", ["a < b", "a > b", "a & b", "\\text{a \\& b}", "\\text{<b>}"])
def test_signs_of_html_stay_text(convert: markdown.Markdown, formula: str) -> None:
    if formula == "a & b":
        with pytest.raises(BuildError):
            rendered(convert, f"${formula}$")
        return
    tree = rendered(convert, f"${formula}$")
    annotation = next(node for node in tree.walk() if node.tag == "annotation")
    assert annotation.text() == formula
    assert "b" not in [node.tag for node in tree.walk()]


def test_columns_of_aligned_equations_keep_their_ampersands(convert: markdown.Markdown) -> None:
    tree = rendered(convert, "$$\n\\begin{aligned} a &= b \\\\ &< c \\end{aligned}\n$$")
    assert len([node for node in tree.walk() if node.tag == "mtr"]) == 2


def test_the_comment_that_names_a_scenario_stays_with_the_author(convert: markdown.Markdown) -> None:
    tree = rendered(convert, "$$\n% eq: softmax\ny = z\n$$")
    assert "eq:" not in tree.text({"annotation"})
    assert len(pages.formulas(tree)) == 1


@pytest.mark.parametrize(
    ("macro", "quantity"),
    [("fun", "function"), ("slope", "derivative"), ("loss", "loss"), ("grad", "gradient"), ("bound", "bound")],
)
def test_a_colour_macro_gives_the_class_of_its_quantity(convert: markdown.Markdown, macro: str, quantity: str) -> None:
    tree = rendered(convert, f"$\\{macro}{{x}} + y$")
    coloured = [node for node in tree.walk() if node.has_class(f"q-{quantity}")]
    assert coloured
    assert all(node.text() == "x" for node in coloured)
    assert quantity in style.COLOURS
    assert words(convert, f"\\{macro}{{x}}") == "x"


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        (r"\frac{1}{4}", "1/4"),
        (r"\frac{a + b}{2}", "(a + b)/2"),
        (r"\frac{1}{1 + e^{-z}}", "1/(1 + e^(−z))"),
        (r"x^2", "x²"),
        (r"x^{10}", "x¹⁰"),
        (r"z^{l}", "z^l"),
        (r"\sigma'(z)", "σ′(z)"),
        (r"f''(z)", "f′′(z)"),
        (r"\hat{y}", "ŷ"),
        (r"\hat{p}_i", "p̂_i"),
        (r"w_{ij}^{l}", "w_ij^l"),
        (r"\sqrt{n}", "√(n)"),
        (r"-\ln(p)", "−ln(p)"),
        (r"a = -b", "a = −b"),
        (r"a - b", "a − b"),
        (r"[-1, -x]", "[−1, −x]"),
        (r"\operatorname{ReLU}(z) = \max(0, z)", "ReLU(z) = max(0,z)"),
        (r"a \le b", "a ≤ b"),
    ],
)
def test_a_formula_in_words(convert: markdown.Markdown, formula: str, expected: str) -> None:
    told = words(convert, formula)
    assert told == expected
    assert "\\" not in told


@pytest.mark.parametrize(
    "formula",
    [
        pytest.param("\\frac{1}{2", id="unclosed"),
        pytest.param("\\nonsense", id="unknown-command"),
        pytest.param("x^1^2", id="double-exponent"),
        pytest.param("x = é", id="letter-without-a-command"),
        pytest.param("\\href{https://example.org}{x}", id="link"),
        pytest.param("% only a comment", id="comment-without-its-end"),
    ],
)
def test_a_bad_formula_breaks_the_build(convert: markdown.Markdown, formula: str) -> None:
    with pytest.raises(BuildError, match="in the formula"):
        rendered(convert, f"so ${formula}$ it is")


def test_katex_goes_on_after_a_bad_formula(convert: markdown.Markdown) -> None:
    with pytest.raises(BuildError):
        rendered(convert, "$\\nonsense$")
    assert words(convert, "y") == "y"


def test_katex_begins_again_after_it_was_closed() -> None:
    before = katex.render("x_0", display=False)
    katex.close()
    katex.render.cache_clear()
    assert katex.render("x_0", display=False) == before


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("docs/page.md", "# A\n\nso $\\frac{1}{2$ it\n", id="page"),
        pytest.param("docs/page.md", "# A\n\n$$\n% eq: x\na =\n\\frac{1}{2\n$$\n", id="displayed"),
        pytest.param("docs/page.md", "# A\n\n??? note\n\n    $$\n    \\frac{1}{2\n    $$\n", id="indented"),
        pytest.param("nnref/module.py", '"""A\n\n    $$\n    \\frac{1}{2\n    $$\n"""', id="docstring"),
        pytest.param("scripts/figures/one.py", 'r"""A\n\n$\\frac{1}{2$"""', id="caption"),
    ],
)
def test_a_bad_formula_is_named_with_file_and_line(
    convert: markdown.Markdown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.setattr(math, "ROOT", tmp_path)
    monkeypatch.setattr(math, "DOCS", tmp_path / "docs")
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text(text, encoding="utf-8")
    content = text.strip('r"').replace("\n    ", "\n") if name.endswith(".py") else text
    found = re.search(r"\$\$?[^$]*\$\$?", text)
    first = text.count("\n", 0, found.start()) + 1
    last = text.count("\n", 0, found.end()) + 1
    with pytest.raises(BuildError) as told:
        rendered(convert, content)
    place = re.match(rf"{re.escape(name)}:(\d+): KaTeX parse error", str(told.value))
    assert place is not None, told.value
    assert first <= int(place[1]) <= last


def test_words_of_something_that_is_no_formula() -> None:
    assert plain.text("<p>no mathematics</p>") == ""


# --- sessions


@pytest.mark.parametrize(
    ("session", "code"),
    [
        pytest.param(">>> 1 + 1\n2", "1 + 1", id="one-line"),
        pytest.param(">>> a = 1\n>>> a\n1", "a = 1\na", id="two-lines"),
        pytest.param(
            ">>> for k in x:\n...     if k:\n...         k\n...\n1\n>>> y",
            "for k in x:\n    if k:\n        k\n\ny",
            id="nested",
        ),
        pytest.param(
            ">>> def f():\n...     a\n...\n...     b\n...", "def f():\n    a\n\n    b", id="blank-line-within"
        ),
        pytest.param('>>> print("a\\n\\nb")\na\n\nb\n>>> 2\n2', 'print("a\\n\\nb")\n2', id="blank-line-in-output"),
        pytest.param(
            ">>> f()\nTraceback (most recent call last):\n    ...\nValueError: no\n>>> 2", "f()\n2", id="traceback"
        ),
        pytest.param(">>> a\narray([1., ..., 2.])\n>>> b\n[[1,\n  ...,\n  2]]", "a\nb", id="shortened-output"),
        pytest.param("prose, no session", "", id="no-session"),
    ],
)
def test_what_is_typed_in_a_session(session: str, code: str) -> None:
    assert snippets.typed(session) == code


def test_the_copy_button_gets_what_is_typed(convert: markdown.Markdown) -> None:
    session = '>>> a = "<&>"\n>>> for k in a:\n...     print(k)\n...\n<\n&\n>'
    (block,) = pages.blocks(rendered(convert, f"```pycon\n{session}\n```"))
    assert block.language == "pycon"
    assert block.shown == session
    assert block.copied == 'a = "<&>"\nfor k in a:\n    print(k)'


@pytest.mark.parametrize("fence", ['```pycon title="A session"', "```pycon hl_lines='1'"])
def test_a_session_with_a_title_or_a_marked_line_is_copied_clean_too(convert: markdown.Markdown, fence: str) -> None:
    (block,) = pages.blocks(rendered(convert, f"{fence}\n>>> 1 + 1\n2\n```"))
    assert block.copied == "1 + 1"


def test_two_sessions_keep_their_own_code(convert: markdown.Markdown) -> None:
    text = "```pycon\n>>> a\n```\n\ntext\n\n```pycon\n>>> b\n```"
    assert [block.copied for block in pages.blocks(rendered(convert, text))] == ["a", "b"]


@pytest.mark.parametrize("language", ["bash", "python", "text"])
def test_what_is_no_session_is_copied_as_it_is_shown(convert: markdown.Markdown, language: str) -> None:
    (block,) = pages.blocks(rendered(convert, f"```{language}\nmake serve\n```"))
    assert (block.language, block.shown, block.copied) == (language, "make serve", None)


def test_the_sources_in_the_reference_stay_out_of_the_search_index() -> None:
    html = f"<p>a</p>{snippets.SOURCE}<pre>\\frac</pre></details>"
    assert '<details class="mkdocstrings-source" data-search-exclude>' in snippets.SnippetPostprocessor().run(html)


# --- figures


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """A drawn figure's record, in a folder of its own."""
    monkeypatch.setattr(figure_places, "GENERATED", tmp_path)
    (tmp_path / "figures").mkdir()
    made = {
        "alt": "A curve that rises.",
        "caption": "Where it rises, $x > 0$.",
        "sizes": {"wide": [680, 310], "narrow": [350, 300]},
        "columns": ["z", "σ(z)"],
        "rows": [["0", "0.5"], ["1", "0.7"]],
        "notes": "",
    }
    (tmp_path / "figures" / "one.json").write_text(json.dumps(made), encoding="utf-8")
    return made


def test_an_image_becomes_the_whole_figure(convert: markdown.Markdown, record: dict[str, object]) -> None:
    tree = rendered(convert, "Text.\n\n![](../generated/figures/one.svg)\n\nMore.")
    images = [node.attributes for node in tree.walk() if node.tag == "img"]
    endings = ["wide-light", "wide-dark", "narrow-light", "narrow-dark"]
    expected = [f"../generated/figures/one-{ending}.svg#only-{ending.split('-')[1]}" for ending in endings]
    assert [image["src"] for image in images] == expected
    assert {image["alt"] for image in images} == {record["alt"]}
    assert [(image["width"], image["height"]) for image in images] == [("680", "310")] * 2 + [("350", "300")] * 2
    caption = next(node for node in tree.walk() if node.tag == "figcaption")
    assert any(node.tag == "math" for node in caption.walk())
    assert [node.text() for node in tree.walk() if node.tag in ("th", "td")] == ["z", "σ(z)", "0", "0.5", "1", "0.7"]


@pytest.mark.usefixtures("record")
def test_an_image_within_a_sentence_is_left_to_markdown(convert: markdown.Markdown) -> None:
    tree = rendered(convert, "See ![](../generated/figures/one.svg) here.")
    assert pages.images_without_words(tree), "and the check of the built pages refuses it"


@pytest.mark.usefixtures("record")
def test_a_figure_that_was_never_drawn_breaks_the_build(convert: markdown.Markdown) -> None:
    with pytest.raises(BuildError, match=r"No figure 'two-parts' was drawn: .*two_parts\.py"):
        rendered(convert, "![](../generated/figures/two-parts.svg)")


@pytest.mark.parametrize("part", ["alt", "caption", "rows"])
def test_a_figure_without_words_or_numbers_breaks_the_build(
    convert: markdown.Markdown, record: dict[str, object], tmp_path: Path, part: str
) -> None:
    (tmp_path / "figures" / "one.json").write_text(json.dumps(record | {part: ""}), encoding="utf-8")
    with pytest.raises(BuildError, match=r"one\.py: a figure needs alt text, a caption and a table"):
        rendered(convert, "![](../generated/figures/one.svg)")


def test_a_heading_and_what_belongs_to_it_are_one_section(convert: markdown.Markdown) -> None:
    tree = rendered(convert, "# Title\n\nBefore.\n\n## One\n\nFirst.\n\n### Part\n\n- item\n\n## Two\n\nSecond.")
    top = [node for node in tree.children if isinstance(node, pages.Node)]
    assert [node.tag for node in top] == ["h1", "p", "section", "section"]
    inside = [[node.tag for node in each.children if isinstance(node, pages.Node)] for each in top[2:]]
    assert inside == [["h2", "p", "h3", "ul"], ["h2", "p"]]
