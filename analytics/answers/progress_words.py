"""The words round the charts of what comes next, and the four columns under them."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from analytics import words
from analytics.answers import progress
from analytics.answers.progress import YEAR
from analytics.answers.tier_pace import UP
from analytics.answers.tiers import NAMES, TIERS
from analytics.evidence import Evidence, Notes

DECISIONS = "council_tier_decisions"


def _pace(evidence: Evidence) -> str:
    is_year = evidence.selection.get("watch") == YEAR
    return "the last year alone" if is_year else "all decisions so far"


def outlook_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the mix."""
    return "How many in each tier, so far and in a year"


def outlook_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit and what the marks are."""
    told = "Providers on the last day of each quarter, all panels on one scale. "
    if not (frame["series"] == progress.EXPECTED).any():
        return f"{told}Too few decisions to say what comes next"
    return (
        f"{told}Dashed to a dot: expected in a year, at the pace of "
        f"{_pace(evidence)}; thick line: likely range. Grey: the range that the same "
        "method would have given a year ago for today"
    )


def outlook_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say how each tier stands and is expected to."""
    said = []
    for tier in TIERS:
        rows = frame[frame["tier"] == tier].set_index("series")
        counted = rows.loc[[progress.COUNTED], "in_tier"]
        part = f"{NAMES[tier]} has {words.plural(int(counted.iloc[-1]), 'provider')}"
        if progress.EXPECTED in rows.index:
            ahead = rows.loc[progress.EXPECTED]
            part += (
                f", {words.count(ahead['in_tier'])} expected in a year (likely range "
                f"{words.count(ahead['in_tier_lower'])} to "
                f"{words.count(ahead['in_tier_upper'])})"
            )
        said.append(part)
    return "; ".join(said) + "."


def waits_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the curves."""
    return "How long until a provider moves on"


def waits_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, who is counted how, and what the marks are."""
    late = (
        ", those already in the tier from where they then stood"
        if evidence.selection.get("watch") == YEAR
        else ""
    )
    return (
        "Share of providers that had moved on, by months since the decision that gave "
        f"the tier; from {_pace(evidence)}{late}. One end rules out the others. "
        "Shaded: likely range. Dot: within a year. A curve stops where fewer than "
        "enough are watched"
    )


def waits_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the last chance of each curve."""
    said = []
    for (tier, move), rows in frame.groupby(["tier_name", "move_name"], sort=False):
        row = rows.iloc[-1]
        said.append(
            f"{tier}, {str(move).lower()} within {row['months']} months: "
            f"{words.chance(row['chance'])} ({words.chance(row['chance_lower'])} to "
            f"{words.chance(row['chance_upper'])}), {words.count(row['ended'])} of "
            f"{words.count(row['watched'])} watched"
        )
    return "; ".join(said) + "."


def paces_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the paces by kind."""
    tier = progress.tier_of(evidence)
    what = "leave" if tier == TIERS[0] else "move up"
    return f"Which kinds {what} from {NAMES[tier]} faster"


def paces_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, and how small kinds are drawn to all."""
    return (
        "Moves for each year that a provider spends in the tier, from "
        f"{_pace(evidence)}; paused time counts. Line: 95% interval. A kind with few "
        "years is drawn towards all kinds, as far as luck could explain it"
    )


def paces_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the pace of all and of the first and last, with their ranges."""
    told = frame[frame["rate"].notna()]
    said = [
        f"{row['kind_name']}: {words.count(row['moves'])} in "
        f"{row['provider_years']:.1f} provider-years, a pace of {row['rate']:.2f} "
        f"(95% interval {row['rate_lower']:.2f} to {row['rate_upper']:.2f})"
        for row in told.to_dict("records")
    ]
    if len(told) < len(frame):
        few = len(frame) - len(told)
        said.append(f"{words.plural(few, 'kind')} watched too little for a pace")
    return "; ".join(said) + "."


def moves_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the moves of each quarter."""
    return "Who came, moved and went, quarter by quarter"


def moves_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit."""
    return "Providers in each quarter, all panels on one scale"


def moves_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Add the quarters up."""
    total = frame.groupby("move_name", sort=False)["moved"].sum()
    said = [f"{words.count(n)} {str(name).lower()}" for name, n in total.items()]
    quarters = frame["quarter_end"].nunique()
    return f"In {words.plural(quarters, 'quarter')} {words.listing(said)}."


def notes(evidence: Evidence) -> Notes:
    """Say what the page rests on, how old it is, and how far to trust it."""
    about = evidence.about
    synthetic = " (synthetic)" if about.is_synthetic else ""
    last = about.supplied.get(DECISIONS)
    until = f"Decisions to {words.date(last)}. " if isinstance(last, dt.date) else ""
    return Notes(
        source=(
            f"Tier decisions supplied by the council{synthetic}. Chances by Aalen and "
            "Johansen; paces drawn towards all kinds; mixes from 2,000 draws of them."
        ),
        how_old=f"{until}Watched to {words.date(about.as_of)}.",
        read_with_care=(
            "It takes the pace as steady. It knows of no plan, deadline or letter. "
            "Paused clocks count as time. A year's chance starts at the decision, not "
            "today."
        ),
        what_would_change_this=_change_this(evidence),
    )


def _change_this(evidence: Evidence) -> str:
    """Say the pace without paused time."""
    if evidence.has("tier_paces"):
        rows = evidence["tier_paces"]
        of_all = rows[
            (rows["kind"] == progress.ALL)
            & (rows["tier"] == TIERS[-1])
            & (rows["move"] == UP)
        ]
        if len(of_all) and of_all["paused_years"].iloc[0] > 0:
            row = of_all.iloc[0]
            years, paused = row["provider_years"], row["paused_years"]
            before = f"{row['moves'] / years:.2f}"
            after = f"{row['moves'] / (years - paused):.2f}"
            months = f"{paused * 12:.0f} paused months"
            if before == after:
                return (
                    f"**Pauses.** Leaving {months} out of the time would leave the "
                    f"Tier 3 pace at {before} moves a year."
                )
            return (
                f"**Pauses.** Left out of the time, {months} would make the Tier 3 "
                f"pace {after} moves a year, not {before}."
            )
    return "**Decisions.** A few more moves, or fewer, change each pace."
