"""The columns of the scoring tables, so that an empty table has them too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

WORD, DAY, COUNT, FLAG = "str", "datetime64[us]", "int64", "bool"
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "scoring_files": {
        "provider_id": WORD,
        "provider_label": WORD,
        "kind": WORD,
        "decided_tier": WORD,
        "decided_on": DAY,
        "tier_at_least": WORD,
        "tier_at_most": WORD,
        "verdict": WORD,
        "why": WORD,
        "verdict_then": WORD,
        "before_evidence": COUNT,
        "improve_by": DAY,
        "improve_by_from": WORD,
        "items": COUNT,
        "items_outside": COUNT,
        "newest_on": DAY,
        "criteria": COUNT,
        "criteria_known": COUNT,
        "own_view": COUNT,
        "own_view_higher": COUNT,
    },
    "scoring_marks": {
        "provider_id": WORD,
        "criterion": WORD,
        "tier": WORD,
        "place": COUNT,
        "state": WORD,
        "worst": WORD,
        "best": WORD,
        "judged_on": DAY,
        "judged_by": WORD,
    },
    "scoring_items": {
        "provider_id": WORD,
        "criterion": WORD,
        "viewpoint": WORD,
        "assessed_on": DAY,
        "met": WORD,
        "is_disputed": FLAG,
        "is_newest": FLAG,
        "is_judged": FLAG,
    },
    "scoring_gaps": {
        "provider_id": WORD,
        "tier": WORD,
        "criterion": WORD,
        "state": WORD,
        "must_be_met": FLAG,
        "met_short": COUNT,
        "partly_short": COUNT,
    },
}
FRAMEWORK_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "scoring_framework": {
        "version": WORD,
        "criterion": WORD,
        "standing": WORD,
        "tier": WORD,
        "place": COUNT,
        "short": WORD,
        "wording": WORD,
        "paragraph": WORD,
        "evidence_wanted": WORD,
        "viewpoints": WORD,
        "is_required": FLAG,
    },
    "scoring_rules": {
        "version": WORD,
        "tier": WORD,
        "standing": WORD,
        "valid_from": DAY,
        "tier_name": WORD,
        "counted": COUNT,
        "met": COUNT,
        "met_or_partly": COUNT,
        "must_be_met": WORD,
        "improvement_months": COUNT,
        "title": WORD,
        "guide": WORD,
        "reading": WORD,
    },
    "scoring_ahead": {
        "version": WORD,
        "provider_id": WORD,
        "valid_from": DAY,
        "provider_label": WORD,
        "decided_tier": WORD,
        "move": WORD,
        "least_now": WORD,
        "most_now": WORD,
        "least_then": WORD,
        "most_then": WORD,
    },
}


def typed(name: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows as a frame with every column of its kind, also where it is empty."""
    kinds = {**COLUMNS, **FRAMEWORK_COLUMNS}[name]
    return pd.DataFrame(list(rows), columns=list(kinds)).astype(dict(kinds))
