r"""The whole build, top to bottom: `python -m scripts.build`.

nnref -> figures, worked examples, wheel  \
    npm   -> KaTeX, the text face              >  docs/generated  ->  MkDocs  ->  site
docs  -> pages                            /
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from scripts import assets, citation, cited, examples, explorers, figures, install, practice
from scripts.claims import page as claims
from scripts.finish import finish, light, offline, policy, publish
from scripts.paths import ROOT
from scripts.verification import page as verified

# Timestamps in the sitemap and the wheel; any fixed instant will do where git can't tell when the notes last changed.
EPOCH_WITHOUT_GIT = 1_700_000_000


def main() -> int:
    """Generate, then build strictly into `--site-dir`."""
    parser = argparse.ArgumentParser(description="Build the notes.")
    parser.add_argument("--site-dir", type=Path, default=ROOT / "site", help="where to (default: site/)")
    parser.add_argument("--generate-only", action="store_true", help="stop after docs/generated is up to date")
    options = parser.parse_args()
    generate()
    if options.generate_only:
        return 0
    return build(options.site_dir)


def generate() -> None:
    """Bring `docs/generated` up to date; files that did not change are left alone."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # CONTRIBUTING says where this stands
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(last_commit_time()))
    cited.write()
    assets.copy()
    install.write()
    citation.write()
    examples.write()
    explorers.write()
    practice.write()
    claims.write()
    verified.write()
    figures.draw_all()


def build(site_dir: Path) -> int:
    """Run MkDocs strictly; it names the page of anything that is wrong.

    The site is made beside `site_dir` and put there when it is whole: a build that fails or is cut short leaves the old one.
    """
    started = time.perf_counter()
    target = site_dir.resolve()
    part = target.with_name(f".{target.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(part)]
    status = subprocess.run(command, cwd=ROOT, check=False).returncode
    if status == 0:
        finish(part)
        publish(part)
        light.write(part)  # after the others, which read the pages as they were built
        if offline.is_asked():
            offline.write(part)
        policy.write(part)
        shutil.rmtree(target, ignore_errors=True)
        part.replace(target)
        print(f"Built in {time.perf_counter() - started:.1f} s: {site_dir}")
    return status


def last_commit_time() -> int:
    """When the notes last changed, as git tells it."""
    command = ["git", "log", "-1", "--format=%ct"]
    try:
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    except FileNotFoundError:
        return EPOCH_WITHOUT_GIT
    return int(told) if told.isdigit() else EPOCH_WITHOUT_GIT


if __name__ == "__main__":
    sys.exit(main())
