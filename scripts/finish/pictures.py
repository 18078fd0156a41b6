"""Figures as pictures of the light theme, for where SVG isn't safe to show: notebooks, and the cards of shared links.

Jupyter attaches PNG alone to a cell. Each is drawn when its figure changed, and kept in `.cache`.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import json

from matplotlib.figure import Figure

from scripts import figures
from scripts.figures import style
from scripts.paths import CACHE, write_if_changed

PICTURES = CACHE / "pictures"
PIXEL_RATIO = 1.5  # sharp enough on a dense screen, and not too large on a plain one, which shows pixel for pixel


def of_figure(name: str) -> bytes:
    """A figure of the notes, by its name on the pages."""
    record = json.loads((figures.FIGURES / f"{name}.json").read_text(encoding="utf-8"))
    key = hashlib.sha256(f"{record['key']} {PIXEL_RATIO}".encode()).hexdigest()[:16]
    kept = PICTURES / f"{name}-{key}.png"
    if not kept.is_file():
        module = importlib.import_module(f"{figures.__name__}.{name.replace('-', '_')}")
        with style.rendering("light", "wide"):
            write_if_changed(kept, png(module.draw(), PIXEL_RATIO))
        for stale in set(PICTURES.glob(f"{name}-{'?' * 16}.png")) - {kept}:
            stale.unlink()
    return kept.read_bytes()


def png(figure: Figure, ratio: float = 1) -> bytes:
    """A figure on the light theme's paper: the same bytes whenever it is drawn again."""
    buffer = io.BytesIO()
    dpi = style.PIXELS_PER_INCH * ratio
    figure.savefig(buffer, format="png", dpi=dpi, facecolor=style.PAPER["light"], metadata={"Software": None})
    return buffer.getvalue()
