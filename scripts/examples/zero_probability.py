"""A probability of 0 on the true class: infinite, clipped, or computed from the logits."""

from __future__ import annotations

import math

import numpy as np

from nnref import categorical_crossentropy, categorical_crossentropy_from_logits, softmax

LEADS = (2, 10, 20, 800)
KERAS_EPSILON = 1e-7  # keras.config.epsilon(), unless it is set otherwise


def steps(leads: tuple[int, ...] = LEADS) -> str:
    """One wrong logit leads by more and more; three ways to compute what that costs."""
    lines = [
        r"| lead $g$ | true class's $\hat{y}$ | loss of $\hat{y}$ | of clipped $\hat{y}$ | of the logits |",
        "| ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [line(lead) for lead in leads]
    table = "\n".join(lines)
    floor = categorical_crossentropy(1, [1 - KERAS_EPSILON, KERAS_EPSILON])
    return rf"""Two classes with logits $z = (g, 0)$, and the truth is the second. The first leads wrongly, by $g$.

{table}

The fourth column stops at the loss of the smallest probability that clipping leaves:

$$
% eq: clipped_probability
L = -\ln(10^{{-7}}) = 7 \ln(10) \approx {floor:.3f}
$$
"""


def line(lead: int) -> str:
    logits = np.array([lead, 0.0])
    y_hat = softmax(logits)
    clipped = np.clip(y_hat, KERAS_EPSILON, 1 - KERAS_EPSILON)
    values = (
        categorical_crossentropy(1, y_hat),
        categorical_crossentropy(1, clipped),
        categorical_crossentropy_from_logits(1, logits),
    )
    return f"| {lead} | {probability(float(y_hat[1]))} | " + " | ".join(shown(float(v)) for v in values) + " |"


def probability(p: float) -> str:
    if p == 0:
        return "0"
    exponent = math.floor(math.log10(p))
    return f"{p:.4f}" if p > 0.001 else rf"${{{p / 10**exponent:.1f} \cdot 10^{{{exponent}}}}}$"


def shown(loss: float) -> str:
    return r"$\infty$" if math.isinf(loss) else f"{loss:.3f}"
