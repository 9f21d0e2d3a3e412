"""What care costs each week by route, and who pays which part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analytics.measures.marks import blanked
from data.queries.waiting import read_spend_by_route

if TYPE_CHECKING:
    from data.vault import Vault

ROUTES = ("direct_payment", "isf", "managed_budget", "commissioned")
COUNTS = ["people", "arrangements", "without_budget", "without_contribution"]
POUNDS = ["budget_gbp", "chc_gbp", "contribution_gbp"]


def spend_by_route(vault: Vault) -> dict[str, pd.DataFrame]:
    """Add up weekly budgets by the route of each open arrangement.

    Returns
    -------
    dict of DataFrame
        spend_by_route: one row for each route: people (once on each route they have),
        arrangements, without_budget and without_contribution (arrangements that state
        none); budget_gbp (gross), of it chc_gbp (continuing health care) and
        contribution_gbp (people's own), £ a week, of those that state one.
    """
    found = read_spend_by_route(vault).set_index("route")
    frame = found.reindex(pd.Index(ROUTES, name="route")).reset_index()
    nobody = frame["arrangements"].isna()
    frame[COUNTS] = frame[COUNTS].fillna(0).astype("int64")
    frame[POUNDS] = frame[POUNDS].astype(float).mask(nobody, 0.0)
    frame["chc_gbp"] = frame["chc_gbp"].mask(frame["budget_gbp"].isna())
    for column in POUNDS:
        blanked(frame, column, frame[column].isna().to_numpy(bool), "not_supplied")
    return {"spend_by_route": frame}
