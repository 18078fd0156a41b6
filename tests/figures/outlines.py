"""What a picture's file paints, mark by mark, whatever its names and groups: files that paint the same look the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import numpy as np

from tests.figures.paths import Reals, matrix, traced

SVG, HREF = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
NEAR = 0.12  # points: a sixth of a CSS pixel
PAINTED = ("style", "fill", "stroke", "opacity")


@dataclass
class Mark:
    """One painted thing: what it is, how it is painted, and the pen's ways in the picture's own units."""

    kind: str
    look: str
    ways: list[Reals]


def marks(svg: str) -> list[Mark]:
    """All of them, in the order in which they are painted."""
    root = ElementTree.fromstring(svg)
    known = {element.get("id"): element for element in root.iter() if element.get("id")}
    sheet = " ".join(tidy(style.text or "") for style in root.iter(f"{SVG}style"))
    size = " ".join(root.get(name, "") for name in ("width", "height", "viewBox"))
    return [Mark("sheet", f"{sheet} {size}", []), *painted(root, np.eye(3), "", known)]


def painted(parent: Element, place: Reals, look: str, known: dict[str | None, Element]) -> Iterator[Mark]:
    """What an element's children paint."""
    for element in parent:
        if element.tag in (f"{SVG}defs", f"{SVG}metadata"):
            continue
        here = place @ matrix(element.get("transform"))
        own = f"{look} {looks(element)}".strip()
        if element.tag == f"{SVG}g":
            if box := cuts(element, here, known):
                yield Mark("cut", "", box)
            yield from painted(element, here, own, known)
        elif element.tag == f"{SVG}path":
            yield Mark("path", own, cuts(element, here, known) + ways(element, here))
        elif element.tag == f"{SVG}use":
            form = known[element.get(HREF, "")[1:]]
            at = np.eye(3)
            at[:2, 2] = float(element.get("x", 0)), float(element.get("y", 0))
            form_ways = ways(form, here @ at @ matrix(form.get("transform")))
            yield Mark("path", f"{own} {looks(form)}".strip(), cuts(element, here, known) + form_ways)
        else:
            text = element.get(HREF) or element.text or ""
            yield Mark(
                element.tag.removeprefix(SVG),
                f"{own} {text}",
                [*cuts(element, here, known), moved(corners(element), here)],
            )


def looks(element: Element) -> str:
    """How an element says that it is painted."""
    told = ((name, tidy(element.get(name, ""))) for name in PAINTED)
    return " ".join(f"{name}={value}" for name, value in told if value)


def cuts(element: Element, place: Reals, known: dict[str | None, Element]) -> list[Reals]:
    """The corners of what cuts an element off."""
    found = re.fullmatch(r"url\(#(.+)\)", element.get("clip-path", ""))
    return [moved(corners(rect), place) for rect in known[found[1]]] if found else []


def corners(box: Element) -> Reals:
    """Two opposite corners."""
    x, y, width, height = (float(box.get(name, 0)) for name in ("x", "y", "width", "height"))
    return np.array([[x, y], [x + width, y + height]])


def tidy(style: str) -> str:
    """A style without blanks that mean nothing."""
    return re.sub(r"\s*([:;{}])\s*", r"\1", style.strip()).rstrip(";")


def ways(path: Element, place: Reals) -> list[Reals]:
    """The pen's ways in a path, as they are seen."""
    return [moved(way, place) for way in traced(path.get("d", ""))]


def moved(points: Reals, place: Reals) -> Reals:
    """Points where a transform puts them."""
    return points @ place[:2, :2].T + place[:2, 2]


def differences(one: str, other: str) -> Iterator[str]:
    """Where two files paint something else."""
    for number, (first, second) in enumerate(zip_longest(marks(one), marks(other))):
        if first is None or second is None:
            yield f"mark {number}: one file paints {'less' if first is None else 'more'} than the other"
            return
        if (first.kind, first.look) != (second.kind, second.look):
            yield f"mark {number}: {first.kind} {first.look[:80]!r} against {second.kind} {second.look[:80]!r}"
        elif len(first.ways) != len(second.ways):
            yield f"mark {number}: the pen is lifted {len(first.ways)} times against {len(second.ways)}"
        else:
            far = max((apart(a, b) for a, b in zip(first.ways, second.ways, strict=True)), default=0.0)
            if far > NEAR:
                yield f"mark {number}: {far:.3f} points apart"


def apart(one: Reals, other: Reals) -> float:
    """How far the farthest point of either line is from the other line, and their ends from one another."""
    ends = max(np.hypot(*(one[end] - other[end])) for end in (0, -1))
    return float(max(ends, reach(one, other), reach(other, one)))


def reach(points: Reals, line: Reals) -> float:
    """The greatest distance of a point to a line of several stretches."""
    starts, stretches = line[:-1], np.diff(line, axis=0)
    if not len(stretches):
        starts, stretches = line, np.zeros_like(line)
    squares = (stretches**2).sum(axis=1)
    from_start = points[:, None] - starts
    with np.errstate(invalid="ignore", divide="ignore"):
        along = np.where(squares > 0, (from_start * stretches).sum(axis=2) / squares, 0.0).clip(0, 1)
    gaps = from_start - along[..., None] * stretches
    return float(np.sqrt((gaps**2).sum(axis=2)).min(axis=1).max())
