"""What makes the built site lighter leaves out what nobody needs, and nothing else."""

from __future__ import annotations

import io
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from scripts import assets
from scripts.finish.light import ahead, css, fonts, formulas, modules, pictures, search_on_demand, styles
from scripts.finish.light.spans import parse, serialized
from scripts.markdown import katex
from scripts.paths import DOCS

THEME = Path(str(find_spec("material").origin)).parent / "templates" / "assets"
SHEET = """@charset "utf-8";
/* a { comment } */
.a > b , .c:hover { color : red; background: url('data:image/svg+xml;utf8,<svg xmlns="x">;{}</svg>') }
@media (min-width: 10em) { .d{margin:0 1px} @supports (display:grid) { .e { width: calc( 1px + 2px ) } } }
@font-face { font-family: "A B"; src: url(a.woff2) }
@keyframes turn { from { left: 0 } to { left: 1px } }
"""


def test_a_stylesheet_is_the_same_rules_after_it_was_read_and_written() -> None:
    written = css.serialize(css.parse(SHEET))
    assert css.serialize(css.parse(written)) == written
    heads = [rule.head for rule in css.walk(css.parse(SHEET))]
    assert heads == [
        '@charset "utf-8"', ".a>b,.c:hover", "@media (min-width: 10em)", ".d", "@supports (display:grid)", ".e",
        "@font-face", "@keyframes turn",
    ]  # fmt: skip
    assert """url('data:image/svg+xml;utf8,<svg xmlns="x">;{}</svg>')""" in written
    assert "calc( 1px + 2px )" in written
    assert "from{left:0}to{left:1px}" in written


