"""Whose free hours reach the people who wait, and how many of theirs find room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
from data.queries.areas import read_areas
from data.queries.supply import read_supply
from data.queries.waiting import read_referrals

if TYPE_CHECKING:
    from data.vault import Vault

KIND_COLUMNS = [*PLACE, "kind", "free_hours", "providers", "not_stated"]
TAKER_COLUMNS = [*PLACE, "provider_id", "provider_label", "kind", "free_hours"]


@dataclass(frozen=True)
class Reach:
    """Areas where somebody waits, and the places of supply that reach them.

    Attributes
    ----------
    areas : ndarray of shape (n_areas,), codes
    supply : DataFrame, one row for each site; free: contact hours a week, NaN where
        none is stated
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
        waiting_reach: one row for each place and kind of provider (or all):
        free_hours (contact hours a week in reach of somebody who waits there, each
        site once), providers (with any), not_stated (providers in reach that state
        none).
        waiting_room: one row for each place: hours_waited_for (a week, in areas that
        we know), hours_with_room (of them, what free hours in reach could take if all
        the council's were placed at once) and hours_without_room (the rest).
        waiting_takers: one row for each place and organisation with free hours in
        reach: provider_label, kind, free_hours. Sole traders are not named; they are
        counted by kind.
    """
    referrals = read_referrals(vault)
    waiting = referrals[referrals["outcome"] == WAITING]
    reach = _reach(vault, waiting)
    everywhere = in_every_set(waiting, vault)
    groups = dict(list(everywhere.groupby(PLACE)))
    kinds: list[pd.DataFrame] = []
    takers: list[pd.DataFrame] = []
    for key in one_row_a_place(vault):
        rows = groups.get(key, everywhere.iloc[:0])
        sites = _in_reach(reach, rows)
        place = dict(zip(PLACE, key, strict=True))
        kinds.append(_by_kind(sites, reach.supply["kind"]).assign(**place))
        takers.append(_named(sites).assign(**place))
    return {
        "waiting_reach": _protected(pd.concat(kinds, ignore_index=True)),
        "waiting_room": _room(reach, everywhere, one_row_a_place(vault)),
        "waiting_takers": _protected(pd.concat(takers, ignore_index=True)),
    }


def _reach(vault: Vault, waiting: pd.DataFrame) -> Reach:
    """Work out every journey to an area of ours where somebody waits."""
    held = central(vault.as_of)
    supply = read_supply(vault)
    supply["free"] = supply["hours_free"].astype(float) * contact_share(held)[0]
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


def _by_kind(sites: pd.DataFrame, every_kind: pd.Series) -> pd.DataFrame:
    """Add up free hours by kind; a kind of which none is in reach has a true zero."""
    whole = pd.concat([sites.assign(kind=ALL), sites])
    # A site of which no provider is named is a provider of its own.
    who = whole["provider_id"].astype(object)
    who = who.where(who.notna(), [f"site {row}" for row in whole.index])
    said = whole.assign(
        who=who,
        stated=whole["free"].where(whole["free"] > 0),
        blank=whole["free"].isna(),
    )
    some, none = said[said["stated"].notna()], said[said["blank"]]
    kinds = pd.Index([ALL, *sorted(every_kind.unique())], name="kind")
    frame = pd.DataFrame(
        {
            "free_hours": said.groupby("kind")["stated"].sum(),
            "providers": some.groupby("kind")["who"].nunique(),
            "workers": some.groupby("kind")["workers"].sum(),
            "not_stated": none.groupby("kind")["who"].nunique(),
        }
    )
    return frame.reindex(kinds).fillna(0).reset_index()


def _named(sites: pd.DataFrame) -> pd.DataFrame:
    """Return the organisations with free hours, most hours first."""
    some = sites[(sites["free"] > 0) & sites["is_named"].astype(bool)]
    found = some.groupby("provider_id", as_index=False).agg(
        provider_label=("name", "first"),
        kind=("kind", "first"),
        free_hours=("free", "sum"),
        workers=("workers", "sum"),
    )
    order = ["free_hours", "provider_id"]
    return found.sort_values(order, ascending=[False, True], ignore_index=True)


def _protected(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep back the hours of one or two workers, which are theirs.

    That there are some may be said.
    """
    least = assumption("protect.least_contributors").value
    few = frame["workers"].between(1, least, inclusive="left").to_numpy(bool)
    return blanked(frame.drop(columns="workers"), "free_hours", few, "suppressed")


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
