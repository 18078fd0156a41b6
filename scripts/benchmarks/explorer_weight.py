"""What an explorer adds to its page, compressed: `python -m scripts.benchmarks.explorer_weight`.

Its own module and every module that this imports, directly or through another, with what brings it to life, and the HTML of its
first picture; each file compressed by itself, as a server sends it. `start.mjs` and the stylesheets stand on every page.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts import explorers
from scripts.paths import DOCS

MODULES = DOCS / "javascripts"
ENTRIES = ("kit/explorer.mjs",)  # what start.mjs fetches beside the explorer's own module
BUDGET = 60_000
BUDGETS = {"playground": 100_000}
# All ways in which a module names another: import and export from, import for its effects, import(), and a worker's URL.
IMPORT = re.compile(
    r"""(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew\s+URL\(\s*)["'](?P<path>\.{1,2}/[^"']+\.m?js)["']""",
)


@dataclass(frozen=True)
class Weight:
    """Bytes on the way to the reader."""

    name: str
    modules: int
    code: int
    html: int

    @property
    def whole(self) -> int:
        """All that the explorer adds."""
        return self.code + self.html

    @property
    def budget(self) -> int:
        """How much it may add."""
        return BUDGETS.get(self.name, BUDGET)


def names() -> list[str]:
    """Every explorer that there is."""
    return sorted(path.stem for path in (MODULES / "explorers").glob("*.mjs"))


def imported(entries: Iterable[Path]) -> set[Path]:
    """These modules and all that they import."""
    found: set[Path] = set()
    waiting = [path.resolve() for path in entries]
    while waiting:
        module = waiting.pop()
        if module in found:
            continue
        found.add(module)
        text = module.read_text(encoding="utf-8")
        waiting += [(module.parent / match["path"]).resolve() for match in IMPORT.finditer(text)]
    return found


def compressed(data: bytes) -> int:
    """How long it is after `gzip -9`."""
    return len(gzip.compress(data, 9, mtime=0))


def weights(modules: Path = MODULES) -> list[Weight]:
    """Every explorer's."""
    told = explorers.ask({"states": True})
    asked = [{"name": name, "first": "", "numbers": explorers.numbers(name, told[name]["states"][0])} for name in told]
    found = []
    for name, page in zip(told, explorers.ask({"pages": asked}), strict=True):
        needed = imported([modules / "explorers" / f"{name}.mjs", *(modules / entry for entry in ENTRIES)])
        code = sum(compressed(path.read_bytes()) for path in needed)
        found.append(Weight(name, len(needed), code, compressed(page["html"].encode())))
    return found


def table(found: list[Weight]) -> str:
    """One line an explorer, in thousands of bytes."""
    lines = [f"{'explorer':24} modules   code   HTML  whole  of"]
    for one in found:
        sizes = f"{one.code / 1000:6.1f} {one.html / 1000:6.1f} {one.whole / 1000:6.1f} {one.budget / 1000:4.0f} kB"
        lines.append(f"{one.name:24} {one.modules:7} {sizes}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(weights()))
