"""Tanh by hand, and what its sign does to the steps of the weights that it feeds."""

from __future__ import annotations

import numpy as np

from nnref import sigmoid, tanh, tanh_prime

Z = 0.5
BEFORE = np.array([0.5, -1.0])
DELTA = 0.4


def steps() -> str:
    up, down = float(np.exp(Z)), float(np.exp(-Z))
    t, s = float(tanh(Z)), float(sigmoid(2 * Z))
    soft, centred = sigmoid(BEFORE), tanh(BEFORE)
    return rf"""Take $z = {Z:g}$. With $e^{{{Z:g}}} \approx {up:.4f}$ and $e^{{-{Z:g}}} \approx {down:.4f}$,

$$
% eq: tanh_by_hand
\tanh({Z:g}) \approx \frac{{{up:.4f} - {down:.4f}}}{{{up:.4f} + {down:.4f}}} \approx {t:.4f}
$$

By way of the sigmoid it is the same: $2 \sigma({2 * Z:g}) - 1 \approx 2 \cdot {s:.5f} - 1 = {2 * round(s, 5) - 1:.5f}$.
The slope there is

$$
\tanh'({Z:g}) = 1 - \tanh^2({Z:g}) \approx {float(tanh_prime(Z)):.4f}
$$

Now let two neurons with $z_1 = {BEFORE[0]:g}$ and $z_2 = {BEFORE[1]:g}$ feed a third, whose $\delta$ is ${DELTA:g}$. The
gradient of each weight is $a_i \delta$:

| | $a_1$ | $a_2$ | $a_1 \delta$ | $a_2 \delta$ |
|---|--:|--:|--:|--:|
| sigmoid | ${soft[0]:.4f}$ | ${soft[1]:.4f}$ | ${DELTA * soft[0]:+.4f}$ | ${DELTA * soft[1]:+.4f}$ |
| tanh | ${centred[0]:.4f}$ | ${centred[1]:.4f}$ | ${DELTA * centred[0]:+.4f}$ | ${DELTA * centred[1]:+.4f}$ |
"""
