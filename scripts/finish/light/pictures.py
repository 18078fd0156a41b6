"""Figures as matplotlib writes them, and the explorers' first pictures, without what a picture on a page does not need.

Names of parts, comments, line breaks; nine digits where a tenth of a point is less than a screen shows; points on a straight
line between their neighbours; and the absolute place of every point, where the step from the last one is shorter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

FIGURES = Path("generated/figures")
DIGITS = 1  # of a point, of which 72 are 96 pixels: off by a fifteenth of a pixel at most
STRAIGHT = 0.04  # points: a vertex so near to the line between its neighbours can go
GLYPH_SCALE = (
    32  # letters are drawn in 1/64 of a unit, a tenth of a point; half a unit is finer than the rest of the picture
)
POINTS = {"M": 1, "L": 1, "Q": 2, "C": 3}
COMMAND = re.compile(r"([MLQCzZ])([^MLQCzZ]*)")
PATH = re.compile(r'(?P<before><path [^>]*?\bd=")(?P<data>[^"]*)(?P<after>"[^>]*>)', re.DOTALL)
GLYPH = ' transform="scale(0.015625)"'
# An explorer's, in whole tenths of a pixel.
LINES = re.compile(r'(?P<before><path class="[^"]*" d=")(?P<data>M[-ML\d. ]+)(?P<after>")')

Point = tuple[float, float]
Step = tuple[str, list[Point]]


def write(site: Path) -> None:
    """Shorten every figure of the site; those in `docs/generated` stay as they were drawn."""
    for picture in sorted((site / FIGURES).glob("*.svg")):
        picture.write_text(shortened(picture.read_text(encoding="utf-8")), encoding="utf-8")
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        if (changed := LINES.sub(lines, text)) != text:
            page.write_text(changed, encoding="utf-8")


def shortened(svg: str) -> str:
    """The same picture in fewer bytes."""
    svg = re.sub(r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = PATH.sub(path, svg)
    svg = re.sub(r">\s+<", "><", svg.strip())
    svg = re.sub(r'(transform=")([^"]*)"', lambda found: f'{found[1]}{rounded(found[2], 2, 5)}"', svg)
    svg = re.sub(r' (x|y)="([-\d.]+)"', lambda found: f' {found[1]}="{number(float(found[2]), 2)}"', svg)
    svg = re.sub(r'style="[^"]*"', lambda found: found[0].replace(": ", ":").replace("; ", ";"), svg)
    svg = named(svg)
    return re.sub(r"<defs></defs>|<defs/>", "", without_bare_groups(svg))


def without_bare_groups(svg: str) -> str:
    """The content of groups that say nothing of it."""
    is_bare: list[bool] = []

    def tag(found: re.Match[str]) -> str:
        if found[0] == "</g>":
            return "" if is_bare.pop() else found[0]
        is_bare.append(found[0] == "<g>")
        return "" if is_bare[-1] else found[0]

    return re.sub(r"<g(?: [^>]*)?>|</g>", tag, svg)


def path(found: re.Match[str]) -> str:
    """One path, in its own units."""
    is_glyph = GLYPH in found["after"]
    steps = read(found["data"])
    if is_glyph:
        steps = [(command, [(x / GLYPH_SCALE, y / GLYPH_SCALE) for x, y in points]) for command, points in steps]
        after = found["after"].replace(GLYPH, f' transform="scale({0.015625 * GLYPH_SCALE:g})"')
        return f"{found['before']}{relative(steps, 0)}{after}"
    return f"{found['before']}{relative(straightened(steps), DIGITS)}{found['after']}"


def lines(found: re.Match[str]) -> str:
    """The lines of an explorer's first picture; where scripts run, the explorer draws it again, as soon as it is near."""
    return f"{found['before']}{relative(straightened(read(found['data']), 0.1), DIGITS)}{found['after']}"


def read(data: str) -> list[Step]:
    """The steps of a path that matplotlib wrote: absolute, one command a step."""
    steps: list[Step] = []
    for command, rest in COMMAND.findall(data):
        numbers = [float(word) for word in rest.replace(",", " ").split()]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        size = POINTS.get(command, 0)
        if len(points) != size:
            raise ValueError(
                f"expected {size} points after {command}, got {rest.strip()!r}: not a path of matplotlib's"
            )
        steps.append((command.upper(), points))
    return steps


