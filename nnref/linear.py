"""The linear activation, and why a stack of linear layers is one linear layer."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from nnref._arrays import FloatArray, as_float_array
from nnref._checks import check_not_empty


def linear(z: ArrayLike) -> FloatArray:
    r"""Linear (identity) activation, element-wise.

    $$
    % eq: linear
    f(z) = z
    $$

    Args:
        z: Pre-activations $z_j^l$, any shape.

    Returns:
        A copy of `z`, float32 for float32, float64 otherwise.

    Raises:
        TypeError: If `z` is not made of real numbers.
        ValueError: If `z` is ragged.

    Examples:
        >>> from nnref import linear
        >>> linear([-2, 0, 3])
        array([-2.,  0.,  3.])

    References:
        Goodfellow, I., Bengio, Y. and Courville, A. (2016). *Deep Learning*, section 6.2.2.1. MIT Press.
    """
    return +as_float_array(z, "z")


def linear_prime(z: ArrayLike) -> FloatArray:
    r"""Derivative of the linear activation: 1 everywhere.

    $$
    % eq: linear_prime
    f'(z) = 1
    $$

    Args:
        z: Pre-activations $z_j^l$, any shape. NaN stays NaN.

    Returns:
        Ones, of the shape of `z`; float32 for float32, float64 otherwise.

    Raises:
        TypeError: If `z` is not made of real numbers.
        ValueError: If `z` is ragged.

    Examples:
        >>> from nnref import linear_prime
        >>> linear_prime([-2, 0, 3])
        array([1., 1., 1.])

    References:
        Goodfellow, I., Bengio, Y. and Courville, A. (2016). *Deep Learning*, section 6.2.2.1. MIT Press.
    """
    z = as_float_array(z, "z")
    return np.where(np.isnan(z), z, z.dtype.type(1))[()]


def compose_linear(*maps: tuple[ArrayLike, ArrayLike]) -> tuple[FloatArray, FloatArray]:
    r"""Compose affine maps, applied first to last, into one.

    With examples as rows, layer $l$ computes $A^l = A^{l-1} W^l + b^l$. All $L$ of them together compute
    $A^L = A^0 W + b$, where the products run from left to right and an empty one is the identity:

    $$
    % eq: compose_linear
    \begin{aligned}
    W &= \prod_{l=1}^{L} W^{l} \\
    b &= \sum_{l=1}^{L} b^{l} \prod_{m=l+1}^{L} W^{m}
    \end{aligned}
    $$

    Args:
        *maps: One pair $(W^l, b^l)$ a layer, first layer first: either a matrix of shape $(n_{l-1}, n_l)$ with a bias
            of shape $(n_l,)$, or two numbers.

    Returns:
        The pair $(W, b)$, of shapes $(n_0, n_L)$ and $(n_L,)$, or two numbers. float32 if every part is, float64
        otherwise; the products are summed in float64.

    Raises:
        TypeError: If a map is not a pair, or not made of real numbers.
        ValueError: If there is no map, or the shapes of a map do not fit each other or the map before it.

    Examples:
        f(n) = 2n + 1 first, then g(n) = 3n + 2, makes 6n + 5:

        >>> from nnref import compose_linear
        >>> W, b = compose_linear((2, 1), (3, 2))
        >>> print(W, b)
        6.0 5.0

    References:
        Goodfellow, I., Bengio, Y. and Courville, A. (2016). *Deep Learning*, section 6.4. MIT Press.
    """
    if not maps:
        raise ValueError(
            "`maps`: expected at least one pair (W, b), got none. Pass one pair a layer, first layer first."
        )
    layers = [_check_map(pair, number) for number, pair in enumerate(maps, start=1)]
    for number, ((before, _), (after, _)) in enumerate(pairwise(layers), start=1):
        _check_fit(before, after, number)
    dtype = np.result_type(*(part for layer in layers for part in layer))
    with np.errstate(all="ignore"):
        W, b = (part.astype(np.float64) for part in layers[0])
        for W_next, b_next in layers[1:]:
            W, b = np.dot(W, W_next), np.dot(b, W_next) + b_next
        return W.astype(dtype)[()], b.astype(dtype)[()]


def _check_map(pair: tuple[ArrayLike, ArrayLike], number: int) -> tuple[FloatArray, FloatArray]:
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        raise TypeError(
            f"map {number}: expected a pair (W, b), got {pair!r}. Write compose_linear((W1, b1), (W2, b2))."
        )
    W, b = as_float_array(pair[0], f"W{number}"), as_float_array(pair[1], f"b{number}")
    check_not_empty(W, f"W{number}")
    if W.ndim not in (0, 2):
        raise ValueError(
            f"`W{number}`: expected a number or a matrix of shape (inputs, outputs), got shape {W.shape}. "
            f"Reshape it: a layer of one input has shape (1, outputs)."
        )
    if b.shape != W.shape[1:]:
        raise ValueError(
            f"`b{number}`: expected shape {W.shape[1:]}, one bias for each output of W{number} of shape {W.shape}, "
            f"got {b.shape}. Pass one number a column of W{number}{', as a flat list' if W.ndim else ''}."
        )
    return W, b


def _check_fit(before: FloatArray, after: FloatArray, number: int) -> None:
    if before.shape[1:] != after.shape[:1]:
        raise ValueError(
            f"maps {number} and {number + 1}: expected W{number + 1} to take the outputs of W{number}, "
            f"got shapes {before.shape} and {after.shape}. Numbers go with numbers; for matrices the columns of W{number} "
            f"must equal the rows of W{number + 1}: pass the first layer first, and transpose (outputs, inputs) matrices."
        )
