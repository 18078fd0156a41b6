"""The numbers below a figure, as the built pages show them, against what is expected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from scripts.paths import DOCS
from tests.docs import pages
from tests.figures.expect import Cell

NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?(?:·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
SLACK = Decimal("1e-6")  # of half a unit: a value found by another way has other last bits, and may lie beyond the half


@dataclass(frozen=True)
class Shown:
    """A figure on a page: the page's source under docs, the pictures and the table."""

    page: str
    name: str
    pictures: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def shown_in(site: Path) -> list[Shown]:
    """Every figure of every page."""
    found = []
    for path in pages.paths(site):
        for node in pages.page(path).walk():
            if node.tag == "figure" and node.has_class("drawn"):
                images = tuple(
                    Path(image.attributes["src"].partition("#")[0]).name for image in node.walk() if image.tag == "img"
                )
                lines = [line for line in node.walk() if line.tag == "tr"]
                head, *rows = [tuple(cell.text() for cell in line.walk() if cell.tag in ("th", "td")) for line in lines]
                name = node.attributes["id"].removeprefix("figure-")
                found.append(Shown(source(path.relative_to(site)), name, images, head, tuple(rows)))
    return found


def source(page: Path) -> str:
    """The page's source under docs, without its suffix."""
    folder = page.parent
    return (folder if (DOCS / folder).with_suffix(".md").is_file() and folder.name else folder / "index").as_posix()


def differences(shown: Shown, expected: Mapping[str, Sequence[Cell]]) -> Iterator[str]:
    """What is wrong in a table, cell by cell."""
    if shown.columns != tuple(expected):
        yield f"columns {list(shown.columns)}, expected {list(expected)}"
        return
    for column, cells, values in zip(shown.columns, zip(*shown.rows, strict=True), expected.values(), strict=True):
        if len(cells) != len(values):
            yield f"{len(cells)} rows, expected {len(values)}"
            return
        for row, (cell, value) in enumerate(zip(cells, values, strict=True), 1):
            if not tells(cell, value):
                yield f"column {column!r}, row {row}: {cell} is shown, {value} is expected"


def tells(cell: str, value: Cell) -> bool:
    """Whether a cell shows a value: words and whole numbers as they are, others to half a unit of the last digit."""
    if isinstance(value, str):
        return cell == value
    if isinstance(value, int):
        return cell == str(value).replace("-", "−")
    values = value if isinstance(value, tuple) else (value,)
    found = NUMBER.findall(cell)
    if len(found) != len(values) or (not isinstance(value, tuple) and found != [cell]):
        return False
    return all(rounds_to(number, one) for number, one in zip(found, values, strict=True))


def rounds_to(text: str, value: float) -> bool:
    """Whether a number is the value, rounded where the number ends; 0 is for zero alone, and has no decimals."""
    if value == 0 or not text.strip("−0."):
        return text == "0" and value == 0
    digits, _, raised = text.replace("−", "-").partition("·10")
    number = Decimal(digits).scaleb(int(raised.translate(LOWERED) or 0))
    unit = Decimal(1).scaleb(int(number.as_tuple().exponent))
    apart = 2 * abs(number - Decimal(value))
    if apart == unit:  # exactly between two: Python takes the even one
        return number.as_tuple().digits[-1] % 2 == 0
    return apart <= unit * (1 + SLACK)
