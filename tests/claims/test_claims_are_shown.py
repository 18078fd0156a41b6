"""The list of claims, the boxes that quote the lecture, and the pages built from both say the same."""

from __future__ import annotations

import dataclasses
from collections import Counter
from os.path import relpath
from pathlib import Path

import markdown
import pytest
import yaml
from mkdocs.exceptions import BuildError

from scripts.claims import FOLDER, ClaimError, Claims, Fault, every, lists, load
from scripts.claims.markers import held_by
from scripts.claims.page import counts, entry
from scripts.paths import DOCS, ROOT
from tests.claims.boxes import Box, boxes, faults
from tests.docs import pages
from tests.record import Record

SESSION_04 = FOLDER / "session-04.yml"
CLAIMS = load(SESSION_04)
BOXES = boxes(DOCS)


def built(site: Path, page: str) -> Path:
    """A page's file in the site."""
    return site / page.removesuffix(".md").removesuffix("index") / "index.html"


def dead(site: Path, places: list[tuple[str, str]]) -> list[str]:
    """The places that no page of the site has."""
    return [f"{page}#{anchor}" for page, anchor in places if anchor not in pages.ids(built(site, page))]


def test_all_thirty_statements_of_the_session_are_there() -> None:
    assert [claim.id for claim in CLAIMS.claims] == [f"S4-{number:02}" for number in range(1, 31)]


def test_every_claim_has_its_box_with_its_words_and_its_verdict(record: Record) -> None:
    assert faults(every(), BOXES) == []
    for page, number in Counter(claim.page for claim in every()).items():
        record(page.removesuffix(".md"), "claims", number)


def test_every_place_that_a_claim_names_exists_in_the_site(site: Path) -> None:
    places = [(claim.page, anchor) for claim in every() for anchor in (claim.anchor, claim.place)]
    places += [(claims.page, claim.place) for claims in lists() for claim in claims.claims]
    assert dead(site, places) == []


@pytest.mark.parametrize("claims", lists(), ids=lambda claims: claims.name)
def test_a_box_leads_to_the_list_and_the_list_names_every_test(claims: Claims, site: Path) -> None:
    listed, tests = built(site, claims.page), held_by(ROOT)
    shown = {node.text() for node in pages.page(listed).walk() if node.tag == "code"}
    for claim in claims.claims:
        assert set(tests[claim.id]) <= shown, claim.id
        page = built(site, claim.page)
        (box,) = (node for node in pages.page(page).walk() if node.attributes.get("id") == claim.place)
        address = f"{relpath(listed.parent, page.parent)}/#{claim.place}"
        assert address in pages.links(box), claim.id


def test_a_dead_anchor_is_caught(site: Path) -> None:
    assert dead(site, [(CLAIMS.page, "s4-01"), (CLAIMS.page, "s4-31")]) == [f"{CLAIMS.page}#s4-31"]


def test_a_dead_anchor_stops_the_build_by_the_claim_s_name() -> None:
    wrong = dataclasses.replace(CLAIMS.of("S4-10"), anchor="nowhere")
    with pytest.raises(ClaimError, match=r"S4-10: docs/session-04/sigmoid.md has no section `nowhere`"):
        entry(wrong, CLAIMS.page, [])


def test_the_counts_are_those_of_the_list() -> None:
    told = Counter(claim.verdict for claim in CLAIMS.claims)
    assert counts(CLAIMS) == (
        f"Of 30 statements {told['holds']} hold as they stand, {told['holds when']} hold when a condition is named, "
        f"{told['corrected']} had to be corrected and {told['answered']} were left open and are answered.\n"
    )


@pytest.mark.parametrize(
    ("verdicts", "told"),
    [
        (["holds"], "Of 1 statement 1 holds as it stands.\n"),
        (["corrected", "holds"], "Of 2 statements 1 holds as it stands and 1 had to be corrected.\n"),
    ],
)
def test_a_verdict_that_no_statement_got_is_not_counted(verdicts: list[str], told: str) -> None:
    short = tuple(dataclasses.replace(CLAIMS.of("S4-01"), verdict=verdict) for verdict in verdicts)
    assert counts(dataclasses.replace(CLAIMS, claims=short)) == told


PAGE = r"""# A

!!! lecture "The lecture said (S4-10)"
    "$\sigma(m) (1 - \sigma(m))$ →
    $(0 - 1)$."

    **Corrected** in its range.
"""
S4_10 = r"$\sigma(m) (1 - \sigma(m))$ → $(0 - 1)$"


