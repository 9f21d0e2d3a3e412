"""The desk tables of fair choice."""

from __future__ import annotations

from analytics.answers.fair_counts import FIFTH, PLACE, SLOPE, TRAIT
from analytics.catalogue.entry import Column, Table

ARRANGEMENTS, DEPRIVATION = "council_arrangements", "mhclg_deprivation"


def _person(unit: str, meaning: str) -> Column:
    return Column(unit, "person", meaning)


def _key(meaning: str) -> Column:
    return Column("-", "council", meaning)


CHOICE = {"choice": _key("either, direct_payment or isf")}
VALUES = {
    "people": _person("people", "people with that choice as their highest route"),
    "people_all": _person("people", "people with any arrangement open that day"),
    "expected": _person(
        "people", "people with that choice, had each age and reason the whole's share"
    ),
    "variance": _person("people squared", "of what is expected, by luck alone"),
}
BY_PLACE = Table(
    name=PLACE,
    grain="one choice and place, on the last quarter's end",
    keys={
        **CHOICE,
        "place_set": _key("district, ward, or one of the council's own sets"),
        "place_name": _key("district, ward or zone, unknown or elsewhere"),
    },
    values=VALUES,
    needs=(ARRANGEMENTS,),
)
BY_TRAIT = Table(
    name=TRAIT,
    grain="one choice, trait and level, on the last quarter's end",
    keys={
        **CHOICE,
        "trait": _key("fifth, rurality, age or reason"),
        "level": _key("fifth 1 is the most deprived; unknown where not known"),
    },
    values=VALUES,
    needs=(ARRANGEMENTS,),
)
BY_FIFTH = Table(
    name=FIFTH,
    grain="one route and fifth of areas, on the last quarter's end",
    keys={
        "quarter_end": _key("last day of the quarter"),
        "route": _key("highest route of a person's open arrangements"),
        "fifth": _key("1 the most deprived fifth of areas, to 5; unknown"),
    },
    values={"people": _person("people", "people on the route that day")},
    needs=(ARRANGEMENTS, DEPRIVATION),
)

SLOPES = Table(
    name=SLOPE,
    grain="one choice, on the last quarter's end",
    keys=CHOICE,
    values={
        "difference": _person(
            "share",
            "from the least deprived end of areas to the most, among people of one age "
            "and support reason",
        ),
        "lower": _person("share", "lower end of its 95% interval"),
        "upper": _person("share", "upper end of its 95% interval"),
    },
    needs=(ARRANGEMENTS, DEPRIVATION),
)
