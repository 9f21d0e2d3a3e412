"""Who could take the hours of a provider that leaves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.access.placement import Placement, place_hours
from analytics.access.replicates import pace_of
from analytics.access.supply import contact_share
from analytics.access.travel import points_of, travel_minutes
from analytics.assumptions import assumption
from analytics.measures.ground import Ground
from analytics.measures.marks import blanked
from analytics.measures.tier_reach import tier_of_sites

NOT_NAMED = "sole traders"


@dataclass(frozen=True)
class Openings:
    """Every place of supply, its free hours, and the journeys to each own area.

    Attributes
    ----------
    sites : DataFrame, one row for each place of supply
        provider_id, label (an organisation's name; "sole traders" for one, or where
        no provider is given), kind, tier, workers, free (contact hours a week;
        blank where not said).
    minutes : ndarray of shape (n_own, n_sites), minutes
        `inf` beyond the longest journey of the place.
    """

    sites: pd.DataFrame
    minutes: NDArray[np.float64]


def openings_of(ground: Ground, tiers: pd.DataFrame, travel: int) -> Openings:
    """Lay out who has free hours, and whom they can reach.

    Parameters
    ----------
    tiers : DataFrame, one row for each provider that holds a tier
        provider_id, tier.
    travel : int, minutes
        Longest journey of a place that states none.
    """
    supply = ground.supply
    is_named = supply["is_named"].astype(bool) & supply["name"].notna()
    sites = pd.DataFrame(
        {
            "provider_id": supply["provider_id"],
            "label": supply["name"].astype(object).where(is_named, NOT_NAMED),
            "kind": supply["kind"],
            "tier": tier_of_sites(ground, tiers),
            "workers": supply["workers"],
            "free": supply["hours_free"].to_numpy(float, na_value=np.nan)
            * contact_share(ground.held)[0],
        }
    )
    minutes = travel_minutes(points_of(ground.own), points_of(supply), _pace(ground))
    limits = ground.locality.limits(travel)
    return Openings(sites, np.where(minutes <= limits, minutes, np.inf))


def _pace(ground: Ground) -> NDArray[np.float64]:
    held: NDArray[np.float64] = pace_of(ground.held)[0]
    return held


@dataclass(frozen=True)
class Taken:
    """Where the hours of one provider could go.

    Attributes
    ----------
    placement : of the areas' hours among the places that stay and have free hours
    free_in_reach : float, contact hours a week free in reach of any of its people
    places_unsaid : int, places in reach of its people that do not say what is free
    takers : DataFrame, one row for each label, kind and tier
        hours_taken, hours_free (contact hours a week) and their statuses.
    """

    placement: Placement
    free_in_reach: float
    places_unsaid: int
    takers: pd.DataFrame


def taken(
    openings: Openings, leaving: str, hours: NDArray[np.float64], ground: Ground
) -> Taken:
    """Place the hours of a provider's people with those who stay.

    Parameters
    ----------
    leaving : str, provider id
    hours : ndarray of shape (n_own,), hours a week
    """
    stays = (openings.sites["provider_id"] != leaving).to_numpy(bool)
    sites, minutes = openings.sites[stays], openings.minutes[:, stays]
    near = np.isfinite(minutes[hours > 0]).any(axis=0)
    unsaid = sites["free"].isna().to_numpy(bool)
    free = sites["free"].fillna(0.0).to_numpy(float)
    able = near & (free > 0)
    found = place_hours(
        hours, free[able], minutes[:, able], within=_longest(minutes[:, able])
    )
    listed = sites[able].assign(hours_taken=found.placed.sum(axis=0))
    return Taken(
        placement=found,
        free_in_reach=float(free[near].sum()),
        places_unsaid=int((unsaid & near).sum()),
        takers=_by_taker(listed, ground),
    )


def _longest(minutes: NDArray[np.float64]) -> float:
    return float(minutes[np.isfinite(minutes)].max(initial=0.0))


def _by_taker(sites: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    """Add up what each organisation takes; sole traders go together by kind."""
    rows = (
        sites.assign(unnamed=sites["workers"].where(sites["label"] == NOT_NAMED))
        .groupby(["label", "kind", "tier"], as_index=False)
        .agg(
            hours_taken=("hours_taken", "sum"),
            hours_free=("free", "sum"),
            unnamed=("unnamed", "sum"),
        )
    )
    least = assumption("protect.least_contributors", ground.on).value
    few = ((rows["label"] == NOT_NAMED) & (rows["unnamed"] < least)).to_numpy(bool)
    for column in ("hours_taken", "hours_free"):
        blanked(rows, column, few, "suppressed")
    return rows.drop(columns="unnamed").rename(columns={"label": "taker"})
