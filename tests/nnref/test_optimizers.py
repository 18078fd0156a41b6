"""SGD and Adam: steps worked by hand, loops over single numbers, and what they leave alone."""

import math
import pickle
import tracemalloc

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnref.optimizers import SGD, Adam

RULES = {
    "sgd": lambda: SGD(learning_rate=0.05),
    "momentum": lambda: SGD(learning_rate=0.05, momentum=0.8),
    "nesterov": lambda: SGD(learning_rate=0.05, momentum=0.8, nesterov=True),
    "adam": lambda: Adam(learning_rate=0.05),
    "adam of other settings": lambda: Adam(learning_rate=0.02, beta_1=0.5, beta_2=0.7, epsilon=0.1),
}


def slow_sgd(w, gradients, eta, mu, nesterov):
    """One number at a time, as the formulas have it."""
    w, v = list(w), [0.0] * len(w)
    for g in gradients:
        for i in range(len(w)):
            v[i] = mu * v[i] - eta * g[i]
            w[i] = w[i] + mu * v[i] - eta * g[i] if nesterov else w[i] + v[i]
    return w


def slow_adam(w, gradients, eta, beta_1, beta_2, epsilon):
    w, m, v = list(w), [0.0] * len(w), [0.0] * len(w)
    for t, g in enumerate(gradients, start=1):
        alpha = eta * math.sqrt(1 - beta_2**t) / (1 - beta_1**t)
        for i in range(len(w)):
            m[i] = beta_1 * m[i] + (1 - beta_1) * g[i]
            v[i] = beta_2 * v[i] + (1 - beta_2) * g[i] ** 2
            w[i] = w[i] - alpha * m[i] / (math.sqrt(v[i]) + epsilon)
    return w


SLOW = {
    "sgd": lambda w, g: slow_sgd(w, g, 0.05, 0.0, False),
    "momentum": lambda w, g: slow_sgd(w, g, 0.05, 0.8, False),
    "nesterov": lambda w, g: slow_sgd(w, g, 0.05, 0.8, True),
    "adam": lambda w, g: slow_adam(w, g, 0.05, 0.9, 0.999, 1e-7),
    "adam of other settings": lambda w, g: slow_adam(w, g, 0.02, 0.5, 0.7, 0.1),
}


@pytest.fixture(params=list(RULES))
def rule(request):
    return request.param


