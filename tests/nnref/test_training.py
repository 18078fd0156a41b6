"""Training: its gradients are Network.backward's, its epochs are whole, its memory is flat, and it says when it fails."""

import io
import math
import sys
import tracemalloc
from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnref import one_hot
from nnref._progress import Progress
from nnref._step import Step
from nnref.network import Network
from nnref.optimizers import SGD, Adam
from nnref.training import History, train

HIDDEN = ["linear", "sigmoid", "tanh", "relu", "leaky_relu"]
SIZES = [(4, 3), (4, 6, 3), (1, 5, 4, 2), (2, 7, 5, 4, 3)]
# A gradient's largest error over its largest element; the tolerance to which it is held to other frameworks too.
TOLERANCE = {np.float64: 1e-12, np.float32: 5e-6}


def problem(sizes, hidden="tanh", output="softmax", examples=8, dtype=np.float64, seed=1):
    rng = np.random.default_rng(seed)
    network = Network(sizes, hidden=hidden, output=output, rng=rng, dtype=dtype)
    network.parameters[...] += rng.normal(scale=0.3, size=network.parameters.shape)
    x = rng.normal(size=(examples, sizes[0]))
    if output == "softmax":
        return network, x, rng.integers(sizes[-1], size=examples)
    return network, x, rng.normal(size=(examples, sizes[-1]))


def flat(gradients):
    parts = []
    for weights, biases in zip(gradients.weights, gradients.biases, strict=True):
        parts += [weights.ravel(), biases]
    return np.concatenate(parts)


class Recorder:
    """An optimizer that moves nothing and remembers what it was given."""

    def __init__(self):
        self.gradients = []

    def update(self, parameters, gradient):
        self.gradients.append(gradient.copy())


@pytest.fixture(params=["softmax", "linear"])
def output(request):
    return request.param


class TestGradient:
    @pytest.mark.parametrize("dtype", [np.float64, np.float32], ids=["float64", "float32"])
    @pytest.mark.parametrize("hidden", HIDDEN)
    @pytest.mark.parametrize("sizes", SIZES, ids=str)
    def test_of_every_batch_is_backwards(self, sizes, hidden, output, dtype):
        network, x, y = problem(sizes, hidden, output, examples=16, dtype=dtype)
        recorder = Recorder()
        history = train(network, x, y, optimizer=recorder, epochs=2, batch_size=5, shuffle=False)
        batches = [slice(0, 5), slice(5, 10), slice(10, 15), slice(15, 16)]
        assert len(recorder.gradients) == 8
        for actual, batch in zip(recorder.gradients, batches * 2, strict=True):
            expected = flat(network.backward(x[batch], y[batch]))
            assert actual.dtype == dtype
            assert_allclose(actual, expected, rtol=0, atol=TOLERANCE[dtype] * np.abs(expected).max())
        # The loss is a sum of terms as large as the logits.
        assert_allclose(history.loss, network.loss(x, y), rtol=10 * TOLERANCE[dtype], atol=TOLERANCE[dtype])

    @pytest.mark.parametrize("hidden", HIDDEN)
    def test_is_backwards_at_saturated_units_too(self, hidden, output):
        network, x, y = problem((4, 6, 3), hidden, output)
        network.parameters[...] *= 30
        recorder = Recorder()
        with np.errstate(all="raise"):
            train(network, x * 30, y, optimizer=recorder, epochs=1, batch_size=8, shuffle=False)
        expected = flat(network.backward(x * 30, y))
        assert_allclose(recorder.gradients[0], expected, rtol=0, atol=TOLERANCE[np.float64] * np.abs(expected).max())

    @pytest.mark.parametrize("activation", ["relu", "leaky_relu"])
    def test_takes_the_documented_slope_at_0(self, activation):
        network = Network([2, 3, 2], hidden=activation, rng=0)
        network.weights[0][...] = 0.0  # every z^1 is exactly 0
        recorder = Recorder()
        train(network, np.ones((4, 2)), [0, 1, 1, 1], optimizer=recorder, epochs=1, shuffle=False)
        expected = flat(network.backward(np.ones((4, 2)), [0, 1, 1, 1]))
        assert np.abs(expected[:6]).max() > 0 or activation == "relu"
        assert_allclose(recorder.gradients[0], expected, rtol=0, atol=1e-15)

    def test_with_an_activation_of_its_own_for_each_layer(self, output):
        network, x, y = problem((3, 8, 7, 6, 5, 4, 2), ["relu", "sigmoid", "leaky_relu", "tanh", "linear"], output)
        recorder = Recorder()
        train(network, x, y, optimizer=recorder, epochs=1, batch_size=8, shuffle=False)
        expected = flat(network.backward(x, y))
        assert_allclose(recorder.gradients[0], expected, rtol=0, atol=1e-12 * np.abs(expected).max())

    def test_with_soft_targets(self):
        network, x, _ = problem((4, 6, 3))
        y = np.random.default_rng(3).dirichlet(np.ones(3), size=8)
        recorder = Recorder()
        history = train(network, x, y, optimizer=recorder, epochs=1, batch_size=8, shuffle=False)
        assert_allclose(recorder.gradients[0], flat(network.backward(x, y)), rtol=0, atol=1e-13)
        assert_allclose(history.loss, network.loss(x, y), rtol=1e-13)


