"""What a page costs a reader, and a course its builder, from the committed records of the benchmarks."""

from __future__ import annotations

import json
from datetime import date
from statistics import median
from typing import Any

from scripts.paths import DOCS

WEIGHT = DOCS / "measurements" / "page-weight.json"
BUILD = DOCS / "measurements" / "build-time.json"
TITLES = {"softmax": "Softmax", "initialization": "Weight initialisation", "backpropagation": "Backpropagation"}


def steps() -> str:
    weight, build = (json.loads(record.read_text(encoding="utf-8")) for record in (WEIGHT, BUILD))
    return f"""--8<-- [start:pages]
{weight_origin(weight)}

{weight_table(weight)}
--8<-- [end:pages]

--8<-- [start:build]
{build_origin(build)}

{build_table(build)}
--8<-- [end:build]
"""


def weight_origin(record: dict[str, Any]) -> str:
    """When and with what it was measured."""
    day, versions = date.fromisoformat(record["date"]), record["versions"]
    return (
        f"Measured on {day.day} {day:%B %Y} in Chromium {versions['Chromium'].partition('.')[0]}, with MathJax "
        f"{versions['MathJax']}: {record['conditions']} of {record['rounds']} rounds."
    )


def weight_table(record: dict[str, Any]) -> str:
    """A row a page and side."""
    lines = ["| page | | kB sent | blocked, s | shift | largest paint, s |", "|---|---|--:|--:|--:|--:|"]
    for entry in record["entries"]:
        title = TITLES[entry["page"].strip("/").rpartition("/")[2]]
        for side, name in (("MathJax", "MathJax in the browser"), ("ours", "these notes")):
            one = entry[side]
            lines.append(
                f"| {title if side == 'MathJax' else ''} | {name} | {one['bytes'] / 1000:.0f} | {one['blocking'] / 1000:.2f} "
                f"| {one['shift']:.4f} | {one['paint'] / 1000:.2f} |"
            )
    return "\n".join(lines)


def build_origin(record: dict[str, Any]) -> str:
    """When it was measured, and how soon an edit shows."""
    day = date.fromisoformat(record["date"])
    return (
        f"Measured on {day.day} {day:%B %Y}, {record['machine']['cores']} cores. While `make serve` runs, an edited page of a "
        f"course of a hundred shows after {median(record['edit_seconds']):.1f} s."
    )


def build_table(record: dict[str, Any]) -> str:
    """A row a course."""
    lines = ["| pages | seconds | ms a page | MB | MB a page |", "|--:|--:|--:|--:|--:|"]
    for entry in record["entries"]:
        pages, seconds, megabytes = entry["pages"], entry["seconds"], entry["megabytes"]
        lines.append(
            f"| {pages:,} | {seconds:.0f} | {1000 * seconds / pages:.0f} | {megabytes:,.0f} | {megabytes / pages:.1f} |"
        )
    return "\n".join(lines)
