"""What the figure of softplus must show."""

from __future__ import annotations

import numpy as np

import nnref
from nnref.softplus import softplus as value
from nnref.softplus import softplus_prime
from tests.figures.expect import Expected, View, curve, dot, figure, floats, through, whole


@figure
def softplus(narrow: bool) -> Expected:
    values = {
        "relu": through([-5, 0, 5], [0, 0, 5], "faint"),
        "function": curve(value, -5, 5),
        "gap": dot(0, np.log(2)),
    }
    slopes = {"derivative": curve(nnref.sigmoid, -5, 5, "derivative")}
    z = np.arange(-4, 5, 2)
    table = {
        "z": whole(z),
        "softplus(z)": floats(value(z)),
        "ReLU(z)": floats(nnref.relu(z)),
        "its slope": floats(softplus_prime(z)),
    }
    return Expected(
        [
            View(values, [("softplus", "function"), ("ReLU", "relu")], "$z$"),
            View(slopes, [(r"$\sigma(z)$", "derivative")], "$z$"),
        ],
        table,
    )
