"""What a provider's evidence lacks for a tier that it does not surely show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from analytics.tiers.framework import TIERS, Version
from analytics.tiers.judging import Judgement, Mark


@dataclass(frozen=True)
class Gap:
    """What is missing for one tier.

    Attributes
    ----------
    lacking : criteria that are not surely met in full, in the framework's order
    met_short : how many more of them must be met in full, at the least
    partly_short : how many more must be met at least partly
    must : those among them that nothing makes up for
    """

    tier: str
    lacking: tuple[Mark, ...]
    met_short: int
    partly_short: int
    must: tuple[str, ...]


def gap(version: Version, tier: str, marks: Mapping[str, Mark]) -> Gap:
    """Say what one tier's rule still asks, unknown criteria being asked for."""
    rule = version.tier(tier).rule
    counted = [marks[each.code] for each in version.counted(tier)]
    met = sum(each.lower == "yes" for each in counted)
    at_least_partly = sum(each.lower != "no" for each in counted)
    lacking = tuple(each for each in counted if each.lower != "yes")
    return Gap(
        tier=tier,
        lacking=lacking,
        met_short=max(0, rule.met - met),
        partly_short=max(0, rule.met_or_partly - at_least_partly),
        must=tuple(e.criterion for e in lacking if e.criterion in rule.must_be_met),
    )


def gaps(version: Version, judgement: Judgement) -> tuple[Gap, ...]:
    """Return what is missing for each tier above that surely shown, nearest first."""
    above = TIERS[: TIERS.index(judgement.lowest)]
    return tuple(gap(version, tier, judgement.marks) for tier in reversed(above))


def to_remain(version: Version, judgement: Judgement) -> tuple[Mark, ...]:
    """Return the last tier's criteria that are not surely met.

    The guide asks them of whoever wants to remain in the framework.
    """
    last = version.counted(TIERS[-1])
    found = [judgement.marks[each.code] for each in last]
    return tuple(each for each in found if each.lower != "yes")
