"""What the example of a lecture says: S5-01 and S5-02."""

from __future__ import annotations

import numpy as np
import pytest

from nnref.softplus import softplus, softplus_prime


@pytest.mark.claim("S5-01")
def test_the_slope_of_softplus_is_the_sigmoid() -> None:
    z, h = np.linspace(-6, 6, 25), 1e-5
    np.testing.assert_allclose(softplus_prime(z), (softplus(z + h) - softplus(z - h)) / (2 * h), atol=1e-9)
    np.testing.assert_allclose(softplus_prime(z), 1 / (1 + np.exp(-z)), rtol=1e-14)


@pytest.mark.claim("S5-02")
def test_softplus_is_ln_2_at_0_and_never_0() -> None:
    assert softplus(0.0) == pytest.approx(np.log(2), rel=1e-15)
    assert (softplus(np.linspace(-700, 0, 71)) > 0).all()
