"""Tier and place: whom each tier reaches, and what a phase-out would leave undone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from analytics.answers import phasing
from analytics.catalogue.deserts_tables import SUPPLY_NEEDS
from analytics.catalogue.entry import Chart, Control, Levels, Measure, Option, Topic
from analytics.catalogue.phasing_tables import (
    ARRANGEMENTS,
    DECISIONS,
    PHASE_OUT,
    PHASE_OUT_AREAS,
    PHASE_OUT_TAKERS,
    TIER_REACH,
)
from analytics.figures.area_map import area_map
from analytics.figures.before_after import before_after
from analytics.measures.phasing import phasing as measure
from analytics.selection import Selection

SUPPLY = "council_supply"


def _everything(selection: Selection) -> Mapping[str, Any]:
    return {}


def _of_provider(selection: Selection) -> Mapping[str, Any]:
    return {"provider_id": selection.get("provider") or ""}


def _providers(levels: Levels, selection: Selection) -> list[Option]:
    named = levels("phase_out", "provider_id", beside="provider_label")
    return [Option(str(code), str(label)) for code, label in named]


def _hardest(levels: Levels, selection: Selection) -> str:
    """Return the provider whose people would be hardest to place."""
    ordered = levels("phase_out", "provider_id", beside="hours_unplaced")
    return str(ordered[-1][0]) if ordered else ""


def _two_places(value: float, *, places: int | None = None) -> str:
    return f"{value:.2f}"


REACH = Chart(
    name="tier_reach",
    heading=phasing.reach_heading,
    sub=phasing.reach_sub,
    finding=phasing.reach_finding,
    frame=phasing.reach,
    figure=area_map,
    setting=phasing.reach_setting,
    columns={
        "area_name": "Area",
        "area_code": "Code",
        "ward_name": "Ward",
        "district_name": "District",
        "best_name": "Best tier in reach",
        "providers_tier_1": "Tier 1 providers",
        "providers_tier_2": "Tier 2 providers",
        "providers_tier_3": "Tier 3 providers",
        "providers_untiered": "Providers of no tier",
    },
    reads=("tier_reach", "areas", "area_outlines"),
    needs=(DECISIONS, SUPPLY),
    follows=(),
    internal_reason=(
        "The edge of a tier's reach would show where a small provider sets out from."
    ),
)
MOVED = Chart(
    name="phase_out_areas",
    heading=phasing.moved_heading,
    sub=phasing.moved_sub,
    finding=phasing.moved_finding,
    frame=phasing.moved,
    figure=partial(
        before_after,
        write=_two_places,
        names={
            "name": "place",
            "before": "hours_in_reach",
            "after": "hours_in_reach_without",
        },
    ),
    setting=phasing.moved_setting,
    columns={
        "area_name": "Area",
        "area_code": "Code",
        "ward_name": "Ward",
        "people": "People it cares for",
        "weekly_hours": "Their hours a week",
        "hours_in_reach": "Hours in reach now",
        "hours_in_reach_without": "Without it",
        "chance": "Chance below our line now",
        "chance_without": "Without it",
        "verdict_name": "Now",
        "verdict_without_name": "Without it",
    },
    reads=("phase_out", "phase_out_areas", "areas"),
    needs=(DECISIONS, SUPPLY, ARRANGEMENTS),
    internal_reason="It tells of one provider and the people that it cares for.",
)

TOPIC = Topic(
    name="phasing",
    title="Tier and place",
    group="Provider tiers",
    part="Tier and place",
    order=64,
    question=lambda council: (
        "Whom does each tier reach, and what if we phase a provider out?"
    ),
    measures=(
        Measure(measure, (TIER_REACH, PHASE_OUT, PHASE_OUT_AREAS, PHASE_OUT_TAKERS)),
    ),
    reads={
        "tier_reach": _everything,
        "phase_out": _everything,
        "phase_out_areas": _of_provider,
        "phase_out_takers": _of_provider,
        "areas": _everything,
        "area_outlines": _everything,
    },
    controls=(Control("provider", "If we phase out", "select", _hardest, _providers),),
    charts=(REACH, MOVED),
    answer=phasing.answer,
    notes=phasing.notes,
    needs=(DECISIONS, SUPPLY, *SUPPLY_NEEDS[1:]),
    helps={
        ARRANGEMENTS: "Whom each Tier 3 provider cares for, and who could take over",
        "council_providers": "The names of organisations, and their kinds",
    },
    will_answer=(
        "The best tier that can reach each area",
        "Which areas fall below our line if a Tier 3 provider leaves",
        "Whose free hours could take its people's hours, and how many find nobody",
    ),
)
