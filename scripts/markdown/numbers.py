"""`{{ sigmoid(1.1):.4f }}` on a page becomes 0.7503, computed while the site is built.

An expression, a colon and a format, always both. The expression may use

- everything that `nnref` exports, `nnref` itself with all its modules (`nnref.initializers.zeros`), and NumPy as `np`;
- `result("depth")`: what that experiment of `scripts/experiments` found;
- `measured("accuracy")`: that record in `docs/measurements`;
- `asked("leaky_slope", "tf.nn.leaky_relu")`: what that function of a library answered, from the record of conventions.

A format is `.4f` (four decimals), `,.0f` (thousands), `.1%` or `g` (as it is), with a `+` before where the sign shall show. A
negative number gets a real minus. What fails, or is no finite number, stops the build with file, line and reason.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from typing import Any

import numpy as np
from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from mkdocs.exceptions import BuildError

from scripts.markdown.math import where
from scripts.paths import DOCS, ROOT

DIRECTIVE = r"\{\{(?P<inside>.*?)\}\}"
PARTS = re.compile(r"\s*(?P<expression>\S.*):(?P<format>\+?,?(?:\.\d+[f%]|g))\s*")
SEEN: dict[str, Any] = {"stamp": None, "names": {}}


class NumberProcessor(InlineProcessor):
    """Takes its turn after code and formulas, before emphasis and links."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # noqa: N802
        """The number in place of the directive."""
        try:
            return compute(m["inside"]), m.start(0), m.end(0)
        except Exception as error:
            raise BuildError(f"{where(m[0])}: {m[0]} gives no number: {type(error).__name__}: {error}") from error


def compute(inside: str) -> str:
    """The number that a directive stands for, as a page writes it.

    Raises:
        SyntaxError: If it is not an expression, a colon and a format.
        ValueError: If it is no number, or not one that a page can show in its format.
        Exception: Whatever the expression raises.
    """
    parts = PARTS.fullmatch(inside)
    if parts is None:
        raise SyntaxError("expected an expression, a colon and a format, such as {{ sigmoid(1.1):.4f }}")
    value = eval(parts["expression"], dict(names()))  # whoever can edit a page can edit this file
    if np.ndim(value) != 0 or not np.isfinite(value):
        raise ValueError(f"expected one finite number, got {value!r}")
    shown = f"{float(value):{parts['format']}}"
    if "e" in shown:
        raise ValueError(f"expected a format that needs no power of ten, got {shown}")
    return shown.replace("-", "−")


def names() -> dict[str, Any]:
    """What an expression may use; read afresh after an edit, since the live server builds again and again in one process."""
    folders = (ROOT / "nnref", ROOT / "scripts" / "experiments")
    stamp = [(path, path.stat().st_mtime_ns) for folder in folders for path in sorted(folder.glob("*.py"))]
    if stamp != SEEN["stamp"]:
        if SEEN["stamp"] is not None:
            for name in [name for name in sys.modules if re.match(r"(nnref|scripts\.experiments)(\.|$)", name)]:
                del sys.modules[name]
        package = importlib.import_module("nnref")
        for path, _ in stamp:
            if path.parent.name == "nnref" and not path.stem.startswith("_"):
                importlib.import_module(f"nnref.{path.stem}")
        SEEN["names"] = {name: getattr(package, name) for name in package.__all__}
        SEEN["names"] |= {"nnref": package, "np": np, "result": result, "measured": measured, "asked": asked}
        SEEN["stamp"] = stamp
    return SEEN["names"]  # type: ignore[no-any-return]


def result(stem: str) -> Any:
    """What an experiment found; imported only where a page asks."""
    return importlib.import_module("scripts.experiments").result(stem)


def measured(stem: str) -> Any:
    """A committed record."""
    return json.loads((DOCS / "measurements" / f"{stem}.json").read_text(encoding="utf-8"))


def asked(question: str, function: str) -> Any:
    """What a function, by its full name, answered to a question."""
    for answers in measured("conventions")["answers"][question].values():
        if function in answers:
            return answers[function]
    raise LookupError(f"nobody asked {function} for {question!r}: see docs/measurements/conventions.json")


class NumberExtension(Extension):
    """Compute numbers in prose."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """After inline code (priority 190) and formulas (189.9), before backslashes (180)."""
        md.inlinePatterns.register(NumberProcessor(DIRECTIVE, md), "nnref-numbers", 185)


def makeExtension(**settings: Any) -> NumberExtension:  # noqa: N802 (Python-Markdown's name)
    """Entry point for Python-Markdown."""
    return NumberExtension(**settings)
