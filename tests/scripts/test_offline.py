"""The steps that make the site a folder which needs no server, each with what it must refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.exceptions import BuildError

from scripts.finish import notes, offline, policy
from scripts.finish.offline import fonts, pages, search
from scripts.finish.offline.wheel import with_near_wheel
from scripts.finish.search import in_file

HEAD = """<link rel="canonical" href="https://example.org/session-04/tanh.html">
<meta property="og:url" content="https://example.org/"><meta name="twitter:card" content="x">
<link rel="next" href="relu.html"><link rel="prefetch" as="font" href="a.woff2" crossorigin>
<link rel="preload" as="font" href="b.woff2" crossorigin>
<script src="https://unpkg.com/iframe-worker/shim"></script>"""
FOOT = """<script id="__config">{"features": ["content.code.copy", "navigation.instant", "toc.follow"]}</script>
<script src="../javascripts/start.mjs" type="module"></script>"""
PROGRAM = '(()=>{addEventListener("message",t=>{postMessage(t.data)})})();'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("index.html", "session-04/index.html", "session-04/tanh.html", "session-04/relu.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    return tmp_path


def changed(folder: Path, text: str) -> str:
    return pages.changed(f"{HEAD}{text}{FOOT}", folder / "session-04" / "tanh.html", folder)


def test_a_page_has_scripts_that_a_browser_loads_from_a_folder(folder: Path) -> None:
    text = changed(folder, "")
    assert '<script defer src="../assets/javascripts/worker.js"></script>' in text
    assert '<script defer src="../javascripts/notes.js"></script>' in text
    assert '"features": ["content.code.copy", "toc.follow"]' in text
    assert [
        word for word in ("module", "unpkg", "canonical", "og:", "twitter", "preload", "prefetch") if word in text
    ] == []
    assert '<link rel="next" href="relu.html">' in text


@pytest.mark.parametrize("gone", ["https://unpkg.com/iframe-worker/shim", "start.mjs", '"navigation.instant", '])
def test_a_theme_that_has_changed_stops_the_build(folder: Path, gone: str) -> None:
    assert gone in HEAD + FOOT
    with pytest.raises(BuildError, match="Was the theme updated"):
        pages.changed((HEAD + FOOT).replace(gone, ""), folder / "session-04" / "tanh.html", folder)


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("../relu/", "relu.html"),
        ("../relu/#slope", "relu.html#slope"),
        ("../", "index.html"),
        ("../../", "../index.html"),
        ("relu.html#slope", "relu.html#slope"),
        ("https://example.org/a/", "https://example.org/a/"),
        ("#slope", "#slope"),
    ],
)
def test_a_link_to_a_folder_leads_to_its_file(folder: Path, address: str, file: str) -> None:
    assert f'<a class="x" href="{file}">' in changed(folder, f'<a class="x" href="{address}">')


@pytest.mark.parametrize("address", ["../sigmoid/", "../../../../", "/etc/"])
def test_a_link_to_no_page_stops_the_build(folder: Path, address: str) -> None:
    with pytest.raises(BuildError, match="leads to no page"):
        changed(folder, f'<a href="{address}">')


def test_the_search_worker_becomes_a_function() -> None:
    assert search.wrapped(PROGRAM) == f"window.startWorker=(addEventListener,postMessage)=>{{{PROGRAM}}};"


@pytest.mark.parametrize("gone", ['addEventListener("message"', "postMessage("])
def test_another_search_worker_stops_the_build(gone: str) -> None:
    with pytest.raises(BuildError, match="Has the theme changed"):
        search.wrapped(PROGRAM.replace(gone, "hear("))


def test_the_index_is_a_script_with_our_words_in_it(tmp_path: Path) -> None:
    for name in ("search", search.WORKERS):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / search.WORKERS / "search.1.min.js").write_text(PROGRAM, encoding="utf-8")
    told = '{"text":"pip install http://127.0.0.1:8000/generated/wheels/a.whl\\nnext"}'
    (tmp_path / "search" / "search_index.json").write_text(told, encoding="utf-8")
    search.write(tmp_path)
    (index,) = (tmp_path / "search").iterdir()
    near = '{"text":"pip install generated/wheels/a.whl\\nnext"}'
    assert (index.name, index.read_text(encoding="utf-8")) == ("search_index.js", f"var __index = {near}")


def test_a_theme_without_a_search_worker_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    (tmp_path / search.WORKERS).mkdir(parents=True)
    (tmp_path / "search" / "search_index.json").write_text("{}", encoding="utf-8")
    with pytest.raises(BuildError, match="expected the theme's"):
        search.write(tmp_path)


def test_fonts_go_into_the_stylesheet(tmp_path: Path) -> None:
    (tmp_path / fonts.FONTS).mkdir(parents=True)
    (tmp_path / fonts.FONTS / "a.woff2").write_bytes(b"font")
    sheet = tmp_path / "assets" / "site.css"
    sheet.parent.mkdir()
    sheet.write_text('@font-face{src:url("../generated/assets/fonts/a.woff2") format("woff2")}', encoding="utf-8")
    fonts.write(tmp_path)
    assert sheet.read_text(encoding="utf-8") == '@font-face{src:url("data:font/woff2;base64,Zm9udA==") format("woff2")}'
    assert not (tmp_path / fonts.FONTS).exists()


def test_the_wheel_is_where_the_reader_is() -> None:
    text = "install https://example.org/notes/generated/wheels/nnref-1.whl</code> https://example.org/a.whl"
    assert with_near_wheel(text) == "install generated/wheels/nnref-1.whl</code> https://example.org/a.whl"


@pytest.mark.parametrize(
    ("section", "file"),
    [
        ("", "index.html"),
        ("#top", "index.html#top"),
        ("session-04/", "session-04/index.html"),
        ("session-04/tanh/", "session-04/tanh.html"),
        ("session-04/tanh/#pitfalls", "session-04/tanh.html#pitfalls"),
        ("notation/#symbols", "notation.html#symbols"),
    ],
)
def test_a_section_has_another_address_in_a_folder(section: str, file: str) -> None:
    assert in_file(section) == file


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("https://example.org/notes/session-04/tanh.html", "https://example.org/notes/session-04/tanh/"),
        ("https://example.org/notes/session-04/index.html", "https://example.org/notes/session-04/"),
        ("https://example.org/notes/session-04/tanh/", "https://example.org/notes/session-04/tanh/"),
        ("https://example.org/notes/", "https://example.org/notes/"),
    ],
)
def test_a_page_of_a_folder_has_its_address_on_the_web(address: str, public: str) -> None:
    assert notes.public(address) == public


def test_the_policy_of_a_folder_allows_no_network() -> None:
    told = policy.policy([], [], from_folder=True).split("; ")
    assert {"default-src 'none'", "script-src 'self' file:", "font-src data:"} <= set(told)
    assert [one for one in told if one.startswith(("connect-src", "worker-src"))] == []


@pytest.mark.parametrize(("value", "asked"), [("true", True), ("false", False), (None, False)])
def test_a_folder_is_made_when_asked_for(monkeypatch: pytest.MonkeyPatch, value: str | None, asked: bool) -> None:
    monkeypatch.delenv(offline.SWITCH, raising=False)
    if value:
        monkeypatch.setenv(offline.SWITCH, value)
    assert offline.is_asked() is asked
