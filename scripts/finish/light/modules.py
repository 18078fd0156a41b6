"""Our modules as the reader gets them: joined, so that an explorer is a few requests instead of thirty, and without comments.

The sources stay as they are, one idea a module. esbuild does it, compiled to WebAssembly: the same program on every machine,
which needs no script to install it. That takes some seconds, so the result is kept until a module changes.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from scripts.markdown.katex import NODE
from scripts.paths import CACHE, NODE_MODULES

FOLDER = Path("javascripts")
SCRIPT = Path(__file__).with_suffix(".mjs")
KEPT = CACHE / "modules"


def write(site: Path) -> None:
    """Put the joined modules in the place of the single ones."""
    folder = site / FOLDER
    if not (folder / "start.mjs").is_file():
        return
    done = join(folder)
    shutil.rmtree(folder)
    shutil.copytree(done, folder)


def join(folder: Path, script: Path | None = None, kept: Path | None = None) -> Path:
    """Where the joined modules are; made now, by a script of esbuild's, if these have never been joined before."""
    script, kept = script or SCRIPT, kept or KEPT
    done = kept / fingerprint(folder, script)
    if not done.is_dir():
        part = done.with_name(f"{done.name}.{os.getpid()}.part")
        shutil.rmtree(part, ignore_errors=True)
        run = subprocess.run(
            [NODE, script, folder.resolve(), part], capture_output=True, text=True, encoding="utf-8", check=False
        )
        if run.returncode != 0:
            raise SystemExit(f"The modules of docs/javascripts could not be joined:\n{run.stderr.strip()}")
        for old in kept.glob("*"):
            if old != part and not old.name.endswith(".part"):
                shutil.rmtree(old)
        part.replace(done)
    return done


def fingerprint(folder: Path, script: Path | None = None) -> str:
    """What the result depends on: the modules, how they are joined, and by which version."""
    digest = hashlib.sha256((script or SCRIPT).read_bytes())
    digest.update((NODE_MODULES / "esbuild-wasm" / "package.json").read_bytes())
    for module in sorted(folder.rglob("*.mjs")):
        digest.update(f"{module.relative_to(folder).as_posix()}\0".encode() + module.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
