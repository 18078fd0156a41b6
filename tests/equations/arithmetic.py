"""Sums, products and entries of numbers, vectors and matrices: vectors are rows, and shapes must fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tests.equations.scenario import Column, Draws, Family
from tests.equations.tree import UnreadableError


class Nothing:
    """The empty sum: it may be added to anything."""


COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: bool(a == b),
    "≠": lambda a, b: bool(a != b),
    "<": lambda a, b: bool(a < b),
    "<=": lambda a, b: bool(a <= b),
    ">": lambda a, b: bool(a > b),
    ">=": lambda a, b: bool(a >= b),
}


def dimensions(value: Any) -> int:
    """How many indices a value has; outcomes don't count."""
    return np.ndim(value) - isinstance(value, Draws)


def pick(value: Any, indices: tuple[Any, ...], position: int) -> Any:
    """An entry of an array or of a table."""
    if any(index != int(index) for index in indices):
        raise UnreadableError("an index that is not whole", position)
    indices = tuple(int(index) for index in indices)
    if isinstance(value, Family):
        value = value.members
    if isinstance(value, dict):
        key = indices if len(indices) > 1 else indices[0]
        if key not in value:
            raise UnreadableError(f"the index {key} is out of range", position)
        return value[key]
    shape = np.shape(value)[: dimensions(value)]
    if len(indices) != len(shape) or any(not 1 <= index <= size for index, size in zip(indices, shape, strict=True)):
        raise UnreadableError(f"the indices {indices} in the shape {shape}", position)
    entry = value[tuple(index - 1 for index in indices)]
    return entry if isinstance(entry, Draws) else entry.item()


def transposed(value: Any, position: int) -> Any:
    """A row becomes a column."""
    if isinstance(value, Draws) or np.ndim(value) not in (1, 2):
        raise UnreadableError("the transpose of something that is no vector or matrix", position)
    if np.ndim(value) == 2:
        return value.T
    return np.array(value) if isinstance(value, Column) else np.array(value).view(Column)


def added(x: Any, y: Any, position: int) -> Any:
    """A sum; to a matrix, a row is added in every row, a column in every column."""
    if isinstance(x, Nothing) or isinstance(y, Nothing):
        return y if isinstance(x, Nothing) else x
    if isinstance(x, Draws) or isinstance(y, Draws):
        if dimensions(x) != dimensions(y):
            raise UnreadableError("a sum of different shapes", position)
        return x + y
    a, b = np.shape(x), np.shape(y)
    if a == b and isinstance(x, Column) == isinstance(y, Column):
        return x + y
    if len(a) == 2 and len(b) == 1:
        column = isinstance(y, Column)
        if b[0] == a[0 if column else 1]:
            return x + (np.asarray(y)[:, None] if column else y)
    raise UnreadableError(f"a sum of the shapes {a} and {b}", position)


def multiplied(x: Any, y: Any, position: int) -> Any:
    """A product side by side: of numbers, with a number, or of matrices and vectors."""
    if not dimensions(x) or not dimensions(y):
        return x * y
    if isinstance(x, Draws) or isinstance(y, Draws):
        raise UnreadableError("a product of random arrays", position)
    row_left, row_right = (np.ndim(each) == 1 and not isinstance(each, Column) for each in (x, y))
    a, b = np.asarray(x), np.asarray(y)
    if isinstance(x, Column) and row_right:
        return np.outer(a, b)
    if row_left and isinstance(y, Column) and a.shape == b.shape:
        return float(a @ b)
    if b.ndim == 2 and not isinstance(x, Column) and a.shape[-1] == b.shape[0]:
        return a @ b
    if a.ndim == 2 and isinstance(y, Column) and a.shape[1] == b.shape[0]:
        return (a @ b).view(Column)
    raise UnreadableError(f"a product of the shapes {a.shape} and {b.shape}: are they transposed as meant?", position)
