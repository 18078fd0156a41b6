"""The next lecture costs its own files and one line of navigation: a small one, in a copy of the project, passes the gate."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from difflib import ndiff
from functools import partial
from pathlib import Path

import pytest

from scripts.paths import ROOT
from tests import workers
from tests.docs import notebooks, pages
from tests.lecture import laying

pytestmark = [pytest.mark.slow, pytest.mark.long]

# What belongs to the lecture has its name or its session's in that of its test. The rest looks at all lectures at once: at
# what they have in common, and at lists that nothing may be missing from.
OWN = ("softplus", "session-{:02}", "session_{:02}")
COMMON = (
    "test_claims_are_shown",
    "test_every_claim_has_a_test",
    "test_a_fault_is_in_the_code",
    "test_without_a_fault",
    "test_html",
    "test_llms",
    "test_sharing",
    "test_reference",
    "test_every_figure",
    "test_every_typed_decimal",
    "test_readers_and_the_search",
    "test_every_fence_is_a_block",
    "test_every_block_is_found",
    "test_every_block_is_a_cell",
    "test_no_word_of_a_page_is_lost",
    "test_shown",
    "test_what_is_not_evaluated",
    "test_every_scenario_gives",
    "test_the_reviewed_list",
    "test_mutation_record",
)
FOLDERS = ("claims", "docs", "equations", "figures", "nnref", "scripts", "site")


def run(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a module of a project; what it says is in `stdout`."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=project,
        env=os.environ
        | {"SOURCE_DATE_EPOCH": "1700000000", "COLUMNS": "300", "MYPY_CACHE_DIR": str(project / ".mypy")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def own_files(number: int) -> set[str]:
    """The files of the lecture, where they are in the project."""
    return {laying.renumbered(path.relative_to(laying.FILES).as_posix(), number) for path in laying.sources()}


@dataclass(frozen=True)
class Proved:
    """A copy with the lecture in it, what the gate said of it, and the site that it built."""

    project: Path
    number: int
    said: str
    site: Path

    @property
    def folder(self) -> str:
        """The lecture's folder."""
        return f"session-{self.number:02}"

    @property
    def page(self) -> Path:
        """Its built page."""
        return self.site / self.folder / "index.html"


@pytest.fixture(scope="module")
def proved(server: tuple[Path, str]) -> Proved:
    """The lecture, in a copy of its own, where the tests that concern it have run: once, however many share this run."""
    folder, number = server[0] / "lecture", laying.next_free(ROOT)
    project, said = folder / "copy", folder / "said.txt"

    def prove() -> None:
        laying.copied(project)
        chosen = " or ".join([*(name.format(number) for name in OWN), *COMMON])
        gate = run(
            *(project, "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", f"--basetemp={folder / 'run'}"),
            *("-k", chosen, *(f"tests/{name}" for name in FOLDERS)),
        )
        said.write_text(f"{gate.stdout}\nended with {gate.returncode}", encoding="utf-8")

    workers.once(folder, prove)
    return Proved(project, number, said.read_text(encoding="utf-8"), folder / "run" / "served0" / "notes")


def test_its_style_and_types_are_right(proved: Proved) -> None:
    ended = run(proved.project, "scripts.lint")
    assert ended.returncode == 0, ended.stdout


def test_all_that_concerns_it_passes(proved: Proved) -> None:
    assert proved.said.endswith("ended with 0"), proved.said
    passed = int(re.findall(r"(\d+) passed", proved.said)[-1])
    assert passed > 250
    assert "skipped" not in proved.said.splitlines()[-2]


def test_nothing_differs_but_its_own_files_and_one_line_of_navigation(proved: Proved) -> None:
    expected = dict.fromkeys(own_files(proved.number), "new") | {"mkdocs.yml": "changed"}
    assert laying.differences(ROOT, proved.project) == expected
    before, after = ((project / "mkdocs.yml").read_text("utf-8").splitlines() for project in (ROOT, proved.project))
    changed = [line for line in ndiff(before, after) if line[:1] in "+-"]
    assert changed == [f"+ {laying.renumbered(laying.NAVIGATION, proved.number).rstrip()}"]


def test_its_page_shows_all_that_it_has(proved: Proved) -> None:
    page = pages.page(proved.page)
    assert {f"s{proved.number}-01", f"s{proved.number}-02"} <= pages.ids(proved.page)
    assert len(pages.formulas(page)) == 3
    assert [node.attributes["id"] for node in page.walk() if node.tag == "figure"] == ["figure-softplus"]
    assert [block.language for block in pages.blocks(page)] == ["pycon"] * 3  # its own, and those of two docstrings
    assert "0.6931" in page.text()
    assert any("∞" in node.text() for node in page.walk() if node.tag == "td"), "the worked example"


