"""How much of the whole country its published figure holds."""

from __future__ import annotations

import math

from analytics.answers.uptake_peers import TABLE, country
from analytics.evidence import Evidence

ROUNDING = 4.4  # people: three standard errors of a count to the nearest 5


def summed(evidence: Evidence, *, brief: bool = False) -> str:
    """Say of how many councils the whole is the sum; empty where it is of all."""
    found = _adds_up(evidence)
    if found is None:
        return ""
    name, _ = country(evidence)
    some, every = found
    if brief:
        return f"{name}: {some} of {every} councils."
    return f"{name}: the sum of the {some} of {every} councils with counts"


def _adds_up(evidence: Evidence) -> tuple[int, int] | None:
    """Return how many councils' counts add up to the whole country's, and of how many.

    None where every council has counts, or where those that have do not add up to it:
    then the whole holds counts that are not shown, and we cannot tell whose.
    """
    table = evidence[TABLE]
    rows = table[table["level"] == "council"]
    whole = table[table["is_england"]]
    counted = rows.dropna(subset=["numerator", "denominator"])
    if whole.empty or len(counted) in (0, len(rows)):
        return None
    room = ROUNDING * math.sqrt(len(counted))
    for column in ("numerator", "denominator"):
        gap = abs(counted[column].sum() - whole[column].iloc[0])
        if not gap <= room:
            return None
    return len(counted), len(rows)
