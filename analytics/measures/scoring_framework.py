"""The framework that a build goes by, and who would move under one still to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from analytics.measures.scored_providers import providers
from analytics.measures.scoring_columns import typed
from analytics.tiers.comparing import change
from analytics.tiers.framework import Framework, Version
from analytics.tiers.standing import standing

if TYPE_CHECKING:
    from data.vault import Vault


def scoring_framework(vault: Vault) -> dict[str, pd.DataFrame]:
    """Write down every version of the framework, and hold the evidence to later ones.

    Returns
    -------
    dict of DataFrame
        scoring_framework: one row for each version and criterion, with standing (past,
        in_force or to_come on the day the build speaks of), its words and its place in
        the version's order.
        scoring_rules: one row for each version and tier: the rule from evidence to
        tier, and what the framework says of itself.
        scoring_ahead: one row for each version still to come and provider, with its
        move: up, down, stays or cannot_tell.
    """
    framework = standing()
    return {
        "scoring_framework": typed("scoring_framework", [*_criteria(framework, vault)]),
        "scoring_rules": typed("scoring_rules", [*_rules(framework, vault)]),
        "scoring_ahead": typed("scoring_ahead", [*_ahead(framework, vault)]),
    }


def _standing(version: Version, framework: Framework, vault: Vault) -> str:
    if version.valid_from > vault.as_of:
        return "to_come"
    return "in_force" if version == framework.on(vault.as_of) else "past"


def _criteria(framework: Framework, vault: Vault) -> Iterator[dict[str, Any]]:
    for version in framework.versions:
        for place, criterion in enumerate(version.criteria, 1):
            yield {
                "version": version.name,
                "criterion": criterion.code,
                "standing": _standing(version, framework, vault),
                "tier": criterion.tier,
                "place": place,
                "short": criterion.short,
                "wording": criterion.wording,
                "paragraph": criterion.paragraph,
                "evidence_wanted": criterion.evidence,
                "viewpoints": _listed(criterion.viewpoints),
                "is_required": criterion.is_required,
            }


def _rules(framework: Framework, vault: Vault) -> Iterator[dict[str, Any]]:
    for version in framework.versions:
        for tier in version.tiers:
            yield {
                "version": version.name,
                "tier": tier.code,
                "standing": _standing(version, framework, vault),
                "valid_from": version.valid_from,
                "tier_name": tier.name,
                "counted": len(version.counted(tier.code)),
                "met": tier.rule.met,
                "met_or_partly": tier.rule.met_or_partly,
                "must_be_met": _listed(tier.rule.must_be_met),
                "improvement_months": version.improvement_months,
                "title": framework.title,
                "guide": framework.guide,
                "reading": framework.reading,
            }


def _listed(codes: Iterable[str]) -> str:
    return " ".join(codes)


def _ahead(framework: Framework, vault: Vault) -> Iterator[dict[str, Any]]:
    now = framework.on(vault.as_of)
    later = framework.after(vault.as_of)
    if now is None or not later:
        return
    for provider in providers(vault):
        for version in later:
            found = change(now, version, provider.items, vault.as_of)
            yield {
                "version": version.name,
                "provider_id": provider.provider_id,
                "valid_from": version.valid_from,
                "provider_label": provider.label,
                "decided_tier": provider.decided_tier,
                "move": found.move,
                "least_now": found.before.lowest,
                "most_now": found.before.highest,
                "least_then": found.after.lowest,
                "most_then": found.after.highest,
            }
