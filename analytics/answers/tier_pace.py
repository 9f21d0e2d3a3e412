"""The chance of moving up within a year, and the one sentence in which it is told."""

from __future__ import annotations

from dataclasses import dataclass

from analytics import words
from analytics.evidence import Evidence

WAITS = "tier_waits"
LAST_YEAR = "tier_waits_of_year"  # the same table, at the pace of the last year alone
A_YEAR = 12  # months
UP, DOWN, LEFT = "up", "down", "left"
SLOW = 0.5  # a chance of moving up within a year, under which the pace is called slow


@dataclass(frozen=True)
class Wait:
    """The chance of one end within a year of the decision that gave the tier."""

    chance: float
    lower: float
    upper: float
    ended: int
    watched: int


def wait(evidence: Evidence, move: str, tier: str, table: str = WAITS) -> Wait | None:
    """Return the chance of a move within a year, or None where it cannot be told."""
    if not evidence.has(table):
        return None
    rows = evidence[table]
    rows = rows[
        (rows["tier"] == tier)
        & (rows["move"] == move)
        & (rows["months"] == A_YEAR)
        & rows["chance"].notna()
    ]
    if rows.empty:
        return None
    row = rows.iloc[0]
    return Wait(
        float(row["chance"]),
        float(row["chance_lower"]),
        float(row["chance_upper"]),
        int(row["ended"]),
        int(row["watched"]),
    )


def told(name: str, up: Wait) -> str:
    """Tell the chance of moving up, without its full stop.

    Parameters
    ----------
    name : the tier's name
    up : its chance of moving up
    """
    chance, low, high = (words.chance(each) for each in (up.chance, up.lower, up.upper))
    return (
        f"At this pace a {name} provider has a **{chance} chance of moving up within a "
        f"year** of being placed there (likely range {low} to {high})"
    )
