"""Care that reaches nobody: suppliers with no need within their reach."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.access.catchment import floating_catchment
from analytics.access.levels import steps_of_journey
from analytics.access.replicates import pace_of
from analytics.access.supply import contact_share
from analytics.assumptions import assumption
from analytics.measures.ground import Ground
from analytics.measures.marks import blanked

STRANDED = "no need within reach"
AWAY = "beyond reach of every area here"
ROW = ["travel_minutes", "why", "kind", "provider"]


def stranded_supply(
    ground: Ground, need: NDArray[np.float64], travels: Sequence[int]
) -> pd.DataFrame:
    """List the suppliers whose hours reach no need of ours, and their hours.

    Parameters
    ----------
    need : ndarray of shape (1, n_areas, n_needs), hours a week
        With assumptions as we hold them; our estimate first.
    travels : sequence of int, minutes

    Returns
    -------
    DataFrame, one row for each travel_minutes, why, kind and provider
        provider is an organisation's name; all that is not named goes together as
        "not named". suppliers (count) and contact_hours (hours a week), which are
        suppressed where fewer workers stand behind them than we may tell of.
    """
    parts = [
        rows.assign(travel_minutes=int(travel))
        for travel in travels
        for rows in (
            _stranded(ground, need, travel),
            ground.away.assign(why=AWAY),
        )
    ]
    rows = pd.concat(parts, ignore_index=True)
    named = rows["is_named"].astype(bool) & rows["name"].notna()
    rows["provider"] = rows["name"].astype(object).where(named, "not named")
    rows["contact_hours"] = rows["weekly_hours"] * contact_share(ground.held)[0]
    rows["unnamed_workers"] = rows["workers"].where(~named)
    listed = rows.groupby(ROW, as_index=False).agg(
        suppliers=("contact_hours", "size"),
        contact_hours=("contact_hours", "sum"),
        unnamed_workers=("unnamed_workers", "sum"),
    )
    least = assumption("protect.least_contributors", ground.on).value
    few = (listed["provider"] == "not named") & (listed["unnamed_workers"] < least)
    blanked(listed, "contact_hours", few.to_numpy(bool), "suppressed")
    return listed.drop(columns="unnamed_workers")


def _stranded(ground: Ground, need: NDArray[np.float64], travel: int) -> pd.DataFrame:
    found = floating_catchment(
        ground.locality.areas,
        need[0, :, 0],
        ground.locality.sites,
        ground.locality.hours,
        pace=pace_of(ground.held)[0],
        limit=ground.locality.limits(travel),
        decay=steps_of_journey(ground.on),
    )
    return ground.supply[found.need_in_reach == 0].assign(why=STRANDED)
