"""The house rules that no tool of others checks: locks, what is committed, and the Markdown of pages and docstrings."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from nnref import __version__
from scripts import examples, figures
from scripts.paths import DOCS, ROOT
from tests.docs import sources

PAGES = sources.Project(ROOT).pages()
PROSE = [*PAGES, *sorted(ROOT.glob("*.md"))]
STYLESHEETS = sorted((DOCS / "stylesheets").glob("*.css"))
LOCKS = ("site", "test", "audit")


def relative(path: Path) -> str:
    """A readable id."""
    return path.relative_to(ROOT).as_posix()


def requirements(lock: str) -> dict[str, list[str]]:
    """The lines of each requirement of a lock, by its name and version."""
    found: dict[str, list[str]] = {}
    for line in lock.splitlines():
        if line and not line.startswith((" ", "#")):
            found[line.split(" ")[0]] = []
        if line.strip().startswith("--hash"):
            found[next(reversed(found))].append(line.strip(" \\"))
    return found


def lock_faults(lock: str) -> list[str]:
    """What a lock must not be: unpinned, without hashes, or tied to a place."""
    wrong = [line for line in lock.splitlines() if re.search(r"://|--(?:extra-)?index-url|--find-links|^-e|@ ", line)]
    for name, hashes in requirements(lock).items():
        if not re.fullmatch(r"[a-z0-9.-]+==[^\s;]+", name):
            wrong.append(f"{name}: not pinned")
        if not hashes or not all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", told) for told in hashes):
            wrong.append(f"{name}: no hash")
    return wrong


def npm_faults(lock: str) -> list[str]:
    """The same for npm."""
    wrong = []
    for name, package in json.loads(lock)["packages"].items():
        if name and not package.get("integrity", "").startswith("sha512-"):
            wrong.append(f"{name}: no hash")
        if "resolved" in package:
            wrong.append(f"{name}: an address")
        if package.get("hasInstallScript"):
            wrong.append(f"{name}: runs a script when it is installed")
    return wrong


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_a_hash_for_everything_and_an_address_for_nothing(name: str) -> None:
    lock = (ROOT / "requirements" / f"{name}.lock").read_text()
    assert requirements(lock)
    assert lock_faults(lock) == []


def test_the_npm_lock_has_a_hash_for_everything_and_an_address_for_nothing() -> None:
    assert npm_faults((ROOT / "package-lock.json").read_text()) == []


@pytest.mark.parametrize(
    "lock",
    [
        pytest.param("numpy>=2 \\\n    --hash=sha256:" + "0" * 64, id="not-pinned"),
        pytest.param("numpy==2.4.0\n", id="no-hash"),
        pytest.param("numpy==2.4.0 \\\n    --hash=md5:0", id="weak-hash"),
        pytest.param("--index-url https://example.org/simple\n", id="index"),
        pytest.param("numpy @ https://example.org/numpy.whl \\\n    --hash=sha256:" + "0" * 64, id="address"),
    ],
)
def test_a_faulty_lock_is_caught(lock: str) -> None:
    assert lock_faults(lock)


@pytest.mark.parametrize(
    "package",
    [
        {"version": "1"},
        {"integrity": "sha512-x", "resolved": "https://example.org"},
        {"integrity": "sha512-x", "hasInstallScript": True},
    ],
)
def test_a_faulty_npm_lock_is_caught(package: dict[str, str]) -> None:
    assert npm_faults(json.dumps({"packages": {"node_modules/katex": package}}))


def test_npm_runs_no_script_of_a_package() -> None:
    assert "ignore-scripts=true" in (ROOT / ".npmrc").read_text().splitlines()


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_what_is_asked_for(name: str) -> None:
    asked = (ROOT / "requirements" / f"{name}.in").read_text()
    names = re.findall(r"^([a-z][a-z0-9-]*)", asked, re.MULTILINE)
    locked = {told.partition("==")[0] for told in requirements((ROOT / "requirements" / f"{name}.lock").read_text())}
    assert set(names) <= locked


def test_the_tests_run_on_the_packages_that_the_site_is_built_with() -> None:
    site, test = (requirements((ROOT / "requirements" / f"{name}.lock").read_text()) for name in ("site", "test"))
    assert set(site) <= set(test)


def test_package_json_pins_what_it_asks_for() -> None:
    asked = json.loads((ROOT / "package.json").read_text())["dependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert asked == {name: locked[f"node_modules/{name}"]["version"] for name in asked}


def test_what_commands_make_is_ignored_and_not_committed() -> None:
    ignored = [line.lstrip("/") for line in (ROOT / ".gitignore").read_text().splitlines()]
    assert {".venv", "node_modules", "docs/generated/", "site/", "dist/", ".cache/", "__pycache__/"} <= set(ignored)
    if (ROOT / ".git").exists():  # an unpacked archive has no index to look into
        command = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]
        assert subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout == ""


def configuration() -> dict[str, object]:
    """mkdocs.yml as it is written, the tags of MkDocs and Material aside."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("!", lambda loader, suffix, node: f"!{suffix}")
    Loader.add_multi_constructor("tag:", lambda loader, suffix, node: f"!{suffix}")
    return yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader)


def test_mkdocs_yml_keeps_to_what_zensical_reads_too() -> None:
    written = configuration()
    plugins = [name if isinstance(name, str) else next(iter(name)) for name in written["plugins"]]
    assert plugins == ["search", "offline", "mkdocstrings"]
    assert "hooks" not in written
    assert "custom_dir" not in written["theme"]


