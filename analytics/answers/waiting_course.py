"""How waiting goes on: how many waited when, how long by quarter, and hand-backs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics import words
from analytics.answers.tiers import KINDS
from analytics.answers.waiting import ALL, place_chosen
from analytics.assumptions import assumption
from analytics.evidence import Evidence
from analytics.stats.rates import wilson_interval
from analytics.stats.spc import ENOUGH_POINTS, xmr

TREND, QUARTERS, BACK = "waiting_trend", "waiting_quarters", "hand_backs"


def trend(evidence: Evidence) -> pd.DataFrame:
    """Return how many waited at each month's end, of everybody or in one place.

    Returns
    -------
    DataFrame, one row for each month_end
        people, asked, placed, withdrawn_may_be and their statuses, and for the figure
        limits that are blank and points of no special cause.
    """
    chosen = place_chosen(evidence)
    rows = evidence[TREND]
    name = ALL if chosen is None else chosen[1]
    rows = rows[rows["place_name"] == name].sort_values("month_end", ignore_index=True)
    return rows.drop(columns=["place_set", "place_name"]).assign(
        average=np.nan, lower=np.nan, upper=np.nan, is_special=False, is_baseline=False
    )


def people(value: float, *, places: int = 0) -> str:
    """Write people on an axis or beside a dot."""
    return words.count(value)


def trend_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask whether more wait than before, and answer with a year ago."""
    if len(frame) < 13:
        return "Are more people waiting than before? Too few months to judge"
    now, before = frame["people"].iloc[-1], frame["people"].iloc[-13]
    if now == before:
        return "Are more people waiting than before? As many as a year ago"
    yes = "Yes" if now > before else "No"
    return (
        f"Are more people waiting than before? {yes}: {words.count(now)}, against "
        f"{words.count(before)} a year ago"
    )


def trend_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say how the months were worked out, and what the undated would add."""
    said = (
        "People waiting on the last day of each month, worked out from the days of "
        "asking and of placing. Who withdrew is in no month, because the file gives no "
        "day for it"
    )
    more = float(frame["withdrawn_may_be"].mean()) if len(frame) else 0.0
    if more >= 0.5:
        return (
            f"{said}: had they waited like the others, about {words.count(more)} more "
            "would stand in each month but today's"
        )
    return said


def trend_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the first and the last number, and the least and most between."""
    first, last = frame.iloc[0], frame.iloc[-1]
    waited = words.plural(int(first["people"]), "person", "people")
    return (
        f"{waited} waited at the end of "
        f"{first['month_end']:%B %Y} and {words.count(last['people'])} at the end of "
        f"{last['month_end']:%B %Y}; between {words.count(frame['people'].min())} and "
        f"{words.count(frame['people'].max())} throughout."
    )


def quarters(evidence: Evidence) -> pd.DataFrame:
    """Return the median wait by quarter of asking, between its usual limits.

    Returns
    -------
    DataFrame, one row for each quarter_end
        referrals, placed, waiting, withdrawn (people), median_days with its interval,
        days_average, days_lower and days_upper (limits), is_special, is_baseline.
    """
    rows = evidence[QUARTERS].sort_values("quarter_end", ignore_index=True)
    n_baseline = int(assumption("uptake.baseline_quarters").value)
    chart = xmr(rows["median_days"].to_numpy(float), baseline=n_baseline)
    known = rows["median_days"].notna()
    learned = known & (known.cumsum() <= n_baseline)
    return rows.assign(
        days_average=chart.average if chart.can_judge else np.nan,
        days_lower=max(chart.lower, 0.0) if chart.can_judge else np.nan,
        days_upper=chart.upper if chart.can_judge else np.nan,
        is_special=chart.special & chart.can_judge,
        is_baseline=learned & chart.can_judge,
    )


def quarters_setting(frame: pd.DataFrame) -> dict[str, str]:
    """Say over the quarters that they cannot be judged, or what limits rest on."""
    n_known = int(frame["median_days"].notna().sum())
    if n_known < ENOUGH_POINTS:
        return {"warning": f"Too few quarters to judge: {n_known} of {ENOUGH_POINTS}"}
    n_baseline = int(frame["is_baseline"].sum())
    if n_baseline == n_known:
        return {}
    return {"baseline_words": f"limits rest on these {n_baseline} quarters"}


