"""Whether backpropagation is right: its gradient against central differences of the loss."""

from __future__ import annotations

import math
from numbers import Real
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from nnref._arrays import FloatArray
from nnref.network import Network

_STEP = float(np.finfo(np.float64).eps) ** (1 / 3)
_FLOOR = 1e-4


class GradientCheck(NamedTuple):
    """The relative error of every parameter's derivative: `weights` and `biases` have the network's own shapes."""

    weights: list[FloatArray]
    biases: list[FloatArray]

    @property
    def largest(self) -> float:
        """The largest of the errors; NaN if one is."""
        return float(np.max([np.max(errors) for errors in [*self.weights, *self.biases]]))

    @property
    def where(self) -> str:
        """Where the largest error stands, such as `weights[0][2, 1]`."""
        largest = self.largest
        for name, tensors in (("weights", self.weights), ("biases", self.biases)):
            for layer, errors in enumerate(tensors):
                found = np.argwhere(np.isnan(errors) if math.isnan(largest) else errors == largest)
                if found.size:
                    return f"{name}[{layer}]{found[0].tolist()}"
        raise AssertionError("the largest error is one of the errors")


def gradient_check(
    network: Network, x: ArrayLike, y: ArrayLike, *, step: float = _STEP, floor: float = _FLOOR
) -> GradientCheck:
    r"""Compare `network.backward` with central differences of the loss, one parameter at a time.

    $$
    % eq: gradient_check
    n_i = \frac{L(w_i + h) - L(w_i - h)}{2 h}, \quad
    r_i = \frac{\lvert g_i - n_i \rvert}{\max(\lvert g_i \rvert + \lvert n_i \rvert, f)}
    $$

    Here $g_i$ is backpropagation's derivative with respect to parameter $w_i$, $n_i$ the numerical one, and $r_i$ what is
    returned: 0 where they agree, 1 where one has the wrong sign or is 0. The losses are computed in float64 on a copy
    of the network, whose own parameters stay untouched; $g_i$ is computed in the network's dtype.

    **The step.** The difference cuts off terms of the size $h^2$ and rounds the loss by about $\epsilon L$, which the
    division makes $\epsilon L / h$. The sum is smallest near $h = \epsilon^{1/3}$, about $6 \cdot 10^{-6}$, and then about
    $\epsilon^{2/3}$, or $4 \cdot 10^{-11}$.

    **The floor.** Where a derivative is itself that small, only noise is left to compare. So the denominator is
    never below $f$, `floor` times the loss or 1, whichever is larger. With the defaults, noise stays below
    $10^{-6}$, and an error larger than that is a mistake (for a float32 network: larger than $10^{-4}$).

    **Kinks.** ReLU and leaky ReLU have no derivative at 0. If a step carries some $z$ across it, the difference
    mixes two slopes and disagrees though backpropagation is right. By chance that is rare, and goes when you change `x` or
    `step`. In a fresh network it is no chance: where a whole layer of ReLUs is silent, the next $z$ is its bias, exactly
    0. Give the biases small random values before you check.

    Args:
        network: The network.
        x: Examples, one a row.
        y: Targets, as for `network.loss`.
        step: $h$, above 0.
        floor: The floor of the denominator for a loss up to 1, above 0.

    Returns:
        The relative errors in float64, `.weights` and `.biases` in the shapes of the network's; `.largest` of them,
        and `.where` it stands.

    Raises:
        TypeError: If `step` or `floor` is not a real number.
        ValueError: If `step` or `floor` is not positive and finite, or `x` and `y` do not fit the network.

    Examples:
        >>> from nnref import Network
        >>> from nnref.gradient_check import gradient_check
        >>> network = Network([2, 3, 2], rng=0)
        >>> check = gradient_check(network, [[0.5, -1.0], [2.0, 1.0]], [0, 1])
        >>> check.largest < 1e-6
        True

    References:
        Press, W. H., Teukolsky, S. A., Vetterling, W. T. and Flannery, B. P. (2007). *Numerical Recipes: The
        Art of Scientific Computing*, 3rd edition, section 5.7. Cambridge University Press.
    """
    h, least = _check_positive(step, "step"), _check_positive(floor, "floor")
    gradients = network.backward(x, y)
    copy = Network(network.layer_sizes, hidden=network.hidden, output=network.output, initializer="zeros", rng=0)
    copy.parameters[:] = network.parameters
    least *= max(1.0, float(copy.loss(x, y)))

    def errors(parameters: FloatArray, gradient: FloatArray) -> FloatArray:
        numerical = np.empty(parameters.shape)
        for index in np.ndindex(parameters.shape):
            numerical[index] = _central_difference(copy, parameters, index, x, y, h)
        g = gradient.astype(np.float64)
        relative: FloatArray = np.abs(g - numerical) / np.maximum(np.abs(g) + np.abs(numerical), least)
        return relative

    return GradientCheck(
        [errors(W, dW) for W, dW in zip(copy.weights, gradients.weights, strict=True)],
        [errors(b, db) for b, db in zip(copy.biases, gradients.biases, strict=True)],
    )


def _central_difference(
    network: Network, parameters: FloatArray, index: tuple[int, ...], x: ArrayLike, y: ArrayLike, h: float
) -> float:
    w = float(parameters[index])
    up, down = w + h, w - h  # their distance is not 2h but what rounding made of it
    parameters[index] = up
    above = float(network.loss(x, y))
    parameters[index] = down
    below = float(network.loss(x, y))
    parameters[index] = w
    return (above - below) / (up - down)


def _check_positive(value: float, name: str) -> float:
    if not isinstance(value, Real) or isinstance(value, bool):
        raise TypeError(
            f"`{name}`: expected one real number, got {value!r} ({type(value).__name__}). Leave it out for the default."
        )
    if not 0 < value < math.inf:
        raise ValueError(f"`{name}`: expected a finite number above 0, got {value!r}. Leave it out for the default.")
    return float(value)
