"""One weight's influence on the loss: forwards along two paths, and backwards along the same two."""

from __future__ import annotations

from itertools import product

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, FancyArrowPatch

from scripts.examples.backpropagation import SOURCE, TARGET, UNITS, X, Y, network
from scripts.figures import style

WIDTH, HEIGHT = 340, 284  # of a panel, in CSS pixels
LAYERS_X = (36, 130, 224)
ROWS_Y = {1: 196, 2: 92}
LOSS_X, LOSS_Y = 306, 144
RADIUS = 17

Point = tuple[float, float]
Unit = tuple[int, int]  # a layer, and which one of it

LOSS: Unit = (3, 1)
# The connections between the weight and the loss, each once, in the direction of the signal.
PATH: list[tuple[Unit, Unit]] = [((0, SOURCE), (1, TARGET))]
PATH += [pair for k in UNITS for pair in (((1, TARGET), (2, k)), ((2, k), LOSS))]


def alt() -> str:
    loss, slope = numbers()
    y_hat = [shown(value) for value in network().predict(X)[0]]
    first, last = ([shown(value) for value in delta[0]] for delta in network().backward(X, Y).deltas)
    return f"""The same network twice: two inputs, two hidden units, two outputs and the loss. In the first picture, solid
    arrows run from input {SOURCE} to hidden unit {TARGET}, from there to both outputs, {y_hat[0]} and {y_hat[1]},
    and from both to the loss, {loss:.4f}. In the second, dashed arrows run the same ways backwards: from the loss to the
    outputs, whose deltas are {last[0]} and {last[1]}, from both to the hidden unit, whose delta is
    {first[TARGET - 1]}, and on to the weight, whose slope is {shown(slope)}."""


def caption() -> str:
    loss, slope = numbers()
    return rf"""First **forwards**: $w_{{{SOURCE}{TARGET}}}^{{1}}$ moves hidden unit {TARGET}, and through both outputs the
    loss, $\loss{{L}} = {loss:.4f}$. Then **backwards**: each unit's $\grad{{\delta}}$ says how the loss moves with its $z$,
    and the last one times $x_{SOURCE} = {X[0, SOURCE - 1]:g}$ is the slope that we want, ${slope:.4f}$."""


def numbers() -> tuple[float, float]:
    """The loss, and its slope in the weight."""
    made = network()
    return float(made.loss(X, Y)), float(made.backward(X, Y).weights[0][SOURCE - 1, TARGET - 1])


def draw() -> Figure:
    figure, panels = style.panels(2, height=HEIGHT)
    for axes, title, draw_values in zip(panels, ("forwards", "backwards"), (draw_forward, draw_backward), strict=True):
        axes.set(xlim=(0, WIDTH), ylim=(0, HEIGHT), aspect="equal")
        axes.set_axis_off()
        style.label(axes, title, 0, 274)
        draw_network(axes, title)
        draw_values(axes)
    return figure


def draw_network(axes: Axes, title: str) -> None:
    """All that both pictures share; what lies on no path is thin."""
    for layer, i, j in product((1, 2), UNITS, UNITS):
        start, end = (layer - 1, i), (layer, j)
        if (start, end) not in PATH:
            ends, gid = zip(place(*start), place(*end), strict=True), name_of(title, start, end)
            axes.plot(*ends, color=style.colour("faint"), linewidth=0.8, zorder=1, gid=gid)
    for layer, unit in product(range(3), UNITS):
        is_on = (layer, unit) in ((0, SOURCE), (1, TARGET)) or layer == 2
        draw_unit(axes, (layer, unit), str(unit), "ink" if is_on else "faint", title)
    draw_unit(axes, LOSS, "$L$", "loss", title)
    for layer, name in enumerate(("inputs", "hidden", "outputs")):
        style.label(axes, name, LAYERS_X[layer], 8, "faint", ha="center")


def draw_unit(axes: Axes, unit: Unit, text: str, quantity: str, title: str) -> None:
    circle = Circle(place(*unit), RADIUS, facecolor=style.colour("grid"), edgecolor=style.colour(quantity))
    circle.set(linewidth=1.4, zorder=3, gid=name_of(title, unit))
    axes.add_patch(circle)
    axes.text(*place(*unit), text, ha="center", va="center", color=style.colour("ink"), zorder=4)