def test_its_statements_are_listed_with_their_tests(proved: Proved) -> None:
    listed = pages.page(proved.site / proved.folder / "lecture-checked" / "index.html")
    assert {f"s{proved.number}-01", f"s{proved.number}-02"} <= {node.attributes.get("id") for node in listed.walk()}
    text = listed.text()
    assert "Of 2 statements 1 holds as it stands and 1 had to be corrected." in text
    assert f"tests/claims/test_session_{proved.number:02}.py::test_softplus_is_ln_2_at_0_and_never_0" in text


@pytest.mark.parametrize("place", ["llms.txt", "llms-full.txt", "sitemap.xml", "search/search_index.json"])
def test_what_lists_pages_has_it(place: str, proved: Proved) -> None:
    assert f"{proved.folder}/" in (proved.site / place).read_text(encoding="utf-8")


def test_its_notebook_runs_and_prints_what_the_page_shows(proved: Proved, tmp_path: Path) -> None:
    (take,) = (node for node in pages.page(proved.page).walk() if node.has_class("nn-take"))
    address = next(link for link in pages.links(take) if link.endswith(".ipynb"))
    notebook = notebooks.read(proved.page.parent / address)
    done = notebooks.run({"lecture": notebook}, tmp_path, proved.project)["lecture"]
    assert notebooks.differences(notebook, done) == []
    assert [cell for cell in done.cells if "softplus_prime(2.0)" in cell.source and cell.outputs]


# Planted faults: one in each of its files that a teacher may get wrong


@dataclass(frozen=True)
class Mistake:
    """A text that stands once in a file, what it is spoilt to, which tests see it, and what they must say; as in Session 5."""

    file: str
    right: str
    wrong: str
    tests: tuple[str, ...]
    told: str


MISTAKES = {
    "a-wrong-equation": Mistake(
        "docs/session-05/index.md",
        r"\frac{d}{dz} \ln(1 + e^{z})",
        r"\frac{d}{dz} \ln(1 + e^{-z})",
        ("tests/equations/test_equations.py", "-k", "session-05"),
        r"docs/session-05/index\.md:\d+: link 1 is false",
    ),
    "a-claim-without-a-test": Mistake(
        "tests/claims/test_session_05.py",
        '@pytest.mark.claim("S5-02")\n',
        "",
        ("tests/claims/test_claims_are_tested.py", "-k", "every_claim_has_a_test"),
        "S5-02: no test carries its marker",
    ),
    "a-claim-whose-words-the-page-changes": Mistake(
        "docs/session-05/index.md",
        '"At 0, softplus is 0, like ReLU."',
        '"At 0, softplus is 1, like ReLU."',
        ("tests/claims/test_claims_are_shown.py", "-k", "its_words_and_its_verdict"),
        r"docs/session-05/index\.md:\d+: expected S5-02's words",
    ),
    "a-claim-in-another-session-s-list": Mistake(
        "docs/claims/session-05.yml",
        "  - id: S5-02\n",
        "  - id: S4-31\n",
        ("tests/claims/test_claims_are_tested.py", "-k", "every_claim_has_a_test"),
        r"S4-31: expected in docs/claims/session-04\.yml",
    ),
    "a-figure-without-words": Mistake(
        "scripts/figures/softplus.py",
        "def alt() -> str:",
        "def nothing() -> str:",
        ("tests/scripts/test_figures.py", "-k", "softplus and four_functions"),
        r"scripts/figures/softplus\.py: a figure needs alt\(\)",
    ),
    "a-figure-without-a-table": Mistake(
        "scripts/figures/softplus.py",
        "def table() -> style.Table:",
        "def nothing() -> style.Table:",
        ("tests/scripts/test_figures.py", "-k", "softplus and four_functions"),
        r"scripts/figures/softplus\.py: a figure needs table\(\)",
    ),
    "a-number-that-is-typed": Mistake(
        "docs/session-05/index.md",
        "{{ nnref.softplus.softplus(0.0):.4f}}",
        "0.6932",
        ("tests/docs/test_numbers.py", "-k", "every_typed_decimal"),
        r"docs/session-05/index\.md:\d+: 0\.6932 is typed in",
    ),
    "a-module-without-its-entry": Mistake(
        "docs/session-05/index.md",
        "::: nnref.softplus.softplus_prime\n",
        "",
        ("tests/docs/test_reference.py", "-k", "exactly_one_entry"),
        r"nnref\.softplus\.softplus_prime: 0 entries, expected 1",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_it_is_told(mistake: Mistake, tmp_path: Path) -> None:
    project = laying.copied(tmp_path / "copy")
    of_this = partial(laying.renumbered, number=laying.next_free(ROOT))
    path = project / of_this(mistake.file)
    text, right = path.read_text(encoding="utf-8"), of_this(mistake.right)
    assert text.count(right) == 1, right
    path.write_text(text.replace(right, of_this(mistake.wrong)), encoding="utf-8")
    ended = run(project, "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", *map(of_this, mistake.tests))
    assert ended.returncode not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED), ended.stdout
    assert re.search(of_this(mistake.told), ended.stdout), ended.stdout
