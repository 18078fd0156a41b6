"""What others are told of the pages: cards for shared links, the sitemap, the inventory for cross-references."""

from __future__ import annotations

import gzip
import re
import struct
import zlib
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

import nnref
from scripts.finish import card, pictures, sharing
from tests.docs import pages

EXPECTED = (
    "og:title",
    "og:type",
    "og:url",
    "og:description",
    "og:site_name",
    "og:image",
    "og:image:alt",
    "twitter:card",
)


@pytest.fixture(scope="module")
def notes(site: Path, served: str) -> pages.Site:
    """The built site with its address."""
    return pages.Site(site, served)


@pytest.fixture(scope="module")
def built(site: Path) -> list[Path]:
    """Every page that a reader can be sent to."""
    return [path for path in pages.paths(site) if path.name != "404.html"]


# Cards


def metas(tree: pages.Node) -> list[tuple[str, str]]:
    """What a page says of itself to programs."""
    found = [node.attributes for node in tree.walk() if node.tag == "meta"]
    return [(one.get("property") or one.get("name") or "", one.get("content", "")) for one in found]


def faulty_card(tree: pages.Node, address: str, place: pages.Site) -> list[str]:
    """What is wrong with what another site would show of a page."""
    count = Counter(name for name, _ in metas(tree))
    told = dict(metas(tree))
    wrong = [f"{name}: {count[name]} times" for name in (*EXPECTED, "description") if count[name] != 1]
    wrong += [f"{name}: empty" for name in EXPECTED if not told.get(name, "x").strip()]
    heading = next(node for node in tree.walk() if node.tag == "h1").text({"x-math"}).rstrip("¶").strip()
    if " ".join(heading.split()) != told.get("og:title"):
        wrong.append(f"og:title: {told.get('og:title')!r}, and the page is {heading!r}")
    if told.get("og:url") != address:
        wrong.append(f"og:url: {told.get('og:url')}, and the page is at {address}")
    if told.get("og:description") != told.get("description") or not 20 <= len(told.get("description", "")) <= 200:
        wrong.append(f"description: {told.get('description')!r}")
    image = told.get("og:image", "")
    if not image.startswith(place.address) or place.fault(place.address, image):
        wrong.append(f"og:image: {image}")
    return wrong


def test_every_page_has_a_card_of_its_own(notes: pages.Site, built: list[Path]) -> None:
    wrong = {path: faulty_card(pages.page(path), notes.address_of(path), notes) for path in built}
    assert {path: faults for path, faults in wrong.items() if faults} == {}
    said = Counter(dict(metas(pages.page(path)))["description"] for path in built)
    assert [told for told, count in said.items() if count > 1] == [], "expected a description a page"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (r'<meta property="og:image" content="[^"]*">', ""),
        (r'(<meta property="og:title" content="[^"]*">)', r"\1\1"),
        (r'(og:url" content=")[^"]*', r"\1https://example.org/"),
        (r'(og:image" content="[^"]*)card', r"\1cards"),
        (r'(og:image" content=")[^"]*/', r"\1../../images/"),
        (r'(og:title" content=")[^"]*', r"\1Tanh"),
        (r'(og:description" content=")[^"]*', r"\1Words."),
        (r'(og:image:alt" content=")[^"]*', r"\1"),
    ],
)
def test_a_fault_planted_in_a_card_is_caught(right: str, wrong: str, notes: pages.Site, site: Path) -> None:
    path = site / "session-04" / "sigmoid" / "index.html"
    text = path.read_text(encoding="utf-8")
    spoilt, count = re.subn(right, wrong, text, count=1)
    assert count == 1
    assert faulty_card(pages.parse(spoilt), notes.address_of(path), notes)


def test_the_picture_has_the_size_that_the_page_says(site: Path) -> None:
    picture = (site / sharing.PICTURE).read_bytes()
    assert struct.unpack(">II", picture[16:24]) == (card.WIDTH, card.HEIGHT) == (1200, 630)
    assert len(picture) < 200_000, "a card is fetched before anybody has asked for it"


def test_the_picture_is_drawn_the_same_again(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PICTURES", tmp_path)
    assert card.picture() == (site / sharing.PICTURE).read_bytes()


# The sitemap


def faulty_sitemap(xml: str, expected: set[str]) -> list[str]:
    """Pages that the sitemap lacks, has twice, or has made up."""
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = ElementTree.fromstring(xml)
    found = [(node.text or "").strip() for node in root.iter(f"{space}loc")]
    wrong = [f"lacks {address}" for address in sorted(expected - set(found))]
    wrong += [f"has {address}, which is no page" for address in sorted(set(found) - expected)]
    wrong += [f"has {address} twice" for address in sorted({one for one in found if found.count(one) > 1})]
    return wrong if root.tag == f"{space}urlset" else [*wrong, f"expected a urlset, got {root.tag}"]


def test_the_sitemap_lists_every_page_once(notes: pages.Site, built: list[Path], site: Path) -> None:
    xml = (site / "sitemap.xml").read_bytes()
    assert faulty_sitemap(xml.decode(), {notes.address_of(path) for path in built}) == []
    assert gzip.decompress((site / "sitemap.xml.gz").read_bytes()) == xml


def test_a_fault_planted_in_a_sitemap_is_caught(notes: pages.Site, built: list[Path], site: Path) -> None:
    xml = (site / "sitemap.xml").read_text(encoding="utf-8")
    every = {notes.address_of(path) for path in built}
    entry = re.search(r"<url>.*?</url>", xml, re.DOTALL)
    assert entry is not None
    for wrong in (
        xml.replace(entry[0], ""),
        xml.replace(entry[0], entry[0] * 2),
        xml.replace(notes.address, "http://x/"),
    ):
        assert faulty_sitemap(wrong, every)


# The inventory


def entries(inventory: bytes) -> dict[str, str]:
    """The names of an inventory, as Sphinx writes them, with the place of each."""
    head, body = inventory.split(b"\n", 4)[:4], inventory.split(b"\n", 4)[4]
    assert head[0] == b"# Sphinx inventory version 2"
    assert b"zlib" in head[3]
    lines = zlib.decompress(body).decode().splitlines()
    found = [re.fullmatch(r"(\S+) py:\w+ -?\d+ (\S+) .+", line) for line in lines]
    assert all(found), [line for line, one in zip(lines, found, strict=True) if one is None]
    return {one[1]: one[2].replace("$", one[1]) for one in found if one}


def test_the_inventory_leads_to_every_public_name(notes: pages.Site, site: Path) -> None:
    named = entries((site / "objects.inv").read_bytes())
    assert {name: fault for name, place in named.items() if (fault := notes.fault(notes.address, place))} == {}
    assert {name.rpartition(".")[2] for name in named} >= set(nnref.__all__)


def test_an_inventory_that_leads_nowhere_is_caught(notes: pages.Site) -> None:
    body = zlib.compress(b"nnref.activations.sigmoid py:function 1 reference/losses/#$ -\n")
    spoilt = b"# Sphinx inventory version 2\n# Project: x\n# Version: 1\n# zlib\n" + body
    (place,) = entries(spoilt).values()
    assert notes.fault(notes.address, place) is not None
