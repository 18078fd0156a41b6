"""A built page becomes Markdown: nothing of it is lost, and Markdown finds nothing that is not there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scripts.finish import notes
from scripts.finish.prose import pieces
from scripts.finish.shapes import Code, Prose, Target
from scripts.finish.tree import parse

PAGE = Target("https://example.org/notes/a/", lambda name, address: address)
NOTEBOOK = replace(PAGE, figure=lambda name, _: f"attachment:{name}.png", is_notebook=True)
MATH = '<x-math><math><annotation encoding="application/x-tex">{}</annotation></math></x-math><span class="math-words">x</span>'
SESSION = (
    '<div class="language-pycon highlight" data-copy="1 + 1"><pre><span></span><code>'
    "&gt;&gt;&gt; 1 + 1\n2\n</code></pre></div>"
)


def markdown(html: str, target: Target = PAGE) -> str:
    """All the prose of a piece of a page."""
    return "\n\n".join(piece.text for piece in pieces(parse(html), target) if isinstance(piece, Prose))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param("<p>a\n  b</p>", "a b", id="blanks"),
        pytest.param("<p>a * b_ `c` $5 \\d</p>", "a \\* b\\_ \\`c\\` \\$5 \\\\d", id="signs-of-markdown"),
        pytest.param(
            "<p>snake_case &lt; 3 &lt;b&gt; &amp;amp; [a](b)</p>",
            "snake_case < 3 &lt;b> &amp;amp; [a]\\(b)",
            id="more-signs",
        ),
        pytest.param(
            "<p># no title</p><p>1. no list</p><p>- nor this</p>",
            "\\# no title\n\n1\\. no list\n\n\\- nor this",
            id="starts",
        ),
        pytest.param("<p>a <em>b </em>c<strong>d</strong></p>", "a *b* c**d**", id="marks-close-around-words"),
        pytest.param("<p>a<br>b</p>", "a  \nb", id="a-line-broken-on-purpose"),
        pytest.param("<p><code>a`b</code> <code>`c`</code></p>", "``a`b`` `` `c` ``", id="ticks-in-code"),
        pytest.param('<p><a href="../b/#c">there</a></p>', "[there](https://example.org/notes/b/#c)", id="a-link"),
        pytest.param('<p><a href="#d">here</a></p>', "[here](https://example.org/notes/a/#d)", id="a-link-within"),
        pytest.param(
            '<p><a href="b(c)">there</a></p>', "[there](https://example.org/notes/a/b%28c%29)", id="parentheses"
        ),
        pytest.param('<h2>A<a class="headerlink" href="#a">¶</a></h2>', "## A", id="a-heading"),
        pytest.param(f"<p>so {MATH.format('a_1')}.</p>", "so $a_1$.", id="a-formula"),
        pytest.param(
            f'<div class="math-display">{MATH.format("% eq: x&#10;a&#10;")}</div>',
            "$$\na\n$$",
            id="a-displayed-formula",
        ),
        pytest.param(
            f'<blockquote><p>a</p><div class="math-display">{MATH.format("a&#10;b")}</div></blockquote>',
            "> a\n>\n> $$a b$$",
            id="a-quoted-formula",
        ),
        pytest.param("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n\n  - b\n- c", id="lists"),
        pytest.param('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b", id="numbers"),
        pytest.param('<ol type="A"><li>a</li><li>b</li></ol>', "- **A.** a\n- **B.** b", id="letters"),
        pytest.param("<dl><dt>a</dt><dd>b</dd></dl>", "**a**\n\nb", id="definitions"),
        pytest.param(
            f"<table><tr><th>a</th><th>b</th></tr><tr><td>|</td><td>{MATH.format('|x|')}</td></tr></table>",
            "| a | b |\n| --- | --- |\n| \\| | $\\vert x\\vert $ |",
            id="bars-in-a-table",
        ),
        pytest.param(
            '<div class="admonition lecture"><p class="admonition-title">Said</p><p>a</p></div>',
            "> **Said**\n>\n> a",
            id="a-box",
        ),
        pytest.param("<details><summary>Why</summary><p>a</p></details>", "**Why**\n\na", id="what-is-unfolded"),
        pytest.param(SESSION, "```pycon\n>>> 1 + 1\n2\n```", id="code"),
        pytest.param(
            '<x-explorer id="explorer-a"><p class="explorer-title">T</p>'
            '<p class="explorer-prompt">Drag.</p><svg>x</svg></x-explorer>',
            "> **Explorer: T.** Drag. It answers to your hand [on the page](https://example.org/notes/a/#explorer-a).",
            id="an-explorer",
        ),
        pytest.param("<p>a</p><template><p>b</p></template><script>c</script>", "a", id="what-nobody-reads"),
    ],
)
def test_html_becomes_markdown(html: str, expected: str) -> None:
    assert markdown(html) == expected


def test_a_solution_is_unfolded_and_its_code_is_a_cell() -> None:
    html = f"<details><summary>a &lt; b</summary><p>x</p>{SESSION}<p>y</p></details>"
    assert pieces(parse(html), NOTEBOOK) == [
        Prose("<details>\n<summary>a &lt; b</summary>\n\nx\n\n</details>"),
        Code("pycon", ">>> 1 + 1\n2", "1 + 1", is_folded=True),
        Prose("<details>\n<summary>… continued</summary>\n\ny\n\n</details>"),
    ]


def test_what_is_unfolded_and_only_code_keeps_its_title() -> None:
    (title, cell) = pieces(parse(f"<details><summary>Whole</summary>{SESSION}</details>"), NOTEBOOK)
    assert title == Prose("**Whole**")
    assert isinstance(cell, Code)


def test_a_figure_has_its_light_picture_and_its_words() -> None:
    html = (
        '<figure id="figure-f"><img alt="A [dark] one." src="../f-dark.svg#only-dark"><img alt="A [light] one." '
        'src="../f-light.svg#only-light"><figcaption>Words.</figcaption></figure>'
    )
    assert markdown(html) == "![A (light) one.](https://example.org/notes/f-light.svg)\n\nWords."
    assert markdown(html, NOTEBOOK) == "![A (light) one.](attachment:f.png)\n\nWords."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Short.", "Short."),
        (f"One. {'two ' * 60}", "One."),
        ("word " * 60, "word " * 38 + "word…"),
    ],
)
def test_a_description_ends_with_a_sentence_or_says_that_it_does_not(text: str, expected: str) -> None:
    assert notes.shortened(text) == expected


def test_the_pages_are_those_of_the_navigation_with_their_sections() -> None:
    nav = ["index.md", {"A": ["a/index.md", {"B": "a/b.md"}]}, {"C": "c.md"}]
    assert notes.listed(nav) == [("", "index.md"), ("A", "a/index.md"), ("A", "a/b.md"), ("", "c.md")]
