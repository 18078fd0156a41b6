"""The search without a server: its index as a script, and its worker's program as a function that the page itself can run."""

from __future__ import annotations

from pathlib import Path

from mkdocs.exceptions import BuildError

from scripts.finish.offline.wheel import with_near_wheel

INDEX = "search/search_index"
WORKERS = "assets/javascripts/workers"
SHIM = "assets/javascripts/worker.js"
HEARS, ANSWERS = 'addEventListener("message",', "postMessage("
WRAPPED = "window.startWorker=(addEventListener,postMessage)=>{{{}}};"


def write(site: Path) -> None:
    """Write both, and the class that stands for a worker.

    Raises:
        BuildError: If the theme's worker is not the one that this was written for.
    """
    index = site / f"{INDEX}.json"
    # The plugin wrote it too, before the words of docs/search.yml were in it.
    told = with_near_wheel(index.read_text(encoding="utf-8"))
    (site / f"{INDEX}.js").write_text(f"var __index = {told}", encoding="utf-8")
    index.unlink()
    (site / SHIM).write_text(Path(__file__).with_name("worker.js").read_text(encoding="utf-8"), encoding="utf-8")
    programs = sorted((site / WORKERS).glob("search.*.js"))
    if len(programs) != 1:
        raise BuildError(f"{WORKERS}: expected the theme's search.*.js, got {[path.name for path in programs]}")
    programs[0].write_text(wrapped(programs[0].read_text(encoding="utf-8")), encoding="utf-8")


def wrapped(program: str) -> str:
    """A worker's program as a function of what it hears by and answers with."""
    if program.count(HEARS) != 1 or program.count(ANSWERS) != 1:
        raise BuildError(
            f"The theme's search worker: expected it to say {HEARS} and {ANSWERS} once each, got {program.count(HEARS)} and "
            f"{program.count(ANSWERS)} times. Has the theme changed? Bring {Path(__file__).name} and worker.js up to date."
        )
    return WRAPPED.format(program)
