"""The derivation of backpropagation: paths through a network, and the deltas along them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

import nnref
from nnref import SGD
from scripts.examples import backpropagation as example
from tests.equations.arithmetic import pick
from tests.equations.notation.networks import ACTIVATIONS, Case, between, case, layers, one_layer, units
from tests.equations.notation.nudges import slopes
from tests.equations.notation.registry import scenario
from tests.equations.scenario import Layers, Scenario

Step = Callable[[np.ndarray], np.ndarray]


@scenario
def one_path() -> Iterator[Scenario]:
    """The page's unit, and others with the same slope in the end: there, no factor can be taken for another."""
    for w, x, b in ((0.5, 2.0, -1.0), (0.7, 1.3, -0.4), (-1.2, 0.6, 0.3)):
        p = one_layer(np.array([x]), np.array([[w]]), np.array([b]))
        a = nnref.sigmoid(p)
        y = a + 1 / (4 * nnref.sigmoid_prime(p) * x)

        def pre(w: np.ndarray, x: float = x, b: float = b) -> np.ndarray:
            return one_layer(np.array([x]), w[np.newaxis], np.array([b]))

        def error(a: np.ndarray, y: np.ndarray = y) -> np.ndarray:
            return np.asarray(nnref.mean_squared_error(y, a))

        def error_of_weight(w: np.ndarray, pre: Step = pre, error: Step = error) -> np.ndarray:
            return error(nnref.sigmoid(pre(w)))

        weight = np.array([w])
        yield Scenario(
            code={"a": a.item(), "sigma": ACTIVATIONS["sigmoid"]},
            given={"p": p.item(), "x": x, "y": y.item(), "w": w, "q": (2 * (a - y)).item()},
            derivatives={
                ("E", "w"): slopes(error_of_weight, weight).item(),
                ("E", "a"): slopes(error, a).item(),
                ("a", "p"): slopes(nnref.sigmoid, p).item(),
                ("p", "w"): slopes(pre, weight).item(),
            },
            worked=(r"q \cdot \frac{1}{4} \cdot x",),
        )


def between_layers(c: Case) -> dict[tuple[str, str], object]:
    """What each quantity of a layer does to the next one, by nudging it."""
    within, over, by_weight, by_bias = {}, {}, {}, {}
    for layer in range(1, c.depth + 1):
        a, W, b = c.a[layer - 1], c.w[layer], c.b[layer]
        over[layer, layer - 1] = slopes(lambda a, W=W, b=b: one_layer(a, W, b), a)
        by_weight[layer, layer] = slopes(lambda W, a=a, b=b: one_layer(a, W, b), W)
        by_bias[layer, layer] = slopes(lambda b, a=a, W=W: one_layer(a, W, b), b)
        if layer < c.depth:
            within[layer, layer] = slopes(c.f.code, c.z[layer])
    return {
        ("L", "z"): layers(slopes(lambda z, layer=layer: c.loss_at(layer, z), c.z[layer]) for layer in c.z),
        ("a", "z"): between(within),
        ("z", "a"): between(over),
        ("z", "w"): between(by_weight),
        ("z", "b"): between(by_bias),
    }


@scenario
def backprop_unit() -> Iterator[Scenario]:
    """One example, and the parameters of every layer."""
    for output in ("linear", "softmax"):
        c = case((3, 2, 4), 21, output=output)
        yield Scenario(
            code={"delta": c.delta, "a": c.a},
            derivatives={**between_layers(c), **c.in_parameters("w", "b")},
            ranges={"l": range(1, c.depth + 1), "i": units(c.sizes, -1), "j": units(c.sizes)},
        )


@scenario
def backprop_step() -> Iterator[Scenario]:
    """One example, and one step back from every layer but the first."""
    for output in ("linear", "softmax"):
        c = case((3, 2, 4, 5), 22, output=output)
        yield Scenario(
            code={"delta": c.delta, "f": c.f},
            given={"w": c.w, "z": c.z, "n": dict(enumerate(c.sizes))},
            derivatives=between_layers(c),
            ranges={"l": range(1, c.depth), "i": units(c.sizes)},
        )


@scenario
def two_paths() -> Iterator[Scenario]:
    """From a hidden unit to the loss through two linear outputs."""
    for seed in (23, 24):
        c = case((4, 3, 2), seed)
        reached = slopes(lambda a, c=c: one_layer(a, c.w[2], c.b[2]), c.a[1])

        def output_by_unit(over: tuple[int, ...], under: tuple[int, ...], reached: np.ndarray = reached) -> float:
            (k,), (layer, i) = over, under
            return pick({1: reached}[layer], (k, i), 0)

        yield Scenario(
            derivatives={
                ("L", "a"): Layers({1: slopes(lambda a, c=c: c.loss_after(1, a), c.a[1])}),
                ("L", "hat y"): slopes(lambda y_hat, c=c: c.loss_at(2, y_hat), c.z[2]),
                ("hat y", "a"): output_by_unit,
            },
        )


@scenario
def backprop_loss() -> Iterator[Scenario]:
    """The squared error of one example."""
    for seed in (25, 26):
        c = case((3, 2, 4), seed)
        yield Scenario(
            code={"L": float(c.network.loss(c.x, c.y)), "hat y": c.network.predict(c.x)}, given={"y": c.y, "K": 4}
        )


