"""A nation to measure on: England where its files lie beside us, else one made up."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from analytics.access.travel import Points

PUBLISHED = Path(
    os.environ.get(
        "MARKET_SHAPER_PUBLISHED",
        Path(__file__).parents[2] / "shared" / "published",
    )
)
POSTCODES = PUBLISHED / "postcodes" / "england_live_postcodes_lad25_lsoa11_osgb.csv.gz"
N_SITES = 13_000  # about the homes, offices and surgeries of a nation
N_AREAS = 32_847  # LSOAs of England in 2011
TOWNS = 900
SEED = 20


class Nation(NamedTuple):
    """Areas that need care, and sites that give it.

    Attributes
    ----------
    is_real : areas are England's, and sites are postcodes drawn from its own
    """

    is_real: bool
    areas: Points
    need: NDArray[np.float64]
    sites: Points
    hours: NDArray[np.float64]


def nation() -> Nation:
    """Lay out a nation, the same at every call."""
    rng = np.random.default_rng(SEED)
    is_real = POSTCODES.exists()
    areas, sites = _england() if is_real else _made_up(rng)
    return Nation(
        is_real,
        areas,
        rng.uniform(50, 300, len(areas)),
        sites,
        rng.uniform(50, 900, len(sites)),
    )


def _england() -> tuple[Points, Points]:
    import polars as pl  # a process that is timed loads a nation, and needs none

    columns = ["lsoa11cd", "oseast1m", "osnrth1m"]
    postcodes = pl.read_csv(POSTCODES, columns=columns).drop_nulls()
    centres = postcodes.group_by("lsoa11cd").agg(pl.all().mean()).sort("lsoa11cd")
    return _points(centres), _points(postcodes.sample(N_SITES, seed=SEED))


def _points(frame: Any) -> Points:
    x, y = (frame[name].to_numpy().astype(float) for name in frame.columns[-2:])
    return Points(x, y, np.zeros(len(frame), np.int8))


def _made_up(rng: np.random.Generator) -> tuple[Points, Points]:
    """Scatter areas and sites round towns of unequal size."""
    towns = rng.uniform(0, (450_000, 550_000), (TOWNS, 2))
    size = rng.pareto(1.2, TOWNS) + 0.2

    def around(n: int) -> Points:
        which = rng.choice(TOWNS, n, p=size / size.sum())
        spread = 1500 * size[which, np.newaxis] ** 0.5
        x, y = (towns[which] + rng.normal(0, 1, (n, 2)) * spread).T
        return Points(x, y, np.zeros(n, np.int8))

    return around(N_AREAS), around(N_SITES)


def save(held: Nation, path: Path) -> None:
    """Keep a nation in a file, so that a process may be timed without reading it in."""
    parts = {
        f"{name}_{part}": getattr(getattr(held, name), part)
        for name in ("areas", "sites")
        for part in ("x_m", "y_m", "rurality")
    }
    np.savez(path, is_real=held.is_real, need=held.need, hours=held.hours, **parts)


def load(path: Path) -> Nation:
    """Read a nation that was kept."""
    with np.load(path) as kept:
        areas, sites = (
            Points(*(kept[f"{name}_{part}"] for part in ("x_m", "y_m", "rurality")))
            for name in ("areas", "sites")
        )
        return Nation(bool(kept["is_real"]), areas, kept["need"], sites, kept["hours"])
