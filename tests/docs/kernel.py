"""Runs a notebook: `python -m tests.docs.kernel notebook.ipynb folder`, in a process of its own, which is then gone.

The kernel is talked to by files, not over TCP: what runs here needs no network, not even its own machine's.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

SECONDS = 300  # for a cell; the longest takes a few


def main() -> None:
    """Run it in the folder, go on where a cell fails, and write what came of it in its place."""
    path, folder = map(Path, sys.argv[1:])
    notebook = nbformat.read(path, as_version=4)
    kernel = AsyncKernelManager(kernel_name="python3", transport="ipc", ip=str(folder / "kernel"))
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, km=kernel, timeout=SECONDS, allow_errors=True, resources=resources).execute()
    nbformat.write(notebook, path)


if __name__ == "__main__":
    main()
