r"""A network of any number of layers: forward, loss and backward, as the derivation has them.

Examples are rows, layers count from 1, the input is layer 0 and the last layer is $L$. Lists start at 0, so layer $l$'s
weights are `weights[l - 1]`. Everything here is written to be read, computes with the accurate functions of this
package and returns fresh arrays; `nnref.train` is the fast way to take many steps.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from nnref import _layers, _storage, _targets
from nnref._arrays import FloatArray
from nnref._reductions import Loss
from nnref.initializers import Initializer
from nnref.initializers import get as get_initializer


class Forward(NamedTuple):
    r"""Everything that the forward pass computes."""

    z: list[FloatArray]
    r"""Pre-activations: `z[l - 1]` is $Z^l$, of shape $(N, n_l)$."""
    a: list[FloatArray]
    r"""Activations: `a[l]` is $A^l$, of shape $(N, n_l)$; `a[0]` is the input, `a[-1]` the prediction $\hat{y}$."""


class Gradients(NamedTuple):
    r"""The gradient of the loss, layer by layer, first layer first."""

    weights: list[FloatArray]
    r"""$\partial L / \partial W^l$, of the shape of $W^l$."""
    biases: list[FloatArray]
    r"""$\partial L / \partial b^l$, of the shape of $b^l$."""
    deltas: list[FloatArray]
    r"""$\delta^l = \partial L / \partial Z^l$, of the shape of $Z^l$."""


class Network:
    r"""A fully connected network of $L$ layers.

    $$
    % eq: layer
    Z^{l} = A^{l-1} W^{l} + b^{l}
    $$

    $$
    % eq: layer_of_its_own
    A^{l} = f_l(Z^{l})
    $$

    Unit $i$ of layer $l - 1$ feeds unit $j$ of layer $l$ with weight $w_{ij}^{l}$, so $W^l$ has the shape
    $(n_{l-1}, n_l)$ of Keras's kernels. Biases start at 0.

    All parameters lie in one flat vector, `parameters`: per layer a block of shape $(n_{l-1} + 1, n_l)$ whose last row is
    the bias. `weights` and `biases` are views into it: `network.weights[0][1, 2] = 5.0` changes the network, and so does
    `network.weights[0] = W`, which copies the numbers of `W`.

    Args:
        layer_sizes: $n_0, n_1, \dots, n_L$: inputs, hidden units layer by layer, outputs.
        hidden: The hidden layers' activation, `"linear"`, `"sigmoid"`, `"tanh"`, `"relu"` or `"leaky_relu"` (slope 0.1);
            or a list with one name a hidden layer.
        output: `"softmax"`, with categorical cross-entropy in nats as the loss, or `"linear"`, with the mean squared error
            of `nnref.mean_squared_error`.
        initializer: A name such as `"glorot_uniform"` or `"he_normal"`, or a function; see `nnref.initializers`.
        rng: A generator or an integer seed for the initializer; None draws other weights each time.
        dtype: float64 or float32, of the parameters and of all that is computed.

    Raises:
        TypeError: If a size or a seed is not an integer.
        ValueError: If there are fewer than two sizes, a size is below 1, a name is unknown, the number of names in
            `hidden` is not the number of hidden layers, or a softmax has a single unit (its probability is always 1).

    Examples:
        >>> from nnref import Network
        >>> network = Network([2, 3, 2], hidden="tanh", rng=0)
        >>> network.predict([[1.0, -1.0], [0.0, 2.0]]).shape
        (2, 2)
        >>> [W.shape for W in network.weights], [b.shape for b in network.biases], network.parameters.shape
        ([(2, 3), (3, 2)], [(3,), (2,)], (17,))

    References:
        Rumelhart, D. E., Hinton, G. E. and Williams, R. J. (1986). Learning representations by back-propagating errors.
        *Nature* 323, 533-536.
    """

    def __init__(
        self,
        layer_sizes: Sequence[int],
        *,
        hidden: str | Sequence[str] = "tanh",
        output: str = "softmax",
        initializer: str | Initializer = "glorot_uniform",
        rng: np.random.Generator | int | None = None,
        dtype: DTypeLike = np.float64,
    ) -> None:
        self._output = _layers.check_output(output)
        self._layer_sizes = _layers.check_layer_sizes(layer_sizes, output)
        self._hidden = _layers.check_hidden(hidden, len(self._layer_sizes) - 2)
        self._parameters = np.zeros(_layers.number_of_parameters(self._layer_sizes), _layers.check_dtype(dtype))
        initialize, generator = get_initializer(initializer), _layers.check_rng(rng)
        for layer, W in enumerate(self.weights):
            self.weights[layer] = initialize(*W.shape, rng=generator, dtype=self.dtype)

    @property
    def layer_sizes(self) -> tuple[int, ...]:
        r"""Units of every layer, $n_0, \dots, n_L$."""
        return self._layer_sizes

    @property
    def hidden(self) -> tuple[str, ...]:
        """The names of the hidden layers' activations, one a layer."""
        return self._hidden

    @property
    def output(self) -> str:
        """The output, `"softmax"` or `"linear"`, which decides the loss."""
        return self._output

    @property
    def dtype(self) -> np.dtype[Any]:
        """The dtype, float64 or float32, of the parameters and of all results."""
        dtype: np.dtype[Any] = self._parameters.dtype
        return dtype

    @property
    def parameters(self) -> FloatArray:
        """All weights and biases, one flat vector; write into it with `parameters[...] = numbers`."""
        return self._parameters

    @property
    def weights(self) -> list[FloatArray]:
        r"""$W^1, \dots, W^L$, views into `parameters`."""
        return _layers.Views([block[:-1] for block in self._blocks()], "weights")

    @property
    def biases(self) -> list[FloatArray]:
        r"""$b^1, \dots, b^L$, views into `parameters`."""
        return _layers.Views([block[-1] for block in self._blocks()], "biases")

    def forward(self, x: ArrayLike) -> Forward:
        r"""Compute every pre-activation and every activation.

        Args:
            x: One example a row, of shape $(N, n_0)$; or a single example of shape $(n_0,)$, for which every result has
                one axis less.

        Returns:
            `z`, a list of $Z^1, \dots, Z^L$, and `a`, a list of $A^0, \dots, A^L$.

        Raises:
            TypeError: If `x` is not made of real numbers.
            ValueError: If its width is not $n_0$, or it is empty.

        Examples:
            >>> from nnref import Network
            >>> z, a = Network([2, 3, 2], rng=0).forward([1.0, -1.0])
            >>> [part.shape for part in z], [part.shape for part in a]
            ([(3,), (2,)], [(2,), (3,), (2,)])
        """
        z: list[FloatArray] = []
        a = [_targets.check_inputs(x, self._layer_sizes[0], self.dtype)]
        activations = [*(_layers.HIDDEN[name].f for name in self._hidden), _layers.OUTPUTS[self._output].f]
        with np.errstate(all="ignore"):
            for W, b, f in zip(self.weights, self.biases, activations, strict=True):
                z.append(a[-1] @ W + b)  # Z^l = A^{l-1} W^l + b^l
                a.append(f(z[-1]))  # A^l = f_l(Z^l)
        return Forward(z, a)

    def predict(self, x: ArrayLike) -> FloatArray:
        r"""Return the prediction $\hat{y} = A^L$: probabilities for softmax, numbers for a linear output.

        Args:
            x: One example a row, of shape $(N, n_0)$, or a single example of shape $(n_0,)$.

        Returns:
            $\hat{y}$, of shape $(N, n_L)$ or $(n_L,)$.

        Raises:
            TypeError: If `x` is not made of real numbers.
            ValueError: If its width is not $n_0$, or it is empty.

        Examples:
            >>> from nnref import Network
            >>> Network([2, 3, 2], initializer="zeros").predict([1.0, -1.0])
            array([0.5, 0.5])
        """
        return self.forward(x).a[-1]

    def loss(self, x: ArrayLike, y: ArrayLike) -> Loss:
        r"""Return the mean loss over the examples.

        Args:
            x: One example a row, of shape $(N, n_0)$, or a single example of shape $(n_0,)$.
            y: For softmax, $N$ integer labels from 0 to $n_L - 1$, or rows of probabilities of shape $(N, n_L)$; for a linear
                output, rows of targets of shape $(N, n_L)$. For a single example, one label or one row.

        Returns:
            Cross-entropy in nats, or the squared error, mean over outputs and examples.

        Raises:
            TypeError: If `x` or `y` is not made of real numbers.
            ValueError: If shapes, labels or probabilities make no sense.

        Examples:
            >>> from nnref import Network
            >>> print(f"{Network([2, 3, 4], initializer='zeros').loss([[1.0, -1.0]], [3]):.4f}")
            1.3863
        """
        z = self.forward(x).z
        y = _targets.check_targets(y, z[-1].shape, self._output)
        return _layers.OUTPUTS[self._output].loss(y, z[-1])

    def backward(self, x: ArrayLike, y: ArrayLike) -> Gradients:
        r"""Compute the gradient of `loss` by backpropagation.

        For $N$ examples, with $\odot$ for the product element by element:

        $$
        % eq: delta_output
        \delta^{L} = \frac{1}{N} (\hat{Y} - Y)
        $$

        for softmax with cross-entropy ($\frac{2}{N n_L} (\hat{Y} - Y)$ for a linear output with squared error), and then

        $$
        % eq: delta_hidden_of_its_own
        \delta^{l} = (\delta^{l+1} (W^{l+1})^{\top}) \odot f_l'(Z^{l})
        $$

        $$
        % eq: layer
        \frac{\partial L}{\partial W^{l}} = (A^{l-1})^{\top} \delta^{l}
        $$

        $$
        % eq: layer
        \frac{\partial L}{\partial b_j^{l}} = \sum_{m=1}^{N} \delta_{mj}^{l}
        $$

        Args:
            x: As for `loss`.
            y: As for `loss`.

        Returns:
            `weights`, `biases` and `deltas`, lists of fresh arrays, first layer first.

        Raises:
            TypeError: If `x` or `y` is not made of real numbers.
            ValueError: If shapes, labels or probabilities make no sense.

        Examples:
            >>> from nnref import Network
            >>> gradients = Network([2, 3, 2], initializer="zeros").backward([[1.0, -1.0]], [0])
            >>> gradients.biases[1], gradients.deltas[0].shape
            (array([-0.5,  0.5]), (1, 3))

        References:
            - Rumelhart, D. E., Hinton, G. E. and Williams, R. J. (1986). Learning representations by back-propagating
              errors. *Nature* 323, 533-536.
            - Bishop, C. M. (2006). *Pattern Recognition and Machine Learning*, equations 5.53 to 5.56. Springer.
        """
        z, a = self.forward(x)
        y = _targets.check_targets(y, z[-1].shape, self._output)
        with np.errstate(all="ignore"):
            # delta^L = (Y_hat - Y) / N, and twice that over n_L for the squared error
            deltas = [_layers.OUTPUTS[self._output].loss_prime(y, z[-1])]
            for W, z_l, name in zip(self.weights[:0:-1], z[-2::-1], self._hidden[::-1], strict=True):
                f_prime = _layers.HIDDEN[name].f_prime
                # delta^l = (delta^{l+1} (W^{l+1})^T) * f_l'(Z^l)
                deltas.insert(0, (deltas[0] @ W.T) * f_prime(z_l))
            rows = [(np.atleast_2d(a_in), np.atleast_2d(delta)) for a_in, delta in zip(a[:-1], deltas, strict=True)]
            # dL/dW^l = (A^{l-1})^T delta^l
            weights: list[FloatArray] = [a_in.T @ delta for a_in, delta in rows]
            # dL/db^l = the sum over the examples of delta^l
            biases: list[FloatArray] = [delta.sum(axis=0) for _, delta in rows]
        return Gradients(weights, biases, deltas)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the network to a file in NumPy's `.npz` format, without pickle.

        Args:
            path: Where to; the file gets exactly this name.

        Raises:
            OSError: If the file can't be written.

        Examples:
            >>> import os, tempfile
            >>> from nnref import Network
            >>> with tempfile.TemporaryDirectory() as folder:
            ...     path = os.path.join(folder, "network.npz")
            ...     Network([2, 3, 2], hidden="relu", rng=0).save(path)
            ...     Network.load(path)
            Network([2, 3, 2], hidden=['relu'], output='softmax', dtype=float64)
        """
        contents = _storage.Contents(self._layer_sizes, self._hidden, self._output, self._parameters)
        _storage.write(path, contents)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Network:
        """Read a network that `save` wrote.

        Args:
            path: The file.

        Returns:
            The network, with the sizes, activations, dtype and parameters that were saved.

        Raises:
            OSError: If the file can't be read.
            ValueError: If it isn't such a file, or its parts don't fit each other.
        """
        contents = _storage.read(path)
        network = cls(
            contents.layer_sizes,
            hidden=contents.hidden,
            output=contents.output,
            initializer="zeros",
            dtype=contents.parameters.dtype,
        )
        network.parameters[...] = contents.parameters
        return network

    def __repr__(self) -> str:
        return (
            f"Network({list(self._layer_sizes)}, hidden={list(self._hidden)}, output={self._output!r}, "
            f"dtype={self.dtype.name})"
        )

    def _blocks(self) -> list[FloatArray]:
        return _layers.blocks(self._parameters, self._layer_sizes)
