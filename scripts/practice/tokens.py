r"""Room for numbers in the words of an exercise: `@z@`, and how a number fills it.

    @z@      as it is: 0.5, −2
    @z:4@    with four decimals
    @(z)@    in parentheses where it is negative: e^{-@(z)@}
    @+z@     with its sign as an operation: w x @+b@ gives w x + 0.5 or w x − 0.5
    @=z:4@   with the sign that is true of it: = 0.25 where four decimals hold the number, ≈ 0.1966 where they round it
    @~z:4@   the same without the sign, for the line after it

What stands before `@=z:4@` must be exact itself: `= 0.5 \cdot 3 @=z:4@`, and not the rounded number of a line before.

In a template (rendered HTML, which the browser fills) the last two are cut in two: `@±b@` for the sign and `@|b@` for the
size, `@≈z:4@` for the sign and `@~z:4@` for the number. docs/javascripts/practice/words.mjs does the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

TOKEN = re.compile(r"@(?P<kind>[(+±|=≈~]?)(?P<name>[a-z][a-z0-9_]*)(?::(?P<digits>\d+))?\)?@")
LONGEST = 12  # characters of a number that is shown as it is; one that was computed has more, and needs `:digits`
ROUNDING = 1e-12  # what floating point leaves of an exact number: no reason to call it rounded
MINUS = "−"


def names(text: str) -> set[str]:
    """The numbers that a text leaves room for."""
    return {found["name"] for found in TOKEN.finditer(text)}


def fill(text: str, values: Mapping[str, float | str], *, minus: str = "-") -> str:
    """A text with its numbers.

    Raises:
        ValueError: If a number has no name, or more digits than anybody wants to read.
    """
    return TOKEN.sub(lambda found: filled(found, values, minus), text)


def filled(found: re.Match[str], values: Mapping[str, float | str], minus: str) -> str:
    """What stands in the place of one token."""
    if found["name"] not in values:
        raise ValueError(f"{found[0]}: expected one of {sorted(values)}")
    value, kind = values[found["name"]], found["kind"]
    if isinstance(value, str):
        return value
    digits = None if found["digits"] is None else int(found["digits"])
    number = shown(value, digits)
    is_exact = abs(value - float(number)) <= ROUNDING * max(1, abs(value))
    if kind in ("=", "~") and is_exact and "." in number:
        number = number.rstrip("0").removesuffix(".")
    size, is_negative = number.removeprefix("-"), number.startswith("-")
    if kind == "±":
        return minus if is_negative else "+"
    if kind == "|":
        return size
    if kind == "+":
        return f"{minus if is_negative else '+'} {size}"
    if kind in ("=", "≈"):
        sign = "=" if is_exact else "≈" if minus == MINUS else r"\approx"
        return sign if kind == "≈" else f"{sign} {number}"
    told = f"{minus}{size}" if is_negative else size
    return f"({told})" if kind == "(" and is_negative else told


def shown(value: float, digits: int | None = None) -> str:
    """A number as JavaScript's `toFixed` and `String` write it; a result that rounds to 0 has no sign."""
    if digits is not None:
        text = str(Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
        return text.removeprefix("-") if float(text) == 0 else text
    text = repr(float(value)).removesuffix(".0")
    if len(text) > LONGEST or "e" in text:
        raise ValueError(f"{text} has too many digits to be shown as it is: name how many decimals, as in @z:4@")
    return "0" if text == "-0" else text
