"""The lecture's network, with what each part is called on paper and in Keras."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from scripts.figures import style

SIZES = (2, 3, 3, 3)
ACTIVATIONS = ("tanh", "tanh", "softmax")
CLASSES = ("elephant", "dog", "cat")
WIDTH = {False: 660, True: 340}  # CSS pixels, on a desktop and on a phone
HEIGHT, MIDDLE, STEP, RADIUS = 290, 152, 52, 13


def alt() -> str:
    return f"""A network of {len(SIZES) - 1} layers: {SIZES[0]} inputs, then two hidden layers of {SIZES[1]} units, then
    {SIZES[-1]} outputs named {", ".join(CLASSES)}. Above the lines into each layer stand its weights W and biases b with
    their shapes. Below each layer stands the same in Keras: Dense with the number of units and the activation,
    {", ".join(ACTIVATIONS)}. The network itself is one Sequential of these."""


def caption() -> str:
    parameters = sum((n_in + 1) * n_out for n_in, n_out in pairwise(SIZES))
    return rf"""Above, the paper's names: the lines into layer $l$ are $W^{{l}}$ and $b^{{l}}$. Below, Keras's: a layer with
    its lines is one `Dense`, and its number of units is all it needs to be told. {parameters} parameters in all."""


def draw() -> Figure:
    figure, (axes,) = style.panels(height=HEIGHT - 20)
    width = WIDTH[style.is_narrow()]
    axes.set(xlim=(0, width), ylim=(20, HEIGHT), aspect="equal")
    axes.set_axis_off()
    for layer in range(1, len(SIZES)):
        draw_lines(axes, layer)
        write_paper(axes, layer)
        write_keras(axes, layer)
    for layer, size in enumerate(SIZES):
        for unit in range(size):
            draw_unit(axes, layer, unit, "ink" if layer == 0 else "function")
    keras_input = "Input\n((2,))" if style.is_narrow() else "Input((2,))"
    style.label(axes, keras_input, x_of(0), 48, ha="center", va="center")
    style.label(axes, "$x = a^0$", x_of(0), 240, ha="center")
    for unit, name in enumerate(CLASSES):
        if not style.is_narrow():
            style.label(axes, name, *place(len(SIZES) - 1, unit), offset=(RADIUS + 8, 0))
    return figure


def x_of(layer: int) -> float:
    """The place of a layer from the left."""
    left, right = (32, 302) if style.is_narrow() else (70, 540)
    return float(np.linspace(left, right, len(SIZES))[layer])


def place(layer: int, unit: int) -> tuple[float, float]:
    """The centre of a unit, the first one on top."""
    return x_of(layer), MIDDLE + STEP * ((SIZES[layer] - 1) / 2 - unit)


def draw_lines(axes: Axes, layer: int) -> None:
    for i, j in product(range(SIZES[layer - 1]), range(SIZES[layer])):
        (x, y), (to_x, to_y) = place(layer - 1, i), place(layer, j)
        axes.plot(
            [x, to_x],
            [y, to_y],
            color=style.colour("faint"),
            linewidth=0.9,
            zorder=1,
            gid=f"line-{layer}-{i + 1}-{j + 1}",
        )


def draw_unit(axes: Axes, layer: int, unit: int, colour: str) -> None:
    paper = style.PAPER["dark" if style.colour("ink") == style.INK["dark"] else "light"]
    circle = Circle(place(layer, unit), RADIUS, facecolor=paper, edgecolor=style.colour(colour), linewidth=1.8)
    circle.set(zorder=2, gid=f"unit-{layer}-{unit + 1}")
    axes.add_patch(circle)


def write_paper(axes: Axes, layer: int) -> None:
    x = (x_of(layer - 1) + x_of(layer)) / 2
    shape = f"({SIZES[layer - 1]}, {SIZES[layer]})"
    text = f"$W^{layer}, b^{layer}$" if style.is_narrow() else f"$W^{layer}$: {shape}   $b^{layer}$: ({SIZES[layer]},)"
    style.label(axes, text, x, 274, ha="center")
    function = r"$\operatorname{softmax}(z^3)$" if ACTIVATIONS[layer - 1] == "softmax" else rf"$\tanh(z^{layer})$"
    style.label(axes, function, x_of(layer), 240, "function", ha="center")


def write_keras(axes: Axes, layer: int) -> None:
    units, name = SIZES[layer], ACTIVATIONS[layer - 1]
    break_ = "\n" if style.is_narrow() else " "
    style.label(axes, f'Dense({units},{break_}"{name}")', x_of(layer), 48, ha="center", va="center")


def table() -> style.Table:
    layers = range(1, len(SIZES))
    return style.Table(
        {
            "layer": list(layers),
            "weights": [f"({SIZES[layer - 1]}, {SIZES[layer]})" for layer in layers],
            "biases": [f"({SIZES[layer]},)" for layer in layers],
            "parameters": [(SIZES[layer - 1] + 1) * SIZES[layer] for layer in layers],
            "in Keras": [f'Dense({SIZES[layer]}, "{ACTIVATIONS[layer - 1]}")' for layer in layers],
        }
    )
