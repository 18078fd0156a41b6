"""The coordinates in an SVG: what its paths and transforms say."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree.ElementTree import Element

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
STEPS = 6  # of a curve
VERTICES = {"M": 1, "L": 1, "Q": 2, "C": 3}  # points of a command; the last is where the pen goes


def ways(path: str) -> list[Reals]:
    """The points that the pen visits, a list each time that it is lifted."""
    found: list[list[list[float]]] = []
    for command, rest in re.findall(r"([A-Za-z])([^A-DF-Za-df-z]*)", path):
        if command == "z":
            continue
        numbers = [float(number) for number in NUMBER.findall(rest)]
        if command not in VERTICES or len(numbers) != 2 * VERTICES[command]:
            raise ValueError(f"expected M, L, Q, C or z with their points in a path, got {command + rest!r}")
        if command == "M":
            found.append([])
        found[-1].append(numbers[-2:])
    return [np.array(way) for way in found]


def traced(path: str) -> list[Reals]:
    """The pen's ways by any of SVG's commands but arcs, absolute or from where it is; a curve as the points on it."""
    found: list[list[Reals]] = []
    here = start = np.zeros(2)
    words = re.findall(rf"[A-DF-Za-df-z]|{NUMBER.pattern}", path)
    command, at = "", 0
    while at < len(words):
        if words[at].isalpha():
            command, at = words[at], at + 1
        elif command in "mM":
            command = "l" if command == "m" else "L"
        origin = here if command.islower() else np.zeros(2)
        if command in "zZ":
            here = start
            found[-1].append(here)
            continue
        if command in "hHvV":
            axis = 0 if command in "hH" else 1
            points = here[None].copy()
            points[0, axis] = origin[axis] + float(words[at])
            at += 1
        else:
            count = VERTICES[command.upper()]
            points = np.array(words[at : at + 2 * count], dtype=float).reshape(count, 2) + origin
            at += 2 * count
        if command in "mM":
            found.append([points[-1]])
            start = points[-1]
        else:
            found[-1] += list(points if len(points) == 1 else curve(here, points))
        here = points[-1]
    return [np.array(way) for way in found]


def curve(start: Reals, points: Reals) -> Reals:
    """Points along a Bézier curve from where the pen is, as near to one another as a letter's form needs."""
    along = np.linspace(0, 1, STEPS + 1)[1:, None]
    rows = [np.broadcast_to(point, (STEPS, 2)) for point in (start, *points)]
    while len(rows) > 1:  # de Casteljau
        rows = [first + along * (second - first) for first, second in pairwise(rows)]
    return rows[0]


def glyph(path: Element) -> Reals:
    """Two opposite corners of a letter's form."""
    lines = ways(path.get("d", ""))
    if not lines:
        return np.empty((0, 2))
    points = np.concatenate(lines)
    place = matrix(path.get("transform"))
    return np.array([points.min(axis=0), points.max(axis=0)]) * [place[0, 0], place[1, 1]]


def matrix(transform: str | None) -> Reals:
    """An SVG transform as a 3 by 3 matrix."""
    found = np.eye(3)
    for name, rest in re.findall(r"(\w+)\(([^)]*)\)", transform or ""):
        numbers = [float(number) for number in NUMBER.findall(rest)]
        step = np.eye(3)
        if name == "translate":
            step[:2, 2] = numbers if len(numbers) == 2 else [numbers[0], 0]
        elif name == "scale":
            step[0, 0], step[1, 1] = numbers[0], numbers[-1]
        elif name == "matrix":
            step[:2] = np.reshape(numbers, (3, 2)).T
        elif name == "rotate":
            turn = np.radians(numbers[0])
            step[:2, :2] = [[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]
        else:
            raise ValueError(f"expected translate, scale, rotate or matrix, got {transform!r}")
        found = found @ step
    return found