def straightened(steps: Iterable[Step], tolerance: float = STRAIGHT) -> list[Step]:
    """Without the vertices that a straight line passes; the ends of every line stay."""
    result: list[Step] = []
    line: list[Point] = []
    for command, points in [*steps, ("", [])]:
        if command == "L":
            line.append(points[0])
            continue
        if line:
            start = result[-1][1][-1] if result and result[-1][1] else line[0]
            result += [("L", [point]) for point in needed([start, *line], tolerance)[1:]]
            line = []
        if command:
            result.append((command, points))
    return result


def needed(points: list[Point], tolerance: float) -> list[Point]:
    """The vertices that a line needs (Ramer, Douglas and Peucker)."""
    kept = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, where = max(
            ((distance(points[index], points[first], points[last]), index) for index in range(first + 1, last)),
            default=(0.0, 0),
        )
        if far > tolerance:
            kept.add(where)
            waiting += [(first, where), (where, last)]
    return [points[index] for index in sorted(kept)]


def distance(point: Point, first: Point, last: Point) -> float:
    """From a point to a stretch of line."""
    (x, y), (x1, y1), (x2, y2) = point, first, last
    dx, dy = x2 - x1, y2 - y1
    squared = dx * dx + dy * dy
    along = 0.0 if squared == 0 else min(max(((x - x1) * dx + (y - y1) * dy) / squared, 0.0), 1.0)
    return float(((x - x1 - along * dx) ** 2 + (y - y1 - along * dy) ** 2) ** 0.5)


def relative(steps: Iterable[Step], digits: int) -> str:
    """Path data in steps from point to point. Each point is rounded where it stands, so that errors do not add up."""
    unit = 10**digits
    x = y = start_x = start_y = 0
    parts: list[str] = []
    last, moved = "", False
    for command, points in steps:
        if command == "Z":
            parts.append("z")
            x, y, last = start_x, start_y, "z"
            continue
        whole = [(round(px * unit), round(py * unit)) for px, py in points]
        if command == "L" and whole[0] == (x, y) and not moved:
            continue
        moved = command == "M"
        numbers = [value for px, py in whole for value in (px - x, py - y)]
        letter = "" if command.lower() == last else command.lower()
        if command == "L" and numbers[0] == 0:
            letter, numbers, last = ("" if last == "v" else "v"), numbers[1:], "v"
        elif command == "L" and numbers[1] == 0:
            letter, numbers, last = ("" if last == "h" else "h"), numbers[:1], "h"
        else:
            last = "l" if command == "M" else command.lower()
        x, y = whole[-1]
        if command == "M":
            start_x, start_y = x, y
        parts.append(letter + joined([number(value / unit, digits) for value in numbers], follows=not letter))
    return "".join(parts)


def joined(numbers: list[str], *, follows: bool) -> str:
    """Numbers with a space where their signs don't part them."""
    text = "".join(value if value.startswith("-") else f" {value}" for value in numbers)
    return text if follows else text.removeprefix(" ")


def rounded(text: str, digits: int, digits_of_scale: int) -> str:
    """A transform with the digits that can be seen."""

    def one(found: re.Match[str]) -> str:
        places = digits_of_scale if found[1] == "scale" else digits
        return f"{found[1]}({' '.join(number(float(word), places) for word in found[2].replace(',', ' ').split())})"

    return re.sub(r"(\w+)\(([^)]*)\)\s*", one, text)


def number(value: float, digits: int) -> str:
    """As short as it can be written."""
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    text = re.sub(r"^(-?)0\.", r"\1.", text)
    return "0" if text in ("", "-", "-0") else text


def named(svg: str) -> str:
    """Ids that something refers to, as short as they can be; all others go."""
    used = dict.fromkeys(re.findall(r'(?:href="#|url\(#)([\w.-]+)', svg))
    short = {name: f"{index:x}" for index, name in enumerate(used)}
    svg = re.sub(r' id="([^"]*)"', lambda found: f' id="i{short[found[1]]}"' if found[1] in short else "", svg)
    return re.sub(r'(href="#|url\(#)([\w.-]+)', lambda found: f"{found[1]}i{short[found[2]]}", svg)
