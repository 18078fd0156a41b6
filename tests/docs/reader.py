"""A reader's environment: NumPy, and what the site's own line installs."""

from __future__ import annotations

import importlib.metadata
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path


def make(environment: Path, install_line: str) -> str:
    """The Python of a new environment that has NumPy and what `install_line` brings, nothing else."""
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    folder = "Scripts" if os.name == "nt" else "bin"
    python = environment / folder / "python"
    link_numpy(packages_of(python))
    # Without an index, pip could bring nothing but the wheel: that it is content shows that NumPy is all that is asked for.
    settings = {"PATH": f"{environment / folder}{os.pathsep}{os.environ['PATH']}", "NO_PROXY": "127.0.0.1"}
    settings |= {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    command = [shutil.which("python", path=settings["PATH"]) or "python", *shlex.split(install_line)[1:]]
    installed = subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, check=False)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return str(python)


def packages_of(python: Path) -> Path:
    """Where an interpreter has its packages."""
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    return Path(subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip())


def link_numpy(target: Path) -> None:
    """Lend the tests' own NumPy to another environment: the real one, without the network."""
    numpy = importlib.metadata.distribution("numpy")
    for name in sorted({file.parts[0] for file in numpy.files or () if file.parts[0] != ".."}):
        (target / name).symlink_to(Path(str(numpy.locate_file(name))))
