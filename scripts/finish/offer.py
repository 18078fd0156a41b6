"""The site offers the notes as one file, where `BUNDLE=yes` says that `make bundle` has made it: no link without the file."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import yaml
from mkdocs.exceptions import BuildError

from scripts.finish import notes, offline
from scripts.paths import ROOT

SWITCH = "BUNDLE"
PAGE = "about/index.html"
SECTION = re.compile(r'<h2 id="without-a-network">.*?</p>', re.DOTALL)
MEGABYTE = 1_000_000


def place() -> Path:
    """Where `make bundle` puts the file, which is called what the notes are called."""
    name = re.sub(r"[^a-z0-9]+", "-", str(notes.settings()["site_name"]).lower()).strip("-")
    return ROOT / "dist" / f"{name}-{version()}.zip"


def version() -> str:
    """The version that is cited."""
    return str(yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))["version"])


def write(site: Path) -> None:
    """Put the file into the site, and a link under the section that tells of it.

    Raises:
        BuildError: If there is no such file, or no such section.
    """
    if os.environ.get(SWITCH) != "yes" or offline.is_asked():
        return
    bundle = place()
    if not bundle.is_file():
        raise BuildError(f"{SWITCH}=yes: expected {bundle}, which is not there. Run `make bundle` first.")
    page = site / PAGE
    text = page.read_text(encoding="utf-8")
    found = SECTION.search(text)
    if found is None:
        raise BuildError(f"{PAGE}: expected a section `Without a network` to put the link to {bundle.name} under")
    shutil.copyfile(bundle, site / bundle.name)
    size = f"{bundle.stat().st_size / MEGABYTE:.1f} MB"
    link = f'<p class="nn-take"><a href="../{bundle.name}" download>These notes as one file, {size}</a></p>'
    page.write_text(f"{text[: found.end()]}\n{link}{text[found.end() :]}", encoding="utf-8")
