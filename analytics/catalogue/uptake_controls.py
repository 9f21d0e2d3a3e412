"""What a reader of the uptake page may choose."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pandas as pd

from analytics import words
from analytics.answers import (
    uptake_counts,
    uptake_moved,
    uptake_rebase,
)
from analytics.answers import uptake_peers as peers
from analytics.answers.uptake_ahead import AHEAD, FURTHEST, quarters_after
from analytics.answers.uptake_counts import ALL, BETWEEN, ROUTES
from analytics.assumptions import assumption
from analytics.catalogue.entry import Control, Levels, Option
from analytics.selection import Selection


def _ages(levels: Levels, selection: Selection) -> list[Option]:
    known = levels("people_by_route_age", "age_group")
    offered = [age for age in uptake_counts.AGES if age in known]
    named = uptake_counts.AGES
    return [Option(age, named[age]) for age in ([ALL, *offered] if known else [])]


def _routes(levels: Levels, selection: Selection) -> list[Option]:
    known = levels("people_by_route", "route")
    return [Option(route, name) for route, name in ROUTES.items() if route in known]


def _places(levels: Levels, selection: Selection) -> list[Option]:
    """Offer the places that are counted by the age chosen, districts first."""
    table, age = "people_by_route_place", selection.get("age", ALL)
    if not levels("people_by_route", "route"):
        return []
    sets = [str(each) for each in levels(table, "place_set", age_group=age)]
    sets.sort(key=lambda each: (each != "district", each))
    places = {
        each: levels(table, "place_name", place_set=each, age_group=age)
        for each in sets
    }
    last = uptake_counts.PLACES
    times = Counter(place for names in places.values() for place in names)
    found = [Option(ALL, "Whole council area")]
    for place_set in sets:
        for place in sorted(places[place_set], key=lambda each: (each in last, each)):
            is_district = place_set == "district"
            if place in last and not is_district:
                continue
            # Only a name that two sets share needs its set beside it.
            is_shared = times[place] > 1 and not is_district
            own = f" ({place_set})" if is_shared else ""
            name = f"{last.get(place, place)}{own}"
            found.append(Option(f"{place_set}{BETWEEN}{place}", name))
    return found


def _reasons(levels: Levels, selection: Selection) -> list[Option]:
    if not levels("people_by_route", "route"):
        return []
    known = levels("people_by_route_reason", "support_reason")
    named = uptake_counts.REASONS
    offered = [reason for reason in named if reason in known]
    return [
        Option(ALL, "All reasons"),
        *(Option(reason, named[reason]) for reason in offered),
    ]


def _quarters(levels: Levels, selection: Selection) -> list[Option]:
    days = [pd.Timestamp(day) for day in levels("people_by_route", "quarter_end")]
    return [
        Option(day.date().isoformat(), words.quarter(day.date()))
        for day in sorted(days, reverse=True)
    ]


def _quarters_before(levels: Levels, selection: Selection) -> list[Option]:
    until = selection.get("quarter") or ""
    if not levels("people_by_route_reason", "route"):
        return []
    return [each for each in _quarters(levels, selection) if each.value < until]


def _a_year_before(levels: Levels, selection: Selection) -> str:
    offered = _quarters_before(levels, selection)
    place = min(uptake_moved.A_YEAR, len(offered)) - 1
    return offered[place].value if offered else ""


def _quarters_ahead(levels: Levels, selection: Selection) -> list[Option]:
    last = selection.get("quarter")
    days = quarters_after(pd.Timestamp(last), FURTHEST) if last else []
    return [Option(f"{day:%Y-%m-%d}", f"{day:%B %Y}") for day in days]


def _a_year_ahead(levels: Levels, selection: Selection) -> str:
    offered = _quarters_ahead(levels, selection)
    return offered[AHEAD - 1].value if offered else ""


def _starts(levels: Levels, selection: Selection) -> list[Option]:
    """Offer each quarter after the first, up to the one chosen; none is the usual."""
    days = [option.value for option in _quarters(levels, selection)][:-1]
    until = selection.get("quarter") or ""
    words_ = [Option(day, f"From {pd.Timestamp(day):%B %Y}") for day in days]
    kept = [option for option in words_ if option.value <= until]
    return [Option("", "From the first quarter"), *kept] if kept else []


def _refuses_start(asked: str, levels: Levels, selection: Selection) -> str:
    told = [option.value for option in _quarters(levels, selection)]
    return uptake_rebase.why_refused(asked, told) if told else ""


def _compared(levels: Levels, selection: Selection) -> list[Option]:
    table = peers.TABLE
    if not levels(table, "council_code"):
        return []
    alike = levels(table, "council_code", is_neighbour=True, level="council")
    nearby = levels(table, "council_code", is_region=True, level="council")
    enough = assumption("uptake.least_neighbours").value
    return [
        *(
            [Option(peers.NEIGHBOURS, "Statistical neighbours")]
            if len(alike) >= enough
            else []
        ),
        *([Option(peers.REGION, "Our region")] if len(nearby) > 1 else []),
        Option(peers.ALL, "All councils"),
    ]


def _first(name: str) -> Any:
    return lambda levels, selection: name


def _newest(levels: Levels, selection: Selection) -> str:
    offered = _quarters(levels, selection)
    return offered[0].value if offered else ""


def _alike(levels: Levels, selection: Selection) -> str:
    offered = _compared(levels, selection)
    return offered[0].value if offered else ""


CONTROLS = (
    Control("age", "Age", "select", _first(ALL), _ages),
    Control("route", "Route", "select", _first("direct_payment"), _routes),
    Control("place", "Place", "select", _first(ALL), _places),
    Control("reason", "Support reason", "select", _first(ALL), _reasons),
    Control("quarter", "Quarter", "select", _newest, _quarters),
    Control("compare", "Compare with", "select", _alike, _compared, beside=True),
    Control("since", "Since", "select", _a_year_before, _quarters_before, beside=True),
    Control(
        "target",
        "Target share",
        "number",
        _first(""),
        low=0,
        high=100,
        step=0.1,
        unit="%",
        beside=True,
    ),
    Control("by", "By", "select", _a_year_ahead, _quarters_ahead, beside=True),
    Control(
        uptake_rebase.CHOICE,
        "Limits start",
        "reasoned",
        _first(""),
        _starts,
        note="Write why: limits start anew for a person's reason only.",
        refuses=_refuses_start,
        beside=True,
    ),
)
