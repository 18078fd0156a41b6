"""A wave fitted with ReLU and without: a bent curve, and a line."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from scripts.experiments import relu_fit, result
from scripts.figures import style


def alt() -> str:
    return """A sine wave of two periods, drawn dotted. The network with ReLU follows it closely with a curve made of short
    straight pieces. The linear network of the same size is one straight line that falls gently through the origin and
    misses every crest and every trough."""


def caption() -> str:
    found = result("relu_fit")
    relu, linear = (np.array(found["losses"][hidden]) for hidden in ("relu", "linear"))
    hidden = " and ".join(str(size) for size in relu_fit.SIZES[1:-1])
    return rf"""Two networks with hidden layers of {hidden} units, equal weights at the start and {relu_fit.STEPS} steps of
    Adam. With $\fun{{\operatorname{{ReLU}}}}$ the curve has {found["pieces"]} straight pieces and follows the wave
    (dotted): mean squared error {found["fits_loss"]["relu"]:.4f}. Without, it is the best line, and the error
    {found["fits_loss"]["linear"]:.4f}. Over {len(relu)} seeds: {relu.min():.4f} to {relu.max():.4f} with ReLU,
    {linear.min():.4f} to {linear.max():.4f} without."""


def draw() -> Figure:
    found = result("relu_fit")
    figure, (axes,) = style.panels(height=320)
    faint = style.colour("faint")
    style.curve(axes, found["x"], found["wave"], "bound", gid="wave", color=faint, linewidth=2.4)
    style.curve(
        axes, found["x"], found["fits"]["linear"], "function", gid="linear", linestyle=style.DASHES["derivative"]
    )
    style.curve(axes, found["x"], found["fits"]["relu"], "function", gid="relu")
    style.label(axes, "with ReLU", -0.75, 1.0, "function", offset=(0, 14), ha="center")
    style.label(axes, "linear", -0.25, 0.12, "function", offset=(0, 14), ha="center")
    axes.set(xlabel="$x$", xlim=(-1, 1), ylim=(-1.25, 1.3), yticks=[-1, -0.5, 0, 0.5, 1])
    axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1", "−½", "0", "½", "1"])
    return figure


def table() -> style.Table:
    found = result("relu_fit")
    columns = {
        "x": found["x"],
        "wave": found["wave"],
        "with ReLU": found["fits"]["relu"],
        "linear": found["fits"]["linear"],
        "best line": found["line"],
    }
    # A wave that is 0 comes out at some 1e-16: rounding, and no number to show.
    return style.Table({name: np.round(values[::8], 12) for name, values in columns.items()})
