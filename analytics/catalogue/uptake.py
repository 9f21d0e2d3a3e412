"""Uptake: who uses direct payments and individual service funds, and who compares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from analytics import words
from analytics.answers import (
    uptake,
    uptake_charts,
    uptake_counts,
    uptake_judgement,
    uptake_notes,
    uptake_places,
)
from analytics.answers import uptake_peers as peers
from analytics.answers.uptake_counts import ALL, BETWEEN, ROUTES, place_of
from analytics.assumptions import assumption
from analytics.catalogue.entry import (
    Chart,
    Column,
    Control,
    Levels,
    Measure,
    Option,
    Read,
    Table,
    Topic,
)
from analytics.evidence import Evidence
from analytics.figures.ranking import dot_ranking
from analytics.figures.small_multiples import small_multiples
from analytics.figures.trend import trend_with_limits
from analytics.figures.trend_words import Finding
from analytics.measures.uptake import direct_payment_peers, people_by_route
from analytics.selection import Selection

ARRANGEMENTS, ASCOF = "council_arrangements", "ascof"

# Tables.

PEOPLE = {"people": Column("people", "person", "people on the route that day")}
WHEN = {
    "quarter_end": Column("-", "council", "last day of the quarter"),
    "route": Column("-", "council", "highest route of a person's open arrangements"),
}
BEGINS = {
    "begins": Column(
        "-",
        "council",
        "why no earlier quarter is told: first_arrangement, ends_known (of those that "
        "ended before, almost none is in the file) or most_quarters",
    )
}
AGE = {"age_group": Column("-", "council", "18_64, 65_plus or unknown")}
PLACE = {
    "place_set": Column("-", "council", "district, or one of the council's own sets"),
    "place_name": Column("-", "council", "district or zone, unknown or elsewhere"),
    "age_group": Column("-", "council", "all, or as in people_by_route_age"),
}
BY_ROUTE = Table(
    name="people_by_route",
    grain="one quarter and route",
    keys={**WHEN, **BEGINS},
    values=PEOPLE,
    needs=(ARRANGEMENTS,),
)
BY_ROUTE_AGE = Table(
    name="people_by_route_age",
    grain="one quarter, route and age group",
    keys={**WHEN, **AGE},
    values=PEOPLE,
    needs=(ARRANGEMENTS,),
)
BY_ROUTE_PLACE = Table(
    name="people_by_route_place",
    grain="one quarter, route, place and age group; each set of places holds everybody",
    keys={**WHEN, **PLACE},
    values=PEOPLE,
    needs=(ARRANGEMENTS,),
)
PEER_VALUES = {
    "council_name": ("-", "name of the council, region or country"),
    "level": ("-", "council, region or england"),
    "period": ("-", "years that the figures are of"),
    "region_name": ("-", "region that it lies in"),
    "is_self": ("-", "the council that was built"),
    "is_region": ("-", "in its region, or that region"),
    "is_england": ("-", "the whole country"),
    "is_neighbour": ("-", "a statistical neighbour with adult social care"),
    "neighbour_rank": ("rank", "1 is the most alike, by the ONS global model"),
    "numerator": ("people", "people with a direct payment, as published"),
    "denominator": ("people", "people with long-term community support, as published"),
    "share": ("share", "the one divided by the other"),
}
DIRECT_PAYMENT_PEERS = Table(
    name="direct_payment_peers",
    grain="one council, region or country, of the last period published",
    keys={
        "council_code": Column("-", "open", "code of the council, region or country")
    },
    values={
        name: Column(unit, "open", meaning)
        for name, (unit, meaning) in PEER_VALUES.items()
    },
    needs=(ASCOF,),
)


# Which rows a selection needs. The whole council stands beside every cut; another cut
# that was not asked for needs no rows.


def _by_age(selection: Selection) -> Mapping[str, Any]:
    age = selection.get("age", ALL)
    wanted = [] if age == ALL else [age, uptake_counts.UNKNOWN]
    return {"age_group": wanted}


def _by_place(selection: Selection) -> Mapping[str, Any]:
    place = place_of(selection.get("place"))
    if place is None:
        return {"place_set": []}
    age = selection.get("age", ALL)
    return {"place_set": place[0], "place_name": place[1], "age_group": age}


def _at_quarter(selection: Selection) -> Mapping[str, Any]:
    """Every place of one set, at the end of the quarter chosen."""
    return {
        "place_set": uptake_places.place_set_of(selection.get("place")),
        "age_group": selection.get("age", ALL),
        "quarter_end": selection.get("quarter") or [],
    }


def _everybody(selection: Selection) -> Mapping[str, Any]:
    return {}


# Controls.


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


def _quarters(levels: Levels, selection: Selection) -> list[Option]:
    days = [pd.Timestamp(day) for day in levels("people_by_route", "quarter_end")]
    return [
        Option(day.date().isoformat(), words.quarter(day.date()))
        for day in sorted(days, reverse=True)
    ]


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


# What is drawn round the rows.


def _trend_setting(evidence: Evidence) -> dict[str, Any]:
    frame = uptake_counts.trend(evidence)
    found = uptake_judgement.what_to_find(frame)
    finding = None
    if found is not None:
        is_more = uptake_judgement.is_more_than_wobble(frame)
        more = "<br>more than its usual wobble" if is_more else ""
        finding = Finding(f"<b>{found[0]}</b>{more}", found[1])
    return {
        "finding": finding,
        "warning": uptake_charts.too_few(frame),
        "baseline_words": uptake_charts.baseline_words(frame),
    }


def _peers_setting(evidence: Evidence) -> dict[str, Any]:
    name, share = peers.country(evidence)
    return {"line_name": name, "line_value": share}


def _places_setting(evidence: Evidence) -> dict[str, Any]:
    return {
        "line_name": "All places",
        "line_value": uptake_places.everywhere(evidence),
    }


def _routes_frame(evidence: Evidence) -> pd.DataFrame:
    return uptake_counts.counts(evidence)


CUTS = ("people_by_route", "people_by_route_age", "people_by_route_place")
TREND = Chart(
    name="uptake_trend",
    heading=uptake_charts.trend_heading,
    sub=uptake_charts.trend_sub,
    finding=uptake_charts.trend_finding,
    frame=uptake_counts.trend,
    figure=partial(
        trend_with_limits,
        write=words.percent,
        names={
            "value": "share",
            "average": "share_average",
            "lower": "share_lower",
            "upper": "share_upper",
        },
    ),
    setting=_trend_setting,
    columns={
        "quarter_end": "Quarter ending",
        "people": "People on the route",
        "people_all": "People on any route",
        "share": "Share",
        "share_average": "Average",
        "share_lower": "Lower limit",
        "share_upper": "Upper limit",
        "special_cause": "Outside its limits",
    },
    reads=CUTS,
    needs=(ARRANGEMENTS,),
)
PARTS = Chart(
    name="uptake_routes",
    heading=uptake_charts.routes_heading,
    sub=uptake_charts.routes_sub,
    finding=uptake_charts.routes_finding,
    frame=_routes_frame,
    figure=partial(
        small_multiples,
        panels=ROUTES,
        colours={"direct_payment": "data", "isf": "accent"},
        names={"panel": "route", "value": "people"},
    ),
    columns={
        "quarter_end": "Quarter ending",
        "route_name": "Route",
        "people": "People",
    },
    reads=CUTS,
    needs=(ARRANGEMENTS,),
)
PEERS = Chart(
    name="direct_payment_peers",
    heading=uptake_charts.peers_heading,
    sub=uptake_charts.peers_sub,
    finding=uptake_charts.peers_finding,
    frame=peers.peers,
    figure=partial(
        dot_ranking,
        write=words.percent,
        names={
            "name": "council_name",
            "value": "share",
            "lower": "share_lower",
            "upper": "share_upper",
        },
    ),
    setting=_peers_setting,
    columns={
        "council_name": "Council",
        "council_code": "Code",
        "numerator": "People with a direct payment",
        "denominator": "People with long-term community support",
        "share": "Share",
        "share_lower": "95% interval, from",
        "share_upper": "to",
        "is_too_close": "Too close to call",
    },
    reads=(peers.TABLE,),
    needs=(ASCOF,),
    is_published_fact=True,
)
BY_PLACE = Chart(
    name="uptake_places",
    heading=uptake_places.places_heading,
    sub=uptake_places.places_sub,
    finding=uptake_places.places_finding,
    frame=uptake_places.places,
    figure=partial(
        dot_ranking,
        write=words.percent,
        names={
            "name": "place_name",
            "value": "share",
            "lower": "share_lower",
            "upper": "share_upper",
        },
    ),
    setting=_places_setting,
    columns={
        "place_name": "Place",
        "people": "People on the route",
        "people_all": "People on any route",
        "share": "Share",
        "share_lower": "95% interval, from",
        "share_upper": "to",
    },
    reads=(uptake_places.TABLE,),
    needs=(ARRANGEMENTS,),
)

TOPIC = Topic(
    name="uptake",
    title="Uptake",
    group="Uptake",
    part="Trend and peers",
    order=20,
    question=lambda council: (
        "Who uses direct payments and individual service funds, and how do we compare?"
    ),
    measures=(
        Measure(people_by_route, (BY_ROUTE, BY_ROUTE_AGE, BY_ROUTE_PLACE)),
        Measure(direct_payment_peers, (DIRECT_PAYMENT_PEERS,)),
    ),
    reads={
        "people_by_route": _everybody,
        "people_by_route_age": _by_age,
        "people_by_route_place": _by_place,
        uptake_places.TABLE: Read("people_by_route_place", _at_quarter),
        peers.TABLE: _everybody,
    },
    controls=(
        Control("age", "Age", "select", _first(ALL), _ages),
        Control("route", "Route", "select", _first("direct_payment"), _routes),
        Control("place", "Place", "select", _first(ALL), _places),
        Control("quarter", "Quarter", "select", _newest, _quarters),
        Control("compare", "Compare with", "select", _alike, _compared),
    ),
    charts=(TREND, PARTS, PEERS, BY_PLACE),
    answer=uptake.answer,
    notes=uptake_notes.notes,
    needs=(ARRANGEMENTS, ASCOF),
    needs_any=True,
    helps={
        ARRANGEMENTS: "Each quarter, each place and individual service funds",
        ASCOF: "Every council's published share, with its interval",
        "ons_neighbours": "Which councils are most like ours",
        "council_area_groups": "Your own zones, in Place",
    },
    will_answer=(
        "How many people use each route, and whether that is changing",
        "Whether a change is more than the usual wobble",
        "How our share of direct payments compares with similar councils",
    ),
)
