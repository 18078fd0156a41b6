"""The same pages twice: as Material documents mathematics, with MathJax in the browser, and ours.

What both share: the text, the figures, the explorers, the theme, its features. What differs: on the one side arithmatex and
MathJax with the settings of Material's own page on mathematics, and no font but the system's; on the other KaTeX at build time,
the text face, and what `scripts/finish/light` does. Exercises are left out on both sides: their formulas are set before MkDocs
runs. MathJax comes from node_modules; Material's page takes the same file from a public host, which is no nearer.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.finish import accessible, light, policy
from scripts.paths import DOCS, NODE_MODULES, ROOT
from scripts.verification import foot

MATHJAX = NODE_MODULES / "mathjax" / "es5"
# squidfunk.github.io/mkdocs-material/reference/math, word for word but for the macros, which our formulas use.
SETTINGS = r"""window.MathJax = {
  tex: {
    inlineMath: [["\\(", "\\)"]],
    displayMath: [["\\[", "\\]"]],
    processEscapes: true,
    processEnvironments: true,
    macros: { fun: ["{#1}", 1], slope: ["{#1}", 1], loss: ["{#1}", 1], grad: ["{#1}", 1], bound: ["{#1}", 1] }
  },
  options: {
    ignoreHtmlClass: ".*|",
    processHtmlClass: "arithmatex"
  }
};

document$.subscribe(() => {
  MathJax.startup.output.clearCache()
  MathJax.typesetClear()
  MathJax.texReset()
  MathJax.typesetPromise()
})
"""
OURS_ALONE = ("  - scripts.markdown.math\n", "  - generated/assets/katex.css\n", "  - generated/assets/text.css\n")
EXERCISES = re.compile(r'^\s*--8<-- "exercises/.*"$', re.MULTILINE)


def build(folder: Path, *, only: tuple[str, ...] = ()) -> dict[str, Path]:
    """Build both into `folder`: {"ours": …, "MathJax": …}; `only` some pages where a test has no time for all."""
    if not MATHJAX.is_dir():
        raise SystemExit("MathJax is not there: run `make test-fast`, which installs what the benchmarks compare with.")
    docs = folder / "docs"
    copy_docs(docs, only)
    ours, theirs = folder / "ours", folder / "mathjax"
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = replaced(settings, "paths: [.]", f"paths: [{ROOT.as_posix()}]") + f"docs_dir: {docs.as_posix()}\n"
    settings = replaced(settings, "strict: true", "strict: false")
    if only:
        settings = re.sub(r"^nav:\n(?: .*\n)+", "", settings, flags=re.MULTILINE)
    run_mkdocs(folder / "ours.yml", settings, ours)
    lighten(ours)
    for line in OURS_ALONE:
        settings = replaced(settings, line, "")
    scripts = "  - javascripts/mathjax.js\n  - mathjax/es5/tex-mml-chtml.js\n"
    settings = replaced(settings, "extra_javascript:\n", f"extra_javascript:\n{scripts}")
    run_mkdocs(folder / "mathjax.yml", settings, theirs)
    (theirs / "javascripts" / "mathjax.js").write_text(SETTINGS, encoding="utf-8")
    shutil.copytree(MATHJAX, theirs / "mathjax" / "es5")
    return {"ours": ours, "MathJax": theirs}


def lighten(site: Path) -> None:
    """All that is done to our pages after MkDocs, but for what only the whole course has: its search words and notebooks."""
    foot.write(site)
    accessible.write(site)
    light.write(site)
    policy.write(site)


def copy_docs(docs: Path, only: tuple[str, ...]) -> None:
    """The pages without their exercises."""

    def left_out(folder: str, names: list[str]) -> set[str]:
        inside = Path(folder).relative_to(DOCS)
        pages = {name for name in names if name.endswith(".md") and inside.parts[:1] != ("generated",)}
        return {name for name in pages if (inside / name).as_posix() not in only} if only else set()

    shutil.copytree(DOCS, docs, ignore=left_out)
    for page in docs.rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        if (changed := EXERCISES.sub("", text)) != text:
            page.write_text(changed, encoding="utf-8")


def replaced(text: str, before: str, after: str) -> str:
    """Change a place of the settings, which must be there."""
    if before not in text:
        raise SystemExit(
            f"Expected {before.strip()!r} in mkdocs.yml. Bring scripts/benchmarks/mathjax_site.py up to date."
        )
    return text.replace(before, after)


def run_mkdocs(settings: Path, text: str, site: Path) -> None:
    """Build one of the two."""
    settings.write_text(text, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--quiet",
        "--config-file",
        str(settings),
        "--site-dir",
        str(site),
    ]
    ended = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False
    )
    if ended.returncode != 0:
        raise SystemExit(f"MkDocs could not build {settings.name}:\n{ended.stdout}{ended.stderr}")