def test_mkdocs_yml_is_as_strict_as_it_can_be() -> None:
    written = configuration()
    assert written["strict"] is True
    levels = {name: level for part in written["validation"].values() for name, level in part.items()}
    assert set(levels.values()) == {"warn"}
    assert set(levels) == {"omitted_files", "not_found", "absolute_links", "anchors", "unrecognized_links"}
    snippets = next(e for e in written["markdown_extensions"] if isinstance(e, dict) and "pymdownx.snippets" in e)
    assert snippets["pymdownx.snippets"]["check_paths"] is True


def test_mkdocs_yml_fetches_nothing_from_others() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    addresses = set(re.findall(r"https?://[^\s\"']+", text))
    assert addresses == {"http://127.0.0.1:8000/"}
    assert configuration()["theme"]["font"] is False


def test_every_place_of_the_version_says_the_same() -> None:
    assert "version" in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dynamic"]
    assert re.search(rf"^## \[?{re.escape(__version__)}\b", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)


@pytest.mark.parametrize("page", PROSE, ids=relative)
def test_every_fence_of_a_page_names_its_language(page: Path) -> None:
    sources.fences(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_displayed_equations_stand_alone(page: Path) -> None:
    sources.displayed(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_no_table_of_a_page_loses_a_cell(page: Path) -> None:
    assert sources.faulty_rows(page.read_text(encoding="utf-8")) == []


@pytest.mark.slow  # the first time, it runs the experiments
@pytest.mark.parametrize("stem", examples.stems())
def test_a_worked_example_is_sound_markdown(stem: str) -> None:
    steps = importlib.import_module(f"scripts.examples.{stem}").steps()
    sources.fences(steps)
    sources.displayed(steps)
    assert sources.faulty_rows(steps) == []
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", steps), "a control character: a string with formulas is not raw"


def all_docstrings() -> Iterator[object]:
    """Every docstring that the reference can show."""
    for member in sources.Project(ROOT).package.modules.values():
        for docstring in sources.docstrings(member):
            yield pytest.param(docstring, id=f"{member.name}-{docstring.splitlines()[0][:30]}")


@pytest.mark.parametrize("docstring", list(all_docstrings()))
def test_a_docstring_is_sound_markdown(docstring: str) -> None:
    sources.displayed(docstring)
    assert sources.faulty_rows(docstring) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a\n\n$$\nx\n", id="no-end"),
        pytest.param("a\n\n$$ x $$\n", id="on-one-line"),
        pytest.param("a\n$$\nx\n$$\n", id="no-blank-before"),
        pytest.param("a\n\n$$\nx\n$$\nb", id="no-blank-after"),
        pytest.param("a\n\n$$\nx\n$$.\n", id="a-full-stop"),
    ],
)
def test_a_faulty_equation_is_caught(text: str) -> None:
    with pytest.raises(ValueError, match="line"):
        sources.displayed(text)


def test_equations_are_counted_and_those_in_code_are_not() -> None:
    text = "$$\nx\n$$\n\n```text\n$$\n```\n\n!!! lecture\n    $$\n    y\n    $$\n"
    assert sources.displayed(text) == [1, 10]


@pytest.mark.parametrize(
    ("row", "is_right"),
    [
        pytest.param("| a | $|x|$ |", False, id="bars"),
        pytest.param(r"| a | $\lvert x \rvert$ |", True, id="lvert"),
        pytest.param("| a | b | c |", False, id="a-cell-too-many"),
        pytest.param("| a | `x | y` |", True, id="code"),
    ],
)
def test_a_row_that_loses_its_end_is_caught(row: str, is_right: bool) -> None:
    assert (sources.faulty_rows(f"| on paper | in code |\n|---|---|\n{row}\n") == []) is is_right


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_a_page_links_within_the_notes_or_to_a_safe_address(page: Path) -> None:
    text = "\n".join(sources.without_fences(page.read_text(encoding="utf-8")))
    for target in re.findall(r"\]\(([^)\s]+)", text):
        if re.match(r"[a-z]+:", target):
            assert target.startswith(("https://", "mailto:")), target
        elif not target.startswith("#"):
            assert not target.startswith("/"), f"{target}: an absolute address forgets the base path"
            place = (page.parent / target.partition("#")[0]).resolve()
            assert place.is_relative_to(DOCS), f"{target} leads out of docs/"


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_a_heading_holds_no_mathematics(page: Path) -> None:
    lines = sources.without_fences(page.read_text(encoding="utf-8"))
    assert [line for line in lines if re.match(r"#+ .*\$", line)] == []


def test_every_figure_and_every_example_is_shown_on_a_page() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    unseen = [stem for stem in figures.stems() if f"figures/{stem.replace('_', '-')}.svg" not in text]
    unseen += [stem for stem in examples.stems() if f"examples/{stem.replace('_', '-')}.md" not in text]
    assert unseen == []


@pytest.mark.parametrize("sheet", STYLESHEETS, ids=lambda path: path.name)
def test_a_stylesheet_has_no_rule_that_makes_every_change_dear(sheet: Path) -> None:
    # With :has() a browser looks at every element again whenever one comes or goes: it doubled an explorer's answer.
    assert ":has(" not in re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
