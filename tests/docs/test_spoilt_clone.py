"""A clone with a mistake in it fails the tests that `make test` runs, and each mistake is told with its file and line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.paths import ROOT
from tests.conftest import copy_project

pytestmark = pytest.mark.planted


@dataclass(frozen=True)
class Mistake:
    """A text that stands once in a file, what it is spoilt to, and what the tests must then say."""

    file: str
    right: str
    wrong: str
    told: str

    def plant(self, clone: Path) -> None:
        """Spoil the clone."""
        path = clone / self.file
        text = path.read_text(encoding="utf-8")
        assert text.count(self.right) == 1, (self.file, self.right)
        path.write_text(text.replace(self.right, self.wrong), encoding="utf-8")


NEW_EQUATION = "\n\n$$\n\\lambda_q = 3 q\n$$\n"
SMUGGLED = '\n\n<div class="arithmatex">\\[\\sigma(z) = \\frac{1}{1 + e^{z}}\\]</div>\n'
NEW_CLAIM = """  - id: S4-31
    quote: more is better
    part: Recap
    slide: Can we generalise
    topic: Something new
    verdict: holds
    why: Nobody has looked yet.
    page: session-04/backpropagation.md
    anchor: the-recursion
    fault: { file: nnref/network.py, find: "delta.sum(axis=0)", put: "delta.mean(axis=0)" }

"""
ENDING = "Names the curve *logistique*."

IN_SOURCES = {
    "a-sign-in-an-equation-of-a-page": Mistake(
        "docs/session-04/sigmoid.md",
        "\\fun{\\sigma(z)} = \\frac{1}{1 + e^{-z}}",
        "\\fun{\\sigma(z)} = \\frac{1}{1 + e^{z}}",
        r"docs/session-04/sigmoid\.md:\d+: link 1 is false: \S+ = \S+",
    ),
    "a-sign-in-an-equation-of-a-docstring": Mistake(
        "nnref/losses.py",
        "% eq: cce\n    L = -\\sum_{i=1}^{K}",
        "% eq: cce\n    L = \\sum_{i=1}^{K}",
        r"nnref/losses\.py:\d+: link 1 is false",
    ),
    "an-equation-without-a-meaning": Mistake(
        "docs/session-04/tanh.md",
        "\n## Sources\n",
        f"{NEW_EQUATION}\n## Sources\n",
        r"docs/session-04/tanh\.md:\d+: '\w+' has no meaning here",
    ),
    "an-index-in-the-recursion": Mistake(
        "docs/session-04/backpropagation.md",
        "&= \\left( \\sum_{j=1}^{n_{l+1}} w_{ij}^{l+1} \\delta_j^{l+1} \\right) f'(z_i^{l})",
        "&= \\left( \\sum_{j=1}^{n_{l+1}} w_{ji}^{l+1} \\delta_j^{l+1} \\right) f'(z_i^{l})",
        r"docs/session-04/backpropagation\.md:\d+: (link 3 is false|the indices)",
    ),
    "a-digit-in-a-worked-example": Mistake(
        "docs/notation.md",
        "z_2^{1} = 1 \\cdot 0.2 + 2 \\cdot 0.5 + 0.1 = 1.3",
        "z_2^{1} = 1 \\cdot 0.2 + 2 \\cdot 0.5 + 0.1 = 1.4",
        r"docs/notation\.md:\d+: link 2 is false: 1\.3 = 1\.4",
    ),
    "a-number-typed-into-the-prose": Mistake(
        "docs/session-04/relu.md",
        "\n## Sources\n",
        "\nThe slope is 0.4172 there.\n\n## Sources\n",
        r"docs/session-04/relu\.md:\d+.*0\.4172",
    ),
    "a-digit-in-a-formula-in-the-prose": Mistake(
        "docs/session-04/digits.md",
        "$65 \\cdot 10 = 650$",
        "$65 \\cdot 10 = 651$",
        r"docs/session-04/digits\.md:\d+: .*link 1 is false: 650 = 651",
    ),
    "a-claim-without-a-test": Mistake(
        "docs/claims/session-04.yml",
        "  - id: S4-02\n",
        NEW_CLAIM + "  - id: S4-02\n",
        "S4-31: no test carries its marker",
    ),
    "a-citation-without-an-entry": Mistake(
        "docs/session-04/sigmoid.md",
        ENDING,
        f"{ENDING} See [@nobody1999].",
        r"docs/session-04/sigmoid\.md:\d+: .*nobody1999",
    ),
}

# A digit in the output of a snippet is planted in test_snippets.py, in a block of the built site.
SMUGGLED_EQUATION = Mistake(
    "docs/session-04/relu.md",
    "\n## Sources\n",
    f"{SMUGGLED}\n## Sources\n",
    "session-04/relu/index.html shows equations that no source has",
)

FAST = [
    "tests/equations/test_equations.py",
    "tests/equations/test_inline.py",
    "tests/docs/test_numbers.py",
    "tests/docs/test_bibliography.py",
    "tests/claims/test_claims_are_tested.py",
]


def run_tests(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run some of the tests in a clone."""
    command = [sys.executable, "-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(
        command, cwd=clone, env=os.environ | {"COLUMNS": "300"}, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def fast_run(project: Path, site: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the tests of the sources say about a clone with every mistake in it."""
    clone = copy_project(project, tmp_path_factory.mktemp("spoilt") / "clone")
    for mistake in IN_SOURCES.values():
        mistake.plant(clone)
    ended = run_tests(clone, "-m", "not slow", *FAST)
    assert ended.returncode == pytest.ExitCode.TESTS_FAILED, ended.stdout + ended.stderr
    return ended.stdout


@pytest.mark.parametrize("mistake", IN_SOURCES.values(), ids=IN_SOURCES)
def test_a_mistake_in_a_source_is_told(mistake: Mistake, fast_run: str) -> None:
    assert re.search(mistake.told, fast_run), fast_run


def test_an_equation_that_only_the_built_page_has_is_told(spoilt: Path) -> None:
    SMUGGLED_EQUATION.plant(spoilt)
    ended = run_tests(spoilt, "tests/equations/test_shown.py", "-k", "every_equation")
    assert ended.returncode == pytest.ExitCode.TESTS_FAILED, ended.stdout + ended.stderr
    assert re.search(SMUGGLED_EQUATION.told, ended.stdout), ended.stdout


def test_the_mistakes_are_not_in_the_project_itself() -> None:
    for mistake in (*IN_SOURCES.values(), SMUGGLED_EQUATION):
        assert mistake.right in (ROOT / mistake.file).read_text(encoding="utf-8")
