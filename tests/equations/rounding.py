"""How far apart the two sides of an approximation may be, by the digits that are shown."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.equations.evaluate import Evaluator
from tests.equations.tree import Node, UnreadableError, parts

COARSE = (
    0.25  # of a number, as half a unit of its last digit: 2 may stand for 1.6, but 1 not for 0.6, and 0 for nothing
)
ROUNDED = 3  # decimals from which on a typed number may be a rounded one


def allowance(evaluator: Evaluator, left: Node, right: Node, a: Any, b: Any) -> Any:
    """How far apart the sides of an approximation may be: half a unit of the last digit that is shown."""
    shown = [half for side in (right, left) if (half := half_unit(side)) is not None]
    for side, value in ((left, a), (right, b)):
        half = half_unit(side)
        if half is not None and np.ndim(half) == 0 and half > COARSE * abs(value):
            raise UnreadableError("so few digits say next to nothing: show one more", side.position)
    if shown:
        return np.max(np.broadcast_arrays(*shown), axis=0) * (1 + 1e-6)
    moved = 0.0
    for side, value in ((left, a), (right, b)):
        for literal in (part for part in parts(side) if part.kind == "number"):
            if len(literal.args[0].partition(".")[2]) >= ROUNDED:
                evaluator.shift = {literal.position: half_of(literal.args[0])}
                moved = moved + np.abs(evaluator.quantity(side) - value)
    evaluator.shift = {}
    if np.any(moved):
        return moved * (1 + 1e-6)
    if evaluator.scenario.approximation is None:
        raise UnreadableError(
            "approximately by how much? No digits are shown, and the scenario doesn't say", right.position
        )
    return evaluator.scenario.approximation * max(np.max(np.abs(a)), np.max(np.abs(b)))


def half_of(text: str) -> float:
    """Half a unit of a number's last digit."""
    return 0.5 * 10.0 ** -len(text.partition(".")[2])


def half_unit(node: Node) -> Any:
    """Half a unit of the last digit of a side that is a number, or a matrix of numbers; else None."""
    if node.kind in ("negate", "parentheses"):
        return half_unit(node.args[0])
    if node.kind == "number":
        return half_of(node.args[0])
    if node.kind == "matrix":
        halves = [[half_unit(entry) for entry in row] for row in node.args]
        if any(half is None for row in halves for half in row):
            return None
        return np.array(halves[0] if len(halves) == 1 else halves)
    if node.kind == "dot" and node.args[1].kind == "scripted":
        base, below, above = node.args[1].args
        first = half_unit(node.args[0])
        if base == Node("number", ("10",)) and below is None and above is not None and first is not None:
            sign = -1 if above.kind == "negate" else 1
            exponent = above.args[0] if sign < 0 else above
            return first * 10.0 ** (sign * int(exponent.args[0])) if exponent.kind == "number" else None
    return None
