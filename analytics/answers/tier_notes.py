"""The words round the tiers page's flow, and the four columns under it."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from analytics import words
from analytics.answers import tier_clocks, tier_pace
from analytics.answers.tiers import NAMES, flow, has_moves, moves, wait_up
from analytics.evidence import Evidence, Notes

DECISIONS, MILESTONES = "council_tier_decisions", "council_tier_milestones"


def flow_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the flow."""
    return "Who moved, quarter by quarter"


def flow_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit and what the colours are."""
    return (
        "Providers on the last day of each quarter. **Blue bands: moved up.** "
        "**Orange bands: moved down or left.** Grey: stayed. Plus: joined"
    )


def flow_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say how each tier stood at first and stands at last, and who moved."""
    moved = moves(frame)
    first = frame[frame["quarter_end"] == frame["quarter_end"].min()]
    said = []
    for tier, name in NAMES.items():
        before = int(first.loc[first["tier_before"] == tier, "providers"].sum())
        after = moved.stock[tier]
        said.append(f"{name} went from {before} to {words.plural(after, 'provider')}")
    return (
        f"{'; '.join(said)}. {moved.up} moved up, {moved.down} down, "
        f"{moved.left} left and {moved.joined} joined."
    )


def notes(evidence: Evidence) -> Notes:
    """Say what the page rests on, how old it is, and how far to trust it."""
    return Notes(
        source=_source(evidence),
        how_old=_how_old(evidence),
        read_with_care=_care(evidence),
        what_would_change_this=_change_this(evidence),
    )


def _source(evidence: Evidence) -> str:
    about = evidence.about
    synthetic = " (synthetic)" if about.is_synthetic else ""
    told = "Tier decisions"
    if MILESTONES in about.supplied:
        told = "Tier decisions and milestones"
    return f"{told} supplied by the council{synthetic}. Tiers as the guide names them."


def _how_old(evidence: Evidence) -> str:
    as_of = evidence.about.as_of
    last = evidence.about.supplied.get(DECISIONS)
    until = f"Decisions to {words.date(last)}. " if isinstance(last, dt.date) else ""
    return f"{until}Clocks counted to {words.date(as_of)}."


def _has_chance(evidence: Evidence) -> bool:
    """Say whether the page tells a chance of moving up."""
    if not has_moves(evidence):
        return False
    return wait_up(evidence, moves(flow(evidence))) is not None


def _care(evidence: Evidence) -> str:
    said = "A tier is the council's reading of evidence, not a quality rating. "
    if evidence.selection.view == "public":
        return f"{said}Clocks name providers, so they stay inside."
    if _has_chance(evidence):
        return (
            f"{said}The chance treats every Tier 3 provider alike, at the pace of all "
            "decisions so far."
        )
    return f"{said}Counts of moves say nothing of how long each was watched."


def _change_this(evidence: Evidence) -> str:
    """Say the chance at the last year's pace, and who would be over but for pauses."""
    said = []
    year = tier_pace.wait(evidence, tier_pace.UP, "tier_3", tier_pace.LAST_YEAR)
    if year is not None and _has_chance(evidence):
        pace = words.chance(year.chance)
        said.append(f"**Pace.** At the last year's pace the chance is {pace}.")
    if evidence.has("tier_clocks"):
        rows = tier_clocks.clocks(evidence)
        would = (rows["days_left"] < rows["days_paused"]) & (rows["days_left"] >= 0)
        if int(would.sum()):
            said.append(
                "Counting paused time would make "
                f"{words.count(int(would.sum()))} more overdue."
            )
    return " ".join(said) or "**Decisions.** Each new one moves a count by one."
