r"""Typos of a formula, one at a time: sign, constant, name, index, accent, parentheses, fraction, relation.

`python -m tests.equations.mutants [part of a file's name]` lists those that no check catches.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from tests.equations.names import ACCENTS, GREEK

LEXEME = re.compile(
    r"\\(?:begin|end|text|operatorname|mathcal)\{[^}]*\}|\\[a-zA-Z]+|\\.|\d+\.\d+|\d+|[a-zA-Z]|\s+|.", re.DOTALL
)
SWAPS = {
    "+": "-",
    "<": ">",
    ">": "<",
    "=": "<",
    r"\le": r"\ge",
    r"\ge": r"\le",
    r"\ne": "=",
    r"\approx": "=",
    r"\exp": r"\ln",
    r"\ln": r"\exp",
    r"\log": r"\exp",
    r"\max": r"\min",
    r"\min": r"\max",
    r"\sum": r"\prod",
    r"\prod": r"\sum",
    r"\odot": "",
    r"\cdot": "+",
    r"\sqrt": "",
    "'": "",
}


@dataclass(frozen=True)
class Mutant:
    """A formula with one typo."""

    kind: str
    offset: int  # where the typo begins in the formula without its comments
    change: str
    tex: str


def mutants(tex: str) -> Iterator[Mutant]:
    """Every formula that is one typo away; the comments stay as they are."""
    comments = "".join(re.findall(r"(?m)^%.*\n", tex))
    body = re.sub(r"(?m)^%.*\n", "", tex)
    lexemes = [found[0] for found in LEXEME.finditer(body)]
    seen = {squeezed(body)}
    for mutant in (*small_typos(lexemes), *structural_typos(lexemes)):
        if squeezed(mutant.tex) not in seen:
            seen.add(squeezed(mutant.tex))
            yield Mutant(mutant.kind, mutant.offset, mutant.change, comments + mutant.tex)


def squeezed(tex: str) -> str:
    """A formula without blanks."""
    return re.sub(r"\s+", "", tex)


def replaced(lexemes: list[str], kind: str, first: int, last: int, new: str) -> Mutant:
    """The formula with lexemes `first` to `last` replaced."""
    old = "".join(lexemes[first : last + 1])
    offset = sum(len(lexeme) for lexeme in lexemes[:first])
    return Mutant(kind, offset, f"{old} -> {new}", "".join([*lexemes[:first], new, *lexemes[last + 1 :]]))


def small_typos(lexemes: list[str]) -> Iterator[Mutant]:
    """One lexeme taken for another."""
    letters = sorted({each for each in lexemes if is_letter(each)})
    words = sorted({each for each in lexemes if each.startswith((r"\text{", r"\operatorname{")) and "if " not in each})
    before = ""
    for at, lexeme in enumerate(lexemes):
        if not lexeme.strip():
            continue
        if lexeme == "-":
            # A minus between two terms becomes a plus; one that negates goes.
            binary = before and before not in ("(", "{", "=", "&", "\\\\", "[") and before not in SWAPS
            yield replaced(lexemes, "sign", at, at, "+" if binary else "")
        elif lexeme[0].isdigit():
            yield from (replaced(lexemes, "constant", at, at, new) for new in wrong_numbers(lexeme))
        elif lexeme in SWAPS:
            yield replaced(lexemes, "relation" if lexeme in "<>=" else "operator", at, at, f"{SWAPS[lexeme]} ")
        elif lexeme[1:] in ACCENTS:
            yield replaced(lexemes, "accent", at, at, "")
        elif is_letter(lexeme) and len(letters) > 1:
            place = letters.index(lexeme)
            for new in {letters[place - 1], letters[(place + 1) % len(letters)]}:
                yield replaced(lexemes, "name", at, at, f"{new} ")
        elif lexeme in words and len(words) > 1:
            yield replaced(lexemes, "name", at, at, words[words.index(lexeme) - 1])
        before = lexeme


def is_letter(lexeme: str) -> bool:
    """Whether a lexeme is a name of one letter."""
    return (len(lexeme) == 1 and lexeme.isalpha() and lexeme.isascii()) or lexeme[1:] in GREEK


def wrong_numbers(text: str) -> Iterator[str]:
    """A number with another last digit, or one more and one less."""
    if "." in text:
        yield f"{text[:-1]}{(int(text[-1]) + 1) % 10}"
        yield f"{text[0] if len(text.partition('.')[0]) > 1 else ''}{(int(text[0]) + 1) % 10}{text[1:]}"
    else:
        yield str(int(text) + 1)
        if int(text) > 0:
            yield str(int(text) - 1)


def structural_typos(lexemes: list[str]) -> Iterator[Mutant]:
    """A script lost or shifted, indices swapped, parentheses lost, a fraction turned over."""
    for at, lexeme in enumerate(lexemes):
        if lexeme in ("_", "^"):
            yield from script_typos(lexemes, at)
        elif lexeme in ("(", "["):
            end = closing(lexemes, at, lexeme, ")" if lexeme == "(" else "]")
            if end is not None and lexeme == "(":
                inner = re.sub(r"\\right\s*$", "", "".join(lexemes[at + 1 : end]))
                yield replaced(lexemes, "parentheses", left_of(lexemes, at), end, f" {inner} ")
        elif lexeme == r"\frac" and at + 1 < len(lexemes) and lexemes[at + 1] == "{":
            middle = closing(lexemes, at + 1, "{", "}")
            end = None if middle is None else closing(lexemes, middle + 1, "{", "}")
            if middle is not None and end is not None:
                above, below = "".join(lexemes[at + 1 : middle + 1]), "".join(lexemes[middle + 1 : end + 1])
                yield replaced(lexemes, "fraction", at, end, rf"\frac{below}{above}")


def left_of(lexemes: list[str], at: int) -> int:
    r"""Where a parenthesis begins: at its `\left`, if it has one."""
    previous = at - 1
    while previous >= 0 and not lexemes[previous].strip():
        previous -= 1
    return previous if previous >= 0 and lexemes[previous] == r"\left" else at


def script_typos(lexemes: list[str], at: int) -> Iterator[Mutant]:
    """A script lost, its two indices swapped, its shift lost."""
    if at + 1 >= len(lexemes):
        return
    end = closing(lexemes, at + 1, "{", "}") if lexemes[at + 1] == "{" else at + 1
    if end is None:
        return
    yield replaced(lexemes, "script", at, end, "")
    inner = "".join(lexemes[at + 2 : end])
    if re.fullmatch(r"[a-z1-9][a-z]", inner) and inner[0] != inner[1]:
        yield replaced(lexemes, "index", at, end, f"{lexemes[at]}{{{inner[::-1]}}}")
    if shift := re.search(r" ?[-+] ?1$", inner):
        yield replaced(lexemes, "index", at, end, f"{lexemes[at]}{{{inner[: shift.start()]}}}")


def closing(lexemes: list[str], at: int, opening: str, end: str) -> int | None:
    """Where what opens at `at` is closed."""
    depth = 0
    for place in range(at, len(lexemes)):
        depth += (lexemes[place] == opening) - (lexemes[place] == end)
        if depth == 0:
            return place
    return None


def row(mutant: Mutant) -> str:
    """The row of the formula that the typo changed, without blanks: by it the reviewed list knows a mutant."""
    body = re.sub(r"(?m)^%.*\n", "", mutant.tex)
    return squeezed(body[body.rfind("\n", 0, mutant.offset) + 1 :].split("\n", 1)[0])


def main() -> int:
    """List the survivors."""
    from scripts.paths import ROOT
    from tests.equations.test_equations import EQUATIONS, fault

    part = sys.argv[1] if len(sys.argv) > 1 else ""
    tried = caught = 0
    for equation in EQUATIONS:
        if part not in str(equation.path) or equation.status not in ("checked", "identity") or fault(equation):
            continue
        for mutant in mutants(equation.tex):
            tried += 1
            if fault(equation, mutant.tex):
                caught += 1
            else:
                print(f"{equation.place(ROOT)}: {mutant.kind} {mutant.change!r}\n{equation.scenario}: {row(mutant)}\n")
    print(f"{caught} of {tried} caught")
    return 0


if __name__ == "__main__":
    sys.exit(main())
