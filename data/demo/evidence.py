"""Invented evidence for tiers, and the help that providers were given to develop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from data.demo.choices import AS_OF, draw

CRITERIA = {
    "1": (
        "virtual_wallet",
        "costed_support_plans",
        "readable_financial_reports",
        "flexible_hours",
        "coproduced_plans",
        "fading_support_trained",
        "fading_support_practised",
        "trusted_support_planning",
        "independence_record",
    ),
    "2": ("community_links", "specialist_support", "tier_1_plan"),
    "3": ("milestone_plan", "person_centred_training", "improvement_deadline"),
}
EVERY = tuple(code for codes in CRITERIA.values() for code in codes)
# Of the nine of tier 1: fewest and most that are met, and that are met in part.
MET = {"1": (7, 9), "2": (4, 6), "3": (0, 3)}
PARTLY = {"1": (2, 2), "2": (1, 1), "3": (1, 3)}
ROSIER, HARSHER = {"no": "partly", "partly": "yes"}, {"yes": "partly", "partly": "no"}
SHARE_ROSIER, SHARE_OTHER_VIEW = 0.45, 0.25
SEEN_BY_CITIZENS = ("flexible_hours", "coproduced_plans", "community_links")
NOTED, DISPUTED_AGAIN = 0.15, 0.03
NOTES = (
    "Three plans read, chosen by us.",
    "Shown on a visit; the manager was there.",
    "Told by telephone, nothing seen yet.",
    "Last quarter's reports read beside the invoices.",
)
COLUMNS = ["provider_id", "criterion", "met", "viewpoint", "assessed_on"]
COLUMNS += ["note", "disputed"]


def tier_evidence(
    decided: pd.DataFrame, story: Mapping[str, Any], rng: np.random.Generator
) -> pd.DataFrame:
    """Return the tier_evidence table in the council's layout.

    The commissioner looks at every criterion some days before each decision, and once
    more a year after the last; providers think better of themselves; citizens see a
    part of it. What is disputed is besides what is not, so that the newest undisputed
    view of the commissioner is as planted.

    Parameters
    ----------
    decided : the tier_decisions table
    story : `supports`, provider_id -> tier that the evidence bears out in the end,
        where it is not the one decided; `missing`, provider_id -> criteria never looked
        at; `late`, provider_ids whose first evidence comes after the decision
    """
    rows: list[tuple[Any, ...]] = []
    for provider_id, history in decided.groupby("provider_id", sort=True):
        order = [*rng.permutation(CRITERIA["1"])]
        for on, tier in _looks(str(provider_id), history, story, rng):
            levels = levels_of(tier, order, rng)
            for gone in story["missing"].get(provider_id, ()):
                del levels[gone]
            rows += _views(str(provider_id), on, levels, rng)
    table = pd.DataFrame(rows, columns=COLUMNS)
    keys = ["provider_id", "criterion", "viewpoint", "assessed_on"]
    table = table.drop_duplicates(keys)
    return table.sort_values(["assessed_on", *keys[:3]], ignore_index=True)


def _looks(
    provider_id: str,
    history: pd.DataFrame,
    story: Mapping[str, Any],
    rng: np.random.Generator,
) -> Iterator[tuple[dt.date, str]]:
    """Give the days on which a provider is looked at, and the tier that is seen."""
    seen = history[history["tier"] != "none"]
    last = len(seen) - 1
    for place, decision in enumerate(seen.itertuples()):
        tier = decision.tier
        if place == last:
            tier = str(story["supports"].get(provider_id, tier))
        days = -int(rng.integers(8, 35))
        if provider_id in story["late"]:
            days = int(rng.integers(4, 12))
        yield decision.decided_on + dt.timedelta(days), tier
    again = seen["decided_on"].iloc[-1] + dt.timedelta(int(rng.integers(330, 400)))
    # Whatever is said of a look is said within ten days of it.
    if history["tier"].iloc[-1] != "none" and again < AS_OF - dt.timedelta(10):
        yield again, tier


def levels_of(tier: str, order: list[str], rng: np.random.Generator) -> dict[str, str]:
    """Return how far each criterion is met by a provider that is truly of a tier.

    Tier 1 meets the nine of tier 1, two at most in part; tier 2 has links in the
    community and the rest of tier 2 at least in part; tier 3 has not.
    """
    fewest, most = MET[tier]
    n_met = int(rng.integers(fewest, most + 1))
    n_partly = min(int(rng.integers(PARTLY[tier][0], PARTLY[tier][1] + 1)), 9 - n_met)
    said = ["yes"] * n_met + ["partly"] * n_partly + ["no"] * (9 - n_met - n_partly)
    levels = dict(zip(order, said, strict=True))
    if tier == "3":
        first = draw({"partly": 0.6, "no": 0.4}, 1, rng)[0]
        rest = draw({"yes": 0.1, "partly": 0.5, "no": 0.4}, 2, rng)
        own = draw({"yes": 0.5, "partly": 0.35, "no": 0.15}, 3, rng)
    else:
        first = "yes"
        rest = draw({"yes": 0.6 if tier == "2" else 0.9, "partly": 0.3}, 2, rng)
        own = draw({"yes": 0.9, "partly": 0.1}, 3, rng)
    levels |= dict(zip(CRITERIA["2"], (str(first), *map(str, rest)), strict=True))
    return levels | dict(zip(CRITERIA["3"], map(str, own), strict=True))


def _views(
    provider_id: str, on: dt.date, levels: Mapping[str, str], rng: np.random.Generator
) -> Iterator[tuple[Any, ...]]:
    """Give each criterion as the commissioner, the provider and citizens see it."""
    before, after = (dt.timedelta(int(rng.integers(2, 9))) for _ in range(2))
    for criterion, met in levels.items():
        note = ""
        if rng.random() < NOTED:
            note = NOTES[int(rng.integers(len(NOTES)))]
        yield provider_id, criterion, met, "commissioner", on, note, ""
        own = ROSIER.get(met, met) if rng.random() < SHARE_ROSIER else met
        is_disputed = own != met and rng.random() < SHARE_OTHER_VIEW
        told = "yes" if is_disputed else "no"
        yield provider_id, criterion, own, "provider", on - before, "", told
        if criterion in SEEN_BY_CITIZENS:
            differs = rng.random() < SHARE_OTHER_VIEW
            theirs = HARSHER.get(met, met) if differs else met
            yield provider_id, criterion, theirs, "citizen", on - after, "", ""
        if rng.random() < DISPUTED_AGAIN:
            # Looked at again, and the provider does not agree.
            less = HARSHER.get(met, "no")
            yield provider_id, criterion, less, "commissioner", on + after, "", "yes"


POUNDS = {
    "training": (800, 4_000),
    "mentoring": (1_500, 6_000),
    "transitional_funding": (8_000, 30_000),
    "incentive_payment": (2_000, 5_000),
    "grant": (5_000, 20_000),
}
HELP = {
    "mentoring": 0.34,
    "training": 0.3,
    "transitional_funding": 0.14,
    "incentive_payment": 0.1,
    "grant": 0.12,
}


def provider_support(
    decided: pd.DataFrame, story: Mapping[str, int], rng: np.random.Generator
) -> pd.DataFrame:
    """Return the provider_support table: help before some moves up, and without any.

    Parameters
    ----------
    decided : the tier_decisions table
    story : how many moves up had help `before_a_move`, and how many providers that
        have stayed where they were had help `without_a_move`
    """
    tiers = decided[decided["tier"] != "none"].sort_values(
        ["provider_id", "decided_on"]
    )
    before = tiers.groupby("provider_id")["tier"].shift()
    moves = tiers[before > tiers["tier"]]
    stayed = tiers.groupby("provider_id").filter(
        lambda rows: set(rows["tier"]) in ({"2"}, {"3"})
    )
    stayed = stayed.drop_duplicates("provider_id")
    helped = moves.iloc[rng.choice(len(moves), story["before_a_move"], replace=False)]
    in_vain = stayed.iloc[
        rng.choice(len(stayed), story["without_a_move"], replace=False)
    ]
    rows = []
    for provider_id, on in helped[["provider_id", "decided_on"]].itertuples(
        index=False
    ):
        first = on - dt.timedelta(int(rng.integers(90, 260)))
        rows.append(_help(provider_id, first, rng))
    for provider_id, on in in_vain[["provider_id", "decided_on"]].itertuples(
        index=False
    ):
        span = max((AS_OF - on).days - 60, 30)
        first = on + dt.timedelta(int(rng.integers(20, span)))
        rows.append(_help(provider_id, min(first, AS_OF), rng))
    columns = ["provider_id", "kind", "from", "to", "gbp"]
    return pd.DataFrame(rows, columns=columns).sort_values(
        ["from", "provider_id"], ignore_index=True
    )


def _help(
    provider_id: str, first: dt.date, rng: np.random.Generator
) -> tuple[Any, ...]:
    kind = str(draw(HELP, 1, rng)[0])
    last = first + dt.timedelta(int(rng.integers(30, 190)))
    gbp = round(float(rng.uniform(*POUNDS[kind])), -2)
    return provider_id, kind, first, last if last <= AS_OF else None, gbp
