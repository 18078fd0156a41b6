"""The directive of `scripts.markdown.numbers`: what it computes, and that a wrong one breaks the build."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import markdown
import pytest
from mkdocs.exceptions import BuildError

from scripts.paths import DOCS, ROOT


@pytest.fixture(scope="module")
def convert() -> markdown.Markdown:
    names = ["admonition", "tables", "pymdownx.arithmatex", "pymdownx.superfences", "scripts.markdown.numbers"]
    return markdown.Markdown(extensions=names)


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        pytest.param("so {{ sigmoid(1.1):.4f }}.", "<p>so 0.7503.</p>", id="prose"),
        pytest.param("| a |\n|---|\n| {{ relu(0.5):g }} |", "<td>0.5</td>", id="table"),
        pytest.param("!!! note\n    **{{ np.pi:.2f }}**", "<strong>3.14</strong>", id="box"),
        pytest.param("{{ -1234.5:,.1f }} {{ 2:+.2f }} {{ 0.5:.0% }}", "−1,234.5 +2.00 50%", id="formats"),
        pytest.param('{{ asked("leaky_slope", "tf.nn.leaky_relu"):g }}', "0.2", id="record-of-conventions"),
        pytest.param('{{ measured("digits")["results"]["nnref"]["accuracy"]:.1% }}', "94.7%", id="record"),
        pytest.param("`{{ x }}` and $x$", "<code>{{ x }}</code>", id="not-in-code"),
        pytest.param("```\n{{ x }}\n```", "{{ x }}", id="not-in-a-fence"),
    ],
)
def test_a_directive_becomes_its_number(convert: markdown.Markdown, source: str, shown: str) -> None:
    assert shown in convert.convert(source)


def test_a_directive_can_ask_an_experiment(convert: markdown.Markdown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scripts.experiments.result", {"depth": {"rate": 0.25}}.__getitem__)
    assert convert.convert('{{ result("depth")["rate"]:.2f }}') == "<p>0.25</p>"


@pytest.mark.parametrize(
    ("directive", "reason"),
    [
        pytest.param("{{ sigmoyd(1.1):.4f }}", "NameError: name 'sigmoyd' is not defined", id="unknown-name"),
        pytest.param("{{ sigmoid(1.1) }}", "expected an expression, a colon and a format", id="no-format"),
        pytest.param("{{ sigmoid(1.1):.4q }}", "expected an expression, a colon and a format", id="unknown-format"),
        pytest.param("{{ sigmoid(1.1:.4f }}", "SyntaxError", id="no-expression"),
        pytest.param("{{ sigmoid([1, 2]):.4f }}", "expected one finite number", id="array"),
        pytest.param("{{ np.inf:.4f }}", "expected one finite number", id="infinite"),
        pytest.param("{{ 1e-7:g }}", "a format that needs no power of ten", id="too-small-for-its-format"),
        pytest.param('{{ measured("nothing"):g }}', "FileNotFoundError", id="no-such-record"),
        pytest.param('{{ asked("leaky_slope", "np.relu"):g }}', "nobody asked np.relu", id="no-such-function"),
    ],
)
def test_a_directive_that_gives_no_number_breaks_the_build(
    convert: markdown.Markdown, directive: str, reason: str
) -> None:
    with pytest.raises(BuildError, match=re.escape(reason)) as refused:
        convert.convert(directive)
    assert directive in str(refused.value)


PAGE = "import markdown; print(markdown.markdown(open('docs/a.md').read(), extensions=['scripts.markdown.numbers']))"


@pytest.fixture
def rooms(tmp_path: Path) -> Path:
    """The rooms that a directive looks into, and nothing else."""
    for folder in ("nnref", "scripts"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(DOCS / "measurements", tmp_path / "docs" / "measurements")
    return tmp_path


def run(rooms: Path, code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=rooms, capture_output=True, text=True, check=False)


def test_a_wrong_expression_is_told_with_file_and_line(rooms: Path) -> None:
    (rooms / "docs" / "a.md").write_text("# A\n\nIt is {{ sigmoid(1.1, 2):.4f }}.\n", "utf-8")
    ended = run(rooms, PAGE)
    assert ended.returncode != 0
    assert "docs/a.md:3: {{ sigmoid(1.1, 2):.4f }} gives no number: TypeError" in ended.stderr


def test_the_live_server_shows_what_an_edit_of_nnref_changed(rooms: Path) -> None:
    (rooms / "docs" / "a.md").write_text("{{ leaky_relu_prime(-1):g }}", "utf-8")
    edit = (
        "from pathlib import Path; path = Path('nnref/activations.py'); code = path.read_text('utf-8');"
        "path.write_text(code.replace('negative_slope: float = 0.1', 'negative_slope: float = 0.25'), 'utf-8')"
    )
    ended = run(rooms, "\n".join((PAGE, edit, PAGE)))
    assert ended.stdout.split() == ["<p>0.1</p>", "<p>0.25</p>"], ended.stderr
