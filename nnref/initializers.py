r"""Where the weights of a layer start.

Every initializer is a function of the layer's size, `(n_in, n_out, *, rng, dtype)`, that returns $W$ of shape
$(n_{\text{in}}, n_{\text{out}})$, as Keras's kernel. The names, the variances and the shapes of the distributions are
Keras's. Biases always start at 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from numbers import Real
from typing import Any, Protocol

import numpy as np
from numpy.typing import DTypeLike

from nnref._arrays import FloatArray
from nnref._checks import check_integer

# The standard deviation of a standard normal variable that was cut off at -2 and 2.
_CUT = 2.0
_DEVIATION_AFTER_CUT = 0.87962566103423978


class Initializer(Protocol):
    """A function that draws the weights of one layer."""

    def __call__(self, n_in: int, n_out: int, *, rng: np.random.Generator, dtype: DTypeLike = np.float64) -> FloatArray:
        """Return $W$ of shape $(n_{in}, n_{out})$."""


def zeros(n_in: int, n_out: int, *, rng: np.random.Generator, dtype: DTypeLike = np.float64) -> FloatArray:
    r"""All weights 0: the choice that keeps hidden units from learning.

    $$
    % eq: zeros
    \operatorname{Var}(w) = 0
    $$

    Args:
        n_in: Units of the layer before, $n_{\text{in}}$.
        n_out: Units of the layer, $n_{\text{out}}$.
        rng: Not used; every initializer takes the same arguments.
        dtype: float64 or float32.

    Returns:
        $W$ of shape $(n_{\text{in}}, n_{\text{out}})$.

    Raises:
        TypeError: If a size is not an integer or `rng` is not a generator.
        ValueError: If a size is below 1 or `dtype` is neither float64 nor float32.

    Examples:
        >>> import numpy as np
        >>> from nnref.initializers import zeros
        >>> zeros(2, 3, rng=np.random.default_rng(0))
        array([[0., 0., 0.],
               [0., 0., 0.]])
    """
    return _filled(0.0, n_in, n_out, rng, dtype)


def constant(value: float) -> Initializer:
    r"""An initializer that makes all weights one number, which keeps the units of a layer alike.

    $$
    % eq: constant
    \operatorname{Var}(w) = 0
    $$

    Args:
        value: The weights' value.

    Returns:
        The initializer.

    Raises:
        TypeError: If `value` is not a real number.
        ValueError: If `value` is not finite.

    Examples:
        >>> import numpy as np
        >>> from nnref.initializers import constant
        >>> constant(0.5)(2, 2, rng=np.random.default_rng(0))
        array([[0.5, 0.5],
               [0.5, 0.5]])
    """
    number = _check_number(value, "value")

    def draw(n_in: int, n_out: int, *, rng: np.random.Generator, dtype: DTypeLike = np.float64) -> FloatArray:
        return _filled(number, n_in, n_out, rng, dtype)

    return draw


def normal(stddev: float = 0.05) -> Initializer:
    r"""An initializer that draws from a normal distribution, whatever the size of the layer.

    $$
    % eq: normal
    \operatorname{Var}(w) = s^2
    $$

    Nothing is cut off, as in Keras's `RandomNormal`, whose default deviation 0.05 this is.

    Args:
        stddev: The standard deviation $s$, 0 or more.

    Returns:
        The initializer.

    Raises:
        TypeError: If `stddev` is not a real number.
        ValueError: If `stddev` is negative or not finite.

    Examples:
        >>> import numpy as np
        >>> from nnref.initializers import normal
        >>> W = normal(stddev=0.01)(200, 300, rng=np.random.default_rng(0))
        >>> print(f"{W.std():.4f}")
        0.0100
    """
    s = _check_number(stddev, "stddev")
    if s < 0:
        raise ValueError(f"`stddev`: expected 0 or more, got {stddev!r}. Pass the deviation itself, such as 0.05.")

    def draw(n_in: int, n_out: int, *, rng: np.random.Generator, dtype: DTypeLike = np.float64) -> FloatArray:
        shape, kind = _check_layer(n_in, n_out, rng, dtype)
        return rng.normal(scale=s, size=shape).astype(kind, copy=False)

    return draw


def glorot_uniform(n_in: int, n_out: int, *, rng: np.random.Generator, dtype: DTypeLike = np.float64) -> FloatArray:
    r"""Glorot's uniform initialisation, Keras's default for a dense layer.

    $$
    % eq: glorot_uniform
    w \sim \mathcal{U}(-r, r), \quad r = \sqrt{\frac{6}{n_{\text{in}} + n_{\text{out}}}}, \quad
    \operatorname{Var}(w) = \frac{r^2}{3} = \frac{2}{n_{\text{in}} + n_{\text{out}}}
    $$

    It is the compromise between $1 / n_{\text{in}}$, which keeps the variance of a layer's $z$ on the way forward, and
    $1 / n_{\text{out}}$, which keeps that of the gradient on the way back, where the activation's slope is about 1.

    Args:
        n_in: Units of the layer before, $n_{\text{in}}$.
        n_out: Units of the layer, $n_{\text{out}}$.
        rng: Where the numbers come from.
        dtype: float64 or float32. float32 rounds what float64 draws.

    Returns:
        $W$ of shape $(n_{\text{in}}, n_{\text{out}})$.

    Raises:
        TypeError: If a size is not an integer or `rng` is not a generator.
        ValueError: If a size is below 1 or `dtype` is neither float64 nor float32.

    Examples:
        >>> import numpy as np
        >>> from nnref.initializers import glorot_uniform
        >>> W = glorot_uniform(2, 4, rng=np.random.default_rng(0))
        >>> print(W.shape, abs(W).max() <= 1)
        (2, 4) True

    References:
        Glorot, X. and Bengio, Y. (2010). Understanding the difficulty of training deep feedforward neural networks.
        *AISTATS*, equation 16.
    """
    shape, kind = _check_layer(n_in, n_out, rng, dtype)
    return _uniform(2.0 / (n_in + n_out), shape, kind, rng)


def glorot_normal(n_in: int, n_out: int, *, rng: np.random.Generator, dtype: DTypeLike = np.float64) -> FloatArray:
    r"""Glorot's normal initialisation, truncated.

    $$
    % eq: glorot_normal
    \operatorname{Var}(w) = \frac{2}{n_{\text{in}} + n_{\text{out}}}
    $$

    As in Keras, the normal distribution is cut off at two of its standard deviations. That alone would leave 0.7737 of
    its variance, so it is drawn wider by $1 / 0.8796$ first: the variance is exactly the one above, and no weight is
    further from 0 than 2.2737 of the standard deviation.

    Args:
        n_in: Units of the layer before, $n_{\text{in}}$.
        n_out: Units of the layer, $n_{\text{out}}$.
        rng: Where the numbers come from.
        dtype: float64 or float32. float32 rounds what float64 draws.

    Returns:
        $W$ of shape $(n_{\text{in}}, n_{\text{out}})$.

    Raises:
        TypeError: If a size is not an integer or `rng` is not a generator.
        ValueError: If a size is below 1 or `dtype` is neither float64 nor float32.

    Examples:
        >>> import numpy as np
        >>> from nnref.initializers import glorot_normal
        >>> W = glorot_normal(300, 500, rng=np.random.default_rng(0))
        >>> print(f"{W.std():.4f}")
        0.0500

    References:
        Glorot, X. and Bengio, Y. (2010). Understanding the difficulty of training deep feedforward neural networks.
        *AISTATS*, equation 12.
    """
    shape, kind = _check_layer(n_in, n_out, rng, dtype)
    return _truncated_normal(2.0 / (n_in + n_out), shape, kind, rng)


def he_uniform(n_in: int, n_out: int, *, rng: np.random.Generator, dtype: DTypeLike = np.float64) -> FloatArray:
    r"""He's uniform initialisation, for layers of rectifiers.

    $$
    % eq: he_uniform
    w \sim \mathcal{U}(-r, r), \quad r = \sqrt{\frac{6}{n_{\text{in}}}}, \quad
    \operatorname{Var}(w) = \frac{r^2}{3} = \frac{2}{n_{\text{in}}}
    $$

    The 2 makes up for the half of its input that ReLU sets to 0.

    Args:
        n_in: Units of the layer before, $n_{\text{in}}$.
        n_out: Units of the layer, $n_{\text{out}}$; the variance does not depend on it.
        rng: Where the numbers come from.
        dtype: float64 or float32. float32 rounds what float64 draws.

    Returns:
        $W$ of shape $(n_{\text{in}}, n_{\text{out}})$.

    Raises:
        TypeError: If a size is not an integer or `rng` is not a generator.
        ValueError: If a size is below 1 or `dtype` is neither float64 nor float32.

    Examples:
        >>> import numpy as np
        >>> from nnref.initializers import he_uniform
        >>> W = he_uniform(6, 4, rng=np.random.default_rng(0))
        >>> print(W.shape, abs(W).max() <= 1)
        (6, 4) True

    References:
        He, K., Zhang, X., Ren, S. and Sun, J. (2015). Delving deep into rectifiers: surpassing human-level performance
        on ImageNet classification. *ICCV*, equation 10.
    """
    shape, kind = _check_layer(n_in, n_out, rng, dtype)
    return _uniform(2.0 / n_in, shape, kind, rng)


def he_normal(n_in: int, n_out: int, *, rng: np.random.Generator, dtype: DTypeLike = np.float64) -> FloatArray:
    r"""He's normal initialisation, for layers of rectifiers, truncated.

    $$
    % eq: he_normal
    \operatorname{Var}(w) = \frac{2}{n_{\text{in}}}
    $$

    Cut off at two standard deviations and drawn wider before, as Keras does and `glorot_normal` describes.

    Args:
        n_in: Units of the layer before, $n_{\text{in}}$.
        n_out: Units of the layer, $n_{\text{out}}$; the variance does not depend on it.
        rng: Where the numbers come from.
        dtype: float64 or float32. float32 rounds what float64 draws.

    Returns:
        $W$ of shape $(n_{\text{in}}, n_{\text{out}})$.

    Raises:
        TypeError: If a size is not an integer or `rng` is not a generator.
        ValueError: If a size is below 1 or `dtype` is neither float64 nor float32.

    Examples:
        >>> import numpy as np
        >>> from nnref.initializers import he_normal
        >>> W = he_normal(800, 200, rng=np.random.default_rng(0))
        >>> print(f"{W.std():.3f}")
        0.050

    References:
        He, K., Zhang, X., Ren, S. and Sun, J. (2015). Delving deep into rectifiers: surpassing human-level performance
        on ImageNet classification. *ICCV*, equation 10.
    """
    shape, kind = _check_layer(n_in, n_out, rng, dtype)
    return _truncated_normal(2.0 / n_in, shape, kind, rng)


_NAMED: dict[str, Callable[[], Initializer]] = {
    "zeros": lambda: zeros,
    "normal": normal,
    "glorot_uniform": lambda: glorot_uniform,
    "glorot_normal": lambda: glorot_normal,
    "he_uniform": lambda: he_uniform,
    "he_normal": lambda: he_normal,
}


def get(initializer: str | Initializer) -> Initializer:
    """Find an initializer by its name.

    Args:
        initializer: One of `"zeros"`, `"normal"` (of standard deviation 0.05), `"glorot_uniform"`, `"glorot_normal"`,
            `"he_uniform"` and `"he_normal"`; or an initializer, which is returned as it is.

    Returns:
        The initializer.

    Raises:
        TypeError: If `initializer` is neither a name nor a function.
        ValueError: If no initializer has this name.

    Examples:
        >>> from nnref.initializers import get, he_normal
        >>> get("he_normal") is he_normal
        True
    """
    if isinstance(initializer, str):
        if initializer in _NAMED:
            return _NAMED[initializer]()
        names = ", ".join(f"'{name}'" for name in _NAMED)
        raise ValueError(
            f"`initializer`: expected one of {names}, got '{initializer}'. For weights that are all alike pass "
            f"constant(value), for another deviation normal(stddev)."
        )
    given: object = initializer
    for factory in (constant, normal):
        if given is factory:
            raise TypeError(
                f"`initializer`: expected a function that draws weights, got nnref.initializers.{factory.__name__} "
                f"itself. Call it first: {factory.__name__}(0.05)."
            )
    if not callable(initializer):
        raise TypeError(
            f"`initializer`: expected a name or a function (n_in, n_out, *, rng, dtype), got {initializer!r} "
            f"({type(initializer).__name__}). Pass a name such as 'glorot_uniform'."
        )
    return initializer


def _filled(value: float, n_in: int, n_out: int, rng: np.random.Generator, dtype: DTypeLike) -> FloatArray:
    shape, kind = _check_layer(n_in, n_out, rng, dtype)
    return np.full(shape, value, dtype=kind)


def _uniform(variance: float, shape: tuple[int, int], dtype: np.dtype[Any], rng: np.random.Generator) -> FloatArray:
    limit = math.sqrt(3.0 * variance)
    return rng.uniform(-limit, limit, size=shape).astype(dtype, copy=False)


def _truncated_normal(
    variance: float, shape: tuple[int, int], dtype: np.dtype[Any], rng: np.random.Generator
) -> FloatArray:
    drawn = rng.standard_normal(shape)
    while (outside := np.abs(drawn) > _CUT).any():
        drawn[outside] = rng.standard_normal(np.count_nonzero(outside))
    drawn *= math.sqrt(variance) / _DEVIATION_AFTER_CUT
    return drawn.astype(dtype, copy=False)


def _check_layer(
    n_in: int, n_out: int, rng: np.random.Generator, dtype: DTypeLike
) -> tuple[tuple[int, int], np.dtype[Any]]:
    shape = (check_integer(n_in, "n_in"), check_integer(n_out, "n_out"))
    for name, size in zip(("n_in", "n_out"), shape, strict=True):
        if size < 1:
            raise ValueError(f"`{name}`: expected at least 1, got {size}. Pass the number of units of the layer.")
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"`rng`: expected a numpy.random.Generator, got {rng!r} ({type(rng).__name__}). "
            f"Make one with a seed: np.random.default_rng(0)."
        )
    kind = np.dtype(dtype)
    if kind not in (np.dtype(np.float64), np.dtype(np.float32)):
        raise ValueError(f"`dtype`: expected float64 or float32, got {kind}. Leave it out for float64.")
    return shape, kind


def _check_number(value: float, name: str) -> float:
    if not isinstance(value, Real) or isinstance(value, bool):
        raise TypeError(
            f"`{name}`: expected one real number, got {value!r} ({type(value).__name__}). Pass a float such as 0.05."
        )
    if not math.isfinite(value):
        raise ValueError(f"`{name}`: expected a finite number, got {value!r}. Pass a float such as 0.05.")
    return float(value)
