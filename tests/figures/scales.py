"""The scale of an axis, from what is written at its tick marks and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]

VULGAR = {"¼": Fraction(1, 4), "½": Fraction(1, 2), "¾": Fraction(3, 4)}
# A place has six decimals in the file, so a true scale meets every tick mark to about 1e-6 points.
MEETS = 1e-5


class Tick(NamedTuple):
    """A tick mark: what is written at it, if anything is, and its place along the axis in points."""

    label: str | None
    place: float


@dataclass(frozen=True)
class Scale:
    """place = start + step * value, or of the value's logarithm; or a place for each name."""

    kind: str
    start: float = 0.0
    step: float = 1.0
    names: tuple[tuple[str, float], ...] = ()

    def place(self, values: Any) -> Reals:
        """Where the values stand, in points."""
        if self.kind == "names":
            known = dict(self.names)
            return np.array([known[value] for value in np.atleast_1d(values)])
        numbers = np.atleast_1d(np.asarray(values, dtype=np.float64))
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(self.start + self.step * (np.log10(numbers) if self.kind == "log" else numbers))


def scale_of(axis: str, ticks: list[Tick], others: list[list[Tick]]) -> Scale:
    """The scale of an axis; one without labels shares that of another panel with the same tick marks.

    Raises:
        ValueError: If the labels fit no scale, or leave open which.
    """
    labelled = [tick for tick in ticks if tick.label is not None]
    if not labelled:
        places = [tick.place for tick in ticks]
        for other in others:
            if [tick.place for tick in other] == places and any(tick.label is not None for tick in other):
                return scale_of(axis, other, [])
        raise ValueError(f"expected labels on the {axis} axis or on another with the same tick marks, got none")
    values = [number(str(tick.label)) for tick in labelled]
    told = ", ".join(f"{tick.label} at {tick.place:g}" for tick in labelled)
    if all(value is None for value in values):
        return Scale("names", names=tuple((str(tick.label), tick.place) for tick in labelled))
    if None in values:
        raise ValueError(f"expected names or numbers along the {axis} axis, got both names and numbers: {told}")
    found = [fit for kind in ("linear", "log") if (fit := fitted(kind, np.array(values, float), labelled)) is not None]
    if len(found) != 1:
        what = "no scale fits" if not found else "both a linear and a logarithmic scale fit"
        raise ValueError(f"{what} the labels of the {axis} axis: {told}")
    return found[0]


def fitted(kind: str, values: Reals, ticks: list[Tick]) -> Scale | None:
    """The scale of a kind through the ticks, if one meets all of them."""
    if kind == "log" and not (values > 0).all():
        return None
    x = np.log10(values) if kind == "log" else values
    places = np.array([tick.place for tick in ticks])
    if len(ticks) < 2 or np.ptp(x) == 0:
        return None
    step, start = (float(value) for value in np.polyfit(x, places, 1))
    meets = np.abs(start + step * x - places).max() <= MEETS
    return Scale(kind, start, step) if meets else None


def number(label: str) -> float | None:
    """What a label says, or None if it is a name."""
    text = label.strip("$").replace("−", "-").replace("\u202f", "")
    if power := re.fullmatch(r"(?:\\mathdefault\{)?10\^\{(-?\d+)\}\}?", text):
        return float(f"1e{power[1]}")
    found = re.fullmatch(r"(-?)(\d*\.?\d*)([¼½¾]?)(?:/(\d+))?", text)
    if not found or not (found[2] or found[3]):
        return None
    whole = Fraction(found[2] or 0) / int(found[4] or 1) + VULGAR.get(found[3], 0)
    return float(-whole if found[1] else whole)
