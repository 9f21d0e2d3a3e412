"""Floating catchments beside PySAL `access`: like for like, cold and warm."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any
from unittest.mock import patch

import numpy as np
import pandas as pd
from access import weights as pysal
from access.fca import two_stage_fca
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from analytics.access.catchment import floating_catchment
from analytics.access.decay import Decay, gaussian, stepped, uniform
from bench.geography import Nation, load, nation, save
from bench.verdicts import County, judge_the_county

TEMPLATE = Path(__file__).with_suffix(".md")
DOCUMENT = Path(__file__).parents[1] / "docs" / "performance.md"
LIMIT = 16.0  # minutes at a kilometre a minute, so 16 km
PACE = [0.001, 0.001, 0.001]
WARM_RUNS = 5
# Processor time on one thread, so that what else a machine does weighs little.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
MB, KIB = 1e6, 1024
PROCESS = Path("/proc/self")
END = np.exp(-0.5)


def steps_of_column(minutes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weigh a column of journeys as E2SFCA does."""
    return np.select(
        [minutes <= LIMIT / 3, minutes <= LIMIT * 2 / 3, minutes <= LIMIT],
        [1.0, 0.68, 0.22],
        0.0,
    )


def bell(minutes: Any) -> Any:
    """Weigh one journey, or a column of them, by Dai's bell."""
    return (pysal.gaussian(LIMIT)(minutes) - END) / (1 - END)


@dataclass(frozen=True)
class Measure:
    """One measure: our decay, PySAL's weight of a pair, and of a column of pairs."""

    ours: Decay
    pair: Callable[[Any], Any] | None
    column: Callable[[Any], Any] | None


STEPS = {LIMIT / 3: 1, LIMIT * 2 / 3: 0.68, LIMIT: 0.22}
MEASURES = {
    "2SFCA": Measure(uniform, None, None),
    "E2SFCA": Measure(
        stepped((1.0, 0.68, 0.22)), pysal.step_fn(STEPS), steps_of_column
    ),
    "Gaussian": Measure(gaussian, bell, bell),
}
WAYS = {
    "ours": "ours, from coordinates",
    "table": "PySAL, cost table given",
    "whole": "PySAL, cost table built from coordinates",
    "column": "PySAL, table given, weights asked for once a column",
}


def cost_table(held: Nation) -> pd.DataFrame:
    """List every pair within reach with its minutes, as PySAL takes it."""
    areas, sites = (np.column_stack([p.x_m, p.y_m]) for p in (held.areas, held.sites))
    pairs = cKDTree(areas).sparse_distance_matrix(
        cKDTree(sites), LIMIT / PACE[0], output_type="coo_matrix"
    )
    return pd.DataFrame(
        {
            "origin": pairs.row,
            "dest": pairs.col + len(areas),
            "cost": pairs.data * PACE[0],
        }
    )


def run_ours(held: Nation, measure: Measure) -> NDArray[np.float64]:
    """Measure access our way."""
    return floating_catchment(
        *held[1:], pace=PACE, limit=LIMIT, decay=measure.ours
    ).access


def run_theirs(
    held: Nation, weigh: Callable[[Any], Any] | None, table: pd.DataFrame
) -> NDArray[np.float64]:
    """Measure access PySAL's way."""
    n_areas, n_sites = len(held.areas), len(held.sites)
    found = two_stage_fca(
        pd.DataFrame({"geoid": np.arange(n_areas), "demand": held.need}),
        pd.DataFrame({"supply": held.hours}, index=n_areas + np.arange(n_sites)),
        table,
        max_cost=LIMIT,
        demand_index="geoid",
        demand_name="demand",
        supply_name="supply",
        weight_fn=weigh,
    )
    return found.reindex(range(n_areas)).fillna(0.0).to_numpy()


def way_of(name: str, held: Nation, measure: Measure) -> Callable[[], object]:
    """Return what is timed."""
    if name == "ours":
        return lambda: run_ours(held, measure)
    if name == "whole":
        return lambda: run_theirs(held, measure.pair, cost_table(held))
    table = cost_table(held)
    if name == "table":
        return lambda: run_theirs(held, measure.pair, table)

    def a_column_at_once() -> object:
        with WHOLE_COLUMN:
            return run_theirs(held, measure.column, table)

    return a_column_at_once


