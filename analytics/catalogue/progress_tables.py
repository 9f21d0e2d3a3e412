"""The desk tables of what comes next for providers in tiers."""

from __future__ import annotations

from analytics.catalogue.entry import Column, Table

DECISIONS, SUPPORT = "council_tier_decisions", "council_provider_support"


def _private(unit: str, meaning: str) -> Column:
    return Column(unit, "provider_confidential", meaning)


WATCH = {
    "watch": Column("-", "council", "all: since the first decision; year: the last one")
}
TIER = Column("-", "council", "tier_1, tier_2 or tier_3")
MOVE = Column("-", "council", "up, down or left (the tiers)")

WAITS = Table(
    name="tier_waits",
    grain="one watch, tier, move and month since the decision that gave the tier",
    keys={
        **WATCH,
        "tier": TIER,
        "move": MOVE,
        "months": Column("months", "council", "months in the tier"),
    },
    values={
        "chance": _private("share", "chance to have moved so by then (Aalen-Johansen)"),
        "chance_lower": _private("share", "its 10th percentile"),
        "chance_upper": _private("share", "its 90th percentile"),
        "ended": _private("providers", "providers seen to move so by then"),
        "watched": _private("providers", "providers watched at any time until then"),
    },
    needs=(DECISIONS,),
)
PACES = Table(
    name="tier_paces",
    grain="one watch, kind of provider, tier and move",
    keys={
        **WATCH,
        "kind": Column("-", "council", "kind of provider, or all"),
        "tier": TIER,
        "move": MOVE,
    },
    values={
        "moves": _private("moves", "moves seen"),
        "provider_years": _private("years", "years watched in the tier, pauses too"),
        "paused_years": _private("years", "of which the clock was paused"),
        "rate": _private("moves/year", "moves a provider-year, drawn to all kinds"),
        "rate_lower": _private("moves/year", "lower end of its 95% interval"),
        "rate_upper": _private("moves/year", "upper end of its 95% interval"),
    },
    needs=(DECISIONS,),
)
OUTLOOK = Table(
    name="tier_outlook",
    grain="one watch, day foretold from (now or a year ago) and tier, or all",
    keys={
        **WATCH,
        "starts": Column("-", "council", "now, or year_ago: the trial on the past"),
        "tier": Column("-", "council", "tier_1, tier_2, tier_3 or all"),
    },
    values={
        "foretold_from": _private("-", "the day that it is foretold from"),
        "providers_at_start": _private("providers", "providers on that day"),
        "providers_expected": _private("providers", "expected a year later (median)"),
        "providers_lower": _private("providers", "10th percentile"),
        "providers_upper": _private("providers", "90th percentile"),
        "providers_at_end": _private("providers", "counted a year later, if past"),
        "months_known": _private("months", "months of decisions before that day"),
        "moves_known": _private("moves", "moves that the pace rests on"),
    },
    needs=(DECISIONS,),
)
GIVEN = Table(
    name="tier_support",
    grain="one help given to one provider",
    keys={"support_no": _private("-", "number of the row, oldest first")},
    values={
        "provider_id": _private("-", "the council's number for the provider"),
        "provider_label": _private("-", "an organisation's name, a sole trader's id"),
        "kind": _private("-", "kind of help"),
        "from_date": _private("-", "first day of it"),
        "to_date": _private("-", "last day of it; empty while it goes on"),
        "gbp": _private("£", "what the council paid for it"),
        "tier_then": _private("-", "tier on its first day; empty for none"),
        "before_on": _private("-", "last move by its first day"),
        "before_move": _private("-", "up, down or left"),
        "before_to": _private("-", "where that move led"),
        "after_on": _private("-", "first move after its first day"),
        "after_move": _private("-", "up, down or left"),
        "after_to": _private("-", "where that move led"),
    },
    needs=(DECISIONS, SUPPORT),
)
