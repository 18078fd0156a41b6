"""One network, one optimizer, the same batches in the same order: trained by nnref and by what else is installed.

Every contender starts from the same weights and takes the same steps of Adam. The others get their data in the form they
like best, cut into batches beforehand where they can be given batches, compiled code where they compile, and one thread;
none of that is timed. Their epsilon is nnref's; PyTorch alone puts it inside the bias correction.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

import nnref

Weights = list[tuple[NDArray[Any], NDArray[Any]]]


@dataclass(frozen=True)
class Task:
    """What is to be trained, on what, for how long."""

    layer_sizes: tuple[int, ...]
    hidden: str
    batch_size: int
    epochs: int
    x: NDArray[np.float32]
    y: NDArray[np.int64]
    learning_rate: float = 0.001
    epsilon: float = 1e-7
    seed: int = 20240212

    @property
    def steps(self) -> int:
        """Steps of the optimizer in the whole training."""
        return self.epochs * -(-len(self.x) // self.batch_size)

    def network(self, weights: Weights | None = None, dtype: Any = np.float32) -> nnref.Network:
        """Return the untrained network, or one with the given weights."""
        network = nnref.Network(self.layer_sizes, hidden=self.hidden, rng=self.seed, dtype=dtype)
        for layer, (W, b) in enumerate(weights or []):
            network.weights[layer], network.biases[layer] = W, b
        return network

    def start(self) -> Weights:
        """Return the weights from which everyone starts."""
        network = self.network()
        return list(zip(network.weights, network.biases, strict=True))

    def batches(self) -> list[slice]:
        """Return the batches of an epoch."""
        return [slice(start, start + self.batch_size) for start in range(0, len(self.x), self.batch_size)]


class Contender(Protocol):
    """Somebody who can train a network; `reset` and `weights` are not timed."""

    def __init__(self, task: Task) -> None: ...

    def reset(self) -> None:
        """Go back to the first weights and forget the moments."""

    def train(self) -> None:
        """Train to the end."""

    def weights(self) -> Weights:
        """Return the weights and biases, layer by layer, as nnref has them."""


class NNRef:
    """`nnref.train`, with all its checks, its history and the loss of every step."""

    def __init__(self, task: Task) -> None:
        self._task, self._network = task, task.network()
        self._start = self._network.parameters.copy()

    def reset(self) -> None:
        """See `Contender`."""
        self._network.parameters[...] = self._start
        self._optimizer = nnref.Adam(self._task.learning_rate, epsilon=self._task.epsilon)

    def train(self) -> None:
        """See `Contender`."""
        task = self._task
        nnref.train(
            self._network,
            task.x,
            task.y,
            optimizer=self._optimizer,
            epochs=task.epochs,
            batch_size=task.batch_size,
            shuffle=False,
            progress=False,
        )

    def weights(self) -> Weights:
        """See `Contender`."""
        return list(zip(self._network.weights, self._network.biases, strict=True))


class PyTorch:
    """PyTorch's usual loop, eager, with the fused Adam."""

    def __init__(self, task: Task) -> None:
        torch: Any = import_module("torch")
        torch.set_num_threads(1)
        self._torch, self._task = torch, task
        x, y = torch.from_numpy(task.x), torch.from_numpy(task.y)
        self._batches = [(x[batch], y[batch]) for batch in task.batches()]
        self._loss = torch.nn.CrossEntropyLoss()

    def reset(self) -> None:
        """See `Contender`."""
        torch, task = self._torch, self._task
        layers: list[Any] = []
        for (n_in, n_out), (W, b) in zip(pairwise(task.layer_sizes), task.start(), strict=True):
            linear = torch.nn.Linear(n_in, n_out)
            with torch.no_grad():
                linear.weight.copy_(torch.from_numpy(W.T.copy()))
                linear.bias.copy_(torch.from_numpy(b))
            layers += [linear, {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}[task.hidden]()]
        self._model = torch.nn.Sequential(*layers[:-1])
        self._optimizer = torch.optim.Adam(
            self._model.parameters(), lr=task.learning_rate, eps=task.epsilon, fused=True
        )

    def train(self) -> None:
        """See `Contender`."""
        model, optimizer, loss = self._model, self._optimizer, self._loss
        for _ in range(self._task.epochs):
            for x, y in self._batches:
                optimizer.zero_grad()
                loss(model(x), y).backward()
                optimizer.step()

    def weights(self) -> Weights:
        """See `Contender`."""
        linears = list(self._model)[::2]
        return [(layer.weight.detach().numpy().T, layer.bias.detach().numpy()) for layer in linears]


