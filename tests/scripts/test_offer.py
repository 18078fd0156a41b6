"""The site links to the notes as one file if it has the file, and not otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.exceptions import BuildError

from scripts.finish import offer, offline
from scripts.paths import DOCS

PAGE = '<h2 id="without-a-network">Without a network</h2>\n<p>All of this fits.</p>\n<p>More.</p>'


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(offer.SWITCH, "yes")
    monkeypatch.delenv(offline.SWITCH, raising=False)
    monkeypatch.setattr(offer, "place", lambda: tmp_path / "dist" / "notes-1.zip")
    for name in ("dist/notes-1.zip", "site/about/index.html"):
        (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / "dist" / "notes-1.zip").write_bytes(b"0" * 1_230_000)
    (tmp_path / "site" / offer.PAGE).write_text(PAGE, encoding="utf-8")
    return tmp_path / "site"


def page(site: Path) -> str:
    return (site / offer.PAGE).read_text(encoding="utf-8")


def test_the_link_leads_to_the_file(site: Path) -> None:
    offer.write(site)
    link = '<a href="../notes-1.zip" download>These notes as one file, 1.2 MB</a>'
    assert page(site).index("fits.") < page(site).index(link) < page(site).index("More.")
    assert (site / "notes-1.zip").stat().st_size == 1_230_000


@pytest.mark.parametrize(("switch", "value"), [(offer.SWITCH, "no"), (offer.SWITCH, ""), (offline.SWITCH, "true")])
def test_a_site_that_was_not_asked_to_offers_nothing(
    site: Path, monkeypatch: pytest.MonkeyPatch, switch: str, value: str
) -> None:
    monkeypatch.setenv(switch, value)
    offer.write(site)
    assert page(site) == PAGE
    assert not (site / "notes-1.zip").exists()


def test_a_file_that_is_not_there_stops_the_build(site: Path) -> None:
    offer.place().unlink()
    with pytest.raises(BuildError, match="Run `make bundle` first"):
        offer.write(site)
    assert page(site) == PAGE


def test_a_page_without_the_section_stops_the_build(site: Path) -> None:
    (site / offer.PAGE).write_text(PAGE.replace("without-a-network", "elsewhere"), encoding="utf-8")
    with pytest.raises(BuildError, match="expected a section"):
        offer.write(site)


def test_the_page_about_the_notes_has_the_section() -> None:
    assert "\n## Without a network\n" in (DOCS / "about" / "index.md").read_text(encoding="utf-8")


def test_the_file_is_called_what_the_notes_are_called() -> None:
    assert offer.place().name == f"neural-networks-proved-{offer.version()}.zip"
