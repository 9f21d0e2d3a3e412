"""Spells on a route, joined across short gaps, with how long each was watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analytics.assumptions import assumption
from analytics.measures.uptake import ROUTES, told_quarters
from analytics.stats.spells import bridge
from data.queries.lasting import read_spells

if TYPE_CHECKING:
    from data.vault import Vault

GOING = "going"
# What arrangements are told apart by. Workforce is of direct payments alone and holder
# of funds alone: across routes they would tell the routes apart again.
SPLITS = {
    "route": ROUTES,
    "workforce": ("pa_employed", "agency_employed", "self_employed", "mixed"),
    "holder": ("support_provider", "independent_broker"),
}
OF_ROUTE = {"workforce": "direct_payment", "holder": "isf"}
UNKNOWN = "unknown"
COLUMNS = [*SPLITS, "entry", "exit", "reason", "start_unknown"]


def watched_spells(vault: Vault) -> pd.DataFrame:
    """Return each spell that was watched for a day at least.

    Returns
    -------
    DataFrame, one row for each spell of one person on one route
        route, workforce and holder (`unknown` where not supplied, blank where the split
        is not of its route), entry and exit (days since the start; the last day counts,
        so that one which ended on its first lasted a day), reason (`going`, why it
        ended, or `reason_unknown`), start_unknown (it starts on the first day of a case
        system). No person is in it.
    """
    days, _ = told_quarters(vault)
    rows = read_spells(vault)
    if rows.empty or not days:
        return pd.DataFrame(columns=COLUMNS)
    joined = _joined(rows)
    first_day = pd.Timestamp(days[0])
    until = joined["ended"].fillna(pd.Timestamp(vault.as_of))
    spells = joined.assign(
        entry=(first_day - joined["started"]).dt.days.clip(lower=0),
        exit=(until - joined["started"]).dt.days + 1,
        start_unknown=_on_a_first_day(joined["started"]),
    )
    # What ended before the watch began is in the file by luck, if at all.
    seen = spells["ended"].isna() | (spells["ended"] >= first_day)
    return spells.loc[seen, COLUMNS].reset_index(drop=True)


def _joined(rows: pd.DataFrame) -> pd.DataFrame:
    """Join a person's spells on a route; what is known at the start stays with it."""
    starts, ends = (pd.to_datetime(rows[day]) for day in ("started_on", "ended_on"))
    of_route = rows["route"].map({route: place for place, route in enumerate(ROUTES)})
    spells = bridge(
        rows["person"].to_numpy() * len(ROUTES) + of_route.to_numpy(),
        starts.to_numpy("datetime64[D]"),
        ends.to_numpy("datetime64[D]"),
        longest_gap=int(assumption("lasting.longest_gap").value),
    )
    # Rows are in order of their starts, so the first known of each is the earliest.
    told = rows.assign(
        workforce=rows["workforce"].where(rows["route"] == OF_ROUTE["workforce"]),
        holder=rows["isf_holder"].where(rows["route"] == OF_ROUTE["holder"]),
    )
    first = told.groupby(spells.spell)[["route", "workforce", "holder"]].first()
    for split, route in OF_ROUTE.items():
        is_of = first["route"] == route
        first[split] = first[split].fillna(UNKNOWN).where(is_of)
    ended = pd.Series(pd.to_datetime(spells.ends))
    reason = rows["end_reason"].to_numpy(object)[spells.last]
    return first.assign(
        started=pd.to_datetime(spells.starts),
        ended=ended,
        reason=np.where(
            ended.isna(), GOING, pd.Series(reason).fillna("reason_unknown")
        ),
    )


def _on_a_first_day(started: pd.Series) -> pd.Series:
    """Mark starts on a day that so many share that it is a case system's first."""
    alike = started.map(started.value_counts())
    share = assumption("lasting.share_on_one_day").value
    least = assumption("answers.least_cases").value
    marked: pd.Series = alike > max(share * len(started), least)
    return marked
