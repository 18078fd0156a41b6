"""What the drawn networks must show: which units are joined, and the numbers that nnref finds in them."""

from __future__ import annotations

from itertools import product

import numpy as np

import nnref
from tests.figures.expect import Box, Cell, Edge, Expected, Head, Shape, Unit, View, figure, floats

Words = list[tuple[str, str | None]]


def plain(value: float) -> str:
    """Four decimals, with a real minus sign; whole numbers without any."""
    return (f"{value:.0f}" if value == round(value) else f"{value:.4f}").replace("-", "−")


@figure
def notation(narrow: bool) -> Expected:
    sizes = (2, 3, 2)
    shapes: dict[str, Shape] = {}
    words: Words = [("source $i = 2$", "unit-0-2"), ("target $j = 3$", "unit-1-3"), ("$w_{23}^{1}$", "line-1-2-3")]
    for layer, name in enumerate(("layer 0", "layer 1", "layer 2 = L")):
        for unit in range(1, sizes[layer] + 1):
            shapes[f"unit-{layer}-{unit}"] = Unit("ink" if (layer, unit) in ((0, 2), (1, 3)) else "faint")
            words.append((str(unit), f"unit-{layer}-{unit}"))
        words += [(name, None), (f"$n_{layer} = {sizes[layer]}$", None)]
    for layer in (1, 2):
        for i, j in product(range(1, sizes[layer - 1] + 1), range(1, sizes[layer] + 1)):
            bold = (layer, i, j) == (1, 2, 3)
            shapes[f"line-{layer}-{i}-{j}"] = Edge(
                f"unit-{layer - 1}-{i}", f"unit-{layer}-{j}", "ink" if bold else "faint"
            )
    network = nnref.Network(sizes, rng=0)
    rows, columns = network.weights[0].shape
    entries = list(product(range(1, rows + 1), range(1, columns + 1)))
    cells: dict[str, Shape] = {f"cell-{i}-{j}": Box("ink" if (i, j) == (2, 3) else "faint") for i, j in entries}
    beside: Words = [(f"$w_{{{i}{j}}}^{{1}}$", f"cell-{i}-{j}") for i, j in entries]
    beside += [(f"from {i}", f"cell-{i}-1") for i in range(1, rows + 1)]
    beside += [(f"to {j}", f"cell-1-{j}") for j in range(1, columns + 1)]
    beside += [
        (f"$W^{{1}}$: shape $(n_0, n_1) = ({rows}, {columns})$", None),
        ("a row a source, a column a target", None),
    ]
    digits = "₀₁₂₃"
    table: dict[str, list[Cell]] = {
        "from unit i of layer 0": [i for i, _ in entries],
        "to unit j of layer 1": [j for _, j in entries],
        "on paper": [f"w{digits[i]}{digits[j]}¹" for i, j in entries],
        "in code": [f"W1[{i - 1}, {j - 1}]" for i, j in entries],
    }
    layers = [[f"unit-{layer}-{unit}" for unit in range(1, size + 1)] for layer, size in enumerate(sizes)]
    matrix = [[f"cell-{i}-{j}" for i in range(1, rows + 1)] for j in range(1, columns + 1)]
    return Expected([View(shapes, words, columns=layers), View(cells, beside, columns=matrix)], table)


@figure
def tensorflow(narrow: bool) -> Expected:
    network = nnref.Network((2, 3, 3, 3), hidden="tanh", output="softmax", rng=0)
    sizes = (2, *(len(bias) for bias in network.biases))
    shapes: dict[str, Shape] = {}
    for layer, size in enumerate(sizes):
        for unit in range(1, size + 1):
            shapes[f"unit-{layer}-{unit}"] = Unit("function" if layer else "ink")
    gap = "\n" if narrow else " "
    words: Words = [("Input\n((2,))" if narrow else "Input((2,))", None), ("$x = a^0$", None)]
    if not narrow:
        words += [(name, f"unit-3-{unit}") for unit, name in enumerate(("elephant", "dog", "cat"), 1)]
    table: dict[str, list[Cell]] = {"layer": [1, 2, 3], "weights": [], "biases": [], "parameters": [], "in Keras": []}
    for layer, (weights, bias) in enumerate(zip(network.weights, network.biases, strict=True), 1):
        for i, j in product(range(1, weights.shape[0] + 1), range(1, weights.shape[1] + 1)):
            shapes[f"line-{layer}-{i}-{j}"] = Edge(f"unit-{layer - 1}-{i}", f"unit-{layer}-{j}", "faint")
        name = "tanh" if layer < 3 else "softmax"
        bent = rf"$\tanh(z^{layer})$" if layer < 3 else r"$\operatorname{softmax}(z^3)$"
        shapes_of = f"$W^{layer}$: {weights.shape}   $b^{layer}$: {bias.shape}"
        words += [
            (f"$W^{layer}, b^{layer}$" if narrow else shapes_of, None),
            (bent, None),
            (f'Dense({len(bias)},{gap}"{name}")', None),
        ]
        for column, cell in (
            ("weights", str(weights.shape)),
            ("biases", str(bias.shape)),
            ("parameters", weights.size + bias.size),
            ("in Keras", f'Dense({len(bias)}, "{name}")'),
        ):
            table[column] = [*table[column], cell]
    layers = [[f"unit-{layer}-{unit}" for unit in range(1, size + 1)] for layer, size in enumerate(sizes)]
    return Expected([View(shapes, words, columns=layers)], table)


