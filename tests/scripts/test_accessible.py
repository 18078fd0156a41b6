"""The theme's markup is mended, and a theme that has changed is not passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.finish import accessible
from scripts.finish.accessible import ThemeHasChangedError

PAGE = """
<header><nav aria-label="Header"><label class="md-header__button md-icon" for="__drawer"> <svg/> </label>
<input aria-label="Switch to dark mode"><input aria-label="Switch to light mode">
<label class="md-header__button md-icon" for="__search"> <svg/> </label>
<div class="md-search" data-md-component="search" role="dialog">
<nav class="md-search__options" aria-label="Search"><button type="reset"></button></nav>
<div class="md-search__scrollwrap" tabindex="0" data-md-scrollfix><div class="md-search-result__meta">Wait</div></div>
</div></nav></header>
<nav class="md-nav md-nav--primary" aria-label="Navigation"><label class="md-nav__title" for="__drawer">Notes</label>
<input class="md-nav__toggle md-toggle " type="checkbox" id="__nav_2" checked>
<label class="md-nav__link " for="__nav_2" id="__nav_2_label" tabindex=""></label>
<nav class="md-nav" data-md-level="1" aria-labelledby="__nav_2_label" aria-expanded="true">
<label class="md-nav__title" for="__nav_2"><span class="md-nav__icon md-icon"></span> Session 4 </label></nav></nav>
<article><h2>Values<a class="headerlink" href="#v">¶</a></h2><table><tr><th></th><th>two</th></tr></table>
<div class="scroll" aria-label="The numbers in this figure"><table><tr><th>one</th></tr></table></div>
<a href="" id="kingma2015"></a><pre><span></span><code>1 + 1</code></pre></article>
"""


@pytest.fixture(scope="module")
def page() -> str:
    """The page, mended."""
    return accessible.mended(PAGE, "index.html")


@pytest.mark.parametrize(
    "passage",
    [
        'role="dialog" aria-label="Search"',
        'class="md-search-result__meta" role="status"',
        'data-toggle="__drawer" aria-label="Navigation" aria-expanded="false"><svg/></button>',
        'data-toggle="__search" aria-label="Search" aria-expanded="false"><svg/></button>',
        'aria-label="Light colours"',
        'id="__nav_2" aria-label="Pages of Session 4" checked',
        '<nav class="md-nav" role="none">',
        '<div class="scroll nn-table" tabindex="0" role="group" aria-label="Table: Values"><table><tr><td></td><th>two</th>',
        '<div class="scroll" aria-label="The numbers in this figure"><table><tr><th>one</th></tr></table></div>',
        '<span id="kingma2015"></span>',
        '<code tabindex="0" role="group" aria-label="Code">',
    ],
)
def test_a_mend_is_made(page: str, passage: str) -> None:
    assert passage in page


def test_what_opens_is_closed(page: str) -> None:
    for name in ("nav", "div", "button", "label", "table"):
        assert page.count(f"<{name}") == page.count(f"</{name}>"), name


def test_a_heading_that_is_a_formula_has_words() -> None:
    formula = '<x-math><span><math xmlns="m"><mi>z</mi></math></span></x-math><span class="math-words" hidden>z</span>'
    assert '<math aria-label="z" xmlns="m">' in accessible.headed(f"<table><tr><th>{formula}</th></tr></table>")
    beside = f"<table><tr><th>textbook {formula}</th></tr></table>"
    assert accessible.headed(beside) == beside


@pytest.mark.parametrize(
    ("passage", "mend"),
    [
        ('role="dialog"', "search"),
        ('class="md-header__button md-icon" for="__search"', "buttons"),
        ('aria-label="Switch to dark mode"', "palette"),
        ('class="md-nav__title" for="__nav_2"', "sections"),
        ('data-md-level="1" ', "sections"),
    ],
)
def test_a_theme_that_has_changed_stops_the_build(passage: str, mend: str) -> None:
    with pytest.raises(ThemeHasChangedError, match=rf"about/index\.html: .*whether {mend} in accessible\.py"):
        accessible.mended(PAGE.replace(passage, 'class="new"'), "about/index.html")


def test_the_script_of_the_theme_makes_no_landmarks() -> None:
    made = accessible.mended_script('function f(){return x("nav",{class:"md-code__nav"})}', "bundle.js")
    assert made == 'function f(){return x("div",{class:"md-code__nav"})}'
    with pytest.raises(ThemeHasChangedError, match=r"bundle\.js: 0 places"):
        accessible.mended_script("function f(){}", "bundle.js")


def test_all_pages_of_a_site_are_mended_and_the_script(tmp_path: Path) -> None:
    (tmp_path / "about").mkdir()
    scripts = tmp_path / "assets" / "javascripts"
    scripts.mkdir(parents=True)
    pages = [tmp_path / "index.html", tmp_path / "about" / "index.html"]
    for one in pages:
        one.write_text(PAGE + '<script src="assets/javascripts/bundle.12345678.min.js"></script>', encoding="utf-8")
    (scripts / "bundle.12345678.min.js").write_text('x("nav",{class:"md-code__nav"})', encoding="utf-8")
    accessible.write(tmp_path)
    [script] = scripts.iterdir()
    assert '"div"' in script.read_text(encoding="utf-8")
    assert script.name != "bundle.12345678.min.js"
    for one in pages:
        text = one.read_text(encoding="utf-8")
        assert 'aria-label="Light colours"' in text
        assert f'"assets/javascripts/{script.name}"' in text
