"""The surfaces that optimisers race on: their gradients, and where these are 0."""

from __future__ import annotations

import numpy as np
import pytest

from scripts.experiments import valley
from scripts.surfaces import SURFACES, Surface, rosenbrock, rosenbrock_prime

STEP = 1e-20  # so small that its square is nothing beside any term: the complex step has no error of its own
RELATIVE = 1e-14  # a few roundings, on each side
PLACES = np.random.default_rng(0).uniform(-3, 3, (100, 2))


def largest_error(surface: Surface) -> float:
    """How far the gradient is from the complex step's, as a part of its length."""
    errors = []
    for w_1, w_2 in PLACES:
        slopes = np.array([surface.f(w_1 + STEP * 1j, w_2).imag, surface.f(w_1, w_2 + STEP * 1j).imag]) / STEP
        errors.append(np.linalg.norm(surface.prime(w_1, w_2) - slopes) / np.linalg.norm(slopes))
    return float(max(errors))


@pytest.mark.parametrize("name", SURFACES)
def test_the_gradient_is_that_of_the_surface(name: str) -> None:
    assert largest_error(SURFACES[name]) < RELATIVE


def test_a_wrong_gradient_is_noticed() -> None:
    wrong = Surface(rosenbrock, lambda w_1, w_2: rosenbrock_prime(w_1, w_2) * [1, -1], (1.0, 1.0))
    assert largest_error(wrong) > 0.1


@pytest.mark.parametrize("name", SURFACES)
def test_the_gradient_is_0_where_it_is_said_to_be(name: str) -> None:
    surface = SURFACES[name]
    assert surface.prime(*surface.flat).tolist() == [0, 0]
    assert surface.f(*surface.flat) == 0


@pytest.mark.parametrize("name", ["bowl", "valley", "rosenbrock"])
def test_nothing_is_lower_than_the_lowest_point(name: str) -> None:
    assert (SURFACES[name].f(*PLACES.T) > 0).all()


def test_the_saddle_goes_up_one_way_and_down_the_other() -> None:
    f = SURFACES["saddle"].f
    assert f(1.0, 0.0) > 0 > f(0.0, 1.0)


def test_the_valley_is_the_one_of_the_figure() -> None:
    np.testing.assert_allclose(SURFACES["valley"].f(*PLACES.T), valley.loss(PLACES), rtol=RELATIVE)
