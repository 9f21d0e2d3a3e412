"""Each provider's scoring file: its evidence, the tier it shows, and the decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from analytics.measures.scored_providers import UNDECIDED, Provider, providers
from analytics.measures.scoring_columns import COLUMNS, typed
from analytics.tiers.framework import MET, TIERS, Framework, Version
from analytics.tiers.gaps import gaps, to_remain
from analytics.tiers.judging import Judgement, Mark, judge, verdict
from analytics.tiers.standing import standing

if TYPE_CHECKING:
    from data.vault import Vault

LAST = TIERS[-1]
NEEDS_A_LOOK = ("disputed", "contested")


def scoring(vault: Vault) -> dict[str, pd.DataFrame]:
    """Judge each provider's evidence under the framework in force, beside its decision.

    Providers whose last decision says that they left are not among them. A provider
    with evidence and no decision is there as undecided.

    Returns
    -------
    dict of DataFrame
        scoring_files: one row for each provider, with decided_tier, tier_at_least and
        tier_at_most (what the evidence shows at worst and at best), verdict, why (of a
        verdict that cannot be told) and verdict_then (on the day of the decision).
        scoring_marks: how each criterion stands.
        scoring_items: each item, which is its view's newest, and which was judged on.
        scoring_gaps: what is missing for each tier that is not surely shown, and of
        the last tier's criteria, which are asked of whoever wants to remain.
    """
    framework = standing()
    version = framework.on(vault.as_of)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
    for provider in providers(vault):
        judged = (
            None if version is None else judge(version, provider.items, vault.as_of)
        )
        rows["scoring_files"].append(_file(provider, framework, version, judged))
        marks = {} if judged is None else judged.marks
        rows["scoring_items"] += _items(provider, marks)
        if version is not None and judged is not None:
            rows["scoring_marks"] += _marks(provider, version, judged)
            rows["scoring_gaps"] += _gaps(provider, version, judged)
    return {name: typed(name, each) for name, each in rows.items()}


def _file(
    provider: Provider,
    framework: Framework,
    version: Version | None,
    judged: Judgement | None,
) -> dict[str, Any]:
    """Return a provider's row: its tiers, decided and shown, and how they agree."""
    told, why = _verdict(provider, version, judged)
    marks = {} if judged is None else judged.marks
    views = _own_beside_judged(provider, marks)
    improve_by, set_by = _improve_by(provider, version)
    known = [
        each for each in marks.values() if each.state in ("met", "partly", "not_met")
    ]
    return {
        "provider_id": provider.provider_id,
        "provider_label": provider.label,
        "kind": provider.kind,
        "decided_tier": provider.decided_tier,
        "decided_on": max(provider.decided_on, default=None),
        "tier_at_least": None if judged is None else judged.lowest,
        "tier_at_most": None if judged is None else judged.highest,
        "verdict": told,
        "why": why,
        "verdict_then": _verdict_then(provider, framework),
        "before_evidence": sum(
            not _known(provider, day) for day in provider.decided_on
        ),
        "improve_by": improve_by,
        "improve_by_from": set_by,
        "items": len(provider.items),
        "items_outside": sum(each.criterion not in marks for each in provider.items),
        "newest_on": max((i.assessed_on for i in provider.items), default=None),
        "criteria": len(marks),
        "criteria_known": len(known),
        "own_view": len(views),
        "own_view_higher": sum(own > judging for own, judging in views),
    }


def _verdict(
    provider: Provider, version: Version | None, judged: Judgement | None
) -> tuple[str, str]:
    """Return the verdict on a decision, and why it cannot be told where it cannot."""
    if provider.decided_tier == UNDECIDED:
        return UNDECIDED, ""
    if version is None or judged is None:
        return "cannot_tell", "no_framework"
    told = verdict(provider.decided_tier, judged)
    if told != "cannot_tell":
        return told, ""
    if not provider.items:
        return told, "no_evidence"
    between = TIERS[TIERS.index(judged.highest) : TIERS.index(judged.lowest)]
    bearing = [
        judged.marks[each.code] for tier in between for each in version.counted(tier)
    ]
    needs_a_look = any(each.state in NEEDS_A_LOOK for each in bearing)
    return told, "needs_a_look" if needs_a_look else "evidence_missing"


