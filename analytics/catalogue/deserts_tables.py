"""The desk tables behind the care deserts page, column by column."""

from __future__ import annotations

from analytics.catalogue.entry import Column, Table

RATIO = "hours for each hour of need"
SUPPLY_NEEDS = (
    "council_supply",
    "ons_area_wards",
    "ons_population",
    "ons_postcodes",
    "ons_rural_urban",
)
OFFICE_NEEDS = ("cqc_ratings", *SUPPLY_NEEDS[1:])

AREA = Column("-", "open", "2021 LSOA")
TRAVEL = Column(
    "minutes", "open", "longest journey, one way, of a supplier without one"
)
LEVEL = {
    "kind": Column("-", "open", "kind of provider counted, or all"),
    "need": Column("-", "open", "estimate: ours; planned: the council's own hours"),
    "travel_minutes": TRAVEL,
    "line": Column(RATIO, "open", "below it care is called too little; equal is not"),
}


def _hours(meaning: str) -> Column:
    return Column("hours a week", "provider_confidential", meaning)


def _ratio(meaning: str) -> Column:
    return Column(RATIO, "provider_confidential", meaning)


def _count(unit: str, meaning: str) -> Column:
    return Column(unit, "provider_confidential", meaning)


AREA_VERDICTS = Table(
    name="area_verdicts",
    grain="one area, for each kind of provider, need, longest journey and line",
    keys={"area_code": AREA, **LEVEL},
    values={
        "hours_in_reach": _ratio("contact hours that can reach people (E2SFCA)"),
        "hours_in_reach_lower": _ratio("P10 of hours_in_reach"),
        "hours_in_reach_upper": _ratio("P90 of hours_in_reach"),
        "share_with_less": Column(
            "share",
            "provider_confidential",
            "of the council's areas, those with less in reach; never a verdict",
        ),
        "need_hours": Column("hours a week", "person", "hours of care needed"),
        "chance": Column("share", "provider_confidential", "chance of being below"),
        "hours_short": _hours("hours by which care falls short of the line"),
        "class": _count("class", "class on the map, 0 least care to 4; line always 2"),
        "verdict": Column(
            "-",
            "provider_confidential",
            "desert, likely_below, not_below or not_judged",
        ),
        "reason": Column(
            "-",
            "provider_confidential",
            "why, of deserts and likely_below: the first reason that holds",
        ),
        "place_name": Column(
            "-",
            "provider_confidential",
            "wards of the listed areas that touch this one",
        ),
        "not_judged_because": Column("-", "open", "why there is no verdict"),
    },
    needs=SUPPLY_NEEDS,
)

DESERT_LISTS = Table(
    name="desert_lists",
    grain="one list, for each kind of provider, need, longest journey and line",
    keys=LEVEL,
    values={
        "areas_listed": _count("areas", "areas listed as deserts"),
        "areas_judged": _count("areas", "areas that were judged"),
        "places": _count("places", "groups of listed areas that touch"),
        "people_65_plus": Column("people", "open", "residents of the listed areas"),
        "hours_short": _hours("hours short of the line over the list"),
        "hours_short_lower": _hours("P10 of hours_short over the same list"),
        "hours_short_upper": _hours("P90 of hours_short over the same list"),
        "expected_false": _count("areas", "areas expected to be listed by mistake"),
        "p90_false": _count("areas", "nine times in ten no more than this by mistake"),
        "areas_unsure": _count("areas", "likelier than not below, and not listed"),
        "areas_not_supplied": _count(
            "areas", "areas whose supply or need is not known"
        ),
        "areas_low_need": _count("areas", "areas with too little need to judge"),
        "areas_no_need": _count("areas", "areas where nobody needs care"),
    },
    needs=SUPPLY_NEEDS,
)

AREA_REACH = Table(
    name="area_reach",
    grain="one area, for each longest journey",
    keys={"area_code": AREA, "travel_minutes": TRAVEL},
    values={
        "suppliers_in_reach": _count("suppliers", "places that workers set out from"),
        "providers_in_reach": _count("providers", "different providers among them"),
        "largest_share": Column(
            "share",
            "provider_confidential",
            "of the hours in reach, the largest's part",
        ),
        "largest_name": Column(
            "-", "provider_confidential", "that provider; an id where it is a person"
        ),
        "free_hours": _hours("free contact hours of the suppliers in reach"),
        "nearest_free_minutes": Column(
            "minutes", "provider_confidential", "to the nearest ward with free hours"
        ),
        "nearest_free_place": Column("-", "provider_confidential", "that ward"),
        "nearest_free_hours": _hours("free contact hours that set out from that ward"),
        "waiting_hours": Column(
            "hours a week", "person", "hours of referrals that wait for care"
        ),
        "free_hours_per_hour_waiting": Column(
            "hours for each hour waited for",
            "provider_confidential",
            "free contact hours in reach beside unmet need; it has no line",
        ),
    },
    needs=SUPPLY_NEEDS,
)

STRANDED_SUPPLY = Table(
    name="stranded_supply",
    grain="one provider whose care reaches nobody, for each longest journey and cause",
    keys={
        "travel_minutes": TRAVEL,
        "why": Column("-", "open", "why no need of ours is reached"),
        "kind": Column("-", "open", "kind of provider"),
        "provider": Column(
            "-", "provider_confidential", "organisation, or all that are not named"
        ),
    },
    values={
        "suppliers": _count("suppliers", "places that workers set out from"),
        "contact_hours": _hours("contact hours that reach nobody"),
    },
    needs=SUPPLY_NEEDS,
)

REGISTERED_OFFICE_AREAS = Table(
    name="registered_office_areas",
    grain="one area, for each longest journey",
    keys={"area_code": AREA, "travel_minutes": TRAVEL},
    values={
        "offices_in_reach": Column("offices", "open", "registered offices in reach"),
        "hours_per_hour_needed": Column(
            RATIO,
            "open",
            "hours in reach if every registered office had the same hours",
        ),
    },
    needs=OFFICE_NEEDS,
)

AREAS = Table(
    name="areas",
    grain="one area of the council",
    keys={"area_code": AREA},
    values={
        "area_name": Column("-", "open", "its name"),
        "ward_name": Column("-", "open", "ward of 2024 that it fits best"),
        "district_name": Column("-", "open", "district"),
        "x_m": Column("metres", "open", "easting of its centre, National Grid"),
        "y_m": Column("metres", "open", "northing of its centre, National Grid"),
        "centre_is_approximate": Column("-", "open", "not the mean of its postcodes"),
        "people_65_plus": Column("people", "open", "residents aged 65 and over"),
        "people_18_64": Column("people", "open", "residents aged 18 to 64"),
    },
    needs=("ons_area_wards",),
)

AREA_ZONES = Table(
    name="area_zones",
    grain="one area's place in one of the council's own sets of zones",
    keys={
        "group_set": Column("-", "council", "set of zones"),
        "group_name": Column("-", "council", "zone"),
        "area_code": AREA,
    },
    values={},
    needs=("council_area_groups",),
)

AREA_OUTLINES = Table(
    name="area_outlines",
    grain="one shape to draw",
    keys={
        "layer": Column("-", "open", "area, district, or land beyond the council"),
        "area_code": Column("-", "open", "LSOA, district or council"),
    },
    values={
        "name": Column("-", "open", "name of the area, district or council"),
        "x_km": Column("kilometres", "open", "eastings in order, blank between rings"),
        "y_km": Column("kilometres", "open", "northings in order, blank between rings"),
    },
    needs=("ons_area_outlines", "ons_area_wards"),
)
