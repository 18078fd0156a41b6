"""A figure that shows something wrong is found out: drawn wrongly, or changed in its file."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from itertools import combinations

import pytest

import nnref
from scripts import figures
from scripts.figures import style
from tests.figures import compare, scales, svg, tables
from tests.figures.expected.every import expected
from tests.record import Record

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("stem", "name", "other", "message"),
    [
        ("sigmoid", "sigmoid_prime", nnref.tanh_prime, "derivative: what is drawn at"),
        ("softmax", "DOG", 1.5, "dog: what is drawn at"),
        ("cross_entropy", "LOWEST", 0.05, "loss: what is expected at"),
        ("notation", "TARGET", 2, "drawn in"),
    ],
)
def test_a_figure_that_draws_something_else_is_seen(
    stem: str, name: str, other: object, message: str, monkeypatch: pytest.MonkeyPatch, record: Record
) -> None:
    module = import_module(f"scripts.figures.{stem}")
    monkeypatch.setattr(module, name, other)
    with style.rendering("light", "wide"):
        planted = figures.render(module)
    found = compare.differences(svg.panels_of(planted), expected(stem), "light")
    assert any(message in fault for fault in found), found
    record.mutants("figures", 1, 1)


# Planted faults in the file, one of each kind


def halved(text: str) -> str:
    """The sigmoid's curve, which ends in the middle."""
    d = re.search(r'<g id="function">\s*<path d="([^"]*)"', text)[1]
    lines = d.strip().splitlines()
    return text.replace(d, "\n".join(lines[: len(lines) // 2]))


def exchanged(one: str, other: str) -> Callable[[str], str]:
    """Two texts of a file in each other's place."""
    return lambda text: re.sub(f"{re.escape(one)}|{re.escape(other)}", lambda m: other if m[0] == one else one, text)


def exponents(text: str) -> str:
    """Labels of powers of ten that lost their ten: a logarithmic axis taken for a linear one."""
    return re.sub(r"<!-- \$10\^\{(-?\d+)\}\$ -->", lambda label: f"<!-- {label[1]} -->", text).replace(
        "<!-- 1 -->", "<!-- 0 -->"
    )


def written(old: str, new: str, count: int = -1) -> Callable[[str], str]:
    """Another text."""
    return lambda text: text.replace(old, new, count)


def lowered(words: str, by: float) -> Callable[[str], str]:
    """Words that stand so many points lower."""
    place = rf"(<!-- {re.escape(words)} -->.*?translate\([-\d.]+ )([-\d.]+)"
    return lambda text: re.sub(place, lambda m: f"{m[1]}{float(m[2]) + by}", text, count=1, flags=re.DOTALL)


PLANTED: dict[str, tuple[str, Callable[[str], str], str]] = {
    "a curve that ends early": ("sigmoid", halved, "function: what is expected at"),
    "the curve of another function": ("tanh", exchanged('id="sigmoid"', 'id="tanh"'), "tanh: what is drawn at"),
    "another quantity's colour": ("sigmoid", exchanged("#0067a6", "#b24a00"), "expected #0067a6, that of function"),
    "names in each other's place": ("tanh", exchanged(r"$\tanh(z)$", r"$\sigma(z)$"), "stands nearer to"),
    "a name on its curve": ("sigmoid", lowered("slope ¼, the largest", 6), "points from the middle of derivative"),
    "a name on another curve": ("linear", lowered("$f(z) = z$", 37), "points from the middle of derivative"),
    "a name that says something else": ("linear", written("$f(z) = z$", "$f(z) = 2z$"), "words drawn and not expected"),
    "another number at a dot": ("cross_entropy", written("row 1: 0.05 → 3.00", "row 1: 0.05 → 3.01"), "→ 3.01"),
    "a curve without a name": ("sigmoid", written('id="derivative"', 'id="line2d_99"'), "drawn without a name"),
    "a curve that nothing expects": ("sigmoid", written('id="derivative"', 'id="other"'), "not expected: ['other']"),
    "a logarithmic axis taken for linear": ("initialization", exponents, "what is drawn at"),
    "an axis with another name": ("batches", exchanged("<!-- steps -->", "<!-- examples seen -->"), "should be called"),
    "a hollow dot filled": ("relu", written("fill: #fdfcf9", "fill: #b24a00"), "expected #fdfcf9 (hollow)"),
    "lines to other units": ("notation", exchanged('"line-1-1-2"', '"line-1-1-3"'), "line-1-1-2: should reach"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_fault_in_a_picture_is_named(name: str, drawn: Callable[..., str], record: Record) -> None:
    stem, plant, message = PLANTED[name]
    text = drawn(stem)
    planted = plant(text)
    assert planted != text
    found = compare.differences(svg.panels_of(planted), expected(stem), "light")
    assert any(message in fault for fault in found), found
    record.mutants("figures", 1, 1)


def test_pictures_in_each_other_s_place_are_seen(drawn: Callable[..., str]) -> None:
    text = drawn("digits_misread")
    for one, other in combinations(re.findall(r"data:image/png;base64,\s*([^\"]+)", text), 2):
        found = compare.differences(svg.panels_of(exchanged(one, other)(text)), expected("digits_misread"), "light")
        assert sum("has other pixels" in fault for fault in found) == 2, found


@pytest.mark.parametrize(
    ("label", "message"), [("5", "no scale fits"), ("four", "names and numbers")], ids=["another number", "a name"]
)
def test_a_tick_mark_with_a_wrong_label_is_refused(label: str, message: str, drawn: Callable[..., str]) -> None:
    with pytest.raises(ValueError, match=message):
        svg.panels_of(drawn("sigmoid").replace("<!-- 4 -->", f"<!-- {label} -->"))


def test_a_scale_that_the_labels_leave_open_is_refused() -> None:
    ticks = [scales.Tick("1", 10.0), scales.Tick("2", 20.0)]
    with pytest.raises(ValueError, match="both a linear and a logarithmic scale fit"):
        scales.scale_of("x", ticks, [ticks])
    with pytest.raises(ValueError, match="expected labels on the x axis"):
        scales.scale_of("x", [scales.Tick(None, 10.0)], [ticks])


@pytest.mark.parametrize(
    ("cell", "value", "is_right"),
    [
        ("0.2689", 0.26894, True),
        ("0.2690", 0.26894, False),
        ("−0.25", -0.25, True),
        ("0.25", -0.25, False),
        ("1.0·10⁻⁹", 1.04e-9, True),
        ("1.0·10⁻⁹", 1.06e-9, False),
        ("1.0·10⁻⁸", 1e-9, False),
        ("−1.5·10¹²", -1.5e12, True),
        ("1.0e−09", 1e-9, False),
        ("0", 0.0, True),
        ("0", 0.1, False),
        ("0.000", 0.0, False),
        ("0.000", 1e-9, False),
        ("3", 3, True),
        ("3.0", 3, False),
        ("0.062", 0.0625, True),
        ("0.063", 0.0625, False),
        ("0.039 (0.026 to 0.061)", (0.0391, 0.0259, 0.0612), True),
        ("0.039 (0.026 to 0.062)", (0.0391, 0.0259, 0.0612), False),
        ("about 0.25", 0.25, False),
        ("", 0.0, False),
    ],
)
def test_a_cell_tells_a_value_to_half_a_unit_of_its_last_digit(cell: str, value: float, is_right: bool) -> None:
    assert tables.tells(cell, value) is is_right
