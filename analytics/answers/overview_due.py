"""What needs a decision: clocks, reviews, and data that is old or not there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analytics import words
from analytics.answers import sources as ages
from analytics.answers import tier_clocks
from analytics.assumptions import assumption
from analytics.evidence import Evidence
from data.sources import sources

MOST_MISSING = 4  # sources named one by one; the others are counted
INSIDE = "Deadlines of providers and reviews of people are not published."


@dataclass(frozen=True)
class Due:
    """One thing that somebody has to decide.

    Attributes
    ----------
    when : a day, or how long it is over
    name : what the link says; `page` and `choices` are where it leads
    said : what is to be decided, as it goes on from the name
    """

    when: str
    name: str
    said: str
    page: str
    choices: Mapping[str, str] = field(default_factory=dict)
    is_over: bool = False


def decisions(evidence: Evidence) -> list[Due]:
    """Return what needs a decision: what is over first, then by day, data last."""
    return [
        *_clocks(evidence),
        *_reviews(evidence),
        *_old(evidence),
        *_missing(evidence),
    ]


def nothing_due() -> str:
    """Say that nothing waits for anybody."""
    soon = assumption("tiers.due_within").value
    return (
        f"Nothing is overdue or due within {soon:g} days, and no source is missing or "
        f"over {ages.OLD_YEARS} years old."
    )


def _clocks(evidence: Evidence) -> list[Due]:
    page = evidence.gathered.get("tiers")
    if page is None or not page.evidence.has("tier_clocks"):
        return []
    rows = tier_clocks.clocks(page.evidence)
    rows = rows[rows["state"].isin(["overdue", "due"])].sort_values("improve_by")
    known = _consequences(page.evidence)
    return [_clock(row, known.get(row["provider_id"])) for row in _records(rows)]


def _records(rows: pd.DataFrame) -> list[dict[Any, Any]]:
    return rows.to_dict("records")


def _consequences(evidence: Evidence) -> dict[str, dict[Any, Any]]:
    if not evidence.has("phase_out"):
        return {}
    return {row["provider_id"]: row for row in _records(evidence["phase_out"])}


def _clock(row: Mapping[Any, Any], leaving: Mapping[Any, Any] | None) -> Due:
    """Say of a clock when it ends or ended, and what a letter would bring about."""
    day = words.date(pd.Timestamp(row["improve_by"]).date())
    is_over = row["state"] == "overdue"
    said = f": improve-by date passed on {day}." if is_over else ": improve-by date."
    if is_over and leaving is not None:
        said += _leaving(leaving)
    choices = {"provider": str(row["provider_id"])} if leaving is not None else {}
    return Due(
        when=f"{words.plural(-int(row['days_left']), 'day')} over" if is_over else day,
        name=str(row["provider_label"]),
        said=said,
        page="phasing" if leaving is not None else "tiers",
        choices=choices,
        is_over=is_over,
    )


def _leaving(row: Mapping[Any, Any]) -> str:
    if not row["people"]:
        return " Phasing it out would leave nobody to place."
    adds = int(row["areas_becoming_desert"])
    said = f" Phasing it out would add {words.plural(adds, 'area')} to the care deserts"
    if pd.notna(row["hours_unplaced"]) and row["hours_unplaced"] >= 1:
        short = words.count(row["hours_unplaced"])
        said += f", and at least {short} hours a week would find no taker"
    return f"{said}."


def _reviews(evidence: Evidence) -> list[Due]:
    page = evidence.gathered.get("assurance")
    late = 0 if page is None else int(page.answer.facts.get("look_for_review", 0))
    if not late:
        return []
    said = " without a review in time: over 12 months ago, or none on record after 6."
    name = words.plural(late, "arrangement")
    return [Due("Overdue", name, said, "assurance", is_over=True)]


def _old(evidence: Evidence) -> list[Due]:
    """Say in one line how many sources describe a time long ago."""
    page = evidence.gathered.get("data")
    if page is None or not page.evidence.has("source_ages"):
        return []
    rows = ages.frame(page.evidence)
    old = rows[rows["years"] > ages.OLD_YEARS]
    if old.empty:
        return []
    first = old.iloc[0]
    describe = "describes" if len(old) == 1 else "describe"
    said = (
        f" {describe} a time over {ages.OLD_YEARS} years ago. The oldest: "
        f"{first['title']}."
    )
    when = f"{first['describes_on']:%B %Y}"
    return [Due(when, words.plural(len(old), "source"), said, "data")]


def _missing(evidence: Evidence) -> list[Due]:
    """Name what was not supplied, and what it would switch on."""
    lacking = dict.fromkeys(
        source for page in evidence.gathered.values() for source in page.lacking
    )
    known = sources()
    named = [each for each in lacking if each in known]
    due = [
        Due("Not supplied", known[each].title, f". {known[each].switches_on}", "data")
        for each in named[:MOST_MISSING]
    ]
    if len(named) > MOST_MISSING:
        more = words.plural(len(named) - MOST_MISSING, "other file")
        said = ", each with what it would switch on on its page."
        due.append(Due("Not supplied", more, said, "data"))
    return due
