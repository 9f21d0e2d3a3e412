"""The tables of the page on individual service funds."""

from __future__ import annotations

from analytics.catalogue.entry import Column, Table

ARRANGEMENTS = "council_arrangements"


def _key(meaning: str, unit: str = "-") -> Column:
    return Column(unit, "council", meaning)


def _person(unit: str, meaning: str) -> Column:
    return Column(unit, "person", meaning)


BALANCE = Table(
    name="isf_balance",
    grain="one line: a route, all who are supported, or a gap by its name",
    keys={"line": _key("route, people_supported or the name of a gap")},
    values={"number": _person("people", "people; flags or rows where the line says")},
    needs=(ARRANGEMENTS,),
)
TERMS = Table(
    name="isf_terms",
    grain="one term of an agreement and level of it; all and all is everybody",
    keys={
        "term": _key("what the agreement may say"),
        "level": _key("what it says, or not_supplied"),
    },
    values={"people": _person("people", "people whose open fund has it")},
    needs=(ARRANGEMENTS,),
)
CHARGES = Table(
    name="isf_charges",
    grain="one holder, basis and whole pound a week",
    keys={
        "holder": _key("support_provider, independent_broker or not_supplied"),
        "basis": _key("per_week, or per_cent put on the person's budget"),
        "charge_gbp_week": _key("charge in whole pounds", "£ a week"),
    },
    values={"people": _person("people", "people charged so")},
    needs=(ARRANGEMENTS,),
)
SUMS = Table(
    name="isf_charge_sums",
    grain="one basis and group: all, a holder or a level of charge",
    keys={
        "basis": _key("per_week or per_cent"),
        "group_by": _key("all, holder or level"),
        "group": _key("the group"),
    },
    values={
        "people": _person("people", "people with a charge on that basis"),
        "charge_lower_quarter": _person("£ a week", "a quarter is charged less"),
        "charge_middle": _person("£ a week", "half are charged less"),
        "charge_upper_quarter": _person("£ a week", "a quarter is charged more"),
        "pct_lower_quarter": _person("%", "a quarter is charged less"),
        "pct_middle": _person("%", "half are charged less"),
        "pct_upper_quarter": _person("%", "a quarter is charged more"),
        "below_range": _person("people", "below the guide's range"),
        "inside_range": _person("people", "inside it, its ends too"),
        "above_range": _person("people", "above it"),
        "without_budget": _person("people", "per cent without a budget to put it on"),
    },
    needs=(ARRANGEMENTS,),
)
UNDERSPEND = Table(
    name="isf_underspend",
    grain="returned or kept",
    keys={"line": _key("returned to the council, or kept")},
    values={
        "people": _person("people", "people of whom it is told, nothing included"),
        "people_with_some": _person("people", "of them, with more than nothing"),
        "sum_gbp": _person("£", "sum of what is told"),
    },
    needs=(ARRANGEMENTS,),
)
