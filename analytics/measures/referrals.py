"""Which tier each referral went to, which was asked first, and who takes how many."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.assumptions import assumption
from analytics.measures.marks import blanked
from analytics.measures.waiting import PLACED, WITHDRAWN
from analytics.protect.statuses import FULL_POSTCODE
from analytics.stats.competing import Incidence, aalen_johansen
from data.queries.providers import read_tier_decisions
from data.queries.waiting import read_referrals

if TYPE_CHECKING:
    from data.vault import Vault

TIERS = ("tier_1", "tier_2", "tier_3")
NO_TIER, NO_PROVIDER = "none", "no_provider"
LEVELS = (*TIERS, NO_TIER, NO_PROVIDER)
DAYS = "datetime64[us]"
ENDINGS = (*TIERS, "other", "withdrawn")  # causes 1 to 5, in this order


def referrals_by_tier(vault: Vault) -> dict[str, pd.DataFrame]:
    """Count placements by the tier that the provider had on the day of placing.

    Returns
    -------
    dict of DataFrame
        tier_months: one row for each month_end and tier, from the first decision on:
        people (placed in the month). referrals_to_tiers: the same by quarter_end.
        Tier none: the provider had none that day; no_provider: none is named.
        time_to_tier: one row for each day since asking and ending, of those who asked
        in the last months: share (placed so by that day, all ends ruling each other
        out), lower and upper (95%), share_least (had all who withdrew stayed until
        today), people (that ended so).
        placement_shares: one row for each provider: provider_label, kind, tier (on
        the day the build speaks of), people (placed in the last months).
    """
    referrals = read_referrals(vault)
    decisions = read_tier_decisions(vault)
    today = pd.Timestamp(vault.as_of)
    placed = referrals[
        (referrals["outcome"] == PLACED) & referrals["placed_on"].notna()
    ]
    placed = placed.assign(tier=_went_to(placed, decisions))
    first = pd.to_datetime(decisions["decided_on"]).min()
    return {
        "tier_months": _counted(placed, first, today, "M", "month_end"),
        "referrals_to_tiers": _counted(placed, first, today, "Q", "quarter_end"),
        "time_to_tier": _time_to_tier(referrals, decisions, today),
        "placement_shares": _shares(placed, decisions, today),
    }


def tier_on(
    provider_ids: pd.Series, days: pd.Series, decisions: pd.DataFrame
) -> pd.Series:
    """Return the tier that each provider had on a day, by the last decision till then.

    Returns
    -------
    Series, with the index of `provider_ids`
        tier_1, tier_2, tier_3, or none: not decided on yet, left, or not named.
    """
    when = pd.to_datetime(days).astype(DAYS)
    asked = pd.DataFrame({"provider_id": provider_ids, "day": when})
    asked["place"] = np.arange(len(asked))
    asked = asked[asked["provider_id"].notna() & asked["day"].notna()]
    known = decisions.assign(day=pd.to_datetime(decisions["decided_on"]).astype(DAYS))
    known = known[["provider_id", "day", "tier"]].sort_values("day", kind="stable")
    found = pd.merge_asof(
        asked.sort_values("day", kind="stable").astype({"provider_id": "str"}),
        known.astype({"provider_id": "str"}),
        on="day",
        by="provider_id",
    )
    tiers = pd.Series(NO_TIER, index=provider_ids.index, dtype=object)
    tiers.iloc[found["place"].to_numpy()] = found["tier"].fillna(NO_TIER).to_numpy()
    return tiers


def _went_to(placed: pd.DataFrame, decisions: pd.DataFrame) -> pd.Series:
    tiers = tier_on(placed["provider_id"], placed["placed_on"], decisions)
    return tiers.mask(placed["provider_id"].isna(), NO_PROVIDER)


def _counted(
    placed: pd.DataFrame,
    first: pd.Timestamp,
    today: pd.Timestamp,
    step: str,
    name: str,
) -> pd.DataFrame:
    """Count placements in each month or quarter that has ended since the first tier."""
    columns = [name, "tier", "people"]
    if pd.isna(first):
        return pd.DataFrame(columns=columns).astype({"people": "int64"})
    begin = first.to_period(step).start_time
    if begin < first.normalize():
        begin = (first.to_period(step) + 1).start_time  # a whole one
    ends = pd.date_range(begin, today, freq=f"{step}E")
    when = placed["placed_on"].dt.to_period(step).dt.end_time.dt.normalize()
    grid = pd.MultiIndex.from_product([ends, LEVELS], names=[name, "tier"])
    counted = placed.groupby([when.rename(name), "tier"]).size()
    frame = counted.reindex(grid, fill_value=0).rename("people").reset_index()
    return frame[columns]


def _time_to_tier(
    referrals: pd.DataFrame, decisions: pd.DataFrame, today: pd.Timestamp
) -> pd.DataFrame:
    """Estimate the chance to be placed with each tier by each day since asking."""
    months = int(assumption("waiting.recent_months", today.date()).value)
    longest = int(assumption("waiting.longest_shown", today.date()).value)
    rows = referrals[referrals["made_on"] > today - pd.DateOffset(months=months)]
    rows = rows[(rows["outcome"] != PLACED) | rows["placed_on"].notna()]
    days = np.arange(longest + 1)
    keys = pd.MultiIndex.from_product([days, ENDINGS], names=["day", "ending"])
    frame = keys.to_frame(index=False)
    columns = ["share", "lower", "upper", "share_least"]
    if rows.empty:
        frame[columns] = np.nan
        frame["people"] = 0
    else:
        causes = _causes(rows, decisions)
        most = _incidence(rows, causes, today, at_once=True)
        least = _incidence(rows, causes, today, at_once=False)
        lower, upper = most.interval()
        frame["share"] = _read(most.times, most.incidence, days).ravel()
        frame["lower"] = _read(most.times, lower, days).ravel()
        frame["upper"] = _read(most.times, upper, days).ravel()
        frame["share_least"] = _read(least.times, least.incidence, days).ravel()
        ended = [int((causes == number + 1).sum()) for number in range(len(ENDINGS))]
        frame["people"] = np.tile(ended, len(days))
    for column in columns:
        blank = frame[column].isna().to_numpy(bool)
        blanked(frame, column, blank, "not_applicable")
    return frame


def _causes(rows: pd.DataFrame, decisions: pd.DataFrame) -> NDArray[np.int64]:
    """Say how each referral ended: by the tier it went to, else, or not yet (0)."""
    tier = tier_on(rows["provider_id"], rows["placed_on"], decisions)
    ending = tier.where(tier.isin(TIERS), "other")
    ending = ending.where(rows["outcome"] == PLACED, "")
    ending = ending.mask(rows["outcome"] == WITHDRAWN, "withdrawn")
    numbers = {name: number + 1 for number, name in enumerate(ENDINGS)}
    causes: NDArray[np.int64] = ending.map(numbers).fillna(0).to_numpy(np.int64)
    return causes


def _incidence(
    rows: pd.DataFrame, causes: NDArray[np.int64], today: pd.Timestamp, *, at_once: bool
) -> Incidence:
    """Let all who withdrew leave first of all, or last of all: the file has no day."""
    waited = (today - rows["made_on"]).dt.days.to_numpy(float) + 1
    found = (rows["placed_on"] - rows["made_on"]).dt.days.to_numpy(float) + 1
    withdrew = causes == len(ENDINGS)
    exits = np.where(np.isnan(found), waited, found)
    exits = np.where(withdrew, 0.5 if at_once else waited + 0.5, exits)
    return aalen_johansen(exits, causes, n_causes=len(ENDINGS))


def _read(
    times: NDArray[np.float64], values: NDArray[np.float64], days: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Read shares at the end of each day, 0 the day of asking; before any end, 0."""
    place = np.searchsorted(times, days + 1, side="right")
    start = np.zeros((1, values.shape[1]))
    read: NDArray[np.float64] = np.concatenate([start, values])[place]
    return read


def _shares(
    placed: pd.DataFrame, decisions: pd.DataFrame, today: pd.Timestamp
) -> pd.DataFrame:
    """Count the last months' placements of each provider that is named."""
    months = int(assumption("waiting.recent_months", today.date()).value)
    recent = placed[placed["placed_on"] > today - pd.DateOffset(months=months)]
    recent = recent[recent["provider_id"].notna()]
    counted = recent.groupby("provider_id", as_index=False).agg(
        provider_label=("provider_name", "first"),
        kind=("provider_kind", "first"),
        people=("referral_key", "size"),
    )
    name = counted["provider_label"].astype(object)
    tells = name.isna() | name.astype("str").str.contains(FULL_POSTCODE)
    days = pd.Series(today, index=counted.index)
    return counted.assign(
        provider_label=name.mask(tells, counted["provider_id"]),
        kind=counted["kind"].fillna("unknown"),
        tier=tier_on(counted["provider_id"], days, decisions),
    )
