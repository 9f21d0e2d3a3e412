"""The rows and the base map of the care desert map."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import shapely

from analytics import words
from analytics.access.outlines import path_of, shape_of
from analytics.evidence import Evidence

ZONE = "zone:"
BELOW, ABOVE = (0.2, 0.4)  # the classes' widths below and above the line
VERDICTS = {
    "desert": "care desert",
    "likely_below": "probably below the line, not sure enough to list",
    "not_below": "not below the line",
    "not_judged": "not judged",
    "suppressed": "hidden to protect a provider",
}


def line_of(evidence: Evidence) -> float:
    """Return the line chosen, in hours in reach for each hour needed."""
    return evidence.selection.number("line")


def breaks(line: float) -> tuple[float, float, float, float]:
    """Return the lower bounds of classes 1 to 4; our line is always the second."""
    return (
        round(line - BELOW, 2),
        round(line, 2),
        round(line + BELOW, 2),
        round(line + ABOVE, 2),
    )


def chosen_area(evidence: Evidence) -> str | None:
    """Return the area chosen, or None where a zone or nothing is."""
    place = evidence.selection.get("place") or ""
    return None if not place or place.startswith(ZONE) else place


def chosen_zone(evidence: Evidence) -> tuple[str, str] | None:
    """Return the zone chosen, as its set and its name."""
    place = evidence.selection.get("place") or ""
    if not place.startswith(ZONE):
        return None
    group_set, _, name = place.removeprefix(ZONE).partition(":")
    return group_set, name


def within_choice(evidence: Evidence, rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows of the zone chosen; all of them where none is."""
    zone = chosen_zone(evidence)
    if zone is None or not evidence.has("area_zones"):
        return rows
    zones = evidence["area_zones"]
    inside = zones[(zones["group_set"] == zone[0]) & (zones["group_name"] == zone[1])]
    return rows[rows["area_code"].isin(inside["area_code"])]


def verdict_rows(evidence: Evidence) -> pd.DataFrame:
    """Return one row for each area: where it is, its class, its verdict, its words."""
    rows = evidence["verdicts"].merge(
        evidence["areas"], on="area_code", how="left", suffixes=("", "_of_area")
    )
    rows["x_km"] = rows["x_m"] / 1000
    rows["y_km"] = rows["y_m"] / 1000
    rows["verdict_word"] = rows["verdict"].map(VERDICTS).fillna("not judged")
    rows["spoken"] = [spoken(row) for row in rows.to_dict("records")]
    return rows


def spoken(row: Mapping[str, Any]) -> str:
    """Say an area: ward and code; verdict and chance; hours in reach; reason."""
    name = f"{row.get('ward_name') or ''}, {row['area_name']}".strip(", ")
    status = str(row["class_status"])
    if status in words.MARKS:
        return f"{name}: {words.MARK_WORDS[status]}"
    parts = [f"{name}: {row['verdict_word']}"]
    if _known(row, "chance"):
        parts[0] += f", chance {words.chance(row['chance'])}"
    if _known(row, "hours_in_reach"):
        parts.append(f"{row['hours_in_reach']:.2f} hours in reach for each needed")
        if _known(row, "hours_in_reach_lower"):
            low, high = row["hours_in_reach_lower"], row["hours_in_reach_upper"]
            parts.append(f"likely range {low:.2f} to {high:.2f}")
    if row.get("verdict") in ("desert", "likely_below") and row.get("reason"):
        parts.append(f"reason {row['reason']}")
    if status == "low_reliability":
        parts.append(words.MARK_WORDS[status])
    return "; ".join(parts)


def _known(row: Mapping[str, Any], column: str) -> bool:
    return column in row and pd.notna(row[column])


def map_setting(evidence: Evidence) -> dict[str, Any]:
    """Return what is drawn round the areas: outlines, places, the line, the chosen."""
    line = line_of(evidence)
    return {
        "outlines": evidence["area_outlines"],
        "places": listed_outlines(evidence),
        "breaks": breaks(line),
        "line": round(line, 2),
        "chosen": chosen_area(evidence),
        "outlined": "<b>Care desert:</b> below the line<br>and sure enough to list",
    }


def listed_outlines(evidence: Evidence) -> pd.DataFrame:
    """Dissolve the listed areas of each place into one outline, largest list first."""
    verdicts = evidence["verdicts"]
    listed = verdicts[verdicts["verdict"] == "desert"]
    outlines = evidence["area_outlines"]
    shapes = outlines[outlines["layer"] == "area"].set_index("area_code")
    order = "hours_short" if "hours_short" in listed else "line"
    rows = []
    for name, members in listed.groupby("place_name", sort=False):
        own = shapes[shapes.index.isin(members["area_code"])]
        if own.empty:
            continue
        whole = shapely.unary_union(
            [shape_of(x, y) for x, y in zip(own["x_km"], own["y_km"], strict=True)]
        )
        xs, ys = path_of(whole)
        middle = whole.representative_point()
        rows.append(
            {
                "place_name": name,
                "x_km": xs,
                "y_km": ys,
                "label_x_km": middle.x / 1000,
                "label_y_km": middle.y / 1000,
                "size": members[order].sum() if order in members else len(members),
            }
        )
    columns = ["place_name", "x_km", "y_km", "label_x_km", "label_y_km", "size"]
    places = pd.DataFrame(rows, columns=columns)
    return places.sort_values("size", ascending=False, ignore_index=True)
