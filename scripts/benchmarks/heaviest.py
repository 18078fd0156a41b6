"""What the heaviest pages of the built site weigh on the way to a reader: on a first visit, and as the next page."""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from scripts import browser as browsers
from scripts.benchmarks.tables import table
from scripts.benchmarks.visits import LEVEL, host, two_pages
from scripts.paths import ROOT

FIRST_VISIT = 200_000  # bytes, compressed: less is wanted
NEXT_PAGE = 40_000
HOME = ""
PLAYGROUND = "explore/playground/"  # an explorer that stands at the top brings its modules at once
FEW = 3  # the others weigh less by their files alone


@dataclass(frozen=True)
class Weight:
    """What is sent for a page, by address."""

    place: str
    first_visit: dict[str, int] = field(repr=False)
    next_page: dict[str, int] = field(repr=False)

    @property
    def bytes(self) -> tuple[int, int]:
        """On a first visit, and as the next page."""
        return sum(self.first_visit.values()), sum(self.next_page.values())

    def misses(self) -> list[str]:
        """Which bounds it breaks, and with what."""
        wrong = []
        bounds = (("first visit", self.first_visit, FIRST_VISIT), ("next page", self.next_page, NEXT_PAGE))
        for what, sent, most in bounds:
            if (weight := sum(sent.values())) >= most:
                largest = sorted(sent.items(), key=lambda item: -item[1])[:4]
                parts = ", ".join(f"{path} {size:,}" for path, size in largest)
                wrong.append(f"{self.place}: {weight:,} bytes on a {what}, less than {most:,} is wanted ({parts})")
        return wrong


def heaviest(site: Path, few: int = FEW) -> list[str]:
    """The pages with most to send: by their HTML; and the playground."""
    sizes = {page: len(gzip.compress(page.read_bytes(), LEVEL)) for page in site.rglob("index.html")}
    pages = sorted(sizes, key=lambda page: -sizes[page])[:few]
    return [f"{page.parent.relative_to(site).as_posix()}/" for page in pages] + [PLAYGROUND]


def weigh(browser: Browser, site: Path, places: Sequence[str], before: str = HOME) -> list[Weight]:
    """What is sent for each page, to a reader who comes first to it and to one who comes from another."""
    with host(site) as server:
        return [
            Weight(place, two_pages(browser, server, place, place)[0], two_pages(browser, server, before, place)[1])
            for place in places
        ]


def main() -> int:
    """Weigh, print a table, and fail where a bound is broken."""
    parser = argparse.ArgumentParser(description="The heaviest pages of the built site, in compressed bytes.")
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", help="where the site was built")
    parser.add_argument("--few", type=int, default=FEW, help="how many pages")
    options = parser.parse_args()
    if not (options.site_dir / "index.html").is_file():
        parser.error(f"no site in {options.site_dir}: run make site first")
    with sync_playwright() as playwright:
        browser = browsers.open_browser(playwright.chromium)
        weights = weigh(browser, options.site_dir, heaviest(options.site_dir, options.few))
        browser.close()
    rows = [[weight.place, *(f"{size:,}" for size in weight.bytes)] for weight in weights]
    print(table([["page", "first visit, bytes", "next page, bytes"], *rows]))
    print(f"less than {FIRST_VISIT:,} and {NEXT_PAGE:,} are wanted")
    wrong = [miss for weight in weights for miss in weight.misses()]
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
