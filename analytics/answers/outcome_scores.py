"""What citizens say of each provider, and how people fare with it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import words
from analytics.answers.tiers import KINDS
from analytics.assumptions import assumption
from analytics.evidence import Evidence

FEEDBACK, REVIEWS, THEMES = "provider_feedback", "provider_reviews", "feedback_themes"
MEASURES = {"independence": "Independence", "satisfaction": "Satisfaction"}
THEME_NAMES = {
    "choice_and_control": "Choice and control",
    "communication": "Communication",
    "continuity": "Continuity",
    "cost": "Cost",
    "dignity": "Dignity",
    "flexibility": "Flexibility",
    "independence": "Independence",
    "reliability": "Reliability",
    "skill": "Skill",
    "timekeeping": "Timekeeping",
    "other": "Other",
    "not_said": "No theme given",
}
LAST_THEMES = ("Other", "No theme given")


def measure_of(evidence: Evidence) -> str:
    """Return what of the reviews is asked about."""
    return evidence.selection.get("measure") or "independence"


def feedback(evidence: Evidence) -> pd.DataFrame:
    """Return the feedback on each provider of the kind chosen."""
    return _of_kind(evidence, evidence[FEEDBACK])


def reviews(evidence: Evidence) -> pd.DataFrame:
    """Return how people fared with each provider of the kind chosen."""
    rows = evidence[REVIEWS]
    return _of_kind(evidence, rows[rows["measure"] == measure_of(evidence)])


def _of_kind(evidence: Evidence, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of one kind, with words for those that have no score."""
    least = assumption("outcomes.least_answers").value
    kind = evidence.selection.get("kind", "all")
    if kind != "all":
        rows = rows[rows["kind"] == kind]
    rows = rows.sort_values(["score", "provider_label"], ascending=[False, True])
    said = [
        f"{words.count(row['good'])} of {words.count(row['answers'])}: under "
        f"{least:g}, so no score"
        for row in rows.to_dict("records")
    ]
    return rows.assign(
        kind_name=rows["kind"].map(KINDS), is_self=False, says=said
    ).reset_index(drop=True)


def everyone(rows: pd.DataFrame) -> dict[str, Any]:
    """Return the share of all providers together, whatever the kind chosen."""
    answers = float(rows["answers"].sum())
    share = float(rows["good"].sum()) / answers if answers else None
    return {"line_name": "All providers", "line_value": share}


def themes(evidence: Evidence) -> pd.DataFrame:
    """Return the pieces of feedback by theme, most first, the unsaid last."""
    rows = evidence[THEMES]
    rows = rows.assign(
        theme_name=rows["theme"].map(THEME_NAMES).fillna("Other"), heading=""
    )
    rows["is_last"] = rows["theme_name"].isin(LAST_THEMES)
    rows = rows.sort_values(["is_last", "pieces"], ascending=[True, False])
    rows["said"] = [
        f"{words.count(row['pieces'])}, of which {words.count(row['low'])} low"
        for row in rows.to_dict("records")
    ]
    rows["token"] = ["soft" if last else "data" for last in rows["is_last"]]
    return rows.reset_index(drop=True)


def feedback_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the feedback."""
    return "What citizens say of each provider"


def feedback_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, and how small providers are drawn to all."""
    return (
        f"Share of feedback that scores 4 or 5 of 5; {_drawn(frame)}. Organisations by "
        "name, sole traders by number"
    )


def reviews_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head how people fared."""
    return f"{MEASURES[measure_of(evidence)]} kept or better, by provider"


def reviews_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, whose reviews count, and how small providers are drawn to all."""
    days = assumption("outcomes.least_days").value
    return (
        f"Share of people whose {measure_of(evidence)} was no lower at the last review "
        f"with the provider than at the first, {days:g} days apart or more; "
        f"{_drawn(frame)}"
    )


def _drawn(frame: pd.DataFrame) -> str:
    return "line: 95% interval, each drawn to all providers as far as luck explains"


def scores_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the ends of the scores with their intervals, and how many have none."""
    scored = frame[frame["score"].notna()]
    few = len(frame) - len(scored)
    said = []
    if len(scored):
        first, last = scored.iloc[0], scored.iloc[-1]
        said.append(
            f"From {_one(last)} to {_one(first)}, among "
            f"{words.plural(len(scored), 'provider')}"
        )
        low, high = scored["score_lower"], scored["score_upper"]
        if low.max() <= high.min():
            said.append("every interval overlaps every other, so none stands apart")
    if few:
        said.append(f"{words.plural(few, 'provider')} with too few answers for a score")
    return "; ".join(said) + "."


def _one(row: pd.Series) -> str:
    return (
        f"{row['provider_label']} with {words.percent(row['score'], places=0)} (95% "
        f"interval {words.percent(row['score_lower'], places=0)} to "
        f"{words.percent(row['score_upper'], places=0)})"
    )


def themes_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the themes."""
    return "What feedback is about"


def themes_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit."""
    return "Pieces of feedback by theme, years together; low: a score of 1 or 2"


def themes_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the most frequent themes, and the low scores in them."""
    total = int(frame["pieces"].sum())
    top = frame.iloc[:3]
    said = [f"{row['theme_name']} {row['said']}" for row in top.to_dict("records")]
    return f"Of {words.plural(total, 'piece')}: {'; '.join(said)}."