class TestSteps:
    # A hundred steps, each with a few roundings of numbers of about 1.
    @pytest.mark.parametrize(("dtype", "atol"), [(np.float64, 1e-13), (np.float32, 1e-4)], ids=["float64", "float32"])
    def test_equal_the_loops(self, rule, dtype, atol):
        rng = np.random.default_rng(4)
        w = rng.normal(size=7).astype(dtype)
        gradients = rng.normal(size=(100, 7)).astype(dtype)
        gradients[:, 2] = 0.0  # a parameter that never has a gradient
        gradients[:, 3] *= 1e-6
        expected = SLOW[rule](w.tolist(), gradients.tolist())
        optimizer = RULES[rule]()
        for g in gradients:
            optimizer.update(w, g)
        assert w.dtype == dtype
        assert_allclose(w, expected, rtol=0, atol=atol)

    @pytest.mark.claim("S4-03")
    def test_of_sgd_by_hand(self):
        w = np.array([1.0, 2.0])
        SGD(learning_rate=0.5).update(w, np.array([1.0, -4.0]))
        assert_array_equal(w, [0.5, 4.0])

    def test_of_momentum_by_hand(self):
        w, optimizer = np.array([1.0]), SGD(learning_rate=0.5, momentum=0.5)
        g = np.array([1.0])
        path = []
        for _ in range(3):
            optimizer.update(w, g)
            path.append(float(w[0]))
        assert path == [0.5, -0.25, -1.125]  # velocities -0.5, -0.75, -0.875

    def test_of_nesterov_by_hand(self):
        w, optimizer = np.array([1.0]), SGD(learning_rate=0.5, momentum=0.5, nesterov=True)
        g = np.array([1.0])
        path = []
        for _ in range(2):
            optimizer.update(w, g)
            path.append(float(w[0]))
        assert path == [0.25, -0.625]  # -0.5/2 - 0.5 = -0.75, then -0.75/2 - 0.5 = -0.875

    def test_of_adam_by_hand(self):
        # beta_1 = 1/2, beta_2 = 3/4, eta = 1, epsilon = 1, g = 2 and then -2.
        # t = 1: m = 1, v = 1, alpha = sqrt(1/4) / (1/2) = 1: w = 0 - 1 * 1 / (1 + 1) = -1/2.
        # t = 2: m = 1/2 - 1 = -1/2, v = 3/4 + 1 = 7/4, alpha = sqrt(7/16) / (3/4):
        #        w = -1/2 + sqrt(7)/3 * (1/2) / (sqrt(7)/2 + 1).
        w, optimizer = np.zeros(1), Adam(learning_rate=1.0, beta_1=0.5, beta_2=0.75, epsilon=1.0)
        optimizer.update(w, np.array([2.0]))
        assert w[0] == -0.5
        optimizer.update(w, np.array([-2.0]))
        root = math.sqrt(7)
        assert_allclose(w[0], -0.5 + root / 3 * 0.5 / (root / 2 + 1), rtol=1e-15)

    @pytest.mark.parametrize("beta_2", [0.4, 0.75])
    def test_of_adam_weigh_the_squares_by_the_rest_of_beta_2(self, beta_2):
        # One step of rate 1 from 0 with g = 2: v = (1 - beta_2) 4, and the step is its corrected root's share.
        w = np.zeros(1)
        Adam(learning_rate=1.0, beta_1=0.0, beta_2=beta_2, epsilon=1.0).update(w, np.array([2.0]))
        assert_allclose(w[0], -math.sqrt(1 - beta_2) * 2 / (2 * math.sqrt(1 - beta_2) + 1), rtol=1e-15)

    def test_of_adam_have_the_learning_rates_size_at_first(self):
        w = np.zeros(3)
        Adam(learning_rate=0.25, epsilon=1e-300).update(w, np.array([1e-8, -3.0, 1e8]))
        assert_allclose(w, [-0.25, 0.25, -0.25], rtol=1e-14)

    @pytest.mark.claim("S4-27")
    def test_of_adam_equal_algorithm_1_with_the_documented_epsilon(self):
        eps, eta, beta_1, beta_2 = 1e-2, 0.1, 0.9, 0.999
        rng = np.random.default_rng(0)
        w = np.ones(3)
        expected, m, v = w.copy(), np.zeros(3), np.zeros(3)
        optimizer = Adam(learning_rate=eta)
        for t in range(1, 30):
            g = rng.normal(size=3)
            optimizer.epsilon = eps * math.sqrt(1 - beta_2**t)
            optimizer.update(w, g)
            m, v = beta_1 * m + (1 - beta_1) * g, beta_2 * v + (1 - beta_2) * g**2
            expected -= eta * (m / (1 - beta_1**t)) / (np.sqrt(v / (1 - beta_2**t)) + eps)
            assert_allclose(w, expected, rtol=0, atol=1e-13)  # a few roundings a step

    def test_nesterov_without_momentum_is_plain(self):
        w, other = np.ones(3), np.ones(3)
        SGD(momentum=0.0, nesterov=True).update(w, np.arange(3.0))
        SGD().update(other, np.arange(3.0))
        assert_array_equal(w, other)

    def test_of_size_0_change_nothing(self):
        for optimizer in (SGD(0.0), SGD(0.0, momentum=0.5), Adam(0.0)):
            w = np.arange(3.0)
            optimizer.update(w, np.ones(3))
            assert_array_equal(w, np.arange(3.0))

    def test_follow_a_learning_rate_that_changes(self, rule):
        w, optimizer = np.ones(3), RULES[rule]()
        optimizer.update(w, np.ones(3))
        optimizer.learning_rate = 0.0
        if "momentum" not in rule and rule != "nesterov":
            before = w.copy()
            optimizer.update(w, np.ones(3))
            assert_array_equal(w, before)
        else:
            optimizer.update(w, np.ones(3))
            assert_allclose(w, 1 - 0.05 * (1 + 0.8) if rule == "momentum" else 1 - 0.05 * (1 + 0.8 + 0.64), rtol=1e-15)

    def test_happen_in_place_and_leave_the_gradient_alone(self, rule):
        w, g = np.ones(5), np.arange(5.0)
        view, optimizer = w[:], RULES[rule]()
        assert optimizer.update(w, g) is None
        assert_array_equal(g, np.arange(5.0))
        assert_array_equal(view, w)
        assert (w[1:] != 1).all()

    def test_allocate_nothing_after_the_first(self, rule):
        w, g, optimizer = np.ones(100_000), np.ones(100_000), RULES[rule]()
        optimizer.update(w, g)
        tracemalloc.start()
        try:
            optimizer.update(w, g)
            before = tracemalloc.get_traced_memory()[0]
            tracemalloc.reset_peak()
            for _ in range(5):
                optimizer.update(w, g)
            after, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        # A vector of the parameters has 800,000 bytes.
        assert peak - before < 4000
        assert after - before < 1000


