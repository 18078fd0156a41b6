"""One neuron with a sigmoid, from its inputs to a small change of its answer."""

from __future__ import annotations

import numpy as np

from nnref import sigmoid, sigmoid_prime

X = np.array([1.0, 0.5])
W = np.array([1.5, -2.0])
B = 0.5
CHANGE = 0.1


def steps() -> str:
    z = float(X @ W + B)
    a, slope, there = float(sigmoid(z)), float(sigmoid_prime(z)), float(sigmoid(z + CHANGE))
    odds = a / (1 - a)
    return rf"""A neuron has the inputs ${X[0]:g}$ and ${X[1]:g}$, the weights ${W[0]:g}$ and ${W[1]:g}$, and the bias
${B:g}$. Its pre-activation is

$$
% eq: sigmoid_neuron
z = {X[0]:g} \cdot {W[0]:g} - {X[1]:g} \cdot {-W[1]:g} + {B:g} = {z:g}
$$

and its answer

$$
\sigma({z:g}) = \frac{{1}}{{1 + e^{{-{z:g}}}}} \approx {a:.4f}
$$

A yes, held with some reserve. The odds are $e^{{{z:g}}} \approx {odds:.4f}$ to $1$.

How much would the answer move if $z$ grew by ${CHANGE:g}$? The slope says it without computing the sigmoid again:

$$
\sigma'({z:g}) = \sigma({z:g}) (1 - \sigma({z:g})) \approx {slope:.4f}
$$

so about ${CHANGE:g} \cdot {slope:.4f} \approx {CHANGE * slope:.4f}$. In fact the answer goes to
$\sigma({z + CHANGE:g}) \approx {there:.4f}$, which is ${there - a:.4f}$ more: the slope's forecast is right but for the
bend of the curve.
"""
