"""What the figures of activations and losses must show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import nnref
from tests.figures.expect import Cell, Expected, Line, View, curve, dot, figure, floats, ring, through, whole

PAIRS: dict[str, tuple[Callable[..., Any], Callable[..., Any]]] = {
    "linear": (nnref.linear, nnref.linear_prime),
    "sigmoid": (nnref.sigmoid, nnref.sigmoid_prime),
    "tanh": (nnref.tanh, nnref.tanh_prime),
    "ReLU": (nnref.relu, nnref.relu_prime),
    "leaky ReLU": (nnref.leaky_relu, nnref.leaky_relu_prime),
}


@figure
def activations(narrow: bool) -> Expected:
    panels = []
    for row, (name, (function, prime)) in enumerate(PAIRS.items()):
        gid = name.replace(" ", "-")
        shapes = {f"{gid}-function": curve(function, -3, 3)}
        if "ReLU" in name:  # whose slope jumps at 0
            shapes[f"{gid}-off"] = through([-3, -0.02], np.repeat(prime(-1.0), 2), "derivative")
            shapes[f"{gid}-on"] = through([0.02, 3], np.repeat(prime(1.0), 2), "derivative")
        else:
            shapes[f"{gid}-slope"] = curve(prime, -3, 3, "derivative")
        words: list[tuple[str, str | None]] = [(name, None)]
        if name == "linear":
            words += [("$f$", "linear-function"), ("$f'$", "linear-slope")]
        panels.append(View(shapes, words, "$z$" if not narrow or row == 4 else ""))
    z = np.array([-3, -1, 0, 1, 3])
    table: dict[str, list[Cell]] = {"z": whole(z)}
    for name, (function, prime) in PAIRS.items():
        table |= {name: floats(function(z)), f"{name}, slope": floats(prime(z))}
    return Expected(panels, table)


@figure
def sigmoid(narrow: bool) -> Expected:
    shapes = {
        "function": curve(nnref.sigmoid, -8, 8),
        "derivative": curve(nnref.sigmoid_prime, -8, 8, "derivative"),
        "steepest": dot(0, nnref.sigmoid_prime(0.0), "derivative"),
    }
    highest = "at most ¼" if narrow else "slope ¼, the largest"
    words = [(r"$\sigma(z)$", "function"), (r"$\sigma'(z)$", "derivative"), (highest, "steepest")]
    z = np.arange(-8, 9, 2)
    table = {"z": whole(z), "σ(z)": floats(nnref.sigmoid(z)), "σ′(z)": floats(nnref.sigmoid_prime(z))}
    return Expected([View(shapes, words, "$z$")], table)


@figure
def tanh(narrow: bool) -> Expected:
    values = {"sigmoid": curve(nnref.sigmoid, -5, 5), "tanh": curve(nnref.tanh, -5, 5)}
    slopes = {
        "sigmoid-slope": curve(nnref.sigmoid_prime, -5, 5, "derivative"),
        "tanh-slope": curve(nnref.tanh_prime, -5, 5, "derivative"),
        "sigmoid-steepest": dot(0, nnref.sigmoid_prime(0.0), "derivative"),
        "tanh-steepest": dot(0, nnref.tanh_prime(0.0), "derivative"),
    }
    z = np.arange(-4, 5)
    table = {
        "z": whole(z),
        "tanh(z)": floats(nnref.tanh(z)),
        "tanh′(z)": floats(nnref.tanh_prime(z)),
        "σ(z)": floats(nnref.sigmoid(z)),
        "σ′(z)": floats(nnref.sigmoid_prime(z)),
    }
    return Expected(
        [
            View(values, [(r"$\tanh(z)$", "tanh"), (r"$\sigma(z)$", "sigmoid")], "$z$"),
            View(slopes, [(r"$\tanh'(z)$", "tanh-slope"), (r"$\sigma'(z)$", "sigmoid-slope")], "$z$"),
        ],
        table,
    )


@figure
def linear(narrow: bool) -> Expected:
    shapes = {"function": curve(nnref.linear, -3, 3), "derivative": curve(nnref.linear_prime, -3, 3, "derivative")}
    z = np.arange(-3, 4)
    table = {"z": whole(z), "f(z)": floats(nnref.linear(z)), "f′(z)": floats(nnref.linear_prime(z))}
    return Expected([View(shapes, [("$f(z) = z$", "function"), ("$f'(z) = 1$", "derivative")], "$z$")], table)


def kinked(name: str, function: Callable[..., Any], prime: Callable[..., Any], gap: float) -> Expected:
    """A function with a jump in its slope: a filled dot where the code puts the slope at 0, a hollow one where not."""
    off, on, here = (float(prime(z)) for z in (-1.0, 1.0, 0.0))
    slopes: dict[str, Line] = {
        "derivative-off": through([-3, 0], [off, off], "derivative"),
        "derivative-on": through([0, 3], [on, on], "derivative"),
        "derivative-off-at-0": dot(0, off, "derivative", hollow=here != off),
        "derivative-on-at-0": dot(0, on, "derivative", hollow=here != on),
        "subgradients": through([0, 0], [off + gap, on - gap], "derivative"),
    }
    words = [(rf"$\mathrm{{{name}}}'(z)$", "derivative-on"), ("subgradients\nat 0", "subgradients")]
    z = np.arange(-3, 4)
    table = {"z": whole(z), f"{name}(z)": floats(function(z)), f"{name}′(z)": floats(prime(z))}
    whole_curve = View({"function": curve(function, -3, 3)}, [(rf"$\mathrm{{{name}}}(z)$", "function")], "$z$")
    return Expected([whole_curve, View(slopes, words, "$z$")], table)


@figure
def relu(narrow: bool) -> Expected:
    return kinked("ReLU", nnref.relu, nnref.relu_prime, 0.06)


@figure
def leaky_relu(narrow: bool) -> Expected:
    return kinked("LReLU", nnref.leaky_relu, nnref.leaky_relu_prime, 0.06)


@figure
def derivative_ranges(narrow: bool) -> Expected:
    far, one = 1e3, np.linspace(-1, 1, 201)  # where an activation that ends has ended, and where its slope is largest
    values: dict[str, Line] = {}
    slopes: dict[str, Line] = {}
    written = {
        "sigmoid": ("(0, 1)", "(0, ¼]"),
        "tanh": ("(−1, 1)", "(0, 1]"),
        "ReLU": ("[0, ∞)", "{0, 1}"),
        "leaky ReLU": ("(−∞, ∞)", "{0.1, 1}"),
        "linear": ("(−∞, ∞)", "{1}"),
    }
    said: list[tuple[str, str | None]] = [("values $f(z)$", None)]
    told: list[tuple[str, str | None]] = [("slopes $f'(z)$", None)]
    largest = {}
    for name, (function, prime) in PAIRS.items():
        gid = name.replace(" ", "-")
        row = np.array([name, name])
        ends = [float(function(end)) for end in (-far, far)]
        shown = np.clip(ends, -1.75, 1.75)
        values[f"values-{gid}"] = Line(shown, row, "function")
        for end, at, side in zip(ends, shown, ("low", "high"), strict=True):
            # ReLU reaches its 0; the S-shaped curves only come near their ends.
            values[f"values-{gid}-{side}"] = dot(at, name, hollow=abs(end) <= 1 and name != "ReLU")
        largest[name] = float(np.max(prime(one)))
        slopes[f"largest-{gid}"] = ring(largest[name], name, "derivative")
        reached = np.unique(prime(one[one != 0]))
        if len(reached) <= 2:
            for number, point in enumerate(reached, 1):
                slopes[f"slopes-{gid}-point-{number}"] = dot(point, name, "derivative")
            nearest = f"slopes-{gid}-point-1"
        else:
            ends = [float(prime(far)), largest[name]]
            slopes[f"slopes-{gid}"] = Line(ends, row, "derivative")
            slopes[f"slopes-{gid}-low"] = dot(ends[0], name, "derivative", hollow=True)
            slopes[f"slopes-{gid}-high"] = dot(ends[1], name, "derivative")
            nearest = f"slopes-{gid}"
        said.append((written[name][0], f"values-{gid}"))
        told.append((written[name][1], nearest if len(reached) != 2 else None))
    order = ["sigmoid", "tanh", "ReLU", "leaky ReLU", "linear"]
    table: dict[str, list[Cell]] = {
        "activation": [*order],
        "values": [written[name][0] for name in order],
        "slopes": [written[name][1] for name in order],
        "largest slope": [largest[name] for name in order],
    }
    return Expected([View(values, said), View(slopes, told)], table)