def draw_forward(axes: Axes) -> None:
    _, a = network().forward(X)
    weight = f"w_{{{SOURCE}{TARGET}}}^{{1}}"
    for start, end in PATH:
        draw_arrow(axes, start, end, "function", "forwards")
    for layer, names in enumerate((("x_1", "x_2"), ("a_1^{1}", "a_2^{1}"), (r"\hat{y}_1", r"\hat{y}_2"))):
        for unit in UNITS:
            is_on = (layer, unit) in ((0, SOURCE), (1, TARGET)) or layer == 2
            value = shown(a[layer][0, unit - 1])
            beside(axes, place(layer, unit), unit, f"${names[unit - 1]}$", value, "function" if is_on else "faint")
    label_loss(axes)
    style.label(axes, f"${weight}$", 57, 130, "function", ha="right")
    for k, (x, y) in zip(UNITS, ((177, 211), (222, 132)), strict=True):
        style.label(axes, f"$w_{{{TARGET}{k}}}^{{2}}$", x, y, "function", ha="center")


def draw_backward(axes: Axes) -> None:
    gradients = network().backward(X, Y)
    for start, end in PATH:
        draw_arrow(axes, end, start, "gradient", "backwards")
    for layer, unit in ((1, TARGET), (2, 1), (2, 2)):
        value = shown(gradients.deltas[layer - 1][0, unit - 1])
        beside(axes, place(layer, unit), unit, rf"$\delta_{unit}^{{{layer}}}$", value, "gradient")
    label_loss(axes)
    _, slope = numbers()
    weight = rf"$x_{SOURCE} \, \delta_{TARGET}^{{1}}$"
    beside(axes, place(0, SOURCE), SOURCE, weight, shown(slope), "gradient")


def name_of(title: str, *units: Unit) -> str:
    """A unit's or a connection's name in the SVG."""
    return "-".join([title, *(f"{layer}.{unit}" for layer, unit in units)])


def draw_arrow(axes: Axes, start: Unit, end: Unit, quantity: str, title: str) -> None:
    gid, centre = name_of(title, start, end), place(*start)
    ahead = np.subtract(place(*end), centre)
    ahead = ahead / np.hypot(*ahead)
    tail, tip = np.add(centre, (RADIUS + 1) * ahead), np.subtract(place(*end), (RADIUS + 2) * ahead)
    x, y = np.transpose([tail, tip - 6 * ahead])
    style.curve(axes, x, y, quantity, gid=gid, linewidth=2.4, zorder=2)
    head = FancyArrowPatch(
        tuple(tip - 9 * ahead),
        tuple(tip),
        arrowstyle="-|>,head_length=5,head_width=3",
        linewidth=0,
        mutation_scale=1,
        color=style.colour(quantity),
        shrinkA=0,
        shrinkB=0,
        zorder=2,
        gid=f"{gid}-head",
    )
    axes.add_patch(head)


def beside(axes: Axes, centre: Point, unit: int, name: str, value: str, quantity: str) -> None:
    """A name and its value: above the upper unit, below the lower one."""
    for row, text in enumerate((value, name) if unit == 1 else (name, value)):
        away = RADIUS + 12 + 19 * row
        style.label(axes, text, *centre, quantity, offset=(0, away if unit == 1 else -away), ha="center")


def label_loss(axes: Axes) -> None:
    loss, _ = numbers()
    style.label(axes, f"{loss:.4f}", LOSS_X, LOSS_Y, "loss", offset=(4, RADIUS + 12), ha="center")


def place(layer: int, unit: int) -> Point:
    return (LOSS_X, LOSS_Y) if (layer, unit) == LOSS else (LAYERS_X[layer], ROWS_Y[unit])


def shown(value: float) -> str:
    """Whole numbers as they are, others to four decimals, with a real minus sign."""
    return (f"{value:g}" if value == int(value) else f"{value:.4f}").replace("-", "−")


def table() -> style.Table:
    made = network()
    z, a = made.forward(X)
    deltas = made.backward(X, Y).deltas
    units = [(layer, unit) for layer in (1, 2) for unit in UNITS]
    return style.Table(
        {
            "layer": [layer for layer, _ in units],
            "unit": [unit for _, unit in units],
            "z": [float(z[layer - 1][0, unit - 1]) for layer, unit in units],
            "a": [float(a[layer][0, unit - 1]) for layer, unit in units],
            "δ": [float(deltas[layer - 1][0, unit - 1]) for layer, unit in units],
        },
        notes="The hidden units are sigmoids, the outputs linear, so there a is z.",
    )
