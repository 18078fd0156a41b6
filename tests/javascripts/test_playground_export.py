"""The Python program that the playground hands out prints the playground's own numbers, in a fresh interpreter."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts.markdown.katex import NODE
from scripts.paths import DOCS, ROOT

pytestmark = pytest.mark.slow

# The program and its numbers come from states on standard input, as the explorer's own view writes them.
ASK = """
import { text } from "node:stream/consumers";
const folder = process.argv[1];
const { default: explorer } = await import(`${folder}/explorers/playground.mjs`);
const { snippet } = await import(`${folder}/explorers/playground/snippet.mjs`);
const { defaults } = await import(`${folder}/kit/parameters.mjs`);
const answers = JSON.parse(await text(process.stdin)).map((changes) => {
  const state = { ...defaults(explorer.parameters), ...changes };
  const { loss, right, y, step } = explorer.model(state);
  return { program: snippet({ ...state, t: step }), loss, accuracy: right / y.length, step };
});
process.stdout.write(JSON.stringify(answers));
"""
NEAR = 1e-12  # relative: both sides add up in orders of their own, and the steps keep the difference small
FOUR_LAYERS = {"layers": "4", **{f"units{layer}": "8" for layer in range(1, 5)}}
OWN = [[0.5, -0.25, 1], [-1.5, 1, 0], [0, 0.75, 1], [-0.4, -0.4, 0], [0.01, 0, 1]]

STATES: dict[str, dict[str, Any]] = {
    "as it opens": {},
    "before the first step": {"t": 0, "data": "circles"},
    "no hidden layer": {"layers": "0", "optimizer": "sgd", "rate": 0.5, "t": 150},
    "batches of 32": {"data": "circles", "batch": "32", "optimizer": "momentum", "rate": 0.05, "t": 100, "seed": 7},
    "batches of 8, an epoch begun": {"batch": "8", "optimizer": "sgd", "rate": 0.1, "t": 61, "seed": 3},
    "single points": {"data": "circles", "batch": "1", "optimizer": "sgd", "rate": 0.02, "t": 430, "f1": "sigmoid"},
    "a spiral, two kinds of layers": {
        **{"data": "spiral", "layers": "2", "units1": "8", "units2": "5", "f1": "relu", "f2": "leaky_relu"},
        **{"init": "he_uniform", "rate": 0.02, "t": 90, "seed": 1234},
    },
    "four deep": {**FOUR_LAYERS, "data": "spiral", "f4": "linear", "rate": 0.005, "t": 60, "seed": 5},
    "weights all alike": {"init": "constant", "rate": 0.05, "t": 40},
    "weights all 0": {"data": "own", "points": OWN, "init": "zeros", "optimizer": "sgd", "rate": 0.3, "t": 100},
    "own points": {"data": "own", "rate": 0.05, "t": 75},
    "own points, fewer than a batch": {"data": "own", "points": OWN, "batch": "8", "t": 30},
    "own points, batches that do not divide them": {"data": "own", "batch": "8", "t": 33, "rate": 0.03, "seed": 0},
    "a single point": {"data": "own", "points": [[1.25, -0.5, 0]], "t": 3},
    "many points": {
        **{"data": "own", "points": [[k / 50 - 1, (k * k % 97) / 97 // 0.01 / 100, k % 2] for k in range(100)]},
        **{"batch": "32", "optimizer": "momentum", "rate": 0.05, "t": 50},
    },
    "the last step before it breaks down": {
        **FOUR_LAYERS,
        **{f"f{layer}": "linear" for layer in range(1, 5)},
        **{"optimizer": "sgd", "rate": 10, "t": 50, "seed": 5},
    },
}


def ask(states: list[dict[str, Any]], folder: Path = DOCS / "javascripts") -> list[dict[str, Any]]:
    """For each state the program, and the explorer's numbers."""
    command = [str(NODE), "--input-type=module", "-e", ASK, folder.as_uri()]
    run = subprocess.run(
        command, input=json.dumps(states), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr
    answers: list[dict[str, Any]] = json.loads(run.stdout)
    return answers


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, Any]]:
    """What the playground shows and hands out, state by state."""
    return dict(zip(STATES, ask(list(STATES.values())), strict=True))


def printed(program: str) -> dict[str, float]:
    """What a program prints, alone in a fresh interpreter."""
    command = [sys.executable, "-I", "-W", "error", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{program}"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (run.returncode, run.stderr) == (0, "")
    return {name: float(number) for name, number in (line.split() for line in run.stdout.splitlines())}


@pytest.mark.parametrize("name", STATES)
def test_the_program_prints_what_the_playground_shows(answers: dict[str, dict[str, Any]], name: str) -> None:
    told = answers[name]
    found = printed(told["program"])
    assert found.keys() == {"loss", "accuracy"}
    assert found["accuracy"] == told["accuracy"]
    assert found["loss"] == pytest.approx(told["loss"], rel=NEAR, abs=0)


@pytest.mark.parametrize("name", STATES)
def test_the_program_is_short_and_narrow(answers: dict[str, dict[str, Any]], name: str) -> None:
    lines = answers[name]["program"].splitlines()
    assert len(lines) <= 30 + len(STATES[name].get("points", [])) // 2
    assert max(map(len, lines)) <= 80


def test_a_state_breaks_down(answers: dict[str, dict[str, Any]]) -> None:
    state = STATES["the last step before it breaks down"]
    assert 0 < answers["the last step before it breaks down"]["step"] < state["t"]


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ("learning_rate=0.1", "learning_rate=0.1000001"),
        ("epochs=40", "epochs=41"),
        ("default_rng(2)", "default_rng(3)"),
        ("first - second", "second - first"),
        ("rng=rng)", "rng=2)"),
    ],
    ids=["rate", "steps", "seed", "points", "weights"],
)
def test_another_program_prints_something_else(answers: dict[str, dict[str, Any]], there: str, instead: str) -> None:
    told = answers["as it opens"]
    assert told["program"].count(there) == 1
    found = printed(told["program"].replace(there, instead))
    assert found["loss"] != pytest.approx(told["loss"], rel=NEAR, abs=0)


def test_without_points_there_is_nothing_to_run() -> None:
    [told] = ask([{"data": "own", "points": []}])
    assert all(line.startswith("#") for line in told["program"].splitlines())