class TestEpochs:
    @pytest.mark.claim("S4-26")
    @pytest.mark.parametrize("rule", [(SGD, 0.1), (SGD, 0.1, 0.9), (SGD, 0.1, 0.9, True), (Adam, 0.1)], ids=repr)
    def test_of_one_full_batch_are_gradient_descent(self, output, rule):
        optimizer, other = (rule[0](*rule[1:]) for _ in range(2))
        network, x, y = problem((4, 6, 3), "tanh", output)
        by_hand, _, _ = problem((4, 6, 3), "tanh", output)
        history = train(network, x, y, optimizer=optimizer, epochs=20, batch_size=100, rng=0)
        losses = []
        for _ in range(20):
            losses.append(float(by_hand.loss(x, y)))
            other.update(by_hand.parameters, flat(by_hand.backward(x, y)))
        # Twenty steps, and the examples added up in other orders.
        assert_allclose(network.parameters, by_hand.parameters, rtol=0, atol=1e-11)
        assert_allclose(history.loss, losses, rtol=0, atol=1e-11)

    @pytest.mark.claim("S4-03", "S4-26")
    def test_of_plain_gradient_descent_equal_the_formula(self):
        network, x, y = problem((4, 6, 3))
        W, b = [w.copy() for w in network.weights], [v.copy() for v in network.biases]
        gradients = network.backward(x, y)
        train(network, x, y, optimizer=SGD(learning_rate=0.5), epochs=1, batch_size=8)
        for layer in range(2):
            # W^l - eta dL/dW^l, to the rounding of one step
            assert_allclose(network.weights[layer], W[layer] - 0.5 * gradients.weights[layer], rtol=0, atol=1e-14)
            assert_allclose(network.biases[layer], b[layer] - 0.5 * gradients.biases[layer], rtol=0, atol=1e-14)

    @pytest.mark.parametrize("batch_size", [1, 4, 7, 23, 100])
    def test_show_every_example_once_shuffled_or_not(self, batch_size):
        examples = 23
        network = Network([examples, 2], output="linear", initializer="zeros")
        x, y = np.eye(examples), np.ones((examples, 2))
        # With weights 0, the gradient's row of an input is its example's alone: it tells who was in the batch.
        orders = {}
        for shuffle in (True, False):
            recorder = Recorder()
            train(network, x, y, optimizer=recorder, epochs=3, batch_size=batch_size, shuffle=shuffle, rng=5)
            steps = math.ceil(examples / batch_size)
            assert len(recorder.gradients) == 3 * steps
            seen = [tuple(np.flatnonzero(g.reshape(-1, 2)[:-1, 0]).tolist()) for g in recorder.gradients]
            epochs = [seen[i * steps : (i + 1) * steps] for i in range(3)]
            for epoch in epochs:
                assert sorted(sum(epoch, ())) == list(range(examples))
                assert [len(batch) for batch in epoch[:-1]] == [min(batch_size, examples)] * (steps - 1)
            orders[shuffle] = epochs
        assert orders[False][0] == orders[False][1] == orders[False][2]
        if batch_size < examples:
            assert orders[True][0] != orders[True][1] != orders[True][2]
            assert orders[True][0] != orders[False][0]

    def test_take_32_examples_a_step_where_nothing_else_is_said(self):
        network, x, y = problem((4, 3), examples=70)
        recorder = Recorder()
        train(network, x, y, optimizer=recorder, epochs=1, shuffle=False)
        expected = [flat(network.backward(x[part], y[part])) for part in (slice(0, 32), slice(32, 64), slice(64, 70))]
        assert_allclose(recorder.gradients, expected, rtol=0, atol=1e-13)

    def test_report_the_mean_over_the_examples_not_over_the_batches(self):
        network = Network([1, 1], output="linear", initializer="zeros")
        x, y = np.zeros((3, 1)), [[0.0], [0.0], [3.0]]
        history = train(network, x, y, optimizer=Recorder(), epochs=1, batch_size=2, shuffle=False)
        assert history == History(loss=[3.0], validation_loss=[])  # 9 / 3, not (0 + 9) / 2

    def test_report_the_validation_loss_after_each(self):
        network, x, y = problem((4, 6, 3), examples=20)
        other, _, _ = problem((4, 6, 3), examples=20)
        history = train(
            network, x[:12], y[:12], optimizer=SGD(0.1), epochs=3, shuffle=False, validation_data=(x[12:], y[12:])
        )
        expected = []
        for _ in range(3):
            train(other, x[:12], y[:12], optimizer=SGD(0.1), epochs=1, shuffle=False)
            expected.append(other.loss(x[12:], y[12:]))
        assert history.validation_loss == expected
        assert len(history.loss) == 3

    def test_are_decided_by_the_seed(self):
        def run(rng, dtype=np.float32):
            network, x, y = problem((4, 6, 3), examples=50, dtype=dtype)
            train(network, x, y, optimizer=Adam(0.01), epochs=3, batch_size=7, rng=rng)
            return network.parameters

        assert_array_equal(run(3), run(3))
        assert_array_equal(run(3), run(np.random.default_rng(3)))
        assert not np.array_equal(run(3), run(4))
        assert not np.array_equal(run(None), run(None))

    def test_of_two_calls_continue_each_other(self):
        first, x, y = problem((4, 6, 3), examples=20)
        second, _, _ = problem((4, 6, 3), examples=20)
        optimizer = Adam(0.01)
        whole = train(first, x, y, optimizer=Adam(0.01), epochs=4, shuffle=False)
        halves = [train(second, x, y, optimizer=optimizer, epochs=2, shuffle=False) for _ in range(2)]
        assert_array_equal(first.parameters, second.parameters)
        assert whole.loss == halves[0].loss + halves[1].loss

    def test_leave_data_and_global_generator_alone(self, output):
        network, x, y = problem((4, 6, 3), "tanh", output)
        before, state = (x.copy(), y.copy()), np.random.get_state()[1].copy()  # noqa: NPY002
        train(network, x, y, optimizer=Adam(), epochs=2)
        assert_array_equal(x, before[0])
        assert_array_equal(y, before[1])
        assert_array_equal(np.random.get_state()[1], state)  # noqa: NPY002

    def test_labels_and_one_hot_rows_are_the_same(self):
        networks = []
        for rows in (False, True):
            network, x, y = problem((4, 6, 3))
            train(network, x, one_hot(y, 3) if rows else y, optimizer=Adam(), epochs=2, rng=0)
            networks.append(network.parameters)
        assert_array_equal(*networks)

    def test_move_the_views_of_the_network(self):
        network, x, y = problem((4, 6, 3))
        W, before = network.weights[0], network.weights[0].copy()
        train(network, x, y, optimizer=Adam(), epochs=1)
        assert np.shares_memory(W, network.parameters)
        assert not np.array_equal(W, before)


