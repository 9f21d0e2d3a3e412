"""Do referrals go to Tier 1 first: the answer, and the words of its charts."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import words
from analytics.answers import referrals_trend as trend
from analytics.answers.referrals_trend import NAMES, TIERS
from analytics.assumptions import assumption
from analytics.evidence import Answer, Evidence
from analytics.stats.rates import wilson_interval

YEAR = 12  # months
YES, MOSTLY, SOMETIMES = 0.95, 0.5, 0.2


def _last_year(rows: pd.DataFrame, day: str) -> pd.DataFrame:
    days = pd.to_datetime(rows[day])
    return rows[days > days.max() - pd.DateOffset(months=YEAR)]


def first_of_year(evidence: Evidence) -> tuple[int, int] | None:
    """Count the last year's first offers to Tier 1, where one had hours in reach."""
    if not evidence.has(trend.FIRST):
        return None
    rows = _last_year(evidence[trend.FIRST], "month_end")
    rows = rows[rows["reach"] == "free"]
    whole = int(rows["people"].sum())
    return (int(rows["to_tier_1"].sum()), whole) if whole else None


def placed_of_year(evidence: Evidence) -> dict[str, float] | None:
    """Count placements with each tier, None where one is hidden.

    Of the last year; in public of the last quarter alone, for rounded counts are not
    added up.
    """
    if not evidence.has(trend.QUARTERS):
        return None
    rows = evidence[trend.QUARTERS]
    rows = rows[rows["tier"].isin(TIERS)]
    if evidence.selection.view == "public":
        rows = rows[rows["quarter_end"] == rows["quarter_end"].max()]
    else:
        rows = _last_year(rows, "quarter_end")
    if rows["people"].isna().any():
        return None
    summed = rows.groupby("tier")["people"].sum()
    return {tier: float(summed.get(tier, 0.0)) for tier in TIERS}


def answer(evidence: Evidence) -> Answer:
    """Say how often Tier 1 was asked first, and how many placements went there."""
    facts: dict[str, Any] = {}
    first, placed = first_of_year(evidence), placed_of_year(evidence)
    said = []
    if first is not None:
        facts |= {"first_to_tier_1": first[0], "first_with_tier_1": first[1]}
        said.append(_asked_first(*first))
    if placed is not None and any(placed.values()):
        facts |= {f"placed_{tier}": number for tier, number in placed.items()}
        said.append(_went(placed, evidence, is_only=first is None))
    if not said:
        return Answer(
            "**We cannot tell yet.** No placement with a provider that had a tier is "
            "there to count.",
            "Decisions on tiers, and referrals that were placed since, are needed.",
        )
    return Answer(" ".join(said), _sure(evidence, first), facts)


def _asked_first(number: int, whole: int) -> str:
    """Answer the question from first offers, in per cent where there are enough."""
    share = number / whole
    word = (
        "Yes."
        if share >= YES
        else "Mostly."
        if share >= MOSTLY
        else ("Sometimes." if share >= SOMETIMES else "No.")
    )
    counts = f"{words.count(number)} of {words.count(whole)}"
    if whole >= assumption("answers.least_cases").value:
        counts = f"{words.percent(share, places=0)}, {counts}"
    return (
        f"**{word}** Where a Tier 1 provider in reach had free hours, Tier 1 was "
        f"offered the referral first in **{counts}**, in the last year."
    )


def _went(placed: dict[str, float], evidence: Evidence, *, is_only: bool) -> str:
    whole = sum(placed.values())
    own = placed["tier_1"]
    share = f"{words.percent(own / whole, places=0)}, " if _enough(whole) else ""
    counts = f"{share}{words.count(own)} of {words.count(whole)}"
    said = (
        f"Of placements with a provider that had a tier, **{counts}**, went to Tier 1"
    )
    most = max(TIERS, key=lambda tier: placed[tier])
    if most != "tier_1":
        said += f"; most went to {NAMES[most]}: {words.count(placed[most])}"
    if evidence.selection.view == "public":
        newest = pd.to_datetime(evidence[trend.QUARTERS]["quarter_end"]).max()
        said += f", in {words.quarter(newest.date())}"
    unknown = "**We cannot tell here who was asked first.** " if is_only else ""
    return f"{unknown}{said}."


def _enough(whole: float) -> bool:
    return whole >= assumption("answers.least_cases").value


def _sure(evidence: Evidence, first: tuple[int, int] | None) -> str:
    if evidence.selection.view == "public":
        return "Counts are rounded; those under 5, and their shares, are hidden."
    said = []
    if first is not None:
        lower, upper = wilson_interval([first[0]], [first[1]])
        low, high = (words.percent(float(end[0]), places=0) for end in (lower, upper))
        said.append(
            f"Of asking Tier 1 first: 95% interval {low} to {high}. Free hours are "
            "those stated now: what was free on the day of the offer nobody kept."
        )
    frame = trend.to_tier(evidence) if evidence.has(trend.QUARTERS) else pd.DataFrame()
    if len(frame):
        tier = NAMES[trend.tier_followed(evidence)]
        said.append(f"{tier}'s share of placements is {trend.verdict(frame)}.")
    return " ".join(said)


