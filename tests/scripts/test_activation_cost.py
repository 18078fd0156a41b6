"""The record of what activations cost: whole, and shown as it is."""

import copy
import json
from datetime import date

import pytest

from scripts.benchmarks import activation_cost as benchmark
from scripts.examples import activation_cost as example

RECORD = json.loads(benchmark.RECORD.read_text(encoding="utf-8"))
CONTENDERS = list(benchmark.ACTIVATIONS)


def cells(line):
    return [cell.strip() for cell in line.strip("|").split("|")]


def rows(record, dtype):
    """The rows of the shown table, by what stands in the first cell."""
    body = example.table(record, dtype).splitlines()[2:]
    return {name: values for name, *values in map(cells, body)}


def test_record_says_when_and_where_it_was_measured():
    assert date.fromisoformat(RECORD["date"])
    assert RECORD["command"] == benchmark.COMMAND
    assert RECORD["seed"] == benchmark.SEED
    assert set(RECORD["machine"]) == {"processor", "cores", "threads", "system", "python", "numpy", "blas"}
    assert all(RECORD["machine"].values())
    assert RECORD["machine"]["threads"] == 1


def test_record_has_every_width_and_dtype_with_every_contender():
    found = [(entry["dtype"], entry["width"]) for entry in RECORD["entries"]]
    assert found == [(dtype, width) for dtype in ("float64", "float32") for width in benchmark.WIDTHS]
    for entry in RECORD["entries"]:
        assert entry["batch"] == benchmark.BATCH
        assert entry["runs"] == benchmark.RUNS
        assert entry["rounds"] == benchmark.ROUNDS[entry["width"]]
        assert list(entry["ratio_to_relu"]) == CONTENDERS
        assert list(entry["ratio_to_product"]) == CONTENDERS


@pytest.mark.parametrize("entry", RECORD["entries"], ids=lambda entry: f"{entry['dtype']}-{entry['width']}")
def test_ratios_of_an_entry_fit_together(entry):
    assert entry["ratio_to_relu"]["nnref.relu"] == 1
    for name, ratio in entry["ratio_to_product"].items():
        # Three ratios, each rounded to two digits, so each off by at most 5 %.
        assert ratio * entry["product_to_relu"] == pytest.approx(entry["ratio_to_relu"][name], rel=0.16)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_table_shows_exactly_the_ratios_of_the_record(dtype):
    entries = [entry for entry in RECORD["entries"] if entry["dtype"] == dtype]
    shown_width = next(entry for entry in entries if entry["width"] == example.SHOWN_WIDTH)
    shown = rows(RECORD, dtype)
    assert len(shown) == len(CONTENDERS) + 1
    for name in CONTENDERS:
        values = shown[example.LABELS[name]]
        wanted = [shown_width["ratio_to_relu"][name], *(entry["ratio_to_product"][name] for entry in entries)]
        assert [float(value) for value in values] == wanted
    assert [float(value) for value in shown["matrix product"]] == [shown_width["product_to_relu"], 1, 1, 1]


def test_a_changed_record_changes_the_table():
    changed = copy.deepcopy(RECORD)
    changed["entries"][0]["ratio_to_product"]["numpy.tanh"] += 0.01
    assert example.table(changed, "float64") != example.table(RECORD, "float64")
    assert example.table(changed, "float32") == example.table(RECORD, "float32")


def test_example_names_date_versions_and_both_tables():
    text = example.steps()
    worst = max(entry["largest_over_smallest"]["ratio_to_product"] for entry in RECORD["entries"])
    assert f"by up to {worst:g}" in text
    day = date.fromisoformat(RECORD["date"])
    assert f"{day.day} {day:%B %Y}" in text
    for field in ("processor", "python", "numpy", "blas"):
        assert RECORD["machine"][field] in text
    assert example.table(RECORD, "float64") in text
    assert example.indented(example.table(RECORD, "float32")) in text


def test_measuring_gives_an_entry_like_the_recorded_ones():
    entry = benchmark.entry(64, "float32", [benchmark.measure(64, "float32", rounds=2) for _ in range(2)])
    assert set(entry) == set(RECORD["entries"][0])
    assert (entry["width"], entry["dtype"], entry["runs"]) == (64, "float32", 2)
    assert entry["ratio_to_relu"]["nnref.relu"] == 1


@pytest.mark.claim("S4-14")
def test_entry_holds_ratios_of_medians_and_the_runs_disagreement():
    runs = [dict.fromkeys(CONTENDERS, 1.0) | {"product": product} for product in (10.0, 20.0, 40.0)]
    runs[0]["numpy.tanh"] = 3.0
    entry = benchmark.entry(64, "float64", runs)
    assert entry["ratio_to_relu"]["numpy.tanh"] == 1
    assert entry["ratio_to_product"]["numpy.tanh"] == 0.05
    assert entry["largest_over_smallest"] == {"ratio_to_relu": 3, "ratio_to_product": 12}


@pytest.mark.parametrize(
    ("ratio", "kept"), [(1.2345, 1.2), (0.012345, 0.012), (98.7, 99.0)], ids=["ones", "hundredths", "tens"]
)
def test_ratios_keep_two_digits(ratio, kept):
    assert benchmark.significant(ratio) == kept
