"""Numbers take their places in words and in typeset formulas."""

from __future__ import annotations

import re
from typing import Any

import pytest

from scripts.practice import page
from scripts.practice.tokens import fill, names, shown


@pytest.mark.parametrize(
    ("token", "value", "expected"),
    [
        ("@z@", 0.5, "0.5"),
        ("@z@", -2.0, "-2"),
        ("@z@", -0.0, "0"),
        ("@z:2@", 0.125, "0.13"),
        ("@z:2@", -0.125, "-0.13"),
        ("@z:4@", -1e-9, "0.0000"),
        ("@(z)@", -0.5, "(-0.5)"),
        ("@(z)@", 0.5, "0.5"),
        ("@(z:1)@", -0.52, "(-0.5)"),
        ("@+z@", -0.5, "- 0.5"),
        ("@+z:1@", 0.52, "+ 0.5"),
        ("@±z@@|z@", -0.5, "-0.5"),
        ("@=z:4@", 0.25, "= 0.25"),
        ("@=z:4@", 0.1 + 0.2, "= 0.3"),
        ("@=z:4@", 0.30000001, r"\approx 0.3000"),
        ("@=z:2@", -0.125, r"\approx -0.13"),
        ("@=z:2@", -2.0, "= -2"),
        ("@=z:2@", 1e-9, r"\approx 0.00"),
        ("@=z:2@", 0.0, "= 0"),
        ("@=z@", -3.0, "= -3"),
        ("@=z:1@", 200.0, "= 200"),
        ("@=z@", 200.0, "= 200"),
        ("@=z:7@", 0.00001, "= 0.00001"),
        ("@≈z:4@ @~z:4@", 0.30000001, r"\approx 0.3000"),
        ("@≈z:4@ @~z:4@", -0.25, "= -0.25"),
        ("@z@", "dog", "dog"),
        ("x @ w and a@b", 1.0, "x @ w and a@b"),
    ],
)
def test_a_number_takes_its_place(token: str, value: Any, expected: str) -> None:
    assert fill(token, {"z": value}) == expected


def test_the_words_for_the_search_keep_the_sign() -> None:
    told = re.search(r"hidden>(?P<words>[^<]*)<", page.fill_html(page.render("$3x @+b@$"), {"b": -4.0}))
    assert told is not None
    assert told["words"] == "3x − 4"


def test_names_are_found() -> None:
    assert names("@a@ @b:3@ @(c)@ @+d1@ x @ w") == {"a", "b", "c", "d1"}


@pytest.mark.parametrize("value", [1 / 3, 1e-7, 1e22])
def test_a_computed_number_needs_its_digits(value: float) -> None:
    with pytest.raises(ValueError, match="too many digits"):
        shown(value)


def test_an_operation_is_typeset_as_one() -> None:
    made = page.render("$w x @+b@$")
    assert re.search(r"<mo[^>]*>@±b@</mo><mn>@\|b@</mn>", made)
    assert '<span class="mbin"><span class="mord">@±b@</span></span>' in made


def test_a_relation_is_typeset_as_one_and_says_whether_the_number_is_exact() -> None:
    made = page.render("$z^2 @=b:2@$")
    assert re.search(r"<mo[^>]*>@≈b:2@</mo><mn>@~b:2@</mn>", made)
    assert '<span class="mrel"><span class="mord">@≈b:2@</span></span>' in made
    for value, sign, tex, number in ((0.25, "=", "=", "0.25"), (0.2549, "≈", r"\approx", "0.25")):
        filled = page.fill_html(made, {"b": value})
        assert re.search(rf"<mo[^>]*>{sign}</mo><mn>{number}</mn>", filled)
        assert f"z^2 {tex} {number}</annotation>" in filled
        assert f"z² {sign} {number}<" in filled


def test_a_relation_outside_of_a_formula_is_refused() -> None:
    with pytest.raises(ValueError, match="within a formula only"):
        page.render("It @=b:2@.")


def test_a_filled_formula_has_a_real_minus_where_it_is_read_and_a_hyphen_in_its_latex() -> None:
    filled = page.fill_html(page.render("At $z = @z@$."), {"z": -0.5})
    assert "<mn>−0.5</mn>" in filled
    assert "z = -0.5</annotation>" in filled


def test_a_number_with_a_script_stays_whole() -> None:
    made = page.fill_html(page.render("$@z@^{2} + x_{@k@} + @z@_1$"), {"z": 10.5, "k": 2.0})
    assert "<msup><mn>10.5</mn>" in made
    assert "10.5^{2} + x_{2} + 10.5_1</annotation>" in made


def test_a_number_in_an_exponent_can_be_found() -> None:
    made = page.fill_html(page.render("$2^{@k@}$"), {"k": 12.0})
    assert "2^(12)" in made
