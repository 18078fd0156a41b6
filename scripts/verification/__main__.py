"""Hold README's line to the record of the last run: `python -m scripts.verification`, with `--write` to bring it up to date."""

from __future__ import annotations

import argparse
import re
import sys

from scripts.paths import ROOT
from scripts.verification import load
from scripts.verification.page import readme_line

README = ROOT / "README.md"
LINE = re.compile(r"(?m)^\*\*Verified:\*\* .*$")


def main() -> int:
    """Compare, or write."""
    parser = argparse.ArgumentParser(description="Hold README's line to the record of the last run of the tests.")
    parser.add_argument("--write", action="store_true", help="write the line instead of comparing it")
    options = parser.parse_args()
    record = load()
    if record is None:
        print("No whole run of the tests has passed over these sources: run `make test`.", file=sys.stderr)
        return 1
    text = README.read_text(encoding="utf-8")
    expected, found = readme_line(record), LINE.findall(text)
    if len(found) != 1:
        print(f"README.md: expected one line that begins with **Verified:**, got {len(found)}.", file=sys.stderr)
        return 1
    if options.write:
        README.write_text(LINE.sub(expected, text), encoding="utf-8")
    elif found != [expected]:
        print(f"README.md says\n  {found[0]}\nand the tests have found\n  {expected}", file=sys.stderr)
        print("Bring it up to date: .venv/bin/python -m scripts.verification --write", file=sys.stderr)
        return 1
    print(expected)
    return 0


if __name__ == "__main__":
    sys.exit(main())
