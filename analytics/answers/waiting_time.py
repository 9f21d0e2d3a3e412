"""How long people wait until care is found, of everybody and place by place."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analytics import words
from analytics.answers.waiting import ALL, place_chosen, place_label
from analytics.assumptions import assumption
from analytics.evidence import Evidence

CURVE, TIME = "waiting_curve", "waiting_time"
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
