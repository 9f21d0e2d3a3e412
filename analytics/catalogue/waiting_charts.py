"""The charts of waiting: today, who could help, how it goes on, what it costs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from analytics import words
from analytics.answers import (
    spend,
    waiting,
    waiting_course,
    waiting_takers,
    waiting_time,
)
from analytics.catalogue.entry import Chart
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

UNPUBLISHED = (
    "How long people wait, and for whom an offer was made, tells of a handful of "
    "people; only how many wait in each district is published."
)
PROVIDERS = "Who could take them names providers and the hours that they told us."
FEW = (
    "So few providers of a kind answer, or give care back, that single ones would be "
    "told."
)
MONEY = "Budgets by route would tell those of the few people on one."

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
    return waiting_course.quarters_setting(waiting_course.quarters(evidence))


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
    heading=waiting_course.trend_heading,
    sub=waiting_course.trend_sub,
    finding=waiting_course.trend_finding,
    frame=waiting_course.trend,
    figure=partial(
        trend_with_limits,
        write=waiting_course.people,
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
    heading=waiting_course.quarters_heading,
    sub=waiting_course.quarters_sub,
    finding=waiting_course.quarters_finding,
    frame=waiting_course.quarters,
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
    heading=waiting_course.hand_backs_heading,
    sub=waiting_course.hand_backs_sub,
    finding=waiting_course.hand_backs_finding,
    frame=waiting_course.hand_backs,
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