class TestLearning:
    @pytest.mark.claim("S4-24")
    @pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu", "leaky_relu"])
    def test_exclusive_or(self, hidden):
        x, y = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]
        network = Network([2, 8, 2], hidden=hidden, rng=2)
        history = train(network, x, y, optimizer=Adam(0.05), epochs=400, rng=0)
        assert_array_equal(network.predict(x).argmax(axis=1), y)
        assert history.loss[-1] < 0.05 < 0.6 < history.loss[0]

    @pytest.mark.claim("S4-24")
    def test_linear_hidden_layers_cannot_learn_it(self):
        x, y = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]
        network = Network([2, 8, 2], hidden="linear", rng=2)
        assert train(network, x, y, optimizer=Adam(0.05), epochs=400, rng=0).loss[-1] > 0.69  # ln 2, a coin's

    @pytest.mark.parametrize("rule", [(SGD, 0.5), (SGD, 0.1, 0.9), (SGD, 0.1, 0.9, True), (Adam, 0.02)], ids=repr)
    @pytest.mark.parametrize("dtype", [np.float64, np.float32], ids=["float64", "float32"])
    def test_three_clouds_far_better_than_chance(self, rule, dtype):
        rng = np.random.default_rng(0)
        y = rng.integers(3, size=300)
        x = np.array([[0, 2], [2, -1], [-2, -1]])[y] + rng.normal(scale=0.5, size=(300, 2))
        network = Network([2, 6, 3], rng=1, dtype=dtype)
        train(network, x[:200], y[:200], optimizer=rule[0](*rule[1:]), epochs=10, rng=0)
        assert (network.predict(x[200:]).argmax(axis=1) == y[200:]).mean() > 0.95

    def test_a_curve(self):
        x = np.linspace(-1, 1, 64)[:, np.newaxis]
        network = Network([1, 16, 1], output="linear", rng=0)
        history = train(network, x, np.sin(3 * x), optimizer=Adam(0.01), epochs=500, rng=0)
        assert history.loss[-1] < 0.005 < 0.3 < history.loss[0]


