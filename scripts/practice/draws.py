"""Numbers that a reader likes to see, from uniform draws alone; docs/javascripts/practice/draws.mjs draws the same ones."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")


def integer(random: np.random.Generator, low: int, high: int, *, without: Collection[int] = ()) -> int:
    """A whole number from `low` to `high`, both included."""
    while True:
        value = low + math.floor(random.random() * (high - low + 1))
        if value not in without:
            return value


def decimal(
    random: np.random.Generator, low: float, high: float, *, digits: int = 1, without: Collection[float] = ()
) -> float:
    """A number with so many decimals from `low` to `high`, both included."""
    unit: int = 10**digits
    while True:
        value = integer(random, round(low * unit), round(high * unit)) / unit
        if value not in without:
            return value


def choice(random: np.random.Generator, options: Sequence[T]) -> T:
    """One of the options."""
    return options[math.floor(random.random() * len(options))]


def tidy(value: float, digits: int) -> float:
    """A number that has no more decimals than these, without what rounding left behind them."""
    unit: int = 10**digits
    return round(value * unit) / unit
