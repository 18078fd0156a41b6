"""Running many mutants of the site's blocks, each in a child of one process that has imported what they need.

A fresh interpreter for each would spend its time importing NumPy or TensorFlow. That a block runs in one, and prints what
its page shows, is tested where readers' blocks are; here it's enough that no mutant can touch the next, which a fork gives.
"""

from __future__ import annotations

import ast
import importlib
import json
import math
import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.paths import ROOT
from tests.docs import console, snippet_mutants
from tests.docs.sessions import Ran, environment

SECONDS = 30  # of computing for a block as it is; a mutant may take three times what the block took, and one more
MEMORY = 2 * 2**30  # bytes beyond what the imports took


def run(packages: list[str], codes: list[str], *, talkative: bool, seconds: int = SECONDS) -> list[list[Ran]]:
    """For each block, what came of it as it is, and then with each of its operators swapped.

    All run in children of a process that imports `packages`.

    Raises:
        RuntimeError: If that process itself fails.
    """
    command = [sys.executable, *([] if talkative else ["-W", "error"]), "-m", __name__, str(seconds), *packages]
    # With threads of its own, NumPy would make children wait for cores, and a fork in the midst of them is a risk.
    env = environment(talkative=talkative) | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    ended = subprocess.run(
        command, cwd=ROOT, env=env, input=json.dumps(codes), capture_output=True, text=True, check=False
    )
    if ended.returncode:
        raise RuntimeError(f"expected the mutants to run, got\n{ended.stderr}")
    return [[Ran(outputs, fault) for outputs, fault in block] for block in json.loads(ended.stdout)]


def with_mutants(code: str, seconds: int) -> list[Ran]:
    """What came of a block as it is, and of its mutants."""
    tree = ast.parse(code)
    right, took = in_a_child(tree, seconds)
    bound = min(seconds, 1 + math.ceil(3 * took))
    mutants = (snippet_mutants.mutant(tree, number)[0] for number in range(len(snippet_mutants.operators(tree))))
    return [right, *(in_a_child(mutant, bound)[0] for mutant in mutants)]


def in_a_child(tree: ast.Module, seconds: int) -> tuple[Ran, float]:
    """What a block prints, run in a child with bounds on its time and memory, and the seconds that it computed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        work(tree, seconds, writing)
    os.close(writing)
    said = b""
    # One that sleeps computes nothing, and a busy machine makes all wait: hence a second bound, far off.
    while select.select([reading], [], [], 20 * seconds)[0] and (part := os.read(reading, 2**16)):
        said += part
    os.close(reading)
    os.kill(child, signal.SIGKILL)
    used = os.wait4(child, 0)[2]
    try:
        ran = Ran(json.loads(said), "")
    except ValueError:
        ran = Ran([], "it ended, or was stopped, before its last statement")
    return ran, used.ru_utime + used.ru_stime


def work(tree: ast.Module, seconds: int, writing: int) -> None:
    """Be the child: run the block, tell what it printed, end without tidying up what belongs to the parent."""
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        if sys.platform == "linux":
            used = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[0]) * resource.getpagesize()
            resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
        told = json.dumps(console.told(tree)).encode()
        while told:
            told = told[os.write(writing, told) :]
    finally:
        os._exit(0)


def main() -> None:
    """Run the blocks that are given on standard input; tell what came of each."""
    seconds, packages = int(sys.argv[1]), sys.argv[2:]
    for name in packages:
        importlib.import_module(name)
    codes = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        ran = [with_mutants(code, seconds) for code in codes]
        os.chdir(ROOT)
    print(json.dumps([[(one.outputs, one.fault) for one in block] for block in ran]))


if __name__ == "__main__":
    main()
