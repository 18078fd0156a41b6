"""A course of any length, of pages like ours: derivations, snippets, figures, tables, computed numbers."""

from __future__ import annotations

import shutil
from pathlib import Path

from scripts.benchmarks.mathjax_site import replaced
from scripts.paths import DOCS, GENERATED, ROOT

PAGES_A_LECTURE = 10
FIGURES = ("sigmoid", "tanh", "relu", "cross-entropy")
# Every page has its own numbers, so that no formula is another page's.
PAGE = r"""# Page {number}: a layer of {number} units

<p class="question">What does layer {number} do to its input?</p>

![](../generated/figures/{figure}.svg)

## The rule

Layer {number} has $n_{{{number}}}$ units; its weights are $W^{{{number}}}$ and $w_{{ij}}^{{{number}}}$ runs from unit $i$ to
unit $j$. Its activations lie in $[0, {number}]$, and [the page before](page-{before}.md) has theirs.

$$
z_j^{{{number}}} = \sum_{{i=1}}^{{n_{{{before}}}}} w_{{ij}}^{{{number}}} a_i^{{{before}}} + b_j^{{{number}}}
$$

$$
\begin{{aligned}}
\frac{{\partial L}}{{\partial w_{{ij}}^{{{number}}}}}
  &= \frac{{\partial L}}{{\partial z_j^{{{number}}}}} \frac{{\partial z_j^{{{number}}}}}{{\partial w_{{ij}}^{{{number}}}}} \\
  &= \delta_j^{{{number}}} a_i^{{{before}}}
\end{{aligned}}
$$

At $z = {number}/100$ the sigmoid is {{{{ sigmoid({number} / 100):.4f }}}}; its slope is
{{{{ sigmoid_prime({number} / 100):.4f }}}}.

## The code

```pycon
>>> from nnref import sigmoid
>>> sigmoid([{number}.0 / 100]).shape
(1,)
```

```pycon
>>> import numpy as np
>>> np.full(3, {number}.0)
array([{number}., {number}., {number}.])
```

## The sizes

| layer | units | weights |
|---|--:|--:|
| $l = {number}$ | {number} | $n_{{{before}}} n_{{{number}}} = {product}$ |

$$
\eta_{{{number}}} = \frac{{{number}}}{{1 + e^{{-{number}}}}}, \qquad \lVert W^{{{number}}} \rVert^2 \le {product}
$$
"""


def write(folder: Path, pages: int) -> Path:
    """Write a course of so many pages into `folder`; its settings are ours, with its own navigation."""
    docs = folder / "docs"
    for name in ("stylesheets", "javascripts"):
        shutil.copytree(DOCS / name, docs / name)
    for name in ("assets", "figures"):
        shutil.copytree(GENERATED / name, docs / "generated" / name)
    (docs / "index.md").write_text("# A course\n\nAll of it was written by a script.\n", encoding="utf-8")
    (docs / "references.md").write_text("# Bibliography\n\nNothing is cited.\n", encoding="utf-8")
    lines = ["nav:", "  - Home: index.md"]
    for number in range(1, pages + 1):
        lecture = (number - 1) // PAGES_A_LECTURE + 1
        place = f"lecture-{lecture}/page-{number}.md"
        if number % PAGES_A_LECTURE == 1:
            lines.append(f"  - Lecture {lecture}:")
        lines.append(f"      - {place}")
        (docs / place).parent.mkdir(exist_ok=True)
        (docs / place).write_text(page(number), encoding="utf-8")
    lines.append("  - Bibliography: references.md")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    start, end = settings.index("nav:\n"), settings.index("theme:\n")
    settings = settings[:start] + "\n".join(lines) + "\n\n" + settings[end:]
    settings = replaced(settings, "paths: [.]", f"paths: [{ROOT.as_posix()}]")
    settings += f"docs_dir: {docs.as_posix()}\n"
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return folder / "mkdocs.yml"


def page(number: int) -> str:
    """One page; the first of a lecture names itself as the one before."""
    before = number - 1 if number % PAGES_A_LECTURE != 1 else number
    figure = FIGURES[number % len(FIGURES)]
    return PAGE.format(number=number, before=before, figure=figure, product=number * before)
