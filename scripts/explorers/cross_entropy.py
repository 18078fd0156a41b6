"""Cross-entropy of three rows: its terms, its sum or mean, its slopes, and the curve of one row's loss in each base."""

from __future__ import annotations

from typing import Any

import numpy as np

import nnref

BASES = {"log10": 10, "ln": None, "log2": 2}
SIZE = 3
SAMPLES = 134


def numbers(state: dict[str, Any]) -> dict[str, Any]:
    """All that is shown of the rows; refused where nnref refuses them."""
    base, reduction = BASES[state["log"]], state["reduction"]
    y, given = table(state, "y"), table(state, "p")
    scores = state["as"] == "logits"
    loss: Any = nnref.categorical_crossentropy_from_logits if scores else nnref.categorical_crossentropy
    by_class = [loss(np.full(SIZE, i), given, base=base, reduction="none") for i in range(SIZE)]
    share = 1 / SIZE if reduction == "mean" else 1
    with np.errstate(all="ignore"):
        terms = np.where(y == 0, 0.0, y * np.stack(by_class, axis=-1))
        slopes = share * np.where(y == 0, 0.0, -y / given / np.log(base or np.e))
        logits = given if scores else np.log(given)
    return {
        "y": y,
        "given": given,
        "total": loss(y, given, base=base, reduction=reduction),
        "y_hat": nnref.softmax(given) if scores else given,
        "losses": loss(y, given, base=base, reduction="none"),
        "terms": terms,
        "by_logit": nnref.categorical_crossentropy_from_logits_prime(y, logits, reduction=reduction),
        "by_probability": None if scores else slopes,
        "curves": curves(),
    }


def table(state: dict[str, Any], letter: str) -> Any:
    """The rows of the fields whose names begin with a letter."""
    return np.array([[float(state[f"{letter}{n}{i}"]) for i in range(1, SIZE + 1)] for n in range(1, SIZE + 1)])


def curves() -> dict[str, Any]:
    """The loss of a row by the probability of its true class, in each base."""
    p = 2.0 ** (-np.arange(SAMPLES) / 8)
    rows, truth = np.stack([p, 1 - p], axis=-1), np.zeros(SAMPLES, int)
    losses = {
        log: nnref.categorical_crossentropy(truth, rows, base=base, reduction="none") for log, base in BASES.items()
    }
    return {"ps": p, **losses}
