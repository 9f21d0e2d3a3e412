"""Whom each tier reaches, and what a Tier 3 provider's leaving would do, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics import words
from analytics.answers.tiers import KINDS
from analytics.assumptions import assumption
from analytics.evidence import Answer, Evidence, Notes

LABELS = ("Nobody", "No tier", "Tier 3", "Tier 2", "Tier 1")
TIERS = {
    "tier_1": "Tier 1",
    "tier_2": "Tier 2",
    "tier_3": "Tier 3",
    "untiered": "No tier",
    "nobody": "Nobody",
}
VERDICTS = {
    "desert": "care desert",
    "likely_below": "probably below, not listed",
    "not_below": "not below our line",
    "not_judged": "not judged",
}
DECISIONS = "council_tier_decisions"
MOST_ROWS = 12  # areas drawn; the others are in the table


def travel(evidence: Evidence) -> int:
    """Return the longest journey that the page speaks of, in minutes."""
    return int(assumption("access.travel_limit", evidence.about.as_of).value)


def reach(evidence: Evidence) -> pd.DataFrame:
    """Return one row for each area: its best tier, where it is, its words."""
    rows = evidence["tier_reach"]
    rows = rows[rows["travel_minutes"] == travel(evidence)].merge(
        evidence["areas"], on="area_code", how="left"
    )
    rows["class"] = rows["best_class"]
    rows["class_status"] = rows["best_class_status"]
    rows["x_km"], rows["y_km"] = rows["x_m"] / 1000, rows["y_m"] / 1000
    rows["best_name"] = rows["best_tier"].map(TIERS)
    rows["spoken"] = [_spoken(row) for row in rows.to_dict("records")]
    return rows


def _spoken(row: dict[Any, Any]) -> str:
    name = f"{row['ward_name'] or ''}, {row['area_name']}".strip(", ")
    if pd.isna(row["best_class"]):
        return f"{name}: not known, because supply beyond the boundary is not"
    counts = [
        words.plural(
            int(row[f"providers_{tier}"]),
            f"{TIERS[tier]} provider" if tier != "untiered" else "provider of no tier",
            f"{TIERS[tier]} providers"
            if tier != "untiered"
            else "providers of no tier",
        )
        for tier in ("tier_1", "tier_2", "tier_3", "untiered")
    ]
    return f"{name}: best in reach {row['best_name']}; {words.listing(counts)}"


def reach_setting(evidence: Evidence) -> dict[str, Any]:
    """Return what is drawn round the areas, and the words of the classes."""
    columns = ["place_name", "x_km", "y_km", "label_x_km", "label_y_km"]
    return {
        "outlines": evidence["area_outlines"],
        "places": pd.DataFrame(columns=columns),
        "labels": LABELS,
    }


def reach_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the map."""
    return "The best tier that reaches each area"


def reach_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the unit, the journey and the day."""
    return (
        f"{words.count(len(frame))} small areas (LSOAs), journeys of up to "
        f"{travel(evidence)} minutes, {words.date(evidence.about.as_of)}"
    )


def reach_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Count the areas by their best tier."""
    said = [
        f"{TIERS[tier] if tier != 'nobody' else 'nobody'} in "
        f"{words.plural(int((frame['best_tier'] == tier).sum()), 'area')}"
        for tier in TIERS
        if (frame["best_tier"] == tier).any()
    ]
    unknown = int(frame["best_class"].isna().sum())
    if unknown:
        said.append(f"not known in {words.count(unknown)}")
    return f"Best tier in reach: {words.listing(said)}."


