"""Monthly shares of referrals, each between the limits of its usual wobble."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analytics import words
from analytics.assumptions import assumption
from analytics.evidence import Evidence
from analytics.stats.spc import ENOUGH_POINTS, Xmr, xmr

A_MONTH = 31  # days
TIERS = ("tier_1", "tier_2", "tier_3")
MONTHS, QUARTERS = "tier_months", "referrals_to_tiers"
FIRST, FUNDS = "first_offers", "isf_offers"
NAMES = {
    "tier_1": "Tier 1",
    "tier_2": "Tier 2",
    "tier_3": "Tier 3",
    "none": "No tier then",
    "no_provider": "No provider named",
}


def judged(
    rows: pd.DataFrame, *, whole_status: pd.Series | None = None
) -> pd.DataFrame:
    """Turn counts into shares, and judge each by the first ones' wobble.

    Parameters
    ----------
    rows : DataFrame, one row for each period, in order
        period_end, people (counted) and people_all (among whom); NaN where hidden.
    whole_status : why a count is hidden, where one is

    Returns
    -------
    DataFrame
        The rows with share (0 to 1) and its status; share_average, _lower and _upper;
        is_special, special_cause (words) and is_baseline. A period of fewer cases
        than we give per cent of has no share: its counts are in the rows.
    """
    few = rows["people_all"] < assumption("answers.least_cases").value
    share = (rows["people"] / rows["people_all"].where(rows["people_all"] > 0)).mask(
        few
    )
    status = (
        pd.Series("not_applicable", rows.index)
        if whole_status is None
        else whole_status
    )
    status = status.mask(few & rows["people_all"].notna(), "not_applicable")
    n_baseline = int(assumption("referrals.baseline_months").value)
    chart = xmr(share.to_numpy(float), baseline=n_baseline)
    learned = share.notna() & (share.notna().cumsum() <= n_baseline)
    can_judge = int(share.notna().sum()) >= ENOUGH_POINTS
    return rows.assign(
        share=share,
        share_status=status.where(share.isna(), np.where(share == 0, "zero", "ok")),
        share_average=chart.average if can_judge else np.nan,
        share_lower=max(chart.lower, 0.0) if can_judge else np.nan,
        share_upper=min(chart.upper, 1.0) if can_judge else np.nan,
        is_special=chart.special & can_judge,
        special_cause=_causes(chart) if can_judge else "",
        is_baseline=learned & can_judge,
    )


def _causes(chart: Xmr) -> list[str]:
    """Say of each point which rules it breaks, nothing of one that breaks none."""
    said = []
    for i, value in enumerate(chart.values):
        side, end = ("above", "upper") if value >= chart.average else ("below", "lower")
        rules = [
            (chart.outside[i], f"{side} the {end} limit"),
            (chart.one_side[i], f"7 or more in a row {side} the average"),
            (chart.trend[i], "7 or more in a row rising or falling"),
            (chart.near_limit[i], f"2 of 3 near the {end} limit"),
        ]
        said.append("; ".join(text for broken, text in rules if broken))
    return said


def tier_followed(evidence: Evidence) -> str:
    """Return the tier whose share is followed."""
    return evidence.selection.get("tier") or TIERS[0]


def is_monthly(evidence: Evidence) -> bool:
    """Say whether months have placements enough; else quarters are judged."""
    if not evidence.has(MONTHS):
        return False
    rows = evidence[MONTHS]
    placed = rows[rows["tier"].isin(TIERS)].groupby("month_end")["people"].sum()
    return bool(placed.median() >= assumption("answers.least_cases").value)


def to_tier(evidence: Evidence) -> pd.DataFrame:
    """Return the share of placements with a tier that went to the one followed."""
    table, day = (
        (MONTHS, "month_end") if is_monthly(evidence) else (QUARTERS, "quarter_end")
    )
    rows = evidence[table]
    rows = rows[rows["tier"].isin(TIERS)]
    wide = rows.pivot_table(
        index=day, columns="tier", values="people", dropna=False, aggfunc="first"
    )
    wide = wide.reindex(columns=list(TIERS)).sort_index()
    hidden = rows[rows["people"].isna()].groupby(day)["people_status"].first()
    frame = pd.DataFrame(
        {
            "period_end": pd.to_datetime(wide.index),
            "people": wide[tier_followed(evidence)].to_numpy(float),
            # One hidden tier leaves the whole, and so every share, unknown.
            "people_all": wide.sum(axis=1, skipna=False).to_numpy(float),
        }
    )
    why = pd.Series(hidden.reindex(wide.index).to_numpy(object))
    why = why.fillna("not_applicable")
    frame["people_status"] = why.where(frame["people"].isna(), "ok")
    frame["people_all_status"] = why.where(frame["people_all"].isna(), "ok")
    return judged(frame, whole_status=why)


def offered_first(evidence: Evidence) -> pd.DataFrame:
    """Return how often Tier 1 was offered first, where one in reach had free hours."""
    rows = evidence[FIRST]
    rows = rows[rows["reach"] == "free"].sort_values("month_end", ignore_index=True)
    return judged(
        pd.DataFrame(
            {
                "period_end": pd.to_datetime(rows["month_end"]),
                "people": rows["to_tier_1"].astype(float),
                "people_all": rows["people"].astype(float),
            }
        )
    )


def funds_offered(evidence: Evidence) -> pd.DataFrame:
    """Return how often a fund was offered, of those of whom it is said."""
    rows = evidence[FUNDS].sort_values("month_end", ignore_index=True)
    frame = pd.DataFrame(
        {
            "period_end": pd.to_datetime(rows["month_end"]),
            "people": rows["offered"].astype(float),
            "people_all": (rows["offered"] + rows["not_offered"]).astype(float),
            "unknown": rows["unknown"],
        }
    )
    # Before the first fund there is nothing yet that could wobble.
    begun = (frame["people"] > 0).cumsum() > 0
    return judged(frame[begun].reset_index(drop=True))


def setting(frame: pd.DataFrame) -> dict[str, Any]:
    """Say over a trend that it cannot be judged, and under it what limits rest on."""
    n_known = int(frame["share"].notna().sum())
    if n_known < ENOUGH_POINTS:
        return {"warning": f"Too few periods to judge: {n_known} of {ENOUGH_POINTS}"}
    n_baseline = int(frame["is_baseline"].sum())
    if n_baseline == n_known:
        return {}
    return {"baseline_words": f"limits rest on these {n_baseline} periods"}


def verdict(frame: pd.DataFrame) -> str:
    """Say whether the last share known is more than the usual wobble."""
    known = frame[frame["share"].notna()]
    if len(known) < ENOUGH_POINTS:
        return "too few periods to judge"
    last = known.iloc[-1]
    if not last["is_special"]:
        return "no more than the usual wobble"
    way = "higher" if last["share"] >= last["share_average"] else "lower"
    return f"{way} than its usual wobble"


def last_words(frame: pd.DataFrame) -> str:
    """Write the last share known with its counts."""
    known = frame[frame["share"].notna()]
    if known.empty:
        counts = frame[frame["people_all"].fillna(0) > 0]
        if counts.empty:
            return "none to count"
        row = counts.iloc[-1]
        return f"{words.count(row['people'])} of {words.count(row['people_all'])}"
    row = known.iloc[-1]
    return (
        f"{words.percent(row['share'])} ({words.count(row['people'])} of "
        f"{words.count(row['people_all'])}) in {_period(frame, row)}"
    )


def _period(frame: pd.DataFrame, row: pd.Series) -> str:
    """Name a month, or a quarter where periods are as long as that."""
    last = pd.Timestamp(row["period_end"])
    days = frame["period_end"].diff().median()
    if pd.notna(days) and days > pd.Timedelta(days=A_MONTH):
        return words.quarter(last.date())
    return f"{last:%B %Y}"


def limits_sub(frame: pd.DataFrame) -> str:
    """Say what the limits are and which periods have no share."""
    few = int(frame["share"].isna().sum())
    n_baseline = int(frame["is_baseline"].sum())
    said = (
        f"Limits: first {n_baseline} periods, average plus or minus 2.66 moving ranges"
        if n_baseline
        else "No limits yet"
    )
    if few:
        least = assumption("answers.least_cases").value
        said += (
            f". {words.plural(few, 'period')} with fewer than {least:g} cases, or a "
            "hidden count, given as counts in the table only"
        )
    return said
