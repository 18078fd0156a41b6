"""The picture that stands beside a shared link: what these notes are, at a glance and at half its size."""

from __future__ import annotations

import hashlib
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from nnref import sigmoid, sigmoid_prime
from scripts import dependencies, figures
from scripts.figures import style
from scripts.finish import pictures
from scripts.paths import ROOT, write_if_changed

WIDTH, HEIGHT = 1200, 630  # what the sites that show cards ask for
ALT = (
    "Neural networks, proved. Lecture notes, checked by code. Beside it the sigmoid, an S from 0 to 1, with its slope, a low "
    "dashed bell, and the equation: the slope is sigma times one minus sigma."
)
POINTS = 72 / style.PIXELS_PER_INCH  # a CSS pixel


def picture() -> bytes:
    """The card as PNG, drawn again when it would differ."""
    fonts = hashlib.sha256((ROOT / figures.FONT_PACKAGE).read_bytes()).hexdigest()
    key = dependencies.fingerprint(__name__, mpl.__version__, fonts)[:16]
    kept = pictures.PICTURES / f"card-{key}.png"
    if not kept.is_file():
        with style.rendering("light", "wide"):
            write_if_changed(kept, pictures.png(draw()))
    return kept.read_bytes()


def draw() -> Figure:
    """Words on the left, the curve and its slope on the right, an equation under both."""
    figure = Figure(figsize=(WIDTH / style.PIXELS_PER_INCH, HEIGHT / style.PIXELS_PER_INCH))
    write(figure, 70, 190, "Neural networks,\nproved", 76, "ink", linespacing=0.98)
    write(figure, 72, 318, "Lecture notes, checked by code", 34, "faint")
    write(figure, 72, 492, r"$\sigma'(z)$", 48, "derivative")
    write(figure, 186, 492, r"$=\ \sigma(z)\,(1 - \sigma(z))$", 48, "ink")
    curves(figure.add_axes((0.655, 0.13, 0.285, 0.74)))
    return figure


def write(figure: Figure, left: float, baseline: float, text: str, pixels: float, quantity: str, **how: Any) -> None:
    """Words at a place in CSS pixels from the upper left corner."""
    figure.text(
        left / WIDTH,
        1 - baseline / HEIGHT,
        text,
        size=pixels * POINTS,
        color=style.colour(quantity),
        va="center",
        **how,
    )


def curves(axes: Axes) -> None:
    """The sigmoid and its slope, without numbers: at half the size they could not be read."""
    z = np.linspace(-6.5, 6.5, 400)
    style.curve(axes, z, sigmoid(z), "function", linewidth=5)
    style.curve(axes, z, sigmoid_prime(z), "derivative", linewidth=5, linestyle=(0, (3, 1.5)))
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.grid(visible=False)
    for level in (0, 0.5, 1):
        axes.axhline(level, color=style.colour("grid"), linewidth=1.5, zorder=0)
    axes.axvline(0, color=style.colour("grid"), linewidth=1.5, zorder=0)
    axes.set(xticks=[], yticks=[], xlim=(-6.5, 6.5), ylim=(-0.06, 1.08))
    size = 38 * POINTS
    style.label(axes, r"$\sigma$", 2.6, float(sigmoid(2.6)), "function", offset=(4, -34), size=size)
    style.label(axes, r"$\sigma'$", 1.6, float(sigmoid_prime(1.6)), "derivative", offset=(14, 26), size=size)
