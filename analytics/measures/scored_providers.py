"""The providers that are scored: how each is called, its decision, its evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from analytics.measures.tier_clocks import tier_clocks
from analytics.measures.tiers import OUTSIDE
from analytics.protect.statuses import FULL_POSTCODE
from analytics.tiers.judging import Item
from data.queries.providers import read_tier_decisions
from data.queries.scoring import read_tier_evidence

if TYPE_CHECKING:
    from data.vault import Vault

UNDECIDED = "undecided"


@dataclass(frozen=True)
class Provider:
    """One provider: how it is called, the decision that stands, and its evidence.

    Attributes
    ----------
    decided_tier : tier of the last decision; "undecided" where there is none
    decided_on : days of all its decisions but those to leave, the last last
    improve_by : day of its clock, moved by pauses, where it has one
    """

    provider_id: str
    label: str
    kind: str
    decided_tier: str
    decided_on: tuple[dt.date, ...]
    improve_by: dt.date | None
    items: tuple[Item, ...]


def providers(vault: Vault) -> Iterator[Provider]:
    """Return every provider that was decided on or assessed, and has not left."""
    evidence = read_tier_evidence(vault)
    decisions = read_tier_decisions(vault)
    last = decisions.drop_duplicates("provider_id", keep="last")
    decided = last.set_index("provider_id")
    clocks = tier_clocks(vault)["tier_clocks"].set_index("provider_id")
    known = pd.concat([last, evidence])[["provider_id", "provider_name", "kind"]]
    called = known.drop_duplicates("provider_id").sort_values("provider_id")
    items = {key: _read(rows) for key, rows in evidence.groupby("provider_id")}
    for told in called.to_dict("records"):
        provider_id = str(told["provider_id"])
        decision = decided.loc[provider_id] if provider_id in decided.index else None
        if decision is not None and decision["tier"] == OUTSIDE:
            continue
        yield Provider(
            provider_id=provider_id,
            label=_label(told["provider_name"], provider_id),
            kind="unknown" if pd.isna(told["kind"]) else str(told["kind"]),
            decided_tier=UNDECIDED if decision is None else str(decision["tier"]),
            decided_on=_days(decisions[decisions["provider_id"] == provider_id]),
            improve_by=_day(clocks["improve_by"].get(provider_id)),
            items=items.get(provider_id, ()),
        )


def _read(rows: pd.DataFrame) -> tuple[Item, ...]:
    return tuple(
        Item(
            criterion=row["criterion"],
            viewpoint=row["viewpoint"],
            met=row["met"],
            assessed_on=pd.Timestamp(row["assessed_on"]).date(),
            is_disputed=bool(row["is_disputed"]),
        )
        for row in rows.to_dict("records")
    )


def _days(decisions: pd.DataFrame) -> tuple[dt.date, ...]:
    stayed = decisions[decisions["tier"] != OUTSIDE]
    return tuple(pd.to_datetime(stayed["decided_on"]).dt.date)


def _day(value: Any) -> dt.date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _label(name: Any, provider_id: str) -> str:
    """Name an organisation; a sole trader, or a name with a postcode in it, by id."""
    if pd.isna(name) or FULL_POSTCODE.search(str(name)):
        return provider_id
    return str(name)