class TestArguments:
    def test_have_kerass_names_and_defaults(self):
        assert repr(SGD()) == "SGD(learning_rate=0.01, momentum=0.0, nesterov=False)"
        assert repr(Adam()) == "Adam(learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-07)"

    @pytest.mark.parametrize(("make", "numbers"), [(SGD, 3), (Adam, 4)], ids=["sgd", "adam"])
    def test_are_the_documented_ones_and_no_more(self, make, numbers):
        make(*[0.5] * (numbers - (make is SGD)))
        with pytest.raises(TypeError, match="positional"):
            make(*[0.5] * numbers, None)

    def test_do_not_make_two_optimizers_one(self):
        # Each has a memory of its own, whatever its settings.
        for make in (SGD, Adam):
            one, other = make(), make()
            assert one != other
            assert len({one, other}) == 2

    @pytest.mark.parametrize(
        ("make", "error", "parts"),
        [
            pytest.param(lambda: SGD(-0.1), ValueError, ["`learning_rate`", "at least 0", "-0.1"], id="negative rate"),
            pytest.param(
                lambda: SGD(float("inf")), ValueError, ["`learning_rate`", "finite", "inf"], id="rate read as inf"
            ),
            pytest.param(lambda: Adam(math.inf), ValueError, ["`learning_rate`", "finite", "inf"], id="infinite rate"),
            pytest.param(lambda: Adam(math.nan), ValueError, ["`learning_rate`", "finite", "nan"], id="rate NaN"),
            pytest.param(lambda: SGD("0.1"), TypeError, ["`learning_rate`", "real number", "'0.1'"], id="rate text"),
            pytest.param(lambda: SGD(True), TypeError, ["`learning_rate`", "real number"], id="rate True"),
            pytest.param(lambda: SGD(momentum=1), ValueError, ["`momentum`", "[0, 1)", "got 1"], id="momentum 1"),
            pytest.param(lambda: SGD(momentum=1.5), ValueError, ["`momentum`", "[0, 1)", "1.5"], id="momentum above 1"),
            pytest.param(lambda: SGD(momentum=-0.1), ValueError, ["`momentum`", "-0.1"], id="momentum negative"),
            pytest.param(
                lambda: SGD(nesterov=0.9), TypeError, ["`nesterov`", "True or False", "0.9"], id="nesterov 0.9"
            ),
            pytest.param(lambda: Adam(beta_1=1.0), ValueError, ["`beta_1`", "[0, 1)"], id="beta_1"),
            pytest.param(lambda: Adam(beta_2=math.nan), ValueError, ["`beta_2`", "nan"], id="beta_2"),
            pytest.param(lambda: Adam(epsilon=0), ValueError, ["`epsilon`", "above 0", "1e-7"], id="epsilon 0"),
            pytest.param(lambda: Adam(epsilon=-1e-7), ValueError, ["`epsilon`", "above 0"], id="epsilon negative"),
            pytest.param(lambda: Adam(epsilon=None), TypeError, ["`epsilon`", "None"], id="epsilon None"),
        ],
    )
    def test_that_make_no_sense_are_refused(self, make, error, parts):
        with pytest.raises(error) as caught:
            make()
        message = str(caught.value)
        assert [part for part in parts if part not in message] == [], message


class TestVectors:
    @pytest.mark.parametrize(
        ("w", "g", "error", "parts"),
        [
            pytest.param([1.0], np.ones(1), TypeError, ["`parameters`", "in place", "[1.0]"], id="list"),
            pytest.param(np.ones(1), [1.0], TypeError, ["`gradient`", "[1.0]"], id="gradient a list"),
            pytest.param(np.ones(2, int), np.ones(2), TypeError, ["`parameters`", "int64"], id="integers"),
            pytest.param(np.ones(2), np.ones(3), ValueError, ["shape", "(2,)", "(3,)"], id="sizes"),
            pytest.param(np.ones(2), np.ones(1), ValueError, ["shape", "(2,)", "(1,)"], id="a size that broadcasts"),
            pytest.param(np.ones(2), np.ones(2, np.float32), ValueError, ["dtype", "float64", "float32"], id="dtypes"),
        ],
    )
    def test_that_do_not_fit_are_refused_untouched(self, rule, w, g, error, parts):
        with pytest.raises(error) as caught:
            RULES[rule]().update(w, g)
        assert [part for part in parts if part not in str(caught.value)] == []
        assert_array_equal(w, 1)

    @pytest.mark.parametrize("dtypes", [(np.float64, np.float32), (np.float32, np.float64)], ids=["less", "more"])
    def test_of_a_network_of_another_dtype_are_refused(self, rule, dtypes):
        first, other = (np.ones(2, dtype) for dtype in dtypes)
        optimizer = RULES[rule]()
        optimizer.update(first, first.copy())
        for pair in ((other, other.copy()), (first, other), (other, first)):
            with pytest.raises(ValueError, match="a new optimizer for each network"):
                optimizer.update(*pair)

    @pytest.mark.parametrize("size", [1, 3], ids=["smaller", "larger"])
    def test_of_a_network_of_another_size_are_refused(self, rule, size):
        first, other = np.ones(2), np.ones(size)
        optimizer = RULES[rule]()
        optimizer.update(first, first.copy())
        for pair in ((other, other.copy()), (first, other), (other, first)):
            with pytest.raises(ValueError, match="a new optimizer for each network"):
                optimizer.update(*pair)

    def test_that_come_from_another_process_are_taken(self, rule):
        # Pickle makes dtypes that equal NumPy's own and are other objects.
        w, g = pickle.loads(pickle.dumps((np.ones(3), np.arange(3.0))))
        here, optimizer = np.ones(3), RULES[rule]()
        optimizer.update(w, g)
        RULES[rule]().update(here, np.arange(3.0))
        assert_array_equal(w, here)
        optimizer.update(here, np.arange(3.0))
        optimizer.update(w, np.arange(3.0))
        RULES[rule]().update(here, g)
