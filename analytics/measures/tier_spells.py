"""Who was in which tier from when to when, and what ended it."""

from __future__ import annotations

import pandas as pd

from analytics.measures.tiers import OUTSIDE, TIERS

MOVES = ("up", "down", "left")
ONE_DAY = pd.Timedelta(days=1)
DAYS_A_YEAR = 365.25


def tier_spells(decisions: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """Return each stay of a provider in a tier, as known on a day.

    Parameters
    ----------
    decisions : DataFrame, one row for each provider and day
        provider_id, kind, tier, decided_on, paused_from, paused_to (days, or blank).
    until : the last day of the watch; later decisions are not known yet

    Returns
    -------
    DataFrame, one row for each stay
        provider_id, kind, tier, began, ended (blank while it goes on), went_to (tier,
        none or blank) and move (up, down, left or blank). A decision that keeps the
        tier goes on with the stay.
    """
    known = decisions.assign(decided_on=pd.to_datetime(decisions["decided_on"]))
    known = known[known["decided_on"] <= until]
    known = known.sort_values(["provider_id", "decided_on"], ignore_index=True)
    before = known.groupby("provider_id")["tier"].shift()
    changed = known[known["tier"] != before]
    following = changed.groupby("provider_id")
    spells = pd.DataFrame(
        {
            "provider_id": changed["provider_id"],
            "kind": changed["kind"],
            "tier": changed["tier"],
            "began": changed["decided_on"],
            "ended": following["decided_on"].shift(-1),
            "went_to": following["tier"].shift(-1),
        }
    )
    spells = spells[spells["tier"] != OUTSIDE].reset_index(drop=True)
    spells["move"] = [
        _move(tier, went_to)
        for tier, went_to in zip(spells["tier"], spells["went_to"], strict=True)
    ]
    return spells


def _move(tier: str, went_to: object) -> str | None:
    if not isinstance(went_to, str):
        return None
    if went_to == OUTSIDE:
        return "left"
    return "up" if TIERS.index(went_to) < TIERS.index(tier) else "down"


def watched(
    spells: pd.DataFrame, until: pd.Timestamp, since: pd.Timestamp | None = None
) -> pd.DataFrame:
    """Return the stays that were watched, and for how long.

    Parameters
    ----------
    spells : DataFrame, as of `tier_spells` for the same day
    until : the last day of the watch
    since : the day after which the watch began; from each stay's start when left out

    Returns
    -------
    DataFrame, the stays watched for a day or more
        Besides: entry (days in the tier when the watch began), exit (days in it when it
        ended, or the watch did) and years watched.
    """
    start = spells["began"]
    if since is not None:
        start = start.where(start > since, since)
    end = spells["ended"].fillna(until)
    found = spells.assign(
        entry=(start - spells["began"]).dt.days,
        exit=(end - spells["began"]).dt.days,
    )
    found = found[found["exit"] > found["entry"]].reset_index(drop=True)
    return found.assign(years=(found["exit"] - found["entry"]) / DAYS_A_YEAR)


def paused_years(
    stays: pd.DataFrame, decisions: pd.DataFrame, until: pd.Timestamp
) -> pd.Series:
    """Return how long the clock stood still in each stay, while it was watched.

    Both the first and the last day of a pause stand still, as on the clocks.
    """
    told = decisions[pd.to_datetime(decisions["paused_from"]).notna()]
    told = told[pd.to_datetime(told["decided_on"]) <= until]
    days: dict[str, set[pd.Timestamp]] = {}
    for row in told.itertuples():
        first = pd.Timestamp(row.paused_from)
        last = until if pd.isna(row.paused_to) else pd.Timestamp(row.paused_to)
        # A set, so that a pause which two decisions tell counts once.
        of_one = days.setdefault(str(row.provider_id), set())
        of_one.update(pd.date_range(first, min(last, until)))
    years = []
    for stay in stays.itertuples():
        first = stay.began + stay.entry * ONE_DAY
        last = stay.began + stay.exit * ONE_DAY
        stood = (first < day <= last for day in days.get(str(stay.provider_id), ()))
        years.append(sum(stood) / DAYS_A_YEAR)
    return pd.Series(years, index=stays.index, dtype=float)
