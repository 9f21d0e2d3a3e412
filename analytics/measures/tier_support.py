"""What help providers were given, beside the moves before and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analytics.measures.tier_spells import tier_spells
from analytics.protect.statuses import FULL_POSTCODE
from data.queries.progress import read_provider_support
from data.queries.providers import read_tier_decisions

if TYPE_CHECKING:
    from data.vault import Vault

COLUMNS = [
    "support_no",
    "provider_id",
    "provider_label",
    "kind",
    "from_date",
    "to_date",
    "gbp",
    "gbp_status",
    "tier_then",
    "before_on",
    "before_move",
    "before_to",
    "after_on",
    "after_move",
    "after_to",
]
WORDS = [
    "provider_label",
    "kind",
    "tier_then",
    "before_move",
    "before_to",
    "after_move",
    "after_to",
]
DAYS = ["from_date", "to_date", "before_on", "after_on"]


def tier_support(vault: Vault) -> dict[str, pd.DataFrame]:
    """List the help given, with the provider's tier then and the moves about it.

    It says when things happened and not why: who is helped is chosen.

    Returns
    -------
    dict of DataFrame
        tier_support: one row for each help given, by its first day: provider_label (an
        organisation's name, a sole trader's id), kind, from_date, to_date (blank while
        it goes on), gbp, tier_then (blank: in none), before_on, before_move and
        before_to (the last move by its first day: up, down or left, and where to),
        after_on, after_move and after_to (the next one).
    """
    given = read_provider_support(vault)
    decisions = read_tier_decisions(vault).fillna({"kind": "unknown"})
    spells = tier_spells(decisions, pd.Timestamp(vault.as_of))
    moved = spells[spells["move"].notna()]
    rows = []
    for help_ in given.itertuples():
        first = pd.Timestamp(help_.from_date)
        own = spells[spells["provider_id"] == help_.provider_id]
        stays = own[own["began"].le(first) & ~own["ended"].le(first)]
        moves = moved[moved["provider_id"] == help_.provider_id].sort_values("ended")
        before = moves[moves["ended"] <= first].tail(1)
        after = moves[moves["ended"] > first].head(1)
        rows.append(
            {
                "provider_id": help_.provider_id,
                "provider_label": _label(help_.provider_id, help_.provider_name),
                "kind": help_.kind,
                "from_date": first,
                "to_date": help_.to_date,
                "gbp": np.nan if pd.isna(help_.gbp) else float(help_.gbp),
                "gbp_status": "not_supplied" if pd.isna(help_.gbp) else None,
                "tier_then": _first(stays["tier"]),
                "before_on": _first(before["ended"]),
                "before_move": _first(before["move"]),
                "before_to": _first(before["went_to"]),
                "after_on": _first(after["ended"]),
                "after_move": _first(after["move"]),
                "after_to": _first(after["went_to"]),
            }
        )
    frame = pd.DataFrame(rows, columns=COLUMNS[1:])
    for day in DAYS:
        frame[day] = pd.to_datetime(frame[day])
    frame = frame.sort_values(["from_date", "provider_id"], ignore_index=True)
    frame.insert(0, "support_no", np.arange(1, len(frame) + 1))
    days = {day: "datetime64[us]" for day in DAYS}
    words = frame.columns.intersection(WORDS)
    return {"tier_support": frame.astype({**days, **dict.fromkeys(words, "str")})}


def _first(values: pd.Series) -> Any:
    return values.iloc[0] if len(values) else None


def _label(provider_id: str, name: object) -> str:
    """Name an organisation; a sole trader, or a name with a postcode in it, by id."""
    if pd.isna(name) or FULL_POSTCODE.search(str(name)):
        return provider_id
    return str(name)
