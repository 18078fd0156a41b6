"""How sure one may be of an accuracy, from the record of `python -m scripts.measure_digits`."""

from __future__ import annotations

import math
from datetime import date
from statistics import fmean
from typing import Any

from scripts.figures.digits import record


def steps() -> str:
    """Sections that the page includes by their names."""
    found = record()
    parts = {"origin": origin(found), "error": error(found), "writers": writers(found)}
    return "\n".join(
        f"<!-- --8<-- [start:{name}] -->\n{text}\n<!-- --8<-- [end:{name}] -->" for name, text in parts.items()
    )


def origin(found: dict[str, Any]) -> str:
    day = date.fromisoformat(found["date"])
    versions = found["versions"]
    return (
        f"The figures and numbers of this page come from a record, [digits-training.json]"
        f"(../measurements/digits-training.json), written by `{found['command']}` on {day.day} {day:%B %Y} with NumPy "
        f"{versions['numpy']} and scikit-learn {versions['scikit-learn']}. A test trains again and compares."
    )


def error(found: dict[str, Any]) -> str:
    N, right = found["tested"], sum(found["confusion"][digit][digit] for digit in range(10))
    p = right / N
    deviation = math.sqrt(p * (1 - p) / N)
    seeds = found["accuracy_of_seeds"]
    return rf"""Of $N = {N}$ pictures ${right}$ are read right, so

$$
% eq: identity digits_error
\begin{{aligned}}
\hat{{p}} &= \frac{{{right}}}{{{N}}} \approx {p:.4f} \\
s &= \sqrt{{\frac{{{right} \cdot {N - right}}}{{{N}^{{3}}}}}} \approx {deviation:.4f}
\end{{aligned}}
$$

That is {p:.1%}, give or take {deviation:.1%}. And indeed: the same experiment with {len(seeds)} seeds, each with another
split and other first weights, gives accuracies from {min(seeds):.1%} to {max(seeds):.1%}, {fmean(seeds):.1%} on average."""


def writers(found: dict[str, Any]) -> str:
    mixed, apart = found["accuracy_of_seeds"], found["accuracy_of_fifths"]
    lines = [
        "| kept aside | on average | lowest | highest |",
        "|---|--:|--:|--:|",
        row(f"a fifth, at random, {len(mixed)} times", mixed),
        row(f"a fifth in one piece, each of the {len(apart)} once", apart),
    ]
    return "\n".join(lines)


def row(name: str, accuracies: list[float]) -> str:
    cells = (fmean(accuracies), min(accuracies), max(accuracies))
    return f"| {name} | " + " | ".join(f"{value:.1%}" for value in cells) + " |"
