"""The list twin of the map: places, most hours short first, their areas inside."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analytics import words
from analytics.answers.desert_map import verdict_rows, within_choice
from analytics.evidence import Evidence


@dataclass(frozen=True)
class Place:
    """Listed areas that touch, read as one place.

    Attributes
    ----------
    hours_short : hours a week, None where the product does not say
    chance : words, from the least to the greatest of its areas
    reason : the reason of most of its areas, with how many where not all
    areas : DataFrame, one row for each area, most hours short first
    """

    name: str
    hours_short: float | None
    chance: str
    reason: str
    reason_share: str
    people_65_plus: float
    areas: pd.DataFrame


def listed_places(evidence: Evidence) -> list[Place]:
    """Return the listed places, most hours short first (else most areas)."""
    rows = within_choice(evidence, verdict_rows(evidence))
    listed = rows[rows["verdict"] == "desert"]
    places = [_place(str(name), own) for name, own in listed.groupby("place_name")]
    return sorted(places, key=lambda p: (-(p.hours_short or 0), -len(p.areas), p.name))


def open_place(places: list[Place], area: str | None) -> str:
    """Name the place whose areas are shown: the chosen area's, else the first."""
    for place in places:
        if area in set(place.areas["area_code"]):
            return place.name
    return places[0].name if places else ""


def unsure_areas(evidence: Evidence) -> pd.DataFrame:
    """Return the areas more likely than not below the line and not listed."""
    rows = within_choice(evidence, verdict_rows(evidence))
    unsure = rows[rows["verdict"] == "likely_below"]
    return (
        unsure.sort_values("chance", ascending=False) if "chance" in unsure else unsure
    )


def stranded(evidence: Evidence) -> pd.DataFrame:
    """Return the suppliers whose care reaches nobody, most hours first."""
    if not evidence.has("stranded"):
        return pd.DataFrame(columns=["provider", "kind", "suppliers", "contact_hours"])
    rows = evidence["stranded"]
    return rows.assign(
        kind=rows["kind"].str.replace("_", " ").str.capitalize()
    ).sort_values("contact_hours", ascending=False, ignore_index=True)


def _place(name: str, own: pd.DataFrame) -> Place:
    has_hours = "hours_short" in own
    areas = own.sort_values("hours_short", ascending=False) if has_hours else own
    reasons = own["reason"].value_counts()
    main, most = str(reasons.index[0]), int(reasons.iloc[0])
    return Place(
        name=name,
        hours_short=float(own["hours_short"].sum()) if has_hours else None,
        chance=_chances(own),
        reason=main.capitalize(),
        reason_share="" if most == len(own) else f"{most} of {len(own)}",
        people_65_plus=float(own["people_65_plus"].sum()),
        areas=areas,
    )


def _chances(own: pd.DataFrame) -> str:
    if "chance" not in own:
        return ""
    low, high = words.chance(own["chance"].min()), words.chance(own["chance"].max())
    return low if low == high else f"{low} to {high}"