@figure
def backpropagation(narrow: bool) -> Expected:
    network = nnref.Network([2, 2, 2], hidden="sigmoid", output="linear", rng=0)
    network.weights[0][:], network.biases[0][:] = [[0.8, 0.4], [-0.2, -0.9]], [0.5, 0.4]
    network.weights[1][:], network.biases[1][:] = [[1.2, 0.5], [-1.1, -0.6]], [-0.3, -0.2]
    x, y = np.array([[1.0, 2.0]]), np.array([[0.0, 1.0]])
    z, a = network.forward(x)
    gradients = network.backward(x, y)
    loss = float(network.loss(x, y))
    path = [((0, 2), (1, 1)), ((1, 1), (2, 1)), ((1, 1), (2, 2)), ((2, 1), (3, 1)), ((2, 2), (3, 1))]
    panels = []
    for title, colour in (("forwards", "function"), ("backwards", "gradient")):
        shapes: dict[str, Shape] = {}
        words: Words = [(title, None), (f"{loss:.4f}", f"{title}-3.1"), ("$L$", f"{title}-3.1")]
        words += [(name, None) for name in ("inputs", "hidden", "outputs")]
        for layer, unit in product(range(3), (1, 2)):
            is_on = (layer, unit) not in ((0, 1), (1, 2))
            shapes[f"{title}-{layer}.{unit}"] = Unit("ink" if is_on else "faint")
            words.append((str(unit), f"{title}-{layer}.{unit}"))
        shapes[f"{title}-3.1"] = Unit("loss")
        for start, end in path:
            ends = (start, end) if title == "forwards" else (end, start)
            first, last = (f"{title}-{layer}.{unit}" for layer, unit in ends)
            edge = f"{first}-{last.removeprefix(f'{title}-')}"
            shapes |= {edge: Edge(first, last, colour, arrow=True), f"{edge}-head": Head(edge, colour)}
        for layer, i, j in product((1, 2), (1, 2), (1, 2)):
            if ((layer - 1, i), (layer, j)) not in path:
                ends = (f"{title}-{layer - 1}.{i}", f"{title}-{layer}.{j}")
                shapes[f"{ends[0]}-{layer}.{j}"] = Edge(*ends, "faint")
        if title == "forwards":
            for layer, name in enumerate(("x_{}", "a_{}^{{1}}", r"\hat{{y}}_{}")):
                for unit in (1, 2):
                    at, value = f"forwards-{layer}.{unit}", plain(float(a[layer][0, unit - 1]))
                    words += [(f"${name.format(unit)}$", at), (value, at)]
            words += [("$w_{21}^{1}$", "forwards-0.2-1.1")]
            words += [(f"$w_{{1{k}}}^{{2}}$", f"forwards-1.1-2.{k}") for k in (1, 2)]
        else:
            for layer, unit in ((1, 1), (2, 1), (2, 2)):
                at = f"backwards-{layer}.{unit}"
                words += [(rf"$\delta_{unit}^{{{layer}}}$", at)]
                words += [(plain(float(gradients.deltas[layer - 1][0, unit - 1])), at)]
            words += [(r"$x_2 \, \delta_1^{1}$", "backwards-0.2")]
            words += [(plain(float(gradients.weights[0][1, 0])), "backwards-0.2")]
        layers = [[f"{title}-{layer}.{unit}" for unit in (1, 2)] for layer in range(3)]
        panels.append(View(shapes, words, columns=[*layers, [f"{title}-3.1"]]))
    units = list(product((1, 2), (1, 2)))
    table: dict[str, list[Cell]] = {
        "layer": [layer for layer, _ in units],
        "unit": [unit for _, unit in units],
        "z": floats(z),
        "a": floats(a[1:]),
        "δ": floats(gradients.deltas),
    }
    return Expected(panels, table)


@figure
def distribution(narrow: bool) -> Expected:
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(64, 2)), rng.integers(0, 3, 64)
    network = nnref.Network((2, 3, 3), rng=0)
    halves = [float(network.backward(x[part], y[part]).biases[-1][0]) / 2 for part in (slice(32), slice(32, 64))]
    batch = float(network.backward(x, y).biases[-1][0])
    shapes: dict[str, Shape] = {"sum": Box("gradient")}
    words: Words = [(f"all-reduce, the sum: ${batch:.4f}$", "sum")]
    for worker, examples in ((1, "1–32"), (2, "33–64")):
        shapes |= {f"start-{worker}": Box("faint"), f"part-{worker}": Box("gradient"), f"step-{worker}": Box("faint")}
        shapes[f"start-part-{worker}"] = Edge(f"start-{worker}", f"part-{worker}", "faint", arrow=True)
        shapes[f"part-sum-{worker}"] = Edge(f"part-{worker}", "sum", "faint", arrow=True)
        shapes[f"sum-step-{worker}"] = Edge("sum", f"step-{worker}", "faint", arrow=True)
        words += [
            (f"worker {worker}", f"start-{worker}"),
            (f"weights $W$\nexamples {examples}", f"start-{worker}"),
            (f"its part: ${halves[worker - 1]:.4f}$", f"part-{worker}"),
            (r"$W - \eta \cdot \mathrm{sum}$", f"step-{worker}"),
        ]
    table: dict[str, list[Cell]] = {
        "whose": ["worker 1", "worker 2", "sum of the parts", "one machine"],
        "examples": [32, 32, 64, 64],
        "slope": [*halves, sum(halves), batch],
    }
    workers = [[f"{step}-{worker}" for step in ("start", "part", "step")] for worker in (1, 2)]
    return Expected([View(shapes, words, columns=[workers[0], ["sum"], workers[1]])], table)
