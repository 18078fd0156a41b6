from __future__ import annotations

import re

import pytest

from scripts.examples import cross_entropy, zero_probability
from scripts.figures.cross_entropy import Y_PRED, Y_TRUE


def cells(text: str, row: str) -> list[str]:
    """What a table shows in the line that starts with `row`."""
    (line,) = (line for line in text.splitlines() if line.startswith(f"| {row} |"))
    return [cell.strip() for cell in line.strip("|").split("|")][-3:]


@pytest.mark.claim("S4-06", "S4-07")
@pytest.mark.parametrize(
    ("row", "base_10", "nats", "bits"),
    [
        ("row 1, dog", "1.30103", "2.99573", "4.32193"),
        ("row 2, elephant", "1.00000", "2.30259", "3.32193"),
        ("row 3, cat", "0.22185", "0.51083", "0.73697"),
        ("**sum**", "2.52288", "5.80914", "8.38082"),
        ("**mean**", "0.84096", "1.93638", "2.79361"),
    ],
    ids=["row-1", "row-2", "row-3", "sum", "mean"],
)
def test_lectures_rows_cost_what_a_hand_calculation_gives(row: str, base_10: str, nats: str, bits: str) -> None:
    assert cells(cross_entropy.steps(), row) == [base_10, nats, bits]


@pytest.mark.parametrize("digits", ["1.30", "2.52"], ids=["S4-06", "S4-07"])
def test_lectures_two_digits_stand_in_the_worked_steps(digits: str) -> None:
    steps, _, _ = cross_entropy.steps().partition("| --- |")
    assert re.search(rf"\\approx {re.escape(digits)}\d*", steps)


def test_sum_is_nowhere_negative() -> None:
    assert re.search(r"(=|\\approx|\|) -\d", cross_entropy.steps()) is None


def test_integer_and_one_hot_labels_cost_the_same() -> None:
    text = cross_entropy.steps()
    one_hot, integers = re.findall(r"^\| (?:one-hot|integers): .* \| ([\d.]+) \|$", text, flags=re.MULTILINE)
    assert one_hot == integers == "1.93638"


def test_another_prediction_changes_the_text() -> None:
    y_pred = ((0.8, 0.15, 0.05), *Y_PRED[1:])
    text = cross_entropy.steps(y_pred=y_pred)
    assert cells(text, "row 1, dog") == ["0.82391", "1.89712", "2.73697"]  # -log 0.15
    assert "1.30103" not in text
    assert "2.52288" not in text


def test_another_label_changes_the_text() -> None:
    y_true = ((1, 0, 0), *Y_TRUE[1:])
    text = cross_entropy.steps(y_true=y_true)
    assert "the truth is elephant, which was given 0.9" in text
    assert "integers: 0, 0, 2" in text
    assert "1.30103" not in text


@pytest.mark.parametrize(
    ("lead", "losses"),
    [
        ("2", ["2.127", "2.127", "2.127"]),
        ("20", ["20.000", "16.118", "20.000"]),
        ("800", [r"$\infty$", "16.118", "800.000"]),
    ],
    ids=["ordinary", "clipped", "rounded-to-zero"],
)
def test_only_the_logits_keep_the_loss_of_a_vanished_probability(lead: str, losses: list[str]) -> None:
    assert cells(zero_probability.steps(), lead) == losses


def test_other_leads_change_the_text() -> None:
    assert cells(zero_probability.steps(leads=(3,)), "3") == ["3.049"] * 3  # ln(1 + e^3)
