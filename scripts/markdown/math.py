"""Formulas rendered while the site is built: no mathematics is left for the reader's browser to do.

`pymdownx.arithmatex` (generic) finds them; this extension replaces each by KaTeX's HTML and MathML. The search index gets a
line of plain characters instead, since neither TeX nor KaTeX's markup reads well in a preview.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from mkdocs.exceptions import BuildError

from scripts.markdown import brackets, katex, plain
from scripts.paths import DOCS, ROOT

INLINE = r'(?P<before>[("“]*)<span class="arithmatex">\\\((?P<inline>.*?)\\\)</span>(?P<after>[.,;:!?)"”]*)'
DISPLAY = r'<div class="arithmatex">\s*\\\[(?P<display>.*?)\\\]\s*</div>'
FORMULA = re.compile(f"{INLINE}|{DISPLAY}", re.DOTALL)

# Characters: a browser may break a line between a formula and the full stop after it, or the bracket before it, unless all
# stand in one span that never breaks; a longer formula must still be able to break inside.
KEPT_WITH_PUNCTUATION = 24


class MathPostprocessor(Postprocessor):
    """Works on the finished HTML, so that docstrings, captions and tables need no care of their own."""

    def run(self, text: str) -> str:
        """Replace every formula that arithmatex marked."""
        return FORMULA.sub(replace, text)


def replace(found: re.Match[str]) -> str:
    """One formula as HTML."""
    display = found["display"] is not None
    tex = html.unescape(found["display"] if display else found["inline"])
    try:
        rendered = katex.render(with_room(tex), display=display)
    except katex.KatexError as error:
        raise BuildError(f"{where(tex)}: {error}\n  in the formula: {' '.join(tex.split())}") from error
    words = html.escape(plain.text(rendered))
    is_short = len(words) <= KEPT_WITH_PUNCTUATION
    if not display:
        rendered = brackets.kept_whole(rendered)
        if found["after"] and not is_short:
            rendered = brackets.with_its_end(rendered)
    # The search plugin skips an element up to the first closing tag of its name: so a name that KaTeX never uses.
    marked = f'<x-math data-search-exclude>{rendered}</x-math><span class="math-words" hidden>{words}</span>'
    if display:
        return f'<div class="math-display" tabindex="0" role="group" aria-label="Equation">{marked}</div>'
    before, after = found["before"], found["after"]
    if is_short and (before or after):
        return f'<span class="math-run">{before}{marked}{after}</span>'
    return f'<span class="math-start">{before}{marked}{after}</span>' if before else marked + after


def with_room(tex: str) -> str:
    """Room between the rows of a derivation whose fractions or sums would touch; the source need not say it."""
    if re.search(r"\\begin\{(aligned|cases)\}", tex) and re.search(r"\\frac|\\sum|\\prod", tex):
        return re.sub(r"\\\\(?=\s*\n)", r"\\\\[0.5em]", tex)
    return tex


def where(tex: str) -> str:
    """File and line of a formula: found by its text, since a docstring's Markdown knows neither."""
    wanted = re.sub(r"\s+", " ", tex).strip()
    for path in sources():
        text = path.read_text(encoding="utf-8")
        # Docstrings and fragments may indent what Markdown gave us flush.
        pattern = r"\s+".join(re.escape(word) for word in wanted.split(" "))
        if wanted and (found := re.search(pattern, text)):
            return f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, found.start()) + 1}"
    return "a generated formula"


def sources() -> list[Path]:
    """Every file that a formula can come from, pages first."""
    return (
        sorted(DOCS.rglob("*.md")) + sorted((ROOT / "nnref").rglob("*.py")) + sorted((ROOT / "scripts").rglob("*.py"))
    )


class MathExtension(Extension):
    """Render arithmatex's formulas with KaTeX."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Run after raw HTML has been put back (priority 30)."""
        md.postprocessors.register(MathPostprocessor(md), "nnref-math", 5)


def makeExtension(**settings: Any) -> MathExtension:  # noqa: N802 (Python-Markdown's name)
    """Entry point for Python-Markdown."""
    return MathExtension(**settings)
