"""Every block of code on the site runs alone, where a reader would run it, and prints what the page shows."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import markdown
import pytest
from mkdocs.config import load_config

from scripts.paths import ROOT
from tests.docs import pages, placed, sessions, sources
from tests.docs.conftest import INSTALL
from tests.docs.placed import EXTRAS, Placed
from tests.docs.reader import packages_of
from tests.record import Record

# Blocks that no interpreter runs, by the beginning of their first line: commands for a clone, and words to quote.
NOT_RUN = {
    "about/licence/index.html": ['From "Neural networks, proved"', "@misc{nnref,"],
    "about/speed/index.html": [".venv/bin/python -m scripts.benchmarks.training_step"],
    "index.html": ["make test"],
}


def test_every_fence_is_a_block_on_its_page(project: Path, site: Path) -> None:
    # A fence that a missing blank, or the fence before, has swallowed never becomes a block, and nothing would run it.
    origin = sources.Project(project)
    for source in origin.pages():
        place = source.relative_to(project / "docs").with_suffix("")
        folder = place.parent if place.name == "index" else place
        shown = [block.language for block in pages.blocks(pages.page(site / folder / "index.html"))]
        assert shown == origin.languages(source), source.name


def test_every_block_runs_alone_and_prints_what_its_page_shows(
    project: Path,
    blocks: list[Placed],
    ran: dict[Placed, sessions.Ran],
    subtests: pytest.Subtests,
    record: Record,
) -> None:
    right = Counter[str]()
    for one, came in ran.items():
        faults = one.faults(came)
        with subtests.test(str(one)):
            assert not faults, placed.message(one, faults, project)
        right[placed.source_of(one.page, project)] += not faults
    origin = sources.Project(project)
    languages = Counter(language for source in origin.pages() for language in origin.languages(source))
    left_out = sum(one.runs for one in blocks) - len(ran)
    assert len(ran) + left_out == sum(languages[language] for language in sessions.RUNNABLE) > 0
    for page, count in right.items():
        assert (project / "docs" / f"{page}.md").is_file(), page
        record(page, "snippets", count)


def test_every_block_is_found_in_the_sources(project: Path, blocks: list[Placed]) -> None:
    assert [str(one) for one in blocks if not placed.found_in(one, project)] == []


def test_a_digit_changed_in_an_output_is_told_with_its_page_block_and_line(
    project: Path, ran: dict[Placed, sessions.Ran]
) -> None:
    right = next(one for one in ran if one.page.startswith("session-04/") and one.statements[0].output == [])
    lines = right.block.shown.splitlines()
    row = next(row for row, line in enumerate(lines) if re.match(r"[^>.].*\d", line))
    wrong = re.sub(r"\d", lambda digit: str((int(digit[0]) + 1) % 10), lines[row], count=1)
    shown = "\n".join([*lines[:row], wrong, *lines[row + 1 :]])
    faults = replace(right, block=replace(right.block, shown=shown)).faults(ran[right])
    told = placed.message(right, faults, project)
    assert right.faults(ran[right]) == []
    place, _, rest = told.partition(" (")
    file, line = place.split(":")
    assert (project / file).read_text(encoding="utf-8").splitlines()[int(line) - 1 + row].strip() == lines[row].strip()
    assert rest.startswith(f"{right}):")
    assert f"the page shows\n{wrong}" in told
    assert f"it prints\n{lines[row]}" in told


def test_a_block_that_imports_more_than_numpy_says_so_in_its_title(blocks: list[Placed]) -> None:
    for one in blocks:
        if one.block.title:
            assert one.block.title in EXTRAS, f"{one}: expected a title among {list(EXTRAS)}"
            assert re.search(rf"{EXTRAS[one.block.title]}|keras", one.block.shown), str(one)


def test_blocks_that_are_not_run_are_known(blocks: list[Placed]) -> None:
    found: dict[str, list[str]] = {}
    for one in blocks:
        if not one.runs and not one.block.shown.startswith(INSTALL):
            found.setdefault(one.page, []).append(one.block.shown)
    assert set(found) == set(NOT_RUN)
    for page, shown in found.items():
        known = [block.startswith(beginning) for block, beginning in zip(shown, NOT_RUN[page], strict=True)]
        assert all(known), (page, shown)


def test_nnref_asks_its_reader_for_numpy_alone(reader: str) -> None:
    code = "import importlib.metadata as m, json; print(json.dumps([d.metadata['Name'] for d in m.distributions()]))"
    assert set(json.loads(sessions.run(reader, code).stdout)) <= {"nnref", "numpy", "pip", "setuptools"}
    code = "import importlib.metadata as m; print([r for r in m.requires('nnref') if 'extra' not in r])"
    assert sessions.run(reader, code).stdout.strip() == "['numpy>=2']"


def test_the_reader_runs_what_the_wheel_brought(project: Path, reader: str) -> None:
    # Were it this project's folder that is imported, a wheel without half of its modules would pass.
    place = Path(sessions.run(reader, "import nnref; print(nnref.__file__)").stdout.strip())
    assert place.parent == packages_of(Path(reader)) / "nnref"
    shipped = {path.name for path in (project / "nnref").iterdir() if path.is_file()}
    assert shipped <= {path.name for path in place.parent.iterdir()}
    assert "py.typed" in shipped


GOOD = """\
>>> import numpy as np
>>> for k in range(2):
...     print(k)
...
0
1
>>> np.array([0.5, 1.0]).round(4)
array([0.5, 1. ])
>>> np.array([0.26894, 2.0]).round(4)
array([0.2689, 2.    ])
>>> print("a\\n\\nb")
a

