"""Do direct payments and individual service funds last: the answer in words."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import words
from analytics.answers import lasting_counts as counts
from analytics.assumptions import assumption
from analytics.evidence import Answer, Evidence

LASTING, HALF, LEAST = 0.7, 0.55, 0.45  # shares still going after a year
LEADS = ("direct_payment", "isf")  # the routes that the question asks after


def answer(evidence: Evidence) -> Answer:
    """Say how many of those that start still run after a year, and how sure we are."""
    rows = counts.after_a_year(evidence)
    if rows.empty:
        return Answer(
            "**We cannot tell yet.** No group has enough arrangements that are watched "
            "from their start for a year.",
            _least(),
        )
    spoken = _spoken(rows, counts.split_of(evidence))
    first = float(spoken["share_going"].iloc[0])
    said = [_told(row, number == 0) for number, (_, row) in enumerate(_rows(spoken))]
    facts = {
        f"going_after_a_year.{row['group']}": float(row["share_going"])
        for _, row in _rows(rows)
    }
    text = f"**{_word(first)}** {'; '.join(said)}."
    return Answer(text, _sure(evidence, facts), facts)


def _rows(frame: pd.DataFrame) -> list[tuple[Any, pd.Series]]:
    return list(frame.iterrows())


def _least() -> str:
    least = assumption("lasting.least_watched").value
    return f"A curve is drawn while {least:g} or more are watched."


def _spoken(rows: pd.DataFrame, split: str) -> pd.DataFrame:
    """Return the groups that the answer names: the two asked after, or all of a few."""
    if split != "route":
        return rows[rows["group"] != counts.UNKNOWN] if len(rows) > 1 else rows
    lead = rows[rows["group"].isin(LEADS)]
    return lead if len(lead) else rows


def _word(share: float) -> str:
    """Answer the question by the share that still runs after a year."""
    if share >= LASTING:
        return "Mostly."
    if share >= HALF:
        return "More than half do."
    return "About half do." if share >= LEAST else "Mostly not."


def _told(row: pd.Series, is_first: bool) -> str:
    share = words.percent(row["share_going"], places=0)
    whose = counts.WHOSE[row["group"]]
    ends = _interval(row)
    if is_first:
        return f"Of {whose} that start, about **{share} still run after a year**{ends}"
    return f"of {whose}, **{share}**{ends}"


def _interval(row: pd.Series) -> str:
    if pd.isna(row["share_lower"]) or pd.isna(row["share_upper"]):
        return ""
    low, high = (
        words.percent(row[f"share_{end}"], places=0) for end in ("lower", "upper")
    )
    return f" (95% interval {low} to {high})"


def _sure(evidence: Evidence, facts: dict[str, Any]) -> str:
    if counts.is_public(evidence):
        weeks = assumption("lasting.weeks_a_step").value
        return (
            f"Worked out from rounded counts in steps of {weeks:g} weeks and from "
            "nothing else; a curve stops where a count is hidden."
        )
    drawn = counts.curves(evidence)["group"].nunique()
    if drawn < 2 or not evidence.has(counts.TESTS):
        return "One group alone: there is nothing to compare it with."
    chance = float(evidence[counts.TESTS]["chance_alone"].iloc[0])
    if pd.isna(chance):
        return "There are too few ends to compare the groups."
    facts["chance_alone"] = chance
    caution = "Different people are in each, so this says nothing of why."
    said = words.chance(chance)
    if chance < 0.05:
        return (
            f"The groups end at paces that differ: chance alone would part them so far "
            f"{_so_often(said)} (log-rank test). {caution}"
        )
    return (
        f"The groups may well end at one pace: chance alone would part them so far in "
        f"{said} of cases (log-rank test). {caution}"
    )


def _so_often(said: str) -> str:
    return f"in {said} of cases"
