"""`python -m scripts.pdf`: build the site, and each session as a PDF in it. `make pdf` runs it."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts import browser, build, citation
from scripts.paths import ROOT, write_if_changed
from scripts.pdf import linking, packing, pages
from scripts.pdf.document import Document, document
from scripts.pdf.printing import printed


def main() -> int:
    """Build, print, link."""
    parser = argparse.ArgumentParser(description="Each session of the notes as a PDF, in the built site.")
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", help="the site (default: site/)")
    parser.add_argument("--built", action="store_true", help="the site is built already")
    options = parser.parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(build.last_commit_time()))
    if not options.built:
        build.generate()
        if status := build.build(options.site_dir):
            return status
    try:
        write(options.site_dir)
    except (ValueError, browser.NoBrowserError) as error:
        print(f"No PDF: {error}", file=sys.stderr)
        return 1
    return 0


def write(site: Path) -> None:
    """Print every session, and let its pages lead to it."""
    with sync_playwright() as playwright:
        opened = browser.open_browser(playwright.chromium)
        for session in pages.sessions():
            started = time.perf_counter()
            asked = document(site, session)
            made = packing.packed(printed(asked, site, opened), about(asked), int(os.environ["SOURCE_DATE_EPOCH"]))
            write_if_changed(linking.place(site, session), made)
            linking.write(site, session)
            print(f"Printed in {time.perf_counter() - started:.1f} s: {linking.place(site, session)}")
        opened.close()


def about(asked: Document) -> dict[str, str]:
    """What the PDF says of itself."""
    cited = citation.said()
    authors = ", ".join(author["name"] for author in cited["authors"])
    return {
        "Title": asked.title,
        "Author": authors,
        "Keywords": ", ".join(cited["keywords"]),
        "Producer": "Chromium (Skia/PDF)",
    }


if __name__ == "__main__":
    sys.exit(main())
