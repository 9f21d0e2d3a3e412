"""Waiting: who waits for care now, where, and who could take them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Any

from analytics import words
from analytics.answers import (
    spend,
    waiting,
    waiting_notes,
    waiting_takers,
    waiting_time,
)
from analytics.answers.uptake_counts import ALL, BETWEEN, PLACES
from analytics.catalogue import waiting_tables as tables
from analytics.catalogue.entry import (
    Chart,
    Control,
    Levels,
    Measure,
    Option,
    Read,
    Topic,
)
from analytics.catalogue.waiting_tables import (
    ARRANGEMENTS,
    OFFERS,
    REFERRALS,
    SUPPLY,
)
from analytics.evidence import Evidence
from analytics.figures.ranking import dot_ranking
from analytics.figures.ruled_list import ruled_list
from analytics.figures.steps import step_curves
from analytics.figures.trend import trend_with_limits
from analytics.measures.spend import spend_by_route
from analytics.measures.waiting import who_waits
from analytics.measures.waiting_offers import offers_and_answers
from analytics.measures.waiting_reach import who_could_take
from analytics.measures.waiting_time import time_to_place
from analytics.selection import Selection

DISTRICT = "district"
PER_PERSON = (
    "Each row is a handful of people who wait; only the number in a district is"
)
UNPUBLISHED = f"{PER_PERSON} published."
PROVIDERS = "It names providers and their hours, which they told the council."
FEW = "So few of a kind answer, or give care back, that single ones would be told."
MONEY = "Budgets of a few people on a route would be told."

# Which rows a selection needs.


def _everywhere(selection: Selection) -> Mapping[str, Any]:
    return {"place_set": ALL}


def _by_set(selection: Selection) -> Mapping[str, Any]:
    return {"place_set": waiting.place_set_of(selection.get("place"))}


def _by_set_and_all(selection: Selection) -> Mapping[str, Any]:
    return {"place_set": [waiting.place_set_of(selection.get("place")), ALL]}


def _chosen(selection: Selection) -> Mapping[str, Any]:
    place = waiting.place_of_choice(selection.get("place"))
    if place is None:
        return _everywhere(selection)
    return {"place_set": place[0], "place_name": place[1]}


def _chosen_and_all(selection: Selection) -> Mapping[str, Any]:
    place = waiting.place_of_choice(selection.get("place"))
    if place is None:
        return _everywhere(selection)
    return {"place_set": [place[0], ALL], "place_name": [place[1], ALL]}


def _everything(selection: Selection) -> Mapping[str, Any]:
    return {}


# Controls.


def _places(levels: Levels, selection: Selection) -> list[Option]:
    """Offer each set of places whole, and then its places, districts first."""
    table = "waiting_by_place"
    sets = [str(each) for each in levels(table, "place_set") if each != ALL]
    times = Counter(
        str(place)
        for place_set in sets
        for place in levels(table, "place_name", place_set=place_set)
    )
    found = []
    for place_set in sorted(sets, key=lambda each: (each != DISTRICT, each)):
        named = "districts" if place_set == DISTRICT else place_set
        found.append(Option(f"{place_set}{BETWEEN}{ALL}", f"All {named}"))
        places = levels(table, "place_name", place_set=place_set)
        for place in sorted(map(str, places), key=lambda each: (each in PLACES, each)):
            if place in PLACES:
                continue
            # Only a name that two sets share needs its set beside it.
            is_shared = times[place] > 1 and place_set != DISTRICT
            label = f"{place} ({place_set})" if is_shared else place
            found.append(Option(f"{place_set}{BETWEEN}{place}", label))
    return found


def _districts(levels: Levels, selection: Selection) -> str:
    return f"{DISTRICT}{BETWEEN}{ALL}"


# What is drawn round the rows.


def _bands(evidence: Evidence) -> dict[str, Any]:
    names = waiting.band_names()
    tokens = ("data_3", "data_2", "data", "accent")
    return {
        "parts": {
            band: (name, token, "ink")
            for (band, name), token in zip(names.items(), tokens, strict=True)
        }
    }


def _curve_setting(evidence: Evidence) -> dict[str, Any]:
    return {
        "series": waiting_time.series(evidence),
        "middle": waiting_time.half_placed(evidence),
    }


def _medians_setting(evidence: Evidence) -> dict[str, Any]:
    return {"line_name": "All places", "line_value": waiting_time.everywhere(evidence)}


def _quarters_setting(evidence: Evidence) -> dict[str, Any]:
    return waiting_time.quarters_setting(waiting_time.quarters(evidence))


def _parts(names: Mapping[str, str], tokens: tuple[str, ...]) -> dict[str, Any]:
    return {
        part: (name, token, "ink")
        for (part, name), token in zip(names.items(), tokens, strict=True)
    }


BY_PLACE = Chart(
    name="waiting_places",
    heading=waiting.places_heading,
    sub=waiting.places_sub,
    finding=waiting.places_finding,
    frame=waiting.places,
    figure=partial(
        ruled_list,
        head="Place",
        beside={
            "hours_shown": "Hours a week",
            "median_days_shown": "Median days",
            "longest_days_shown": "Longest",
            "free_hours_shown": "Free in reach",
            "hours_without_room_shown": "No room for",
        },
        names={"label": "place_label", "total": "people", "shown": "people_shown"},
    ),
    setting=_bands,
    columns={
        "place_label": "Place",
        "people": "People waiting",
        "hours": "Hours a week",
        "hours_not_stated": "Hours not stated, people",
        "days_band_1": "Shortest band, people",
        "days_band_2": "Second band, people",
        "days_band_3": "Third band, people",
        "days_band_4": "Longest band, people",
        "median_days": "Median days so far",
        "longest_days": "Longest, days",
        "free_hours": "Free hours in reach",
        "hours_without_room": "Hours without room",
    },
    reads=("waiting_by_place",),
    uses=("waiting_reach", "waiting_room"),
    needs=(REFERRALS,),
)
TAKERS = Chart(
    name="waiting_takers",
    heading=waiting_takers.takers_heading,
    sub=waiting_takers.takers_sub,
    finding=waiting_takers.takers_finding,
    frame=waiting_takers.takers,
    figure=partial(
        ruled_list,
        head="Provider",
        parts={},
        beside={"kind_name": "Kind"},
        names={"label": "taker", "total": "free_hours", "shown": "free_hours_shown"},
    ),
    columns={
        "taker": "Provider",
        "kind_name": "Kind",
        "providers": "Providers",
        "free_hours": "Free hours a week",
    },
    reads=("waiting_takers", "waiting_reach_chosen"),
    needs=(SUPPLY,),
    internal_reason=PROVIDERS,
)
OFFERED = Chart(
    name="waiting_offered",
    heading=waiting_takers.offered_heading,
    sub=waiting_takers.offered_sub,
    finding=waiting_takers.offered_finding,
    frame=waiting_takers.offered,
    figure=partial(
        ruled_list,
        head="Place",
        parts=_parts(waiting_takers.HAD, ("accent", "data_3", "data_2", "data")),
        beside={},
        names={"label": "place_label", "total": "people", "shown": "people_shown"},
    ),
    columns={
        "place_label": "Place",
        "people": "People waiting",
        "had_0": "No offer",
        "had_1": "1 offer",
        "had_2": "2 offers",
        "had_more": "3 or more",
    },
    reads=("waiting_offered",),
    needs=(OFFERS,),
    internal_reason=UNPUBLISHED,
)
ANSWERS = Chart(
    name="waiting_offers",
    heading=waiting_takers.offers_heading,
    sub=waiting_takers.offers_sub,
    finding=waiting_takers.offers_finding,
    frame=waiting_takers.offers,
    figure=partial(
        ruled_list,
        head="Kind of provider",
        parts=_parts(waiting_takers.ANSWERS, ("data", "data_3", "accent", "soft")),
        beside={"accepted_shown": "Accepted"},
        names={"label": "kind_name", "total": "offers", "shown": "offers_shown"},
    ),
    columns={
        "kind_name": "Kind of provider",
        "offers": "Offers",
        "accepted": "Accepted",
        "declined": "Declined",
        "no_answer": "No answer",
        "open": "Still open",
    },
    reads=("waiting_offers",),
    needs=(OFFERS,),
    internal_reason=FEW,
)
CURVE = Chart(
    name="waiting_curve",
    heading=waiting_time.curve_heading,
    sub=waiting_time.curve_sub,
    finding=waiting_time.curve_finding,
    frame=waiting_time.curve,
    figure=partial(
        step_curves,
        names={
            "value": "share_waiting",
            "lower": "share_lower",
            "upper": "share_upper",
        },
    ),
    setting=_curve_setting,
    columns={
        "place_label": "Place",
        "day": "Days since asking",
        "at_risk": "People known so far",
        "share_waiting": "Share still waiting",
        "share_lower": "95% interval, from",
        "share_upper": "to",
    },
    reads=("waiting_curve", "waiting_time"),
    needs=(REFERRALS,),
    internal_reason=UNPUBLISHED,
)
MEDIANS = Chart(
    name="waiting_medians",
    heading=waiting_time.medians_heading,
    sub=waiting_time.medians_sub,
    finding=waiting_time.medians_finding,
    frame=waiting_time.medians,
    figure=partial(
        dot_ranking,
        write=waiting_time.days,
        names={
            "name": "place_label",
            "value": "median_days",
            "lower": "median_lower",
            "upper": "median_upper",
        },
    ),
    setting=_medians_setting,
    columns={
        "place_label": "Place",
        "referrals": "Asked",
        "placed": "Placed",
        "waiting": "Still waiting",
        "withdrawn": "Withdrawn",
        "median_days": "Median days",
        "median_lower": "95% interval, from",
        "median_upper": "to",
        "within_least": "Share placed in 28 days, at least",
        "within_most": "at most",
    },
    reads=("waiting_time",),
    needs=(REFERRALS,),
    internal_reason=UNPUBLISHED,
)
TREND = Chart(
    name="waiting_trend",
    heading=waiting_time.trend_heading,
    sub=waiting_time.trend_sub,
    finding=waiting_time.trend_finding,
    frame=waiting_time.trend,
    figure=partial(
        trend_with_limits,
        write=waiting_time.people,
        names={"quarter_end": "month_end", "value": "people"},
    ),
    columns={
        "month_end": "Month ending",
        "people": "People waiting",
        "asked": "Asked in the month",
        "placed": "Placed in the month",
        "withdrawn_may_be": "Withdrawn since, who may have waited",
    },
    reads=("waiting_trend",),
    needs=(REFERRALS,),
    internal_reason=UNPUBLISHED,
)
QUARTERS = Chart(
    name="waiting_quarters",
    heading=waiting_time.quarters_heading,
    sub=waiting_time.quarters_sub,
    finding=waiting_time.quarters_finding,
    frame=waiting_time.quarters,
    figure=partial(
        trend_with_limits,
        write=waiting_time.days,
        names={
            "value": "median_days",
            "average": "days_average",
            "lower": "days_lower",
            "upper": "days_upper",
        },
    ),
    setting=_quarters_setting,
    columns={
        "quarter_end": "Quarter of asking, ending",
        "referrals": "Asked",
        "placed": "Placed",
        "waiting": "Still waiting",
        "withdrawn": "Withdrawn",
        "median_days": "Median days",
        "median_lower": "95% interval, from",
        "median_upper": "to",
        "days_average": "Average",
        "days_lower": "Lower limit",
        "days_upper": "Upper limit",
    },
    reads=("waiting_quarters",),
    needs=(REFERRALS,),
    follows=(),
    internal_reason=UNPUBLISHED,
)
BACK = Chart(
    name="hand_backs",
    heading=waiting_time.hand_backs_heading,
    sub=waiting_time.hand_backs_sub,
    finding=waiting_time.hand_backs_finding,
    frame=waiting_time.hand_backs,
    figure=partial(
        dot_ranking,
        write=words.percent,
        names={
            "name": "kind_name",
            "value": "share",
            "lower": "share_lower",
            "upper": "share_upper",
        },
    ),
    columns={
        "kind_name": "Kind of provider",
        "placements": "Placements",
        "back_soon": "Handed back in 28 days",
        "back_late": "in 90 days",
        "share": "Share in 90 days",
        "share_lower": "95% interval, from",
        "share_upper": "to",
    },
    reads=("hand_backs",),
    needs=(REFERRALS,),
    internal_reason=FEW,
)
SPEND = Chart(
    name="spend_by_route",
    heading=spend.spend_heading,
    sub=spend.spend_sub,
    finding=spend.spend_finding,
    frame=spend.spend,
    figure=partial(
        ruled_list,
        head="Route",
        parts=spend.PARTS,
        beside={
            "people_shown": "People",
            "a_person_gbp_shown": "A person",
            "without_shown": "No budget stated",
        },
        names={
            "label": "route_name",
            "total": "budget_gbp",
            "shown": "budget_gbp_shown",
        },
    ),
    columns={
        "route_name": "Route",
        "people": "People",
        "arrangements": "Arrangements",
        "budget_gbp": "Gross budgets, £ a week",
        "chc_gbp": "Continuing health care, £ a week",
        "contribution_gbp": "People's own contribution, £ a week",
        "a_person_gbp": "Budget for each person, £ a week",
        "without_budget": "Arrangements without a budget",
        "without_contribution": "Arrangements without a contribution",
    },
    reads=("spend_by_route",),
    needs=(ARRANGEMENTS,),
    internal_reason=MONEY,
)

TOPIC = Topic(
    name="waiting",
    title="Waiting",
    order=30,
    question=lambda council: (
        "Who is waiting for care now, where, and who could take them?"
    ),
    measures=(
        Measure(who_waits, (tables.BY_PLACE, tables.TREND)),
        Measure(
            time_to_place, (tables.TIME, tables.QUARTERS, tables.CURVE, tables.BACK)
        ),
        Measure(who_could_take, (tables.REACH, tables.ROOM, tables.TAKERS)),
        Measure(offers_and_answers, (tables.ANSWERS, tables.OFFERED)),
        Measure(spend_by_route, (tables.SPEND,)),
    ),
    reads={
        "waiting_by_place": _by_set,
        waiting.WHOLE: Read("waiting_by_place", _everywhere),
        "waiting_reach": _by_set,
        "waiting_reach_chosen": Read("waiting_reach", _chosen),
        "waiting_room": _by_set,
        "waiting_room_everywhere": Read("waiting_room", _everywhere),
        "waiting_takers": _chosen,
        "waiting_offered": _by_set,
        "waiting_offers": _everything,
        "waiting_curve": _chosen_and_all,
        "waiting_time": _by_set_and_all,
        "waiting_trend": _chosen,
        "waiting_quarters": _everything,
        "hand_backs": _everything,
        "spend_by_route": _everything,
    },
    controls=(Control("place", "Place", "select", _districts, _places),),
    charts=(
        BY_PLACE,
        TAKERS,
        OFFERED,
        CURVE,
        MEDIANS,
        TREND,
        QUARTERS,
        ANSWERS,
        BACK,
        SPEND,
    ),
    answer=waiting.answer,
    notes=waiting_notes.notes,
    needs=(REFERRALS,),
    helps={
        SUPPLY: "Whose free hours reach the people who wait",
        OFFERS: "What providers answer, and who was offered to nobody",
        ARRANGEMENTS: "What care costs each week by route",
        "council_area_groups": "Your own zones, in Place",
    },
    will_answer=(
        "How many people wait, where, for how many hours and how long",
        "How long it takes until care is found, those who still wait counted",
        "Whose free hours are in reach, and for how many hours there is no room",
    ),
)
