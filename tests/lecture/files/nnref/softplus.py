"""Softplus, a ReLU without the corner, and its slope, which is the sigmoid."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nnref._arrays import FloatArray, as_float_array
from nnref.activations import sigmoid


def softplus(z: ArrayLike) -> FloatArray:
    r"""Softplus, element-wise.

    $$
    % eq: softplus
    \operatorname{softplus}(z) = \ln(1 + e^{z})
    $$

    Written so, it overflows where $e^{z}$ does. The code lets NumPy add the logarithms of two exponentials, of which the
    larger one is taken out first.

    Args:
        z: Pre-activations $z_j^l$, any shape.

    Returns:
        Activations $a_j^l$, none of them negative, of the shape of `z`; float32 for float32, float64 otherwise.

    Raises:
        TypeError: If `z` is not made of real numbers.
        ValueError: If its rows differ in length.

    Examples:
        >>> from nnref.softplus import softplus
        >>> softplus([-1.0, 0.0, 1.0]).round(4)
        array([0.3133, 0.6931, 1.3133])

    References:
        - Glorot, X., Bordes, A. and Bengio, Y. (2011). Deep sparse rectifier neural networks. *AISTATS*.
    """
    with np.errstate(invalid="ignore"):  # NaN goes through without a word
        return np.logaddexp(0.0, as_float_array(z, "z"))


def softplus_prime(z: ArrayLike) -> FloatArray:
    r"""Derivative of softplus, element-wise.

    $$
    % eq: softplus
    \operatorname{softplus}'(z) = \sigma(z)
    $$

    Args:
        z: Pre-activations $z_j^l$, any shape.

    Returns:
        Slopes in $[0, 1]$, of the shape of `z`; float32 for float32, float64 otherwise.

    Raises:
        TypeError: If `z` is not made of real numbers.
        ValueError: If its rows differ in length.

    Examples:
        >>> from nnref.softplus import softplus_prime
        >>> softplus_prime([-1.0, 0.0, 1.0]).round(4)
        array([0.2689, 0.5   , 0.7311])

    References:
        - Glorot, X., Bordes, A. and Bengio, Y. (2011). Deep sparse rectifier neural networks. *AISTATS*.
    """
    return sigmoid(z)
