"""Who moved between the tiers, quarter by quarter."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pandas as pd

from data.queries.providers import read_tier_decisions

if TYPE_CHECKING:
    from data.vault import Vault

TIERS = ("tier_1", "tier_2", "tier_3")
OUTSIDE = "none"  # not joined yet, or left
ALL = "all"


def tier_flow(vault: Vault) -> dict[str, pd.DataFrame]:
    """Count providers by the tier they had, and the one they have, each quarter.

    A provider's tier on a day is that of the last decision on or before it. A decision
    of `none` says that it left. Providers with no decision are not counted.

    Returns
    -------
    dict of DataFrame
        tier_flow: one row for each quarter_end, kind of provider (or all), tier_before
        (at the end of the quarter before) and tier_after; none is not joined yet, or
        left. In the first quarter everybody comes from none. Every combination is
        there but none to none.
        With providers (count).
    """
    decisions = read_tier_decisions(vault).fillna({"kind": "unknown"})
    quarters = _quarter_ends(decisions, vault.as_of)
    standing = pd.concat(
        [_standing(decisions, quarter) for quarter in quarters]
        or [_standing(decisions, pd.Timestamp(vault.as_of)).iloc[:0]]
    )
    moves = standing.sort_values(["provider_id", "quarter_end"])
    moves["tier_before"] = moves.groupby("provider_id")["tier_after"].shift()
    moves = moves.fillna({"tier_before": OUTSIDE})
    keys = {
        "quarter_end": quarters,
        "tier_before": [*TIERS, OUTSIDE],
        "tier_after": [*TIERS, OUTSIDE],
    }
    kinds = sorted(decisions["kind"].unique())
    by_kind = _count(moves, {**keys, "kind": kinds})
    of_all = _count(moves, keys).assign(kind=ALL)
    return {"tier_flow": pd.concat([of_all, by_kind], ignore_index=True)}


def _quarter_ends(decisions: pd.DataFrame, as_of: dt.date) -> list[pd.Timestamp]:
    """Return the quarters that have ended since the first decision."""
    if decisions.empty:
        return []
    first = pd.to_datetime(decisions["decided_on"]).min()
    return list(pd.date_range(first, pd.Timestamp(as_of), freq="QE"))


def _standing(decisions: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """Return each provider's tier on a day, of those decided on by then."""
    by_then = decisions[pd.to_datetime(decisions["decided_on"]) <= day]
    last = by_then.sort_values("decided_on").groupby("provider_id").last()
    return last.reset_index()[["provider_id", "kind", "tier"]].assign(
        quarter_end=day, tier_after=lambda frame: frame.pop("tier")
    )


def _count(moves: pd.DataFrame, keys: dict[str, list[object]]) -> pd.DataFrame:
    """Count providers, with a zero for every combination that could be."""
    grid = pd.MultiIndex.from_product(list(keys.values()), names=list(keys))
    counted = moves.groupby(list(keys)).size().reindex(grid, fill_value=0)
    frame = counted.rename("providers").reset_index()
    is_outside = (frame["tier_before"] == OUTSIDE) & (frame["tier_after"] == OUTSIDE)
    return frame[~is_outside].reset_index(drop=True)