class TestDivergence:
    def run(self, network, x, y, **options):
        with pytest.raises(FloatingPointError) as caught, np.errstate(all="raise"):
            train(network, x, y, **{"shuffle": False, "optimizer": SGD(1e6), "epochs": 50} | options)
        return str(caught.value)

    @pytest.mark.parametrize("dtype", [np.float64, np.float32], ids=["float64", "float32"])
    def test_stops_with_the_place_and_what_to_try(self, dtype):
        network, x, y = problem((4, 6, 3), "relu", "linear", examples=20, dtype=dtype)
        message = self.run(network, x, y, batch_size=8)
        for part in ("epoch ", "step ", "learning rate", "scaled"):
            assert part in message
        assert np.isfinite(network.parameters).all()
        assert np.isfinite(network.loss(x[:8], y[:8]))

    def test_puts_the_last_good_epochs_start_back(self):
        network, x, y = problem((4, 6, 3), "tanh", "linear", examples=6)

        class Spoiler:
            calls = 0
            starts: list = []  # noqa: RUF012

            def update(self, parameters, gradient):
                self.calls += 1
                if self.calls in (1, 4, 7):
                    self.starts.append(parameters.copy())
                parameters += 0.001
                if self.calls == 8:
                    parameters[3] = np.nan

        spoiler = Spoiler()
        message = self.run(network, x, y, optimizer=spoiler, batch_size=2)
        assert "epoch 3, step 3: the loss became nan" in message
        assert_array_equal(network.parameters, spoiler.starts[2])

    def test_in_the_last_step_of_all_is_noticed(self):
        network, x, y = problem((4, 6, 3), "tanh", "linear", examples=6)
        before = network.parameters.copy()

        class Spoiler:
            def update(self, parameters, gradient):
                parameters[0] = np.inf

        message = self.run(network, x, y, optimizer=Spoiler(), epochs=1, batch_size=6)
        assert "epoch 1, step 1: a parameter became NaN or infinite" in message
        assert_array_equal(network.parameters, before)

    def test_at_the_very_first_step_changes_nothing(self):
        network, x, y = problem((4, 6, 3), "relu", "linear", examples=6, dtype=np.float32)
        network.parameters[...] *= 1e20
        before = network.parameters.copy()
        assert "epoch 1, step 1: the loss became" in self.run(network, x * 1e10, y)
        assert_array_equal(network.parameters, before)


