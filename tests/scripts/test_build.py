"""The build: everything generated, the same bytes each time, and stopped by whatever is wrong, by file and line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from nnref import __version__
from scripts import assets, install, lock, paths
from scripts import build as builder
from scripts.paths import ROOT, write_if_changed

Build = Callable[..., subprocess.CompletedProcess[str]]
CUT = ROOT / "tests" / "network"  # on PYTHONPATH, it cuts the network


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def times(folder: Path) -> dict[Path, int]:
    """When each file below a folder was written."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


@pytest.mark.long
def test_a_second_build_gives_the_same_bytes_generates_nothing_and_needs_no_network(
    site: Path, served: str, project: Path, tmp_path: Path, build: Build
) -> None:
    before = times(project / "docs" / "generated")
    refused = tmp_path / "refused"
    again = build(project, tmp_path / "again", served, PYTHONPATH=str(CUT), REFUSED=str(refused))
    assert again.returncode == 0, again.stdout
    assert not refused.exists(), refused.read_text(encoding="utf-8")
    first, second = files(site), files(tmp_path / "again")
    assert set(first) == set(second)
    assert [name for name in first if first[name] != second[name]] == []
    assert times(project / "docs" / "generated") == before
    assert "drawing" not in again.stdout


def test_the_site_carries_what_its_pages_need(site: Path) -> None:
    shipped = files(site)
    assert f"generated/wheels/nnref-{__version__}-py3-none-any.whl" in shipped
    (style,) = (path for name, path in shipped.items() if re.fullmatch(r"assets/stylesheets/site\.\w+\.min\.css", name))
    # One of each sheet's own rules: KaTeX's, the text face's, the quantities'.
    assert all(rule in style for rule in (b".katex{", b"Source Serif 4", b"--q-loss:"))
    assert [name for name in shipped if name.endswith((".md", ".json")) and "generated" in name] == []
    assert [name for name in shipped if name.endswith((".woff", ".ttf"))] == []


def test_the_address_of_the_site_is_the_one_that_it_was_built_for(site: Path, served: str) -> None:
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    addresses = re.findall(r"<loc>(.*?)</loc>", sitemap)
    assert addresses
    assert all(address.startswith(served) for address in addresses)


def plant(path: Path, right: str, wrong: str) -> int:
    """Replace the first `right` in a file; the line where it stood."""
    text = path.read_text(encoding="utf-8")
    assert right in text, f"{path.name} has no {right!r} to spoil"
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    return text.count("\n", 0, text.index(right)) + 1


def failed(ended: subprocess.CompletedProcess[str]) -> str:
    """What a build said that had to fail."""
    assert ended.returncode != 0, "the build went on in spite of the fault"
    return ended.stdout


def named(output: str, name: str, line: int, reach: int = 12) -> bool:
    """Whether the output names the file, and a line where the planted formula is: it begins a little before its fault."""
    places = [int(found) for found in re.findall(rf"{re.escape(name)}:(\d+)", output)]
    return any(line - reach <= place <= line for place in places)


@pytest.mark.planted
def test_a_bad_formula_in_a_page_stops_the_build_by_file_and_line(spoilt: Path, tmp_path: Path, build: Build) -> None:
    line = plant(spoilt / "docs" / "session-04" / "sigmoid.md", r"\frac{1}", r"\frca{1}")
    told = failed(build(spoilt, tmp_path / "site", "http://127.0.0.1/"))
    assert named(told, "docs/session-04/sigmoid.md", line), told
    assert r"\frca" in told


@pytest.mark.planted
def test_a_bad_formula_in_a_docstring_stops_the_build_by_file_and_line(spoilt: Path, tmp_path: Path) -> None:
    line = plant(spoilt / "nnref" / "activations.py", r"\frac{1}", r"\frca{1}")
    # Pages alone: every figure depends on nnref, and drawing them all again would tell nothing here.
    code = f"import pathlib, sys; from scripts.build import build; sys.exit(build(pathlib.Path({str(tmp_path / 'site')!r})))"
    ended = subprocess.run([sys.executable, "-c", code], cwd=spoilt, capture_output=True, text=True, check=False)
    told = ended.stdout + ended.stderr
    assert ended.returncode != 0, told
    assert named(told, "nnref/activations.py", line), told


