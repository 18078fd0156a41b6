"""The notes as a folder that a browser opens without a server: `OFFLINE=true`, which switches Material's plugin `offline` on.

From a folder browsers start no module and no worker, and fetch nothing. So our modules become one script, the search runs in
the page, the fonts stand in the stylesheet, and every link names a file.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from scripts.finish.offline import fonts, pages, scripts, search

SWITCH = "OFFLINE"  # mkdocs.yml has it too
# What is for web servers, search engines and other sites, or for whoever looks into the theme.
LEFT_OUT = (
    "404.html",
    "_headers",
    "sitemap.xml",
    "sitemap.xml.gz",
    "objects.inv",
    "llms.txt",
    "llms-full.txt",
    "images/card.png",
    "assets/javascripts/lunr",
)


def is_asked() -> bool:
    """Whether this build is for a folder."""
    return os.environ.get(SWITCH) == "true"


def write(site: Path) -> None:
    """Make a site that was built with the switch one that needs no server. The policy comes after it."""
    for name in LEFT_OUT:
        path = site / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for path in site.rglob("*.map"):
        path.unlink()
    scripts.write(site)
    search.write(site)
    fonts.write(site)
    pages.write(site)
