"""A race of peers on one task: in turns, on one thread, to the same loss."""

from __future__ import annotations

import os
import subprocess
import sys
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import numpy as np

import nnref
from scripts.benchmarks.activation_cost import ONE_THREAD, machine, significant
from scripts.benchmarks.peers import PEERS, Contender, NNRef, Task, Weights

# What slows the matrix products of NumPy alone would make the comparison unfair to it.
TUNING = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "KERAS_BACKEND": "tensorflow"}
XLA = {"XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"}
SAME_LOSS = 1e-3
"""How far from nnref's loss a contender may end, relatively: float32, and PyTorch's place of epsilon."""


def run(task: Task, names: list[str], rounds: int, label: str) -> tuple[dict[str, list[float]], dict[str, Weights]]:
    """Let all train the same, in turns; return everyone's seconds, round by round, and the weights they end with."""
    contenders: dict[str, Contender] = {"nnref": NNRef(task)} | {name: PEERS[name][0](task) for name in names}
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for number in range(rounds + 1):  # the first is for compilers and caches
        if sys.stderr.isatty():
            print(f"\r{label}: round {number}/{rounds}", end="\n" if number == rounds else "", file=sys.stderr)
        for name, contender in contenders.items():
            contender.reset()
            start = perf_counter()
            contender.train()
            if number:
                times[name].append(perf_counter() - start)
    return times, {name: contender.weights() for name, contender in contenders.items()}


def results(task: Task, times: dict[str, list[float]], weights: dict[str, Weights]) -> dict[str, dict[str, Any]]:
    """Return everyone's time a step, how many times faster nnref is, and the loss they reach (in float64)."""
    own = times["nnref"]
    entries = {}
    for name, seconds in times.items():
        low, _, high = quantiles([other / mine for other, mine in zip(seconds, own, strict=True)], n=4)
        entries[name] = {
            "microseconds_a_step": float(f"{median(seconds) / task.steps * 1e6:.3g}"),
            "nnref_is_faster_by": significant(median(seconds) / median(own)),
            "quartiles": [significant(low), significant(high)],
            "loss": float(f"{task.network(weights[name], np.float64).loss(task.x, task.y):.6g}"),
        }
    return entries


def disagreements(entries: dict[str, dict[str, Any]]) -> list[str]:
    """Return the names of those who did not reach nnref's loss."""
    loss = entries["nnref"]["loss"]
    return [name for name, entry in entries.items() if not abs(entry["loss"] - loss) <= SAME_LOSS * abs(loss)]


def conditions(command: str, versions: dict[str, str], missing: list[str], rounds: int) -> dict[str, Any]:
    """Return what a record says about its circumstances, apart from its date."""
    return {
        "command": command,
        "machine": machine(),
        "versions": {"nnref": nnref.__version__} | versions,
        "not_measured": missing,
        "rounds": rounds,
        "conditions": "one thread, float32, contenders taking turns, medians; the same weights at first, the same batches in "
        f"the same order, Adam; {' and '.join(TUNING)} not set; compilation not timed",
    }


def restart_on_one_thread(module: str) -> int | None:
    """Run `module` again in a fitting environment and return its exit code, or None if this is it.

    The libraries read their environment once, when they are loaded, so it must stand before the program starts.
    """
    wanted = ONE_THREAD | QUIET | XLA
    if all(os.environ.get(name) == value for name, value in wanted.items()) and not set(TUNING) & set(os.environ):
        return None
    environment = {name: value for name, value in os.environ.items() if name not in TUNING} | wanted
    return subprocess.run([sys.executable, "-m", module], env=environment, check=False).returncode
