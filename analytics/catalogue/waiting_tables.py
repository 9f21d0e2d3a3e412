"""The desk tables of waiting: what one row is, and what it holds."""

from __future__ import annotations

from analytics.catalogue.entry import Column, Table

REFERRALS, OFFERS = "council_referrals", "council_referral_offers"
SUPPLY, ARRANGEMENTS = "council_supply", "council_arrangements"


def _people(meaning: str, unit: str = "people") -> Column:
    return Column(unit, "person", meaning)


def _private(unit: str, meaning: str) -> Column:
    return Column(unit, "provider_confidential", meaning)


PLACE = {
    "place_set": Column("-", "council", "all, district, or a set of the council's own"),
    "place_name": Column("-", "council", "all, a district or zone, unknown, elsewhere"),
}
KIND = {"kind": Column("-", "council", "kind of provider, all or unknown")}
WAITED = {
    "referrals": _people("people who asked"),
    "placed": _people("of them, placed by the day"),
    "waiting": _people("of them, still waiting"),
    "withdrawn": _people("of them, withdrawn, on a day that no file gives"),
    "undated": _people("placed on no given day, left out of every wait"),
    "median_days": _people("days in which half are placed", "days"),
    "median_lower": _people("its 95% interval, from", "days"),
    "median_upper": _people("to; blank where not reached yet", "days"),
    "within_least": _people("share of all placed in 28 days, at the least", "share"),
    "within_most": _people("at the most, whenever those withdrew", "share"),
    "within_lower": _people("the least's 95% interval, from", "share"),
    "within_upper": _people("the most's 95% interval, to", "share"),
}
BY_PLACE = Table(
    name="waiting_by_place",
    grain="one place; each set of places holds everybody who waits",
    keys=PLACE,
    values={
        "people": _people("people who wait for care on the day"),
        "hours": _people("hours that they ask for", "hours/week"),
        "hours_not_stated": _people("people whose hours are not stated"),
        "days_band_1": _people("people who have waited up to a week"),
        "days_band_2": _people("people who have waited up to two weeks"),
        "days_band_3": _people("people who have waited up to four weeks"),
        "days_band_4": _people("people who have waited longer"),
        "median_days": _people("days that half have waited so far", "days"),
        "longest_days": _people("days that one has waited longest", "days"),
    },
    needs=(REFERRALS,),
)
TREND = Table(
    name="waiting_trend",
    grain="one month end and place",
    keys={"month_end": Column("-", "council", "last day of the month"), **PLACE},
    values={
        "people": _people("people waiting that evening"),
        "asked": _people("people who asked in the month"),
        "placed": _people("people placed in the month"),
        "withdrawn_may_be": _people(
            "people more who would have waited, had those who withdrew done so for as "
            "long as others waited"
        ),
    },
    needs=(REFERRALS,),
)
TIME = Table(
    name="waiting_time",
    grain="one place, of those who asked in the last months",
    keys=PLACE,
    values=WAITED,
    needs=(REFERRALS,),
)
QUARTERS = Table(
    name="waiting_quarters",
    grain="one quarter of asking, all places",
    keys={"quarter_end": Column("-", "council", "last day of the quarter of asking")},
    values=WAITED,
    needs=(REFERRALS,),
)
CURVE = Table(
    name="waiting_curve",
    grain="one place and day since asking",
    keys={**PLACE, "day": Column("days", "council", "days since asking")},
    values={
        "at_risk": _people("people whose wait is known so far"),
        "share_waiting": _people("share still waiting", "share"),
        "share_lower": _people("its 95% interval, from", "share"),
        "share_upper": _people("to", "share"),
    },
    needs=(REFERRALS,),
)
BACK = Table(
    name="hand_backs",
    grain="one kind of provider",
    keys=KIND,
    values={
        "placements": _people("placements watched for the longer time", "placements"),
        "back_soon": _people("handed back within the shorter time", "placements"),
        "back_late": _people("handed back within the longer time", "placements"),
    },
    needs=(REFERRALS,),
)
REACH = Table(
    name="waiting_reach",
    grain="one place",
    keys=PLACE,
    values={
        "free_hours": _private(
            "hours/week", "free contact hours in reach of who waits"
        ),
        "providers": _private("providers", "providers with any of them"),
        "not_stated": _private("providers", "providers in reach that state none"),
    },
    needs=(REFERRALS, SUPPLY),
)
ROOM = Table(
    name="waiting_room",
    grain="one place",
    keys=PLACE,
    values={
        "hours_waited_for": _people("hours asked for in areas we know", "hours/week"),
        "hours_with_room": _people(
            "of them, taken by free hours in reach", "hours/week"
        ),
        "hours_without_room": _people("of them, not taken", "hours/week"),
    },
    needs=(REFERRALS, SUPPLY),
)
TAKERS = Table(
    name="waiting_takers",
    grain="one place, and one organisation or all others of a kind",
    keys={**PLACE, "taker": _private("-", "the council's number, or a kind not named")},
    values={
        "provider_label": _private("-", "an organisation's name, or not named"),
        "kind": _private("-", "kind of provider"),
        "providers": _private("providers", "providers that the row holds"),
        "free_hours": _private(
            "hours/week", "free contact hours in reach of who waits"
        ),
    },
    needs=(REFERRALS, SUPPLY),
)
ANSWERS = Table(
    name="waiting_offers",
    grain="one kind of provider, offers of the last months",
    keys=KIND,
    values={
        "offers": _people("offers made", "offers"),
        "accepted": _people("offers accepted", "offers"),
        "declined": _people("offers declined", "offers"),
        "no_answer": _people("offers that had no answer", "offers"),
        "open": _people("offers not answered yet", "offers"),
    },
    needs=(REFERRALS, OFFERS),
)
OFFERED = Table(
    name="waiting_offered",
    grain="one place",
    keys=PLACE,
    values={
        "had_0": _people("people who wait, for whom no offer was made"),
        "had_1": _people("people who wait, for whom one was"),
        "had_2": _people("people who wait, for whom two were"),
        "had_more": _people("people who wait, for whom three or more were"),
    },
    needs=(REFERRALS, OFFERS),
)
SPEND = Table(
    name="spend_by_route",
    grain="one route",
    keys={"route": Column("-", "council", "the arrangement's own route")},
    values={
        "people": _people("people with an open arrangement on the route"),
        "arrangements": _people("open arrangements", "arrangements"),
        "without_budget": _people("of them, without a budget", "arrangements"),
        "without_contribution": _people("without a contribution", "arrangements"),
        "budget_gbp": _people("gross budgets", "GBP/week"),
        "chc_gbp": _people("of them, continuing health care", "GBP/week"),
        "contribution_gbp": _people("of them, people's own", "GBP/week"),
    },
    needs=(ARRANGEMENTS,),
)