def by_district(evidence: Evidence) -> pd.DataFrame:
    """Count the areas and people of each district by the best tier in reach.

    Returns
    -------
    DataFrame, one row for each district, those with most people beyond Tier 1 first
        district_name, areas, tier_1, tier_2, lower (areas whose best is Tier 3, no
        tier or nobody), unknown (areas), people_beyond (people of 65 and over where
        Tier 1 is known not to reach).
    """
    rows = reach(evidence).assign(
        tier_1=lambda f: f["best_tier"] == "tier_1",
        tier_2=lambda f: f["best_tier"] == "tier_2",
        unknown=lambda f: f["best_class"].isna(),
    )
    rows["lower"] = ~rows["tier_1"] & ~rows["tier_2"] & ~rows["unknown"]
    beyond = ~rows["tier_1"] & ~rows["unknown"]
    rows["people_beyond"] = rows["people_65_plus"].where(beyond, 0.0)
    found = rows.groupby("district_name", as_index=False, dropna=False).agg(
        areas=("area_code", "size"),
        tier_1=("tier_1", "sum"),
        tier_2=("tier_2", "sum"),
        lower=("lower", "sum"),
        unknown=("unknown", "sum"),
        people_beyond=("people_beyond", "sum"),
    )
    return found.sort_values("people_beyond", ascending=False, ignore_index=True)


def providers(evidence: Evidence) -> pd.DataFrame:
    """Return every Tier 3 provider, most unplaced hours first, then most hours."""
    rows = evidence["phase_out"]
    return rows.assign(kind_name=rows["kind"].map(KINDS)).sort_values(
        ["hours_unplaced", "weekly_hours", "provider_label"],
        ascending=[False, False, True],
        ignore_index=True,
    )


def chosen(evidence: Evidence) -> dict[str, Any] | None:
    """Return the provider chosen, or None where there is none."""
    rows = evidence["phase_out"]
    mine = rows[rows["provider_id"] == evidence.selection.get("provider")]
    return None if mine.empty else dict(mine.iloc[0])


def moved(evidence: Evidence) -> pd.DataFrame:
    """Return the areas whose verdict or side of the line changes, most people first.

    Returns
    -------
    DataFrame, one row for each area that falls below the line or joins the list
        as phase_out_areas, with area_name, ward_name, place (for the chart) and
        verdict words.
    """
    rows = evidence["phase_out_areas"]
    rows = rows[
        (rows["falls_below"].astype(bool) | rows["becomes_desert"].astype(bool))
        & rows["hours_in_reach"].notna()
    ].merge(
        evidence["areas"][["area_code", "area_name", "ward_name", "people_65_plus"]],
        on="area_code",
        how="left",
    )
    rows["place"] = rows["ward_name"].fillna("") + ", " + rows["area_name"]
    rows["verdict_name"] = rows["verdict"].map(VERDICTS)
    rows["verdict_without_name"] = rows["verdict_without"].map(VERDICTS)
    return rows.sort_values(
        ["people_65_plus", "area_code"], ascending=[False, True], ignore_index=True
    )


def moved_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the chart with the number of areas."""
    name = (chosen(evidence) or {}).get("provider_label", "it")
    return f"{words.plural(len(frame), 'area')} would change without {name}"


def moved_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say the unit and what the marks are."""
    drawn = (
        f". The {MOST_ROWS} with most people of 65 and over; all are in the table"
        if len(frame) > MOST_ROWS
        else ""
    )
    return (
        "Contact hours in reach for each hour needed. **Hollow: now. Filled: without "
        f"the provider.** Journeys of up to {travel(evidence)} minutes{drawn}"
    )


def moved_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Count who falls below and who joins the list."""
    falls = int(frame["falls_below"].sum())
    joins = int(frame["becomes_desert"].sum())
    return (
        f"Without this provider {words.plural(falls, 'area')} would fall below our "
        f"line and {words.count(joins)} would join the list of care deserts."
    )


def moved_setting(evidence: Evidence) -> dict[str, Any]:
    """Return the line that areas are held against."""
    line = assumption("verdict.line", evidence.about.as_of).value
    return {"line_name": "Our line", "line_value": line, "most": MOST_ROWS}


def takers(evidence: Evidence) -> pd.DataFrame:
    """Return who could take the hours, most hours first; those that take none left out.

    Returns
    -------
    DataFrame, one row for each taker
        as phase_out_takers, with kind_name and tier_name.
    """
    rows = evidence["phase_out_takers"]
    rows = rows[~(rows["hours_taken"] == 0)]
    return rows.assign(
        kind_name=rows["kind"].map(KINDS).fillna(rows["kind"]),
        tier_name=rows["tier"].map(TIERS),
    ).sort_values(["hours_taken", "taker"], ascending=[False, True], ignore_index=True)


def answer(evidence: Evidence) -> Answer:
    """Say whom Tier 1 reaches, and what the chosen provider's leaving would do."""
    rows = reach(evidence)
    known = int(rows["best_class"].notna().sum())
    first = int((rows["best_tier"] == "tier_1").sum())
    of_known = f"{words.count(first)} of {words.plural(known, 'area')}"
    told = (
        f"**A Tier 1 provider reaches {of_known}.**"
        if known
        else "**We cannot tell yet whom each tier reaches.**"
    )
    own = chosen(evidence)
    facts: dict[str, Any] = {"areas_tier_1": first, "areas_known": known}
    if own is not None:
        told += f" {leaving(own)}"
        facts |= {
            name: own[name]
            for name in ("people", "weekly_hours", "hours_placed", "hours_unplaced")
        }
    return Answer(told, _sure(evidence, own), facts)


