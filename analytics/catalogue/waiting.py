"""Waiting: who waits for care now, where, and who could take them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from analytics.answers import waiting, waiting_notes
from analytics.answers.uptake_counts import ALL, BETWEEN, PLACES
from analytics.catalogue import waiting_charts as charts
from analytics.catalogue import waiting_tables as tables
from analytics.catalogue.entry import (
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
from analytics.measures.spend import spend_by_route
from analytics.measures.waiting import who_waits
from analytics.measures.waiting_offers import offers_and_answers
from analytics.measures.waiting_reach import who_could_take
from analytics.measures.waiting_time import time_to_place
from analytics.selection import Selection

DISTRICT = "district"

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
        charts.BY_PLACE,
        charts.TAKERS,
        charts.OFFERED,
        charts.CURVE,
        charts.MEDIANS,
        charts.TREND,
        charts.QUARTERS,
        charts.ANSWERS,
        charts.BACK,
        charts.SPEND,
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
