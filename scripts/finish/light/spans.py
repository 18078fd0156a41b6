"""The spans that KaTeX draws a formula with, as a tree, and as HTML again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

DRAWN = '<span class="katex-html" aria-hidden="true">'
TOKEN = re.compile(r"<svg\b.*?</svg>|<span(?P<attributes>[^>]*)>|(?P<end></span>)|[^<]+", re.DOTALL)
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


@dataclass
class Span:
    """A span of a formula, with text, pictures of signs, and spans in it."""

    classes: list[str] = field(default_factory=list)
    style: str = ""
    others: dict[str, str] = field(default_factory=dict)
    children: list[Span | str] = field(default_factory=list)

    def spans(self) -> list[Span]:
        """The spans right within."""
        return [child for child in self.children if isinstance(child, Span)]

    def walk(self) -> Iterator[Span]:
        """The span and all within."""
        yield self
        for child in self.spans():
            yield from child.walk()

    @property
    def is_bare(self) -> bool:
        """Whether it has neither class nor style nor anything else."""
        return not (self.classes or self.style or self.others)


def split(formula: str) -> tuple[str, str, str]:
    """What stands before the drawn formula (its MathML), the drawn formula, and the ends of what is around it."""
    start = formula.index(DRAWN)
    depth = 0
    for tag in re.finditer(r"<span\b|</span>", formula[start:]):
        depth += 1 if tag[0] != "</span>" else -1
        if depth == 0:
            end = start + tag.end()
            return formula[:start], formula[start:end], formula[end:]
    raise ValueError(f"expected KaTeX's spans to end, got {formula[start : start + 80]}…")


def parse(html: str) -> Span:
    """The drawn formula as a tree; a sign drawn as SVG stays text."""
    open_spans = [Span()]
    for token in TOKEN.finditer(html):
        if token["end"]:
            open_spans.pop()
        elif token["attributes"] is not None:
            attributes = dict(ATTRIBUTE.findall(token["attributes"]))
            classes = attributes.pop("class", "").split()
            span = Span(classes, attributes.pop("style", "").rstrip(";"), attributes)
            open_spans[-1].children.append(span)
            open_spans.append(span)
        else:
            open_spans[-1].children.append(token[0])
    return open_spans[0].spans()[0]


def length(style: str, name: str) -> float:
    """A length of a style, in em; 0 where it has none."""
    found = re.search(rf"(?:^|;){name}:(-?[\d.]+)em", style)
    return float(found[1]) if found else 0.0


def serialized(span: Span, names: dict[str, str]) -> str:
    """HTML again."""
    classes, style = span.classes, span.style
    if style in names:
        classes, style = [*classes, names[style]], ""
    attributes = {"class": " ".join(classes), "style": style} | span.others
    tag = "".join(f' {name}="{value}"' for name, value in attributes.items() if value)
    inner = "".join(child if isinstance(child, str) else serialized(child, names) for child in span.children)
    return f"<span{tag}>{inner}</span>"
