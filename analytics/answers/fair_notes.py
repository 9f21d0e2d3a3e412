"""The words round the charts of the fair choice page, and its four columns."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analytics import words
from analytics.answers.fair_counts import (
    FIFTH,
    HAVE,
    PLACE,
    TRAIT,
    UNKNOWN,
    choice_of,
    groups,
    has_places,
    quarter_end,
    target,
)
from analytics.answers.fair_funnel import funnel, limits_at
from analytics.answers.fair_judgement import chance, slopes
from analytics.answers.fairness import (
    gradient,
    largest_and_smallest,
    place_word,
    verdict,
)
from analytics.assumptions import assumption
from analytics.evidence import Evidence, Notes

TITLES = {
    "fifth": "By deprivation of the area",
    "rurality": "By town and country",
    "age": "By age",
    "reason": "By support reason",
}
WHAT = {
    "fifth": "fifth of areas in the English Indices of Deprivation 2025",
    "rurality": "Rural Urban Classification 2021 of the area",
    "age": "age band",
    "reason": "main reason for support",
}
CURVE_POINTS = 80  # sizes at which the limits are worked out


# The funnel.


def places(evidence: Evidence) -> pd.DataFrame:
    """Return every place of the set, in the order of their names."""
    return funnel(evidence).places


def curves(evidence: Evidence) -> dict[str, Any]:
    """Return the limits from the smallest place to the largest, and the level line."""
    shown = funnel(evidence)
    common = target(evidence) or 0.0
    worth = shown.places["people_worth"].dropna()
    ends = (worth.min(), worth.max()) if len(worth) else (20.0, 100.0)
    sizes = pd.Series(np.geomspace(max(ends[0] * 0.7, 5), ends[1] * 1.08, CURVE_POINTS))
    sizes = sizes.round().drop_duplicates(ignore_index=True)
    frame = pd.DataFrame({"size": sizes})
    blank = pd.Series(np.nan, sizes.index)
    near = far = (blank, blank)
    if 0 < common < 1:
        near, far = limits_at(sizes, common, shown.found, shown.is_widened)
    frame["lower"], frame["upper"] = near
    frame["lowest"], frame["highest"] = far
    return {
        "curves": frame,
        "target": common,
        "target_words": "Everybody",
        "size_words": "People supported, as if of the council’s ages and reasons",
    }


def places_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Ask whether any place stands out, and answer."""
    n_judged = int(frame["share_adjusted"].notna().sum())
    out = int((frame["stands"] != "").sum())
    if not n_judged:
        return "Does any place stand out? Too few people in each to judge"
    many = place_word(evidence, n_judged)
    if not out:
        return f"Does any place stand out? None of {many} does"
    return f"Does any place stand out? {words.count(out)} of {many}"


def places_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit, what is standardised, and what the limits are."""
    widened = (
        "chance and the usual differences between places"
        if funnel(evidence).is_widened
        else "chance"
    )
    few = int(assumption("answers.least_cases").value)
    return (
        f"Share with {HAVE[choice_of(evidence)]}, {_day(evidence)}, standardised for "
        "age and support reason (the crude share is in the table). Limits: where 95% "
        f"and 99.8% of places would lie by {widened}. A place inside is not to be put "
        f"in order; under {few} people it is a count in the table"
    )


def places_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say which places stand out, and how many are counted and not drawn."""
    said = []
    for side in ("above", "below"):
        named = list(frame.loc[frame["stands"] == side, "place_name"])
        if named:
            verb = "lies" if len(named) == 1 else "lie"
            said.append(f"{words.listing(named)} {verb} {side} the 99.8% limit.")
    if not said:
        said.append("No place lies outside the 99.8% limits.")
    few = int(frame["share"].isna().sum())
    if few:
        said.append(f"{words.count(few)} have too few people for a share.")
    return " ".join(said)


# Dots.


