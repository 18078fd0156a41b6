"""What the built pages show is what was checked: no equation comes from anywhere else, and none is lost."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scripts.verification import stem
from tests.docs import pages
from tests.equations import find, inline
from tests.equations.test_equations import EQUATIONS
from tests.equations.test_inline import CONDITIONS, FORMULAS, SAID, STATEMENTS, fault
from tests.practice.formulas import shown as practised
from tests.record import Record

ROOM = r"\\[0.5em]"  # scripts/markdown/math.py gives tall rows more room


def tex_of(node: pages.Node) -> str:
    """The LaTeX that a rendered formula carries along."""
    return next(inner.text() for inner in node.walk() if inner.tag == "annotation")


def displayed(tree: pages.Node) -> list[str]:
    """The displayed equations of a built page, without blanks and comments."""
    return [find.normal(tex_of(node).replace(ROOM, r"\\")) for node in pages.formulas(tree)]


def within_text(tree: pages.Node) -> list[str]:
    """The formulas within the text of a built page."""
    shown = {id(node) for formula in pages.formulas(tree) for node in formula.walk()}
    return [" ".join(node.text().split()) for node in tree.walk() if node.tag == "annotation" and id(node) not in shown]


def strangers(shown: Iterable[str], known: Iterable[str]) -> list[str]:
    """What is shown and was checked nowhere."""
    return sorted(set(shown) - set(known))


def test_every_equation_that_is_shown_was_checked(project: Path, site: Path, record: Record) -> None:
    known = {find.normal(equation.tex) for equation in EQUATIONS}
    everywhere = set()
    for path in pages.paths(site):
        shown = displayed(pages.page(path))
        place = path.relative_to(site).as_posix()
        unchecked = strangers(shown, known | practised()[0])
        assert not unchecked, f"{place} shows equations that no source has, so that nothing checks them: {unchecked}"
        everywhere |= set(shown)
        record(stem(place, project / "docs"), "equations", len(shown))
    lost = known - everywhere
    assert not lost, f"checked, but shown on no page: {sorted(lost)}"


def test_every_formula_in_the_text_that_is_shown_was_checked(project: Path, site: Path, record: Record) -> None:
    # Captions and tables of figures are made by scripts: their formulas are known from the built pages alone.
    known = {formula.tex for formula in FORMULAS} | practised()[1]
    for path in pages.paths(site):
        place, shown = path.relative_to(site).as_posix(), within_text(pages.page(path))
        for tex in strangers(shown, known):
            assert not fault(tex), f"{place}: {fault(tex)}"
        record(stem(place, project / "docs"), "inline", len(shown))


def test_the_lists_name_what_stands_on_the_site(site: Path) -> None:
    shown = {inline.bare(tex) for path in pages.paths(site) for tex in within_text(pages.page(path))}
    shown |= {inline.bare(formula.tex) for formula in FORMULAS}
    assert {*STATEMENTS, *SAID, *CONDITIONS} - shown == set()


def test_an_equation_that_only_the_built_page_has_is_caught() -> None:
    planted = pages.parse(
        '<div class="math-display"><math><annotation>\\sigma(z) = \\frac{1}{1 + e^{z}}</annotation></math></div>'
    )
    known = {find.normal(equation.tex) for equation in EQUATIONS}
    assert strangers(displayed(planted), known) == [r"\sigma(z)=\frac{1}{1+e^{z}}"]


def test_a_formula_in_a_caption_is_read_like_any_other() -> None:
    planted = pages.parse("<p><math><annotation>\\sigma'(0) = \\frac{1}{3}</annotation></math></p>")
    assert [bool(fault(tex)) for tex in within_text(planted)] == [True]