WHOLE_COLUMN = patch.object(pd.Series, "apply", lambda column, weigh: weigh(column))


def time_one(name: str, measure: str, ground: str) -> dict[str, float]:
    """Time one way of one measure in this process: first call, then the median."""
    held = load(Path(ground))
    run = way_of(name, held, MEASURES[measure])
    # Linux: forget the highest mark so far, which is the parent's at first.
    (PROCESS / "clear_refs").write_text("5")
    before = memory("VmRSS")
    seconds = []
    for _ in range(1 + WARM_RUNS):
        began = process_time()
        run()
        seconds.append(process_time() - began)
    return {
        "cold": seconds[0],
        "warm": statistics.median(seconds[1:]),
        "mb": (memory("VmHWM") - before) * KIB / MB,
    }


def memory(mark: str) -> int:
    """Read one of this process's marks of memory, in KiB."""
    lines = (PROCESS / "status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(mark))


def in_new_process(name: str, measure: str, ground: Path) -> dict[str, float]:
    """Time one way of one measure where nothing is warm."""
    said = subprocess.run(
        [sys.executable, "-m", "bench.access", name, measure, str(ground)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[1],
        env={**os.environ, **ONE_THREAD},
    )
    timed: dict[str, float] = json.loads(said.stdout)
    return timed


def agreement(held: Nation) -> dict[str, float]:
    """Find the largest relative difference from PySAL, of every measure."""
    table = cost_table(held)
    worst = {}
    for name, measure in MEASURES.items():
        with WHOLE_COLUMN:
            theirs = run_theirs(held, measure.column, table)
        ours = run_ours(held, measure)
        worst[name] = float(np.max(np.abs(ours - theirs) / np.maximum(theirs, 1e-12)))
    return worst


def main() -> None:
    """Time every way of every measure and write the document."""
    held = nation()
    pairs = len(cost_table(held))
    with TemporaryDirectory() as folder:
        ground = Path(folder) / "ground.npz"
        save(held, ground)
        rows = [
            (measure, name, in_new_process(name, measure, ground))
            for measure in MEASURES
            for name in WAYS
            # 2SFCA asks for no weights, so there is nothing to ask once a column.
            if not (measure == "2SFCA" and name == "column")
        ]
    said = document(held, pairs, rows, agreement(held), judge_the_county())
    DOCUMENT.write_text(said, "utf-8")
    sys.stdout.write(f"Wrote {DOCUMENT}\n")


def document(
    held: Nation,
    pairs: int,
    rows: list[tuple[str, str, dict[str, float]]],
    worst: dict[str, float],
    county: County,
) -> str:
    """Write the page: what was run, how long each way took, and what it means."""
    ours = {measure: timed for measure, name, timed in rows if name == "ours"}
    lines = []
    for measure, name, timed in rows:
        cold, warm = (timed[k] / ours[measure][k] for k in ("cold", "warm"))
        beside = "1" if name == "ours" else f"{cold:.1f} and {warm:.1f}"
        lines.append(
            f"| {measure} | {WAYS[name]} | {timed['cold']:.2f} | {timed['warm']:.2f} "
            f"| {beside} | {timed['mb']:,.0f} |"
        )
    place = "England" if held.is_real else "a made-up nation (no published files)"
    differences = "; ".join(f"{name} {each:.0e}" for name, each in worst.items())
    return TEMPLATE.read_text("utf-8").format(
        place=place,
        areas=len(held.areas),
        sites=len(held.sites),
        pairs=pairs / 1e6,
        limit=LIMIT,
        machine=f"{platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, numpy {np.__version__}",
        runs=WARM_RUNS,
        rows="\n".join(lines),
        differences=differences,
        county=county,
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.stdout.write(json.dumps(time_one(*sys.argv[1:])))
    else:
        main()
