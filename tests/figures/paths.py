"""The coordinates in an SVG: what its paths and transforms say."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
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
