"""What the figures of lines, and of lines that ReLU bends, must show."""

from __future__ import annotations

from typing import Any

import numpy as np

import nnref
from tests.figures.expect import Expected, View, curve, dot, figure, floats, through, whole

F, G = (2, 1), (3, 2)  # the lecture's f(n) = 2n + 1 and g(n) = 3n + 2


@figure
def linear_collapse(narrow: bool) -> Expected:
    def f(n: Any) -> Any:
        return F[0] * n + F[1]

    def g(n: Any) -> Any:
        return G[0] * n + G[1]

    def both(n: Any) -> Any:
        return g(f(n))

    shapes = {"f": curve(f, -2, 2, "faint"), "g": curve(g, -2, 2, "faint"), "function": curve(both, -2, 2)}
    words = [("$f(n) = 2n + 1$", "f"), ("$g(n) = 3n + 2$", "g"), ("$g(f(n)) = 6n + 5$", "function")]
    n = np.arange(-2, 3)
    composed = nnref.compose_linear(F, G)
    table = {
        "n": whole(n),
        "f(n)": floats(f(n)),
        "g(n)": floats(g(n)),
        "g(f(n))": floats(composed[0] * n + composed[1]),
    }
    return Expected([View(shapes, words, "$n$")], table)


@figure
def relu_between(narrow: bool) -> Expected:
    slope, intercept = nnref.compose_linear(F, G)

    def straight(n: Any) -> Any:
        return slope * n + intercept

    def bent(n: Any) -> Any:
        return G[0] * nnref.relu(F[0] * n + F[1]) + G[1]

    shapes = {
        "straight": curve(straight, -2, 1, "faint"),
        "function": curve(bent, -2, 1),
        "bend": dot(-0.5, bent(-0.5)),
    }
    words = [
        ("$6n + 5$", "straight"),
        (r"$g(\mathrm{ReLU}(f(n)))$", "function"),
        (r"the bend, at $n = -\frac{1}{2}$", "bend"),
    ]
    n = np.array([-2, -1.5, -1, -0.5, 0, 0.5, 1])
    table = {"n": floats(n), "6n + 5": floats(straight(n)), "g(ReLU(f(n)))": floats(bent(n))}
    return Expected([View(shapes, words, "$n$")], table)


def tent(x: Any) -> Any:
    """From 0 up to 1 at one half, and down again."""
    return 2 * nnref.relu(x) - 4 * nnref.relu(x - 0.5) + 2 * nnref.relu(x - 1)


@figure
def relu_tent(narrow: bool) -> Expected:
    left = {"absolute": curve(np.abs, -1, 1), "best-line": through([-1, 1], [0.5, 0.5], "faint")}
    right = {"tent": curve(tent, 0, 1), "tent-of-tent": curve(lambda x: tent(tent(x)), 0, 1)}
    arms = [(r"$\mathrm{ReLU}(-x)$", "absolute"), (r"$\mathrm{ReLU}(x)$", "absolute")]
    x = np.arange(9) / 8
    return Expected(
        [
            View(left, [(r"$|x|$", "absolute"), *arms, ("best line, off by ½", "best-line")], "$x$"),
            View(right, [("$T(x)$", "tent"), ("$T(T(x))$", "tent-of-tent")], "$x$"),
        ],
        {"x": floats(x), "T(x)": floats(tent(x)), "T(T(x))": floats(tent(tent(x)))},
    )