@pytest.fixture
def box(tmp_path: Path) -> Box:
    """A right box of one claim."""
    (tmp_path / "session-04").mkdir()
    (tmp_path / "session-04" / "sigmoid.md").write_text(PAGE, encoding="utf-8")
    (found,) = boxes(tmp_path)
    return found


def test_a_right_box_passes_however_its_lines_are_broken(box: Box) -> None:
    assert (box.page, box.line, box.verdict) == ("session-04/sigmoid.md", 3, "corrected")
    assert faults((CLAIMS.of("S4-10"),), [box]) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"body": f'"{S4_10}" **Holds.**'}, "verdict", id="another-verdict"),
        pytest.param({"body": f'"{S4_10}" Corrected.'}, "verdict", id="a-verdict-not-in-bold"),
        pytest.param({"body": '"$(0 - 1)$" **Corrected.**'}, "words", id="other-words"),
        pytest.param({"page": "session-04/tanh.md"}, "on docs/session-04/sigmoid.md", id="another-page"),
        pytest.param({"id": "S4-31"}, "S4-31 is in no list", id="another-number"),
    ],
)
def test_a_box_that_differs_from_the_list_is_caught(changes: dict[str, str], expected: str, box: Box) -> None:
    told = faults((CLAIMS.of("S4-10"),), [dataclasses.replace(box, **changes)])
    assert [wrong for wrong in told if expected in wrong], told


@pytest.mark.parametrize("number", [0, 2])
def test_a_claim_without_a_box_or_with_two_is_caught(number: int, box: Box) -> None:
    (told,) = faults((CLAIMS.of("S4-10"),), [box] * number)
    assert f"expected one box on docs/session-04/sigmoid.md, found {number}" in told


def rendered(text: str) -> str:
    """A page's Markdown as HTML."""
    return markdown.markdown(text, extensions=["admonition", "scripts.markdown.claims"])


def test_a_box_gets_a_place_and_a_link() -> None:
    html = rendered(PAGE)
    assert '<div class="admonition lecture" id="s4-10">' in html
    assert 'The lecture said (<a href="lecture-checked.md#s4-10" title="The lecture, checked">S4-10</a>)</p>' in html
    above = rendered('!!! lecture "The lecture asked (S4-25)"\n    A\n')
    assert 'href="session-04/lecture-checked.md#s4-25"' in above, "the notation stands a folder higher"


def test_a_box_without_a_number_is_left_alone() -> None:
    assert rendered('!!! lecture "The lecture"\n    A\n').startswith('<div class="admonition lecture">')


def test_a_box_of_no_claim_breaks_the_build() -> None:
    with pytest.raises(BuildError, match=r"S4-31: no such claim\. The list goes from S4-01 to S4-30"):
        rendered('!!! lecture "The lecture said (S4-31)"\n    A\n')
    with pytest.raises(BuildError, match=r"S40-01: no such claim. .* begin docs/claims/session-40.yml"):
        rendered('!!! lecture "The lecture said (S40-01)"\n    A\n')


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"verdict": "true"}, "S4-01: expected a verdict among", id="verdict"),
        pytest.param({"why": ""}, "S4-01: expected the fields why", id="no-reason"),
        pytest.param({"colour": "red"}, "S4-01: unknown fields colour", id="unknown-field"),
        pytest.param({"id": "S401"}, "S401: expected an id such as S4-07", id="id"),
        pytest.param({"id": "S5-01"}, "S5-01: expected in docs/claims/session-05.yml", id="another-session"),
        pytest.param({"id": "S4-02"}, "S4-02: stands there more than once", id="twice"),
        pytest.param({"fault": None}, "S4-01: expected either a `fault`", id="neither"),
        pytest.param({"citations": ["hochreiter1991"]}, "S4-01: expected either a `fault`", id="both"),
        pytest.param({"fault": {"file": "a"}}, "session-04.yml: expected", id="half-a-fault"),
    ],
)
def test_a_list_that_does_not_fit_is_refused_by_the_claim_s_name(
    changes: dict[str, object], expected: str, tmp_path: Path
) -> None:
    written = yaml.safe_load(SESSION_04.read_text(encoding="utf-8"))
    written["claims"][0] |= changes
    (tmp_path / "session-04.yml").write_text(yaml.safe_dump(written), encoding="utf-8")
    with pytest.raises(ClaimError, match=expected):
        load(tmp_path / "session-04.yml")


@pytest.mark.parametrize(("text", "times"), [("a = 1\n", 0), ("b = 1\nb = 1\n", 2)])
def test_a_fault_whose_text_is_not_there_once_is_refused(text: str, times: int) -> None:
    with pytest.raises(ClaimError, match=f"x.py: .* exactly once, found it {times} times"):
        Fault("x.py", "b = 1", "b = 2").planted(text)
