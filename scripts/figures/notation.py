"""One connection of a small network, and where its weight stands in the matrix."""

from __future__ import annotations

from itertools import product

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from scripts.figures import style

SIZES = (2, 3, 2)
SOURCE, TARGET = 2, 3  # with two sources and three targets the swapped pair names no connection

WIDTH, HEIGHT = 330, 285  # of a panel, in CSS pixels
LAYERS_X = (52, 165, 278)
MIDDLE, STEP, RADIUS = 150, 74, 17
CELL_WIDTH, CELL_HEIGHT = 72, 58
CELLS_LEFT, CELLS_TOP = 92, 196

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def alt() -> str:
    return f"""On the left a network of {SIZES[0]} input units (layer 0), {SIZES[1]} hidden units (layer 1) and {SIZES[2]}
    output units (layer 2), every unit joined to all of the next layer. One line is bold: it runs from source unit
    {SOURCE} of layer 0 to target unit {TARGET} of layer 1. On the right the matrix of layer 1 with {SIZES[0]} rows, one a
    source, and {SIZES[1]} columns, one a target. The entry in row {SOURCE}, column {TARGET} is framed: the same weight."""


def caption() -> str:
    return rf"""The bold connection starts at unit $i = {SOURCE}$ of layer 0 and ends at unit $j = {TARGET}$ of layer 1. So
    its weight is $w_{{{SOURCE}{TARGET}}}^{{1}}$: row {SOURCE}, column {TARGET} of $W^{{1}}$, and in NumPy, which counts
    from 0, `W1[{SOURCE - 1}, {TARGET - 1}]`."""


def draw() -> Figure:
    figure, (network, matrix) = style.panels(2, height=HEIGHT)
    for axes in (network, matrix):
        axes.set(xlim=(0, WIDTH), ylim=(0, HEIGHT), aspect="equal")
        axes.set_axis_off()
    draw_network(network)
    draw_matrix(matrix)
    return figure


def draw_network(axes: Axes) -> None:
    for layer in range(1, len(SIZES)):
        for i, j in product(units(layer - 1), units(layer)):
            draw_connection(axes, layer, i, j, bold=(layer, i, j) == (1, SOURCE, TARGET))
    for layer, name in enumerate(("layer 0", "layer 1", "layer 2 = L")):
        for unit in units(layer):
            draw_unit(axes, layer, unit, bold=(layer, unit) in ((0, SOURCE), (1, TARGET)))
        style.label(axes, name, LAYERS_X[layer], 273, ha="center")
        style.label(axes, f"$n_{layer} = {SIZES[layer]}$", LAYERS_X[layer], 10, ha="center")
    start, end = place(0, SOURCE), place(1, TARGET)
    below = (0, -RADIUS - 14)
    style.label(axes, f"source $i = {SOURCE}$", *start, offset=below, ha="center")
    style.label(axes, f"target $j = {TARGET}$", *end, offset=below, ha="center")
    style.label(axes, weight(SOURCE, TARGET), 117, 73, ha="center")


def draw_connection(axes: Axes, layer: int, i: int, j: int, *, bold: bool) -> None:
    start, end = place(layer - 1, i), place(layer, j)
    axes.plot(
        [start[0], end[0]],
        [start[1], end[1]],
        color=style.colour("ink" if bold else "faint"),
        linewidth=3.2 if bold else 0.9,
        zorder=2 if bold else 1,
        gid=f"line-{layer}-{i}-{j}",
    )


def draw_unit(axes: Axes, layer: int, unit: int, *, bold: bool) -> None:
    centre = place(layer, unit)
    edge = style.colour("ink" if bold else "faint")
    circle = Circle(centre, RADIUS, facecolor=style.colour("grid"), edgecolor=edge, linewidth=2.6 if bold else 1.0)
    circle.set(zorder=3, gid=f"unit-{layer}-{unit}")
    axes.add_patch(circle)
    axes.text(*centre, str(unit), ha="center", va="center", zorder=4)


def draw_matrix(axes: Axes) -> None:
    rows, columns = units(0), units(1)
    for i, j in product(rows, columns):
        bold = (i, j) == (SOURCE, TARGET)
        corner = CELLS_LEFT + (j - 1) * CELL_WIDTH, CELLS_TOP - i * CELL_HEIGHT
        edge = style.colour("ink" if bold else "faint")
        face = style.colour("grid") if bold else "none"
        shape = Rectangle(
            corner, CELL_WIDTH, CELL_HEIGHT, facecolor=face, edgecolor=edge, linewidth=2.6 if bold else 0.9
        )
        axes.add_patch(shape).set(zorder=2 if bold else 1, gid=f"cell-{i}-{j}")
        style.label(axes, weight(i, j), corner[0] + CELL_WIDTH / 2, corner[1] + CELL_HEIGHT / 2, ha="center", zorder=3)
    for i in rows:
        style.label(axes, f"from {i}", CELLS_LEFT - 12, CELLS_TOP - (i - 0.5) * CELL_HEIGHT, ha="right")
    for j in columns:
        style.label(axes, f"to {j}", CELLS_LEFT + (j - 0.5) * CELL_WIDTH, CELLS_TOP + 15, ha="center")
    middle = CELLS_LEFT + SIZES[1] * CELL_WIDTH / 2
    style.label(axes, f"$W^{{1}}$: shape $(n_0, n_1) = ({SIZES[0]}, {SIZES[1]})$", middle, 248, ha="center")
    style.label(axes, "a row a source, a column a target", middle, CELLS_TOP - SIZES[0] * CELL_HEIGHT - 22, ha="center")


def table() -> style.Table:
    edges = list(product(units(0), units(1)))
    return style.Table(
        {
            "from unit i of layer 0": [i for i, _ in edges],
            "to unit j of layer 1": [j for _, j in edges],
            "on paper": [f"w{i}{j}¹".translate(SUBSCRIPTS) for i, j in edges],
            "in code": [f"W1[{i - 1}, {j - 1}]" for i, j in edges],
        },
        notes="The six connections of layer 1. On paper units count from 1, in NumPy from 0.",
    )


def units(layer: int) -> range:
    return range(1, SIZES[layer] + 1)


def place(layer: int, unit: int) -> tuple[float, float]:
    return LAYERS_X[layer], MIDDLE + ((SIZES[layer] + 1) / 2 - unit) * STEP


def weight(i: int, j: int) -> str:
    return f"$w_{{{i}{j}}}^{{1}}$"
