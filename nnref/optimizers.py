r"""How the parameters move: one rule a class, with Keras's argument names, defaults and formulas.

`update(parameters, gradient)` changes a flat vector of parameters in place. What an optimizer remembers (velocity, moments)
has the parameters' size and dtype and is allocated by the first update; later ones allocate nothing. So an optimizer
belongs to one network. Below $w$ are the parameters, $g_t$ is the gradient at step $t = 1, 2, \dots$, and $\eta$ is the
learning rate, which may be changed between steps: `optimizer.learning_rate = 1e-4`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from nnref._arrays import FloatArray
from nnref._memory import Memory, check_fraction, check_learning_rate, check_number, memory_for


class Optimizer(Protocol):
    """Whatever moves parameters along a gradient, in place."""

    def update(self, parameters: FloatArray, gradient: FloatArray) -> None:
        """Take one step: change `parameters`, leave `gradient` alone."""


@dataclass(eq=False)
class SGD:
    r"""Gradient descent, with momentum if you like.

    Without momentum:

    $$
    % eq: sgd
    w_t = w_{t-1} - \eta g_t
    $$

    With momentum $\mu$ the velocity $u$, 0 at first, remembers earlier gradients:

    $$
    % eq: momentum
    u_t = \mu u_{t-1} - \eta g_t, \quad w_t = w_{t-1} + u_t
    $$

    Nesterov's looks one velocity ahead:

    $$
    % eq: nesterov
    u_t = \mu u_{t-1} - \eta g_t, \quad w_t = w_{t-1} + \mu u_t - \eta g_t
    $$

    This is Keras's form, with the learning rate inside the velocity. PyTorch multiplies by it when the parameters move; the two
    are the same as long as the learning rate stays the same.

    Args:
        learning_rate: $\eta \ge 0$.
        momentum: $\mu$ in $[0, 1)$; 0 means none.
        nesterov: Whether momentum is Nesterov's, in the form of Sutskever et al. (2013); without momentum it changes
            nothing.

    Raises:
        TypeError: If a number is not one, or `nesterov` is not True or False.
        ValueError: If a number is out of range.

    Examples:
        >>> import numpy as np
        >>> from nnref import SGD
        >>> w, optimizer = np.array([1.0]), SGD(learning_rate=0.1, momentum=0.5)
        >>> for _ in range(2):
        ...     optimizer.update(w, gradient=np.array([2.0]))  # velocities -0.2 and -0.3
        >>> w.round(4)
        array([0.5])

    References:
        - Robbins, H. and Monro, S. (1951). A stochastic approximation method. *Annals of Mathematical Statistics* 22,
          400-407.
        - Polyak, B. T. (1964). Some methods of speeding up the convergence of iteration methods. *USSR Computational
          Mathematics and Mathematical Physics* 4(5), 1-17.
        - Nesterov, Y. E. (1983). A method of solving a convex programming problem with convergence rate $O(1/k^2)$. *Soviet
          Mathematics Doklady* 27, 372-376.
        - Sutskever, I., Martens, J., Dahl, G. and Hinton, G. (2013). On the importance of initialization and momentum in
          deep learning. *ICML*, equations 1 to 4.
    """

    learning_rate: float = 0.01
    momentum: float = 0.0
    nesterov: bool = False
    _memory: Memory | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        check_learning_rate(self.learning_rate)
        check_fraction(self.momentum, "momentum")
        if not isinstance(self.nesterov, (bool, np.bool_)):
            raise TypeError(f"`nesterov`: expected True or False, got {self.nesterov!r}. The size goes to `momentum`.")

    def update(self, parameters: FloatArray, gradient: FloatArray) -> None:
        r"""Take one step, in place.

        Args:
            parameters: $w$, one flat vector of float64 or float32, such as `network.parameters`.
            gradient: $g_t$, of the same shape and dtype; it is left alone.

        Raises:
            TypeError: If one of them is not a NumPy array.
            ValueError: If shapes or dtypes differ from each other's or from earlier steps'.
        """
        memory = self._memory = memory_for(self._memory, parameters, gradient, arrays=2, constants=2)
        velocity, step = memory.arrays
        eta, mu = memory.constants
        eta[()], mu[()] = self.learning_rate, self.momentum
        np.multiply(gradient, eta, step)
        if self.momentum == 0:
            # w = w - eta g
            np.subtract(parameters, step, parameters)
            return
        # u = mu u - eta g
        np.multiply(velocity, mu, velocity)
        np.subtract(velocity, step, velocity)
        if not self.nesterov:
            # w = w + v
            np.add(parameters, velocity, parameters)
            return
        # w = w - eta g + mu v
        np.subtract(parameters, step, parameters)
        np.multiply(velocity, mu, step)
        np.add(parameters, step, parameters)


@dataclass(eq=False)
class Adam:
    r"""Adam: steps scaled by running means of the gradient and of its square.

    With $m_0 = v_0 = 0$, element by element:

    $$
    % eq: adam
    m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t
    $$

    $$
    % eq: adam
    v_t = \beta_2 v_{t-1} + (1 - \beta_2) g_t^2
    $$

    $$
    % eq: adam
    \alpha_t = \eta \frac{\sqrt{1 - \beta_2^t}}{1 - \beta_1^t}
    $$

    $$
    % eq: adam
    w_t = w_{t-1} - \alpha_t \frac{m_t}{\sqrt{v_t} + \epsilon}
    $$

    This is the faster form that Kingma and Ba give at the end of their section 2, and Keras's: $\epsilon$ (there
    $\hat{\epsilon}$) stands outside the bias correction, and is $10^{-7}$ by default. Algorithm 1 of the paper, and PyTorch,
    add theirs, $10^{-8}$, to the corrected root $\sqrt{v_t / (1 - \beta_2^t)}$. To compare with PyTorch, whose epsilon is
    `eps`, set `epsilon = eps * sqrt(1 - beta_2**t)` before step $t$.

    Args:
        learning_rate: $\eta \ge 0$.
        beta_1: $\beta_1$ in $[0, 1)$, the memory of the mean.
        beta_2: $\beta_2$ in $[0, 1)$, the memory of the mean square.
        epsilon: $\epsilon > 0$; keeps the step finite where no gradient ever came.

    Raises:
        TypeError: If a number is not one.
        ValueError: If a number is out of range.

    Examples:
        >>> import numpy as np
        >>> from nnref import Adam
        >>> w, optimizer = np.array([1.0, 1.0]), Adam(learning_rate=0.1)
        >>> optimizer.update(w, gradient=np.array([2.0, -0.001]))
        >>> w.round(3)  # the first step has the size of the learning rate, whatever the gradient's
        array([0.9, 1.1])

    References:
        Kingma, D. P. and Ba, J. (2015). Adam: a method for stochastic optimization. *ICLR*, section 2 and algorithm 1.
    """

    learning_rate: float = 0.001
    beta_1: float = 0.9
    beta_2: float = 0.999
    epsilon: float = 1e-7
    _memory: Memory | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        check_learning_rate(self.learning_rate)
        check_fraction(self.beta_1, "beta_1")
        check_fraction(self.beta_2, "beta_2")
        if not check_number(self.epsilon, "epsilon") > 0:
            raise ValueError(
                f"`epsilon`: expected a number above 0, got {self.epsilon!r}. The usual one is 1e-7; 0 would divide "
                f"0 by 0 where a parameter has had no gradient yet."
            )

    def update(self, parameters: FloatArray, gradient: FloatArray) -> None:
        r"""Take one step, in place.

        Args:
            parameters: $w$, one flat vector of float64 or float32, such as `network.parameters`.
            gradient: $g_t$, of the same shape and dtype; it is left alone.

        Raises:
            TypeError: If one of them is not a NumPy array.
            ValueError: If shapes or dtypes differ from each other's or from earlier steps'.
        """
        memory = self._memory = memory_for(self._memory, parameters, gradient, arrays=3, constants=4)
        t = memory.steps
        m, v, step = memory.arrays
        alpha, rest_1, rest_2, epsilon = memory.constants
        alpha[()] = self.learning_rate * math.sqrt(1 - self.beta_2**t) / (1 - self.beta_1**t)
        rest_1[()], rest_2[()], epsilon[()] = 1 - self.beta_1, 1 - self.beta_2, self.epsilon
        # m = m + (1 - beta_1) (g - m)
        np.subtract(gradient, m, step)
        np.multiply(step, rest_1, step)
        np.add(m, step, m)
        # v = v + (1 - beta_2) (g^2 - v)
        np.multiply(gradient, gradient, step)
        np.subtract(step, v, step)
        np.multiply(step, rest_2, step)
        np.add(v, step, v)
        # w = w - alpha m / (sqrt(v) + epsilon)
        np.sqrt(v, step)
        np.add(step, epsilon, step)
        np.divide(m, step, step)
        np.multiply(step, alpha, step)
        np.subtract(parameters, step, parameters)
