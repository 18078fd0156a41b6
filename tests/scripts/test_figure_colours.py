"""The colours of the figures: they can be read, told apart without colour, and are those of the pages."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from scripts.figures import style
from scripts.paths import DOCS

TEXT_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
LINE_CONTRAST = 3.0  # WCAG 2.2, 1.4.11: what is not text


def luminance(colour: str) -> float:
    """Relative luminance of a hexadecimal colour (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2)."""
    dark, light = sorted([luminance(a), luminance(b)])
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    # The best known pair on either side of the limit: 4.54 passes, 4.48 does not.
    assert contrast("#767676", "#ffffff") > TEXT_CONTRAST > contrast("#777777", "#ffffff")


@pytest.mark.parametrize("mode", style.MODES)
@pytest.mark.parametrize("quantity", [*style.COLOURS, "ink"])
def test_text_in_a_quantity_s_colour_can_be_read(quantity: str, mode: str) -> None:
    shades = style.INK if quantity == "ink" else style.COLOURS[quantity]
    assert contrast(shades[mode], style.PAPER[mode]) >= TEXT_CONTRAST


@pytest.mark.parametrize("mode", style.MODES)
def test_axes_can_be_seen(mode: str) -> None:
    assert contrast(style.FAINT[mode], style.PAPER[mode]) >= LINE_CONTRAST


def test_no_quantity_is_told_by_colour_alone() -> None:
    assert set(style.DASHES) == set(style.COLOURS)
    assert all(style.DASHES[a] != style.DASHES[b] for a, b in combinations(style.COLOURS, 2))
    assert all(len({shades[mode] for shades in style.COLOURS.values()}) == len(style.COLOURS) for mode in style.MODES)


def schemes(css: str) -> dict[str, dict[str, str]]:
    """The custom properties of Material's light and dark scheme in a stylesheet."""
    found = re.findall(r'\[data-md-color-scheme="(default|slate)"\] \{(.*?)\}', css, re.DOTALL)
    return {scheme: dict(re.findall(r"--([\w-]+):\s*([^;]+);", rules)) for scheme, rules in found if "--" in rules}


def test_the_pages_have_the_colours_and_the_paper_of_the_figures() -> None:
    quantities = schemes(style.stylesheet())
    paper = schemes((DOCS / "stylesheets" / "notes.css").read_text(encoding="utf-8"))
    for scheme, mode in (("default", "light"), ("slate", "dark")):
        assert quantities[scheme] == {f"q-{name}": shades[mode] for name, shades in style.COLOURS.items()}
        assert paper[scheme]["md-default-bg-color"] == style.PAPER[mode]
    for name in style.COLOURS:
        assert f".q-{name} {{ color: var(--q-{name}); }}" in style.stylesheet()
