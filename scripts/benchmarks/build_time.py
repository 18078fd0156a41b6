"""How long a build takes as a course grows, and how soon an edit shows.

Run: python -m scripts.benchmarks.build_time

A course of 10, of 100 and of 1,000 pages is built as ours is, with everything that is done after MkDocs, each in a process of
its own: its time and its largest memory, both by the page. From 100 pages to 1,000 neither may grow by more than half. Then
pages of the course of 100 are edited, and what counts is the time until `make serve` has the new words. The result goes to
docs/measurements/build-time.json, with its date. `--pages 10 30` measures less, and records nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scripts.benchmarks import course, tables
from scripts.benchmarks.mathjax_site import lighten
from scripts.paths import DOCS, ROOT, write_if_changed

RECORD = DOCS / "measurements" / "build-time.json"
MODULE = "scripts.benchmarks.build_time"
SIZES = (10, 100, 1000)
EDITS = 7
MOST_GROWTH = 1.5  # by the page, from the second size to the third
MOST_SECONDS = 2.0  # from saving a page to reading it, in a course of 100 pages
POLLING = 0.5  # s: the server looks for edits so often; a little sooner or later is its luck


def main() -> int:
    """Measure, write the record, print a table."""
    parser = argparse.ArgumentParser(description="Builds of courses of several lengths.")
    parser.add_argument("--pages", type=int, nargs="*", default=list(SIZES))
    parser.add_argument(
        "--build", type=Path, nargs=2, metavar=("SETTINGS", "SITE"), help="build one, and tell its costs"
    )
    options = parser.parse_args()
    if options.build:
        print(json.dumps(build(*options.build)))
        return 0
    entries = [measure(pages) for pages in options.pages]
    edits = edit_times(options.pages[min(1, len(options.pages) - 1)], EDITS)
    print(table(entries, edits))
    wrong = misses(entries, edits)
    print("\n".join(wrong), file=sys.stderr)
    if tuple(options.pages) == SIZES:
        machine = {"cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version()}
        record: dict[str, Any] = {"command": f"python -m {MODULE}", "date": datetime.now(UTC).date().isoformat()}
        record |= {"machine": machine, "entries": entries, "edit_seconds": edits}
        write_if_changed(RECORD, json.dumps(record, indent=2) + "\n")
    return 1 if wrong else 0


def measure(pages: int) -> dict[str, float]:
    """Build a course of so many pages in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="nnref-course-") as name:
        folder = Path(name)
        settings = course.write(folder, pages)
        command = [sys.executable, "-m", MODULE, "--build", str(settings), str(folder / "site")]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if run.returncode != 0:
            raise SystemExit(f"The course of {pages} pages could not be built:\n{run.stdout}{run.stderr}")
        costs = json.loads(run.stdout.splitlines()[-1])
    print(f"{pages} pages: {costs['seconds']:.1f} s, {costs['megabytes']:.0f} MB", file=sys.stderr, flush=True)
    return {"pages": pages, **costs}


def build(settings: Path, site: Path) -> dict[str, float]:
    """The whole way from Markdown to what is published; seconds, and megabytes at most."""
    from mkdocs.commands.build import build as build_site
    from mkdocs.config import load_config

    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    started = time.perf_counter()
    build_site(load_config(str(settings), site_dir=str(site)))
    lighten(site)
    seconds = time.perf_counter() - started
    unit = 1 if sys.platform == "darwin" else 1024
    return {"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6}


def edit_times(pages: int, count: int) -> list[float]:
    """Seconds from saving a page until the server has its new words, several times."""
    from scripts import edits, serve

    with tempfile.TemporaryDirectory(prefix="nnref-course-") as name:
        folder = Path(name)
        settings = course.write(folder, pages)
        site = folder / "site"
        built = edits.Built(serve.configuration(site, "http://127.0.0.1:8000/", settings), site, lighten)
        built.whole("http://127.0.0.1:8000/")
        watched = [folder / "docs", ROOT / "nnref", ROOT / "scripts"]
        seen = edits.snapshot(watched)
        times = []
        for number in range(count):
            page = sorted((folder / "docs" / "lecture-1").glob("*.md"))[number % course.PAGES_A_LECTURE]
            with page.open("a", encoding="utf-8") as source:
                source.write(f"\nEdit {number}: $x_{{{number}}}$ is new.\n")
            started = time.perf_counter()
            now = edits.snapshot(watched)
            if not built.pages_alone(edits.differences(seen, now)):
                raise SystemExit(f"An edit of {page.name} led to a whole build: expected that page alone.")
            seen = now
            shown = (site / page.relative_to(folder / "docs").with_suffix("") / "index.html").read_text(
                encoding="utf-8"
            )
            if f"Edit {number}:" not in shown:
                raise SystemExit(f"{page.name} was built, and its edit is not there.")
            times.append(POLLING + time.perf_counter() - started)
    return times


def misses(entries: Sequence[dict[str, float]], edits: Sequence[float]) -> list[str]:
    """Which targets are not met."""
    wrong = []
    if len(entries) > 1:
        small, large = entries[-2:]
        for name in ("seconds", "megabytes"):
            growth = by_page(large, name) / by_page(small, name)
            if growth > MOST_GROWTH:
                wrong.append(
                    f"{name} a page grow {growth:.2f} times from {small['pages']} pages to {large['pages']}, "
                    f"at most {MOST_GROWTH:g} times is wanted"
                )
    if (slowest := statistics.median(edits)) > MOST_SECONDS:
        wrong.append(f"an edit shows after {slowest:.1f} s, at most {MOST_SECONDS:g} s is wanted")
    return wrong


def by_page(entry: dict[str, float], name: str) -> float:
    """A cost by the page."""
    return entry[name] / entry["pages"]


def table(entries: Sequence[dict[str, float]], edits: Sequence[float]) -> str:
    """A row a course, and the time of an edit."""
    rows = [["pages", "seconds", "ms a page", "MB", "MB a page"]]
    for entry in entries:
        of_page = [f"{1000 * by_page(entry, 'seconds'):.0f}", f"{by_page(entry, 'megabytes'):.2f}"]
        rows.append(
            [f"{entry['pages']:.0f}", f"{entry['seconds']:.1f}", of_page[0], f"{entry['megabytes']:.0f}", of_page[1]]
        )
    shown = f"An edit of one page shows after {statistics.median(edits):.2f} s ({len(edits)} edits, median)."
    return f"{tables.table(rows)}\n\n{shown}"


if __name__ == "__main__":
    sys.exit(main())
