"""Care within reach if every registered office had the same hours: no verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.access.catchment import floating_catchment, furthest_metres
from analytics.access.levels import steps_of_journey, travel_levels
from analytics.access.need import BANDS, estimated_need
from analytics.access.reach import sums_in_reach
from analytics.access.replicates import central, pace_of
from analytics.access.travel import Points, points_of
from analytics.assumptions import assumption
from analytics.measures.marks import blanked
from analytics.measures.surroundings import (
    areas_around,
    leaves_known,
    nation_of,
    outlines_of,
)
from data.queries.offices import read_cqc_coverage, read_registered_offices

if TYPE_CHECKING:
    from data.vault import Vault


def registered_office_access(vault: Vault) -> dict[str, pd.DataFrame]:
    """Measure what would be in reach if each registered office had h hours a week.

    An office is not a place of care, so this gives no verdict, no list, no chance.

    Returns
    -------
    dict of DataFrame
        registered_office_areas: one row for each area and travel_minutes, with
        offices_in_reach (count) and hours_per_hour_needed (hours for each hour of
        need). Not supplied where the area's catchment, at the longest journey of the
        range, leaves the councils of the CQC file; not applicable where nobody needs
        care.
    """
    on = vault.as_of
    travels = travel_levels(on).tolist()
    pace = pace_of(central(on))[0]
    widest = furthest_metres(pace, np.array([float(max(travels))])).max()
    areas = areas_around(vault, within_m=2 * float(widest))
    n_own = int(areas["is_own"].sum())
    covered = areas["council_code"].isin(_councils_covered(vault))
    leaves = leaves_known(areas, outlines_of(vault, areas), covered, pace, max(travels))
    unknown = leaves | ~areas["is_known"][:n_own].to_numpy(bool)
    people = areas[list(BANDS)].fillna(0.0).to_numpy(float)
    need = estimated_need(people, central(on), nation_of(vault))[0]
    points, offices = points_of(areas), _offices(vault, areas)
    hours = assumption("access.hours_per_registered_office", on).value
    parts = []
    for travel in travels:
        frame = _at_journey(points, need, offices, travel, hours, vault).iloc[:n_own]
        frame.insert(0, "area_code", areas["area_code"][:n_own])
        blanked(frame, "hours_per_hour_needed", need[:n_own] <= 0, "not_applicable")
        for column in ("offices_in_reach", "hours_per_hour_needed"):
            blanked(frame, column, unknown, "not_supplied")
        parts.append(frame.assign(travel_minutes=travel))
    return {"registered_office_areas": pd.concat(parts, ignore_index=True)}


def _councils_covered(vault: Vault) -> pd.Series[str]:
    """Return the councils of which the CQC files list enough to be more than a sample.

    An area beside a council of which one office is listed would else seem to have no
    other office near.
    """
    listed = read_cqc_coverage(vault)
    least = assumption("access.least_locations_listed", vault.as_of).value
    return listed.loc[listed["n_locations"] >= least, "council_code"]


def _offices(vault: Vault, areas: pd.DataFrame) -> Points:
    """Return where the offices are; those of an unknown postcode are nowhere."""
    offices = read_registered_offices(vault).dropna(subset=["x_m", "y_m"])
    rurality = areas.set_index("area_code")["ruc_group"]
    return points_of(offices.assign(ruc_group=offices["area_code"].map(rurality)))


def _at_journey(
    points: Points,
    need: NDArray[np.float64],
    offices: Points,
    travel: int,
    hours: float,
    vault: Vault,
) -> pd.DataFrame:
    pace = pace_of(central(vault.as_of))[0]
    limit = np.full(len(offices), float(travel))
    in_reach = sums_in_reach(
        points, offices, np.ones((len(offices), 1)), pace=pace, limit=limit
    )
    access = floating_catchment(
        points,
        need,
        offices,
        np.full(len(offices), hours),
        pace=pace,
        limit=limit,
        decay=steps_of_journey(vault.as_of),
    ).access
    return pd.DataFrame(
        {"offices_in_reach": in_reach[:, 0], "hours_per_hour_needed": access}
    )
