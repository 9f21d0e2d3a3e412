"""Fair choice: whether direct payments and ISFs are used alike, place and person."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from analytics import words
from analytics.answers import fair_counts as counts
from analytics.answers import fair_notes, fairness
from analytics.answers.fair_counts import FIFTH, PLACE, SLOPE, TRAIT, WHOLE
from analytics.catalogue.entry import (
    Chart,
    Control,
    Levels,
    Measure,
    Option,
    Topic,
)
from analytics.catalogue.fairness_tables import (
    ARRANGEMENTS,
    BY_FIFTH,
    BY_PLACE,
    BY_TRAIT,
    DEPRIVATION,
    SLOPES,
)
from analytics.evidence import Evidence
from analytics.figures.funnel import funnel
from analytics.figures.ranking import dot_ranking
from analytics.measures.fairness import choice_alike
from analytics.selection import Selection

RURALITY = "ons_rural_urban"
INTERNAL = (
    "Only the internal page has it: small places and groups are counted exactly. By "
    "deprivation the counts are published."
)


def _of_choice(selection: Selection) -> Mapping[str, Any]:
    return {"choice": _choice(selection)}


def _of_places(selection: Selection) -> Mapping[str, Any]:
    place_set = selection.get("places") or counts.DISTRICT
    return {"choice": _choice(selection), "place_set": place_set}


def _choice(selection: Selection) -> str:
    """Return the choice asked about."""
    return selection.get("choice") or "either"


def _everybody(selection: Selection) -> Mapping[str, Any]:
    return {}


def _choices(levels: Levels, selection: Selection) -> list[Option]:
    return [Option(choice, name) for choice, name in counts.CHOICES.items()]


def _place_sets(levels: Levels, selection: Selection) -> list[Option]:
    """Offer districts, wards and the council's own sets, where places are counted."""
    names = {counts.DISTRICT: "Districts", counts.WARD: "Wards"}
    known = [str(each) for each in levels(PLACE, "place_set")]
    known.sort(key=lambda each: ([*names, each].index(each), each))
    return [Option(each, names.get(each, each)) for each in known]


def _first_set(levels: Levels, selection: Selection) -> str:
    offered = _place_sets(levels, selection)
    return offered[0].value if offered else ""


PLACES = Chart(
    name="share_by_place",
    heading=fair_notes.places_heading,
    sub=fair_notes.places_sub,
    finding=fair_notes.places_finding,
    frame=fair_notes.places,
    figure=partial(
        funnel,
        write=words.percent,
        names={
            "name": "place_name",
            "size": "people_worth",
            "value": "share_adjusted",
        },
    ),
    setting=fair_notes.curves,
    columns={
        "place_name": "Place",
        "people_chosen": "People with it",
        "people_all": "People supported",
        "share": "Share, as counted",
        "share_adjusted": "Share, standardised",
        "share_low_998": "99.8% limits, from",
        "share_high_998": "to",
        "stands": "Outside them",
    },
    reads=(PLACE,),
    needs=(ARRANGEMENTS,),
    internal_reason=INTERNAL,
)


def _dots(
    trait: str, needs: tuple[str, ...] = (), *, of_areas: bool = False, **more: Any
) -> Chart:
    """Return the chart of one trait's levels, in their own order."""

    def frame(evidence: Evidence) -> Any:
        return counts.groups(evidence, trait)

    adjusted = {"share_adjusted": "Share, given age and reason"} if of_areas else {}
    return Chart(
        name=f"share_by_{trait}",
        heading=partial(fair_notes.trait_heading, trait=trait),
        sub=partial(fair_notes.trait_sub, trait=trait),
        finding=partial(fair_notes.trait_finding, trait=trait),
        frame=frame,
        figure=partial(
            dot_ranking,
            write=words.percent,
            is_ordered=True,
            names={
                "name": "level_name",
                "value": "share",
                "lower": "share_lower",
                "upper": "share_upper",
            },
        ),
        setting=fair_notes.upright,
        columns={
            "level_name": "Group",
            "people_chosen": "People with it",
            "people_all": "People supported",
            "share": "Share",
            "share_lower": "95% interval, from",
            "share_upper": "to",
            **adjusted,
        },
        needs=(ARRANGEMENTS, *needs),
        **more,
    )


TOPIC = Topic(
    name="fairness",
    title="Fair choice",
    group="Uptake",
    part="Fair choice",
    order=23,
    question=lambda council: (
        "Are direct payments and individual service funds used alike everywhere, and "
        "by everyone?"
    ),
    measures=(Measure(choice_alike, (BY_PLACE, BY_TRAIT, BY_FIFTH, SLOPES)),),
    reads={
        PLACE: _of_places,
        TRAIT: _of_choice,
        SLOPE: _of_choice,
        FIFTH: _everybody,
        WHOLE: _everybody,
    },
    controls=(
        Control("choice", "Route", "select", lambda *_: "either", _choices),
        Control("places", "Places", "select", _first_set, _place_sets),
    ),
    charts=(
        PLACES,
        _dots(
            "fifth", (DEPRIVATION,), of_areas=True, reads=(FIFTH,), uses=(TRAIT, SLOPE)
        ),
        _dots(
            "rurality",
            (RURALITY,),
            of_areas=True,
            reads=(TRAIT,),
            internal_reason=INTERNAL,
        ),
        _dots("age", reads=(TRAIT,), internal_reason=INTERNAL),
        _dots("reason", reads=(TRAIT,), internal_reason=INTERNAL),
    ),
    answer=fairness.answer,
    notes=fair_notes.notes,
    needs=(ARRANGEMENTS,),
    helps={
        DEPRIVATION: "Fifths of areas by deprivation",
        RURALITY: "Town and country",
        "council_area_groups": "Your own zones, in Places",
    },
    will_answer=(
        "Whether any district, ward or zone stands out, given who lives there",
        "Whether the share changes with deprivation, and how sure that is",
        "How the share differs by age and support reason",
    ),
)
