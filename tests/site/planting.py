"""A small site of one page with a planted explorer, sound or with faults."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from scripts.markdown.katex import NODE
from scripts.paths import DOCS

NAME = "planted-one"
HERE = Path(__file__).with_name("planted")
# The HTML as the build writes it, and the numbers of the first state and of the samples, from the sound explorer.
SPEAK = """
const { page } = await import(`${process.argv[1]}/kit/page.mjs`);
const { defaults } = await import(`${process.argv[1]}/kit/parameters.mjs`);
const { default: explorer } = await import(`${process.argv[1]}/explorers/planted-one.mjs`);
const first = defaults(explorer.parameters);
const states = [first, ...explorer.samples.map(changes => ({ ...first, ...changes }))];
const numbers = states.map(explorer.model);
process.stdout.write(JSON.stringify({ html: page(explorer, first, numbers[0]), states, numbers }));
"""
Fault = tuple[str, str, str]  # a file, a passage that it has once, and what stands there instead


def plant(folder: Path, *faults: Fault) -> dict[str, Any]:
    """Write the site into an empty folder; what the sound explorer has of itself."""
    modules = folder / "javascripts"
    shutil.copytree(DOCS / "javascripts", modules, ignore=shutil.ignore_patterns("explorers", "practice"))
    (modules / "explorers").mkdir()
    shutil.copy(HERE / f"{NAME}.mjs", modules / "explorers")
    (folder / "stylesheets").mkdir()
    shutil.copy(DOCS / "stylesheets" / "explore.css", folder / "stylesheets")
    command = [str(NODE), "--input-type=module", "-e", SPEAK, modules.as_uri()]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr
    said: dict[str, Any] = json.loads(run.stdout)
    (folder / "index.html").write_text(bare(said["html"]), encoding="utf-8")
    for file, passage, instead in faults:
        spoil(folder / file, passage, instead)
    return said


def bare(html: str) -> str:
    """A page around an explorer on which nothing else keeps anything."""
    return (HERE / "bare.html").read_text(encoding="utf-8").replace("EXPLORER", html)


def spoil(path: Path, passage: str, instead: str) -> None:
    """Change one place of a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(passage) == 1, f"{path.name} has {text.count(passage)} times {passage!r}"
    path.write_text(text.replace(passage, instead), encoding="utf-8")
