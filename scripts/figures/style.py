"""One look for every figure, and the one place where a quantity's colour is written down.

A quantity keeps its colour everywhere: in figures, in equations (through the classes that `stylesheet` writes) and in
tables; never colour alone, so each also has a dash. The hues are Okabe and Ito's (2008), darker on white and lighter on dark
so that text in them keeps a contrast of 4.5 to 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

import matplotlib as mpl
import numpy as np
from fontTools.ttLib import TTFont
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from scripts.paths import CACHE, NODE_MODULES

MODES = ("light", "dark")
COLUMNS = {"wide": 680, "narrow": 350}  # CSS pixels: the text column on a desktop and on a phone
PIXELS_PER_INCH = 96
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
LARGE = 1000  # from here on a number that is not whole is shown as a power of ten
TEXT_PIXELS = {"wide": 14.5, "narrow": 13.0}

COLOURS = {
    "function": {"light": "#0067a6", "dark": "#6cc1f2"},
    "derivative": {"light": "#b24a00", "dark": "#ff9e5e"},
    "loss": {"light": "#9c3f78", "dark": "#eda6cd"},
    "gradient": {"light": "#00704f", "dark": "#4fd0a5"},
    "bound": {"light": "#7d5f00", "dark": "#f0ca4d"},
}
DASHES: dict[str, Any] = {
    "function": "-",
    "derivative": (0, (6, 2.5)),
    "loss": (0, (8, 2, 2, 2)),
    "gradient": (0, (3, 2)),
    "bound": (0, (1, 2)),
}
INK = {"light": "#23262d", "dark": "#e4e6ec"}
FAINT = {"light": "#6b7079", "dark": "#9aa0ac"}
PAPER = {"light": "#fdfcf9", "dark": "#1b1d24"}
GRID = {"light": "#e3e5ea", "dark": "#383c47"}


@dataclass(frozen=True)
class Table:
    """The numbers behind a figure: a heading a column, and the decimals that each column shows."""

    columns: dict[str, ArrayLike]
    digits: int = 4
    notes: str = ""

    def rows(self) -> list[list[str]]:
        """The cells, row by row, as text."""
        return [[number(value, self.digits) for value in row] for row in zip(*self._values(), strict=True)]

    def _values(self) -> list[list[Any]]:
        return [np.asarray(column).tolist() for column in self.columns.values()]


@dataclass
class _Rendering:
    mode: str = "light"
    column: str = "wide"
    palette: dict[str, str] = field(default_factory=dict)


_now = _Rendering()


@contextmanager
def rendering(mode: str, column: str) -> Iterator[None]:
    """Draw what is drawn inside for light or dark, for a desktop's or a phone's column."""
    global _now
    before, _now = _now, _Rendering(mode, column)
    try:
        settings: Any = _settings(mode, column)
        with mpl.rc_context(settings):
            yield
    finally:
        _now = before


def panels(count: int = 1, *, height: float = 300, share_y: bool = False) -> tuple[Figure, list[Axes]]:
    """A figure as wide as its column: panels side by side on a desktop, one above another on a phone.

    Args:
        count: How many panels.
        height: Of one panel, in CSS pixels.
        share_y: Whether panels side by side share one vertical axis.
    """
    stacked = _now.column == "narrow"
    rows, columns = (count, 1) if stacked else (1, count)
    figure = Figure(
        figsize=(COLUMNS[_now.column] / PIXELS_PER_INCH, rows * height / PIXELS_PER_INCH), layout="constrained"
    )
    axes = figure.subplots(rows, columns, squeeze=False, sharey=share_y and not stacked)
    return figure, list(axes.flat)


def colour(quantity: str) -> str:
    """The colour of a quantity, or of `ink`, `faint` or `grid`, in the mode being drawn."""
    for name, shades in (("ink", INK), ("faint", FAINT), ("grid", GRID)):
        if quantity == name:
            return shades[_now.mode]
    return COLOURS[quantity][_now.mode]


def is_narrow() -> bool:
    """Whether the figure being drawn is the phone's."""
    return _now.column == "narrow"


def curve(axes: Axes, x: ArrayLike, y: ArrayLike, quantity: str, *, gid: str | None = None, **line: Any) -> None:
    """Draw a curve in its quantity's colour and dash; `gid` names its path in the SVG."""
    line = {"color": colour(quantity), "linestyle": DASHES[quantity], "linewidth": 2.0} | line
    (drawn,) = axes.plot(np.asarray(x), np.asarray(y), **line)
    drawn.set_gid(gid or quantity)


