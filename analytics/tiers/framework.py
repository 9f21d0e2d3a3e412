"""The nouns of a framework: versions, tiers, criteria, and the rule of each tier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Met = Literal["no", "partly", "yes"]
Contested = Literal["opposite", "differs"]
MET: tuple[Met, ...] = ("no", "partly", "yes")  # the worse before the better
TIERS = ("tier_1", "tier_2", "tier_3")  # the better before the worse
VIEWPOINTS = ("provider", "commissioner", "citizen")


@dataclass(frozen=True)
class Criterion:
    """One thing that a provider of a tier shows.

    Attributes
    ----------
    code : as the council's table of evidence has it
    short : a few words, for the head of a column
    paragraph : where the guide asks for it
    evidence : what would show it
    viewpoints : whose items count; the first judges, the others may contest it
    is_required : whether the tier's rule counts it
    """

    code: str
    tier: str
    short: str
    wording: str
    paragraph: str
    evidence: str
    viewpoints: tuple[str, ...]
    is_required: bool = True


@dataclass(frozen=True)
class Rule:
    """What a tier asks of its required criteria.

    Every clause is a "no fewer than", so that better evidence never lowers a tier.

    Attributes
    ----------
    met, met_or_partly : how many criteria at the least
    must_be_met : criteria that nothing makes up for
    is_otherwise : the tier of whoever reaches no other; it asks nothing
    """

    met: int = 0
    met_or_partly: int = 0
    must_be_met: tuple[str, ...] = ()
    is_otherwise: bool = False

    def holds(self, values: Mapping[str, Met]) -> bool:
        """Say whether a tier's criteria, each as it is met, satisfy the rule.

        >>> Rule(met=1, met_or_partly=2).holds({"a": "yes", "b": "partly"})
        True
        """
        if self.is_otherwise:
            return True
        told = list(values.values())
        return (
            told.count("yes") >= self.met
            and len(told) - told.count("no") >= self.met_or_partly
            and all(values.get(code) == "yes" for code in self.must_be_met)
        )


@dataclass(frozen=True)
class Tier:
    """One tier: what it is called, and the rule that leads to it."""

    code: str
    name: str
    rule: Rule


@dataclass(frozen=True)
class Version:
    """A framework as it holds from a day until the next version.

    Attributes
    ----------
    contested_when : "opposite": a newer view contests the judging one where one says
        yes and the other no; "differs": wherever the two are not the same
    improvement_months : how long a provider of the last tier is given
    """

    name: str
    valid_from: dt.date
    improvement_months: int
    contested_when: Contested
    tiers: tuple[Tier, ...]
    criteria: tuple[Criterion, ...]

    def tier(self, code: str) -> Tier:
        """Return one tier."""
        return next(each for each in self.tiers if each.code == code)

    def counted(self, tier: str) -> tuple[Criterion, ...]:
        """Return the criteria that a tier's rule counts."""
        return tuple(
            each for each in self.criteria if each.tier == tier and each.is_required
        )


@dataclass(frozen=True)
class Framework:
    """Every version of a framework, the oldest first.

    Attributes
    ----------
    told : the framework as it was written, in a form that JSON can hold
    """

    title: str
    guide: str
    reading: str
    versions: tuple[Version, ...]
    told: Mapping[str, Any] = field(repr=False, compare=False)

    def on(self, day: dt.date) -> Version | None:
        """Return the version in force on a day, or None before the first."""
        held = [each for each in self.versions if each.valid_from <= day]
        return held[-1] if held else None

    def after(self, day: dt.date) -> tuple[Version, ...]:
        """Return the versions that come into force after a day."""
        return tuple(each for each in self.versions if each.valid_from > day)
