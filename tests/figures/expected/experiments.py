"""What the figures of training must show: the experiments' results, and nnref where it can say the same at once."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnref.optimizers import SGD, Adam, Optimizer
from scripts.experiments import result
from tests.figures.expect import Cell, Expected, Line, View, dot, figure, floats, through

STARTS = ("small normal", "Glorot", "He")


@figure
def batches(narrow: bool) -> Expected:
    found = result("batches")["batches"]
    steps, seen = {}, {}
    for size in (128, 16, 1):
        run = found[str(size)]
        steps[f"steps-{size}"] = through(np.array(run["seen"]) / size, run["excess"], "loss")
        seen[f"seen-{size}"] = through(run["seen"], run["excess"], "loss")
    names = [("all 128", 128), ("16", 16), ("1", 1)]
    rows = [found[str(size)] for size in (128, 16, 1)]
    return Expected(
        [
            View(steps, [*((text, f"steps-{n}") for text, n in names), ("loss above the lowest", None)], "steps"),
            View(seen, [(text, f"seen-{n}") for text, n in names], "examples seen"),
        ],
        {
            "batch": [128, 16, 1],
            "steps an epoch": [1, 8, 128],
            "at the start": [row["start"] for row in rows],
            "after one epoch": [row["after_one_epoch"] for row in rows],
            "mean of the last half": [row["last_half"] for row in rows],
        },
    )


def valley_path(name: str) -> Any:
    """The path down L = (w₁² + 100 w₂²) / 2 from (10, 1), at the rate that the experiment chose, walked again."""
    found = result("valley")[name]
    makes: dict[str, Optimizer] = {
        "SGD": SGD(found["rate"]),
        "momentum": SGD(found["rate"], momentum=0.9),
        "Adam": Adam(found["rate"]),
    }
    w, path = np.array([10.0, 1.0]), [(10.0, 1.0)]
    for _ in range(found["steps"]):
        makes[name].update(w, w * [1, 100])
        path.append((float(w[0]), float(w[1])))
    return np.array(path)


@figure
def valley(narrow: bool) -> Expected:
    order = [0, 1] if narrow else [1, 0]  # the valley lies along the longer side
    panels, shown = [], [0, 1, 2, 3, 5, 10, 20, 30]
    table: dict[str, list[Cell]] = {"step": [*shown]}
    angle = np.linspace(0, 2 * np.pi, 2001)
    for number, name in enumerate(("SGD", "momentum", "Adam")):
        path = valley_path(name)
        x, y = path[:, order].T
        shapes = {
            f"path-{name}": through(x, y, "gradient"),
            f"points-{name}": Line(x, y, "gradient", line=False, dots=True),
            f"start-{name}": dot(x[0], y[0], "gradient"),
            f"goal-{name}": dot(0, 0.0, "loss", hollow=True),
        }
        for part in (0.1, 0.4, 0.9):  # of the loss at the start, (10² + 100) / 2
            radius = math.sqrt(2 * part * (10**2 + 100) / 2)
            ellipse = np.column_stack([radius * np.cos(angle), radius / 10 * np.sin(angle)])[:, order]
            shapes[f"{name}-level-{part}"] = through(*ellipse.T, "loss")
        axes = ("$w_1$" if number == 2 else "", "$w_2$" if number == 1 else "")
        if not narrow:
            axes = ("$w_2$" if number == 1 else "", "$w_1$" if number == 0 else "")
        panels.append(View(shapes, [(f"{name}: {len(path) - 1} steps", None)], *axes))
        table |= {f"{name} w₁": floats(path[shown, 0]), f"{name} w₂": floats(path[shown, 1])}
    return Expected(panels, table)


def without_dust(values: ArrayLike) -> ArrayLike:
    """The values, with 0 where rounding left the sixteenth digit of a 1: the sine of a multiple of pi."""
    return np.where(np.abs(values) < 1e-12, 0.0, values)


@figure
def relu_fit(narrow: bool) -> Expected:
    found = result("relu_fit")
    x = np.array(found["x"])
    wave = np.sin(2 * np.pi * x)
    shapes = {
        "wave": through(x, wave, "faint"),
        "relu": through(x, found["fits"]["relu"]),
        "linear": through(x, found["fits"]["linear"]),
    }
    shown = slice(None, None, 8)
    table = {
        "x": floats(x[shown]),
        "wave": floats(without_dust(wave[shown])),
        "with ReLU": floats(found["fits"]["relu"][shown]),
        "linear": floats(without_dust(found["fits"]["linear"][shown])),
        "best line": floats(without_dust(np.polyval(np.polyfit(x, wave, 1), x)[shown])),
    }
    return Expected([View(shapes, [("with ReLU", "relu"), ("linear", "linear")], "$x$")], table)


@figure
def symmetry(narrow: bool) -> Expected:
    found = result("symmetry")
    panels, paths = [], {}
    for start, title in (("constant", "all weights alike"), ("random", "random weights")):
        wanted = (start, "sigmoid", "balanced", "SGD")
        cases = [c for c in found["cases"] if (c["start"], c["hidden"], c["batch"], c["optimizer"]) == wanted]
        paths[start] = np.array(cases[0]["paths"])
        steps = np.arange(len(paths[start])) * found["every"]
        shapes = {f"{start}-{unit}": through(steps, paths[start][:, unit - 1], "ink") for unit in range(1, 5)}
        words: list[tuple[str, str | None]] = [(title, None)]
        if start == "constant":
            words.append(("four lines in one", "constant-1"))
        panels.append(View(shapes, words, "steps", "$w_{1j}^{1}$" if narrow or start == "constant" else ""))
    table: dict[str, list[Cell]] = {"step": [*range(0, 1001, 100)]}
    for name, start in (("alike", "constant"), ("random", "random")):
        for unit in range(1, 5):
            table[f"{name}, unit {unit}"] = floats(paths[start][::10, unit - 1])
    return Expected(panels, table)


@figure
def tanh_sigmoid(narrow: bool) -> Expected:
    rows = result("tanh_sigmoid")
    deep = next(r for r in rows if (r["depth"], r["optimizer"]) == (3, "SGD"))
    tried = 2.0 ** np.arange(-4, 5)
    guessing = math.log(3)
    by_rate: dict[str, Line] = {"guessing-by-rate": through([1e-3, 100], [guessing] * 2, "faint")}
    by_depth: dict[str, Line] = {"guessing-by-depth": through([0, 100], [guessing] * 2, "faint")}
    for hidden, aside in (("sigmoid", -0.06), ("tanh", 0.06)):
        means = deep[hidden]["tuning"]
        by_rate[f"tuning-{hidden}"] = through(tried, means, "loss")
        by_rate[f"best-rate-{hidden}"] = dot(tried[int(np.argmin(means))], min(means), "loss")
        plain = [r for r in rows if r["optimizer"] == "SGD"]
        depths = np.array([r["depth"] for r in plain])
        by_depth[f"best-{hidden}"] = through(depths + aside, [r[hidden]["loss"]["mean"] for r in plain], "loss")
        for r in rows:
            is_adam, loss = r["optimizer"] == "Adam", r[hidden]["loss"]
            x, name = r["depth"] + aside * (3.5 if is_adam else 1), f"{hidden}-{r['depth']}-{r['optimizer']}"
            by_depth[f"interval-{name}"] = through([x, x], [loss["low"], loss["high"]], "loss")
            by_depth[f"mean-{name}"] = dot(x, np.mean(r[hidden]["losses"]), "loss", hollow=is_adam)
    curves = [("tanh", "tuning-tanh"), ("sigmoid", "tuning-sigmoid"), ("guessing", "guessing-by-rate")]
    named = [("sigmoid", None), ("tanh", None), ("Adam", None), ("each at its best rate", None)]
    table: dict[str, list[Cell]] = {
        "hidden layers": [r["depth"] for r in rows],
        "optimiser": [r["optimizer"] for r in rows],
    }
    for hidden in ("sigmoid", "tanh"):
        table[f"η, {hidden}"] = [f"{r[hidden]['rate']:g}" for r in rows]
        table[f"loss, {hidden}"] = [interval(r[hidden]["loss"]) for r in rows]
    table["difference"] = [interval(r["gap"]) for r in rows]
    pairs = [zip(r["sigmoid"]["losses"], r["tanh"]["losses"], strict=True) for r in rows]
    lower = [sum(tanh < sigmoid for sigmoid, tanh in pair) for pair in pairs]
    table["tanh lower in"] = [f"{count} of {len(r['tanh']['losses'])}" for count, r in zip(lower, rows, strict=True)]
    return Expected(
        [
            View(by_rate, [*curves, ("3 hidden layers", None)], r"learning rate $\eta$"),
            View(by_depth, named, "hidden layers"),
        ],
        table,
    )


def interval(found: dict[str, float]) -> tuple[float, ...]:
    """A mean and the ends of its interval."""
    return found["mean"], found["low"], found["high"]