class JAX:
    """One call of a compiled function a step, its arguments donated."""

    def __init__(self, task: Task) -> None:
        jax: Any = import_module("jax")
        jnp: Any = import_module("jax.numpy")
        self._jax, self._task = jax, task
        self._batches = [(jnp.asarray(task.x[batch]), jnp.asarray(task.y[batch])) for batch in task.batches()]
        activate = {"tanh": jnp.tanh, "relu": jax.nn.relu}[task.hidden]
        beta_1, beta_2 = 0.9, 0.999

        def loss(layers: Any, x: Any, y: Any) -> Any:
            *hidden, (W, b) = layers
            for V, c in hidden:
                x = activate(x @ V + c)
            log_p = jax.nn.log_softmax(x @ W + b)
            return -jnp.take_along_axis(log_p, y[:, None], axis=1).mean()

        def step(state: Any, x: Any, y: Any) -> Any:
            layers, m, v, t = state
            value, g = jax.value_and_grad(loss)(layers, x, y)
            t = t + 1
            alpha = task.learning_rate * jnp.sqrt(1 - beta_2**t) / (1 - beta_1**t)
            m = jax.tree.map(lambda m, g: m + (1 - beta_1) * (g - m), m, g)
            v = jax.tree.map(lambda v, g: v + (1 - beta_2) * (g * g - v), v, g)
            layers = jax.tree.map(lambda w, m, v: w - alpha * m / (jnp.sqrt(v) + task.epsilon), layers, m, v)
            return (layers, m, v, t), value

        self._step = jax.jit(step, donate_argnums=0)

    def reset(self) -> None:
        """See `Contender`."""
        # Copies: a donated array is gone, and two arguments must not share one.
        layers, m, v = (
            [tuple(self._jax.device_put(part.copy() * scale) for part in layer) for layer in self._task.start()]
            for scale in (np.float32(1), np.float32(0), np.float32(0))
        )
        self._state = self._jax.block_until_ready((layers, m, v, self._jax.device_put(np.float32(0))))

    def train(self) -> None:
        """See `Contender`."""
        step, state = self._step, self._state
        for _ in range(self._task.epochs):
            for x, y in self._batches:
                state, _loss = step(state, x, y)
        self._state = self._jax.block_until_ready(state)

    def weights(self) -> Weights:
        """See `Contender`."""
        return [(np.asarray(W), np.asarray(b)) for W, b in self._state[0]]


class ScikitLearn:
    """`MLPClassifier.fit`."""

    def __init__(self, task: Task) -> None:
        base: Any = import_module("sklearn.neural_network").MLPClassifier
        self._no_news: Any = import_module("sklearn.exceptions").ConvergenceWarning

        class FromStart(base):
            """It has no argument for the first weights."""

            def _init_coef(self, fan_in: int, fan_out: int, dtype: Any) -> Any:
                return task.start()[len(self.coefs_)]

        self._make: Callable[[], Any] = lambda: FromStart(
            task.layer_sizes[1:-1],
            activation=task.hidden,
            alpha=0.0,
            batch_size=task.batch_size,
            learning_rate_init=task.learning_rate,
            max_iter=task.epochs,
            shuffle=False,
            tol=0.0,
            epsilon=task.epsilon,
            n_iter_no_change=task.epochs + 1,
        )
        self._task = task

    def reset(self) -> None:
        """See `Contender`."""
        self._model = self._make()

    def train(self) -> None:
        """See `Contender`."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", self._no_news)  # it would rather go on
            self._model.fit(self._task.x, self._task.y)

    def weights(self) -> Weights:
        """See `Contender`."""
        return list(zip(self._model.coefs_, self._model.intercepts_, strict=True))


class Keras:
    """`fit` of a compiled model that has been traced before."""

    def __init__(self, task: Task) -> None:
        tensorflow: Any = import_module("tensorflow")
        try:
            tensorflow.config.threading.set_intra_op_parallelism_threads(1)
            tensorflow.config.threading.set_inter_op_parallelism_threads(1)
        except RuntimeError:  # they were set before, for an earlier task
            pass
        keras: Any = import_module("keras")
        names = [task.hidden] * (len(task.layer_sizes) - 2) + ["linear"]
        layers = [keras.layers.Dense(n, activation=name) for n, name in zip(task.layer_sizes[1:], names, strict=True)]
        self._model = keras.Sequential([keras.Input((task.layer_sizes[0],)), *layers])
        self._model.compile(
            keras.optimizers.Adam(task.learning_rate, epsilon=task.epsilon),
            keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        )
        self._task = task
        self.reset()
        self.train()

    def reset(self) -> None:
        """See `Contender`."""
        self._model.set_weights([part for layer in self._task.start() for part in layer])
        for variable in self._model.optimizer.variables:
            if "learning_rate" not in variable.path:
                variable.assign(np.zeros(variable.shape))

    def train(self) -> None:
        """See `Contender`."""
        task = self._task
        self._model.fit(task.x, task.y, batch_size=task.batch_size, epochs=task.epochs, shuffle=False, verbose=0)

    def weights(self) -> Weights:
        """See `Contender`."""
        parts = self._model.get_weights()
        return list(zip(parts[::2], parts[1::2], strict=True))


PEERS: dict[str, tuple[type[Contender], tuple[str, ...]]] = {
    "PyTorch": (PyTorch, ("torch",)),
    "JAX": (JAX, ("jax",)),
    "scikit-learn": (ScikitLearn, ("sklearn",)),
    "Keras": (Keras, ("tensorflow", "keras")),
}


def installed() -> tuple[dict[str, str], list[str]]:
    """Return the versions of the peers that are here, and the names of those that are not, which it also says aloud."""
    versions, missing = {}, []
    for name, (_, modules) in PEERS.items():
        try:
            found = [import_module(module) for module in modules]
        except ImportError as error:
            missing.append(name)
            print(f"NOT MEASURED: {name}, for it is not installed in this Python ({error}).", file=sys.stderr)
        else:
            versions[name] = " with ".join(f"{module.__name__} {module.__version__}" for module in reversed(found))
    return versions, missing
