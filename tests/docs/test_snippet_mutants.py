"""What the site's blocks show would give a fault away: a digit of an output, an operator of the code."""

from __future__ import annotations

import ast
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.docs import forked, placed, sessions, snippet_mutants
from tests.docs.placed import Placed
from tests.record import Record

# Programs that show no output in their block: what they print stands on the page beside nnref's own losses, and
# tests/frameworks/test_distribution.py holds the one to the other.
WITHOUT_OUTPUT = {"session-04/distribution/index.html": 2}
LEAST = 0.9  # of the code's mutants; some change nothing, such as the sign of what an even function takes
# What each process imports before it forks, by the package that its blocks need. TensorFlow's first: it takes longest.
IMPORTS = {
    "tensorflow": ["nnref.keras", "tensorflow"],
    "": ["nnref", "numpy"],
    "sklearn": ["nnref", "sklearn.datasets"],
}
SHARES = {"": 2}  # where there are enough mutants to keep two cores at work


@pytest.fixture(scope="module")
def outcomes(runnable: list[Placed]) -> dict[Placed, list[sessions.Ran]]:
    """What came of each block that has an operator: as it is, and with each of its operators swapped."""
    able = [one for one in runnable if one.statements and snippet_mutants.operators(tree_of(one))]
    shares = []
    for package in IMPORTS:
        these, count = [one for one in able if one.needs == package], SHARES.get(package, 1)
        shares += [(package, these[start::count]) for start in range(count)]

    def run(share: tuple[str, list[Placed]]) -> list[list[sessions.Ran]]:
        package, these = share
        codes = [sessions.typed(one.statements) for one in these]
        return forked.run(IMPORTS[package], codes, talkative=bool(package)) if codes else []

    with ThreadPoolExecutor(2) as pool:
        came = pool.map(run, shares)
        return {
            one: ran
            for share, all_ran in zip(shares, came, strict=True)
            for one, ran in zip(share[1], all_ran, strict=True)
        }


def tree_of(one: Placed) -> ast.Module:
    """What a block types."""
    return ast.parse(sessions.typed(one.statements))


def test_every_digit_of_every_output_is_held(project: Path, ran: dict[Placed, sessions.Ran], record: Record) -> None:
    tried, missed = 0, []
    for one, came in ran.items():
        for place, wrong in snippet_mutants.digits(one.statements):
            faults = sessions.judged([*one.statements[:place], wrong, *one.statements[place + 1 :]], came)
            tried += 1
            if len(faults) != 1:
                output = "\n".join(wrong.output)
                missed.append(placed.message(one, [f"expected a fault, got {faults} for\n{output}"], project))
    assert not missed, "\n\n".join(missed)
    assert tried > 0
    record.mutants("outputs", tried, tried - len(missed))


def test_no_session_is_left_without_mutants(runnable: list[Placed]) -> None:
    left_out = Counter(one.page for one in runnable if not one.statements)
    assert left_out in (WITHOUT_OUTPUT, {}), "expected every other block to show what it prints"


def test_a_block_prints_in_a_child_what_it_prints_alone(
    project: Path, outcomes: dict[Placed, list[sessions.Ran]]
) -> None:
    # Were it otherwise, a mutant could be caught for what the child does to it, and not for its fault.
    for one, (right, *_) in outcomes.items():
        faults = sessions.judged(one.statements, right)
        assert not faults, placed.message(one, faults, project)


def test_a_swapped_operator_shows_in_what_a_block_prints(
    project: Path, outcomes: dict[Placed, list[sessions.Ran]], record: Record
) -> None:
    tried, survivors = 0, []
    for one, (_, *mutants) in outcomes.items():
        tried += len(mutants)
        for number, came in enumerate(mutants):
            if not sessions.judged(one.statements, came):
                swap = snippet_mutants.mutant(tree_of(one), number)[1]
                survivors.append(f"{placed.found_in(one, project)} ({one}), {swap}")
    caught = tried - len(survivors)
    print(f"{caught} of {tried} swapped operators show; these do not:", *survivors, sep="\n")
    assert caught >= LEAST * tried > 0, "\n".join(
        [
            f"expected {LEAST:.0%} of {tried} swapped operators to show, got {caught}.",
            "Let these blocks print what their code computes:",
            *survivors,
        ]
    )
    record.mutants("code", tried, caught)


