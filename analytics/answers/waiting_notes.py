"""What the page of waiting rests on, how old it is, and how far to trust it."""

from __future__ import annotations

import datetime as dt

from analytics import words
from analytics.answers import waiting
from analytics.assumptions import assumption
from analytics.evidence import Evidence, Notes

REFERRALS = "council_referrals"


def notes(evidence: Evidence) -> Notes:
    """Say what stands under the page."""
    about = evidence.about
    synthetic = " (synthetic)" if about.is_synthetic else ""
    last = about.supplied.get(REFERRALS)
    until = f"Referrals to {words.date(last)}. " if isinstance(last, dt.date) else ""
    return Notes(
        source=_source(evidence, synthetic),
        how_old=f"{until}Days waited are counted to {words.date(about.as_of)}.",
        read_with_care=_care(evidence),
        what_would_change_this=_change_this(evidence),
    )


def _source(evidence: Evidence, synthetic: str) -> str:
    told = ["referrals"]
    for source, name in (
        ("council_referral_offers", "offers"),
        ("council_supply", "supply"),
        ("council_arrangements", "arrangements"),
    ):
        if source in evidence.about.supplied:
            told.append(name)
    if evidence.selection.view == "public":
        told = told[:1]
    return f"The council's {words.listing(told)}{synthetic}."


def _care(evidence: Evidence) -> str:
    if evidence.selection.view == "public":
        return (
            "Who has given up asking is in no count. Small counts are hidden, others "
            "rounded; nothing of a person is published."
        )
    return (
        "Who has given up asking is in no count. Journeys are straight lines made "
        "longer by a factor: they cross estuaries. Free hours are a statement, not an "
        "offer."
    )


def _change_this(evidence: Evidence) -> str:
    if evidence.selection.view == "public":
        return (
            "Each request and each placing moves a count; rounding hides small moves."
        )
    if not evidence.has(waiting.ROOM):
        return (
            "The council's `supply` file would show whose free hours reach the people "
            "who wait."
        )
    limit = assumption("access.travel_limit")
    return (
        f"**Journeys.** We let workers travel {limit.value:g} minutes where they state "
        f"no limit; {limit.low:g} or {limit.high:g} are as arguable. A date for "
        "withdrawing would sharpen the wait."
    )
