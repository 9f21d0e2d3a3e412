"""Care deserts: where people cannot get care, how sure we are, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analytics import words
from analytics.answers import desert_area, desert_map, deserts, registered_offices
from analytics.catalogue.deserts_tables import (
    AREA_OUTLINES,
    AREA_REACH,
    AREA_VERDICTS,
    AREA_ZONES,
    AREAS,
    DESERT_LISTS,
    REGISTERED_OFFICE_AREAS,
    STRANDED_SUPPLY,
)
from analytics.catalogue.entry import (
    Chart,
    Control,
    Levels,
    Measure,
    Option,
    Read,
    Topic,
)
from analytics.evidence import Evidence
from analytics.figures.area_map import area_map
from analytics.figures.grid import stability_grid
from analytics.measures.deserts import care_deserts
from analytics.measures.offices import registered_office_access
from analytics.measures.places import council_places
from analytics.selection import Selection

KINDS = {
    "all": "All kinds",
    "homecare_agency": "Home care agencies",
    "introductory_agency": "Introductory agencies",
    "micro_enterprise": "Micro-enterprises",
    "personal_assistant": "Personal assistants",
    "isf_broker": "ISF brokers",
    "community_organisation": "Community organisations",
    "supported_living": "Supported living",
}
NEEDS = {"estimate": "Our estimate", "planned": "The council's planned hours"}
TABLE = "area_verdicts"


def _level(selection: Selection) -> dict[str, Any]:
    return {
        "kind": selection["kind"],
        "need": selection["need"],
        "travel_minutes": selection.number("travel"),
    }


def _at_line(selection: Selection) -> dict[str, Any]:
    return {**_level(selection), "line": selection.number("line")}


def _everything(selection: Selection) -> dict[str, Any]:
    return {}


def _area(selection: Selection) -> str:
    return selection.get("place") or ""


def _stability(selection: Selection) -> dict[str, Any]:
    return {
        "area_code": _area(selection),
        "kind": selection["kind"],
        "need": selection["need"],
    }


def _reach(selection: Selection) -> dict[str, Any]:
    return {"area_code": _area(selection), "travel_minutes": selection.number("travel")}


def _journey(selection: Selection) -> dict[str, Any]:
    return {"travel_minutes": selection.number("travel")}


def _named(column: str, names: dict[str, str]) -> Any:
    def options(levels: Levels, selection: Selection) -> Sequence[Option]:
        held = levels(TABLE, column)
        order = list(names)
        held.sort(key=lambda v: order.index(v) if v in order else len(order))
        return [Option(v, names.get(v, v.replace("_", " ").capitalize())) for v in held]

    return options


def _travels(levels: Levels, selection: Selection) -> Sequence[Option]:
    held = levels(TABLE, "travel_minutes") or levels(
        "registered_office_areas", "travel_minutes"
    )
    return [Option(f"{t:g}", f"Up to {t:g} minutes") for t in held]


def _lines(levels: Levels, selection: Selection) -> Sequence[Option]:
    return [Option(f"{line:.1f}", f"{line:.2f}") for line in levels(TABLE, "line")]


def _places(levels: Levels, selection: Selection) -> Sequence[Option]:
    """Offer each area by its name and ward, and each of the council's own zones."""
    zones = [
        Option(f"{desert_map.ZONE}{group_set}:{name}", f"{name} ({group_set})")
        for group_set in levels("area_zones", "group_set")
        for name in levels("area_zones", "group_name", group_set=group_set)
    ]
    areas = [
        Option(code, f"{name}, {code}")
        for code, name in levels("areas", "area_code", beside="area_name")
    ]
    return [Option("", "Everywhere"), *zones, *areas]


def _worst(levels: Levels, selection: Selection) -> str:
    """Return the listed area most hours short; none where hours are not told."""
    listed = levels(
        TABLE,
        "area_code",
        beside="hours_short",
        verdict="desert",
        **_at_line(selection),
    )
    return str(listed[-1][0]) if listed else ""


def _map_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    return "Hours of care within reach for each hour needed"


def _map_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    areas, day = words.count(len(frame)), words.date(evidence.about.as_of)
    return f"{areas} small areas (LSOAs), {day}"


def _map_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    said = deserts.answer(evidence)
    return f"{said.text} {said.sure}".replace("**", "").strip()


def _grid_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    return (
        "Across: our line, hours for each hour needed. Down: how far workers travel. "
        "Filled: a desert. Orange: this page"
    )


def _grid_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    if frame.empty:
        return "No area is chosen."
    return desert_area.stability_heading(frame, evidence)


