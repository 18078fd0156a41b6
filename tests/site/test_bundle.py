"""`make bundle`: one file, and in it the notes for a reader without a server and without a network."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts import bundle
from scripts.finish.search import in_file
from scripts.paths import DOCS
from scripts.practice.exercise import load
from tests import workers
from tests.conftest import copy_project
from tests.site import folder, policies
from tests.site.explorers import PLACES, awake, selector, shown, until
from tests.site.practice import answer, solve
from tests.site.test_search_box import QUESTIONS, is_answered, search
from tests.site.traffic import Traffic

ASKED = ["sigmoid derivative", "why not zero weights", "softmaxx", "dying relu"]
KINDS = [
    "index.html",
    "explore/playground.html",
    "reference/activations.html",
    "references.html",
    "about/verified.html",
]
PAGE = """<meta charset="utf-8"><p id="here"><a href="other.html#there">one</a> <a href="#here">two</a>
<img src="data:image/png;base64,AA=="><img srcset="a.png 1x, b.png 2x"><a href="https://example.org/">three</a>"""


@pytest.fixture(scope="module")
def packed(project: Path, site: Path, server: tuple[Path, str]) -> Path:
    """The zip, made in a copy of the project whose figures are drawn; by one process for all."""
    copy = server[0] / "bundle"
    workers.once(copy, lambda: pack(copy_project(project, copy)))
    (path,) = (copy / "dist").iterdir()  # and nothing half-written beside it
    return path


def pack(project: Path) -> None:
    """`make bundle`, by somebody who has no public address."""
    environment = {name: value for name, value in os.environ.items() if name != "SITE_URL"}
    made = subprocess.run(
        [sys.executable, "-m", "scripts.bundle"],
        cwd=project,
        env=environment | {"SOURCE_DATE_EPOCH": "1700000000"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout


@pytest.fixture(scope="module")
def unpacked(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a reader gets, under a name such as readers give to folders."""
    target = tmp_path_factory.mktemp("a reader's own, #1")
    with zipfile.ZipFile(packed) as opened:
        opened.extractall(target)
    (top,) = target.iterdir()
    return top


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[tuple[Page, Traffic]]:
    """A reader whose pages may ask for files alone."""
    context = browser.new_context(
        viewport={"width": 1300, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    yield context.new_page(), Traffic(context, "file:///")
    context.close()


@pytest.mark.long
def test_the_zip_holds_one_folder_with_the_start_and_a_word_about_it(packed: Path, unpacked: Path) -> None:
    assert unpacked.name == packed.stem
    assert "open index.html" in (unpacked / "README.txt").read_text(encoding="utf-8")
    told = (unpacked / "README.txt").read_text(encoding="utf-8").split("pip install ")[1].split()[0]
    assert (unpacked / told).is_file()
    with zipfile.ZipFile(packed) as opened:
        names = opened.namelist()
        assert names == sorted(names)
        assert {entry.date_time for entry in opened.infolist()} == {(2023, 11, 14, 22, 13, 20)}


@pytest.mark.long
def test_every_link_leads_to_a_file_of_the_folder(unpacked: Path) -> None:
    assert folder.faults(unpacked) == []


@pytest.mark.long
def test_the_folder_has_every_page_of_the_site(unpacked: Path, site: Path) -> None:
    there = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*.html")}
    pages = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}
    assert len(there) == len(pages)
    missing = [page for page in pages if not {f"{page}.html", f"{page}/index.html", "index.html"} & there]
    assert missing == []


@pytest.mark.long
def test_a_notebook_takes_the_package_from_the_folder(unpacked: Path) -> None:
    notebooks = sorted(unpacked.rglob("*.ipynb"))
    assert len(notebooks) == len(list(DOCS.glob("session-*/*.md")))
    for path in notebooks:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        (wheel,) = re.findall(r'"nnref": "(.*)"', "".join(cells[1]["source"]))
        assert (path.parent / wheel).is_file()
        pages = re.findall(r"\]\(([^)#]+\.html)", "".join(cells[0]["source"]))
        assert len(pages) == 2
        assert [page for page in pages if not (path.parent / page).is_file()] == []


@pytest.mark.long
def test_nothing_in_the_folder_names_the_address_of_a_local_server(unpacked: Path) -> None:
    texts = (path for path in unpacked.rglob("*") if path.suffix in {".html", ".js", ".ipynb", ".txt"})
    assert [path.name for path in texts if "127.0.0.1:8000" in path.read_text(encoding="utf-8")] == []


@pytest.mark.long
def test_the_policy_allows_files_and_no_network(unpacked: Path) -> None:
    pages = {path: policies.Markup(path.read_text(encoding="utf-8")) for path in unpacked.rglob("*.html")}
    (told,) = {policy for page in pages.values() for policy in page.policies}
    scripts = {policies.named(text) for page in pages.values() for text in page.inline["script"]}
    allowed = policies.read(told)
    assert [fault for page in pages.values() for fault in page.faults] == []
    assert allowed.pop("script-src") == {"'self'", "file:", *scripts}
    assert {one for one in allowed.pop("style-src") if not one.startswith("'sha256-")} == {"'self'", "file:"}
    assert allowed == {
        "default-src": {"'none'"},
        "style-src-attr": {"'unsafe-inline'"},
        "img-src": {"'self'", "file:", "data:"},
        "font-src": {"data:"},
        "base-uri": {"'none'"},
        "form-action": {"'none'"},
    }


@pytest.mark.long
@pytest.mark.parametrize("name", KINDS)
def test_a_page_of_each_kind_asks_for_files_alone(reader: tuple[Page, Traffic], unpacked: Path, name: str) -> None:
    page, traffic = reader
    page.goto((unpacked / name).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    traffic.settle(page)
    assert traffic.take() == []
    assert page.evaluate("[...document.images].filter(it => it.complete && !it.naturalWidth).map(it => it.src)") == []
    assert page.evaluate("[...document.fonts].filter(font => font.status === 'error').map(font => font.family)") == []
    assert page.evaluate("document.fonts.check('16px \"Source Serif 4\"')")


@pytest.mark.long
def test_the_search_finds_what_it_finds_on_the_web(reader: tuple[Page, Traffic], unpacked: Path) -> None:
    page, traffic = reader
    page.goto((unpacked / "about" / "index.html").as_uri())
    for question in ASKED:
        wanted = QUESTIONS[question]
        results = search(page, question)
        assert is_answered(results, [in_file(one) for one in ([wanted] if isinstance(wanted, str) else wanted)]), (
            results
        )
    page.locator(".md-search-result__link").first.click()
    expect(page.locator(".md-content h1")).to_contain_text("ReLU")
    expect(page.locator(".md-content mark").first).to_be_attached()  # the word is marked on the page that it led to
    traffic.settle(page)
    assert traffic.take() == []


@pytest.mark.long
@pytest.mark.parametrize("name", sorted({place.name for place in PLACES}))
def test_an_explorer_answers(reader: tuple[Page, Traffic], unpacked: Path, name: str) -> None:
    page, traffic = reader
    place = next(place for place in PLACES if place.name == name)
    page.goto((unpacked / in_file(place.page)).as_uri())
    awake(page, name)
    before = shown(page, name)
    sliders = page.locator(f"{selector(name)} input[type=range]:visible")
    choices = page.locator(f"{selector(name)} input[type=radio]:checked")  # where it has no slider
    (sliders if sliders.count() else choices).first.press("ArrowRight")
    assert until(page, name, lambda now: now.picture != before.picture).picture != before.picture
    assert until(page, name, lambda now: f"{name}." in now.search).search.startswith("?")
    traffic.settle(page)
    assert traffic.take() == []


@pytest.mark.long
def test_an_exercise_judges_and_remembers(reader: tuple[Page, Traffic], unpacked: Path) -> None:
    page, traffic = reader
    address = (unpacked / "session-04" / "sigmoid.html").as_uri()
    exercises = load("sigmoid")
    number = next(one for one in exercises if one.answer)
    page.goto(f"{address}#practice")
    page.locator(".practice[data-live]").wait_for()
    assert not answer(page, number, "12345").startswith("Right")
    assert solve(page, number).startswith("Right")
    page.reload()
    page.locator(".practice").scroll_into_view_if_needed()
    expect(page.locator(".practice-progress")).to_contain_text(f"1 of {len(exercises)} solved")
    traffic.settle(page)
    assert traffic.take() == []


@pytest.mark.long
def test_a_reader_goes_from_page_to_page_in_the_dark_and_takes_code_along(
    reader: tuple[Page, Traffic], unpacked: Path
) -> None:
    page, traffic = reader
    page.goto((unpacked / "index.html").as_uri())
    page.locator(".md-header__option label:visible").click()
    scheme = page.locator("body")
    expect(scheme).to_have_attribute("data-md-color-scheme", "slate")
    way = {
        "session-04/index.html": page.locator(".md-tabs").get_by_role("link", name="Session 4", exact=True),
        "session-04/sigmoid.html": page.locator(".md-nav--primary").get_by_role("link", name="Sigmoid", exact=True),
        "session-04/tanh.html": page.locator(".md-footer__link--next"),
        "index.html": page.locator(".md-header .md-logo"),
    }
    for name, link in way.items():
        link.click()
        expect(page).to_have_url((unpacked / name).as_uri())
        expect(scheme).to_have_attribute("data-md-color-scheme", "slate")
        traffic.settle(page)  # what a page still asks for when it is left counts as failed
    page.goto((unpacked / "session-04" / "tanh.html").as_uri())
    block = page.locator(".md-content .language-pycon").first
    block.scroll_into_view_if_needed()
    block.hover()
    block.locator("button").click()
    assert "import" in page.evaluate("navigator.clipboard.readText()")
    traffic.settle(page)
    assert traffic.take() == []


@pytest.mark.long
def test_the_same_files_make_the_same_bytes(tmp_path: Path) -> None:
    for name, order in (("one", ["a/b.txt", "c.txt"]), ("two", ["c.txt", "a/b.txt"])):
        for when, file in enumerate(order):
            path = tmp_path / name / "site" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file, encoding="utf-8")
            os.utime(path, (1_000_000_000 + when, 1_000_000_000 + when))
        bundle.pack(tmp_path / name / "site", tmp_path / name / "notes-1.zip", 1_700_000_000)
    first, second = (tmp_path / name / "notes-1.zip" for name in ("one", "two"))
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as opened:
        assert opened.namelist() == ["notes-1/a/b.txt", "notes-1/c.txt"]


@pytest.mark.long
def test_a_zip_that_is_cut_short_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.txt").write_text("a", encoding="utf-8")
    target = tmp_path / "dist" / "notes.zip"
    bundle.pack(tmp_path / "site", target, 0)
    before = target.read_bytes()

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(zipfile.ZipFile, "writestr", stop)
    with pytest.raises(KeyboardInterrupt):
        bundle.pack(tmp_path / "site", target, 0)
    assert [path.name for path in target.parent.iterdir()] == ["notes.zip"]
    assert target.read_bytes() == before


@pytest.mark.long
@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ("other.html#there", "other/", "leads to no file"),
        ("other.html#there", "another.html", "leads to no file"),
        ("other.html#there", "other.html#where", "leads to no place"),
        ("#here", "#nowhere", "leads to no place"),
        ("https://example.org/", "http://127.0.0.1:8000/", "is no public address"),
        ("b.png 2x", "c.png 2x", "leads to no file"),
        ("data:image/png;base64,AA==", "https://example.org/a.png", "asks the network"),
        ("<p", '<script type="module" src="a.png"></script><p', "no browser loads a.png"),
        ("<p", '<link rel="prefetch" href="a.png" crossorigin><p', "no browser loads a.png"),
    ],
)
def test_what_is_dead_in_a_folder_is_noticed(tmp_path: Path, before: str, after: str, complaint: str) -> None:
    assert before in PAGE
    (tmp_path / "other.html").write_text('<p id="there">', encoding="utf-8")
    for name in ("a.png", "b.png"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    assert folder.faults(tmp_path) == []
    (tmp_path / "index.html").write_text(PAGE.replace(before, after), encoding="utf-8")
    assert [complaint in fault for fault in folder.faults(tmp_path)] == [True]


@pytest.mark.planted
@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ('<script defer src="javascripts/notes.js">', '<script type="module" src="javascripts/notes.js">', "CORS"),
        ("assets/javascripts/worker.js", "assets/javascripts/worked.js", "failed request"),
        ("</head>", '<script src="https://example.org/x.js"></script></head>', "third-party request"),
        ("img-src 'self' file: data:", "img-src data:", "policy: img-src"),
        ("</head>", '<link rel="prefetch" as="font" href="README.txt" crossorigin></head>', "CORS"),
    ],
    ids=["a module", "a missing script", "another host", "a policy without files", "a font fetched before"],
)
def test_a_fault_in_the_folder_is_noticed(
    reader: tuple[Page, Traffic], unpacked: Path, tmp_path: Path, before: str, after: str, complaint: str
) -> None:
    page, traffic = reader
    copy = tmp_path / "copy"
    shutil.copytree(unpacked, copy)
    home = copy / "index.html"
    text = home.read_text(encoding="utf-8")
    assert before in text
    home.write_text(text.replace(before, after, 1), encoding="utf-8")
    page.goto(home.as_uri())
    traffic.settle(page)
    assert any(complaint in told for told in traffic.take())
