"""Some of the pictures that a network learns to read, and how figures show such pictures."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, to_rgba
from matplotlib.figure import Figure
from numpy.typing import NDArray

from scripts.figures import style
from scripts.paths import DOCS

RECORD = DOCS / "measurements" / "digits-training.json"
SIDE = 8  # pixels
GAP = 3  # between pictures, in their pixels
LINE = 4  # room for a line of text above a picture, in its pixels

Picture = NDArray[np.float64]


@cache
def record() -> Any:
    """What `python -m scripts.measure_digits` found."""
    return json.loads(RECORD.read_text(encoding="utf-8"))


def picture(lines: list[str]) -> Picture:
    """A picture of the record, 8 by 8, from 0 for paper to 1 for ink."""
    return np.array([[int(value) for value in line.split()] for line in lines]) / 16


def alt() -> str:
    return f"""{len(record()["samples"])} handwritten digits, two each of 0 to 9, drawn as squares of 8 by 8 grey pixels.
    Coarse as they are, a human reads nearly all of them at once."""


def caption() -> str:
    found = record()
    return rf"""Two of each digit, the first in the data set of ${found["pictures"]}$ pictures ([@alpaydin1998]).
    Each is $8 \cdot 8 = {SIDE**2}$ numbers from 0, paper, to 16, ink."""


def draw() -> Figure:
    samples = record()["samples"]
    columns = 5 if style.is_narrow() else 10
    ordered = samples if style.is_narrow() else samples[::2] + samples[1::2]
    if style.is_narrow():  # both of a digit below each other, five digits at a time
        ordered = samples[0:10:2] + samples[1:10:2] + samples[10::2] + samples[11::2]
    figure, (axes,) = style.panels(height=300 if style.is_narrow() else 160)
    mosaic(axes, [picture(sample["picture"]) for sample in ordered], columns)
    return figure


def mosaic(axes: Axes, pictures: list[Picture], columns: int, texts: list[str] | None = None) -> None:
    """Pictures in rows, each with its text above it."""
    head = LINE if texts is None else 1.4 * LINE
    rows = -(-len(pictures) // columns)
    wide, high = columns * (SIDE + GAP) - GAP, rows * (SIDE + head) - (head if texts is None else 0)
    for number, values in enumerate(pictures):
        row, column = divmod(number, columns)
        left = column * (SIDE + GAP)
        top = row * (SIDE + head) + (0 if texts is None else head)
        axes.imshow(
            values, cmap=ink(), vmin=0, vmax=1, extent=(left, left + SIDE, top + SIDE, top), interpolation="none"
        )
        if texts is not None:
            style.label(axes, texts[number], left + SIDE / 2, top, offset=(0, 4), ha="center", va="bottom")
    axes.set(xlim=(-0.1, wide + 0.1), ylim=(high + 0.1, -0.1), aspect="equal")
    axes.set_axis_off()


def ink() -> LinearSegmentedColormap:
    """From a faint square, so that the picture's edge can be seen, to ink: on white and on dark alike."""
    return LinearSegmentedColormap.from_list("ink", [to_rgba(style.colour("grid")), to_rgba(style.colour("ink"))])


def table() -> style.Table:
    samples = record()["samples"][::2]
    columns: dict[str, Any] = {"digit": [sample["true"] for sample in samples]}
    pictures = np.array([picture(sample["picture"]) for sample in samples])
    for row in range(SIDE):
        columns[f"row {row + 1}"] = (pictures[:, row].mean(axis=1) * 16).tolist()
    return style.Table(columns, digits=1, notes="Mean ink of each row of pixels, for the first picture of each digit.")
