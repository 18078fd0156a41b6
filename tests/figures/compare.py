"""Holds a drawn figure against what is expected of it, and says in words what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from scripts.figures import style
from tests.figures import schematic, svg
from tests.figures.expect import Box, Edge, Expected, Line, Pixels, Shape, Unit, View
from tests.figures.paths import Reals
from tests.figures.pixels import ink_of

# Places have six decimals in the file, and so have the tick marks: a scale found from them is off by some 1e-6 points, by
# ten times as much far from its labels. Nobody can see an eight-thousandth of the thinnest line (0.8 points).
EXACT = 1e-4
# From 128 points on matplotlib leaves out what is less than 1/9 of a point beside a piece that it keeps
# (path.simplify_threshold); both ends of a piece may be so far aside, and between its points a figure draws chords.
# Still less than a third of the thinnest line.
SIMPLIFIED = 0.25
TIE = 1.0  # points: where two curves run into one, a name belongs to both
CLEAR = 2.0  # points from words to the middle of a line, which is as thick as two at most
SAMPLES = 60  # along a drawn line, and along the expected one, apart from their own corners


def differences(panels: list[svg.Panel], expected: Expected, mode: str) -> list[str]:
    """All that is wrong with the drawing, in one rendering."""
    if len(panels) != len(expected.panels):
        return [f"expected {len(expected.panels)} panels, {len(panels)} are drawn"]
    found = []
    for number, (panel, view) in enumerate(zip(panels, expected.panels, strict=True), 1):
        with style.rendering(mode, "wide"):
            found += [f"panel {number}: {fault}" for fault in faults(panel, view)]
    return found


def faults(panel: svg.Panel, view: View) -> Iterator[str]:
    """What is wrong with one panel; the colours are those of the mode being drawn."""
    if panel.unnamed:
        yield f"drawn without a name, so that nothing can check it: {', '.join(panel.unnamed)}"
    yield from unlike("shapes", panel.shapes, view.shapes)
    yield from unlike("words", [text.words for text in panel.texts], [words for words, _ in view.words])
    for axis, name in (("x", view.x), ("y", view.y)):
        if panel.titles.get(axis, "") != name:
            yield f"the {axis} axis should be called {name!r}, it is called {panel.titles.get(axis, '')!r}"
    for name in view.shapes.keys() & panel.shapes.keys():
        shape, wanted = panel.shapes[name], view.shapes[name]
        yield from (f"{name}: {fault}" for fault in shape_faults(panel, shape, wanted))
    yield from schematic.order_faults(panel, view.columns)
    yield from word_faults(panel, view)
    yield from touch_faults(panel, view)
    yield from picture_faults(panel, list(view.pictures))


def unlike(what: str, drawn: Iterable[str], expected: Iterable[str]) -> Iterator[str]:
    """What is drawn and not expected, and the other way round."""
    have, want = Counter(list(drawn)), Counter(list(expected))
    if have != want:
        yield f"{what} drawn and not expected: {sorted(have - want)}; expected and not drawn: {sorted(want - have)}"


def shape_faults(panel: svg.Panel, shape: svg.Shape, wanted: Shape) -> Iterator[str]:
    """What is wrong with one shape: its form, its place, its colour."""
    if isinstance(wanted, Line):
        yield from line_faults(panel, shape, wanted)
        yield from fill_faults(shape, wanted)
    else:
        yield from schematic.faults(panel, shape, wanted)
    strokes = shape.colours("stroke")
    # A quantity has one colour everywhere; another one would tell of another quantity.
    if strokes and strokes != {style.colour(wanted.colour)}:
        yield f"drawn in {', '.join(sorted(strokes))}, expected {style.colour(wanted.colour)}, that of {wanted.colour}"


def line_faults(panel: svg.Panel, shape: svg.Shape, wanted: Line) -> Iterator[str]:
    """Whether the drawn line and the expected one are the same, each looked at from the other."""
    tolerance = EXACT if wanted.is_exact else SIMPLIFIED
    corners = panel.place(wanted.x, wanted.y)
    corners = corners[np.isfinite(corners).all(axis=1)]
    if wanted.dots:
        if shape.dots.shape != corners.shape or np.abs(shape.dots - corners).max() > EXACT:
            yield f"dots at {told(shape.dots)} points, expected {told(corners)}"
    elif len(shape.dots):
        yield f"{len(shape.dots)} dots, expected none"
    if not wanted.line:
        if shape.lines:
            yield "a line, expected dots alone"
        return
    for there, here, what in (([corners], shape.lines, "drawn"), (shape.lines, [corners], "expected")):
        points = np.concatenate([sampled(way) for way in here])
        points = points[panel.is_inside(points)]
        if not len(points):
            yield f"no line between the axes is {what}"
            continue
        apart = np.min([distances(points, way) for way in there], axis=0)
        if apart.max() > tolerance:
            worst = points[apart.argmax()]
            yield f"what is {what} at {told(worst)} is off by {apart.max():.3g} points, more than {tolerance:g}"


def sampled(way: Reals) -> Reals:
    """The corners of a line, or many of them, and points at equal distances along it."""
    lengths = np.hypot(*np.diff(way, axis=0).T)
    along = np.concatenate([[0], np.cumsum(lengths)])
    at = np.linspace(0, along[-1], SAMPLES)
    between = np.column_stack([np.interp(at, along, way[:, axis]) for axis in (0, 1)])
    return np.concatenate([way[:: max(1, len(way) // 400)], way[-1:], between])


def distances(points: Reals, way: Reals) -> Reals:
    """How far each point is from a line through corners."""
    if len(way) == 1:
        return np.hypot(*(points - way[0]).T)
    nearest = np.full(len(points), np.inf)
    for begin in range(0, len(way) - 1, 500):  # so many pieces at a time: no more memory than the processor has at hand
        start, step = way[begin : begin + 500], np.diff(way[begin : begin + 501], axis=0)
        start = start[: len(step)]
        away = points[:, None] - start
        length = np.maximum((step**2).sum(axis=1), 1e-300)
        part = np.clip((away * step).sum(axis=2) / length, 0, 1)
        nearest = np.minimum(nearest, np.hypot(*np.moveaxis(away - part[..., None] * step, 2, 0)).min(axis=1))
    return nearest


def fill_faults(shape: svg.Shape, wanted: Line) -> Iterator[str]:
    """A filled dot is a value that is taken, a hollow one a value that is not."""
    paper = style.PAPER["dark" if style.colour("ink") == style.INK["dark"] else "light"]
    fill = {"filled": style.colour(wanted.colour), "hollow": paper, "ring": "none"}[wanted.fill]
    if wanted.dots and shape.colours("fill") - {"none"} != {fill} - {"none"}:
        yield f"dots filled with {', '.join(sorted(shape.colours('fill')))}, expected {fill} ({wanted.fill})"


def word_faults(panel: svg.Panel, view: View) -> Iterator[str]:
    """A name must stand nearer to what it names than to anything else of the same kind."""
    points = {
        name: np.concatenate([dense(way) for way in (*shape.lines, shape.dots) if len(way)])
        for name, shape in panel.shapes.items()
    }
    left = list(panel.texts)
    for words, name in view.words:
        texts = [text for text in left if text.words == words]
        if name not in points or name not in view.shapes or not texts:
            continue
        text = min(texts, key=lambda text: gap(text, points[name]))
        left.remove(text)
        alike = [
            other for other in points.keys() & view.shapes.keys() if kind(view.shapes[other]) == kind(view.shapes[name])
        ]
        nearest = min(alike, key=lambda other: gap(text, points[other]))
        if gap(text, points[name]) > gap(text, points[nearest]) + TIE:
            yield f"{words!r} should name {name}, but stands nearer to {nearest}"


def touch_faults(panel: svg.Panel, view: View) -> Iterator[str]:
    """No line may run through words, or touch them. Words in a unit or a box have ground of their own."""
    grounds = [shape for name, shape in panel.shapes.items() if isinstance(view.shapes.get(name), Unit | Box)]
    texts = [text for text in panel.texts if not any(is_on(text, ground) for ground in grounds)]
    for name, shape in panel.shapes.items():
        if not shape.lines or not isinstance(view.shapes.get(name), Line | Edge):
            continue
        points = np.concatenate([dense(way) for way in shape.lines])
        points = points[panel.is_inside(points)]
        for text in texts:
            if len(points) and gap(text, points) < CLEAR:
                yield f"{text.words!r} is {gap(text, points):.1f} points from the middle of {name}, less than {CLEAR:g}"


def is_on(text: svg.Text, ground: svg.Shape) -> bool:
    """Whether the middle of the words is within a shape."""
    left, top, right, bottom = text.box
    middle = np.array([(left + right) / 2, (top + bottom) / 2])
    return bool(((ground.points.min(axis=0) <= middle) & (middle <= ground.points.max(axis=0))).all())


def kind(shape: Shape) -> str:
    """What a name is told apart from: a curve from curves, a dot from dots, a unit from units."""
    return "dot" if isinstance(shape, Line) and not shape.line else type(shape).__name__


def dense(way: Reals) -> Reals:
    """Points along a line, none of them farther than a point from the next; dots as they are."""
    if len(way) < 2:
        return way
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(way, axis=0).T))])
    at = np.linspace(0, along[-1], int(min(along[-1], 3000)) + 2)
    return np.column_stack([np.interp(at, along, way[:, axis]) for axis in (0, 1)])


def gap(text: svg.Text, points: Reals) -> float:
    """How far the points are from the rectangle of a text."""
    left, top, right, bottom = text.box
    x, y = points.T
    return float(
        np.hypot(np.maximum(0, np.maximum(left - x, x - right)), np.maximum(0, np.maximum(top - y, y - bottom))).min()
    )


def picture_faults(panel: svg.Panel, wanted: list[Pixels]) -> Iterator[str]:
    """Pictures in reading order, pixel by pixel, with the words above each."""
    drawn = sorted(panel.pictures, key=lambda picture: (round(picture.box[1]), picture.box[0]))
    if len(drawn) != len(wanted):
        yield f"expected {len(wanted)} pictures, {len(drawn)} are drawn"
        return
    for number, (picture, expected) in enumerate(zip(drawn, wanted, strict=True), 1):
        found, step = ink_of(picture.data, expected.colour)
        if found.shape != expected.values.shape or np.abs(found - expected.values).max() > step:
            yield f"picture {number} has other pixels than expected"
        left, top, right, _ = picture.box
        if panel.frame is None:
            middles = [((text.box[0] + text.box[2]) / 2, text) for text in panel.texts if text.box[3] <= top + 1]
            above = [(top - text.box[3], text.words) for middle, text in middles if left < middle < right]
            if (min(above)[1] if above else None) != expected.words:
                yield f"picture {number} should stand below {expected.words!r}, it stands below {min(above, default=None)}"
        else:
            yield from grid_faults(panel, picture, expected.values.shape)


def grid_faults(panel: svg.Panel, picture: svg.Picture, shape: tuple[int, ...]) -> Iterator[str]:
    """A matrix shown as pixels: entry i, j must lie between the places of i - 1/2 and i + 1/2, of j - 1/2 and j + 1/2."""
    corners = panel.place([-0.5, shape[1] - 0.5], [-0.5, shape[0] - 0.5]).ravel()
    if np.abs(corners - picture.box).max() > EXACT:
        yield f"the matrix reaches over {told(np.array(picture.box))}, its axes say {told(corners)}"


def told(points: NDArray[np.float64]) -> str:
    """Places as a message shows them."""
    return np.array2string(np.asarray(points), precision=3, threshold=8, separator=", ").replace("\n", "")
