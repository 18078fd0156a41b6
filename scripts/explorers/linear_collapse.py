"""Layers of one unit in a row: the line that they make, and its pieces where ReLU stands between them."""

from __future__ import annotations

import math
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np

import nnref
from scripts.explorers import FloatArray, spaced

FAR, SAMPLES = 2.5, 51
EDGE = 1e-9  # nearer than this to the end of its piece, a zero is that end, rounded

Map = tuple[Any, Any]


def numbers(state: dict[str, Any]) -> dict[str, Any]:
    """The lines, what they make together, and where it bends."""
    f, g = [(float(state[f"w{k}"]), float(state[f"b{k}"])) for k in (1, 2)]
    layers = [g if number % 2 else f for number in range(state["layers"])]
    line = nnref.compose_linear(*layers)
    ns = spaced(-FAR, FAR, SAMPLES)
    whole = partial(answer, layers, relu=state["relu"])
    parts = pieces(layers) if state["relu"] else {"ends": [], "slopes": [line[0]], "intercepts": [line[1]]}
    return {
        "layers": layers,
        "line": line,
        "pieces": parts,
        "bends": {"ns": parts["ends"], "heights": whole(np.array(parts["ends"], float))},
        "ns": ns,
        "f": answer([f], ns),
        "g": answer([g], ns),
        "straight": answer([line], ns),
        "values": whole(ns),
    }


def answer(layers: list[Map], n: FloatArray, relu: bool = False) -> FloatArray:
    """What layers answer to numbers; ReLU stands between them, not behind the last."""
    for number, (w, b) in enumerate(layers):
        n = w * (nnref.relu(n) if relu and number else n) + b
    return n


def pieces(layers: list[Map]) -> dict[str, Any]:
    """Ends between straight pieces, and each piece's slope and intercept, from left to right."""
    ends: list[float] = []
    maps = layers[:1]
    for layer in layers[1:]:
        ends, maps = cut(ends, maps)
        maps = [nnref.compose_linear(each, layer) for each in maps]
    bends = [one != other for one, other in pairwise(maps)]
    kept = [maps[0], *(each for each, bend in zip(maps[1:], bends, strict=True) if bend)]
    return {
        "ends": [end for end, bend in zip(ends, bends, strict=True) if bend],
        "slopes": [slope for slope, _ in kept],
        "intercepts": [intercept for _, intercept in kept],
    }


def cut(ends: list[float], maps: list[Map]) -> tuple[list[float], list[Map]]:
    """ReLU of the pieces: one that changes its sign becomes two."""
    found: list[tuple[float, Map]] = []  # each piece with its right end
    borders = [-math.inf, *ends, math.inf]
    for (start, end), (slope, intercept) in zip(pairwise(borders), maps, strict=True):
        zero = -intercept / slope if slope else math.nan
        falls, rises = ((slope, intercept), (0.0, 0.0))[:: 1 if slope < 0 else -1]
        if start + EDGE < zero < end - EDGE:
            found += [(zero, falls), (end, rises)]
        elif slope:
            found.append((end, rises if zero <= start + EDGE else falls))
        else:
            found.append((end, (slope, max(intercept, 0.0))))
    return [end for end, _ in found[:-1]], [each for _, each in found]
