"""What help providers were given, as dated context and not as a cause."""

from __future__ import annotations

import pandas as pd

from analytics import words
from analytics.answers.tiers import NAMES, OUTSIDE
from analytics.evidence import Evidence

KINDS = {
    "training": "Training",
    "mentoring": "Mentoring",
    "transitional_funding": "Transitional funding",
    "incentive_payment": "Incentive payment",
    "grant": "Grant",
}
NO_CAUSE = (
    "This is not evidence of effect: providers are chosen for help, and some would "
    "have moved without it."
)


def support(evidence: Evidence) -> pd.DataFrame:
    """Return the help given, oldest first, with the moves about it in words.

    Returns
    -------
    DataFrame, one row for each help
        as the table tier_support, with kind_name, tier_name, before and after (words).
    """
    rows = evidence["tier_support"].sort_values("support_no", ignore_index=True)
    where = {**NAMES, OUTSIDE: "left"}
    return rows.assign(
        kind_name=rows["kind"].map(KINDS),
        tier_name=rows["tier_then"].map(NAMES).fillna("not in a tier"),
        before=_moves(rows, "before", where),
        after=_moves(rows, "after", where),
    )


def _moves(rows: pd.DataFrame, which: str, where: dict[str, str]) -> list[str]:
    said = []
    for day, goal in zip(rows[f"{which}_on"], rows[f"{which}_to"], strict=True):
        if pd.isna(day):
            said.append("none")
            continue
        told = where.get(str(goal), str(goal))
        to = told if told == "left" else f"to {told}"
        said.append(f"{to}, {words.date(pd.Timestamp(day).date())}")
    return said


def support_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the help."""
    return "Help given, beside moves"


def support_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, what the marks are, and what it does not show."""
    return (
        "Dates of help to providers, and of their moves. Bar: days of help. Triangle: "
        f"moved up. Orange diamond: moved down or left. **{NO_CAUSE}**"
    )


def support_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Count the help and the moves after it, and say what that does not show."""
    moved, up = frame["after_on"].notna(), frame["after_move"] == "up"
    kinds = frame["kind_name"].value_counts()
    told = words.listing(
        [f"{words.count(n)} {str(kind).lower()}" for kind, n in kinds.items()]
    )
    return (
        f"{words.plural(len(frame), 'provider')} helped ({told}); "
        f"{words.count(int(up.sum()))} moved up later, "
        f"{words.count(int((moved & ~up).sum()))} moved down or left later. {NO_CAUSE}"
    )
