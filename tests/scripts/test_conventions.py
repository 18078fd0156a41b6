"""The record of conventions: whole, shown as it is, and made by measurements that can tell."""

from __future__ import annotations

import copy
import json
from datetime import date

import numpy as np
import pytest

from scripts.conventions import COMMAND, CORRECTED, LIBRARIES, QUESTIONS, RECORD, UNCORRECTED, measure
from scripts.examples import conventions as example

pytestmark = pytest.mark.slow

TOLD = json.loads(RECORD.read_text(encoding="utf-8"))


def cells(record):
    """The shown table: the cells of each row, by what stands in the first one."""
    body = example.table(record).splitlines()[2:]
    return {
        name.strip(): [cell.strip() for cell in rest] for name, *rest in (row.strip("|").split("|") for row in body)
    }


def test_record_has_an_answer_of_every_library_to_every_question():
    assert TOLD["command"] == COMMAND
    assert date.fromisoformat(TOLD["date"])
    assert list(TOLD["answers"]) == list(QUESTIONS)
    for answers in TOLD["answers"].values():
        assert list(answers) == list(LIBRARIES)
        assert all(answers.values())
    assert set(TOLD["versions"]) == {"nnref", "numpy", "tensorflow", "keras", "torch", "jax"}


def test_table_shows_every_answer():
    shown = cells(TOLD)
    assert list(shown) == [example.ASKED[question] for question in QUESTIONS]
    for question in QUESTIONS:
        for library, cell in zip(example.LIBRARIES, shown[example.ASKED[question]], strict=True):
            for answer in TOLD["answers"][question][library].values():
                assert example.value(answer) in cell


def test_where_answers_differ_the_cell_says_whose_they_are():
    cell = cells(TOLD)[example.ASKED["leaky_slope"]][1]
    assert cell.split("<br>") == [
        "`tf.nn.leaky_relu`, `keras.activations.leaky_relu`: $0.2$",
        "`keras.layers.LeakyReLU`: $0.3$",
    ]


def test_a_changed_answer_changes_its_cell_alone():
    changed = copy.deepcopy(TOLD)
    changed["answers"]["leaky_slope"]["torch"] = {"F.leaky_relu": 0.02}
    before, after = cells(TOLD), cells(changed)
    different = [(name, i) for name in before for i in range(4) if before[name][i] != after[name][i]]
    assert different == [(example.ASKED["leaky_slope"], 2)]


def test_an_answer_that_the_table_has_no_words_for_is_refused():
    changed = copy.deepcopy(TOLD)
    changed["answers"]["reduction"]["torch"] = {"F.cross_entropy": "sum over the rows"}
    with pytest.raises(KeyError):
        example.table(changed)


def test_example_names_date_and_versions():
    text = example.steps()
    day = date.fromisoformat(TOLD["date"])
    assert f"{day.day} {day:%B %Y}" in text
    assert all(version in text for version in TOLD["versions"].values())


def adam(epsilon, place):
    """A first step of an Adam with this epsilon in this place, worked out from its definition."""

    def step(gradient, given):
        eps = epsilon if given is None else given
        m, v = 0.1 * gradient, 0.001 * gradient**2
        if place == CORRECTED:
            return (m / 0.1) / ((v / 0.001) ** 0.5 + eps)
        return 0.001**0.5 / 0.1 * m / (v**0.5 + eps)

    return step


@pytest.mark.parametrize("place", [CORRECTED, UNCORRECTED])
@pytest.mark.parametrize("epsilon", [1e-8, 1e-7, 3e-7, 1e-6])
def test_adams_epsilon_and_its_place_are_recognised(epsilon, place):
    assert measure.adam_place(adam(epsilon, place)) == place
    assert measure.adam_epsilon(adam(epsilon, place)) == pytest.approx(epsilon, rel=1e-5)


def test_an_epsilon_elsewhere_is_not_taken_for_either():
    with pytest.raises(ValueError, match="got none"):
        measure.adam_place(lambda gradient, epsilon: gradient / (gradient**2 + epsilon**2) ** 0.5)


@pytest.mark.parametrize(
    ("reduce", "told"),
    [
        (np.mean, "mean over the rows"),
        (np.sum, "sum over the rows"),
        (lambda losses: losses, "one loss a row"),
        (lambda losses: np.mean(losses).astype(np.float32), "mean over the rows"),
    ],
    ids=["mean", "sum", "none", "float32"],
)
def test_a_reduction_is_recognised(reduce, told):
    assert measure.reduction(lambda z, y: reduce(-z[np.arange(len(y)), y])) == told


def test_another_reduction_is_not_taken_for_one():
    with pytest.raises(ValueError, match="got none"):
        measure.reduction(lambda z, y: np.max(-z[:, 0]))


def drawn(kind, rng):
    """Weights of the layer that is measured."""
    shape = (measure.N_IN, measure.N_OUT)
    if kind == "uniform, variance 1 / (3 n_in)":
        return rng.uniform(-(3**-0.5), 3**-0.5, shape)
    if kind == "uniform, variance 2 / (n_in + n_out)":
        return (6 / sum(shape)) ** 0.5 * rng.uniform(-1, 1, shape)
    if kind == "normal, variance 2 / n_in":
        return rng.normal(scale=(2 / 3) ** 0.5, size=shape)
    return np.zeros(shape)


@pytest.mark.parametrize(
    "kind",
    ["uniform, variance 1 / (3 n_in)", "uniform, variance 2 / (n_in + n_out)", "normal, variance 2 / n_in", "zeros"],
)
def test_a_distribution_is_recognised(kind):
    assert measure.distribution(drawn(kind, np.random.default_rng(1))) == kind


def test_a_distribution_without_a_name_is_not_taken_for_one():
    rng = np.random.default_rng(1)
    with pytest.raises(ValueError, match="got none"):
        measure.distribution(1.05 * drawn("normal, variance 2 / n_in", rng))


@pytest.mark.parametrize(
    ("loss", "told"),
    [
        (np.inf, "none: the loss is infinite"),
        (16.118, "at 1e-07: the loss is 16.12"),
        (100.0, "at 4e-44: the loss is 100.00"),
    ],
    ids=["none", "keras", "another"],
)
def test_clipping_is_recognised(loss, told):
    assert measure.clipping(loss) == told


def test_a_layout_is_recognised():
    assert measure.layout((measure.N_IN, measure.N_OUT)) == "(inputs, outputs)"
    assert measure.layout((measure.N_OUT, measure.N_IN)) == "(outputs, inputs)"