def trait_heading(frame: pd.DataFrame, evidence: Evidence, *, trait: str) -> str:
    """Ask by what it differs, and answer if a test of all levels does."""
    ends = largest_and_smallest(frame)
    title = TITLES[trait]
    found = chance(evidence, frame)
    if ends is None or np.isnan(found):
        return f"{title}: too few people to judge"
    if trait in verdict(evidence).differs:
        return f"{title}: more than chance would give"
    return f"{title}: no more than chance would give"


def trait_sub(frame: pd.DataFrame, evidence: Evidence, *, trait: str) -> str:
    """Name the unit, the day and what the lines are."""
    return (
        f"Share with {HAVE[choice_of(evidence)]}, {_day(evidence)}, by {WHAT[trait]}, "
        "as counted. Line: how far chance alone moves a group of that size (95% "
        "interval)"
    )


def trait_finding(frame: pd.DataFrame, evidence: Evidence, *, trait: str) -> str:
    """Say which level has the smallest share and which the largest."""
    ends = largest_and_smallest(frame)
    if ends is None:
        return "Too few people in all levels but one to give a share."
    low, high = ends
    said = (
        f"The share is smallest for {low['level_name']}, {words.percent(low['share'])},"
        f" and largest for {high['level_name']}, {words.percent(high['share'])}."
    )
    if trait == "fifth":
        return f"{said} {gradient(evidence).replace('**', '')}"
    return said


def upright(evidence: Evidence) -> dict[str, Any]:
    """Return the share of everybody, for the upright."""
    return {"line_name": "Everybody", "line_value": target(evidence)}


def _day(evidence: Evidence) -> str:
    return words.date(quarter_end(evidence).date())


# The four columns.


def notes(evidence: Evidence) -> Notes:
    """Say what the page rests on, how old it is, and how far to trust it."""
    synthetic = " (synthetic)" if evidence.about.is_synthetic else ""
    return Notes(
        source=(
            f"Arrangements supplied by the council{synthetic}; deprivation 2025 "
            "(MHCLG) and town or country 2021 (ONS) of the area where people live."
        ),
        how_old=f"People on {_day(evidence)}, each once, on the highest route.",
        read_with_care=_care(evidence),
        what_would_change_this=_change_this(evidence),
    )


def _care(evidence: Evidence) -> str:
    if not has_places(evidence):
        return (
            "Small counts are hidden and others rounded to 5. Areas are not people: "
            "deprivation is of the area, and age and need are not allowed for."
        )
    unknown = _unknown(evidence)
    if unknown:
        return (
            f"Not known: {unknown}; a group of their own, in no test. Needs beyond age "
            "and reason are not allowed for. Deprivation is of areas."
        )
    return (
        "Needs and wishes beyond age and support reason are not allowed for. "
        "Deprivation is of the area and not of the person."
    )


def _unknown(evidence: Evidence) -> str:
    """Count those whose area, age or reason is not known."""
    traits, homes = evidence[TRAIT], evidence[PLACE]
    told = {
        "place": homes[homes["place_name"] == UNKNOWN],
        "age": traits[(traits["trait"] == "age") & (traits["level"] == UNKNOWN)],
        "reason": traits[(traits["trait"] == "reason") & (traits["level"] == UNKNOWN)],
    }
    counts = {name: int(rows["people_all"].sum()) for name, rows in told.items()}
    return words.listing(
        [f"{name} of {words.count(n)}" for name, n in counts.items() if n]
    )


def _change_this(evidence: Evidence) -> str:
    if not evidence.has(FIFTH):
        return "**Deprivation.** The published deciles would show areas by fifth."
    crude, adjusted = slopes(evidence)
    if adjusted is not None and not np.isnan(adjusted.difference):
        return (
            "**What is allowed for.** By deprivation the slope is "
            f"{crude.difference * 100:+.1f} points as counted and "
            f"{adjusted.difference * 100:+.1f} at one age and support reason; need "
            "itself is not known."
        ).replace("-", "−")
    return (
        "**What is allowed for.** The council’s internal page allows for age and "
        "support reason; what is published does not."
    )


def fifths(evidence: Evidence) -> pd.DataFrame:
    """Return the fifths of areas, the most deprived first."""
    return groups(evidence, "fifth")
