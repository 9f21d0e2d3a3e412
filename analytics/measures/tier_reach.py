"""The best tier that reaches each area."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.access.reach import sums_in_reach
from analytics.access.replicates import pace_of
from analytics.measures.ground import Ground

TIERS = ("tier_1", "tier_2", "tier_3")
UNTIERED = "untiered"
NOBODY = "nobody"
BEST = (*TIERS, UNTIERED, NOBODY)  # from the best down


def tier_of_sites(ground: Ground, tiers: pd.DataFrame) -> NDArray[np.object_]:
    """Return the tier of each place of supply: its provider's, or untiered."""
    held = ground.supply["provider_id"].map(tiers.set_index("provider_id")["tier"])
    named: NDArray[np.object_] = held.fillna(UNTIERED).to_numpy(object)
    return named


def tier_reach(
    ground: Ground, tiers: pd.DataFrame, travels: Sequence[int]
) -> pd.DataFrame:
    """Find the best tier among those who can reach each area.

    An area whose reach leaves the supply that we know has a value only where Tier 1
    reaches it: nobody beyond could be better.

    Parameters
    ----------
    tiers : DataFrame, one row for each provider that holds a tier
        provider_id, tier.
    travels : sequence of int, minutes

    Returns
    -------
    DataFrame, one row for each area and travel_minutes
        best_tier (tier_1, tier_2, tier_3; untiered: only providers without a tier;
        nobody; blank where not known), best_class (4 for Tier 1 down to 0 for nobody;
        a number for the map) and providers_tier_1, providers_tier_2, providers_tier_3
        and providers_untiered (providers in reach; a place of supply without a
        provider counts as one).
    """
    of_site = tier_of_sites(ground, tiers)
    counted, belongs = _sites_of_providers(ground.supply)
    tier_of_provider = pd.Series(of_site).groupby(counted).first()
    frames = []
    for travel in travels:
        in_reach = _providers_in_reach(ground, belongs, travel)
        frame = ground.own[["area_code"]].assign(travel_minutes=int(travel))
        for tier in (*TIERS, UNTIERED):
            mine = (tier_of_provider == tier).to_numpy(bool)
            frame[f"providers_{tier}"] = in_reach[:, mine].sum(axis=1).astype(float)
        frames.append(_with_best(frame, ground.blank[travel] != ""))
    return pd.concat(frames, ignore_index=True)


def _sites_of_providers(
    supply: pd.DataFrame,
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Give each provider a number, and say which sites are whose (0 or 1)."""
    ids = supply["provider_id"].astype(object)
    alone = pd.Series([f"row {row}" for row in supply.index], index=supply.index)
    codes, names = pd.factorize(ids.where(ids.notna(), alone))
    return codes, np.eye(len(names))[codes]


def _providers_in_reach(
    ground: Ground, belongs: NDArray[np.float64], travel: int
) -> NDArray[np.bool_]:
    sites = sums_in_reach(
        ground.locality.areas.take(slice(ground.locality.n_own)),
        ground.locality.sites,
        belongs,
        pace=pace_of(ground.held)[0],
        limit=ground.locality.limits(travel),
    )
    reaches: NDArray[np.bool_] = sites > 0
    return reaches


def _with_best(frame: pd.DataFrame, is_unknown: NDArray[np.bool_]) -> pd.DataFrame:
    """Name the best tier; blank where a better one may come from beyond."""
    reached = [frame[f"providers_{tier}"] > 0 for tier in (*TIERS, UNTIERED)]
    best = np.select(reached, BEST[:-1], NOBODY).astype(object)
    unknown = is_unknown & (best != TIERS[0])
    best[unknown] = None
    ranks = {tier: float(len(BEST) - 1 - n) for n, tier in enumerate(BEST)}
    frame["best_tier"] = best
    frame["best_class"] = pd.Series(best, frame.index).map(ranks)
    frame["best_class_status"] = np.select(
        [unknown, frame["best_class"] == 0], ["not_supplied", "zero"], "ok"
    )
    return frame
