"""A copy of the project with the example of a lecture in it: `python -m tests.lecture FOLDER`.

`--prove` runs everything there that `make test` runs.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from tests.lecture.laying import copied

GATE = (["scripts.lint"], ["pytest"], ["scripts.verification", "--write"], ["scripts.build"])


def main() -> int:
    """Make the copy, and prove it if that is asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.lecture", description="Copy the project, with a lecture more."
    )
    parser.add_argument("folder", type=Path, help="where to; it must not be there yet")
    parser.add_argument("--prove", action="store_true", help="run everything that `make test` runs; half an hour")
    options = parser.parse_args()
    folder = copied(options.folder.resolve())
    print(folder, flush=True)
    for command in GATE if options.prove else ():
        print(f"python -m {' '.join(command)}", flush=True)
        if subprocess.run([sys.executable, "-m", *command], cwd=folder, check=False).returncode:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