def _office_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    hours = words.count(registered_offices.pretended_hours(evidence))
    return f"Hours within reach if every registered office had {hours} a week"


def _office_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    return (
        "Hours for each hour needed, in five classes of as many areas. The hours are "
        "ours, the same for every office, so only more and less mean anything"
    )


MAP_COLUMNS = {
    "area_name": "Area",
    "area_code": "LSOA code",
    "ward_name": "Ward",
    "district_name": "District",
    "verdict_word": "Verdict",
    "chance": "Chance below the line",
    "hours_in_reach": "Hours in reach for each needed",
    "hours_in_reach_lower": "Likely range, from",
    "hours_in_reach_upper": "to",
    "need_hours": "Hours needed a week",
    "hours_short": "Hours short a week",
    "reason": "Reason",
    "place_name": "Place",
    "people_65_plus": "People 65 and over",
    "class": "Class on the map, 0 is least",
}
OFFICE_COLUMNS = {
    "area_name": "Area",
    "area_code": "LSOA code",
    "ward_name": "Ward",
    "district_name": "District",
    "offices_in_reach": "Registered offices in reach",
    "hours_per_hour_needed": "Hours for each hour needed",
}

MAP = Chart(
    name="desert_map",
    heading=_map_heading,
    sub=_map_sub,
    finding=_map_finding,
    frame=desert_map.verdict_rows,
    figure=area_map,
    setting=desert_map.map_setting,
    columns=MAP_COLUMNS,
    reads=("verdicts", "areas", "area_outlines"),
    needs=("council_supply",),
)
STABILITY = Chart(
    name="stability_grid",
    heading=desert_area.stability_heading,
    sub=_grid_sub,
    finding=_grid_finding,
    frame=desert_area.stability,
    figure=stability_grid,
    columns={
        "line": "Line, hours for each hour needed",
        "travel_minutes": "Travel, minutes",
        "is_desert": "Care desert",
        "is_judged": "Can be judged",
    },
    reads=("stability",),
    needs=("council_supply",),
    internal_reason="It shows one area at every setting; only one setting is released.",
)
OFFICES = Chart(
    name="registered_office_map",
    heading=_office_heading,
    sub=_office_sub,
    finding=registered_offices.office_finding,
    frame=registered_offices.office_rows,
    figure=area_map,
    setting=registered_offices.office_setting,
    columns=OFFICE_COLUMNS,
    reads=("offices", "areas", "area_outlines"),
    needs=("cqc_ratings",),
)

TOPIC = Topic(
    name="deserts",
    title="Care deserts",
    order=40,
    question=lambda council: f"Where in {council} can people not get home care?",
    measures=(
        Measure(council_places, (AREAS, AREA_ZONES, AREA_OUTLINES)),
        Measure(
            care_deserts, (AREA_VERDICTS, DESERT_LISTS, AREA_REACH, STRANDED_SUPPLY)
        ),
        Measure(registered_office_access, (REGISTERED_OFFICE_AREAS,)),
    ),
    reads={
        "verdicts": Read(TABLE, _at_line),
        "lists": Read("desert_lists", _at_line),
        "lines": Read("desert_lists", _level),
        "stability": Read(TABLE, _stability),
        "reach": Read("area_reach", _reach),
        "stranded": Read("stranded_supply", _journey),
        "offices": Read("registered_office_areas", _journey),
        "areas": _everything,
        "area_zones": _everything,
        "area_outlines": _everything,
    },
    controls=(
        Control(
            "kind",
            "Providers",
            "select",
            lambda levels, s: "all",
            _named("kind", KINDS),
        ),
        Control(
            "need",
            "Need",
            "select",
            lambda levels, s: "estimate",
            _named("need", NEEDS),
        ),
        Control("travel", "Travel", "select", lambda levels, s: "25", _travels),
        Control(
            "line",
            "Line: hours per hour needed",
            "select",
            lambda levels, s: "1.0",
            _lines,
        ),
        Control("place", "Find a place", "find", _worst, _places),
    ),
    charts=(MAP, STABILITY, OFFICES),
    answer=deserts.answer,
    notes=deserts.notes,
    needs=("council_supply", "cqc_ratings"),
    needs_any=True,
    helps={
        "council_supply": "The verdicts: hours by place that workers set out from",
        "council_supply_coverage": "Areas near the boundary",
        "council_area_groups": "Your own zones, in Find a place",
        "council_arrangements": "The council's planned hours beside our estimate",
        "council_referrals": "Hours that wait, beside hours that are free",
    },
    will_answer=(
        "Where too little care can reach the people who need it",
        "How sure we are, and what the reason is",
        "Whether another line or longer journeys would change the verdict",
    ),
)
