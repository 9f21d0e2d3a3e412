"""Time a call in a process of its own: by the clock, by the processor, its memory."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import perf_counter, process_time
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
KIB_IN_GIB = 1024**2


class Timed(NamedTuple):
    """Seconds of the first call in a new process, and the medians of the next.

    Attributes
    ----------
    cold, warm : by the clock
    cold_work, warm_work : by the processor, over every thread
    gib : the most memory that the process held
    answer : what the call returned
    """

    cold: float
    warm: float
    cold_work: float
    warm_work: float
    gib: float
    answer: int


def timed(call: Callable[[], int], warm_runs: int) -> Timed:
    """Time a call in this process."""
    clock, work = [], []
    answer = 0
    for _ in range(1 + warm_runs):
        began, worked = perf_counter(), process_time()
        answer = call()
        clock.append(perf_counter() - began)
        work.append(process_time() - worked)
    return Timed(
        clock[0],
        statistics.median(clock[1:] or clock),
        work[0],
        statistics.median(work[1:] or work),
        getrusage(RUSAGE_SELF).ru_maxrss / KIB_IN_GIB,
        answer,
    )


def in_new_process(module: str, *arguments: str) -> Timed:
    """Run a module that prints what it timed, where nothing is warm."""
    said = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=dict(os.environ),
    )
    return Timed(*json.loads(said.stdout.splitlines()[-1]))


def tell(measured: Timed) -> None:
    """Print what was timed, for the process that asked."""
    sys.stdout.write(json.dumps(measured) + "\n")
