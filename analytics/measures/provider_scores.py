"""What citizens say of each provider, and how people fare with it, as scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.assumptions import assumption
from analytics.protect.statuses import FULL_POSTCODE
from analytics.stats.shrinkage import beta_binomial
from data.queries.outcomes import read_changes_with_provider, read_feedback

if TYPE_CHECKING:
    from data.vault import Vault

GOOD = 4  # of 5: this and better is good
LOW = 2  # this and worse is low
KEPT = ("independence", "satisfaction")
NOT_SAID = "not_said"
PROVIDER = ["provider_id", "provider_name", "kind"]
COLUMNS = [
    "provider_id",
    "provider_label",
    "kind",
    "answers",
    "good",
    "score",
    "score_status",
    "score_lower",
    "score_lower_status",
    "score_upper",
    "score_upper_status",
]


def provider_feedback(vault: Vault) -> dict[str, pd.DataFrame]:
    """Score each provider by the share of its feedback that is good.

    Returns
    -------
    dict of DataFrame
        provider_feedback: one row for each provider with feedback: answers and good
        (pieces), score, score_lower, score_upper (share, 95% interval; blank with too
        few pieces). feedback_themes: one row for each theme, with pieces and low
        (pieces that score 1 or 2).
    """
    told = read_feedback(vault)
    told["pieces"] = told["pieces"].astype("int64")
    told["good"] = told["pieces"].where(told["score"] >= GOOD, 0)
    told["low"] = told["pieces"].where(told["score"] <= LOW, 0)
    by_provider = told.groupby(PROVIDER, dropna=False)[["pieces", "good"]].sum()
    counted = by_provider.reset_index().rename(columns={"pieces": "answers"})
    themes = told.assign(
        theme=told["theme"].astype(object).fillna(NOT_SAID).astype("str")
    )
    by_theme = themes.groupby("theme")[["pieces", "low"]].sum().reset_index()
    return {
        "provider_feedback": _scored(counted, np.random.default_rng(vault.seed)),
        "feedback_themes": by_theme,
    }


def provider_reviews(vault: Vault) -> dict[str, pd.DataFrame]:
    """Score each provider by the share of its people who kept what they had.

    Returns
    -------
    dict of DataFrame
        provider_reviews: one row for each measure (independence, satisfaction) and
        provider with a person for whom it was told twice: answers (people), good (of
        these, whose last value is no lower than the first), score, score_lower,
        score_upper (share, 95% interval; blank with too few people).
    """
    changes = read_changes_with_provider(vault)
    least = assumption("outcomes.least_days").value
    changes = changes[changes["days"].astype(float) >= least]
    rng = np.random.default_rng(vault.seed)
    parts = []
    for measure in KEPT:
        before = changes[f"{measure}_first"].astype(float)
        after = changes[f"{measure}_last"].astype(float)
        known = changes[PROVIDER].assign(answers=1, good=(after >= before).astype(int))
        known = known[before.notna() & after.notna()]
        by_provider = known.groupby(PROVIDER, dropna=False)[["answers", "good"]].sum()
        scored = _scored(by_provider.reset_index(), rng)
        parts.append(scored.assign(measure=measure))
    return {"provider_reviews": pd.concat(parts, ignore_index=True)}


def _scored(counted: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Draw each share to the group's, and leave the smallest without a score."""
    least = int(assumption("outcomes.least_answers").value)
    answers, good = counted["answers"].astype(float), counted["good"].astype(float)
    found = beta_binomial(good, answers, rng=rng, least=least)
    names = zip(counted["provider_id"], counted["provider_name"], strict=True)
    frame = counted.drop(columns="provider_name").assign(
        provider_label=[_label(provider, name) for provider, name in names],
        kind=counted["kind"].astype(object).fillna("unknown").astype("str"),
        score=found.middle,
        score_lower=found.lower,
        score_upper=found.upper,
    )
    for column in ("score", "score_lower", "score_upper"):
        status = frame[column].isna().map({True: "not_applicable", False: None})
        frame[f"{column}_status"] = status.astype(object)
    counts = {"answers": "int64", "good": "int64", "provider_label": "str"}
    return frame.astype({**counts, "provider_id": "str"})[COLUMNS]


def _label(provider_id: str, name: object) -> str:
    """Name an organisation; a sole trader, or a name with a postcode in it, by id."""
    if pd.isna(name) or FULL_POSTCODE.search(str(name)):
        return provider_id
    return str(name)
