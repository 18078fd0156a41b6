"""A picture on the site paints what was drawn, mark by mark, though its file is shorter."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from scripts.figures import style
from scripts.finish.light import pictures
from tests.figures import outlines
from tests.figures.expected.every import FIGURES
from tests.figures.paths import traced

pytestmark = pytest.mark.slow

RENDERINGS = [(column, mode) for column in style.COLUMNS for mode in style.MODES]
PICTURE = "sigmoid"


@pytest.mark.parametrize("stem", FIGURES)
def test_the_site_shows_what_was_drawn(stem: str, drawn: Callable[..., str], site: Path) -> None:
    for column, mode in RENDERINGS:
        name = f"{stem.replace('_', '-')}-{column}-{mode}.svg"
        shown = (site / "generated" / "figures" / name).read_text(encoding="utf-8")
        assert list(outlines.differences(drawn(stem, column, mode), shown)) == [], name
        assert len(shown) < len(drawn(stem, column, mode))


def shifted(text: str, pattern: str, by: float) -> str:
    """The text with one number further on."""
    found = re.search(pattern, text)
    assert found is not None, pattern
    return f"{text[: found.start(1)]}{float(found[1]) + by:.2f}{text[found.end(1) :]}"


FAULTS = {
    "a line begins elsewhere": lambda text: shifted(text, r'<path d="m[\d.]+ ([\d.]+)(?=[^"]*" clip-path)', 0.5),
    "a line ends elsewhere": lambda text: re.sub(r'(l|c)([^"a-z]*)" clip-path', r'\1\2 3 3" clip-path', text, count=1),
    "a mark is moved": lambda text: shifted(text, r'<use [^>]*x="([\d.]+)"', 0.5),
    "a word is moved": lambda text: shifted(text, r"translate\(([\d.]+) ", 0.5),
    "a letter is missing": lambda text: re.sub(r'<use xlink:href="#\w+"/>', "", text, count=1),
    "a colour is another": lambda text: text.replace("stroke:#0067a6", "stroke:#b24a00", 1),
    "it is cut off elsewhere": lambda text: shifted(text, r'<clipPath[^>]*><rect x="([\d.]+)"', 4.0),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_picture_that_paints_something_else_is_told(fault: str, drawn: Callable[..., str]) -> None:
    text = drawn(PICTURE)
    shown = pictures.shortened(text)
    assert list(outlines.differences(text, shown)) == []
    spoilt = FAULTS[fault](shown)
    assert spoilt != shown
    assert list(outlines.differences(text, spoilt)) != []


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("M 1 2 L 3 4", [[1, 2], [3, 4]]),
        ("m1 2l2 2 1-1", [[1, 2], [3, 4], [4, 3]]),
        ("M1 2 3 4h2v-1z", [[1, 2], [3, 4], [5, 4], [5, 3], [1, 2]]),
        ("m1 2 2 2H.5V7", [[1, 2], [3, 4], [0.5, 4], [0.5, 7]]),
    ],
)
def test_a_path_is_traced(path: str, way: list[list[float]]) -> None:
    (found,) = traced(path)
    assert np.allclose(found, way)


def test_a_curve_is_traced_by_its_points() -> None:
    (found,) = traced("M0 0Q1 2 2 0")
    assert np.allclose(found[:, 1], found[:, 0] * (2 - found[:, 0]))  # a parabola
    (relative,) = traced("m5 5c0 1 1 2 2 2")
    assert np.allclose(relative[-1], [7, 7])
