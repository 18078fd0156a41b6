r"""How the accurate functions keep their last digits: compensated arithmetic in float64, in blocks that fit the cache.

Rounding takes something from every sum. A two-sum says exactly what it took, and a first-order correction puts it back
where it matters: a denominator that came out as $d$ but should have been $d + r$ makes the quotient $n / d$ too large by
the factor $1 + r / d$, so $n / d - (n / d)(r / d)$ is right. What is left is the error of the exponential, that of the
numerator and that of one division: about two units in the last place, subnormal results included.

The kernels take float64 arrays without asking; `in_blocks` brings them there.

References:
    - Dekker, T. J. (1971). A floating-point technique for extending the available precision. *Numerische Mathematik* 18,
      224-242.
    - Knuth, D. E. (1969). *The Art of Computer Programming, volume 2: Seminumerical Algorithms*, section 4.2.2, theorem B.
      Addison-Wesley.
    - Ogita, T., Rump, S. M. and Oishi, S. (2005). Accurate sum and dot product. *SIAM Journal on Scientific Computing*
      26(6), 1955-1988, algorithm 3.1.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import DTypeLike

from nnref._arrays import FloatArray

BLOCK = 8192  # elements: the handful of temporaries of a kernel, 64 KB each, then stays in the second-level cache


def two_sum(a: FloatArray | float, b: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the rounded sum `s` and what rounding took from it, `r`, so that s + r is exactly a + b (Knuth 1969)."""
    s = a + b
    b_in_s = s - a
    r = (a - (s - b_in_s)) + (b - b_in_s)
    return s, r


def fast_two_sum(a: FloatArray | float, b: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Do what `two_sum` does in half the steps, where |a| >= |b| is known (Dekker 1971)."""
    s = a + b
    r = b - (s - a)
    return s, r


def corrected_quotient(n: FloatArray, d: FloatArray, r: FloatArray) -> FloatArray:
    """Return n / (d + r) for an `r` that is lost beside `d`."""
    quotient: FloatArray = n / d
    return quotient - quotient * (r / d)


def sigmoid_kernel(x: FloatArray) -> FloatArray:
    r"""Sigmoid as $1 / (1 + e)$ for $x \ge 0$ and $e / (1 + e)$ below, with $e = e^{-\lvert x \rvert}$: no overflow."""
    e = np.exp(-np.abs(x))
    n = np.maximum(e, x >= 0)  # `np.where(x >= 0, 1.0, e)` in a quarter of the time: it does not branch
    d, r = fast_two_sum(1.0, e)
    return corrected_quotient(n, d, r)


def sigmoid_prime_kernel(x: FloatArray) -> FloatArray:
    r"""Slope of the sigmoid as $e / (1 + e)^2$ with $e = e^{-\lvert x \rvert}$: no difference, so nothing cancels."""
    e = np.exp(-np.abs(x))
    d, r = two_sum(1.0, e * (2.0 + e))
    return corrected_quotient(e, d, r)


def tanh_prime_kernel(x: FloatArray) -> FloatArray:
    r"""Slope of tanh as $4 e / (1 + e)^2$ with $e = e^{-2 \lvert x \rvert}$.

    Far out $e$ is subnormal, short of digits, before $4 e$ is. There the slope is $(2 e^{-\lvert x \rvert})^2$, and
    any tiny number may stand for $e$ in the denominator, which is 1.
    """
    distance = np.abs(x)
    far = distance > 340.0
    e = np.exp(-np.where(far, distance, 2.0 * distance))
    n = np.where(far, np.square(2.0 * e), 4.0 * e)
    d, r = two_sum(1.0, e * (2.0 + e))
    return corrected_quotient(n, d, r)


def in_blocks(kernel: Callable[[FloatArray], FloatArray], x: FloatArray, dtype: DTypeLike | None = None) -> FloatArray:
    """Apply an element-wise kernel to `x`, a block at a time, and round the outcome to the dtype of `x`.

    One pass of a kernel over a large array would carry every temporary through main memory.

    Args:
        kernel: Element-wise, without side effects.
        x: Any shape.
        dtype: What the kernel works in; by default what `x` has.

    Returns:
        The kernel's values in the shape and dtype of `x`; a scalar for a 0-d array.
    """
    dtype = x.dtype if dtype is None else dtype
    # An exponential or a product that leaves the range of floats is right to be 0 here, and no news to the caller.
    with np.errstate(over="ignore", under="ignore"):
        if x.size <= BLOCK:
            return kernel(x.astype(dtype, copy=False)).astype(x.dtype, copy=False)
        result = np.empty(x.shape, x.dtype)
        source, target = x.reshape(-1), result.reshape(-1)
        for start in range(0, x.size, BLOCK):
            block = slice(start, start + BLOCK)
            target[block] = kernel(source[block].astype(dtype, copy=False))
    return result
