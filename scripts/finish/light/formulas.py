"""KaTeX's HTML, shorter by what no reader can see or hear.

KaTeX marks every symbol with classes that its stylesheet never names, wraps most of them twice, builds a table for each index,
and repeats the same lengths as styles. Here go: those classes; the spans without any attribute that no rule reaches; the tables
of single indices (a shifted span does the same); of other tables the heights, since a strut beside them keeps the line open,
and the struts of their rows, for which one rule stands; and styles that occur often, which become classes. Nothing moves by
more than a fifth of a pixel: a test measures every formula of the site. MathML stays: screen readers read it. The words for the
search index go, since that is built by now.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from scripts.finish.light.spans import Span, length, parse, serialized, split

KATEX_CSS = Path("generated/assets/katex.css")
KEPT = 4096  # formulas in memory: a page repeats its own, and a course is long
OFTEN = 10  # so many times on the site, and a style gets a class: a rarer one would weigh more in the stylesheet
FORMULA = re.compile(r"<x-math[^>]*>(?P<formula>.*?)</x-math>", re.DOTALL)
WORDS = re.compile(r'<span class="math-words" hidden(?:="")?>.*?</span>', re.DOTALL)
# What the parser of HTML knows without being told.
KNOWN = ((' xmlns="http://www.w3.org/1998/Math/MathML"', ""), (' encoding="application/x-tex"', ""))
STRUT = 3.0  # em: the most common height of a row's strut
LINE_ABOVE, LINE_BELOW = 0.85, 0.25  # em: a line of KaTeX's main face reaches 0.9 up and 0.3 down; pixels are whole
SIZES = {"reset-size6 size3": 0.7, "reset-size3 size1": 5 / 7}
RULES = (
    ".katex .katex-index{line-height:0}"
    f'.katex .vlist>span:before{{content:"";display:inline-block;height:{STRUT:g}em}}'
)
NAMED = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
CHILD = re.compile(r"([^\s,>{}]+)>([^\s,>{}]+)")


@dataclass(frozen=True)
class Rules:
    """What the stylesheets can reach: classes that they name, and classes whose children they pick out."""

    named: frozenset[str]
    parents: frozenset[str]


def write(site: Path) -> None:
    """Shorten every formula of the site, and give KaTeX's stylesheet the classes of frequent styles."""
    if not (site / KATEX_CSS).is_file():
        return
    rules = read_rules(site)
    pages = sorted(site.rglob("*.html"))
    styles: Counter[str] = Counter()
    for path in pages:
        for found in FORMULA.finditer(path.read_text(encoding="utf-8")):
            styles.update(styles_of(split(found["formula"])[1], rules))
    names = dict(zip((style for style, count in ordered(styles) if count >= OFTEN), free_names(rules), strict=False))

    @lru_cache(KEPT)
    def shorter(html: str) -> str:
        return serialized(simplified(parse(html), rules), names)

    def shortened(found: re.Match[str]) -> str:
        before, html, after = split(found["formula"])
        for known, instead in KNOWN:
            before = before.replace(known, instead)
        return f"<x-math>{before}{shorter(html)}{after}</x-math>"

    for path in pages:
        text = path.read_text(encoding="utf-8")
        changed = WORDS.sub("", FORMULA.sub(shortened, text))
        if changed != text:
            path.write_text(changed, encoding="utf-8")
    css = site / KATEX_CSS
    css.write_text(css.read_text(encoding="utf-8") + stylesheet(names), encoding="utf-8")


@lru_cache(KEPT)
def styles_of(html: str, rules: Rules) -> tuple[str, ...]:
    """The styles in a formula, once it is simplified."""
    return tuple(span.style for span in simplified(parse(html), rules).walk() if span.style)


def ordered(styles: Counter[str]) -> list[tuple[str, int]]:
    """The most frequent first, and the same order in every build."""
    return sorted(styles.items(), key=lambda item: (-item[1], item[0]))


