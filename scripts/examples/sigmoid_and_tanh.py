"""Products of slopes, with weights and without."""

from __future__ import annotations

import numpy as np

from nnref import sigmoid, sigmoid_prime, tanh_prime
from scripts.examples.sigmoid_tail import section

COUNTS = (1, 2, 3, 5, 10, 20)
TYPICAL = 1.0  # a pre-activation away from the best place, 0
LAYERS = 10
WEIGHTS = (1, 4, 5)


def steps() -> str:
    """Two parts, each a section that the page includes by its name."""
    return section("products", products()) + "\n" + section("chain", chain())


def products() -> str:
    largest = float(sigmoid_prime(0.0))
    soft, centred = float(sigmoid_prime(TYPICAL)), float(tanh_prime(TYPICAL))
    lines = [
        rf"| $n$ | $(1/4)^n$ | $(\sigma'({TYPICAL:g}))^n$ | $(\tanh'({TYPICAL:g}))^n$ |",
        "|--:|--:|--:|--:|",
        *(f"| {n} | {short(largest**n)} | {short(soft**n)} | {short(centred**n)} |" for n in COUNTS),
    ]
    return "\n".join(lines) + "\n"


def chain() -> str:
    a, slope = float(sigmoid(0.0)), float(sigmoid_prime(0.0))
    n = LAYERS - 1
    lines = [
        rf"| $w$ | $b$ | $w \sigma'(0)$ | $\delta^{{1}} / \delta^{{{LAYERS}}}$ |",
        "|--:|--:|--:|--:|",
        *(f"| ${w}$ | ${-w * a:g}$ | ${w * slope:g}$ | {short((w * slope) ** n)} |" for w in WEIGHTS),
    ]
    return rf"""A chain of ${LAYERS}$ layers with one sigmoid each shows what the weights do. Give every layer the weight $w$
and the bias $-w/2$, and start at $z^{{1}} = 0$. Then $\sigma(0) = {a:g}$ goes on, $w \cdot {a:g} - w/2 = 0$ comes out, and
every $z^{{l}}$ is $0$, where the slope is largest:

{chr(10).join(lines)}

With $w = 1$ the ratio is exactly $(1/4)^{{{n}}}$. With $w = 4$ nothing shrinks, and with $w = 5$ the gradient *grows* on its
way back. In each row the bound holds with equality.
"""


def short(value: float) -> str:
    if 1e-2 <= value < 1e4:
        return f"${np.format_float_positional(value, precision=3, fractional=False, trim='-')}$"
    mantissa, exponent = f"{value:.2e}".split("e")
    return rf"${{{mantissa} \cdot 10^{{{int(exponent)}}}}}$"  # in braces, so that no line breaks in it
