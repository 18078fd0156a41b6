"""Exercises on Adam: the second of its steps."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnref import Adam
from scripts.practice.draws import choice, integer, tidy
from scripts.practice.exercise import Drawn, Named, Numbers

NEGLIGIBLE = 1e-30  # as Adam's epsilon, beside gradients of ordinary size


def adam_draw(random: np.random.Generator) -> Named:
    return {
        "eta": choice(random, [0.1, 0.2, 0.5]),
        "g1": integer(random, -5, 5, without=[0]),
        "g2": integer(random, -5, 5, without=[0]),
    }


def adam_values(drawn: Drawn) -> Named:
    eta, g1, g2 = drawn["eta"], drawn["g1"], drawn["g2"]
    adam = Adam(eta, epsilon=NEGLIGIBLE)
    first, m1, v1 = step_of(adam, g1)
    step, m2, v2 = step_of(adam, g2)
    m_rest, v_rest = 1 - adam.beta_1**2, 1 - adam.beta_2**2
    mhat, vhat = m2 / m_rest, v2 / v_rest
    return {
        "m1": tidy(m1, 1),
        "m2": tidy(m2, 2),
        "v1": tidy(v1, 3),
        "v2": tidy(v2, 6),
        "mhat": mhat,
        "vhat": vhat,
        "step": step,
        "uncorrected": -eta * m2 / np.sqrt(v2),
        "mean_uncorrected": -eta * m2 / np.sqrt(vhat),
        "square_uncorrected": -eta * mhat / np.sqrt(v2),
        "twice": -eta * mhat / m_rest / np.sqrt(vhat / v_rest),
        "first_power": -eta * m2 / (1 - adam.beta_1) / np.sqrt(v2 / (1 - adam.beta_2)),
        "no_root": -eta * mhat / vhat,
        "first": first,
        "plain": -eta * g2,
    }


def step_of(adam: Adam, gradient: float) -> tuple[float, float, float]:
    """How far a step of Adam goes, and the two averages after it."""
    w = np.zeros(1)
    adam.update(w, np.array([gradient], dtype=float))
    memory = adam._memory
    assert memory is not None, "an optimiser that has made a step remembers it"
    m, v = memory.arrays[:2]
    return w.item(), m.item(), v.item()


def adam_symbols(found: Drawn) -> dict[str, Any]:
    return {
        **{letter: [found[f"{letter}1"], found[f"{letter}2"]] for letter in "gmv"},
        "hat m": [found["g1"], found["mhat"]],
        "hat v": [found["g1"] ** 2, found["vhat"]],
        "beta_1": Adam().beta_1,
        "beta_2": Adam().beta_2,
        "eta": found["eta"],
    }


EXERCISES = {"adam": Numbers(adam_draw, adam_values, adam_symbols)}
