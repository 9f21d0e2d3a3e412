"""Read the rule of each tier, and refuse one that nobody or everybody could satisfy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analytics.tiers.faults import Place
from analytics.tiers.framework import TIERS, Criterion, Rule, Tier

OTHERWISE = "otherwise"
COUNTS = ("met", "met_or_partly")


def tiers_of(
    told: Any, criteria: Sequence[Criterion], place: Place
) -> tuple[Tier, ...]:
    """Return the tiers, the best first, each with its rule."""
    said = place.mapping(told, TIERS)
    tiers = []
    for code in TIERS:
        here = place.at(code)
        tier = here.mapping(said[code], ("name", "rule"))
        counted = [
            each.code for each in criteria if each.tier == code and each.is_required
        ]
        rule = _rule(tier["rule"], counted, code == TIERS[-1], here)
        tiers.append(Tier(code, here.text(tier, "name", longest=40), rule))
    return tuple(tiers)


def _rule(told: Any, counted: Sequence[str], is_last: bool, place: Place) -> Rule:
    if is_last or told == OTHERWISE:
        if not (is_last and told == OTHERWISE):
            raise place.fault(
                "only the last tier is that of everybody else, and it always is",
                f"write rule: {OTHERWISE} for {TIERS[-1]} alone",
            )
        return Rule(is_otherwise=True)
    if not counted:
        raise place.fault(
            "its rule has no criterion to count", "give it a required criterion"
        )
    here = place.at("rule")
    said = here.mapping(told, (), optional=("at_least", "must_be_met"))
    least = here.at("at_least").mapping(said.get("at_least", {}), (), optional=COUNTS)
    met, met_or_partly = (
        here.at("at_least").whole(least, name, 0, len(counted)) if name in least else 0
        for name in COUNTS
    )
    must = tuple(here.listed(said, "must_be_met")) if "must_be_met" in said else ()
    for code in must:
        here.one_of(code, counted, "must_be_met")
    here.once("must_be_met", must)
    rule = Rule(met, met_or_partly, must)
    if rule.holds(dict.fromkeys(counted, "no")):
        raise here.fault(
            "a provider that meets nothing satisfies it",
            "ask for one or more under at_least or must_be_met",
        )
    return rule
