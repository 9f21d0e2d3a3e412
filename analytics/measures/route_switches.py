"""Who is on another route a year later."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analytics.measures.uptake import ROUTES, told_quarters
from data.queries.lasting import read_route_switches

if TYPE_CHECKING:
    from data.vault import Vault

A_YEAR = 4  # quarters
OUTSIDE = "none"


def route_switches(vault: Vault) -> dict[str, pd.DataFrame]:
    """Count people by route on a quarter's end, and a year later.

    Returns
    -------
    dict of DataFrame
        route_switches: one row for each year_end (the last quarter's end that the file
        tells, and those whole years before it), route_before and route_after (none: no
        arrangement open that day; never none to none), with people (persons). Each
        combination is there, with a true zero.
    """
    found = read_route_switches(vault)
    days, _ = told_quarters(vault)
    ends = [pd.Timestamp(day) for day in days[::-1][::A_YEAR] if len(days) > A_YEAR]
    ends = sorted(end for end in ends if end >= pd.Timestamp(days[A_YEAR]))
    levels = [*ROUTES, OUTSIDE]
    grid = pd.MultiIndex.from_product(
        [ends, levels, levels], names=["year_end", "route_before", "route_after"]
    )
    found["year_end"] = pd.to_datetime(found["year_end"])
    people = found.set_index(grid.names)["people"].reindex(grid, fill_value=0)
    frame = people.rename("people").reset_index()
    stayed_out = (frame["route_before"] == OUTSIDE) & (frame["route_after"] == OUTSIDE)
    return {"route_switches": frame[~stayed_out].reset_index(drop=True)}
