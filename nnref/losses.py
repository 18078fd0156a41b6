"""Categorical cross-entropy, from probabilities and from logits, with its gradient; and one-hot labels."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nnref._arrays import FloatArray
from nnref._checks import (
    check_classes,
    check_integer,
    check_probabilities,
    check_reduction,
    check_target_rows,
    nats_per_unit,
    one_hot_rows,
)
from nnref._reductions import Loss, Reduction, compensated_sum, reduce_rows, weighted_sum
from nnref.softmax import exponentials, log_probabilities, probabilities, probability_of_others

# log10(0.001) is exactly -3, ln(0.001) / ln(10) is not.
_LOGS: dict[float | None, np.ufunc] = {2: np.log2, 10: np.log10}


def one_hot(labels: ArrayLike, num_classes: int) -> FloatArray:
    r"""One-hot rows: 1 in the column of the label, 0 elsewhere.

    $$
    % eq: one_hot
    y_i = \begin{cases} 1 & i = c \\ 0 & i \ne c \end{cases}
    $$

    Args:
        labels: Integer labels $c$, any shape, counted from 0 as NumPy counts (the formula counts from 1).
        num_classes: The number of classes $K$.

    Returns:
        float64 array of the shape of `labels` with a last axis of $K$ added.

    Raises:
        TypeError: If a label or `num_classes` is not an integer.
        ValueError: If a label is not from 0 to $K - 1$, there are no labels, or `num_classes` is below 1.

    Examples:
        >>> from nnref import one_hot
        >>> one_hot([1, 0, 2], 3)
        array([[0., 1., 0.],
               [1., 0., 0.],
               [0., 0., 1.]])

    References:
        Bishop, C. M. (2006). *Pattern Recognition and Machine Learning*, section 4.1.3 (1-of-K coding). Springer.
    """
    K = check_integer(num_classes, "num_classes")
    if K < 1:
        raise ValueError(f"`num_classes`: expected at least 1, got {K}. Pass the number of columns you want.")
    return one_hot_rows(labels, K, "labels")


def categorical_crossentropy(
    y_true: ArrayLike, y_pred: ArrayLike, *, base: float | None = None, reduction: Reduction = "mean"
) -> Loss:
    r"""Categorical cross-entropy of predicted probabilities.

    $$
    % eq: cce
    L = -\sum_{i=1}^{K} y_i \ln(\hat{y}_i)
    $$

    for one row; a batch takes the mean over its rows unless `reduction` says otherwise. $0 \ln(0)$ counts as 0.
    Nothing is clipped: a probability of 0 on the true class costs $+\infty$.

    Args:
        y_true: Integer labels, of the shape of `y_pred` without its last axis; or probabilities $y_i$ (one-hot rows
            are some), of the shape of `y_pred`, that sum to 1 along the last axis. Only an integer array with exactly
            one axis less is read as labels.
        y_pred: Probabilities $\hat{y}_i$, one example a row, or a single row; each row sums to 1 within 1e-6 (1e-5 for
            float32). NaN makes the loss of its row NaN.
        base: Base of the logarithm, greater than 1: 2 for bits, 10 for the lecture's numbers. None means nats.
        reduction: `"mean"` or `"sum"` over the rows, or `"none"` for one loss a row.

    Returns:
        The loss, never negative; float32 if `y_pred` is, float64 otherwise.

    Raises:
        TypeError: If an argument is not made of real numbers.
        ValueError: If shapes, labels, probabilities, `base` or `reduction` make no sense.

    Examples:
        >>> from nnref import categorical_crossentropy
        >>> loss = categorical_crossentropy([0, 1, 0], [0.9, 0.05, 0.05], base=10)
        >>> print(f"{loss:.5f}")
        1.30103

    References:
        - Shannon, C. E. (1948). A mathematical theory of communication. *Bell System Technical Journal* 27, 379-423.
        - Bishop, C. M. (2006). *Pattern Recognition and Machine Learning*, equation 4.108. Springer.
    """
    check_reduction(reduction)
    unit = nats_per_unit(base)
    y_hat = check_probabilities(y_pred, "y_pred")
    y = check_target_rows(y_true, y_hat.shape)
    with np.errstate(all="ignore"):
        p = y_hat.astype(np.float64)
        log_p = _LOGS[base](p) if base in _LOGS else np.log(p) / unit
        return reduce_rows(np.abs(weighted_sum(y, log_p)), reduction, y_hat.dtype)  # abs: a minus would print -0.0


def categorical_crossentropy_from_logits(
    y_true: ArrayLike, logits: ArrayLike, *, base: float | None = None, reduction: Reduction = "mean"
) -> Loss:
    r"""Categorical cross-entropy of the softmax of logits.

    $$
    % eq: cce_from_logits
    L = -\sum_{i=1}^{K} y_i \ln(\hat{y}_i), \quad \hat{y}_i = \frac{e^{z_i}}{\sum_{j=1}^{K} e^{z_j}}
    $$

    It never forms $\hat{y}$, which would round to 0 or 1 where $\ln(\hat{y}_i)$ is still an ordinary number.

    Args:
        y_true: Integer labels or rows of probabilities, as for `categorical_crossentropy`.
        logits: Logits $z_i$, one example a row, or a single row.
        base: Base of the logarithm, greater than 1; None means nats.
        reduction: `"mean"` or `"sum"` over the rows, or `"none"` for one loss a row.

    Returns:
        The loss, never negative; float32 if `logits` are, float64 otherwise. In nats and with labels or one-hot
        rows the error is at most 3 units in the last place for up to 100 classes, 5 for 1,000 (other probabilities and
        a base add rounding: 4 and up to 2 more).

    Raises:
        TypeError: If an argument is not made of real numbers.
        ValueError: If shapes, labels, probabilities, `base` or `reduction` make no sense.

    Examples:
        >>> from nnref import categorical_crossentropy_from_logits
        >>> loss = categorical_crossentropy_from_logits([0, 2], [[0.0, 1000.0, 0.0], [0.0, 0.0, 40.0]], reduction="none")
        >>> print(loss[0], f"{loss[1]:.4e}")
        1000.0 8.4967e-18

    References:
        Bishop, C. M. (2006). *Pattern Recognition and Machine Learning*, equation 4.108. Springer.
    """
    check_reduction(reduction)
    unit = nats_per_unit(base)
    z = check_classes(logits, "logits")
    y = check_target_rows(y_true, z.shape)
    dtype, z = z.dtype, z.astype(np.float64, copy=False)
    with np.errstate(all="ignore"):
        log_p = log_probabilities(exponentials(z))
        # Two finite logits can be further apart than the largest float, while their distance times y, or in another
        # base, is not. Half of the distance always fits, and the sum of exponentials is lost in it.
        half = z / 2 - np.max(z, axis=-1, keepdims=True) / 2
        too_far = np.isneginf(log_p) & np.isfinite(half)
        near = weighted_sum(y, np.where(too_far, 0.0, log_p)) / unit
        far = 2.0 * compensated_sum(np.where(too_far, y * half / unit, 0.0))
        return reduce_rows(np.abs(near + far), reduction, dtype)


def categorical_crossentropy_from_logits_prime(
    y_true: ArrayLike, logits: ArrayLike, *, reduction: Reduction = "mean"
) -> FloatArray:
    r"""Gradient of the cross-entropy, in nats, with respect to the logits.

    $$
    % eq: cce_softmax_prime
    \frac{\partial L}{\partial z_i} = \hat{y}_i - y_i
    $$

    for one row. Where $\hat{y}_i$ is close to $y_i = 1$ the subtraction cancels; the code takes the same number as
    $(1 - y_i) - (1 - \hat{y}_i)$, with $1 - \hat{y}_i$ as the sum of the other probabilities.

    Args:
        y_true: Integer labels or rows of probabilities, as for `categorical_crossentropy`. Each row counts as
            summing to 1 exactly.
        logits: Logits $z_i$, one example a row, or a single row.
        reduction: The reduction of the loss whose gradient this is: `"mean"` divides by the number of rows; `"sum"`
            and `"none"` (each row's own loss) do not.

    Returns:
        The gradient, of the shape of `logits`; float32 if they are, float64 otherwise. With labels or one-hot rows
        the error is at most 3 units in the last place for up to 100 classes, 5 for 1,000. With other probabilities
        it is that many units of the larger of $\hat{y}_i$ and $y_i$, since their difference may cancel.

    Raises:
        TypeError: If an argument is not made of real numbers.
        ValueError: If shapes, labels, probabilities or `reduction` make no sense.

    Examples:
        >>> from nnref import categorical_crossentropy_from_logits_prime
        >>> categorical_crossentropy_from_logits_prime([0, 1, 0], [1.0, 2.0, 3.0]).round(4)
        array([ 0.09  , -0.7553,  0.6652])

    References:
        Bishop, C. M. (2006). *Pattern Recognition and Machine Learning*, equation 4.109. Springer.
    """
    check_reduction(reduction)
    z = check_classes(logits, "logits")
    y = check_target_rows(y_true, z.shape)
    with np.errstate(all="ignore"):
        parts = exponentials(z)
        gradient = probabilities(parts) - y
        at_top = np.take_along_axis(gradient, parts.top, axis=-1)
        uncancelled = (1.0 - np.take_along_axis(y, parts.top, axis=-1)) - probability_of_others(parts)
        # Only the top class can have more than half of the probability, and only there is 1 - p the smaller number.
        np.put_along_axis(gradient, parts.top, np.where(parts.rest < 1.0, uncancelled, at_top), axis=-1)
        if reduction == "mean":
            gradient /= z.size // z.shape[-1]
        return gradient.astype(z.dtype, copy=False)
