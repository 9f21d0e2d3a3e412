"""Whose free hours reach the people who wait, and how many of theirs find room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.access.placement import place_hours
from analytics.access.replicates import central, pace_of
from analytics.access.supply import contact_share
from analytics.access.travel import points_of, travel_minutes
from analytics.assumptions import assumption
from analytics.measures.marks import blanked
from analytics.measures.waiting import PLACE, WAITING
from analytics.measures.whereabouts import ALL, in_every_set, one_row_a_place
from analytics.protect.statuses import FULL_POSTCODE
from data.queries.areas import read_areas
from data.queries.supply import read_supply
from data.queries.waiting import read_referrals

if TYPE_CHECKING:
    from data.vault import Vault

NOT_NAMED = "not named"


@dataclass(frozen=True)
class Reach:
    """Areas where somebody waits, and the places of supply that reach them.

    Attributes
    ----------
    areas : ndarray of shape (n_areas,), codes
    supply : DataFrame, one row for each site; free: contact hours a week, NaN where
        none is stated; who: the provider, or the site where none is named
    minutes : ndarray of shape (n_areas, n_sites), `inf` where out of reach
    longest : minutes, of all the journeys that count
    """

    areas: NDArray[np.object_]
    supply: pd.DataFrame
    minutes: NDArray[np.float64]
    longest: float


def who_could_take(vault: Vault) -> dict[str, pd.DataFrame]:
    """Set the free hours in reach beside the people who wait, place by place.

    Returns
    -------
    dict of DataFrame
        waiting_reach: one row for each place: free_hours (contact hours a week in
        reach of somebody who waits there, each site once), providers (with any),
        not_stated (providers in reach that state none).
        waiting_room: one row for each place: hours_waited_for (a week, in areas that
        we know), hours_with_room (of them, what free hours in reach could take if all
        the council's were placed at once) and hours_without_room (the rest).
        waiting_takers: one row for each place and organisation with free hours in
        reach, and for all the others of a kind together, who are not named:
        provider_label, kind, providers and free_hours.
    """
    referrals = read_referrals(vault)
    waiting = referrals[referrals["outcome"] == WAITING]
    reach = _reach(vault, waiting)
    everywhere = in_every_set(waiting, vault)
    groups = dict(list(everywhere.groupby(PLACE)))
    totals: list[dict[str, Any]] = []
    takers: list[pd.DataFrame] = []
    for key in one_row_a_place(vault):
        sites = _in_reach(reach, groups.get(key, everywhere.iloc[:0]))
        place = dict(zip(PLACE, key, strict=True))
        totals.append({**place, **_total(sites)})
        takers.append(_takers(sites).assign(**place))
    whole = pd.DataFrame(totals)
    few = _is_few(whole["workers"])
    whole = blanked(whole.drop(columns="workers"), "free_hours", few, "suppressed")
    return {
        "waiting_reach": whole,
        "waiting_room": _room(reach, everywhere, one_row_a_place(vault)),
        "waiting_takers": pd.concat(takers, ignore_index=True),
    }


def _reach(vault: Vault, waiting: pd.DataFrame) -> Reach:
    """Work out every journey to an area of ours where somebody waits."""
    held = central(vault.as_of)
    supply = read_supply(vault)
    supply["free"] = supply["hours_free"].astype(float) * contact_share(held)[0]
    # A site of which no provider is named is a provider of its own.
    who = supply["provider_id"].astype(object)
    supply["who"] = who.where(who.notna(), [f"site {row}" for row in supply.index])
    areas = read_areas(vault)
    areas = areas[areas["area_code"].isin(waiting["area_code"])]
    minutes = travel_minutes(points_of(areas), points_of(supply), pace_of(held)[0])
    usual = assumption("access.travel_limit", vault.as_of).value
    limits = supply["travel_limit_minutes"].astype(float).fillna(usual).to_numpy(float)
    return Reach(
        areas=areas["area_code"].to_numpy(object),
        supply=supply,
        minutes=np.where(minutes <= limits, minutes, np.inf),
        longest=float(limits.max(initial=usual)),
    )


def _in_reach(reach: Reach, waiting: pd.DataFrame) -> pd.DataFrame:
    """Return the sites that reach somebody among those who wait."""
    areas = np.isin(reach.areas, waiting["area_code"].dropna().to_numpy(object))
    return reach.supply[np.isfinite(reach.minutes[areas]).any(axis=0)]


def _total(sites: pd.DataFrame) -> dict[str, Any]:
    """Add up the free hours of sites, and count whose they are."""
    some = sites[sites["free"] > 0]
    return {
        "free_hours": some["free"].sum(),
        "providers": some["who"].nunique(),
        "not_stated": sites.loc[sites["free"].isna(), "who"].nunique(),
        "workers": some["workers"].sum(),
    }


def _takers(sites: pd.DataFrame) -> pd.DataFrame:
    """List organisations with free hours, then everybody else of each kind as one."""
    some = sites[sites["free"] > 0]
    named = some["is_named"].astype(bool) & some["provider_id"].notna()
    rows = some.assign(
        taker=some["provider_id"].where(named, "not named: " + some["kind"]),
        provider_label=_labels(some).where(named, NOT_NAMED),
    )
    found = rows.groupby("taker", as_index=False).agg(
        provider_label=("provider_label", "first"),
        kind=("kind", "first"),
        providers=("who", "nunique"),
        free_hours=("free", "sum"),
        workers=("workers", "sum"),
    )
    return _hidden(found.sort_values("taker", ignore_index=True))


def _labels(sites: pd.DataFrame) -> pd.Series:
    """Name an organisation; one with a postcode in its name by its id."""
    tells = sites["name"].astype("str").str.contains(FULL_POSTCODE)
    return sites["name"].mask(tells, sites["provider_id"])


def _hidden(found: pd.DataFrame) -> pd.DataFrame:
    """Keep back the hours of one or two workers, which are theirs.

    That there are some may be said. Where one row is hidden the next smallest is too,
    so that the place's total does not tell it.
    """
    few = _is_few(found["workers"])
    if few.sum() == 1 and len(found) > 1:
        few[int(found["workers"].mask(few).idxmin())] = True
    return blanked(found.drop(columns="workers"), "free_hours", few, "suppressed")


def _is_few(workers: pd.Series) -> NDArray[np.bool_]:
    least = assumption("protect.least_contributors").value
    few: NDArray[np.bool_] = np.array(workers.between(1, least, inclusive="left"))
    return few


def _room(
    reach: Reach, everywhere: pd.DataFrame, places: pd.MultiIndex
) -> pd.DataFrame:
    """Place the hours of all who wait at once, and say what finds no room.

    One way of many: which of two places goes without is not known, how many hours do
    in all is.
    """
    placed = everywhere[everywhere["area_code"].isin(reach.areas)]
    whole = (
        placed[placed["place_set"] == ALL].groupby("area_code")["weekly_hours"].sum()
    )
    wanted = whole.reindex(reach.areas).fillna(0.0).to_numpy(float)
    free = reach.supply["free"].fillna(0.0).to_numpy(float)
    found = place_hours(wanted, free, reach.minutes, within=reach.longest)
    short = pd.Series(
        np.divide(found.unplaced, wanted, out=np.zeros_like(wanted), where=wanted > 0),
        reach.areas,
    )
    # Who waits in one area shares its shortage.
    rows = placed.assign(
        hours_waited_for=placed["weekly_hours"],
        hours_without_room=placed["weekly_hours"] * placed["area_code"].map(short),
    )
    columns = ["hours_waited_for", "hours_without_room"]
    frame = rows.groupby(PLACE)[columns].sum().reindex(places, fill_value=0.0)
    frame["hours_with_room"] = frame["hours_waited_for"] - frame["hours_without_room"]
    return frame.round(6).clip(lower=0.0).reset_index()