def quarters_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask whether the wait gets longer, and answer."""
    known = frame[frame["median_days"].notna()]
    if len(known) < ENOUGH_POINTS:
        return "Is the wait getting longer? Too few quarters to judge"
    last = known.iloc[-1]
    if not last["is_special"]:
        return "Is the wait getting longer? No more than its usual wobble"
    if last["median_days"] >= last["days_average"]:
        return "Is the wait getting longer? Yes, by more than its usual wobble"
    return "Is the wait getting longer? No, shorter by more than its usual wobble"


def quarters_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, who is in it, and what the limits are."""
    n_baseline = int(frame["is_baseline"].sum())
    said = (
        "Days in which half were placed, all places, by quarter of asking; who still "
        "waits counts until today"
    )
    if n_baseline:
        said += (
            f". Limits: first {n_baseline} quarters, average plus or minus 2.66 moving "
            "ranges"
        )
    return said


def quarters_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the first and the last median."""
    known = frame[frame["median_days"].notna()]
    if known.empty:
        return "In no quarter have half been placed."
    first, last = known.iloc[0], known.iloc[-1]
    return (
        f"Half were placed within {first['median_days']:.0f} days of asking in "
        f"{words.quarter(pd.Timestamp(first['quarter_end']).date())}, and within "
        f"{last['median_days']:.0f} in "
        f"{words.quarter(pd.Timestamp(last['quarter_end']).date())}."
    )


def hand_backs(evidence: Evidence) -> pd.DataFrame:
    """Return the share of placements handed back, by kind of provider, all first.

    Returns
    -------
    DataFrame, one row for each kind with a placement
        kind_name (with its counts), placements, back_soon, back_late (counts), share
        handed back in the longer time with its 95% interval and status; is_self marks
        all kinds together.
    """
    rows = evidence[BACK]
    rows = rows[rows["placements"] > 0].copy()
    lower, upper = wilson_interval(rows["back_late"], rows["placements"])
    share = rows["back_late"] / rows["placements"]
    rows = rows.assign(
        kind_name=[
            f"{KINDS.get(row.kind, row.kind)}, {row.back_late:.0f} of "
            f"{row.placements:.0f}"
            for row in rows.itertuples()
        ],
        share=share,
        share_lower=lower,
        share_upper=upper,
        is_self=rows["kind"] == ALL,
    )
    for column in ("share", "share_lower", "share_upper"):
        rows[f"{column}_status"] = np.where(rows[column] == 0, "zero", "ok")
    return rows.drop(columns="kind").reset_index(drop=True)


def _soon_and_late() -> tuple[float, float]:
    soon, late = (
        assumption(f"waiting.hand_back_{when}").value for when in ("soon", "late")
    )
    return soon, late


def hand_backs_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask whether care that was found lasts, and count what was handed back."""
    whole = frame[frame["is_self"]].iloc[0]
    _, late = _soon_and_late()
    return (
        f"Is it handed back? {words.count(whole['back_late'])} of "
        f"{words.count(whole['placements'])} within {late:g} days"
    )


def hand_backs_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, who is watched, and the interval."""
    _, late = _soon_and_late()
    months = assumption("waiting.recent_months").value
    return (
        f"Share of placements that the provider gave back within {late:g} days, of the "
        f"{months:g} months' placements that were watched so long, by kind of "
        "provider. Line: 95% interval"
    )


def hand_backs_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say how many came back soon, and how many later."""
    whole = frame[frame["is_self"]].iloc[0]
    soon, late = _soon_and_late()
    early = words.count(whole["back_soon"])
    were = "was" if early == "1" else "were"
    return (
        f"Of {words.plural(int(whole['placements']), 'placement')}, "
        f"{early} {were} handed back within {soon:g} days and "
        f"{words.count(whole['back_late'])} within {late:g}."
    )
