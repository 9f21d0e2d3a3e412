"""What a verdict stands on: a council's areas, people, suppliers and coverage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.access.catchment import furthest_metres
from analytics.access.levels import travel_levels
from analytics.access.locality import Locality, within_earshot
from analytics.access.need import BANDS
from analytics.access.outlines import touching
from analytics.access.replicates import (
    Assumed,
    central,
    drawn,
    fast_pace,
    pace_of,
    supplier_errors,
)
from analytics.access.supply import kinds_of
from analytics.access.travel import points_of
from analytics.assumptions import assumption
from analytics.measures.surroundings import (
    areas_around,
    leaves_known,
    nation_of,
    outlines_of,
)
from data.queries.need import read_planned_hours, read_waiting_hours
from data.queries.supply import read_councils_with_known_supply, read_supply

if TYPE_CHECKING:
    from data.vault import Vault

NO_PEOPLE_KNOWN = "people or place not known"
BOUNDARY = "supply beyond the boundary unknown"
NO_PLAN = "planned hours not stated"
NO_NEED = "nobody here needs care"
LITTLE_NEED = "too little need to judge"


@dataclass(frozen=True)
class Ground:
    """One council, ready to be judged.

    Attributes
    ----------
    on : the date that assumptions are read for
    own : DataFrame, one row for each area of the council
    locality : its areas and neighbours, and the suppliers that matter to them
    supply : DataFrame, one row for each site of the locality
    away : DataFrame, suppliers out of every own area's reach
    held, replicates : our assumptions as we hold them, and as drawn
    errors : ndarray of shape (n_draws, n_sites), true over stated hours
    blank : longest journey -> ndarray of shape (n_own,), why an area has no value
    pairs : rows of areas that touch
    waiting : ndarray of shape (n_areas,), hours a week; None unless supplied
    """

    on: dt.date
    own: pd.DataFrame
    locality: Locality
    supply: pd.DataFrame
    away: pd.DataFrame
    held: Assumed
    replicates: Assumed
    errors: NDArray[np.float64]
    blank: Mapping[int, NDArray[np.object_]]
    pairs: list[tuple[int, int]]
    waiting: NDArray[np.float64] | None


def read_ground(vault: Vault) -> Ground | None:
    """Read what the verdicts of a council stand on.

    Returns
    -------
    Ground or None
        None when no supplier has a place that we know: then nothing can be judged.
    """
    on = vault.as_of
    held = central(on)
    n_draws = int(assumption("verdict.replicates", on).value)
    replicates = drawn(vault.seed, n_draws, on)
    supply = read_supply(vault)
    if supply.empty:
        return None
    longest = float(travel_levels(on).max())
    areas = _areas(vault, supply, replicates, longest)
    whole = _locality(vault, areas, supply)
    pace = np.concatenate([pace_of(held), pace_of(replicates)])
    locality, _, kept = within_earshot(whole, pace, longest)
    own = areas[areas["is_own"]].reset_index(drop=True)
    outlines = outlines_of(vault, areas)
    known = read_councils_with_known_supply(vault)["council_code"]
    covered = areas["council_code"].isin(known)
    errors = supplier_errors(vault.seed, n_draws, len(supply), on)
    waiting = _waiting(vault, own)
    if waiting is not None:
        beyond = np.zeros(len(locality.areas) - len(own))
        waiting = np.concatenate([waiting, beyond])
    return Ground(
        on=on,
        own=own,
        locality=locality,
        supply=supply[kept].reset_index(drop=True),
        away=supply[~kept].reset_index(drop=True),
        held=held,
        replicates=replicates,
        errors=errors[:, kept],
        blank=_blank(areas, outlines, covered, on),
        pairs=touching(outlines[: len(own)]),
        waiting=waiting,
    )


def _areas(
    vault: Vault, supply: pd.DataFrame, replicates: Assumed, longest: float
) -> pd.DataFrame:
    """Read the areas, as far out as people could compete for a supplier in reach."""
    limits = supply["travel_limit_minutes"].fillna(longest).clip(lower=longest)
    reach = furthest_metres(pace_of(replicates), limits.to_numpy(float)).max()
    return areas_around(vault, within_m=2 * float(reach))


def _locality(vault: Vault, areas: pd.DataFrame, supply: pd.DataFrame) -> Locality:
    hours = supply["weekly_hours"].to_numpy(float)
    offered = int(assumption("access.kinds_offered", vault.as_of).value)
    return Locality(
        areas=points_of(areas),
        n_own=int(areas["is_own"].sum()),
        people=areas[list(BANDS)].fillna(0.0).to_numpy(float),
        nation=nation_of(vault),
        planned=_planned(vault, areas),
        sites=points_of(supply),
        hours=hours,
        own_limit=supply["travel_limit_minutes"].to_numpy(float, na_value=np.nan),
        kinds=kinds_of(supply["kind"].tolist(), hours, most=offered),
    )


def _planned(vault: Vault, areas: pd.DataFrame) -> NDArray[np.float64] | None:
    """Return planned hours by area; nan beyond the council, or where none are said."""
    plan = read_planned_hours(vault).set_index("area_code")
    if plan["weekly_hours"].notna().sum() == 0:
        return None
    # An area of the council with no open arrangement has none planned: a true zero.
    hours = pd.Series(np.where(areas["is_own"], 0.0, np.nan), areas["area_code"])
    said = plan["weekly_hours"].astype(float)
    held = hours.index.isin(said.index) & areas["is_own"].to_numpy(bool)
    hours[held] = said.reindex(hours.index[held])
    return hours.to_numpy(float)


def _waiting(vault: Vault, own: pd.DataFrame) -> NDArray[np.float64] | None:
    if "council_referrals" not in vault.supplied:
        return None
    said = read_waiting_hours(vault).set_index("area_code")["weekly_hours"]
    hours = own["area_code"].map(said.astype(float))
    nobody = ~own["area_code"].isin(said.index)
    return hours.mask(nobody, 0.0).to_numpy(float)


def _blank(
    areas: pd.DataFrame,
    outlines: NDArray[np.object_],
    is_covered: pd.Series[bool],
    on: dt.date,
) -> dict[int, NDArray[np.object_]]:
    """Say why areas have no value, at each longest journey.

    An area is out when its reach leaves the coverage at the longest journey of the
    range, as we hold our assumptions; or at the journey asked for, at the fast ends
    of our ranges, so that no likely draw counts care that we cannot see as none.
    """
    travels = travel_levels(on).tolist()
    held = pace_of(central(on))[0]
    unknown = ~areas["is_known"][areas["is_own"]].to_numpy(bool)
    always = leaves_known(areas, outlines, is_covered, held, max(travels))
    blank = {}
    for travel in travels:
        fast = leaves_known(areas, outlines, is_covered, fast_pace(on), travel)
        blank[travel] = np.select(
            [unknown, always | fast], [NO_PEOPLE_KNOWN, BOUNDARY], ""
        ).astype(object)
    return blank
