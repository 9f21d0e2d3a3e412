"""The desk tables behind tier and place, column by column."""

from __future__ import annotations

from analytics.catalogue.deserts_tables import AREA, SUPPLY_NEEDS, TRAVEL
from analytics.catalogue.entry import Column, Table

DECISIONS = "council_tier_decisions"
ARRANGEMENTS = "council_arrangements"
RATIO = "hours for each hour of need"


def _private(unit: str, meaning: str) -> Column:
    return Column(unit, "provider_confidential", meaning)


def _personal(unit: str, meaning: str) -> Column:
    return Column(unit, "person", meaning)


LEAVING = _private("-", "the Tier 3 provider that may leave")

TIER_REACH = Table(
    name="tier_reach",
    grain="one area, for each longest journey",
    keys={"area_code": AREA, "travel_minutes": TRAVEL},
    values={
        "best_tier": _private("-", "best tier in reach; untiered; nobody"),
        "best_class": _private("class", "4 for Tier 1 down to 0 for nobody"),
        "providers_tier_1": _private("providers", "Tier 1 providers in reach"),
        "providers_tier_2": _private("providers", "Tier 2 providers in reach"),
        "providers_tier_3": _private("providers", "Tier 3 providers in reach"),
        "providers_untiered": _private("providers", "providers without a tier"),
    },
    needs=(DECISIONS, *SUPPLY_NEEDS),
)
PHASE_OUT = Table(
    name="phase_out",
    grain="one Tier 3 provider",
    keys={"provider_id": LEAVING},
    values={
        "provider_label": _private("-", "an organisation's name, a sole trader's id"),
        "kind": _private("-", "kind of provider"),
        "decided_on": _private("-", "day of its last decision"),
        "people": _personal("people", "whom it cares for: payees, else main providers"),
        "people_elsewhere": _personal(
            "people", "of them, those whose home is not known or not in the council"
        ),
        "weekly_hours": _personal("hours a week", "their planned hours"),
        "hours_elsewhere": _personal("hours a week", "of people_elsewhere"),
        "without_hours": _personal("arrangements", "that state no hours"),
        "hours_placed": _personal("hours a week", "that find free hours in reach"),
        "hours_unplaced": _personal("hours a week", "that find none, at the least"),
        "hours_free_in_reach": _private(
            "hours a week", "free contact hours of others in reach of its people"
        ),
        "places_unsaid": _private("places", "of supply in reach that say no free hour"),
        "areas_with_people": _personal("areas", "where its people live"),
        "areas_falling_below": _private("areas", "that fall below the line"),
        "areas_becoming_desert": _private("areas", "that join the list of deserts"),
    },
    needs=(DECISIONS, ARRANGEMENTS, *SUPPLY_NEEDS),
)
PHASE_OUT_AREAS = Table(
    name="phase_out_areas",
    grain="one Tier 3 provider and area where its people live or its care reaches",
    keys={"provider_id": LEAVING, "area_code": AREA},
    values={
        "people": _personal("people", "whom it cares for"),
        "weekly_hours": _personal("hours a week", "their planned hours"),
        "shares_shortage": _private("-", "its people share in hours with no taker"),
        "hours_in_reach": _private(RATIO, "contact hours in reach now"),
        "hours_in_reach_without": _private(RATIO, "the same without the provider"),
        "chance": _private("share", "chance of being below the line now"),
        "chance_without": _private("share", "the same without the provider"),
        "verdict": _private("-", "verdict now"),
        "verdict_without": _private("-", "verdict without the provider"),
        "falls_below": _private("-", "falls below the line, as we hold assumptions"),
        "becomes_desert": _private("-", "joins the list of deserts"),
    },
    needs=PHASE_OUT.needs,
)
PHASE_OUT_TAKERS = Table(
    name="phase_out_takers",
    grain="one Tier 3 provider, and who could take its hours, with kind and tier",
    keys={
        "provider_id": LEAVING,
        "taker": _private("-", "an organisation's name; sole traders go together"),
        "kind": _private("-", "kind of provider"),
        "tier": _private("-", "its tier, or untiered"),
    },
    values={
        "hours_taken": _private("hours a week", "that it could take"),
        "hours_free": _private("hours a week", "contact hours free in reach"),
    },
    needs=PHASE_OUT.needs,
)