@pytest.mark.planted
def test_dead_links_and_forgotten_pages_stop_the_build_each_by_name(spoilt: Path, tmp_path: Path, build: Build) -> None:
    with (spoilt / "docs" / "notation.md").open("a", encoding="utf-8") as page:
        page.write("\n[a](nowhere.md) [b](session-04/relu.md#nowhere) [c](/session-04/) [d](nowhere/)\n")
    (spoilt / "docs" / "forgotten.md").write_text("# Forgotten\n", encoding="utf-8")
    told = failed(build(spoilt, tmp_path / "site", "http://127.0.0.1/"))
    for fault in ("'nowhere.md'", "#nowhere", "'/session-04/'", "'nowhere/'"):
        assert [line for line in told.splitlines() if fault in line and "WARNING" in line], told
    assert re.search(r"WARNING .*not included in the \"nav\".*\n.*forgotten\.md", told), told


@pytest.mark.planted
@pytest.mark.parametrize(
    ("added", "said"),
    [
        pytest.param("![](generated/figures/never-drawn.svg)", "No figure 'never-drawn' was drawn", id="figure"),
        pytest.param('--8<-- "examples/never-written.md"', "never-written.md", id="example"),
        pytest.param("::: nnref.activations.never_defined", "never_defined", id="docstring"),
    ],
)
def test_what_is_missing_stops_the_build(spoilt: Path, tmp_path: Path, build: Build, added: str, said: str) -> None:
    with (spoilt / "docs" / "notation.md").open("a", encoding="utf-8") as page:
        page.write(f"\n{added}\n")
    assert said in failed(build(spoilt, tmp_path / "site", "http://127.0.0.1/"))


@pytest.mark.planted
def test_a_figure_without_words_stops_the_build(spoilt: Path, tmp_path: Path, build: Build) -> None:
    with (spoilt / "scripts" / "figures" / "sigmoid.py").open("a", encoding="utf-8") as module:
        module.write('\n\ndef alt() -> str:\n    return ""\n')
    assert "alt() must say what the figure shows" in failed(build(spoilt, tmp_path / "site", "http://127.0.0.1/"))


# --- what needs no site


@pytest.mark.parametrize(
    "attempt",
    [
        "urllib.request.urlopen('http://192.0.2.1/', timeout=5)",
        "urllib.request.urlopen('https://example.com/', timeout=5)",
        "socket.create_connection(('2001:db8::1', 443), timeout=5)",
    ],
)
def test_a_request_for_the_network_is_refused_and_told(attempt: str, tmp_path: Path) -> None:
    refused = tmp_path / "refused"
    code = f"import socket, urllib.request\n{attempt}"
    cut = {"PYTHONPATH": str(CUT), "REFUSED": str(refused)}
    ended = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | cut, capture_output=True, text=True, check=False
    )
    assert "The network is cut" in ended.stderr
    assert refused.read_text(encoding="utf-8").split() in (["192.0.2.1"], ["example.com"], ["2001:db8::1"])


def test_this_machine_is_reached_without_a_network(tmp_path: Path) -> None:
    code = (
        "import socket; s = socket.create_server(('127.0.0.1', 0)); socket.create_connection(s.getsockname()); print(1)"
    )
    cut = {"PYTHONPATH": str(CUT), "REFUSED": str(tmp_path / "refused")}
    ended = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | cut, capture_output=True, text=True, check=False
    )
    assert (ended.stdout.strip(), (tmp_path / "refused").exists()) == ("1", False)