def label(
    axes: Axes,
    text: str,
    x: float,
    y: float,
    quantity: str = "ink",
    *,
    offset: tuple[float, float] = (0, 0),
    **how: Any,
) -> None:
    """Write `text` beside the point (x, y), in the quantity's colour; `offset` in CSS pixels, up and right positive."""
    points = [pixels * 72 / PIXELS_PER_INCH for pixels in offset]
    how = {"ha": "left", "va": "center", "color": colour(quantity)} | how
    axes.annotate(text, (x, y), xytext=(points[0], points[1]), textcoords="offset points", **how)


def mark(axes: Axes, x: float, y: float, quantity: str, *, gid: str, hollow: bool = False) -> None:
    """A dot at a point that the text speaks of; `gid` names it in the SVG."""
    face = PAPER[_now.mode] if hollow else colour(quantity)
    axes.plot([x], [y], "o", markersize=6, color=colour(quantity), markerfacecolor=face, zorder=5, gid=gid)


def hide_ticks(axes: Axes, axis: Literal["x", "y", "both"] = "both") -> None:
    """Tick marks too small to see: unlike no marks at all, they tell in the SVG which place a label belongs to."""
    axes.tick_params(axis=axis, length=1e-4, width=0)


def number(value: Any, digits: int) -> str:
    """A number as a table shows it, with a real minus sign; text and whole numbers pass as they are.

    What so many decimals can't show gets a power of ten, and only an exact zero is 0.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return str(value).replace("-", "−")
    if value == 0:
        return "0"
    text = f"{value:.{digits}f}"
    return scientific(value) if float(text) == 0 or abs(value) >= LARGE else text.replace("-", "−")


def scientific(value: float, digits: int = 2) -> str:
    """A number as digits times a power of ten, as the explorers write it: 2.5·10⁻⁷."""
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    power = f"·{power_of_ten(int(exponent))}" if int(exponent) else ""
    return mantissa.replace("-", "−") + power


def power_of_ten(exponent: int) -> str:
    """10⁻⁷, and 1 rather than 10⁰."""
    return f"10{str(exponent).translate(SUPERSCRIPTS)}" if exponent else "1"


def stylesheet() -> str:
    """The same colours for the pages: a class a quantity, which the equations' macros and the tables use."""
    lines = ["/* Written by scripts/figures/style.py: one colour a quantity, in figures, equations and tables. */"]
    for scheme, mode in (("default", "light"), ("slate", "dark")):
        lines.append(f'[data-md-color-scheme="{scheme}"] {{')
        lines += [f"  --q-{quantity}: {shades[mode]};" for quantity, shades in COLOURS.items()]
        lines.append("}")
    lines += [f".q-{quantity} {{ color: var(--q-{quantity}); }}" for quantity in COLOURS]
    return "\n".join(lines) + "\n"


def _settings(mode: str, column: str) -> dict[str, Any]:
    points = TEXT_PIXELS[column] * 72 / PIXELS_PER_INCH
    ink, faint, grid = INK[mode], FAINT[mode], GRID[mode]
    return {
        "svg.fonttype": "path",  # the same letters for every reader
        "svg.hashsalt": "nnref",  # the same ids at every drawing
        "font.family": _text_face(),
        "mathtext.fontset": "cm",  # KaTeX's letters
        "font.size": points,
        "axes.labelsize": points,
        "axes.titlesize": points,
        "axes.titleweight": "normal",
        "axes.titlelocation": "left",
        "xtick.labelsize": points * 0.92,
        "ytick.labelsize": points * 0.92,
        "figure.facecolor": "none",
        "savefig.facecolor": "none",
        "axes.facecolor": "none",
        "text.color": ink,
        "axes.labelcolor": ink,
        "axes.titlecolor": ink,
        "axes.edgecolor": faint,
        "xtick.color": faint,
        "ytick.color": faint,
        "xtick.labelcolor": ink,
        "ytick.labelcolor": ink,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.linewidth": 0.8,
        "axes.grid": True,
        "grid.color": grid,
        "grid.linewidth": 0.8,
        "axes.axisbelow": True,
        "axes.unicode_minus": True,
        "lines.solid_capstyle": "round",
        "lines.dash_capstyle": "butt",
        "legend.frameon": False,
    }


@cache
def _text_face() -> Sequence[str]:
    """The pages' own text face, in a form matplotlib reads; its Greek comes from matplotlib's own serif."""
    source = NODE_MODULES / "@fontsource" / "source-serif-4" / "files" / "source-serif-4-latin-400-normal.woff"
    target = CACHE / "fonts" / f"{source.stem}.ttf"
    if not target.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        font = TTFont(source, recalcTimestamp=False)
        font.flavor = None
        part = target.with_suffix(".part")
        font.save(part)
        part.replace(target)
    font_manager.fontManager.addfont(target)
    return font_manager.FontProperties(fname=target).get_name(), "STIXGeneral"
