"""Referrals: whether they go to Tier 1 first, and who takes how many."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from analytics import words
from analytics.answers import (
    referrals,
    referrals_ends,
    referrals_notes,
)
from analytics.answers import referrals_trend as trend
from analytics.catalogue.entry import (
    Chart,
    Column,
    Control,
    Levels,
    Measure,
    Option,
    Table,
    Topic,
)
from analytics.evidence import Evidence
from analytics.figures.ruled_list import ruled_list
from analytics.figures.small_multiples import small_multiples
from analytics.figures.steps import step_curves
from analytics.figures.trend import trend_with_limits
from analytics.measures.first_offers import first_offers, isf_offers
from analytics.measures.referrals import referrals_by_tier
from analytics.selection import Selection

REFERRALS, OFFERS = referrals_notes.REFERRALS, referrals_notes.OFFERS
DECISIONS, SUPPLY = referrals_notes.DECISIONS, referrals_notes.SUPPLY


def _people(meaning: str, unit: str = "people") -> Column:
    return Column(unit, "person", meaning)


def _private(unit: str, meaning: str) -> Column:
    return Column(unit, "provider_confidential", meaning)


TIER = {
    "tier": Column(
        "-", "council", "tier_1, tier_2, tier_3; none that day; no_provider named"
    )
}
MONTH = {"month_end": Column("-", "council", "last day of the month")}
PLACED = {"people": _people("people placed, by the provider's tier on that day")}
TIER_MONTHS = Table(
    name="tier_months",
    grain="one month and tier",
    keys={**MONTH, **TIER},
    values=PLACED,
    needs=(REFERRALS, DECISIONS),
)
TIER_QUARTERS = Table(
    name="referrals_to_tiers",
    grain="one quarter and tier",
    keys={
        "quarter_end": Column("-", "council", "last day of the quarter"),
        **TIER,
    },
    values=PLACED,
    needs=(REFERRALS, DECISIONS),
)
TIME_TO_TIER = Table(
    name="time_to_tier",
    grain="one day since asking and way that a referral ends",
    keys={
        "day": Column("days", "council", "days since asking"),
        "ending": Column("-", "council", "placed with a tier, other, or withdrawn"),
    },
    values={
        "share": _people("share ended so by that day, of all who asked", "share"),
        "lower": _people("its 95% interval, from", "share"),
        "upper": _people("to", "share"),
        "share_least": _people("share, had who withdrew stayed until today", "share"),
        "people": _people("people whose referral ended so"),
    },
    needs=(REFERRALS, DECISIONS),
)
PLACEMENT_SHARES = Table(
    name="placement_shares",
    grain="one provider that is named, placements of the last months",
    keys={"provider_id": _private("-", "the council's number for the provider")},
    values={
        "provider_label": _private("-", "an organisation's name, a sole trader's id"),
        "kind": _private("-", "kind of provider"),
        "tier": _private("-", "tier on the day the build speaks of"),
        "people": _people("people placed with it"),
    },
    needs=(REFERRALS, DECISIONS),
)
FIRST_OFFERS = Table(
    name="first_offers",
    grain="one month of the first offer, and whether Tier 1 was in reach",
    keys={
        **MONTH,
        "reach": Column(
            "-",
            "council",
            "free: a Tier 1 in reach with free hours; full; none; unknown",
        ),
    },
    values={
        "people": _people("referrals first offered in the month", "referrals"),
        "to_tier_1": _people("of them, first to a Tier 1 provider", "referrals"),
        "to_tier_2": _people("first to Tier 2", "referrals"),
        "to_tier_3": _people("first to Tier 3", "referrals"),
        "to_none": _people("first to a provider without a tier", "referrals"),
    },
    needs=(REFERRALS, DECISIONS, OFFERS),
)
ISF_OFFERS = Table(
    name="isf_offers",
    grain="one month of asking",
    keys=MONTH,
    values={
        "people": _people("referrals made", "referrals"),
        "offered": _people("of them, offered an ISF", "referrals"),
        "not_offered": _people("not offered one", "referrals"),
        "unknown": _people("of which it is not said", "referrals"),
    },
    needs=(REFERRALS,),
)


def _everything(selection: Selection) -> Mapping[str, Any]:
    return {}


def _tiers(levels: Levels, selection: Selection) -> list[Option]:
    known = levels("referrals_to_tiers", "tier")
    return [Option(tier, trend.NAMES[tier]) for tier in trend.TIERS if tier in known]


def _first_tier(levels: Levels, selection: Selection) -> str:
    return trend.TIERS[0] if levels("referrals_to_tiers", "tier") else ""


def _tier_setting(evidence: Evidence) -> dict[str, Any]:
    return trend.setting(trend.to_tier(evidence))


def _first_setting(evidence: Evidence) -> dict[str, Any]:
    return trend.setting(trend.offered_first(evidence))


def _funds_setting(evidence: Evidence) -> dict[str, Any]:
    return trend.setting(trend.funds_offered(evidence))


_DRAWN = partial(
    trend_with_limits,
    write=words.percent,
    names={
        "quarter_end": "period_end",
        "value": "share",
        "average": "share_average",
        "lower": "share_lower",
        "upper": "share_upper",
    },
)


def _columns(people: str, people_all: str) -> dict[str, str]:
    return {
        "period_end": "Period ending",
        "people": people,
        "people_all": people_all,
        "share": "Share",
        "share_average": "Average",
        "share_lower": "Lower limit",
        "share_upper": "Upper limit",
        "special_cause": "Outside its limits",
    }


TO_TIER = Chart(
    name="referral_share",
    heading=referrals.to_tier_heading,
    sub=referrals.to_tier_sub,
    finding=referrals.to_tier_finding,
    frame=trend.to_tier,
    figure=_DRAWN,
    setting=_tier_setting,
    columns=_columns("Placed with the tier", "Placed with any tier"),
    reads=("referrals_to_tiers",),
    uses=("tier_months",),
    needs=(REFERRALS, DECISIONS),
)
COUNTS = Chart(
    name="referral_counts",
    heading=referrals.counts_heading,
    sub=referrals.counts_sub,
    finding=referrals.counts_finding,
    frame=referrals.counts,
    figure=partial(
        small_multiples,
        panels=trend.NAMES,
        colours={"tier_1": "data", "tier_2": "data_2", "tier_3": "data_3"},
        names={"panel": "tier", "value": "people"},
    ),
    columns={
        "quarter_end": "Quarter ending",
        "tier_name": "Tier",
        "people": "Referrals placed",
    },
    reads=("referrals_to_tiers",),
    needs=(REFERRALS, DECISIONS),
    follows=(),
)
FIRST = Chart(
    name="first_offers",
    heading=referrals.first_heading,
    sub=referrals.first_sub,
    finding=referrals.first_finding,
    frame=trend.offered_first,
    figure=_DRAWN,
    setting=_first_setting,
    columns=_columns("Offered to Tier 1 first", "With Tier 1 in reach and free"),
    reads=("first_offers",),
    needs=(REFERRALS, DECISIONS, OFFERS, SUPPLY),
    follows=(),
    internal_reason=(
        "Who was asked first rests on the free hours that providers told the council."
    ),
)
FUNDS = Chart(
    name="isf_offers",
    heading=referrals.funds_heading,
    sub=referrals.funds_sub,
    finding=referrals.funds_finding,
    frame=trend.funds_offered,
    figure=_DRAWN,
    setting=_funds_setting,
    columns={
        **_columns("Offered an ISF", "Of which it is said"),
        "unknown": "Of which it is not said",
    },
    reads=("isf_offers",),
    needs=(REFERRALS,),
    follows=(),
    internal_reason="Offers of ISFs are told by month, and a month has too few people.",
)
ENDS = Chart(
    name="time_to_tier",
    heading=referrals_ends.ends_heading,
    sub=referrals_ends.ends_sub,
    finding=referrals_ends.ends_finding,
    frame=referrals_ends.ends,
    figure=partial(
        step_curves,
        series=referrals_ends.SERIES,
        names={"series": "ending", "value": "share"},
    ),
    columns={
        "day": "Days since asking",
        "ending_name": "Placed with",
        "share": "Share",
        "lower": "95% interval, from",
        "upper": "to",
        "share_least": "Had who withdrew stayed",
        "people": "People in all",
    },
    reads=("time_to_tier",),
    needs=(REFERRALS, DECISIONS),
    follows=(),
    internal_reason="Each step of the curves of time to each tier is one person.",
)
SHARES = Chart(
    name="placement_shares",
    heading=referrals_ends.shares_heading,
    sub=referrals_ends.shares_sub,
    finding=referrals_ends.shares_finding,
    frame=referrals_ends.shares,
    figure=partial(
        ruled_list,
        head="Provider",
        parts={},
        beside={"share_shown": "Share", "tier_name": "Tier", "kind_name": "Kind"},
        names={
            "label": "provider_label",
            "total": "people",
            "shown": "people_shown",
        },
    ),
    columns={
        "provider_label": "Provider",
        "kind_name": "Kind",
        "tier_name": "Tier now",
        "people": "Referrals placed",
        "share": "Share",
    },
    reads=("placement_shares",),
    needs=(REFERRALS, DECISIONS),
    follows=(),
    internal_reason=(
        "Who takes how many names providers, and counts the few people of each."
    ),
)

TOPIC = Topic(
    name="referrals",
    title="Referrals",
    group="Provider tiers",
    part="Referrals",
    order=63,
    question=lambda council: "Do referrals go to Tier 1 first?",
    measures=(
        Measure(
            referrals_by_tier,
            (TIER_MONTHS, TIER_QUARTERS, TIME_TO_TIER, PLACEMENT_SHARES),
        ),
        Measure(first_offers, (FIRST_OFFERS,)),
        Measure(isf_offers, (ISF_OFFERS,)),
    ),
    reads={
        "referrals_to_tiers": _everything,
        "tier_months": _everything,
        "first_offers": _everything,
        "isf_offers": _everything,
        "time_to_tier": _everything,
        "placement_shares": _everything,
    },
    controls=(Control("tier", "Tier", "select", _first_tier, _tiers),),
    charts=(FIRST, TO_TIER, COUNTS, ENDS, FUNDS, SHARES),
    answer=referrals.answer,
    notes=referrals_notes.notes,
    needs=(REFERRALS,),
    helps={
        DECISIONS: "The tier that each provider had on the day",
        OFFERS: "Who was offered each referral first",
        SUPPLY: "Whether a Tier 1 provider with free hours was in reach",
    },
    will_answer=(
        "What share of referrals goes to each tier, month by month",
        "Whether Tier 1 was asked first where it could have been",
        "How few providers take how many",
    ),
)
