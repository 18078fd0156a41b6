"""What the figures of deep networks must show: the experiments' results."""

from __future__ import annotations

from typing import Any

import numpy as np

from scripts.experiments import result
from tests.figures.expect import Cell, Expected, View, figure, floats, through

STARTS = ("small normal", "Glorot", "He")
DEPTHS = (2, 3, 5, 10, 20, 50)
NAMES = {"sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU", "leaky_relu": "leaky ReLU"}


def by_depth(hidden: str, start: str, what: str = "left") -> list[float]:
    """A measurement of the experiment at every depth."""
    found = {
        c["depth"]: c[what] for c in result("depth")["cases"] if (c["hidden"], c["initializer"]) == (hidden, start)
    }
    return [found[depth] for depth in DEPTHS]


@figure
def vanishing_gradients(narrow: bool) -> Expected:
    suited = {"sigmoid": "Glorot", "tanh": "Glorot", "relu": "He", "leaky_relu": "He"}
    left = {hidden: by_depth(hidden, start) for hidden, start in suited.items()}
    bound = by_depth("sigmoid", "Glorot", "bound")
    quarters = [0.25 ** (depth - 1) for depth in DEPTHS]
    whole = {hidden: through(DEPTHS, values, "gradient", dots=True) for hidden, values in left.items()}
    whole |= {"bound": through(DEPTHS, bound, "bound"), "reference": through(DEPTHS, quarters, "faint")}
    top = {f"{hidden}-magnified": through(DEPTHS, left[hidden], "gradient", dots=True) for hidden in left}
    del top["sigmoid-magnified"]
    said: list[tuple[str, str | None]] = [
        ("tanh, ReLU,\nleaky ReLU", "tanh"),
        ("bound", "bound"),
        ("sigmoid", None),
        ("$(1/4)^{L-1}$", "reference"),
        ("what is left at layer 1", None),
    ]
    told: list[tuple[str, str | None]] = [
        (NAMES[hidden], f"{hidden}-magnified") for hidden in ("tanh", "relu", "leaky_relu")
    ]
    table: dict[str, list[Cell]] = {"layers": [*DEPTHS]}
    table |= {f"{NAMES[hidden]}, {start}": floats(left[hidden]) for hidden, start in suited.items()}
    table |= {"sigmoid's bound": floats(bound), "(1/4) to the L − 1": floats(quarters)}
    return Expected(
        [View(whole, said, "layers $L$"), View(top, [*told, ("the same, magnified", None)], "layers $L$")], table
    )


@figure
def vanishing_starts(narrow: bool) -> Expected:
    panels = []
    for hidden in ("sigmoid", "relu"):
        gids = {start: f"{hidden}-{start.replace(' ', '-')}" for start in STARTS}
        shapes = {gid: through(DEPTHS, by_depth(hidden, start), "gradient", dots=True) for start, gid in gids.items()}
        panels.append(View(shapes, [*gids.items(), (NAMES[hidden], None)], "layers $L$"))
    rows = [(hidden, start) for hidden in NAMES for start in ("zeros", *STARTS)]
    table: dict[str, list[Cell]] = {
        "activation": [NAMES[hidden] for hidden, _ in rows],
        "start": [start for _, start in rows],
    }
    for number, depth in enumerate(DEPTHS):
        table[f"{depth} layers"] = [by_depth(hidden, start)[number] for hidden, start in rows]
    return Expected(panels, table)


@figure
def initialization(narrow: bool) -> Expected:
    found = {(c["hidden"], c["initializer"]): c["squares"] for c in result("activation_variance")["cases"]}
    panels, shown = [], [0, 1, 2, 3, 5, 10, 15, 20]
    table: dict[str, list[Cell]] = {"layer": [*shown]}
    for hidden, name in (("tanh", "tanh"), ("relu", "ReLU")):
        gids = {start: f"{hidden}-{start.replace(' ', '-')}" for start in STARTS}
        shapes = {gid: through(np.arange(21), found[hidden, start]) for start, gid in gids.items()}
        panels.append(View(shapes, [*gids.items(), (name, None)], "layer $l$"))
        table |= {f"{name}, {start}": floats(np.array(found[hidden, start])[shown]) for start in STARTS}
    return Expected(panels, table)


@figure
def deep_20(narrow: bool) -> Expected:
    epochs, shown = np.arange(1, 101), [1, 5, 10, 20, 40, 60, 80, 100]
    shapes: dict[str, Any] = {}
    table: dict[str, list[Cell]] = {"epoch": [*shown]}
    for recipe in result("deep_20")["recipes"]:
        names = (recipe["hidden"], recipe["start"], recipe["optimizer"])
        losses = np.sort(recipe["losses"], axis=0)[2]  # the middle one of five seeds
        shapes["-".join(names).replace(" ", "-")] = through(epochs, losses, "loss")
        table[", ".join((NAMES[names[0]], *names[1:]))] = floats(losses[np.array(shown) - 1])
    gap = "\n" if narrow else " "
    words: list[tuple[str, str | None]] = [
        (f"sigmoid, or the usual weights:{gap}the other six", None),
        ("ReLU, He, SGD", "relu-He-SGD"),
        (f"ReLU, He,{gap}Adam", "relu-He-Adam"),
    ]
    return Expected([View(shapes, words, "epochs", "loss")], table)
