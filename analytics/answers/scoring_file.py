"""One provider's scoring file: three views side by side, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics import words
from analytics.answers import scoring
from analytics.answers import scoring_words as say
from analytics.evidence import Evidence

VIEW_COLUMNS = {
    "short": "Criterion",
    "tier_name": "Tier",
    "counts": "Counts as",
    **say.VIEWS,
}


def chosen(evidence: Evidence) -> Mapping[str, Any] | None:
    """Return the row of the provider that the reader chose, or None."""
    rows = evidence["scoring_files"]
    rows = rows[rows["provider_id"] == evidence.selection.get("provider", "")]
    return {str(k): v for k, v in rows.iloc[0].items()} if len(rows) else None


def marks(evidence: Evidence, provider_id: str) -> pd.DataFrame:
    """Return how each criterion stands for one provider, in the framework's order."""
    rows = evidence["scoring_marks"]
    rows = rows[rows["provider_id"] == provider_id]
    return rows.sort_values("place", ignore_index=True)


def views(evidence: Evidence, provider_id: str) -> pd.DataFrame:
    """Return each criterion with each view's newest item, side by side.

    Returns
    -------
    DataFrame, one row for each criterion of the framework in force
        criterion, short, tier_name, counts (words), and commissioner, provider and
        citizen: what each said last, with its day and whether it is disputed.
    """
    items = evidence["scoring_items"]
    items = items[(items["provider_id"] == provider_id) & items["is_newest"]]
    newest = {
        (row["criterion"], row["viewpoint"]): row for row in items.to_dict("records")
    }
    short = scoring.short_names(evidence)
    rows = []
    for mark in marks(evidence, provider_id).to_dict("records"):
        code = mark["criterion"]
        seen = {view: newest.get((code, view)) for view in say.VIEWS}
        rows.append(
            {
                "criterion": code,
                "short": short[code],
                "tier_name": say.TIERS[mark["tier"]],
                "counts": _counts(mark, seen[mark["judged_by"]]),
                **{view: _said(item) for view, item in seen.items()},
            }
        )
    return pd.DataFrame(rows, columns=["criterion", *VIEW_COLUMNS])


def _counts(mark: Mapping[str, Any], newest: Mapping[str, Any] | None) -> str:
    """Say what a criterion counts as, and by which view where that is not plain."""
    told = say.STATES[mark["state"]]
    told = told[:1].upper() + told[1:]
    on = mark["judged_on"]
    is_earlier = newest is not None and pd.Timestamp(newest["assessed_on"]) != on
    if pd.isna(on) or mark["state"] == "contested":
        return told
    if not is_earlier and mark["judged_by"] == "commissioner":
        return told
    return f"{told}, by {say.WHOSE[mark['judged_by']]} view of {say.day(on)}"


def _said(item: Mapping[str, Any] | None) -> str:
    if item is None:
        return "No view"
    told = f"{say.MET[item['met']]}, {say.day(item['assessed_on'])}"
    return f"{told}, disputed" if item["is_disputed"] else told


def facts(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the few facts that head a scoring file, each with its words."""
    is_decided = row["decided_tier"] != say.UNDECIDED
    found = [
        (
            say.TIERS.get(str(row["decided_tier"]), "None"),
            f"decided {say.day(row['decided_on'])}"
            if is_decided
            else "no decision yet",
        ),
        (say.shown(row["tier_at_least"], row["tier_at_most"]), "the evidence shows"),
        (
            f"{row['criteria_known']} of {row['criteria']}",
            "criteria assessed and settled",
        ),
    ]
    if not pd.isna(row["improve_by"]):
        by = (
            "as decided" if row["improve_by_from"] == "decision" else "by the framework"
        )
        found.append((say.day(row["improve_by"]), f"improve by, {by}"))
    return found


def standing(row: Mapping[str, Any]) -> str:
    """Say in words how the decision stands to the evidence."""
    shown = say.shown(row["tier_at_least"], row["tier_at_most"])
    if row["decided_tier"] == say.UNDECIDED:
        return f"No tier has been decided yet. The evidence shows {shown}."
    tier = say.TIERS[str(row["decided_tier"])]
    told = {
        "supported": f"The evidence supports the decision: it shows {shown}.",
        "higher": f"The decision, {tier}, is higher than the evidence, which shows "
        f"{shown}.",
        "lower": f"The decision, {tier}, is lower than the evidence, which shows "
        f"{shown}.",
        "cannot_tell": f"Whether the evidence supports {tier} cannot be told: "
        f"{say.WHYS[str(row['why'])]}.",
    }[str(row["verdict"])]
    then = str(row["verdict_then"])
    if then == row["verdict"]:
        return told
    return f"{told} On the day of the decision: {say.on_the_day(then)}."


def own_view(row: Mapping[str, Any]) -> str:
    """Set the provider's own assessment beside the council's."""
    both, higher = int(row["own_view"]), int(row["own_view_higher"])
    if not both:
        return "The provider has not assessed itself on a criterion that was judged."
    beside = words.plural(both, "criterion", "criteria")
    if not higher:
        return f"Its own view is no higher than the one judged on, on {beside}."
    return (
        f"Its own view is higher than the one judged on in {words.count(higher)} of "
        f"{beside}."
    )


def missing(evidence: Evidence, provider_id: str) -> list[str]:
    """Say what is missing for each tier above the one surely shown, nearest first."""
    said = []
    for tier in ("tier_2", "tier_1"):
        rows = scoring.gap_of(evidence, provider_id, tier)
        if len(rows):
            said.append(f"**For {say.TIERS[tier]}:** {scoring.needs(evidence, rows)}")
    return said


def to_remain(evidence: Evidence, provider_id: str) -> str:
    """Say which of the last tier's criteria, asked of who wants to remain, lack."""
    rows = scoring.gap_of(evidence, provider_id, "tier_3")
    if rows.empty:
        return ""
    names = words.listing(say.lacking(rows, scoring.short_names(evidence)))
    return f"**To remain in the framework, the guide also asks for:** {names}."
