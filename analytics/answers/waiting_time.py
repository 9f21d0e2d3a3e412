"""How long people wait until care is found, how many waited when, and hand-backs."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics import words
from analytics.answers.tiers import KINDS
from analytics.answers.waiting import ALL, place_chosen, place_label
from analytics.assumptions import assumption
from analytics.evidence import Evidence
from analytics.stats.rates import wilson_interval
from analytics.stats.spc import ENOUGH_POINTS, xmr

CURVE, TIME, QUARTERS = "waiting_curve", "waiting_time", "waiting_quarters"
TREND, BACK = "waiting_trend", "hand_backs"
COUNCIL, CHOSEN = "council", "chosen"


def days(value: float, *, places: int = 0) -> str:
    """Write days on an axis or beside a dot."""
    return f"{value:.{places}f}"


def curve(evidence: Evidence) -> pd.DataFrame:
    """Return the share still waiting day by day: of everybody, and of one place.

    Returns
    -------
    DataFrame, one row for each series (council, chosen) and day
        place_label, at_risk (people), share_waiting with its interval and statuses.
    """
    rows = evidence[CURVE]
    is_chosen = rows["place_name"] != ALL
    rows = rows.assign(
        series=np.where(is_chosen, CHOSEN, COUNCIL),
        place_label=rows["place_name"].map(place_label),
    )
    rows = rows.sort_values(["series", "day"], ascending=[False, True])
    return rows.drop(columns=["place_set", "place_name"]).reset_index(drop=True)


def series(evidence: Evidence) -> dict[str, tuple[str, str]]:
    """Name the curves, the one of the place chosen drawn on top."""
    chosen = place_chosen(evidence)
    if chosen is None:
        return {COUNCIL: ("Still waiting", "data")}
    return {
        COUNCIL: ("All places", "context"),
        CHOSEN: (place_label(chosen[1]), "data"),
    }


def half_placed(evidence: Evidence) -> dict[str, str]:
    """Say on the curve asked about after how many days half were placed."""
    row = _time_of(evidence)
    if row is None or pd.isna(row["median_days"]):
        return {}
    key = COUNCIL if place_chosen(evidence) is None else CHOSEN
    return {key: f"half placed within {row['median_days']:.0f} days"}


def _time_of(evidence: Evidence) -> pd.Series | None:
    """Return the row of the place chosen, or of all places."""
    rows = evidence[TIME]
    chosen = place_chosen(evidence)
    name = ALL if chosen is None else chosen[1]
    found = rows[rows["place_name"] == name]
    if chosen is not None:
        found = found[found["place_set"] == chosen[0]]
    return None if found.empty else found.iloc[0]


def _asked(evidence: Evidence) -> str:
    months = assumption("waiting.recent_months").value
    return f"those who asked in the last {months:g} months"


def curve_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask how long until care is found, and answer with the median."""
    row = _time_of(evidence)
    if row is None or pd.isna(row["median_days"]):
        return "How long until care is found? Half are not placed yet"
    said = f"half within {row['median_days']:.0f} days"
    if pd.isna(row["median_upper"]):
        return f"How long until care is found? {said.capitalize()}"
    low, high = row["median_lower"], row["median_upper"]
    return (
        f"How long until care is found? {said.capitalize()} "
        f"(95% interval {low:.0f} to {high:.0f})"
    )


def curve_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, who is in it, and what became of those who withdrew."""
    row = _time_of(evidence)
    gone = 0 if row is None else int(row["withdrawn"])
    undated = 0 if row is None else int(row["undated"])
    said = (
        f"Share still waiting by days since asking, of {_asked(evidence)}; people who "
        "still wait count until today (Kaplan and Meier). Band: 95% interval. "
        f"{words.plural(gone, 'person', 'people')} who withdrew on a day that the file "
        f"does not give {'is' if gone == 1 else 'are'} left out"
    )
    if undated:
        said += f", and {words.count(undated)} placed on no given day"
    return said


def curve_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say how many of all were placed within a long wait, withdrawing counted."""
    row = _time_of(evidence)
    long = assumption("waiting.long_wait").value
    if row is None or pd.isna(row["within_least"]):
        return "Nobody was placed, so no wait can be told."
    low, high = row["within_least"], row["within_most"]
    ends = [words.percent(share, places=0) for share in (low, high)]
    about = ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
    if row["referrals"] < assumption("answers.least_cases").value:
        number = words.plural(int(row["referrals"]), "person", "people")
        return f"Only {number} asked: read the counts, not the curve."
    return (
        f"Of all who asked, {about} were placed within {long:g} days, whenever those "
        "who withdrew did so."
    )


def medians(evidence: Evidence) -> pd.DataFrame:
    """Return the days in which half are placed, place by place, longest first.

    Returns
    -------
    DataFrame, one row for each place where anybody asked
        place_label, referrals, placed, waiting, withdrawn, median_days with its
        interval, within_least and within_most, statuses; is_self.
    """
    rows = evidence[TIME]
    chosen = place_chosen(evidence)
    rows = rows[(rows["place_name"] != ALL) & (rows["referrals"] > 0)]
    rows = rows.assign(
        place_label=rows["place_name"].map(place_label),
        is_self=[
            chosen is not None and (row.place_set, row.place_name) == chosen
            for row in rows.itertuples()
        ],
    )
    rows = rows.sort_values(
        ["median_days", "place_label"], ascending=[False, True], na_position="first"
    )
    return rows.drop(columns=["place_set", "place_name"]).reset_index(drop=True)


def everywhere(evidence: Evidence) -> float | None:
    """Return the median of the whole council."""
    rows = evidence[TIME]
    found = rows.loc[rows["place_name"] == ALL, "median_days"].dropna()
    return None if found.empty else float(found.iloc[0])


def medians_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask whether it depends on where people live."""
    known = frame[frame["median_days"].notna()]
    if len(known) < 2:
        return "Does it depend on the place?"
    low, high = known["median_days"].min(), known["median_days"].max()
    return f"Does it depend on the place? {low:.0f} to {high:.0f} days"


def medians_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit and the intervals."""
    unmet = int(frame["median_days"].isna().sum())
    said = (
        f"Days in which half are placed, of {_asked(evidence)}, by place. Line: 95% "
        "interval; without a line, its far end is not reached yet"
    )
    if unmet:
        places = words.plural(unmet, "place")
        said += f". In {places} half are not placed yet"
    return said


def medians_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say where it takes longest and where shortest."""
    known = frame[frame["median_days"].notna()]
    if known.empty:
        return "No place has had half of its people placed."
    first, last = known.iloc[0], known.iloc[-1]
    return (
        f"Longest in {first['place_label']}, {first['median_days']:.0f} days, and "
        f"shortest in {last['place_label']}, {last['median_days']:.0f}."
    )


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
    return (
        f"Of {words.plural(int(whole['placements']), 'placement')}, "
        f"{words.count(whole['back_soon'])} were handed back within {soon:g} days and "
        f"{words.count(whole['back_late'])} within {late:g}."
    )