def read_rules(site: Path) -> Rules:
    """From every stylesheet of the site, and from our own scripts, which may look for a class."""
    css = "\n".join(path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.css")))
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in sorted((site / "javascripts").rglob("*.mjs")))
    selectors = re.sub(r"\{[^{}]*\}", "{}", css)
    named = set(NAMED.findall(selectors)) | set(re.findall(r"\.(katex-[\w-]+|m[a-z]+)\b", scripts))
    katex = re.sub(r"\{[^{}]*\}", "{}", (site / KATEX_CSS).read_text(encoding="utf-8"))
    pairs = set(CHILD.findall(katex)) | set(re.findall(r">([^\s,>{}]+)>([^\s,>{}]+)", katex))
    parents = {name for left, _ in pairs for name in NAMED.findall(left)} - {"katex", "katex-display", "katex-html"}
    return Rules(frozenset(named), frozenset(parents))


def simplified(span: Span, rules: Rules) -> Span:
    """The same to look at, with fewer spans."""
    for each in span.walk():
        each.classes = [name for name in each.classes if name in rules.named]
    for each in span.walk():
        each.children = [raised(child) if isinstance(child, Span) else child for child in each.children]
    for each in span.walk():
        flatten(each)
        each.children = [child for child in each.children if not (isinstance(child, Span) and holds_nothing(child))]
    unwrap(span, None, rules)
    return span


def raised(span: Span) -> Span:
    """A single index: KaTeX's table of one cell becomes a span that is shifted, which no line grows for."""
    if span.classes != ["msupsub"] or len(span.spans()) != 1:
        return span
    cells = [cell for row in span.spans()[0].spans() for cell in row.spans() if cell.classes == ["vlist"]]
    items = cells[0].spans() if cells else []
    if len(items) != 1 or len(items[0].spans()) != 2:
        return span
    strut, index = items[0].spans()
    size = SIZES.get(" ".join(name for name in index.classes if name.startswith(("reset-", "size"))))
    if strut.classes != ["pstrut"] or size is None or index.style or index.classes[0] != "katex-sizing":
        return span
    up = -(length(items[0].style, "top") + length(strut.style, "height"))
    style = f"vertical-align:{up / size:.5g}em"
    for side in ("margin-left", "margin-right"):
        if margin := length(items[0].style, side):
            style += f";{side}:{margin / size:.5g}em"
    return Span([*index.classes, "katex-index"], style, {}, index.children)


def holds_nothing(strut: Span) -> bool:
    """Whether a formula's strut reaches no farther than its line does by itself."""
    if strut.classes != ["katex-strut"]:
        return False
    below = -length(strut.style, "vertical-align")
    return length(strut.style, "height") - below <= LINE_ABOVE and below <= LINE_BELOW


def flatten(table: Span) -> None:
    """A table of things above one another: without the heights of its rows, and the struts that the stylesheet has for all."""
    rows = table.spans()
    if "vlist-t" not in table.classes or not rows or [row.classes for row in rows] != [["vlist-r"]] * len(rows):
        return
    (cell, *_) = rows[0].spans()
    cell.style = ""
    table.classes.remove("vlist-t")
    table.classes = ["vlist-t", *(name for name in table.classes if name != "vlist-t2")]
    table.children = [cell]
    for item in cell.spans():
        strut = item.spans()[0] if item.spans() else Span()
        if strut.classes != ["pstrut"]:
            continue
        height = length(strut.style, "height")
        if height <= STRUT and item.style.startswith("top:"):
            item.children.remove(strut)
            top = length(item.style, "top") + height - STRUT
            item.style = re.sub(r"^top:-?[\d.]+em", f"top:{top:.5g}em", item.style)


def unwrap(span: Span, parent: Span | None, rules: Rules) -> None:
    """Put the content of bare spans in their place, where no rule asks whose child it is."""
    for child in span.spans():
        unwrap(child, span, rules)
    if rules.parents & {*span.classes, *(parent.classes if parent else ())}:
        return
    children: list[Span | str] = []
    for each in span.children:
        children += each.children if isinstance(each, Span) and each.is_bare else [each]
    span.children = children


def free_names(rules: Rules) -> Iterator[str]:
    """Short names for classes that nobody else uses: A, B, C, and then AA, AB and so on."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    names = [*letters, *(first + second for first in letters for second in letters + letters.lower())]
    return (name for name in names if name not in rules.named)


def stylesheet(names: dict[str, str]) -> str:
    """The classes of frequent styles. Like a style that is written in place, they come before every other rule."""
    rules = [f".katex .{name}{{{style.replace(';', '!important;')}!important}}" for style, name in names.items()]
    return "".join([RULES, *rules, "\n"])
