"""The words of the scoring files: tiers, verdicts, how a criterion stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analytics import words

TIERS = {"tier_1": "Tier 1", "tier_2": "Tier 2", "tier_3": "Tier 3"}
UNDECIDED = "undecided"
VERDICTS = {
    "higher": "Higher than the evidence",
    "lower": "Lower than the evidence",
    "cannot_tell": "Cannot be told",
    UNDECIDED: "No decision yet",
    "supported": "Supported by the evidence",
}
WHYS = {
    "no_evidence": "no evidence at all",
    "evidence_missing": "not all that bears on it has been assessed",
    "needs_a_look": "views are disputed or say the opposite",
    "no_framework": "no framework was in force",
    "": "",
}
STATES = {
    "met": "met",
    "partly": "partly met",
    "not_met": "not met",
    "no_evidence": "not assessed",
    "disputed": "disputed",
    "contested": "views differ",
}
VIEWS = {
    "commissioner": "The council",
    "provider": "The provider itself",
    "citizen": "Citizens",
}
WHOSE = {
    "commissioner": "the council's",
    "provider": "its own",
    "citizen": "citizens'",
}
MET = {"yes": "Met", "partly": "Partly", "no": "Not met"}
KINDS = ("higher", "lower")


def day(value: Any) -> str:
    """Write a date, nothing for none."""
    return "" if pd.isna(value) else words.date(pd.Timestamp(value).date())


def lower_first(text: str) -> str:
    """Put a heading into a sentence: Virtual wallet becomes virtual wallet."""
    return text[:1].lower() + text[1:]


def shown(least: Any, most: Any) -> str:
    """Name the tiers that the evidence shows: Tier 2, or Tier 3 to Tier 1."""
    if pd.isna(least) or pd.isna(most):
        return "cannot be told"
    if least == most:
        return TIERS[str(least)]
    return f"{TIERS[str(least)]} to {TIERS[str(most)]}"


def decided(row: Mapping[str, Any]) -> str:
    """Name a decision and its day: Tier 2, 4 May 2026."""
    if row["decided_tier"] == UNDECIDED:
        return "No decision"
    return f"{TIERS[str(row['decided_tier'])]}, {day(row['decided_on'])}"


def on_the_day(verdict_then: str) -> str:
    """Say how a decision stood to the evidence of its own day."""
    return {
        "supported": "supported",
        "higher": "higher than the evidence of the day",
        "lower": "lower than the evidence of the day",
        "cannot_tell": "could not be told",
        "no_evidence": "decided before any evidence",
        "no_framework": "no framework was in force",
        UNDECIDED: "",
    }[verdict_then]


def lacking(rows: pd.DataFrame, short: Mapping[str, str]) -> list[str]:
    """Name criteria with how each stands: virtual wallet (not met)."""
    return [
        f"{lower_first(short[row['criterion']])} ({STATES[row['state']]})"
        for row in rows.to_dict("records")
    ]


def needs(rows: pd.DataFrame, rule: Mapping[str, Any], short: Mapping[str, str]) -> str:
    """Say what one tier still needs, and which criteria lack.

    Parameters
    ----------
    rows : the gaps of one provider and tier
    rule : that tier's rule: counted, met and met_or_partly
    """
    must = [
        lower_first(short[code]) for code in rows.loc[rows["must_be_met"], "criterion"]
    ]
    asked = [f"{words.listing(must)} met in full"] if must else []
    for how, clause in (("met", "met in full"), ("met_or_partly", "at least partly")):
        missing = int(rows["met_short" if how == "met" else "partly_short"].max())
        if missing:
            n, of = int(rule[how]), int(rule["counted"])
            number = f"all {of}" if n == of else f"{n} of {of}"
            has = f"{n - missing} {'is' if n - missing == 1 else 'are'}"
            asked.append(f"{number} {clause} ({has})")
    return f"{words.listing(asked)}. Lacking: {words.listing(lacking(rows, short))}."


def counted(number: int, one: str, many: str) -> str:
    """Write a number with its verb: 1 is, 2 are, none is."""
    return f"{words.count(number) if number else 'none'} {one if number < 2 else many}"


def listed(parts: Iterable[str]) -> str:
    """Join sentences, leaving out those that say nothing."""
    return " ".join(part for part in parts if part)
