"""The record of a run is shown for the sources that it was made from, and for no others."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scripts import verification
from scripts.paths import ROOT
from scripts.verification import __main__ as readme
from scripts.verification import foot, page
from tests.record import Record


def a_record(**changes: Any) -> dict[str, Any]:
    """What a small run might have left."""
    made = Record()
    made("session-04/sigmoid", "equations", 9)
    made("session-04/sigmoid", "snippets", 1)
    made("index", "equations", 1200)
    made.mutants("equations", 1000, 998)
    return made.as_json(4321) | {"date": "2026-11-02"} | changes


def test_counts_add_up_page_by_page() -> None:
    made = Record()
    made("index", "figures", 2)
    made("index", "figures", 3)
    made.mutants("code", 4, 3)
    made.mutants("code", 1, 1)
    record = made.as_json(7)
    assert record["pages"] == {"index": {"figures": 5}}
    assert record["mutants"] == {"code": {"tried": 5, "caught": 4}}
    with pytest.raises(ValueError, match="expected a kind among"):
        made("index", "opinions", 1)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project of one page."""
    (tmp_path / "docs" / "generated").mkdir(parents=True)
    (tmp_path / "docs" / "page.md").write_text("# Page\n")
    for name in verification.SOURCES[1:5]:
        (tmp_path / name).mkdir()
    for name in verification.SOURCES[5:]:
        (tmp_path / name).write_text("")
    return tmp_path


@pytest.mark.parametrize("place", ["docs/page.md", "nnref/new.py", "tests/new.yml", "mkdocs.yml"])
def test_a_record_does_not_outlive_a_change_of_its_sources(small: Path, place: str) -> None:
    before = verification.fingerprint(small)
    (small / place).write_text("changed")
    assert verification.fingerprint(small) != before


@pytest.mark.parametrize("place", ["docs/generated/new.md", "README.md", "docs/.hidden", "nnref/module.part"])
def test_what_is_generated_does_not_count(small: Path, place: str) -> None:
    before = verification.fingerprint(small)
    (small / place).write_text("changed")
    assert verification.fingerprint(small) == before


def test_only_a_record_of_these_sources_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "RECORD", tmp_path / "record.json")
    assert verification.load() is None
    verification.RECORD.write_text(json.dumps(a_record()))
    assert verification.load() == a_record()
    verification.RECORD.write_text(json.dumps(a_record(sources="others")))
    assert verification.load() is None


def test_the_page_tells_counts_versions_and_planted_mistakes() -> None:
    told = page.verified(a_record())
    assert re.search(r"\*\*All 4,321 tests passed on 2 November 2026\*\*, with Python 3\.\d+\.\d+", told)
    assert "| [Sigmoid](../session-04/sigmoid.md) | 9 |  | 1 |" in told
    assert re.search(r"\| \*\*all\*\* \| 1,209 \|", told)
    assert "| 1,000 | 998 | 2 |" in told


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("session-04/sigmoid/index.html", "Checked on this page: 9 equations and 1 snippet."),
        ("index.html", "Checked on this page: 1,200 equations."),
        ("about/licence/index.html", "All that this site shows is checked."),
    ],
)
def test_every_page_has_its_line(place: str, line: str) -> None:
    assert line in foot.line(Path(place), a_record())
    assert "without a run of the tests" in foot.line(Path(place), None)


@pytest.mark.parametrize(
    ("place", "link"),
    [
        ("index.html", "about/verified/"),
        ("about/verified/index.html", "./"),
        ("about/index.html", "verified/"),
        ("session-04/sigmoid/index.html", "../../about/verified/"),
    ],
)
def test_the_line_leads_to_the_page_of_the_record(place: str, link: str) -> None:
    assert f'href="{link}"' in foot.line(Path(place), None)


def test_the_line_is_put_once(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<article><p>Text</p></article><footer></footer>")
    foot.write(tmp_path)
    foot.write(tmp_path)
    written = (tmp_path / "index.html").read_text()
    assert written.count("nn-verified") == 1
    assert written.index("Text") < written.index("nn-verified") < written.index("</article>")


def test_a_site_built_without_a_run_says_that_it_was_not_verified() -> None:
    assert "not verified" in page.NOT_VERIFIED
    assert "without a run of the tests" in page.home(None)


def test_readme_says_what_the_record_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    text = tmp_path / "README.md"
    text.write_text("# Notes\n\n**Verified:** 3 equations.\n")
    monkeypatch.setattr(readme, "README", text)
    monkeypatch.setattr(readme, "load", a_record)
    monkeypatch.setattr(sys, "argv", ["verification"])
    assert readme.main() == 1
    assert "--write" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["verification", "--write"])
    assert readme.main() == 0
    monkeypatch.setattr(sys, "argv", ["verification"])
    assert readme.main() == 0
    assert "1,209 equations" in text.read_text()
    monkeypatch.setattr(readme, "load", lambda: None)
    assert readme.main() == 1
    assert "make test" in capsys.readouterr().err


def test_readme_of_the_project_has_the_line() -> None:
    assert len(readme.LINE.findall((ROOT / "README.md").read_text("utf-8"))) == 1


@pytest.mark.long
def test_a_build_after_a_run_shows_it(spoilt: Path, tmp_path: Path, build: Callable[..., Any]) -> None:
    code = "from scripts import verification; print(verification.fingerprint())"
    asked = subprocess.run([sys.executable, "-c", code], cwd=spoilt, capture_output=True, text=True, check=True)
    (spoilt / ".cache").mkdir(exist_ok=True)
    (spoilt / ".cache" / "verification.json").write_text(json.dumps(a_record(sources=asked.stdout.strip())))
    built: subprocess.CompletedProcess[str] = build(spoilt, tmp_path / "site", "https://example.org/")
    assert built.returncode == 0, built.stdout
    read = {name: (tmp_path / "site" / name / "index.html").read_text("utf-8") for name in (".", "about/verified")}
    assert "4,321 tests passed" in read["about/verified"]
    assert "1,209 equations" in read["."]
    sigmoid = (tmp_path / "site" / "session-04" / "sigmoid" / "index.html").read_text("utf-8")
    assert "Checked on this page: 9 equations and 1 snippet." in sigmoid


def test_a_build_without_a_run_says_so_on_every_page(site: Path, project: Path) -> None:
    if (project / ".cache" / "verification.json").is_file():
        expected = ("This copy", "Checked on this page", "All that this site shows")
    else:
        expected = ("This copy was built without a run of the tests.",)
    for path in site.rglob("index.html"):
        line = re.search(r'<p class="nn-verified">(.*?)</p>', path.read_text("utf-8"))
        assert line is not None, path
        assert line[1].startswith(expected)
