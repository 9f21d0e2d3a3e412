"""Made-up counties for the study of the verdict: towns, villages, and gaps in care."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analytics.access.locality import Locality, need_of
from analytics.access.need import BANDS
from analytics.access.replicates import central
from analytics.access.supply import contact_share, kinds_of
from analytics.access.travel import Points

N_OWN, N_AROUND, N_SITES = 160, 60, 200
SIDE = 60_000.0  # metres
TOWN_SPREAD = 3_000.0  # metres
IN_TOWNS = 0.45  # of areas
GAPS, GAP_RADIUS = 2, 11_000.0  # places with little care, and metres round each
CARE_IN_GAPS = 0.15  # of what it is elsewhere
LEVEL = 1.5  # contact hours over hours needed, in all
PEOPLE = (900.0, 190.0, 120.0, 50.0)  # of each age in an area, by BANDS


def county(seed: int) -> Locality:
    """Make a county, the same for the same seed."""
    rng = np.random.default_rng([seed, 1])
    areas = _areas(rng)
    people = rng.gamma(8.0, np.array(PEOPLE) / 8.0, (len(areas), len(BANDS)))
    place = Locality(
        areas=areas,
        n_own=N_OWN,
        people=people,
        nation=people[:, 1:].sum(axis=0),
        planned=None,
        sites=areas.take(np.zeros(0, np.intp)),
        hours=np.zeros(0),
        own_limit=np.zeros(0),
        kinds=kinds_of([], np.zeros(0), most=1),
    )
    return _with_supply(place, rng)


def _areas(rng: np.random.Generator) -> Points:
    """Scatter areas: half about two towns, the others over the country and round it."""
    n_town = int(N_OWN * IN_TOWNS)
    towns = rng.uniform(0.25, 0.75, (2, 2)) * SIDE
    near = towns[rng.integers(0, 2, n_town)] + rng.normal(0, TOWN_SPREAD, (n_town, 2))
    country = rng.uniform(0, SIDE, (N_OWN - n_town, 2))
    around = rng.uniform(-0.3, 1.3, (N_AROUND * 8, 2)) * SIDE
    outside = ((around < 0) | (around > SIDE)).any(axis=1)
    spots = np.concatenate([near, country, around[outside][:N_AROUND]])
    rurality = np.repeat([0, 1], [n_town, len(spots) - n_town])
    rurality[n_town:] += rng.random(len(spots) - n_town) < 0.5
    return Points(spots[:, 0], spots[:, 1], rurality.astype(np.int8))


def _with_supply(place: Locality, rng: np.random.Generator) -> Locality:
    """Put care where need is, except round some gaps."""
    need = need_of(place, central())[0, :, 0]
    spots = np.column_stack([place.areas.x_m, place.areas.y_m])
    gaps = spots[rng.choice(N_OWN, GAPS, replace=False)]
    apart = np.linalg.norm(spots[:, np.newaxis] - gaps, axis=2).min(axis=1)
    pull = need * np.where(apart < GAP_RADIUS, CARE_IN_GAPS, 1.0)
    at = rng.choice(len(need), N_SITES, p=pull / pull.sum())
    size: NDArray[np.float64] = rng.gamma(1.5, 1.0, N_SITES)
    paid = LEVEL * need.sum() / contact_share(central())[0]
    return Locality(
        areas=place.areas,
        n_own=N_OWN,
        people=place.people,
        nation=place.nation,
        planned=None,
        sites=place.areas.take(at),
        hours=paid * size / size.sum(),
        own_limit=np.full(N_SITES, np.nan),
        kinds=kinds_of(["any"] * N_SITES, size, most=1),
    )