def leaving(own: Mapping[str, Any]) -> str:
    """Say what phasing one provider out would leave to place."""
    name = f"Phasing out **{own['provider_label']}**"
    if not own["people"]:
        return f"{name} would leave nobody to place that the council arranges care for."
    people = words.plural(int(own["people"]), "person", "people")
    if pd.isna(own["weekly_hours"]):
        return f"{name} would leave **{people}** to place; their hours are not stated."
    here = own["weekly_hours"] - own["hours_elsewhere"]
    share = "all" if own["hours_unplaced"] == 0 else "no more than"
    placed = words.count(own["hours_placed"])
    found = (
        f"Free hours in reach could take all {words.count(here)}"
        if share == "all"
        else f"Free hours in reach could take {share} {placed}, so at least "
        f"**{words.count(own['hours_unplaced'])} would find no taker**"
    )
    falls = words.plural(int(own["areas_falling_below"]), "area")
    joins = words.count(own["areas_becoming_desert"])
    return (
        f"{name} would leave **{people} and {words.count(own['weekly_hours'])} hours "
        f"a week** to place. {found}; {falls} would fall below our line, and {joins} "
        "would join the care deserts."
    )


def _sure(evidence: Evidence, own: dict[str, Any] | None) -> str:
    """Say how far the reach depends on the journey, and what the hours leave out."""
    rows = evidence["tier_reach"]
    shortest, longest = rows["travel_minutes"].min(), rows["travel_minutes"].max()
    ends = [
        int(((rows["travel_minutes"] == end) & (rows["best_tier"] == "tier_1")).sum())
        for end in (shortest, longest)
    ]
    said = (
        f"Tier 1 would reach {words.count(ends[0])} areas in journeys of up to "
        f"{int(shortest)} minutes and {words.count(ends[1])} in up to {int(longest)}."
    )
    if own is not None:
        said += (
            " Workers are taken to leave with their provider, and people who pay for "
            "their own care are not counted."
        )
        if own["places_unsaid"]:
            unsaid = words.plural(int(own["places_unsaid"]), "place")
            said += f" {unsaid} of supply in reach did not say what is free."
        if own["people_elsewhere"]:
            away = words.plural(int(own["people_elsewhere"]), "person", "people")
            said += f" {away} live outside our areas or have no known home."
        if own["without_hours"]:
            none = words.plural(int(own["without_hours"]), "arrangement")
            said += f" {none} of theirs state no hours."
    return said


def notes(evidence: Evidence) -> Notes:
    """Say what the page rests on, how old it is, and how far to trust it."""
    about = evidence.about
    synthetic = " (synthetic)" if about.is_synthetic else ""
    decided = about.supplied.get(DECISIONS)
    until = (
        f"Decisions to {words.date(decided)}. " if isinstance(decided, dt.date) else ""
    )
    return Notes(
        source=(
            "Supply, arrangements and tier decisions supplied by the council"
            f"{synthetic}. Travel and need as on the care deserts page."
        ),
        how_old=f"{until}Supply and arrangements as of {words.date(about.as_of)}.",
        read_with_care=(
            "Hours may be split between takers; a person who wants one provider, or a "
            "skill, is harder to place. The true number unplaced is not lower."
        ),
        what_would_change_this=(
            "Workers who move to another provider take their hours along. **Free "
            "hours** change weekly: a fresh supply table moves every number here."
        ),
    )
