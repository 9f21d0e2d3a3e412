"""What registered offices alone can show: hours if each had the same, no verdict."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import words
from analytics.answers.desert_map import chosen_area
from analytics.assumptions import assumption
from analytics.evidence import Evidence

FIFTHS = (0.2, 0.4, 0.6, 0.8)


def fifths(values: pd.Series) -> tuple[float, ...]:
    """Return the bounds of five classes with as many areas in each.

    The hours are pretended, so only more and less mean anything: a class here is a
    place in the order and no amount.
    """
    if values.empty:
        return FIFTHS
    bounds = [round(float(values.quantile(share)), 2) for share in FIFTHS]
    for number in range(1, len(bounds)):
        bounds[number] = max(bounds[number], round(bounds[number - 1] + 0.01, 2))
    return tuple(bounds)


def office_rows(evidence: Evidence) -> pd.DataFrame:
    """Return one row for each area: the hours within reach if every office had h.

    Returns
    -------
    DataFrame, one row for each area
        area_code, area_name, ward_name, district_name, offices_in_reach,
        hours_per_hour_needed, class (0 is least), their statuses, and spoken.
    """
    rows = evidence["offices"].merge(evidence["areas"], on="area_code", how="left")
    value = rows["hours_per_hour_needed"]
    bounds = [-float("inf"), *fifths(value.dropna()), float("inf")]
    rows["class"] = pd.cut(value, bounds, right=False, labels=False).astype(float)
    rows["class_status"] = rows["hours_per_hour_needed_status"]
    rows["x_km"], rows["y_km"] = rows["x_m"] / 1000, rows["y_m"] / 1000
    rows["spoken"] = [_spoken(row) for row in rows.to_dict("records")]
    return rows


def _spoken(row: dict[Any, Any]) -> str:
    name = f"{row['ward_name']}, {row['area_name']}"
    if pd.isna(row["hours_per_hour_needed"]):
        status = str(row["hours_per_hour_needed_status"])
        return f"{name}: {words.MARK_WORDS.get(status, status)}"
    offices = words.plural(int(row["offices_in_reach"]), "registered office")
    return (
        f"{name}: {row['hours_per_hour_needed']:.2f} hours for each hour needed if "
        f"every office had the same; {offices} within reach"
    )


def office_setting(evidence: Evidence) -> dict[str, Any]:
    """Return what is drawn round the areas; no line and no outline."""
    columns = ["place_name", "x_km", "y_km", "label_x_km", "label_y_km"]
    return {
        "outlines": evidence["area_outlines"],
        "places": pd.DataFrame(columns=columns),
        "breaks": fifths(evidence["offices"]["hours_per_hour_needed"].dropna()),
        "chosen": chosen_area(evidence),
    }


def chosen_words(evidence: Evidence) -> str:
    """Say what is known of the area chosen; nothing where none is."""
    rows = office_rows(evidence)
    own = rows[rows["area_code"] == chosen_area(evidence)]
    return (
        "" if own.empty else f"**{own['area_name'].iloc[0]}.** {own['spoken'].iloc[0]}."
    )


def pretended_hours(evidence: Evidence) -> float:
    """Return the hours a week that every office is pretended to have."""
    return assumption("access.hours_per_registered_office", evidence.about.as_of).value


def office_finding(rows: pd.DataFrame, evidence: Evidence) -> str:
    """Say what the map shows, and that it is no verdict."""
    known = rows["hours_per_hour_needed"].notna()
    unknown = int((rows["class_status"] == "not_supplied").sum())
    reached = int((rows.loc[known, "offices_in_reach"] > 0).sum())
    said = (
        f"At least one registered office is within reach of {words.count(reached)} of "
        f"{words.plural(int(known.sum()), 'area')}."
    )
    if unknown:
        said += (
            f" {words.plural(unknown, 'area')} can be reached from councils that the "
            "file does not cover, so they are left blank."
        )
    return said + " An office is not where care is given: this is no verdict."