b
>>> int("one")
Traceback (most recent call last):
    ...
ValueError: invalid literal for int() with base 10: 'one'"""


def copy_of(session: str) -> str:
    """What a perfect copy button gives."""
    return sessions.typed(sessions.read(session))


def test_a_right_block_passes() -> None:
    assert sessions.faults(sys.executable, "pycon", GOOD, copy_of(GOOD)) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        pytest.param("0.2689, 2.", "0.2688, 2.", id="a-wrong-digit"),
        pytest.param("array([0.5, 1. ])", "array([0.5, 1])", id="an-int-for-a-float"),
        pytest.param("array([0.2689, 2.    ])", "array([0.2689, 2.    ], dtype=float32)", id="another-dtype"),
        pytest.param("import numpy as np", "import math", id="a-missing-import"),
        pytest.param("\n0\n1\n", "\n0\n", id="a-missing-line"),
        pytest.param("a\n\nb\n", "a\nb\n", id="a-missing-blank-line"),
        pytest.param("base 10", "base 2", id="another-message"),
        pytest.param("ValueError", "TypeError", id="another-exception"),
        pytest.param("base 10: 'one'", "base 10: 'one'\n```\nProse.", id="a-swallowed-fence"),
        pytest.param(">>> import", ">>>import", id="a-prompt-without-its-blank"),
        pytest.param(">>> import", "Look:\n>>> import", id="a-line-before-the-prompt"),
        pytest.param("0.26894, 2.0", "0.26894, 2.0,", id="a-prompt-that-the-button-does-not-copy"),
    ],
)
def test_a_fault_planted_in_a_block_is_caught(right: str, wrong: str) -> None:
    assert GOOD.count(right) == 1
    faulty = GOOD.replace(right, wrong)
    copied = copy_of(GOOD) if "import" not in right else copy_of(GOOD).replace("import numpy as np", "import math")
    assert sessions.faults(sys.executable, "pycon", faulty, copied)


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(">>> import warnings\n>>> warnings.warn('no')", id="a-warning"),
        pytest.param(">>> import sys\n>>> print('no', file=sys.stderr)", id="a-message"),
        pytest.param(">>> x = (1,\n... ", id="broken-syntax"),
        pytest.param(">>> raise SystemExit", id="an-end"),
        pytest.param(">>> from nnref.nothing import x", id="an-import-that-fails"),
    ],
)
def test_what_a_session_does_not_show_is_caught(code: str) -> None:
    assert sessions.faults(sys.executable, "pycon", code, copy_of(code))


def test_a_session_that_the_button_would_copy_with_its_prompts_is_caught() -> None:
    assert sessions.faults(sys.executable, "pycon", GOOD, None)


@pytest.mark.parametrize(("code", "is_right"), [("print(1 + 1)", True), ("import nothing_of_this_name", False)])
def test_a_script_must_end_well(code: str, is_right: bool) -> None:
    assert (sessions.faults(sys.executable, "python", code, None) == []) is is_right


def test_an_array_of_ints_does_not_pass_for_one_of_floats() -> None:
    session = ">>> import numpy as np\n>>> np.array([1.0, 2.0])\narray([1, 2])"
    assert sessions.faults(sys.executable, "pycon", session, copy_of(session))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("```\nx\n```", "line 1: expected one of", id="no-language"),
        pytest.param("```py\nx\n```", "line 1: expected one of", id="an-unknown-language"),
        pytest.param("```{ .pycon }\nx\n```", "line 1: expected one of", id="attributes"),
        pytest.param("a\n\n```pycon\n>>> 1\n1", "line 3: the fence is not closed", id="never-closed"),
        pytest.param("```pycon\n>>> 1\n1\n\nText.\n\n```pycon\n>>> 2\n```", "line 7: expected the end", id="swallowed"),
        pytest.param("```pycon\n>>> 1\n    ```\n", "line 3: expected the end", id="another-indent"),
    ],
)
def test_a_faulty_fence_is_caught(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        sources.fences(text)


def test_fences_are_found_wherever_they_stand() -> None:
    text = "```pycon title='a'\n>>> 1\n```\n\n??? solution\n\n    ```text\n    ``x`` and `y`\n    ```\n"
    assert [(fence.line, fence.language) for fence in sources.fences(text)] == [(1, "pycon"), (7, "text")]


def test_a_fence_that_never_becomes_a_block_is_missed(tmp_path: Path) -> None:
    # Indented without a list or a box to belong to, it is quoted text for Markdown, and no block for any tool that runs blocks.
    text = "# A\n\n```pycon\n>>> 1\n1\n```\n\n    ```pycon\n    >>> 2\n    2\n    ```\n"
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "page.md").write_text(text)
    config = load_config(str(ROOT / "mkdocs.yml"))
    made = markdown.markdown(text, extensions=config.markdown_extensions, extension_configs=config.mdx_configs)
    shown = [block.language for block in pages.blocks(pages.parse(made))]
    assert sources.Project(tmp_path).languages(tmp_path / "docs" / "page.md") == ["pycon", "pycon"]
    assert shown == ["pycon", "text"]
