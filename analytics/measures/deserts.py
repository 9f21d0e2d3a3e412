"""Where people cannot get care: verdicts, lists, and who reaches each area."""

from __future__ import annotations

import logging
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pandas as pd

from analytics.access.levels import travel_levels
from analytics.access.locality import need_of
from analytics.measures.desert_columns import empty_tables
from analytics.measures.desert_reach import area_reach
from analytics.measures.desert_verdicts import (
    Journey,
    Needs,
    suppliers_by_kind,
    verdicts_of,
)
from analytics.measures.ground import read_ground
from analytics.measures.in_reach import drawn_in_reach, held_in_reach
from analytics.measures.stranded import stranded_supply

if TYPE_CHECKING:
    from data.vault import Vault

log = logging.getLogger(__name__)


def care_deserts(vault: Vault) -> dict[str, pd.DataFrame]:
    """Judge every area of a council, at every level that a reader may ask for.

    Returns
    -------
    dict of DataFrame
        area_verdicts: one row for each area, kind, need, travel_minutes and line.
        desert_lists: one row for each kind, need, travel_minutes and line.
        area_reach: one row for each area and travel_minutes.
        stranded_supply: one row for each travel_minutes, provider and cause.
        Columns and units as in analytics/catalogue/deserts_tables.py. All are without
        rows when no supplier has a place that we know.
    """
    ground = read_ground(vault)
    if ground is None:
        return empty_tables()
    travels = travel_levels(vault.as_of).tolist()
    held_need = need_of(ground.locality, ground.held)
    drawn_need = need_of(ground.locality, ground.replicates)
    n_own = ground.locality.n_own
    needs = Needs(held_need[0, :n_own], drawn_need[:, :n_own])
    held = {travel: held_in_reach(ground, held_need, travel) for travel in travels}
    longest = max(travels)
    beyond_reach, _ = suppliers_by_kind(ground, longest)

    def judged(travel: int) -> tuple[pd.DataFrame, pd.DataFrame]:
        suppliers, free = suppliers_by_kind(ground, travel)
        journey = Journey(
            minutes=travel,
            access=drawn_in_reach(ground, drawn_need, travel),
            held=held[travel],
            held_at_longest=held[longest],
            suppliers=suppliers,
            free=free,
            suppliers_at_longest=beyond_reach[:, 0],
        )
        found = verdicts_of(ground, journey, needs)
        log.info("Judged %s areas at journeys of %s minutes", n_own, travel)
        return found

    # Arrays let go of the interpreter, so that each core takes a journey in turn.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        parts = list(pool.map(judged, travels))
    return {
        "area_verdicts": pd.concat([part[0] for part in parts], ignore_index=True),
        "desert_lists": pd.concat([part[1] for part in parts], ignore_index=True),
        "area_reach": area_reach(ground, held_need, travels),
        "stranded_supply": stranded_supply(ground, held_need, travels),
    }