# Charts.


def to_tier_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask whether more goes to the tier followed, and answer."""
    tier = NAMES[trend.tier_followed(evidence)]
    return f"Does more go to {tier}? {_yes_or_no(trend.verdict(frame))}"


def _yes_or_no(verdict: str) -> str:
    """Answer whether it grows, from how it stands to its usual wobble."""
    for way, word in (("higher", "Yes"), ("lower", "No")):
        if verdict.startswith(way):
            return f"{word}: {verdict}"
    return verdict[:1].upper() + verdict[1:]


def to_tier_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, the period, and who is not in it."""
    every = "month" if trend.is_monthly(evidence) else "quarter"
    tier = NAMES[trend.tier_followed(evidence)]
    return (
        f"Share of the {every}'s placements that went to {tier}, of those with a "
        "provider that had a tier on the day of placing. "
        f"{trend.limits_sub(frame)}"
    )


def to_tier_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the last share, and whether it stands out."""
    tier = NAMES[trend.tier_followed(evidence)]
    return f"{tier} took {trend.last_words(frame)}: {trend.verdict(frame)}."


def counts(evidence: Evidence) -> pd.DataFrame:
    """Return placements by quarter and tier, with the tier's name."""
    rows = evidence[trend.QUARTERS]
    rows = rows.assign(
        quarter_end=pd.to_datetime(rows["quarter_end"]),
        tier_name=rows["tier"].map(NAMES),
    )
    order = {tier: number for number, tier in enumerate(NAMES)}
    return rows.sort_values(
        ["quarter_end", "tier"],
        key=lambda each: each.map(order) if each.name == "tier" else each,
        ignore_index=True,
    )


def counts_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask how many go where."""
    return "How many go to each tier?"


def counts_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit and the one scale."""
    return (
        "Referrals placed in each quarter, by the provider's tier on the day of "
        "placing. Same scale in each panel, from zero"
    )


def counts_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the first and the last count of each tier."""
    told = []
    for tier, name in NAMES.items():
        people = frame.loc[frame["tier"] == tier, "people"]
        if people.isna().all():
            told.append(f"{name}: hidden")
            continue
        first, last = people.iloc[0], people.iloc[-1]
        told.append(f"{name} {_from_to(first, last)}")
    return f"Referrals placed in a quarter: {'; '.join(told)}."


def _from_to(first: float, last: float) -> str:
    """Say two ends of a row, each as hidden where it is: no other quarter is told."""
    start, end = (
        "hidden" if pd.isna(each) else words.count(each) for each in (first, last)
    )
    if "hidden" in (start, end):
        return f"{start} at first and {end} at last"
    return f"from {start} to {end}"


def first_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask whether Tier 1 is asked first, and answer with the last year's counts."""
    found = first_of_year(evidence)
    if found is None:
        return "Is Tier 1 asked first? Never in reach with free hours"
    counts = f"{words.count(found[0])} of {words.count(found[1])}"
    return f"Is Tier 1 asked first? {counts} in the last year"


def first_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say what in reach means, and what cannot be known."""
    rows = _last_year(evidence[trend.FIRST], "month_end")
    other = rows.groupby("reach")["people"].sum()
    limit = assumption("access.travel_limit").value
    return (
        "Share of the month's first offers that went to Tier 1, where a Tier 1 "
        f"provider reached the home within {limit:g} minutes, or its own limit, and "
        "states free hours (for that time, not for that day). Last year besides: "
        f"{words.count(other.get('full', 0))} with Tier 1 in reach and none free, "
        f"{words.count(other.get('none', 0))} with none in reach, a provider that is "
        f"not in `supply` being in no reach. {trend.limits_sub(frame)}"
    )


def first_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the last share, and whether it stands out."""
    return (
        "Where it could have been, Tier 1 was offered first in "
        f"{trend.last_words(frame)}: {trend.verdict(frame)}."
    )


def funds_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask whether a fund is what is offered first, and answer."""
    known = frame["share"].dropna()
    if known.empty:
        return "Is an ISF offered as default? Too few referrals to say"
    share = words.percent(float(known.iloc[-1]), places=0)
    return f"Is an ISF offered as default? In {share}, {trend.verdict(frame)}"


def funds_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, and count who is not in it."""
    unknown = int(frame["unknown"].sum())
    said = (
        "Share of the month's referrals in which an individual service fund (ISF) was "
        f"offered. {trend.limits_sub(frame)}"
    )
    if unknown:
        people = words.plural(unknown, "referral")
        said += f". {people} of which it is not said left out"
    return said


def funds_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the last share, and whether it stands out."""
    return f"An ISF was offered in {trend.last_words(frame)}: {trend.verdict(frame)}."
