"""What a page costs a reader on a slow phone, beside the same page with MathJax in the browser.

Run: python -m scripts.benchmarks.page_weight

Both sites are built from the same pages, served from this machine, and visited in turn by one browser whose line and processor
are slowed: 1.6 Mbit/s, 150 ms, a quarter of the speed. Bytes are what the server sent, heads included. It ends with an error if
a ratio misses its target. The result goes to docs/measurements/page-weight.json, which the notes show with its date.
`--rounds 1 --only softmax` looks at less, and records nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from scripts import browser as browsers
from scripts.benchmarks import mathjax_site, tables
from scripts.benchmarks.visits import PHONE, Host, Visit, host, visit
from scripts.paths import DOCS, NODE_MODULES, write_if_changed

RECORD = DOCS / "measurements" / "page-weight.json"
MODULE = "scripts.benchmarks.page_weight"
ROUNDS = 7
PAGES = ("session-04/softmax/", "session-04/initialization/", "session-04/backpropagation/")
SIDES = ("ours", "MathJax")
MEASURES = ("bytes", "requests", "blocking", "shift", "paint")
# At most so many times the other's; and what a layout may shift, whatever the other's does.
TARGETS = {"bytes": 0.35, "blocking": 0.15, "paint": 1.0}
SHIFT = 0.01


def race(
    browser: Browser, hosts: dict[str, Host], pages: Sequence[str], rounds: int
) -> dict[str, dict[str, list[Visit]]]:
    """Visit every page on both sites in turn, and each round in the other order."""
    visits: dict[str, dict[str, list[Visit]]] = {page: {side: [] for side in SIDES} for page in pages}
    for round_ in range(rounds):
        for page in pages:
            for side in SIDES if round_ % 2 == 0 else reversed(SIDES):
                visits[page][side].append(visit(browser, hosts[side], page, **PHONE))
        print(f"round {round_ + 1} of {rounds}", file=sys.stderr, flush=True)
    return visits


def medians(visits: Sequence[Visit]) -> dict[str, float]:
    """The median of each measure."""
    return {name: round(statistics.median(getattr(one, name) for one in visits), 4) for name in MEASURES}


def ratios(results: dict[str, dict[str, float]]) -> dict[str, float]:
    """Ours beside the other's; below 1 is lighter."""
    ours, theirs = (results[side] for side in SIDES)
    return {name: round(ours[name] / theirs[name], 4) if theirs[name] else 0.0 for name in TARGETS}


def misses(entries: Sequence[dict[str, Any]]) -> list[str]:
    """Which targets are not met, and where."""
    wrong = []
    for entry in entries:
        for name, most in TARGETS.items():
            if entry["ratios"][name] > most:
                wrong.append(
                    f"{entry['page']}: {name} is {entry['ratios'][name]:g} of the other's, at most {most:g} is wanted"
                )
        if entry["ours"]["shift"] >= SHIFT:
            wrong.append(
                f"{entry['page']}: the layout shifts by {entry['ours']['shift']:g}, less than {SHIFT:g} is wanted"
            )
    return wrong


def table(entries: Sequence[dict[str, Any]]) -> str:
    """A row a page and side, and their ratios."""
    head = ["page", "", "bytes", "requests", "blocking, ms", "shift", "largest paint, ms"]
    rows = [head]
    for entry in entries:
        for side in SIDES:
            one = entry[side]
            whole = [f"{one['bytes']:,.0f}", f"{one['requests']:.0f}", f"{one['blocking']:.0f}"]
            rows.append([entry["page"], side, *whole, f"{one['shift']:.4f}", f"{one['paint']:.0f}"])
        of = entry["ratios"]
        rows.append(
            [entry["page"], "ratio", f"{of['bytes']:.3f}", "", f"{of['blocking']:.3f}", "", f"{of['paint']:.3f}"]
        )
    return tables.table(rows)


def measure(browser: Browser, sites: dict[str, Path], pages: Sequence[str], rounds: int) -> list[dict[str, Any]]:
    """Medians and ratios of every page."""
    with host(sites["ours"]) as ours, host(sites["MathJax"]) as theirs:
        visits = race(browser, {"ours": ours, "MathJax": theirs}, pages, rounds)
    entries = []
    for page, sides in visits.items():
        results = {side: medians(sides[side]) for side in SIDES}
        entries.append({"page": page, **results, "ratios": ratios(results)})
    return entries


def versions(browser: Browser) -> dict[str, str]:
    """What was compared, and in what."""
    named = {
        name: json.loads((NODE_MODULES / name / "package.json").read_text())["version"] for name in ("katex", "mathjax")
    }
    return {"Chromium": browser.version, "KaTeX": named["katex"], "MathJax": named["mathjax"]}


def main() -> int:
    """Build, measure, write the record, print a table."""
    parser = argparse.ArgumentParser(description="Our pages beside the same with MathJax.")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", nargs="*", default=[], help="pages whose address has one of these words")
    options = parser.parse_args()
    pages = [page for page in PAGES if not options.only or any(word in page for word in options.only)]
    with tempfile.TemporaryDirectory(prefix="nnref-weight-") as folder, sync_playwright() as playwright:
        sites = mathjax_site.build(Path(folder))
        browser = browsers.open_browser(playwright.chromium)
        entries = measure(browser, sites, pages, options.rounds)
        told = versions(browser)
        browser.close()
    print(table(entries))
    if wrong := misses(entries):
        print("\n".join(wrong), file=sys.stderr)
    if options.rounds >= ROUNDS and not options.only:
        record = {
            "command": f"python -m {MODULE}",
            "date": datetime.now(UTC).date().isoformat(),
            "machine": {"cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version()},
            "versions": told,
            "rounds": options.rounds,
            "conditions": "1.6 Mbit/s, 150 ms, processor slowed four times, 390 by 844 pixels; the two sites in turn, medians",
            "entries": entries,
        }
        write_if_changed(RECORD, json.dumps(record, indent=2) + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
