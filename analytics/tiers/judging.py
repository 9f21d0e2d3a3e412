"""From items of evidence to how a criterion stands, to the tier that they show.

A criterion stands between two ends: at worst and at best. They are one where the
judging view is clear; where it is missing, disputed or contested they are apart, and so
may be the tiers at either end. What is unknown is never taken for "not met".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from analytics.tiers.framework import MET, TIERS, Criterion, Met, Version

State = Literal["met", "partly", "not_met", "no_evidence", "disputed", "contested"]
Verdict = Literal["supported", "higher", "lower", "cannot_tell"]
STATE_OF: Mapping[Met, State] = {"yes": "met", "partly": "partly", "no": "not_met"}


@dataclass(frozen=True)
class Item:
    """One view of one criterion on one day."""

    criterion: str
    viewpoint: str
    met: Met
    assessed_on: dt.date
    is_disputed: bool = False


@dataclass(frozen=True)
class Mark:
    """How one criterion stands.

    Attributes
    ----------
    lower, upper : how it is met at worst and at best; the same where that is clear
    judged : the item that it was judged on, if any
    """

    criterion: str
    state: State
    lower: Met
    upper: Met
    judged: Item | None = None

    @property
    def is_open(self) -> bool:
        """Say whether it could be met better than it is at worst."""
        return self.lower != self.upper


@dataclass(frozen=True)
class Judgement:
    """The tiers that the evidence shows: at the least, and at the most."""

    marks: Mapping[str, Mark]
    lowest: str
    highest: str


def judge(version: Version, items: Iterable[Item], on: dt.date) -> Judgement:
    """Judge one provider's evidence as it was known on a day.

    Parameters
    ----------
    version : the framework in force
    items : the provider's items; those of criteria that it has not do not count
    on : items assessed later are not yet known
    """
    known = [each for each in items if each.assessed_on <= on]
    marks = {
        criterion.code: mark(
            criterion,
            [each for each in known if each.criterion == criterion.code],
            version.contested_when,
        )
        for criterion in version.criteria
    }
    return Judgement(
        marks,
        lowest=reached(version, {code: each.lower for code, each in marks.items()}),
        highest=reached(version, {code: each.upper for code, each in marks.items()}),
    )


def mark(criterion: Criterion, items: Iterable[Item], contested_when: str) -> Mark:
    """Say how a criterion stands: by the newest undisputed item of the judging view.

    Another view that counts contests it where its own newest undisputed item is newer
    and says the opposite (or anything else, as the framework has it).
    """
    first, *others = criterion.viewpoints
    told = list(items)
    judged = _newest(told, first)
    if judged is None:
        was_judged = any(each.viewpoint == first for each in told)
        state: State = "disputed" if was_judged else "no_evidence"
        return Mark(criterion.code, state, "no", "yes")
    against = [
        each.met
        for each in (_newest(told, viewpoint) for viewpoint in others)
        if each is not None
        and each.assessed_on > judged.assessed_on
        and _contradicts(each.met, judged.met, contested_when)
    ]
    views = sorted([judged.met, *against], key=MET.index)
    state = "contested" if against else STATE_OF[judged.met]
    return Mark(criterion.code, state, views[0], views[-1], judged)


def _newest(items: Iterable[Item], viewpoint: str) -> Item | None:
    """Return a viewpoint's newest item that nobody disputes; of a day's, the worst."""
    standing = [
        each for each in items if each.viewpoint == viewpoint and not each.is_disputed
    ]
    return max(
        standing,
        key=lambda each: (each.assessed_on, -MET.index(each.met)),
        default=None,
    )


def _contradicts(one: Met, other: Met, when: str) -> bool:
    if when == "differs":
        return one != other
    return {one, other} == {"yes", "no"}


def reached(version: Version, values: Mapping[str, Met]) -> str:
    """Return the best tier whose rule holds, every criterion being met so."""
    for tier in version.tiers:
        counted = {each.code: values[each.code] for each in version.counted(tier.code)}
        if tier.rule.holds(counted):
            return tier.code
    raise ValueError("The last tier of a framework is that of everybody else.")


def verdict(decided: str, judgement: Judgement) -> Verdict:
    """Hold a decision against the tiers that the evidence shows.

    Returns
    -------
    higher : the decision is higher than the evidence can show
    lower : it is lower than the evidence shows whatever is still open
    supported : the evidence shows this tier and no other
    cannot_tell : it may show this tier, or another
    """
    place = TIERS.index(decided)
    if place < TIERS.index(judgement.highest):
        return "higher"
    if place > TIERS.index(judgement.lowest):
        return "lower"
    return "supported" if judgement.lowest == judgement.highest else "cannot_tell"
