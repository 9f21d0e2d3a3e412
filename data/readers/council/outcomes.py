"""The tables about what became of people: offers of their referrals, their reviews."""

from __future__ import annotations

from data.readers.council import lists
from data.readers.council.layout import Column, Table, not_before
from data.readers.council.market import PROVIDER_ID
from data.readers.council.people import HOURS, MOST_HOURS_A_WEEK

BEST = 10
SCORE = "score 0 to 10"

REFERRAL_OFFERS = Table(
    name="referral_offers",
    title="Referral offers",
    one_row="one offer of a referral to one provider",
    sensitivity="person",
    key=("referral_id", "provider_id", "offer_order"),
    rules=(not_before("answered_on", "offered_on"),),
    should_know={"referral_id": "referrals", "provider_id": "providers"},
    monthly="offered_on",
    columns=(
        Column(
            "referral_id",
            "hashed_id",
            "the council's number for the referral",
            "R-30001",
            is_required=True,
        ),
        PROVIDER_ID,
        Column(
            "offer_order",
            "whole",
            "1 for the first offer of the referral; offers made at once share a number",
            "1",
            is_required=True,
            unit="place",
            low=1,
        ),
        Column(
            "offered_on",
            "date",
            "day it was offered",
            "2026-06-02",
            is_required=True,
            is_record=True,
        ),
        Column(
            "answer",
            "choice",
            "what the provider answered; empty while the offer is open",
            "accepted",
            allowed=lists.ANSWERS,
        ),
        Column(
            "answered_on", "date", "day of the answer", "2026-06-04", is_record=True
        ),
    ),
)


def _score(name: str, meaning: str, example: str) -> Column:
    return Column(name, "number", meaning, example, unit=SCORE, high=BEST)


REVIEWS = Table(
    name="reviews",
    title="Reviews",
    one_row="one review of one person",
    sensitivity="person",
    key=("person_id", "reviewed_on"),
    monthly="reviewed_on",
    columns=(
        Column(
            "person_id",
            "hashed_id",
            "the council's number for the person",
            "P-10001",
            is_required=True,
        ),
        Column(
            "reviewed_on",
            "date",
            "day of the review",
            "2026-02-18",
            is_required=True,
            is_record=True,
        ),
        Column(
            "weekly_hours",
            "number",
            "hours of formal care planned at the review",
            "12.5",
            is_required=True,
            unit=HOURS,
            high=MOST_HOURS_A_WEEK,
        ),
        _score("independence_0_10", "independence, 10 the most", "6"),
        _score("satisfaction_0_10", "satisfaction with the support", "8"),
        _score("community_links_0_10", "links in the community", "5"),
        Column(
            "less_support_was_own_aim",
            "choice",
            "to need less formal support was the person's own aim",
            "unknown",
            allowed=lists.YES_NO_UNKNOWN,
            also=lists.YES_NO_WORDINGS,
        ),
        Column("pilot_group", "code", "code of the pilot that the person is part of"),
    ),
)
