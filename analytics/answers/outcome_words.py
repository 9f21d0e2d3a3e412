"""The words round fading support, past findings, and the four columns."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from analytics import words
from analytics.answers.outcomes import (
    CANNOT_TELL,
    FADED,
    GROUPS,
    UNEXPLAINED,
)
from analytics.assumptions import assumption
from analytics.costs.published import Finding, finding
from analytics.evidence import Evidence, Notes

REVIEWS, FEEDBACK = "council_reviews", "council_feedback"


def past_findings() -> list[Finding]:
    """Return what others found of hours and money; shown, never a default."""
    return [finding("animate_hours"), finding("southwark_saving")]


def fading_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head fading support."""
    return "Whose hours fell, and whether that is explained"


def fading_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit and what counts as explained."""
    least = f"{assumption('outcomes.hours_down').value:.0%}"
    return (
        "People, by hours at the last review against the first; fewer is "
        f"{least} or more. As they wished: less support was their own aim. No worse: "
        "neither independence nor satisfaction fell. Cannot tell: one of the three is "
        "not told and none fails"
    )


def fading_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Give the counts of fewer hours for each group."""
    said = []
    for group, rows in frame.groupby("people_group", sort=False):
        by = rows.set_index("outcome")["people"]
        told = [
            f"{'[c]' if pd.isna(by[name]) else words.count(by[name])} {what}"
            for name, what in (
                (FADED, "with fewer hours as they wished and no worse"),
                (UNEXPLAINED, "with fewer hours unexplained"),
                (CANNOT_TELL, "of whom we cannot tell"),
            )
        ]
        said.append(f"{GROUPS[str(group)]}: {words.listing(told)}")
    return "; ".join(said) + "."


def notes(evidence: Evidence) -> Notes:
    """Say what the page rests on, how old it is, and how far to trust it."""
    about = evidence.about
    synthetic = " (synthetic)" if about.is_synthetic else ""
    there = [
        name
        for source, name in ((REVIEWS, "Reviews"), (FEEDBACK, "feedback"))
        if source in about.supplied
    ]
    told = words.listing(there) or "Nothing"
    return Notes(
        source=f"{told[:1].upper()}{told[1:]} supplied by the council{synthetic}.",
        how_old=_how_old(evidence),
        read_with_care=(
            "Hours that fall are no success by themselves. Aims and scores are as "
            "reviewers recorded them. Providers serve different people; scores are not "
            "adjusted for that."
        ),
        what_would_change_this=_change_this(evidence),
    )


def _how_old(evidence: Evidence) -> str:
    said = []
    for source, name in ((REVIEWS, "Reviews"), (FEEDBACK, "Feedback")):
        last = evidence.about.supplied.get(source)
        if isinstance(last, dt.date):
            said.append(f"{name} to {words.date(last)}.")
    return " ".join(said) or f"As of {words.date(evidence.about.as_of)}."


def _change_this(evidence: Evidence) -> str:
    """Say how many the unknown could turn."""
    if evidence.has("fading_support") and evidence.selection.view != "public":
        rows = evidence["fading_support"]
        rows = rows[rows["people_group"] == "all"].set_index("outcome")
        faded = rows.loc[FADED]
        share = assumption("outcomes.hours_down")
        said = (
            f"**The share.** Were a fall of {share.low:.0%} enough, "
            f"{words.count(faded['people_at_least'])} would have faded; were "
            f"{share.high:.0%} needed, {words.count(faded['people_at_most'])}."
        )
        unknown = int(rows["people"].get(CANNOT_TELL, 0))
        if unknown:
            said += f" Aims and scores of {words.count(unknown)} more are not told."
        return said
    if not evidence.has("fading_support"):
        return "**Reviews.** The council's `reviews` file would answer the question."
    return "**Reviews.** A second one for more people, with aims and scores recorded."
