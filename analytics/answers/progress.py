"""How long it takes to move up, and where the market will be in a year."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import words
from analytics.answers import tier_pace
from analytics.answers.tier_pace import DOWN, LEFT, UP, Wait
from analytics.answers.tiers import KINDS, NAMES, OUTSIDE, TIERS
from analytics.assumptions import assumption
from analytics.evidence import Answer, Evidence

ALL, YEAR = "all", "year"
NOW, YEAR_AGO = "now", "year_ago"
COUNTED, EXPECTED, TRIED = "counted", "expected", "tried"
HALF = 0.5


def tier_of(evidence: Evidence) -> str:
    """Return the tier that is asked about."""
    return evidence.selection.get("tier") or "tier_3"


def wait(evidence: Evidence, move: str) -> Wait | None:
    """Return the chance of a move within a year, or None where it cannot be told."""
    return tier_pace.wait(evidence, move, tier_of(evidence))


def mix(evidence: Evidence, starts: str = NOW) -> pd.DataFrame:
    """Return what is expected from a day, one row a tier; none where too little is."""
    if not evidence.has("tier_outlook"):
        return pd.DataFrame(columns=["tier"])
    rows = evidence["tier_outlook"]
    rows = rows[(rows["starts"] == starts) & rows["providers_expected"].notna()]
    return rows.set_index("tier", drop=False)


def outlook(evidence: Evidence) -> pd.DataFrame:
    """Return the counts so far, what is expected, and what a year ago would have been.

    Returns
    -------
    DataFrame, one row for each tier, series and day
        series (counted, expected, tried), series_name and tier_name (words), day,
        tier, in_tier (providers), in_tier_lower, in_tier_upper, each with its
        status. What is added up has a name of its own.
    """
    flow = evidence["tier_flow"]
    inside = flow[flow["tier_after"] != OUTSIDE]
    counted = inside.groupby(["quarter_end", "tier_after"], as_index=False)["providers"]
    ours = {"quarter_end": "day", "tier_after": "tier", "providers": "in_tier"}
    parts = [counted.sum().rename(columns=ours)]
    parts[0]["series"] = COUNTED
    for series, starts in ((EXPECTED, NOW), (TRIED, YEAR_AGO)):
        rows = mix(evidence, starts).reset_index(drop=True)
        if rows.empty:
            continue
        day = pd.to_datetime(rows["foretold_from"]) + pd.DateOffset(years=1)
        rows = rows.assign(day=day, series=series, in_tier=rows["providers_expected"])
        held = ["day", "tier", "series", "in_tier"]
        ends = {
            "providers_lower": "in_tier_lower",
            "providers_upper": "in_tier_upper",
        }
        parts.append(rows[[*held, *ends]].rename(columns=ends))
    frame = pd.concat(parts, ignore_index=True)
    frame = frame[frame["tier"].isin(TIERS)]
    frame["day"] = pd.to_datetime(frame["day"])
    for column in ("in_tier", "in_tier_lower", "in_tier_upper"):
        value = frame[column].astype(float)
        known = value.map(lambda number: "zero" if number == 0 else "ok")
        frame[column] = value
        frame[f"{column}_status"] = known.where(value.notna(), "not_applicable")
    said = {
        COUNTED: "Counted",
        EXPECTED: "Expected",
        TRIED: "Expected a year before",
    }
    frame["series_name"] = frame["series"].map(said)
    frame["tier_name"] = frame["tier"].map(NAMES)
    return frame.sort_values(["tier", "series", "day"], ignore_index=True)


def waits(evidence: Evidence) -> pd.DataFrame:
    """Return the chances that can be told, of tiers 3 and 2, by month."""
    rows = evidence["tier_waits"]
    rows = rows[rows["tier"].isin(TIERS[1:]) & rows["chance"].notna()]
    rows = rows.assign(
        tier_name=rows["tier"].map(NAMES), move_name=rows["move"].map(MOVE_NAMES)
    )
    order = ["tier", "move", "months"]
    return rows.sort_values(order, ascending=[False, True, True], ignore_index=True)


MOVE_NAMES = {UP: "Moved up", DOWN: "Moved down", LEFT: "Left"}


def paces(evidence: Evidence) -> pd.DataFrame:
    """Return the pace of moving up, or of leaving, by kind, from the tier asked about.

    Returns
    -------
    DataFrame, one row for each kind that was watched, and all of them
        kind_name, moves, provider_years, rate, rate_lower, rate_upper (moves a
        provider-year), is_self (all kinds together), says (why there is no rate).
    """
    rows = evidence["tier_paces"]
    move = UP if tier_of(evidence) != TIERS[0] else LEFT
    rows = rows[(rows["tier"] == tier_of(evidence)) & (rows["move"] == move)]
    rows = rows[rows["provider_years"] > 0]
    least = assumption("progress.least_years").value
    rows = rows.assign(
        kind_name=rows["kind"].map(KINDS),
        is_self=rows["kind"] == ALL,
        says=f"under {least:g} provider-years watched, so no pace",
    )
    return rows.sort_values("rate", ascending=False, ignore_index=True)


def moves(evidence: Evidence) -> pd.DataFrame:
    """Count who came, went and moved (`moved`) in each quarter after the first."""
    flow = evidence["tier_flow"]
    days = pd.to_datetime(flow["quarter_end"])
    flow = flow.assign(quarter_end=days)[days > days.min()]
    rank = {tier: place for place, tier in enumerate((*TIERS, OUTSIDE))}
    before, after = flow["tier_before"].map(rank), flow["tier_after"].map(rank)
    came, gone = before == len(TIERS), after == len(TIERS)
    kinds = {
        "joined": came,
        "left": gone,
        UP: (after < before) & ~came,
        DOWN: (after > before) & ~gone,
    }
    parts = []
    for kind, chosen in kinds.items():
        number = flow["providers"].where(chosen, 0).groupby(flow["quarter_end"]).sum()
        part = number.rename("moved").reset_index().assign(move=kind)
        parts.append(part)
    rows = pd.concat(parts, ignore_index=True)
    rows["move_name"] = rows["move"].map(FLOW_NAMES)
    rows["moved_status"] = rows["moved"].map(
        lambda number: "zero" if number == 0 else "ok"
    )
    return rows


FLOW_NAMES = {
    "joined": "Joined",
    UP: "Moved up",
    DOWN: "Moved down",
    "left": "Left",
}


def answer(evidence: Evidence) -> Answer:
    """Say how long moving up takes, and what mix that leads to in a year."""
    facts: dict[str, Any] = {}
    said = [*_how_long(evidence, facts), *_where(evidence, facts)]
    if not said:
        return Answer(
            "**We cannot tell yet.** Too few decisions are known to say how long a "
            "move takes, or where it leads.",
            _too_little(evidence),
        )
    return Answer(" ".join(said), _sure(evidence, facts), facts)


def _how_long(evidence: Evidence, facts: dict[str, Any]) -> list[str]:
    """Say the chance to move up within a year, and of leaving."""
    if not evidence.has("tier_waits"):
        return []  # what is published holds counts alone
    tier = tier_of(evidence)
    name = NAMES[tier]
    up = wait(evidence, UP)
    if up is None:
        return [
            f"**How long it takes we cannot tell:** too few {name} providers were "
            "watched at every length of stay up to a year."
        ]
    facts |= {"chance_up": up.chance, "watched": up.watched, "ended_up": up.ended}
    first = "For about half within a year."
    if up.upper < HALF or up.lower > HALF:
        is_slow = up.upper < HALF
        first = f"{'Longer than' if is_slow else 'Within'} a year for most."
    told = tier_pace.told(name, up)
    if up.watched < assumption("answers.least_cases").value:
        chance, low, high = map(words.chance, (up.chance, up.lower, up.upper))
        told = (
            f"Of {words.plural(up.watched, f'{name} provider')} watched, "
            f"**{words.count(up.ended)} moved up within a year** of being placed "
            f"there: a chance of {chance} (likely range {low} to {high})"
        )
    left = wait(evidence, LEFT)
    if left is not None:
        facts["chance_left"] = left.chance
        ends = f"{words.chance(left.lower)} to {words.chance(left.upper)}"
        told += f"; of leaving, {words.chance(left.chance)} ({ends})"
    return [f"**{first}**", f"{told}."]


def _where(evidence: Evidence, facts: dict[str, Any]) -> list[str]:
    """Say how many of tier 1 and tier 3 are expected in a year."""
    rows = mix(evidence)
    if rows.empty:
        return []
    day = pd.Timestamp(rows["foretold_from"].iloc[0]) + pd.DateOffset(years=1)
    parts = []
    for tier in (TIERS[0], TIERS[-1]):
        row = rows.loc[tier]
        expected, now = row["providers_expected"], row["providers_at_start"]
        facts[f"expected_{tier}"] = float(expected)
        ends = (
            f"{words.count(row['providers_lower'])} to "
            f"{words.count(row['providers_upper'])}"
        )
        parts.append(
            f"**{words.count(expected)} in {NAMES[tier]}** (likely range {ends}; "
            f"{words.count(now)} now)"
        )
    return [f"By {day:%B %Y} we expect {words.listing(parts)}."]


def _sure(evidence: Evidence, facts: dict[str, Any]) -> str:
    """Say how the same method would have done from a year ago."""
    tried = mix(evidence, YEAR_AGO)
    if tried.empty:
        return f"We cannot tell yet how well such ranges do. {_too_little(evidence)}"
    tried = tried[tried["tier"].isin(TIERS)]
    real = tried["providers_at_end"]
    inside = real.between(tried["providers_lower"], tried["providers_upper"])
    facts |= {"tried": len(tried), "tried_inside": int(inside.sum())}
    start = words.date(pd.Timestamp(tried["foretold_from"].iloc[0]).date())
    if inside.all():
        return (
            f"Tried from {start}, the same method held: all {len(tried)} counts of "
            "today lie inside the ranges that it would have given."
        )
    missed = [
        f"{NAMES[str(tier)]} ({words.count(row['providers_lower'])} to "
        f"{words.count(row['providers_upper'])} expected, "
        f"{words.count(row['providers_at_end'])} came)"
        for tier, row in tried[~inside].iterrows()
    ]
    return (
        f"Tried from {start}, the same method missed {words.listing(missed)}: the pace "
        "changed, as it may again, so take the ranges as too narrow."
    )


def _too_little(evidence: Evidence) -> str:
    """Say how much is known from a year ago, and how much is needed."""
    months = assumption("progress.least_months").value
    least = assumption("progress.least_moves").value
    needed = (
        f"A trial on the past needs {months:g} months of decisions and {least:g} moves "
        "before it starts, a year ago"
    )
    if evidence.has("tier_outlook"):
        rows = evidence["tier_outlook"]
        rows = rows[rows["starts"] == YEAR_AGO]
        if len(rows):
            row = rows.iloc[0]
            known = words.plural(int(row["moves_known"]), "move")
            return f"{needed}; there were {row['months_known']:.0f} and {known}."
    return f"{needed}; no decision is as old as that."
