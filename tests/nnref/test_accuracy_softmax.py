"""Softmax, its logarithm, the loss and its gradient against mpmath, in units in the last place."""

import mpmath
import numpy as np
import pytest

from nnref import (
    categorical_crossentropy_from_logits,
    categorical_crossentropy_from_logits_prime,
    log_softmax,
    softmax,
)
from scripts.benchmarks.accuracy import textbook_gradient, textbook_loss, textbook_softmax
from scripts.benchmarks.reference import true_values, ulp_errors
from scripts.benchmarks.reference_softmax import ROWS_OF_A_KIND, labels, logits, true_row, true_rows

FUNCTIONS = {
    "softmax": lambda z, y: softmax(z),
    "log_softmax": lambda z, y: log_softmax(z),
    "loss": lambda z, y: categorical_crossentropy_from_logits(y, z, reduction="none"),
    "gradient": lambda z, y: categorical_crossentropy_from_logits_prime(y, z, reduction="sum"),
}
TEXTBOOK = {
    "softmax": textbook_softmax,
    "log_softmax": lambda z: np.log(textbook_softmax(z)),
    "loss": textbook_loss,
    "gradient": textbook_gradient,
}


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("classes", ROWS_OF_A_KIND)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_error_is_within_the_promised_ulp(name, classes, dtype):
    # The project's promise: 3 ulp up to 100 classes, 5 up to 1,000, and 1 for float32.
    bound = 1.0 if dtype == "float32" else 3.0 if classes <= 100 else 5.0
    z, y = logits(classes, dtype), labels(classes, dtype)
    truth = getattr(true_rows(classes, dtype), name)
    with np.errstate(all="raise"):
        results = FUNCTIONS[name](z, y)
    assert results.dtype == dtype
    assert ulp_errors(results, truth).max() <= bound
    # Neither 0 nor a subnormal number may stand for a normal one.
    assert (results.ravel()[np.abs(truth.nearest) > np.finfo(dtype).tiny] != 0).all()


@pytest.mark.parametrize("classes", [classes for classes in ROWS_OF_A_KIND if classes >= 10])
def test_of_log_softmax_only_its_last_steps_are_rounded(classes):
    # An ulp for the logarithm and half of one for the sum: what the differences before them lose is put back.
    truth = true_rows(classes, "float64").log_softmax
    assert ulp_errors(log_softmax(logits(classes, "float64")), truth).max() <= 1.5


@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_textbook_formula_is_caught(name):
    with np.errstate(all="ignore"):
        results = TEXTBOOK[name](logits(3, "float64"))
    assert ulp_errors(results, getattr(true_rows(3, "float64"), name)).max() > 100


def test_a_planted_error_of_four_ulp_is_caught():
    truth = true_rows(3, "float64").softmax
    off_by_4 = truth.nearest.copy()
    off_by_4[100] += 4 * truth.ulp[100]
    assert ulp_errors(truth.nearest, truth).max() <= 0.5
    assert ulp_errors(off_by_4, truth).max() > 3


def test_the_reference_agrees_with_the_definition_in_a_thousand_digits():
    # The definition itself cancels, so it needs more digits than e^-745 has zeros; the reference claims 140 bits.
    with mpmath.workdps(1000):
        for z in logits(3, "float64")[::17]:
            if np.ptp(z) > 1600:  # 1 - p would need more than a thousand digits
                continue
            e = [mpmath.exp(mpmath.mpf(float(value))) for value in z]
            p, log_p, complement = true_row(z)
            for i in range(3):
                true = e[i] / sum(e)
                assert mpmath.almosteq(p[i], true, rel_eps=mpmath.mpf(2) ** -140)
                assert mpmath.almosteq(log_p[i], mpmath.log(true), rel_eps=mpmath.mpf(2) ** -140)
                assert mpmath.almosteq(complement[i], 1 - true, rel_eps=mpmath.mpf(2) ** -140)


def test_the_grid_holds_what_it_should():
    z, truth = logits(3, "float64"), true_rows(3, "float64")
    subnormal = (truth.softmax.nearest > 0) & (truth.softmax.nearest < np.finfo(float).tiny)
    assert np.isfinite(z).all()
    assert subnormal.sum() > 50
    assert ((z == z.max(axis=1, keepdims=True)).sum(axis=1) > 1).sum() > 20  # ties for the first place
    assert (np.ptp(z, axis=1) > 1e290).any()
    assert len(set(labels(3, "float64"))) == 3


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("reduction", ["mean", "sum"])
def test_reduced_losses_and_gradients_are_as_accurate(reduction, dtype):
    # 16 rows whose losses differ by many orders of magnitude, true class by turns.
    z, y = logits(10, dtype)[::24], labels(10, dtype)[::24]
    scale = mpmath.mpf(len(z)) if reduction == "mean" else mpmath.mpf(1)
    true_loss, true_gradient = mpmath.mpf(0), []
    with mpmath.workprec(200):
        for row, label in zip(z, y, strict=True):
            p, log_p, complement = true_row(row)
            true_loss -= log_p[label] / scale
            true_gradient += [(-complement[i] if i == label else p[i]) / scale for i in range(10)]
    bound = 1.0 if dtype == "float32" else 3.0
    loss = categorical_crossentropy_from_logits(y, z, reduction=reduction)
    gradient = categorical_crossentropy_from_logits_prime(y, z, reduction=reduction)
    assert ulp_errors(np.array([loss]), true_values([true_loss], dtype)).max() <= bound
    assert ulp_errors(gradient, true_values(true_gradient, dtype)).max() <= bound


@pytest.mark.parametrize("base", [2, 10, 3.5], ids=str)
def test_a_base_adds_at_most_two_ulp(base):
    # The logarithm of the base and the division by it: an ulp for one, half an ulp for the other, seen across a power of 2.
    z, y = logits(3, "float64"), labels(3, "float64")
    with mpmath.workprec(200):
        true = [-true_row(row)[1][label] / mpmath.log(base) for row, label in zip(z, y, strict=True)]
    loss = categorical_crossentropy_from_logits(y, z, base=base, reduction="none")
    assert ulp_errors(loss, true_values(true, "float64")).max() <= 5


@pytest.mark.parametrize("classes", [3, 10, 100])
def test_with_probabilities_as_targets_the_loss_is_within_4_ulp_and_the_gradient_within_3_of_its_larger_part(classes):
    # p - y cancels where they are close, whatever the formula: half an ulp of p can be all of their difference.
    z = logits(classes, "float64")[::4]
    y = np.random.default_rng(7).dirichlet(np.ones(classes), len(z))
    true_losses, true_p, true_gradient = [], [], []
    with mpmath.workprec(200):
        for row, targets in zip(z, y, strict=True):
            p, log_p, _ = true_row(row)
            exact = [mpmath.mpf(float(target)) for target in targets]
            true_losses.append(-mpmath.fdot(exact, log_p))
            true_p += p
            true_gradient += [a - b for a, b in zip(p, exact, strict=True)]
    loss = categorical_crossentropy_from_logits(y, z, reduction="none")
    gradient = categorical_crossentropy_from_logits_prime(y, z, reduction="sum")
    truth = true_values(true_gradient, "float64")
    ulp_of_larger = np.spacing(np.maximum(true_values(true_p, "float64").nearest, y.ravel()))
    # 4: the product with a target rounds once more than log-softmax alone.
    assert ulp_errors(loss, true_values(true_losses, "float64")).max() <= 4
    assert (ulp_errors(gradient, truth) * truth.ulp <= 3 * ulp_of_larger).all()
