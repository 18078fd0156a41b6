"""`llms.txt` and `llms-full.txt`: every page is in both, and what they say resolves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.finish import llms, notes
from tests.docs import notebooks, pages

LINE = re.compile(r"- \[(?P<title>[^\]]+)\]\((?P<address>[^)]+)\): (?P<about>\S.{5,})")


@pytest.fixture(scope="module")
def whole(site: Path) -> list[notes.Page]:
    """Every page of the site."""
    return notes.read(site)


def faults(listing: str, addresses: set[str], place: pages.Site) -> list[str]:
    """What is wrong with a listing: its form, pages that it lacks or has twice, links that lead nowhere."""
    title, summary, details, *sections = listing.strip().split("\n\n")
    wrong = []
    if not title.startswith("# ") or not summary.startswith("> ") or details.startswith(("#", "-")):
        wrong.append("expected a title, a summary quoted, and a paragraph")
    found = []
    for section in sections:
        for line in section.splitlines():
            if line.startswith("## "):
                continue
            entry = LINE.fullmatch(line)
            if entry is None:
                wrong.append(f"expected `- [title](address): a sentence`, got {line!r}")
                continue
            found.append(entry["address"])
            wrong += [fault] if (fault := place.fault(place.address, entry["address"])) else []
    wrong += [f"lacks {address}" for address in sorted(addresses - set(found))]
    return wrong + sorted({f"has {address} twice" for address in found if found.count(address) > 1})


def test_the_listing_has_every_page_with_a_sentence(site: Path, served: str) -> None:
    place = pages.Site(site, served)
    every = {place.address_of(path) for path in pages.paths(site) if path.name != "404.html"}
    listing = (site / "llms.txt").read_text(encoding="utf-8")
    assert faults(listing, every, place) == []
    sections = [line for line in listing.splitlines() if line.startswith("## ")]
    assert sections[0] == "## Session 4"
    assert sections[-1] == "## Optional"
    assert f"({served}llms-full.txt)" in listing.partition("## Optional")[2]


def test_what_is_wrong_with_a_listing_is_told(whole: list[notes.Page], site: Path, served: str) -> None:
    place = pages.Site(site, served)
    every = {page.address for page in whole}
    right = llms.listing(whole)
    assert faults(right, every, place) == []
    line = next(line for line in right.splitlines() if "/session-04/sigmoid/" in line)
    for wrong, told in (
        (right.replace(line + "\n", ""), "lacks"),
        (right.replace(line, f"{line}\n{line}"), "twice"),
        (right.replace("/session-04/sigmoid/", "/session-04/sigmoids/"), "no such file"),
        (right.replace(line, line.partition("): ")[0] + ")"), "expected `- ["),
        (right.replace("> ", "", 1), "expected a title"),
    ):
        assert any(told in fault for fault in faults(wrong, every, place)), told


def test_the_full_text_has_every_page_whole(whole: list[notes.Page], site: Path) -> None:
    text = (site / "llms-full.txt").read_text(encoding="utf-8")
    parts = text.split("\n\n---\n\n")[1:]
    assert [re.search(r"^Address: <(.+)>$", part, re.MULTILINE)[1] for part in parts] == [
        page.address for page in whole
    ]
    for page, part in zip(whole, parts, strict=True):
        assert part.startswith(f"# {page.title}\n"), page.source
        html = page.file.read_text(encoding="utf-8")
        expected = list(map(notebooks.spelt_out, notebooks.formulas_of_page(html)))
        got = list(map(notebooks.spelt_out, notebooks.formulas_of_notebook([part])))
        assert got == expected, page.source


def test_the_full_text_needs_nothing_of_ours(site: Path) -> None:
    text = (site / "llms-full.txt").read_text(encoding="utf-8")
    assert notebooks.left_over(text) == []
    assert "<svg" not in text
    assert "<span" not in notebooks.CODE.sub("", text)
