"""What the playground's page says of its experiments is what one sees there."""

from __future__ import annotations

import json
import math
import re
import subprocess
from typing import Any

import pytest

from scripts.markdown.katex import NODE
from scripts.paths import DOCS

pytestmark = pytest.mark.slow

PAGE = DOCS / "explore" / "playground.md"
LINKS = re.findall(r"\]\((\?playground\.[^)]*)\)", PAGE.read_text(encoding="utf-8"))
GUESSING = math.log(2)
ASK = """
import { text } from "node:stream/consumers";
const folder = process.argv[1];
const { default: explorer } = await import(`${folder}/explorers/playground.mjs`);
const { read } = await import(`${folder}/kit/address.mjs`);
const answers = JSON.parse(await text(process.stdin)).map(([query, changes]) => {
  const { state, complaints } = read(explorer, query);
  return { ...explorer.model({ ...state, ...changes }), state, complaints };
});
process.stdout.write(JSON.stringify(answers));
"""


def ask(*asked: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """What the playground shows at a link, with what the reader is told to change there."""
    command = [str(NODE), "--input-type=module", "-e", ASK, (DOCS / "javascripts").as_uri()]
    run = subprocess.run(
        command, input=json.dumps(asked), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr
    answers: list[dict[str, Any]] = json.loads(run.stdout)
    return answers


def test_the_page_has_its_links() -> None:
    assert len(LINKS) == 5


@pytest.mark.parametrize("link", LINKS)
def test_a_link_opens_the_state_that_it_names(link: str) -> None:
    [shown] = ask((link, {}))
    assert shown["complaints"] == []
    for key, text in re.findall(r"playground\.(\w+)=([^&]*)", link):
        assert str(shown["state"][key]) == text


def test_a_line_is_not_enough_and_two_are() -> None:
    line, trained, linear, bent = ask(
        (LINKS[0], {}),
        (LINKS[0], {"t": 2000}),
        (LINKS[0], {"layers": "2", "f1": "linear", "f2": "linear", "t": 500}),
        (LINKS[1], {}),
    )
    for shown in (line, trained, linear):
        assert 0.4 < shown["right"] / 200 < 0.6
        assert shown["loss"] == pytest.approx(GUESSING, rel=0.01)
    assert bent["right"] / 200 > 0.95


def test_units_that_start_alike_stay_alike() -> None:
    alike, zeros = ask((LINKS[2], {}), (LINKS[2], {"init": "zeros"}))
    assert all(len(set(row)) == 1 for row in alike["weights"][0])
    assert len(set(alike["biases"][0])) == 1
    assert alike["right"] / 200 == pytest.approx(0.75, abs=0.02)
    assert zeros["norms"] == [0, 0]
    assert zeros["loss"] == pytest.approx(GUESSING)


def test_news_does_not_arrive_and_arrives() -> None:
    rectified = {f"f{layer}": "relu" for layer in range(1, 5)} | {"init": "he_uniform"}
    first, stuck, relu, adam = ask(
        (LINKS[3], {}),
        (LINKS[3], {"t": 2000}),
        (LINKS[3], {"t": 300, **rectified}),
        (LINKS[3], {"t": 300, "optimizer": "adam"}),
    )
    assert 1 / 1500 < first["norms"][0] / first["norms"][-1] < 1 / 700
    assert stuck["loss"] == pytest.approx(GUESSING, rel=1e-4)
    assert relu["right"] == adam["right"] == 200


def test_the_spiral_is_solved() -> None:
    [shown] = ask((LINKS[4], {}))
    assert shown["right"] == 200
