"""Steps of nnref's Adam: what it remembers, where it goes, and where its epsilon stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np

from nnref import Adam
from tests.equations.notation.optimizers import GRADIENTS, STEPS, indexed
from tests.equations.notation.registry import scenario
from tests.equations.scenario import MEAN, Indexed, Scenario, draws

ADAM = (  # an epsilon that counts, and shares that are far from each other
    {"learning_rate": 0.3, "beta_1": 0.6, "beta_2": 0.85, "epsilon": 0.2},
    {"learning_rate": 0.45, "beta_1": 0.75, "beta_2": 0.5, "epsilon": 0.07},
)


def remembered(
    settings: dict[str, float], gradients: Sequence[Any], before: Callable[[Adam, int], None] = lambda _, __: None
) -> tuple[dict[int, Any], dict[str, Any]]:
    """Where Adam goes, and what it remembers after each step: its two means and its rate."""
    adam = Adam(**settings)
    w, places = np.full(np.shape(gradients[0]) or 1, 0.8), {}
    places[0] = w.copy()
    memory: dict[str, dict[int, Any]] = {"m": {0: 0 * w}, "v": {0: 0 * w}, "alpha": {}}
    for t, g in enumerate(gradients, start=1):
        before(adam, t)
        adam.update(w, np.broadcast_to(g, w.shape).astype(float))
        places[t] = w.copy()
        memory["m"][t], memory["v"][t] = (array.copy() for array in adam._memory.arrays[:2])
        memory["alpha"][t] = adam._memory.constants[0].copy()
    if np.ndim(gradients[0]):
        return places, memory
    scalars = {name: {t: value.item() for t, value in values.items()} for name, values in memory.items()}
    return {t: place.item() for t, place in places.items()}, scalars


def given_of(settings: dict[str, float], gradients: Sequence[float]) -> dict[str, Any]:
    """Adam's settings by their letters."""
    names = {"learning_rate": "eta", "beta_1": "beta_1", "beta_2": "beta_2", "epsilon": "epsilon"}
    return {"g": indexed(gradients), **{letter: settings[name] for name, letter in names.items()}}


def corrected(settings: dict[str, float], gradients: Sequence[float]) -> dict[str, dict[int, float]]:
    """The means without their bias: averages whose weights add up to 1."""
    found: dict[str, dict[int, float]] = {"hat m": {}, "hat v": {}}
    for t in range(1, len(gradients) + 1):
        so_far = np.array(gradients[:t])
        for name, values, beta in (("hat m", so_far, "beta_1"), ("hat v", so_far**2, "beta_2")):
            found[name][t] = float(np.average(values, weights=settings[beta] ** np.arange(t - 1, -1, -1)))
    return found


@scenario
def adam() -> Iterator[Scenario]:
    """As nnref and Keras have it."""
    for gradients, settings in zip(GRADIENTS, ADAM, strict=True):
        w, memory = remembered(settings, gradients)
        yield Scenario(code={"w": w, **memory}, given=given_of(settings, gradients), ranges={"t": STEPS})


@scenario
def adam_keras() -> Iterator[Scenario]:
    """The same, where the epsilon of Keras has a hat, since another is spoken of."""
    for sample in adam():
        epsilon = sample.given["epsilon"]
        given = {**sample.given, "hat epsilon": epsilon, "epsilon": 1.7 * epsilon}
        yield Scenario(code=sample.code, given=given, ranges=sample.ranges)


@scenario
def adam_of_the_paper() -> Iterator[Scenario]:
    """Algorithm 1: nnref's Adam, given the paper's epsilon for each step as its docstring says."""
    for gradients, settings in zip(GRADIENTS, ADAM, strict=True):

        def paper(adam: Adam, t: int, settings: dict[str, float] = settings) -> None:
            adam.epsilon = settings["epsilon"] * float(np.sqrt(1 - settings["beta_2"] ** t))

        w, memory = remembered(settings, gradients, paper)
        given = {**given_of(settings, gradients), **corrected(settings, gradients)}
        yield Scenario(code={"w": w, **memory}, given=given, ranges={"t": STEPS})


@scenario
def epsilon_hat() -> Iterator[Scenario]:
    """The epsilon with which nnref's step is as long as that of Algorithm 1."""
    for gradients, settings, t in zip(GRADIENTS, ADAM, (2, 3), strict=True):
        _, memory = remembered(settings, gradients)
        means, given = corrected(settings, gradients), given_of(settings, gradients)
        step = given["eta"] * means["hat m"][t] / (np.sqrt(means["hat v"][t]) + given["epsilon"])
        there = memory["alpha"][t] * memory["m"][t] / step - np.sqrt(memory["v"][t])
        yield Scenario(code={"hat epsilon": float(there)}, given={**given, "t": t})


@scenario
def adam_bias() -> Iterator[Scenario]:
    """Every outcome of three gradients, each a constant with noise of either sign."""
    constant, noise = 0.7, 1.1
    outcomes = np.array(list(product((constant - noise, constant + noise), repeat=3))).T
    for settings in ADAM:
        _, memory = remembered(settings, list(outcomes))
        g = Indexed({t: draws(row) for t, row in enumerate(outcomes, start=1)}).beside(draws(outcomes[0]))
        yield Scenario(
            code={"m": {t: draws(m) for t, m in memory["m"].items()}},
            given={"g": g, "E": MEAN, "beta_1": settings["beta_1"]},
            ranges={"t": range(1, 4)},
        )


@scenario
def adam_uncorrected() -> Iterator[Scenario]:
    """The first means with Adam's usual settings, for gradients of either sign."""
    for g in (1.7, -0.6):
        _, memory = remembered({}, [g])
        yield Scenario(code={"m": memory["m"], "v": memory["v"]})