@pytest.mark.parametrize("sheet", sorted(THEME.glob("stylesheets/*.css")), ids=lambda path: path.name)
def test_the_theme_s_stylesheets_lose_nothing_when_they_are_read(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    written = css.serialize(css.parse(text))
    plain = re.sub(r"/\*# .*?\*/|[\s;]", "", text, flags=re.DOTALL)  # without the address of its map
    assert re.sub(r"[\s;]", "", written) == plain


PAGE = '<html dir="ltr"><body class="there"><p id="one" data-kind="x" hidden>A</p><table align="left"></table></body></html>'
SCRIPT = "element.classList.add('made'); other.className = `md-kind--${name}`; it.setAttribute('aria-busy', 'true');"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A page and a script."""
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "a.js").write_text(SCRIPT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("selector", "stays"),
    [
        (".there p", True),
        (".there>p:not(.nowhere)::before", True),
        (".made", True),
        (".md-kind--anything", True),
        ("#one[hidden]", True),
        ("[aria-busy=true]", True),
        ('[data-kind="x"]', True),
        ("[dir=ltr] p", True),
        (".nowhere", False),
        (".there .nowhere p", False),
        ("#two", False),
        ("video", False),
        ("[dir=rtl] p", False),
        ("[data-kind=y]", False),
        ("[data-none]", False),
    ],
)
def test_a_selector_stays_if_a_page_may_have_what_it_names(selector: str, stays: bool, site: Path) -> None:
    assert styles.can_match(selector, styles.read_names(site, [site / "index.html"])) is stays


def test_properties_that_nothing_reads_and_movements_that_nothing_makes_go(site: Path) -> None:
    sheet = ":root{--read:1;--unread:2;--by-unread:3;--unread-2:var(--by-unread)}p{width:var(--read);animation:go 1s}"
    moves = "@keyframes go{to{left:0}}@keyframes stay{to{left:1px}}"
    written = styles.without_unused(css.parse(sheet + moves), styles.read_names(site, [site / "index.html"]))
    assert written == ":root{--read:1}p{width:var(--read);animation:go 1s}@keyframes go{to{left:0}}"


def test_pages_with_different_stylesheets_keep_them(site: Path) -> None:
    for name in ("a.css", "b.css"):
        (site / name).write_text("p{color:red}")
    pages = [site / "a.html", site / "b.html"]
    for page in pages:
        page.write_text(f'<link rel="stylesheet" href="{page.stem}.css">')
    assert styles.shared(site, pages) == []
    pages[1].write_text('<link rel="stylesheet" href="a.css">')
    assert styles.shared(site, pages) == ["a.css"]


def test_an_address_in_a_stylesheet_leads_where_it_led() -> None:
    assert styles.moved("src:url(fonts/a.woff2)", "generated/assets/katex.css") == (
        'src:url("../../generated/assets/fonts/a.woff2")'
    )
    assert styles.moved("a:url('data:x')", "a.css") == "a:url('data:x')"


PATH_DATA = "M 10.123456 20 \nL 30 20 \nL 50.5 20.01 \nL 50.5 80 \nC 1 2 3 4 5.5 6 \nQ 7 8 9 10 \nz \nM 1 1 \nL 1 1 \n"


def test_a_shortened_path_goes_through_the_same_points() -> None:
    assert pictures.relative(pictures.straightened(pictures.read(PATH_DATA)), 1) == (
        "m10.1 20h40.4v60c-49.5-78-47.5-76-45-74q1.5 2 3.5 4zm-9.1-19v0"
    )


def test_errors_of_rounding_do_not_add_up() -> None:
    steps = [("M", [(0.0, 0.0)]), *(("L", [(0.04 * i, 0.04 * i)]) for i in range(1, 1001))]
    numbers = [float(word) for word in re.findall(r"-?[\d.]+", pictures.relative(steps, 1))]
    assert sum(numbers[::2]) == pytest.approx(40, abs=0.051)


def test_what_is_no_path_of_matplotlib_s_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 1 points after L"):
        pictures.read("M 1 1 L 2 2 3 3")


def test_a_picture_keeps_its_parts_and_loses_their_names() -> None:
    svg = """<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "a" "b">
<svg viewBox="0 0 10 10"><!-- words --><g id="axes"><defs>
<path id="glyph-a" d="M 160 0 L 320 160 z" transform="scale(0.015625)"/></defs>
 <g id="text" style="fill: red; stroke: none"><use xlink:href="#glyph-a" x="1.23456" y="2"/></g></g></svg>"""
    assert pictures.shortened(svg) == (
        '<svg viewBox="0 0 10 10"><defs><path id="i0" d="m5 0 5 5z" transform="scale(.5)"/></defs>'
        '<g style="fill:red;stroke:none"><use xlink:href="#i0" x="1.23" y="2"/></g></svg>'
    )


def test_an_explorer_s_lines_are_shortened_and_marks_stay() -> None:
    page = '<path class="curve q-loss" d="M1 1L2 2L3 3L3 9"/><path class="mark" d="M1 1m-2 0a2 2 0 1 0 4 0"/>'
    assert pictures.LINES.sub(pictures.lines, page) == (
        '<path class="curve q-loss" d="m1 1 2 2v6"/><path class="mark" d="M1 1m-2 0a2 2 0 1 0 4 0"/>'
    )


def test_the_theme_s_script_has_the_places_that_are_changed() -> None:
    (bundle,) = THEME.glob("javascripts/bundle.*.min.js")
    text = bundle.read_text(encoding="utf-8")
    changed = search_on_demand.changed(text)
    assert changed != text
    assert 'location.protocol!=="file:"),' not in changed


@pytest.mark.parametrize("lost", ['location.protocol!=="file:"', 'searchParams.get("h")', "new Worker("])
def test_a_theme_that_changed_is_told(lost: str) -> None:
    (bundle,) = THEME.glob("javascripts/bundle.*.min.js")
    text = bundle.read_text(encoding="utf-8").replace(lost, "other")
    with pytest.raises(SystemExit, match="Has the theme changed"):
        search_on_demand.changed(text)


def test_another_theme_s_script_is_left_alone(tmp_path: Path) -> None:
    script = tmp_path / "assets" / "javascripts" / "bundle.1.js"
    script.parent.mkdir(parents=True)
    script.write_text("another()")
    search_on_demand.write(tmp_path)
    assert script.read_text() == "another()"


def test_a_reduced_font_has_what_is_asked_for_and_is_the_same_again() -> None:
    font = (assets.KATEX / "fonts" / "KaTeX_Main-Regular.woff2").read_bytes()
    reduced = fonts.reduced(font, set("abc∑≤"))
    assert reduced == fonts.reduced(font, set("abc∑≤"))
    assert len(reduced) < len(font) / 4
    assert {chr(code) for code in TTFont(io.BytesIO(reduced)).getBestCmap()} == set("abc∑≤") & {
        chr(code) for code in TTFont(io.BytesIO(font)).getBestCmap()
    }


def test_what_draws_the_first_screen_is_asked_for_before_the_stylesheet(tmp_path: Path) -> None:
    (tmp_path / fonts.FONTS).mkdir(parents=True)
    for font in (
        ahead.TEXT,
        *ahead.FORMULA,
        "source-serif-4-latin-600-normal",
        "KaTeX_Size1-Regular",
        "KaTeX_Fraktur-Bold",
    ):
        (tmp_path / fonts.FONTS / f"{font}.woff2").touch()
    pages = {"words": "<p>No formula</p>", "formula": '<span class="katex">σ</span>', "plain": ""}
    for name, body in pages.items():
        (tmp_path / name).mkdir()
        styled = '<link rel="stylesheet" href="../a.css">' if body else ""
        (tmp_path / name / "index.html").write_text(f"<head>{styled}</head>{body}", encoding="utf-8")
    ahead.write(tmp_path)
    link = re.compile(r'<link rel="(preload|prefetch|stylesheet)"[^>]* href="\.\./([^"]*)"')
    of = {name: link.findall((tmp_path / name / "index.html").read_text(encoding="utf-8")) for name in pages}

    def asked(*names: str) -> list[str]:
        return sorted(f"{fonts.FONTS.as_posix()}/{name}.woff2" for name in names)

    styles_at = {name: links.index(("stylesheet", "a.css")) for name, links in of.items() if links}
    assert of["plain"] == []
    assert sorted(of["words"][: styles_at["words"]]) == [("preload", font) for font in asked(ahead.TEXT)]
    assert sorted(of["formula"][: styles_at["formula"]]) == [
        ("preload", font) for font in asked(ahead.TEXT, *ahead.FORMULA)
    ]
    assert sorted(of["formula"][styles_at["formula"] + 1 :]) == [
        ("prefetch", font) for font in asked("source-serif-4-latin-600-normal", "KaTeX_Size1-Regular")
    ]


def test_a_formula_read_and_written_is_the_same() -> None:
    html = katex.render(r"\frac{a_1^2}{\sqrt{b}} + \sum_{i=1}^n \hat{x}_i", display=True)
    drawn = html[html.index('<span class="katex-html"') :].removesuffix("</span></span>")
    assert serialized(parse(drawn), {}).replace(";", "") == drawn.replace(";", "")


def test_what_screen_readers_read_of_a_formula_stays(tmp_path: Path) -> None:
    html = katex.render(r"\sigma(z)", display=False)
    (tmp_path / "generated" / "assets").mkdir(parents=True)
    (tmp_path / formulas.KATEX_CSS).write_text(".katex .mathnormal{}")
    words = '<span class="math-words" hidden>σ(z)</span>'
    (tmp_path / "index.html").write_text(f"<x-math data-search-exclude>{html}</x-math>{words}", encoding="utf-8")
    formulas.write(tmp_path)
    short = (tmp_path / "index.html").read_text(encoding="utf-8")
    mathml = html[html.index("<semantics>") : html.index("</semantics>")].replace(' encoding="application/x-tex"', "")
    assert mathml in short
    assert 'aria-hidden="true"' in short
    assert "math-words" not in short


def test_joined_modules_are_kept_until_one_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modules, "KEPT", tmp_path)
    key = modules.fingerprint(DOCS / "javascripts")
    (tmp_path / key).mkdir()
    assert modules.join(DOCS / "javascripts") == tmp_path / key
    copy = tmp_path / "javascripts"
    (copy / "kit").mkdir(parents=True)
    (copy / "kit" / "a.mjs").write_text("export const a = 1;")
    before = modules.fingerprint(copy)
    (copy / "kit" / "a.mjs").write_text("export const a = 2;")
    assert modules.fingerprint(copy) != before


def test_a_module_that_can_not_be_joined_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modules, "KEPT", tmp_path / "kept")
    for name in (
        "start.mjs",
        "nn.mjs",
        "kit/explorer.mjs",
        "practice/practice.mjs",
        "explorers/a.mjs",
        "practice/exercises/a.mjs",
    ):
        path = tmp_path / "javascripts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('import "./missing.mjs";' if name == "explorers/a.mjs" else "export {};")
    with pytest.raises(SystemExit, match=r"missing\.mjs"):
        modules.join(tmp_path / "javascripts")