SESSION = """\
>>> x = 3 - 1
>>> for k in range(2):
...     print(x * k + 4)
...
4
6
>>> 1 < x <= 9, -x, abs(x - 5) // 2
(True, -2, 1)
>>> y = 7 + 8"""


def test_every_digit_shown_is_raised_by_one() -> None:
    statements = sessions.read(SESSION)
    wrong = [(place, "\n".join(one.output)) for place, one in snippet_mutants.digits(statements)]
    assert wrong == [(1, "5\n6"), (1, "4\n7"), (2, "(True, -3, 1)"), (2, "(True, -2, 2)")]


def test_every_operator_is_swapped_once() -> None:
    tree = ast.parse(sessions.typed(sessions.read(SESSION)))
    before = ast.unparse(tree)
    mutants = [snippet_mutants.mutant(tree, number) for number in range(len(snippet_mutants.operators(tree)))]
    assert sorted(told for _, told in mutants) == [
        "line 1: 3 - 1 -> 3 + 1",
        "line 3: x * k + 4 -> x * k - 4",
        "line 3: x * k -> x / k",
        "line 5: -x -> +x",
        "line 5: 1 < x <= 9 -> 1 < x >= 9",
        "line 5: 1 < x <= 9 -> 1 > x <= 9",
        "line 5: abs(x - 5) // 2 -> abs(x - 5) * 2",
        "line 5: x - 5 -> x + 5",
        "line 6: 7 + 8 -> 7 - 8",
    ]
    assert ast.unparse(tree) == before
    assert all(ast.unparse(mutant) != before for mutant, _ in mutants)


@pytest.mark.parametrize("code", ["a.argmax()", "np.maximum(a, b)", "a in b", "a and b", "a += b", "a @ b", "a is b"])
def test_other_operators_and_names_are_swapped_too(code: str) -> None:
    tree = ast.parse(code)
    assert len(snippet_mutants.operators(tree)) == 1
    assert ast.unparse(snippet_mutants.mutant(tree, 0)[0]) != code


def test_a_swap_that_shows_is_told_from_one_that_does_not() -> None:
    statements = sessions.read(SESSION)
    tree = ast.parse(sessions.typed(statements))
    right, *mutants = forked.run([], [sessions.typed(statements)], talkative=False)[0]
    unseen = [number for number, came in enumerate(mutants) if not sessions.judged(statements, came)]
    assert sessions.judged(statements, right) == []
    assert [snippet_mutants.mutant(tree, number)[1] for number in unseen] == ["line 6: 7 + 8 -> 7 - 8"]


@pytest.mark.slow  # it waits for what never ends
def test_a_swap_that_never_ends_is_stopped() -> None:
    session = ">>> n = 2\n>>> while n > 0:\n...     n -= 1\n...\n>>> n\n0"
    statements = sessions.read(session)
    right, *mutants = forked.run([], [sessions.typed(statements)], talkative=False)[0]
    assert sessions.judged(statements, right) == []
    assert sorted(bool(came.fault) for came in mutants) == [False, True]  # n < 0 ends at once, n += 1 never
    assert all(sessions.judged(statements, came) for came in mutants)


@pytest.mark.parametrize(
    ("code", "stopped"),
    [
        pytest.param("while True: pass", True, id="no-end", marks=pytest.mark.slow),
        pytest.param("raise SystemExit", True, id="an-early-end"),
        pytest.param("import os; os.kill(os.getpid(), 9)", True, id="a-crash"),
        pytest.param("text = 'a' * 2**40", False, id="too-much-memory"),
        pytest.param("import warnings; warnings.warn('no')", False, id="a-warning"),
    ],
)
def test_what_goes_wrong_in_a_child_is_a_fault_and_touches_no_other(code: str, stopped: bool) -> None:
    (wrong, *_), (next_one, *_) = forked.run([], [code, "print('fine')"], talkative=False, seconds=1)
    assert bool(wrong.fault) is stopped
    assert sessions.judged(sessions.read(f">>> {code}"), wrong)
    assert sessions.judged(sessions.read(">>> print('fine')\nfine"), next_one) == []


def test_what_a_child_changes_is_as_it_was_in_the_next() -> None:
    codes = ["import math; math.pi = 3; x = 1", "import math; print(math.pi > 3, 'x' in dir())"]
    assert forked.run(["math"], codes, talkative=False)[1][0].outputs[-1][1] == "True False\n"
