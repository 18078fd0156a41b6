"""Tasks in forked processes, some at a time, each with a limit on its processor time and memory."""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
import signal
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Any, NamedTuple

PATIENCE = 10  # a machine with other work gives a process this small a share of a processor, and no smaller
MEMORY = 6 * 2**30  # bytes of addresses that a task may take beyond what it began with
ENDS = (-signal.SIGXCPU, -signal.SIGPROF, -signal.SIGKILL)
FORK = multiprocessing.get_context("fork")


class Died(NamedTuple):
    """How a task ended that did not answer: out of time, out of memory, or by a signal."""

    why: str


class TaskError(Exception):
    """A task that raised an exception."""


class Task(NamedTuple):
    """Something to do in a process of its own, and the processor time, in seconds, that it may take."""

    name: Any
    work: Callable[[], Any]
    seconds: float


class _Running(NamedTuple):
    task: Task
    process: ForkProcess
    until: float


def run(tasks: Iterable[Task], jobs: int) -> Iterator[tuple[Any, Any]]:
    """Name and answer of each task, as they come; the next task is asked for only when there is room for it."""
    waiting, running = iter(tasks), dict[Connection, _Running]()
    try:
        while True:
            while len(running) < jobs and (task := next(waiting, None)) is not None:
                connection, started = _start(task)
                running[connection] = started
            if not running:
                return
            for ready in wait(list(running), timeout=1.0):
                assert isinstance(ready, Connection)
                task, process, _ = running.pop(ready)
                yield task.name, _answer(ready, process)
            for connection in [c for c, one in running.items() if time.monotonic() > one.until]:
                task, process, _ = running.pop(connection)
                process.kill()
                process.join()
                yield task.name, Died("time")
    finally:
        for one in running.values():
            one.process.kill()


def _start(task: Task) -> tuple[Connection, _Running]:
    ours, theirs = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_child, args=(task, theirs))
    process.start()
    theirs.close()
    return ours, _Running(task, process, time.monotonic() + PATIENCE * task.seconds)


def _child(task: Task, connection: Connection) -> None:
    gc.freeze()  # what was there before is never looked through again, and its pages stay shared
    silent = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silent, stream)
    seconds = int(task.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_addresses() + MEMORY, resource.RLIM_INFINITY))
    try:
        answer = task.work()
    except MemoryError:
        answer = Died("memory")
    except BaseException:
        answer = TaskError(f"{str(task.name)[:200]}\n{traceback.format_exc()}")
    connection.send(answer)
    connection.close()
    os._exit(0)


def _addresses() -> int:
    """The addresses in use, where the system tells."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _answer(connection: Connection, process: ForkProcess) -> Any:
    try:
        answer = connection.recv()
    except EOFError:
        process.join()
        return Died("time" if process.exitcode in ENDS else "crash")
    process.join()
    if isinstance(answer, TaskError):
        raise answer
    return answer