class TestMemory:
    def test_holds_no_new_array_of_a_layers_size_in_a_step(self, output):
        network, x, y = problem((60, 50, 40, 30), HIDDEN[1:3], output, examples=640)
        smallest = 30 * 64 * 8  # bytes of the smallest layer's activations in a batch

        class Watcher(Adam):
            peaks: list = []  # noqa: RUF012

            def update(self, parameters, gradient):
                super().update(parameters, gradient)
                now, peak = tracemalloc.get_traced_memory()
                self.peaks.append((now, peak))
                tracemalloc.reset_peak()

        watcher = Watcher()
        tracemalloc.start()
        try:
            train(network, x, y, optimizer=watcher, epochs=3, batch_size=64, rng=0)
        finally:
            tracemalloc.stop()
        for (before, _), (_, peak) in pairwise(watcher.peaks[9:]):
            assert peak - before < smallest / 4
        watched = [now for now, _ in watcher.peaks]
        assert len(watched) == 30
        assert watched[-1] - watched[9] < smallest / 4

    @pytest.mark.parametrize("hidden", HIDDEN)
    def test_of_a_step_is_all_there_before_it(self, hidden):
        network, x, y = problem((30, 40, 20, 10), hidden, examples=64)
        inputs = np.hstack([x, np.ones((64, 1))])
        targets = np.ascontiguousarray(one_hot(y, 10).T)
        step = Step(network, np.empty_like(network.parameters), 64)
        batch = np.arange(64)
        step(inputs, targets, batch)
        tracemalloc.start()
        try:
            step(inputs, targets, batch)
            before = tracemalloc.get_traced_memory()[0]
            tracemalloc.reset_peak()
            step(inputs, targets, batch)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert peak - before < 1500  # views and numbers; the smallest layer's activations have 5,120 bytes

    def test_does_not_grow_with_the_number_of_epochs(self):
        def peak(epochs):
            network, x, y = problem((60, 50, 10), examples=640)
            tracemalloc.start()
            try:
                train(network, x, y, optimizer=Adam(), epochs=epochs, batch_size=64, rng=0)
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()

        peak(1)
        assert peak(20) - peak(2) < 8000  # 18 numbers more in the history, not one array of 25,600 bytes


class Terminal(io.StringIO):
    def isatty(self):
        return True


class TestProgress:
    def run(self, monkeypatch, stdout, stderr, **options):
        monkeypatch.setattr(sys, "stdout", stdout)
        monkeypatch.setattr(sys, "stderr", stderr)
        network, x, y = problem((4, 6, 3))
        train(network, x, y, optimizer=Adam(), epochs=5, rng=0, **options)

    def test_is_one_line_on_a_terminal(self, monkeypatch):
        out, err = Terminal(), Terminal()
        self.run(monkeypatch, out, err, validation_data=problem((4, 6, 3))[1:])
        assert out.getvalue() == ""
        text = err.getvalue()
        assert text.count("\n") == 1
        assert text.endswith("\n")
        last = text.rstrip("\n").split("\r")[-1]
        assert last.startswith("epoch 5/5, loss ")
        assert ", validation loss " in last

    def test_is_told_the_losses_of_the_epoch_that_ended(self, monkeypatch):
        told = []
        monkeypatch.setattr(Progress, "epoch", lambda self, *what: told.append(what))
        x, y = np.random.default_rng(1).normal(size=(8, 4)), [0, 1, 2, 0, 1, 2, 0, 1]
        network = Network((4, 3, 3), rng=2)
        history = train(network, x, y, optimizer=SGD(0.5), epochs=3, rng=3, validation_data=(x[:3], y[:3]))
        assert told == list(zip((1, 2, 3), history.loss, history.validation_loss, strict=True))
        assert len(set(history.loss)) == len(set(history.validation_loss)) == 3

    def test_covers_a_longer_line_with_blanks(self, monkeypatch):
        err = Terminal()
        monkeypatch.setattr("nnref._progress._SECONDS", 0.0)
        self.run(monkeypatch, Terminal(), err)
        lines = err.getvalue().rstrip("\n").split("\r")[1:]
        assert len(lines) == 10  # each of five epochs has one batch, and an end
        assert lines[0] == "epoch 1/5, batch 1/1"
        for earlier, later in pairwise(lines):
            assert len(later) >= len(earlier.rstrip())

    @pytest.mark.parametrize(
        ("stdout", "stderr"), [(io.StringIO, Terminal), (Terminal, io.StringIO), (io.StringIO, io.StringIO)]
    )
    def test_is_silent_when_an_output_is_piped(self, monkeypatch, stdout, stderr):
        out, err = stdout(), stderr()
        self.run(monkeypatch, out, err)
        assert out.getvalue() + err.getvalue() == ""

    def test_is_silent_without_outputs(self, monkeypatch):
        self.run(monkeypatch, None, None)

    def test_can_be_asked_for_and_refused(self, monkeypatch):
        out, err = io.StringIO(), io.StringIO()
        self.run(monkeypatch, out, err, progress=True)
        assert "epoch 5/5" in err.getvalue()
        out, err = Terminal(), Terminal()
        self.run(monkeypatch, out, err, progress=False)
        assert out.getvalue() + err.getvalue() == ""

    def test_ends_its_line_when_training_fails(self, monkeypatch):
        err = Terminal()
        monkeypatch.setattr(sys, "stdout", Terminal())
        monkeypatch.setattr(sys, "stderr", err)
        network, x, y = problem((4, 6, 3), "relu", "linear")
        with pytest.raises(FloatingPointError):
            train(network, x, y, optimizer=SGD(1e6), epochs=50)
        assert err.getvalue().endswith("\n")