def last_deltas(output: str) -> Iterator[Scenario]:
    """The deltas of one example's outputs."""
    for seed in (27, 28):
        c = case((3, 2, 4), seed, output=output)
        yield Scenario(
            code={"delta": c.delta, "hat y": c.network.predict(c.x)},
            given={"y": c.y, "K": 4, "L": c.depth},
            ranges={"j": range(1, 5)},
        )


@scenario
def backprop_mse() -> Iterator[Scenario]:
    """Linear outputs with squared error."""
    yield from last_deltas("linear")


@scenario
def backprop_cce() -> Iterator[Scenario]:
    """Softmax with cross-entropy."""
    yield from last_deltas("softmax")


@scenario
def backprop_rows_linear() -> Iterator[Scenario]:
    """Three linear layers."""
    for seed in (29, 30):
        c = case((3, 2, 4, 5), seed, examples=6, hidden="linear")
        yield Scenario(
            code={"delta": c.delta, "hat Y": c.network.predict(c.x)}, given={"Y": c.y, "W": c.w, "N": 6, "K": 5}
        )


@scenario
def gradient_step() -> Iterator[Scenario]:
    """One weight of a network, before and after a step."""
    for seed, eta in ((31, 0.3), (32, 0.7)):
        c = case((3, 2, 4), seed, examples=6)
        new = c.w[1].copy()
        SGD(eta).update(new, c.gradients.weights[0])
        yield Scenario(
            code={"w_new": new[2, 0].item()},
            given={"w_old": c.w[1][2, 0].item(), "eta": eta},
            derivatives={("L", "w_old"): c.gradients.weights[0][2, 0].item()},
        )


@scenario
def gradient_step_old() -> Iterator[Scenario]:
    """A step down the parabola, which is the squared error of a prediction w of 0."""
    w = np.array([1.0])
    SGD(0.25).update(w, nnref.mean_squared_error_prime([0.0], w))
    yield Scenario(
        code={"w_new": w.item()},
        given={"w_old": 1},
        worked=(r"w_{\text{old}} - \frac{1}{4} \cdot 2 \cdot w_{\text{old}}",),
    )


@scenario
def backprop_by_hand() -> Iterator[Scenario]:
    """All slopes of a 2-2-2 network with sigmoids, linear outputs and squared error, on one example."""
    for seed in (37, 38):
        c = case((2, 2, 2), seed, hidden="sigmoid")
        yield Scenario(
            code={"delta": c.delta, "a": c.a, "hat y": c.network.predict(c.x), "sigma": ACTIVATIONS["sigmoid"]},
            given={"y": c.y, "w": c.w, "z": c.z},
            derivatives=c.in_parameters("w", "b"),
            ranges={"i": (1, 2), "j": (1, 2), "k": (1, 2), "l": (1, 2)},
        )


@scenario
def example_2_2_2() -> Iterator[Scenario]:
    """Every number of the worked example."""
    network = example.network()
    c = Case(network, example.X[0], example.Y[0])
    y_hat = network.predict(c.x)
    slope = nnref.sigmoid_prime(c.z[1])
    paths = c.delta[2] * c.w[2][0] * slope[0] * c.x[1]
    new = c.w[1].copy()
    SGD(example.ETA).update(new, c.gradients.weights[0])
    yield Scenario(
        code={
            "W": c.w,
            "w": c.w,
            "b": c.b,
            "z": c.z,
            "a": c.a,
            "hat y": y_hat,
            "L": float(network.loss(c.x, c.y)),
            "E": np.array([float(nnref.mean_squared_error([y], [p])) / 2 for y, p in zip(c.y, y_hat, strict=True)]),
            "delta": c.delta,
            "sigma": ACTIVATIONS["sigmoid"],
            "w_new": new[1, 0].item(),
        },
        given={
            "x": c.x,
            "y": c.y,
            # Only in the general formulas below: what comes back to a hidden unit, its slope, two paths, eta and a gradient.
            "r": c.w[2] @ c.delta[2],
            "s": slope,
            "q": paths,
            "eta": example.ETA,
            "g": c.gradients.weights[0],
        },
        derivatives=c.in_parameters("W", "w", "b"),
        ranges={"i": (1, 2), "j": (1, 2), "k": (1, 2)},
        worked=(
            r"\sum_{i=1}^{2} x_i w_{ij}^{1} + b_j^{1}",
            r"\sum_{j=1}^{2} a_j^{1} w_{jk}^{2} + b_k^{2}",
            r"\frac{1}{2} (\hat{y}_k - y_k)^{2}",
            r"E_1 + E_2",
            r"\hat{y}_k - y_k",
            r"\sum_{k=1}^{2} w_{ik}^{2} \delta_k^{2}",
            r"a_j^{1} (1 - a_j^{1})",
            r"r_i s_i",
            r"\delta_k^{2} w_{1k}^{2} s_1 x_2",
            r"q_1 + q_2",
            r"w_{21}^{1} - \eta g_{21}",
        ),
    )
