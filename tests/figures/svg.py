"""Reads a drawn figure as a reader does: what is drawn, in the units of the axes' own labels.

Nothing here knows the code that draws. A scale comes from where the labelled tick marks stand, so a tick with a wrong label,
or a curve drawn against another scale, is seen for what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import numpy as np
from numpy.typing import NDArray

from tests.figures.paths import Reals, glyph, matrix, ways
from tests.figures.scales import Scale, Tick, scale_of

SVG, HREF = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
ANONYMOUS = re.compile(r"(line2d|patch|image|text|[A-Za-z]*Collection)_\d+")  # matplotlib's own names


@dataclass
class Shape:
    """What was drawn under one name: the pen's ways, the dots, and their colours."""

    name: str
    lines: list[Reals] = field(default_factory=list)
    dots: Reals = field(default_factory=lambda: np.empty((0, 2)))
    styles: list[dict[str, str]] = field(default_factory=list)

    @property
    def points(self) -> Reals:
        """All its points."""
        return np.concatenate([*self.lines, self.dots])

    def colours(self, what: str) -> set[str]:
        """The colours of its strokes or its fills."""
        return {style[what] for style in self.styles if what in style}


@dataclass
class Text:
    """What is written, where (left, top, right, bottom), and its colour."""

    words: str
    box: tuple[float, float, float, float]
    colour: str


@dataclass
class Picture:
    """An image of pixels, and its corners: left, top, right, bottom."""

    data: str
    box: tuple[float, float, float, float]


