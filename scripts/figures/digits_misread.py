"""The pictures that the network read wrongly."""

from __future__ import annotations

from typing import Any

from matplotlib.figure import Figure

from scripts.figures import style
from scripts.figures.digits import mosaic, picture, record

MOST = 10


def shown() -> list[dict[str, Any]]:
    """The surest mistakes."""
    mistakes: list[dict[str, Any]] = record()["misread"][:MOST]
    return mistakes


def alt() -> str:
    readings = ", ".join(f"a {mistake['true']} read as {mistake['said']}" for mistake in shown())
    return f"""{len(shown())} pictures of digits that the network read wrongly, the surest mistake first: {readings}."""


def caption() -> str:
    found, mistakes = record(), shown()
    which = "All" if len(found["misread"]) <= MOST else f"The {len(mistakes)} surest"
    first = mistakes[0]
    return rf"""{which} of the ${len(found["misread"])}$ misread pictures, the surest mistake first: what it is → what was
    read, and the probability that the network gave to that. The first gave the truth
    only {first["probability_of_true"]:.2g}."""


def draw() -> Figure:
    mistakes = shown()
    columns = 4 if style.is_narrow() else 5
    rows = -(-len(mistakes) // columns)
    figure, (axes,) = style.panels(height=rows * (126 if style.is_narrow() else 180))
    texts = [f"{m['true']} → {m['said']}\n{m['probability']:.2f}" for m in mistakes]
    mosaic(axes, [picture(mistake["picture"]) for mistake in mistakes], columns, texts)
    return figure


def table() -> style.Table:
    mistakes = record()["misread"]
    return style.Table(
        {
            "true": [mistake["true"] for mistake in mistakes],
            "read as": [mistake["said"] for mistake in mistakes],
            "its probability": [mistake["probability"] for mistake in mistakes],
            "probability of the true one": [mistake["probability_of_true"] for mistake in mistakes],
        }
    )