class Watched(Terminal):
    """A terminal that knows how much of it the user has seen."""

    seen = 0

    def flush(self):
        self.seen = len(self.getvalue())


class TestLineOfProgress:
    """The line itself, on a terminal, by a clock that stands still until it is told to go on."""

    @pytest.fixture
    def clock(self, monkeypatch):
        clock = {"now": 50.0}
        monkeypatch.setattr("nnref._progress.monotonic", lambda: clock["now"])
        return clock

    @pytest.fixture
    def terminal(self, monkeypatch):
        terminal = Watched()
        monkeypatch.setattr("nnref._progress._stream", lambda wanted: terminal)
        return terminal

    def test_shows_the_first_batch_at_once_and_then_ten_times_a_second(self, clock, terminal):
        with Progress(epochs=9, batches=9, wanted=True) as shown:
            for batch, clock["now"] in enumerate([50.0, 50.0, 50.05, 50.1, 50.15, 50.3], start=1):
                shown.step(1, batch)
        assert terminal.getvalue().strip().split("\r") == [f"epoch 1/9, batch {batch}/9" for batch in (1, 4, 6)]

    def test_shows_epochs_as_often_and_the_last_in_any_case(self, clock, terminal):
        with Progress(epochs=300, batches=1, wanted=True) as shown:
            for epoch, clock["now"] in enumerate([50.0, 50.0, 50.05, 50.1, 50.15], start=1):
                shown.epoch(epoch, 0.5, None)
            shown.epoch(int("300"), 0.5, None)
        assert [line.split("/")[0] for line in terminal.getvalue().strip().split("\r")] == [
            "epoch 1",
            "epoch 4",
            "epoch 300",
        ]

    def test_is_seen_as_soon_as_it_is_written(self, clock, terminal):
        with Progress(epochs=2, batches=1, wanted=True) as shown:
            shown.epoch(1, 0.5, None)
            assert terminal.seen == len(terminal.getvalue()) > 0
        assert terminal.getvalue().endswith("\n")
        assert terminal.seen == len(terminal.getvalue())

    def test_is_not_ended_where_none_was_begun(self, clock, terminal):
        with Progress(epochs=2, batches=1, wanted=True):
            pass
        assert terminal.getvalue() == ""

    def test_first_holds_nothing_but_its_text(self, clock, terminal):
        with Progress(epochs=2, batches=1, wanted=True) as shown:
            shown.step(1, 1)
        assert terminal.getvalue() == "\repoch 1/2, batch 1/1\n"


