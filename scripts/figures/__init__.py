"""Figures drawn by nnref.

A module a figure, each with four functions and no work at import:

draw() -> Figure    the picture, in whatever rendering `style` has set
alt() -> str        what it shows, for whoever can't see it
caption() -> str    one or two sentences below it (Markdown with mathematics)
table() -> Table    the numbers behind it
"""

from __future__ import annotations

import hashlib
import importlib
import io
import json
import pkgutil
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import matplotlib as mpl

from scripts import dependencies
from scripts.figures import style
from scripts.paths import GENERATED, ROOT, write_if_changed

FIGURES = GENERATED / "figures"
FONT_PACKAGE = "package-lock.json"  # the text face's version
REQUIRED = ("draw", "alt", "caption", "table")


def stems() -> list[str]:
    """The names of the figures, one a module."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name != "style")


def draw_all() -> None:
    """Draw the figures whose sources changed into `docs/generated/figures`, and say which."""
    for stem in stems():
        module = importlib.import_module(f"{__name__}.{stem}")
        target = FIGURES / f"{stem.replace('_', '-')}.json"
        key = fingerprint(stem)
        if not is_drawn(target, key):
            check(module)
            print(f"drawing {target.stem}", flush=True)
            draw_one(module, target, key)
    remove_stale()


def check(module: ModuleType) -> None:
    """A figure without words or numbers beside it breaks the build."""
    for name in REQUIRED:
        if not callable(getattr(module, name, None)):
            raise SystemExit(f"{module.__file__}: a figure needs {name}(); the others are {', '.join(REQUIRED)}.")
    if len(module.alt().split()) < 8:
        raise SystemExit(f"{module.__file__}: alt() must say what the figure shows, in a sentence at least.")


def draw_one(module: ModuleType, target: Path, key: str) -> None:
    """Every rendering of one figure; its record comes last, so that it stands only for finished ones."""
    sizes = {}
    for column in style.COLUMNS:
        for mode in style.MODES:
            with style.rendering(mode, column):
                svg = render(module)
            write_if_changed(target.with_name(f"{target.stem}-{column}-{mode}.svg"), svg)
        sizes[column] = size_of(svg)
    table = module.table()
    record: dict[str, Any] = {
        "key": key,
        "alt": " ".join(module.alt().split()),
        "caption": " ".join(module.caption().split()),
        "sizes": sizes,
        "columns": list(table.columns),
        "rows": table.rows(),
        "notes": table.notes,
    }
    write_if_changed(target, json.dumps(record, ensure_ascii=False, indent=1))


def render(module: ModuleType) -> str:
    """The figure as SVG: the same bytes whenever it is drawn again."""
    buffer = io.BytesIO()
    module.draw().savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue().decode()
    return re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)


def size_of(svg: str) -> list[int]:
    """Width and height in CSS pixels, so that the page can leave the room before the picture is there."""
    found = re.search(r'<svg [^>]*?viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    if found is None:
        raise ValueError("expected an SVG with a viewBox from matplotlib, got something else")
    return [round(float(points) * style.PIXELS_PER_INCH / 72) for points in found.groups()]


def fingerprint(stem: str) -> str:
    """What the picture depends on: its code and what that imports, the text face, and what draws it."""
    fonts = hashlib.sha256((ROOT / FONT_PACKAGE).read_bytes()).hexdigest()
    return dependencies.fingerprint(f"{__name__}.{stem}", mpl.__version__, fonts)


def is_drawn(target: Path, key: str) -> bool:
    """Whether the record and every picture it speaks of are there, made from the same sources."""
    if not target.is_file() or json.loads(target.read_text())["key"] != key:
        return False
    return all(picture.is_file() for picture in pictures(target.stem))


def pictures(name: str) -> list[Path]:
    """The files of a figure, one a rendering."""
    return [FIGURES / f"{name}-{column}-{mode}.svg" for column in style.COLUMNS for mode in style.MODES]


def remove_stale() -> None:
    """Pictures of figures that are no more."""
    names = [stem.replace("_", "-") for stem in stems()]
    kept = {path for name in names for path in (*pictures(name), FIGURES / f"{name}.json")}
    for path in set(FIGURES.iterdir()) - kept:
        path.unlink()
