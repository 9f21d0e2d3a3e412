"""How fast many events are counted and read: a section of the page on performance."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pandas as pd
import polars as pl

from bench import quarters, reading
from bench.access import DOCUMENT
from bench.timing import Timed
from data.readers.cld.fields import FIELDS, NOT_KEPT

TEMPLATE = Path(__file__).with_suffix(".md")
HEADING = "## Events and files of client-level data"
BUSY = 0.5  # waiting for the processor, on average, before a machine counts as busy


def main() -> None:
    """Time every way, and write the section anew in the page as it stands."""
    load = os.getloadavg()[0]
    with TemporaryDirectory() as folder:
        counted = quarters.measured(Path(folder))
    with TemporaryDirectory() as folder:
        read = reading.measured(Path(folder))
    before = DOCUMENT.read_text("utf-8").partition(HEADING)[0].rstrip()
    DOCUMENT.write_text(f"{before}\n\n{section(counted, read, load)}", "utf-8")
    sys.stdout.write(f"Wrote {DOCUMENT}\n")


def section(counted: dict[str, Timed], read: dict[str, Timed], load: float) -> str:
    """Write the section: what was run, how long each way took, and what it means."""
    ours, bare = counted["ours"], read["bare"]
    lines = [
        _line("10 million", "ours, DuckDB", ours, ours),
        _line("10 million", "pandas", counted["pandas"], ours),
        _line("100 million", "ours, held to 4 GiB", counted["many"], None),
    ]
    return TEMPLATE.read_text("utf-8").format(
        machine=f"{platform.machine()}, {os.cpu_count()} cores, DuckDB "
        f"{duckdb.__version__}, polars {pl.__version__}",
        runs=quarters.WARM_RUNS,
        noise=_noise(load),
        pandas=pd.__version__,
        quarters="\n".join(lines),
        rows=reading.ROWS,
        columns=len(FIELDS) + len(NOT_KEPT),
        reading="\n".join(
            _line("", said, read[way], bare).removeprefix("|  ")
            for way, said in (("ours", "ours, every check"), ("bare", "bare"))
        ),
    )


def _noise(load: float) -> str:
    """Say whether the machine had anything else to do."""
    if load < BUSY:
        return "The machine had nothing else to do."
    return (
        f"When this began, {load:.1f} other tasks on average wanted the same "
        f"{os.cpu_count()} cores."
    )


def _line(events: str, way: str, each: Timed, beside: Timed | None) -> str:
    def both(clock: float, work: float) -> str:
        return f"{clock:.1f} ({work:.1f})"

    ratio = ""
    if beside is not None:
        cold, warm = each.cold / beside.cold, each.warm / beside.warm
        worked = each.warm_work / beside.warm_work
        ratio = "1" if each is beside else f"{cold:.1f} and {warm:.1f} ({worked:.1f})"
    warm_told = "" if beside is None else both(each.warm, each.warm_work)
    return (
        f"| {events} | {way} | {both(each.cold, each.cold_work)} | {warm_told} "
        f"| {ratio} | {each.gib:.1f} |"
    )


if __name__ == "__main__":
    main()