class TestArguments:
    @pytest.mark.parametrize(
        ("changes", "error", "parts"),
        [
            pytest.param({"network": None}, TypeError, ["`network`", "nnref.Network", "NoneType"], id="network"),
            pytest.param({"optimizer": "adam"}, TypeError, ["`optimizer`", "'adam'", "nnref.Adam()"], id="name"),
            pytest.param({"optimizer": Adam}, TypeError, ["`optimizer`", "nnref.Adam()"], id="class"),
            pytest.param({"epochs": 0}, ValueError, ["`epochs`", "at least 1", "got 0"], id="no epochs"),
            pytest.param({"epochs": 2.0}, TypeError, ["`epochs`", "integer", "2.0"], id="epochs a float"),
            pytest.param({"batch_size": 0}, ValueError, ["`batch_size`", "at least 1"], id="empty batches"),
            pytest.param({"batch_size": None}, TypeError, ["`batch_size`", "integer", "None"], id="batch None"),
            pytest.param({"rng": "a"}, TypeError, ["`rng`", "integer"], id="rng"),
            pytest.param({"shuffle": 3}, TypeError, ["`shuffle`", "True or False", "`rng`"], id="shuffle"),
            pytest.param({"progress": 1}, TypeError, ["`progress`", "True, False or None"], id="progress"),
            pytest.param({"x": np.ones(4), "y": 1}, ValueError, ["`x`", "one example a row", "[x]"], id="one example"),
            pytest.param({"x": np.ones((8, 5))}, ValueError, ["`x`", "4 numbers", "got 5"], id="width"),
            pytest.param({"x": np.full((8, 4), np.nan)}, ValueError, ["`x`", "finite", "nan", "[0, 0]"], id="NaN"),
            pytest.param({"x": np.full((8, 4), np.inf)}, ValueError, ["`x`", "finite", "inf"], id="infinite"),
            pytest.param({"y": [0] * 7}, ValueError, ["`y`", "(8,)", "(7,)"], id="too few labels"),
            pytest.param({"y": np.eye(3)[[0] * 9]}, ValueError, ["`y`", "(8, 3)", "(9, 3)"], id="too many rows"),
            pytest.param({"y": np.eye(4)[[0] * 8]}, ValueError, ["`y`", "(8, 3)", "(8, 4)"], id="too many classes"),
            pytest.param({"y": [0] * 7 + [3]}, ValueError, ["`y`", "from 0 to 2", "got 3"], id="label"),
            pytest.param({"y": np.full((8, 3), np.nan)}, ValueError, ["`y`", "finite", "nan"], id="targets NaN"),
            pytest.param({"validation_data": 3}, TypeError, ["`validation_data`", "pair (x, y)"], id="no pair"),
            pytest.param({"validation_data": (1, 2, 3)}, TypeError, ["`validation_data`", "pair"], id="three"),
            pytest.param({"validation_data": ([[1] * 4],)}, TypeError, ["`validation_data`", "pair"], id="one alone"),
            pytest.param(
                {"validation_data": (np.ones((2, 5)), [0, 1])},
                ValueError,
                ["`validation_data[0]`", "4 numbers", "got 5"],
                id="validation width",
            ),
            pytest.param(
                {"validation_data": (np.ones((2, 4)), [0, 3])},
                ValueError,
                ["`validation_data[1]`", "from 0 to 2", "got 3"],
                id="validation label",
            ),
        ],
    )
    def test_that_make_no_sense_are_refused_before_anything_moves(self, changes, error, parts):
        network, x, y = problem((4, 6, 3))
        before = network.parameters.copy()
        arguments = {"network": network, "x": x, "y": y, "optimizer": Adam(), "epochs": 1} | changes
        with pytest.raises(error) as caught:
            train(**arguments)
        message = str(caught.value)
        assert [part for part in parts if part not in message] == [], message
        assert_array_equal(network.parameters, before)

    def test_a_number_too_large_for_float32_is_refused(self):
        network, x, y = problem((4, 6, 3), dtype=np.float32)
        x[3, 1] = 1e300
        with pytest.raises(ValueError, match=r"`x`.*float32.*\[3, 1\]"):
            train(network, x, y, optimizer=Adam(), epochs=1)

    def test_an_optimizer_of_another_network_is_refused(self):
        optimizer = Adam()
        network, x, y = problem((4, 6, 3))
        train(network, x, y, optimizer=optimizer, epochs=1)
        other, x, y = problem((4, 5, 3))
        with pytest.raises(ValueError, match="a new optimizer for each network"):
            train(other, x, y, optimizer=optimizer, epochs=1)