@dataclass
class Panel:
    """One pair of axes with all that is drawn in it."""

    shapes: dict[str, Shape] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    ticks: dict[str, list[Tick]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    frame: Reals | None = None  # the corners of the axes, where they have any
    unnamed: list[str] = field(default_factory=list)
    scales: dict[str, Scale] = field(default_factory=dict)

    def place(self, x: Any, y: Any) -> Reals:
        """Where data stand in the picture, a row a point."""
        return np.column_stack([self.scales["x"].place(x), self.scales["y"].place(y)])

    def is_inside(self, points: Reals) -> NDArray[np.bool_]:
        """Which points lie between the axes; beyond, a curve is cut off."""
        if self.frame is None:
            return np.ones(len(points), dtype=bool)
        with np.errstate(invalid="ignore"):
            return ((points >= self.frame.min(axis=0)) & (points <= self.frame.max(axis=0))).all(axis=1)


def read(path: Path) -> list[Panel]:
    """The panels of a drawn figure, in the order in which they were drawn."""
    return panels_of(path.read_text(encoding="utf-8"))


@cache
def panels_of(svg: str) -> list[Panel]:
    """The same, from the text of the file."""
    parser = ElementTree.XMLParser(target=ElementTree.TreeBuilder(insert_comments=True))
    root = ElementTree.fromstring(svg, parser)
    glyphs = {path.get("id", ""): glyph(path) for path in root.iter(f"{SVG}path") if path.get("id")}
    groups = [group for figure in root.findall(f"{SVG}g") for group in figure]
    found = [panel_of(group, glyphs) for group in groups if is_named(group, r"axes_\d+")]
    outside = [group.get("id") or group.tag for group in groups if not is_named(group, r"axes_\d+|patch_1")]
    found[0].unnamed.extend(outside)  # the figure's own background is the first patch
    for panel in found:
        panel.scales = {
            axis: scale_of(axis, ticks, [other.ticks.get(axis, []) for other in found])
            for axis, ticks in panel.ticks.items()
        }
    return found


def names_in(svg: str) -> list[str]:
    """Every id of the file, as often as it stands there."""
    return re.findall(r'\sid="([^"]+)"', svg)


def is_named(element: Element, pattern: str) -> bool:
    """Whether the element's id is like this."""
    return re.fullmatch(pattern, element.get("id") or "") is not None


def panel_of(axes: Element, glyphs: dict[str, Reals]) -> Panel:
    """One pair of axes; what has no name of its own must be its frame, or is told in `unnamed`."""
    panel = Panel()
    for child in axes:
        name = child.get("id") or ""
        if is_named(child, r"matplotlib\.axis_\d+"):
            read_axis(panel, child, glyphs)
        elif is_named(child, r"text_\d+"):
            panel.texts.append(text_of(child, glyphs))
        elif child.tag == f"{SVG}g" and (image := child.find(f"{SVG}image")) is not None:
            panel.pictures.append(picture_of(image))
        elif name and not ANONYMOUS.fullmatch(name):
            panel.shapes.setdefault(name, Shape(name))
            read_shape(panel.shapes[name], child)
        elif is_named(child, r"patch_\d+"):
            read_frame(panel, child)
        else:
            panel.unnamed.append(name or child.tag)
    return panel


def read_frame(panel: Panel, patch: Element) -> None:
    """The background, which comes first and is invisible, and the spines along its edges."""
    shape = Shape(patch.get("id") or "")
    read_shape(shape, patch)
    points = shape.points
    if panel.frame is None and not panel.shapes and not shape.colours("stroke"):
        panel.frame = points
    elif panel.frame is None or len(points) != 2 or not is_edge(points, panel.frame):
        panel.unnamed.append(shape.name)


def is_edge(points: Reals, frame: Reals) -> bool:
    """Whether both ends are corners of the frame."""
    return all(np.abs(frame - point).max(axis=1).min() < 1e-3 for point in points)


def read_shape(shape: Shape, group: Element) -> None:
    """Every path and every dot of a group; paths in `defs` are the forms of dots."""
    dots = []
    for element in drawn(group):
        if element.tag == f"{SVG}path":
            shape.lines += ways(element.get("d", ""))
        elif element.tag == f"{SVG}use":
            dots.append((float(element.get("x", "0")), float(element.get("y", "0"))))
        else:
            continue
        shape.styles.append(style_of(element))
    if dots:
        shape.dots = np.concatenate([shape.dots, dots])


def drawn(group: Element) -> Iterator[Element]:
    """The elements of a group in order, without definitions."""
    for child in group:
        if child.tag != f"{SVG}defs":
            yield child
            yield from drawn(child)


def style_of(element: Element) -> dict[str, str]:
    """The style attribute as a mapping."""
    rules = (rule.split(":", 1) for rule in element.get("style", "").split(";") if ":" in rule)
    return {name.strip(): value.strip() for name, value in rules}


def read_axis(panel: Panel, axis: Element, glyphs: dict[str, Reals]) -> None:
    """Where the tick marks stand, what is written at them, and the axis's title."""
    for child in axis:
        letter = (child.get("id") or "")[0]
        if is_named(child, r"[xy]tick_\d+"):
            marks = [use for use in child.iter(f"{SVG}use") if use.get("x")]
            labels = [text_of(text, glyphs).words for text in child if is_named(text, r"text_\d+")]
            if marks:
                panel.ticks.setdefault(letter, []).append(
                    Tick(labels[0] if labels else None, float(marks[0].get(letter, "nan")))
                )
        elif is_named(child, r"text_\d+"):
            panel.titles["y" if axis.find(f"{SVG}g").get("id", "").startswith("y") else "x"] = text_of(
                child, glyphs
            ).words


def text_of(group: Element, glyphs: dict[str, Reals]) -> Text:
    """The words stand in a comment; the place is that of the glyphs, which are drawn from the same words."""
    words = "\n".join(str(line.text).strip() for line in group.iter() if line.tag is ElementTree.Comment)
    corners, colour = [], "#000000"
    for line in group.iter(f"{SVG}g"):
        colour = style_of(line).get("fill", colour)
        place = matrix(line.get("transform"))
        for use in line.findall(f"{SVG}use"):
            box = glyphs[use.get(HREF, "")[1:]]
            if len(box):
                corners.append(
                    (np.column_stack([box, np.ones(len(box))]) @ (place @ matrix(use.get("transform"))).T)[:, :2]
                )
    points = np.concatenate(corners)
    return Text(words, (*points.min(axis=0), *points.max(axis=0)), colour)


def picture_of(image: Element) -> Picture:
    """An image and where its corners are."""
    place = matrix(image.get("transform"))
    ends = [(0.0, 0.0, 1.0), (float(image.get("width", "0")), float(image.get("height", "0")), 1.0)]
    (left, top, _), (right, bottom, _) = np.array(ends) @ place.T
    data = image.get(HREF, "").removeprefix("data:image/png;base64,")
    return Picture(data, (min(left, right), min(top, bottom), max(left, right), max(top, bottom)))
