"""Who each tier reaches, and what happens if a Tier 3 provider is phased out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analytics.access.levels import travel_levels
from analytics.assumptions import assumption
from analytics.measures.ground import BOUNDARY, Ground, read_ground
from analytics.measures.marks import blanked
from analytics.measures.phasing_columns import empty
from analytics.measures.phasing_takers import Taken, openings_of, taken
from analytics.measures.phasing_verdicts import Verdicts, verdicts_without
from analytics.measures.tier_reach import TIERS, tier_reach
from data.queries.phasing import read_clients_by_area, read_tiers_held

if TYPE_CHECKING:
    from data.vault import Vault

PHASED = TIERS[2]
DESERT = "desert"


def phasing(vault: Vault) -> dict[str, pd.DataFrame]:
    """Say whom each tier reaches, and what each Tier 3 provider's leaving would do.

    Its workers are taken to leave with it, as nobody can know who would stay.

    Returns
    -------
    dict of DataFrame
        tier_reach: one row for each area and travel_minutes.
        phase_out: one row for each Tier 3 provider.
        phase_out_areas: one row for each of them and area where its people live or
        its care reaches.
        phase_out_takers: one row for each of them and who could take its hours.
        Columns and units as in analytics/catalogue/phasing_tables.py. Without rows
        where nothing can be judged.
    """
    ground = read_ground(vault)
    if ground is None:
        return empty()
    tiers = read_tiers_held(vault)
    reach = tier_reach(ground, tiers, travel_levels(ground.on).tolist())
    leaving = tiers[tiers["tier"] == PHASED]
    if leaving.empty:
        return {**empty(), "tier_reach": reach}
    travel = int(assumption("access.travel_limit", ground.on).value)
    verdicts = verdicts_without(ground, leaving["provider_id"].tolist(), travel)
    openings = openings_of(ground, tiers, travel)
    clients = read_clients_by_area(vault)
    heads, areas, takers = [], [], []
    for provider in leaving.to_dict("records"):
        own = _Clients(clients, str(provider["provider_id"]), ground)
        found = taken(openings, own.provider_id, own.hours, ground)
        rows = _areas(own, found, ground, verdicts)
        heads.append(_head(provider, own, found, rows))
        areas.append(rows)
        takers.append(found.takers.assign(provider_id=own.provider_id))
    return {
        "tier_reach": reach,
        "phase_out": _marked(pd.DataFrame(heads)),
        "phase_out_areas": pd.concat(areas, ignore_index=True),
        "phase_out_takers": pd.concat(takers, ignore_index=True),
    }


class _Clients:
    """The people of one provider: those in our areas, and the others.

    Attributes
    ----------
    people, hours : ndarrays of shape (n_own,), people and hours a week
    people_elsewhere : people whose home is not known, or in no area of the council
    hours_elsewhere : hours a week of theirs
    without_hours : arrangements that state no hours
    """

    def __init__(self, clients: pd.DataFrame, provider_id: str, ground: Ground) -> None:
        mine = clients[clients["provider_id"] == provider_id]
        here = mine["area_code"].isin(ground.own["area_code"])
        placed = mine[here].set_index("area_code")
        at = ground.own["area_code"]
        self.provider_id = provider_id
        self.people = at.map(placed["people"]).fillna(0).to_numpy(float)
        self.hours = at.map(placed["weekly_hours"]).fillna(0.0).to_numpy(float)
        self.people_elsewhere = int(mine.loc[~here, "people"].sum())
        self.hours_elsewhere = float(mine.loc[~here, "weekly_hours"].fillna(0).sum())
        self.without_hours = int(mine["without_hours"].sum())


def _areas(
    own: _Clients, found: Taken, ground: Ground, verdicts: Verdicts
) -> pd.DataFrame:
    """Return the areas that a provider's leaving touches."""
    without = verdicts.columns[own.provider_id]
    before, after = verdicts.held[:, 0], verdicts.held[:, without]
    is_known = ~np.isin(verdicts.why, [BOUNDARY]) & ground.own["is_known"].to_numpy(
        bool
    )
    is_judged = verdicts.why == ""
    frame = pd.DataFrame(
        {
            "provider_id": own.provider_id,
            "area_code": ground.own["area_code"].to_numpy(object),
            "people": own.people,
            "weekly_hours": own.hours,
            "shares_shortage": found.placement.short,
            "hours_in_reach": before,
            "hours_in_reach_without": after,
            "chance": verdicts.chance[:, 0],
            "chance_without": verdicts.chance[:, without],
            "verdict": verdicts.words[:, 0],
            "verdict_without": verdicts.words[:, without],
            "falls_below": is_judged
            & (before >= verdicts.line)
            & (after < verdicts.line),
            "becomes_desert": (verdicts.words[:, without] == DESERT)
            & (verdicts.words[:, 0] != DESERT),
        }
    )
    for column in ("hours_in_reach", "hours_in_reach_without"):
        blanked(frame, column, ~is_known, "not_supplied")
    for column in ("chance", "chance_without"):
        blanked(frame, column, is_known & ~is_judged, "not_applicable")
        blanked(frame, column, ~is_known, "not_supplied")
    touched = (own.people > 0) | (before - after > 0)
    return frame[touched].reset_index(drop=True)


def _head(
    provider: dict[Any, Any], own: _Clients, found: Taken, areas: pd.DataFrame
) -> dict[str, Any]:
    name = provider["provider_name"]
    return {
        "provider_id": own.provider_id,
        "provider_label": name if isinstance(name, str) else own.provider_id,
        "kind": provider["kind"],
        "decided_on": provider["decided_on"],
        "people": float(own.people.sum() + own.people_elsewhere),
        "people_elsewhere": float(own.people_elsewhere),
        "weekly_hours": float(own.hours.sum() + own.hours_elsewhere),
        "hours_elsewhere": own.hours_elsewhere,
        "without_hours": float(own.without_hours),
        "hours_placed": float(found.placement.placed.sum()),
        "hours_unplaced": float(found.placement.unplaced.sum()),
        "hours_free_in_reach": found.free_in_reach,
        "places_unsaid": float(found.places_unsaid),
        "areas_with_people": float((areas["people"] > 0).sum()),
        "areas_falling_below": float(areas["falls_below"].sum()),
        "areas_becoming_desert": float(areas["becomes_desert"].sum()),
    }


def _marked(heads: pd.DataFrame) -> pd.DataFrame:
    """Blank the hours of providers whose arrangements state none."""
    none_said = (heads["people"] > 0) & (heads["weekly_hours"] == 0)
    for column in ("weekly_hours", "hours_placed", "hours_unplaced"):
        blanked(heads, column, none_said.to_numpy(bool), "not_supplied")
    return heads
