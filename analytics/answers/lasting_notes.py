"""The words round the charts of the page on lasting, and the four columns under it."""

from __future__ import annotations

import pandas as pd

from analytics import words
from analytics.answers import lasting_counts as counts
from analytics.assumptions import assumption
from analytics.evidence import Evidence, Notes

TWO_YEARS = 104  # weeks


def curves_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the curves."""
    by = {"route": "route", "workforce": "workforce", "holder": "holder"}
    return f"How long they run, by {by[counts.split_of(evidence)]}"


def curves_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, the bands and how the curves were made."""
    said = (
        "Share of arrangements still running, by years since they started. Band: 95% "
    )
    if counts.is_public(evidence):
        return f"{said}interval. Life table from rounded counts"
    return f"{said}interval (Kaplan–Meier)"


def curves_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say of each group what share still runs after a year, or how far it is told."""
    said = []
    for group, rows in frame.groupby("group", sort=False):
        name = counts.WHOSE[str(group)]
        at = rows[rows["weeks"] == counts.A_YEAR]
        last = rows.iloc[-1] if at.empty else at.iloc[0]
        share = words.percent(last["share_going"], places=0)
        when = "a year" if len(at) else f"{last['weeks']:g} weeks"
        said.append(f"of {name} {share} still run after {when}")
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}."


def causes_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask how the group chosen ends."""
    return f"How {_whose(evidence)} end"


def _whose(evidence: Evidence) -> str:
    return counts.WHOSE[counts.group_of(evidence)]


def causes_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit and that one end rules out the others."""
    return (
        "Share that had ended so, by years since the start; one end rules out the "
        "others (Aalen–Johansen). Band: 95% interval"
    )


def causes_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say what share had ended of each cause after two years, or as far as told."""
    weeks = min(TWO_YEARS, int(frame["weeks"].max()))
    at = frame[frame["weeks"] == weeks].sort_values("share_ended", ascending=False)
    said = [
        f"{row['cause_name'].lower()} {words.percent(row['share_ended'], places=0)}"
        for _, row in at.iterrows()
    ]
    when = "two years" if weeks == TWO_YEARS else f"{weeks} weeks"
    return f"Within {when}: {words.listing(said)}."


def ends_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the reasons with how many ends there were."""
    number = int(frame["ended"].sum())
    return f"Why they ended: {words.plural(number, 'end')} of {_whose(evidence)}"


def ends_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, and what the shares and the colour are."""
    return (
        "Ends by the reason that the council wrote down, share of those with one. "
        "**Orange: care fell through.** Outline: no reason supplied"
    )


def ends_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the reasons with their counts."""
    said = [
        f"{row['reason_name'].lower()} {row['words']}" for _, row in frame.iterrows()
    ]
    text = words.listing(said)
    return f"{text[:1].upper()}{text[1:]}."


def switches_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say how many changed route in the last year."""
    day = frame["year_end"].max()
    return (
        f"{words.plural(_moved(frame, day), 'person', 'people')} changed route in the "
        f"year to {words.date(day.date())}"
    )


def _moved(frame: pd.DataFrame, day: pd.Timestamp) -> int:
    rows = frame[frame["year_end"] == day]
    inside = (rows["route_before"] != counts.OUTSIDE) & (
        rows["route_after"] != counts.OUTSIDE
    )
    changed = inside & (rows["route_before"] != rows["route_after"])
    return int(rows.loc[changed, "people"].sum())


def switches_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit and what the colours are."""
    return (
        "People by their highest route, a year apart. **Blue bands: to a higher "
        "route.** **Orange bands: to a lower one.** Grey: stayed. Who came or went is "
        "not drawn"
    )


def switches_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say who moved where in the last year, most first."""
    last = frame[frame["year_end"] == frame["year_end"].max()]
    outside = [counts.OUTSIDE]
    inside = ~last["route_before"].isin(outside) & ~last["route_after"].isin(outside)
    moved = last[inside & (last["route_before"] != last["route_after"])]
    said = [
        f"{words.count(row['people'])} from {row['before_name']} to {row['after_name']}"
        for _, row in moved.sort_values("people", ascending=False).iterrows()
    ]
    return f"In the last year {words.listing(said) or 'nobody'} changed route."


def notes(evidence: Evidence) -> Notes:
    """Say what the page rests on, how old it is, and how far to trust it."""
    return Notes(
        source=_source(evidence),
        how_old=_how_old(evidence),
        read_with_care=_care(evidence),
        what_would_change_this=_change_this(evidence),
    )


def _source(evidence: Evidence) -> str:
    synthetic = " (synthetic)" if evidence.about.is_synthetic else ""
    gap = assumption("lasting.longest_gap").value
    return (
        f"Arrangements supplied by the council{synthetic}. A person's spells on one "
        f"route up to {gap:g} days apart are one."
    )


def _how_old(evidence: Evidence) -> str:
    day = words.date(evidence.about.as_of)
    return f"Watched to {day}; those still running then are counted as going on."


def _care(evidence: Evidence) -> str:
    if counts.is_public(evidence):
        least = assumption("protect.least_ends").value
        return (
            "Counts are rounded to 5, those under 5 hidden, groups with under "
            f"{least:g} ends left out. Rounding is not in the intervals."
        )
    unknown = _unknown_starts(evidence)
    if not unknown:
        return (
            "Those that began before the watch enter late. Paces of earlier years and "
            "of today are one curve."
        )
    number = words.plural(unknown, "arrangement")
    return (
        f"Left out: {number} that share one start day, a case system's first, so their "
        "true start is unknown. Others from before the watch enter late."
    )


def _unknown_starts(evidence: Evidence) -> int:
    if not evidence.has(counts.GROUPS):
        return 0
    return int(evidence[counts.GROUPS]["start_unknown"].sum())


def _change_this(evidence: Evidence) -> str:
    if counts.is_public(evidence):
        return "**More ends.** Fewer counts would be hidden, and curves go on longer."
    lacking = 0
    if evidence.has(counts.ENDS):
        told = evidence[counts.ENDS]
        lacking = int(told.loc[told["end_reason"] == "reason_unknown", "ended"].sum())
    if lacking:
        return (
            f"**Reasons.** {words.plural(lacking, 'end')} "
            f"{'has' if lacking == 1 else 'have'} no reason supplied."
        )
    return (
        "**Time.** Each year tells how the newest fare. A change in who is offered a "
        "route changes its curve too."
    )
