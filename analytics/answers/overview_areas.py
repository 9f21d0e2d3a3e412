"""The front page's care deserts: a small map, and the places most hours short."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import words
from analytics.answers import desert_map
from analytics.answers.desert_list import listed_places
from analytics.evidence import Evidence

MOST_PLACES = 5  # with a bar of their own; the others share one
SHORT_NUMBERS = ["areas", "people_65_plus", "hours_short"]


def deserts(evidence: Evidence) -> pd.DataFrame:
    """Return the rows of the map of care deserts, as on its page."""
    return evidence.gathered["deserts"].charts["desert_map"].frame


def deserts_setting(evidence: Evidence) -> dict[str, Any]:
    """Return outlines and places; no area is chosen here."""
    found = desert_map.map_setting(evidence.gathered["deserts"].evidence)
    return {**found, "chosen": None}


def deserts_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say what the map of care deserts shows."""
    return evidence.gathered["deserts"].charts["desert_map"].finding


def short(evidence: Evidence) -> pd.DataFrame:
    """Return the places of the list, most hours short first, the rest as one.

    Returns
    -------
    DataFrame, one row for each of the first places, and one for the others
        place_name, areas (count), people_65_plus (persons), hours_short (a week; not
        in what is published), statuses, said (words beside the bar), token, heading.
    """
    page = evidence.gathered["deserts"]
    places = listed_places(page.evidence)
    has_hours = "hours_short" in page.charts["desert_map"].frame
    rows = [
        {
            "place_name": each.name,
            "areas": len(each.areas),
            "people_65_plus": each.people_65_plus,
            "hours_short": each.hours_short,
            "token": "data",
        }
        for each in places
    ]
    frame = pd.DataFrame(rows, columns=["place_name", *SHORT_NUMBERS, "token"])
    rest = frame.iloc[MOST_PLACES:]
    if len(rest):
        more = {name: rest[name].sum() for name in SHORT_NUMBERS}
        named = {"place_name": words.plural(len(rest), "more place"), "token": "soft"}
        whole = pd.DataFrame([{**named, **more}])
        frame = pd.concat([frame.iloc[:MOST_PLACES], whole], ignore_index=True)
    if not has_hours:
        frame = frame.drop(columns="hours_short")
    for name in frame.columns.intersection(SHORT_NUMBERS):
        frame[name] = frame[name].astype(float)
        frame[f"{name}_status"] = ["zero" if v == 0 else "ok" for v in frame[name]]
    shown = frame["hours_short"].round(-1) if has_hours else frame["areas"]
    said = [words.count(value) for value in shown]
    return frame.assign(said=said, heading=short_heading(frame, evidence))


def short_setting(evidence: Evidence) -> dict[str, Any]:
    """Draw hours where they are told, else areas."""
    frame = evidence.gathered["deserts"].charts["desert_map"].frame
    value = "hours_short" if "hours_short" in frame else "areas"
    return {"names": {"label": "place_name", "value": value, "words": "said"}}


def short_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name what the bars are."""
    return "Hours short a week" if "hours_short" in frame else "Care desert areas"


def short_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Name the unit."""
    if "hours_short" in frame:
        return "Hours short a week, by place"
    return "Areas that are care deserts, by place"


def short_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Give each bar's number."""
    what = short_heading(frame, evidence).lower()
    said = [f"{row.place_name} {row.said}" for row in frame.itertuples()]
    return f"{what.capitalize()} by place: {words.listing(said)}."
