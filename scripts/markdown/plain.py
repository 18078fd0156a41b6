"""A formula in one line of plain characters, from the MathML that KaTeX wrote: σ′(0) = 1/4."""

from __future__ import annotations

import re
import unicodedata
from xml.etree import ElementTree

SUPERSCRIPTS = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
SIGN = re.compile(
    r"((?:^|[(\[/^])(?=[ +−])|[,;=<>≤≥≈≠+−→] ?) ?([+−]) "
)  # a sign, not an operation, stays with its number
INVISIBLE = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064\u200b"))


def text(rendered: str) -> str:
    """The formula in KaTeX's output as words that a search preview can show."""
    found = MATH.search(rendered)
    if found is None:
        return ""
    tree = ElementTree.fromstring(re.sub(r' xmlns="[^"]*"', "", found[0]))
    line = re.sub(r"\s+", " ", _linear(tree).translate(INVISIBLE)).strip()
    return SIGN.sub(r"\1\2", line)


def _linear(node: ElementTree.Element) -> str:
    children = list(node)
    match node.tag:
        case "annotation":
            return ""
        case "mfrac":
            return f"{_grouped(children[0])}/{_grouped(children[1])}"
        case "msqrt":
            return f"√({''.join(map(_linear, children))})"
        case "msup":
            return _linear(children[0]) + _superscript(_linear(children[1]))
        case "msub" | "munder":
            return f"{_linear(children[0])}_{_grouped(children[1])}"
        case "msubsup" | "munderover":
            return f"{_linear(children[0])}_{_grouped(children[1])}{_superscript(_linear(children[2]))}"
        case "mover":
            return _accented(_linear(children[0]), _linear(children[1]))
        case "mo" if children:  # a number that is to become a sign: an exercise leaves room for it
            return f" {''.join(map(_linear, children))} "
        case "mo":
            return _operator(node.text or "")
        case "mspace":
            return " "
        case "mtr":
            return " ".join(map(_linear, children)) + "; "
        case _:
            return (node.text or "").replace("\xa0", " ") + "".join(map(_linear, children))


def _grouped(node: ElementTree.Element) -> str:
    inside = _linear(node).strip()
    return inside if len(inside) <= 1 or inside.replace(".", "").isalnum() else f"({inside})"


def _superscript(exponent: str) -> str:
    exponent = exponent.strip()
    if set(exponent) <= set("′"):
        return exponent
    small = exponent.translate(SUPERSCRIPTS)
    return (
        small
        if all(char in "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ" for char in small)
        else f"^{exponent if len(exponent) == 1 else f'({exponent})'}"
    )


def _accented(base: str, accent: str) -> str:
    return unicodedata.normalize("NFC", base + "\u0302") if accent in "^ˆ" else base


def _operator(sign: str) -> str:
    return f" {sign} " if sign in {"=", "<", ">", "≤", "≥", "≈", "≠", "+", "−", "→", "∈"} else sign
