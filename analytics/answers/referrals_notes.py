"""What the page of referrals rests on, how old it is, and how far to trust it."""

from __future__ import annotations

import datetime as dt

from analytics import words
from analytics.evidence import Evidence, Notes

REFERRALS, OFFERS = "council_referrals", "council_referral_offers"
DECISIONS, SUPPLY = "council_tier_decisions", "council_supply"


def notes(evidence: Evidence) -> Notes:
    """Say what stands under the page."""
    about = evidence.about
    synthetic = " (synthetic)" if about.is_synthetic else ""
    named = {REFERRALS: "referrals", DECISIONS: "tier decisions"}
    if evidence.selection.view != "public":
        named |= {OFFERS: "offers", SUPPLY: "supply"}
    told = [name for source, name in named.items() if source in about.supplied]
    last = about.supplied.get(REFERRALS)
    until = f"Referrals to {words.date(last)}. " if isinstance(last, dt.date) else ""
    return Notes(
        source=f"The council's {words.listing(told)}{synthetic}.",
        how_old=f"{until}Counted to {words.date(about.as_of)}.",
        read_with_care=(
            "A share rises where providers move up as much as where referrals move to "
            "them. A tier is the council's reading, not a quality rating."
        ),
        what_would_change_this=_change_this(evidence),
    )


def _change_this(evidence: Evidence) -> str:
    supplied = evidence.about.supplied
    if evidence.selection.view == "public":
        return "Each placing moves a count; rounding hides small moves."
    if OFFERS not in supplied:
        return "The council's `referral_offers` file would show who was asked first."
    if SUPPLY not in supplied:
        return "The council's `supply` file would show where Tier 1 could be asked."
    return (
        "**Free hours.** Only today's statement is kept; hours kept by date would show "
        "whether Tier 1 could have taken each referral."
    )
