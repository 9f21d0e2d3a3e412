"""Whether a referral was offered to Tier 1 first, where one was in reach; and funds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.access.replicates import central, pace_of
from analytics.access.travel import points_of, travel_minutes
from analytics.assumptions import assumption
from analytics.measures.referrals import NO_TIER, TIERS, tier_on
from data.queries.areas import read_areas
from data.queries.providers import read_tier_decisions
from data.queries.waiting import (
    read_offers,
    read_referrals,
    read_supply_over_time,
)

if TYPE_CHECKING:
    from data.vault import Vault

FREE, FULL, NONE, UNKNOWN = "free", "full", "none", "unknown"
REACH = (FREE, FULL, NONE, UNKNOWN)
ORDER = (*TIERS, NO_TIER)


def first_offers(vault: Vault) -> dict[str, pd.DataFrame]:
    """Count referrals by the best tier offered first, and whether Tier 1 was in reach.

    Offers made at once share a place in the order, so a referral may have several
    first ones. A Tier 1 provider is one that had the tier on the day of the offer, and
    a place of supply that held on that day; its free hours are those that the file
    states for that stretch of time: what was free on the day itself nobody kept.

    Returns
    -------
    dict of DataFrame
        first_offers: one row for each month_end (of the first offer) and reach (free:
        a Tier 1 in reach with free hours; full: in reach, none free or none stated;
        none: none in reach; unknown: the home or all supply is not known):
        people (referrals offered), and to_tier_1, to_tier_2, to_tier_3, to_none, by
        the best tier among the first offers.
    """
    offers = read_offers(vault)
    decisions = read_tier_decisions(vault)
    first = _first(offers, decisions)
    referrals = read_referrals(vault)[["referral_key", "area_code"]]
    asked = first.merge(referrals, on="referral_key")
    asked["reach"] = _reach(vault, asked, decisions)
    decided = pd.to_datetime(decisions["decided_on"]).min()
    return {"first_offers": _counted(asked, decided, pd.Timestamp(vault.as_of))}


def isf_offers(vault: Vault) -> dict[str, pd.DataFrame]:
    """Count how often an individual service fund was offered, month by month.

    Returns
    -------
    dict of DataFrame
        isf_offers: one row for each month_end of asking: people, offered,
        not_offered and unknown.
    """
    referrals = read_referrals(vault)
    today = pd.Timestamp(vault.as_of)
    if referrals.empty:
        columns = ["month_end", "people", "offered", "not_offered", "unknown"]
        return {"isf_offers": pd.DataFrame(columns=columns)}
    when = _month_end(referrals["made_on"])
    said = referrals["isf_offered"].astype("boolean")
    rows = pd.DataFrame(
        {
            "month_end": when,
            "people": 1,
            "offered": said.fillna(False).astype(int),
            "not_offered": (~said).fillna(False).astype(int),
            "unknown": said.isna().astype(int),
        }
    )
    months = pd.date_range(when.min(), today, freq="ME", name="month_end")
    summed = rows.groupby("month_end").sum().reindex(months, fill_value=0)
    return {"isf_offers": summed.reset_index()}


def _month_end(days: pd.Series) -> pd.Series:
    return pd.to_datetime(days).dt.to_period("M").dt.end_time.dt.normalize()


def _first(offers: pd.DataFrame, decisions: pd.DataFrame) -> pd.DataFrame:
    """Return each referral's first day of offers and the best tier among them."""
    least = offers.groupby("referral_key")["offer_order"].transform("min")
    first = offers[offers["offer_order"] == least].copy()
    first["tier"] = tier_on(first["provider_id"], first["offered_on"], decisions)
    first["rank"] = first["tier"].map(ORDER.index)
    grouped = first.groupby("referral_key", as_index=False).agg(
        offered_on=("offered_on", "min"), rank=("rank", "min")
    )
    return grouped.assign(best=grouped["rank"].map(lambda rank: ORDER[int(rank)]))