def _verdict_then(provider: Provider, framework: Framework) -> str:
    """Return the verdict as it would have been on the day of the decision."""
    if not provider.decided_on:
        return UNDECIDED
    day = provider.decided_on[-1]
    version = framework.on(day)
    if version is None:
        return "no_framework"
    if not _known(provider, day):
        return "no_evidence"
    return verdict(provider.decided_tier, judge(version, provider.items, day))


def _known(provider: Provider, day: dt.date) -> bool:
    """Say whether anything had been assessed by a day."""
    return any(each.assessed_on <= day for each in provider.items)


def _improve_by(
    provider: Provider, version: Version | None
) -> tuple[dt.date | None, str]:
    """Return the day by which to improve, and whether the decision or we set it."""
    if provider.decided_tier != LAST:
        return None, ""
    if provider.improve_by is not None:
        return provider.improve_by, "decision"
    if version is None:
        return None, ""
    period = pd.DateOffset(months=version.improvement_months)
    return (pd.Timestamp(provider.decided_on[-1]) + period).date(), "framework"


def _own_beside_judged(
    provider: Provider, marks: Mapping[str, Mark]
) -> list[tuple[int, int]]:
    """Return its own newest view beside the judging one, where there are both."""
    found = []
    for code, mark in marks.items():
        own = [
            i
            for i in provider.items
            if i.criterion == code and i.viewpoint == "provider"
        ]
        if own and mark.judged is not None and mark.judged.viewpoint != "provider":
            newest = max(own, key=lambda each: each.assessed_on)
            found.append((MET.index(newest.met), MET.index(mark.judged.met)))
    return found


def _marks(
    provider: Provider, version: Version, judged: Judgement
) -> Iterator[dict[str, Any]]:
    for place, criterion in enumerate(version.criteria, 1):
        mark = judged.marks[criterion.code]
        yield {
            "provider_id": provider.provider_id,
            "criterion": criterion.code,
            "tier": criterion.tier,
            "place": place,
            "state": mark.state,
            "worst": mark.lower,
            "best": mark.upper,
            "judged_on": mark.judged.assessed_on if mark.judged else None,
            "judged_by": criterion.viewpoints[0],
        }


def _items(provider: Provider, marks: Mapping[str, Mark]) -> Iterator[dict[str, Any]]:
    newest: dict[tuple[str, str], dt.date] = {}
    for item in provider.items:
        view = (item.criterion, item.viewpoint)
        newest[view] = max(newest.get(view, item.assessed_on), item.assessed_on)
    for item in provider.items:
        mark = marks.get(item.criterion)
        yield {
            "provider_id": provider.provider_id,
            "criterion": item.criterion,
            "viewpoint": item.viewpoint,
            "assessed_on": item.assessed_on,
            "met": item.met,
            "is_disputed": item.is_disputed,
            "is_newest": item.assessed_on == newest[item.criterion, item.viewpoint],
            "is_judged": mark is not None and mark.judged == item,
        }


def _gaps(
    provider: Provider, version: Version, judged: Judgement
) -> Iterator[dict[str, Any]]:
    for gap in gaps(version, judged):
        for mark in gap.lacking:
            yield {
                "provider_id": provider.provider_id,
                "tier": gap.tier,
                "criterion": mark.criterion,
                "state": mark.state,
                "must_be_met": mark.criterion in gap.must,
                "met_short": gap.met_short,
                "partly_short": gap.partly_short,
            }
    for mark in to_remain(version, judged):
        yield {
            "provider_id": provider.provider_id,
            "tier": LAST,
            "criterion": mark.criterion,
            "state": mark.state,
            "must_be_met": False,
            "met_short": 0,
            "partly_short": 0,
        }
