"""Our modules as one script of the old kind, `javascripts/notes.js`: from a folder a browser loads no other."""

from __future__ import annotations

import shutil
from pathlib import Path

from scripts.finish.light import modules
from scripts.paths import CACHE, DOCS

NAME = "javascripts/notes.js"
SCRIPT = Path(__file__).with_suffix(".mjs")
KEPT = CACHE / "offline"


def write(site: Path) -> None:
    """Put it in the place of the modules; what a module loads by name is in it."""
    folder = site / modules.FOLDER
    if not (folder / "start.mjs").is_file():
        return
    done = modules.join(DOCS / modules.FOLDER, SCRIPT, KEPT)
    shutil.rmtree(folder)
    shutil.copytree(done, folder)
