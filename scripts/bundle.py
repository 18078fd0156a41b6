"""The notes as one file for readers without a network: `python -m scripts.bundle` writes `dist/<name>-<version>.zip`.

Unpacked, it is a folder whose `index.html` a browser opens by itself, with the search, the explorers and the exercises. The
same sources give the same bytes.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from scripts import build
from scripts.finish import notes, offer, offline
from scripts.paths import ROOT

EARLIEST = 315_532_800  # 1980-01-01: a zip knows no time before
PACKED = 9  # of 9
MODE = 0o100644  # a plain file that its owner may write and all may read

README = """\
{title}, version {version}

To read: unpack the whole archive, and open index.html in this folder with a browser. No network and no
installation are needed; search, explorers and exercises work too. This was tested in Chromium, which
Chrome and Edge are made from.

Which exercises you solved is kept by your browser, on your device alone.

The lecture pages are here as Jupyter notebooks too, beside the pages (session-*/*.ipynb). To run code you need
Python 3.11 or newer and NumPy; in this folder, this installs the package:

    python -m pip install {wheel}

Text and figures: CC BY 4.0. Code: MIT. about/licence.html says what that means.{address}
"""


def main() -> int:
    """Build for a folder, and pack it."""
    os.environ[offline.SWITCH] = "true"
    target = offer.place()
    build.generate()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        if status := build.build(site):
            return status
        (site / "README.txt").write_text(readme(site), encoding="utf-8", newline="\r\n")  # some editors need both
        pack(site, target, int(os.environ["SOURCE_DATE_EPOCH"]))
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / offer.MEGABYTE:.1f} MB")
    return 0


def readme(site: Path) -> str:
    """What a reader should know before the pages are open."""
    wheel = next((site / "generated" / "wheels").glob("*.whl")).relative_to(site).as_posix()
    address = os.environ.get("SITE_URL", "")
    return README.format(
        title=notes.settings()["site_name"],
        version=offer.version(),
        wheel=wheel,
        address=f"\nOn the web: {address}" if address else "",
    )


def pack(folder: Path, target: Path, moment: int) -> None:
    """Write a folder into a zip, in one step: whoever looks finds the old one or the new one.

    Args:
        folder: What is packed, under the name of the zip.
        target: The zip.
        moment: The time of all files, in seconds since 1970.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    date = time.gmtime(max(moment, EARLIEST))[:6]
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=PACKED) as packed:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                entry = zipfile.ZipInfo(f"{target.stem}/{path.relative_to(folder).as_posix()}", date)
                entry.create_system = 3  # Unix, on every system
                entry.external_attr = MODE << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(entry, path.read_bytes(), compresslevel=PACKED)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