def _reach(
    vault: Vault, asked: pd.DataFrame, decisions: pd.DataFrame
) -> NDArray[np.object_]:
    """Say of each referral whether a Tier 1 provider reached its area that day."""
    supply = read_supply_over_time(vault)
    ever = decisions.loc[decisions["tier"] == TIERS[0], "provider_id"]
    sites = supply[supply["provider_id"].isin(ever)].reset_index(drop=True)
    areas = read_areas(vault)
    place = pd.Index(areas["area_code"]).get_indexer(asked["area_code"])
    known = (place >= 0) & (len(supply) > 0)
    near = _near(vault, areas, sites)
    holds = _holds(sites, asked["offered_on"]) & _in_tier_1(sites, asked, decisions)
    reached = near[np.maximum(place, 0)] & holds if len(areas) else holds & False
    free = (sites["hours_free"].astype(float) > 0).to_numpy(bool)
    has_free = (reached & free).any(axis=1)
    return np.select(
        [~known, has_free, reached.any(axis=1)], [UNKNOWN, FREE, FULL], NONE
    ).astype(object)


def _near(vault: Vault, areas: pd.DataFrame, sites: pd.DataFrame) -> NDArray[np.bool_]:
    """Say which sites reach which areas, by their own limit or ours."""
    pace = pace_of(central(vault.as_of))[0]
    minutes = travel_minutes(points_of(areas), points_of(sites), pace)
    usual = assumption("access.travel_limit", vault.as_of).value
    limits = sites["travel_limit_minutes"].astype(float).fillna(usual)
    near: NDArray[np.bool_] = minutes <= limits.to_numpy(float)
    return near


def _holds(sites: pd.DataFrame, days: pd.Series) -> NDArray[np.bool_]:
    """Say which sites there were on each day; shape (n_days, n_sites)."""
    when = pd.to_datetime(days).to_numpy()[:, np.newaxis]
    begins = pd.to_datetime(sites["from_date"]).to_numpy()
    ends = pd.to_datetime(sites["to_date"]).to_numpy()
    holds: NDArray[np.bool_] = (begins <= when) & (np.isnat(ends) | (when <= ends))
    return holds


def _in_tier_1(
    sites: pd.DataFrame, asked: pd.DataFrame, decisions: pd.DataFrame
) -> NDArray[np.bool_]:
    """Say which sites' providers had Tier 1 on the day of each first offer."""
    who, site = np.unique(sites["provider_id"].astype("str"), return_inverse=True)
    days = pd.to_datetime(asked["offered_on"])
    held = np.zeros((len(asked), len(who)), bool)
    for column, provider in enumerate(who):
        same = pd.Series(provider, index=asked.index)
        held[:, column] = tier_on(same, days, decisions) == TIERS[0]
    return held[:, site] if len(who) else np.zeros((len(asked), 0), bool)


def _counted(
    asked: pd.DataFrame, first: pd.Timestamp, today: pd.Timestamp
) -> pd.DataFrame:
    columns = ["people", *(f"to_{tier}" for tier in ORDER)]
    if pd.isna(first):
        keys = ["month_end", "reach"]
        return pd.DataFrame(columns=[*keys, *columns]).astype(
            dict.fromkeys(columns, "int64")
        )
    begin = first.to_period("M").start_time
    if begin < first.normalize():
        begin = (first.to_period("M") + 1).start_time
    months = pd.date_range(begin, today, freq="ME")
    rows = asked.assign(
        month_end=_month_end(asked["offered_on"]),
        people=1,
        **{f"to_{tier}": (asked["best"] == tier).astype(int) for tier in ORDER},
    )
    grid = pd.MultiIndex.from_product([months, REACH], names=["month_end", "reach"])
    summed = rows.groupby(["month_end", "reach"])[columns].sum()
    return summed.reindex(grid, fill_value=0).reset_index()
