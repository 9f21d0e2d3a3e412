"""The framework in words: its criteria, its rules, and who would move under another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics import words
from analytics.answers import scoring
from analytics.answers import scoring_words as say
from analytics.evidence import Evidence

CRITERIA_COLUMNS = {
    "short": "Criterion",
    "tier_name": "Tier",
    "wording": "What is asked",
    "evidence_wanted": "Evidence wanted",
    "views": "Whose view counts",
    "paragraph": "In the guide",
}
AHEAD_COLUMNS = {
    "provider_label": "Provider",
    "decided": "Decided",
    "now": "Evidence shows now",
    "then": "It would show",
    "moves": "So it",
}
MOVES = {
    "up": "moves up",
    "down": "moves down",
    "cannot_tell": "cannot be told",
    "stays": "stays",
}
VIEWS = {"commissioner": "council", "provider": "provider", "citizen": "citizens"}


def criteria(evidence: Evidence) -> pd.DataFrame:
    """Return the criteria of the framework in force, in words."""
    rows = evidence["scoring_framework"]
    rows = rows[rows["standing"] == scoring.IN_FORCE].sort_values("place")
    views = [_views(told) for told in rows["viewpoints"]]
    optional = rows["is_required"].map({True: "", False: " (not required)"})
    return rows.assign(
        tier_name=rows["tier"].map(say.TIERS) + optional, views=views
    ).reset_index(drop=True)[["criterion", *CRITERIA_COLUMNS]]


def _views(told: str) -> str:
    first, *others = (VIEWS[each] for each in told.split())
    if not others:
        return f"The {first} judges"
    return f"The {first} judges; {words.listing(others)} may contest"


def rules(evidence: Evidence, version: str | None = None) -> list[str]:
    """Return the rule of each tier as sentences, of the version in force or another."""
    rows, framework = evidence["scoring_rules"], evidence["scoring_framework"]
    if version is None:
        rows = rows[rows["standing"] == scoring.IN_FORCE]
    else:
        rows = rows[rows["version"] == version]
    of_version = framework[framework["version"].isin(rows["version"])]
    names = dict(zip(of_version["criterion"], of_version["short"], strict=True))
    rows = rows.sort_values("tier")
    return [_rule(row, names) for row in rows.to_dict("records")]


def _rule(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    head = f"**{say.TIERS[row['tier']]}, {row['tier_name']}:**"
    asked = []
    if row["met"]:
        asked.append(f"{_share(row['met'], row['counted'])} met")
    if row["met_or_partly"]:
        of = _share(row["met_or_partly"], row["counted"])
        asked.append(f"{of} met at least partly")
    if row["must_be_met"]:
        must = [say.lower_first(names[code]) for code in row["must_be_met"].split()]
        asked.append(f"{words.listing(must)} met in full")
    if not asked:
        return f"{head} whoever reaches no other tier."
    return f"{head} {words.listing(asked)}."


def _share(number: int, counted: int) -> str:
    """Say how many of a tier's criteria: all 9 criteria, at least 7 of 9 criteria."""
    if number == counted:
        return f"all {words.count(counted)} criteria"
    return f"at least {words.count(number)} of {words.count(counted)} criteria"


def about(evidence: Evidence) -> str:
    """Say which framework this is, since when, and whose reading of what."""
    version = scoring.in_force(evidence)
    if version is None:
        return "No version of the framework is in force."
    months = words.plural(int(version["improvement_months"]), "month")
    return (
        f"{version['title']}, version {version['version']}, in force since "
        f"{say.day(version['valid_from'])}. {version['reading']} The guide: "
        f"{version['guide']}. A provider of the last tier is given {months} to improve."
    )


@dataclass(frozen=True)
class Coming:
    """A version still to come, and who would move under it.

    Attributes
    ----------
    rows : those who would move or cannot be told: provider_id, provider_label,
        decided, now, then and moves (words)
    """

    heading: str
    sentence: str
    rules: list[str]
    rows: pd.DataFrame


def ahead(evidence: Evidence) -> list[Coming]:
    """Return every version still to come, the next first."""
    if not evidence.has("scoring_ahead"):
        return []
    found = []
    for (day, version), rows in evidence["scoring_ahead"].groupby(
        ["valid_from", "version"]
    ):
        heading = f"Who would move under version {version}, from {say.day(day)}"
        told = rules(evidence, str(version))
        found.append(Coming(heading, moved_sentence(rows), told, moved(rows)))
    return found


def moved(rows: pd.DataFrame) -> pd.DataFrame:
    """Return who would move, and whose move cannot be told, in words."""
    rows = rows[rows["move"] != "stays"]
    rows = rows.assign(order=rows["move"].map(list(MOVES).index))
    rows = rows.sort_values(["order", "provider_label"], ignore_index=True)
    told = rows.to_dict("records")
    return rows.assign(
        decided=rows["decided_tier"].map({**say.TIERS, say.UNDECIDED: "No decision"}),
        now=[say.shown(row["least_now"], row["most_now"]) for row in told],
        then=[say.shown(row["least_then"], row["most_then"]) for row in told],
        moves=rows["move"].map(MOVES),
    )[["provider_id", *AHEAD_COLUMNS]]


def moved_sentence(rows: pd.DataFrame) -> str:
    """Count who would move: 2 of 53 providers would move up, 1 down."""
    n = {move: int((rows["move"] == move).sum()) for move in MOVES}
    told = (
        f"On the evidence as it stands, **{words.count(n['up'])} of "
        f"{words.plural(len(rows), 'provider')} would move up and "
        f"{words.count(n['down'])} down**"
    )
    if n["cannot_tell"]:
        told += f"; {words.count(n['cannot_tell'])} cannot be told"
    return f"{told}. No decision changes by itself."