def test_a_file_is_written_only_when_it_changed(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file.txt"
    assert write_if_changed(path, "σ")
    before = times(tmp_path)
    assert not write_if_changed(path, "σ".encode())
    assert times(tmp_path) == before
    assert write_if_changed(path, "τ")
    assert path.read_text(encoding="utf-8") == "τ"


def test_a_write_that_is_cut_short_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file.txt"
    write_if_changed(path, "old")

    def refuse(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(paths.Path, "replace", refuse)
    with pytest.raises(KeyboardInterrupt):
        write_if_changed(path, "new")
    assert path.read_text() == "old"


@pytest.fixture
def generated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for the wheel and the line that installs it."""
    monkeypatch.setattr(install, "GENERATED", tmp_path)
    monkeypatch.setattr(install, "WHEELS", tmp_path / "wheels")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return tmp_path


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://someone.github.io/notes/", "https://someone.github.io/notes/"),
        ("https://someone.github.io/notes", "https://someone.github.io/notes/"),
        (None, install.DEFAULT_ADDRESS),
    ],
    ids=["slash", "no-slash", "none"],
)
def test_the_install_line_has_the_site_s_own_address(
    generated: Path, monkeypatch: pytest.MonkeyPatch, address: str | None, expected: str
) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    if address:
        monkeypatch.setenv("SITE_URL", address)
    install.write()
    line = f"python -m pip install {expected}generated/wheels/nnref-{__version__}-py3-none-any.whl"
    assert (generated / "examples" / "install.md").read_text() == f"```bash\n{line}\n```\n"


def test_the_wheel_holds_the_package_and_asks_for_numpy_alone(generated: Path) -> None:
    install.write()
    (wheel,) = (generated / "wheels").iterdir()
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        metadata = archive.read(f"nnref-{__version__}.dist-info/METADATA").decode()
    sources = {path.relative_to(ROOT).as_posix() for path in (ROOT / "nnref").iterdir() if path.is_file()}
    assert {name for name in names if ".dist-info/" not in name} == sources
    required = re.findall(r"^Requires-Dist: (.*)$", metadata, re.MULTILINE)
    assert [name for name in required if "extra ==" not in name] == ["numpy>=2"]
    assert re.findall(r"^Requires-Python: (.*)$", metadata, re.MULTILINE) == [">=3.11"]


def test_a_wheel_is_written_once_and_an_old_one_removed(generated: Path) -> None:
    install.write()
    (generated / "wheels" / "nnref-0.0.0-py3-none-any.whl").touch()
    before = times(generated / "wheels")
    install.write()
    after = times(generated / "wheels")
    assert len(after) == 1
    assert after.items() <= before.items()


@pytest.mark.usefixtures("generated")
def test_every_font_of_the_stylesheets_is_copied_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "ASSETS", tmp_path / "assets")
    (tmp_path / "assets" / "fonts").mkdir(parents=True)
    (tmp_path / "assets" / "fonts" / "old.woff2").touch()
    assets.copy()
    named_fonts: set[str] = set()
    for css in (tmp_path / "assets").glob("*.css"):
        named_fonts |= {
            address.strip("\"'") for address in re.findall(r"url\(([^)]*)\)", css.read_text(encoding="utf-8"))
        }
    copied = {f"fonts/{path.name}" for path in (tmp_path / "assets" / "fonts").iterdir()}
    assert named_fonts == copied
    assert all(name.endswith(".woff2") for name in copied)


def test_missing_packages_are_told_with_the_command_that_brings_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "KATEX", tmp_path / "katex")
    with pytest.raises(SystemExit, match=r"run `make site`") as told:
        assets.copy()
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("fault", ["no-git", "no-repository"])
def test_without_git_the_time_is_fixed(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise FileNotFoundError

    if fault == "no-git":
        monkeypatch.setattr(builder.subprocess, "run", missing)
    else:
        monkeypatch.setattr(builder, "ROOT", tmp_path)
        monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert builder.last_commit_time() == builder.EPOCH_WITHOUT_GIT


@pytest.mark.parametrize(
    ("name", "slip"),
    [
        ("requirements/site.lock", "--index-url https://packages.example/simple\n"),
        ("requirements/test.lock", "numpy @ https://packages.example/numpy-2.4.6.whl\n"),
        ("requirements/audit.lock", "--extra-index-url https://packages.example/simple\n"),
        ("package-lock.json", '{"resolved": "https://packages.example/katex-0.19.1.tgz"}\n'),
    ],
)
def test_a_lock_with_an_address_is_refused_when_it_is_written(
    name: str, slip: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lock, "ROOT", tmp_path)
    for written in lock.WRITTEN:
        (tmp_path / written).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / written, tmp_path / written)
    assert lock.refuse_addresses() == 0
    with (tmp_path / name).open("a") as spoilt_lock:
        spoilt_lock.write(slip)
    assert lock.refuse_addresses() == 1
    assert capsys.readouterr().err.startswith(f"{name}: an address slipped in")
