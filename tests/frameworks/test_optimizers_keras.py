"""nnref's optimizers held to Keras's: a hundred steps on the same batches."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf

from nnref.keras import to_keras
from nnref.network import Network
from nnref.optimizers import SGD, Adam
from nnref.training import train
from tests.frameworks.problems import SEED, distance, interleaved
from tests.frameworks.test_tensorflow import loss_of

SIZES, EXAMPLES, BATCH, EPOCHS = (5, 8, 6, 3), 80, 16, 20  # 5 steps an epoch, 100 in all
# Keras keeps a learning rate in float32 whatever the network's dtype, and raises Adam's betas to a power from there: in
# float64 it computes what was asked for only if these numbers are exact in float32, as these are.
ETA, MU = 2.0**-4, 0.875
ADAM = {"learning_rate": 2.0**-7, "beta_1": 0.875, "beta_2": 1 - 2.0**-10}
RULES = {
    "SGD": (lambda: SGD(ETA), lambda: keras.optimizers.SGD(ETA)),
    "momentum": (lambda: SGD(ETA, MU), lambda: keras.optimizers.SGD(ETA, MU)),
    "Nesterov": (lambda: SGD(ETA, MU, nesterov=True), lambda: keras.optimizers.SGD(ETA, MU, nesterov=True)),
    "Adam": (lambda: Adam(**ADAM), lambda: keras.optimizers.Adam(**ADAM)),
}
# max|difference| / max|parameter| after 100 steps. Each step adds a few roundings, 1e-16 of the parameters (6e-8 in
# float32), and training a smooth network neither forgets nor magnifies them much: a hundred make some 1e-14 (6e-6).
# Another order of summation on another machine may add to that. A wrong rule is a thousand times further away, as the
# last test shows.
BOUND = {"float64": 1e-13, "float32": 1e-5}


def problem(dtype):
    rng = np.random.default_rng(SEED)
    x = rng.normal(size=(EXAMPLES, SIZES[0])).astype(dtype)
    labels = np.argmax(x @ rng.normal(size=(SIZES[0], SIZES[-1])), axis=1)
    return Network(SIZES, hidden="tanh", rng=1, dtype=dtype), x, labels


def with_keras(network, x, labels, optimizer):
    """The parameters after Keras's steps, and its losses; `fit` itself would round the examples to float32."""
    model, loss_function = to_keras(network), loss_of(network)
    optimizer.build(model.trainable_variables)

    @tf.function
    def step(examples, rows):
        with tf.GradientTape() as tape:
            loss = loss_function(rows, model(examples))
        optimizer.apply(tape.gradient(loss, [v.value for v in model.trainable_variables]), model.trainable_variables)
        return loss

    rows = np.eye(SIZES[-1], dtype=x.dtype)[labels]
    batches = [slice(start, start + BATCH) for start in range(0, EXAMPLES, BATCH)]
    losses = [np.mean([float(step(x[batch], rows[batch])) for batch in batches]) for _ in range(EPOCHS)]
    return model.get_weights(), losses


def furthest(network, weights):
    return max(map(distance, interleaved(network), weights))


@pytest.mark.claim("S4-27")
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("rule", RULES)
def test_a_hundred_steps_end_where_keras_ends(rule, dtype):
    mine, theirs = RULES[rule]
    network, x, labels = problem(dtype)
    start = network.parameters.copy()
    weights, losses = with_keras(network, x, labels, theirs())
    history = train(network, x, labels, optimizer=mine(), epochs=EPOCHS, batch_size=BATCH, shuffle=False)
    assert furthest(network, weights) < BOUND[dtype]
    np.testing.assert_allclose(history.loss, losses, rtol=BOUND[dtype])
    assert np.abs(network.parameters - start).max() > 0.1  # and they did go somewhere


def test_the_defaults_are_keras_defaults():
    for mine, theirs in [(SGD(), keras.optimizers.SGD()), (Adam(), keras.optimizers.Adam())]:
        config = theirs.get_config()
        for name in ("learning_rate", "momentum", "nesterov", "beta_1", "beta_2", "epsilon"):
            if hasattr(mine, name):
                assert config[name] == pytest.approx(getattr(mine, name), rel=1e-7), name  # float32's learning rate


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_adam_with_its_defaults_stays_within_what_keras_rounds(dtype):
    # 0.999 is 0.99900001287 in float32: 1 - beta_2^t is off by 1.3e-5 of itself, its root, and so the step, by half of
    # that. The moments are not concerned.
    network, x, labels = problem(dtype)
    weights, _ = with_keras(network, x, labels, keras.optimizers.Adam())
    start = Network(SIZES, hidden="tanh", rng=1, dtype=dtype)
    train(network, x, labels, optimizer=Adam(), epochs=EPOCHS, batch_size=BATCH, shuffle=False)
    moved = max(map(distance, interleaved(start), weights))
    assert furthest(network, weights) < 2e-5 * moved + BOUND[dtype]
    assert moved > 0.01


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        pytest.param("SGD", lambda: SGD(ETA * 1.001), id="another-rate"),
        pytest.param("momentum", lambda: SGD(ETA, MU, nesterov=True), id="nesterov-for-momentum"),
        pytest.param("Nesterov", lambda: SGD(ETA, MU), id="momentum-for-nesterov"),
        pytest.param("Adam", lambda: Adam(**ADAM, epsilon=1e-6), id="another-epsilon"),
        pytest.param("Adam", lambda: Adam(**ADAM | {"beta_2": 0.99}), id="another-memory"),
    ],
)
def test_another_rule_is_further_away_than_the_bound(rule, wrong):
    network, x, labels = problem("float64")
    weights, _ = with_keras(network, x, labels, RULES[rule][1]())
    train(network, x, labels, optimizer=wrong(), epochs=EPOCHS, batch_size=BATCH, shuffle=False)
    assert furthest(network, weights) > 1000 * BOUND["float64"]
