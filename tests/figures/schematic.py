"""Networks and boxes drawn without axes: what is joined to what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tests.figures import svg
from tests.figures.expect import Box, Edge, Head, Unit
from tests.figures.paths import Reals

EXACT = 1e-4
NEAR = 7.0  # points: an arrow leaves room for its head, and a little air at both ends


def faults(panel: svg.Panel, shape: svg.Shape, wanted: Unit | Box | Edge | Head) -> Iterator[str]:
    """What is wrong with one shape."""
    if isinstance(wanted, Unit):
        if np.ptp(np.hypot(*(shape.points - centre(shape)).T)) > 0.1:  # corners of Bezier arcs lie on the circle
            yield "not a circle"
    elif isinstance(wanted, Box):
        corners = np.isclose(shape.points, shape.points.min(axis=0), atol=EXACT)
        corners |= np.isclose(shape.points, shape.points.max(axis=0), atol=EXACT)
        if len(shape.lines) != 1 or not corners.all():
            yield "not a rectangle"
    elif isinstance(wanted, Edge):
        yield from edge_faults(panel, shape, wanted)
    elif wanted.edge in panel.shapes:
        tip = panel.shapes[wanted.edge].lines[0][-1]
        if np.hypot(*(shape.points - tip).T).min() > NEAR:
            yield f"not at the end of {wanted.edge}"


def edge_faults(panel: svg.Panel, shape: svg.Shape, wanted: Edge) -> Iterator[str]:
    """A line must run between the centres, an arrow between the outlines, in its direction."""
    if not {wanted.start, wanted.end} <= panel.shapes.keys():
        return
    way, ends = shape.lines[0], [panel.shapes[wanted.start], panel.shapes[wanted.end]]
    for point, end, name in zip((way[0], way[-1]), ends, (wanted.start, wanted.end), strict=True):
        apart = outside(point, end) if wanted.arrow else float(np.abs(point - centre(end)).max())
        if apart > (NEAR if wanted.arrow else EXACT):
            yield f"should reach {name}, is {apart:.1f} points away from it"


def order_faults(panel: svg.Panel, columns: Sequence[Sequence[str]]) -> Iterator[str]:
    """Layers from left to right with the first unit on top; rows and columns of a matrix."""
    middles = [[centre(panel.shapes[name]) for name in column if name in panel.shapes] for column in columns]
    for column, points in zip(columns, middles, strict=True):
        steps = np.diff(points, axis=0)
        if len(points) > 1 and (np.abs(steps[:, 0]).max() > EXACT or steps[:, 1].min() <= 0):
            yield f"{', '.join(column)} should stand below one another, the first on top"
    if (np.diff([points[0][0] for points in middles if points]) <= 0).any():
        yield "the columns should stand in order from left to right"


def outside(point: Reals, shape: svg.Shape) -> float:
    """How far a point is from a circle or a rectangle, whose corners are four or five points."""
    low, high = shape.points.min(axis=0), shape.points.max(axis=0)
    if is_round(shape):
        return float(abs(np.hypot(*(point - centre(shape))) - (high - low)[0] / 2))
    return float(np.hypot(*np.maximum(0, np.maximum(low - point, point - high))))


def is_round(shape: svg.Shape) -> bool:
    """Whether all of the outline's points are as far from the middle, and there are more than a rectangle's."""
    return len(shape.points) > 5


def centre(shape: svg.Shape) -> Reals:
    """The middle of a shape."""
    return np.asarray((shape.points.min(axis=0) + shape.points.max(axis=0)) / 2)
