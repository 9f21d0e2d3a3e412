"""Rows with something wrong, as every council's files have a few."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

SPREADSHEETS_BEGAN = pd.Timestamp("1899-12-30")
Spoil = Callable[[pd.DataFrame], pd.DataFrame]


def _days(column: pd.Series, days: int) -> pd.Series:
    moved = pd.to_datetime(column) + pd.Timedelta(days, "D")
    return moved.dt.strftime("%Y-%m-%d")


def _serial(column: pd.Series) -> pd.Series:
    """Write days as a spreadsheet counts them."""
    return (pd.to_datetime(column) - SPREADSHEETS_BEGAN).dt.days.astype(str)


# File -> fault, in the words of truth.yaml -> what it does to whole rows.
FAULTS: Mapping[str, Mapping[str, Spoil]] = {
    "arrangements": {
        "ended_on before started_on": lambda rows: rows.assign(
            ended_on=_days(rows["started_on"], -18), end_reason="other"
        ),
        "weekly_hours negative": lambda rows: rows.assign(
            weekly_hours=-rows["weekly_hours"].fillna(7).abs()
        ),
        "lsoa_code too short": lambda rows: rows.assign(lsoa_code="X010026"),
        "started_on no such day": lambda rows: rows.assign(
            started_on="2025-02-30", ended_on="", end_reason=""
        ),
        "route unknown": lambda rows: rows.assign(route="pre-paid"),
    },
    "referrals": {
        "outcome misspelt": lambda rows: rows.assign(outcome="plcaed"),
        "placed_on before made_on": lambda rows: rows.assign(
            placed_on=_days(rows["made_on"], -9), outcome="placed", handed_back_on=""
        ),
        "weekly_hours negative": lambda rows: rows.assign(
            weekly_hours=-rows["weekly_hours"].fillna(7).abs()
        ),
    },
    "supply": {
        "travel_limit_minutes too long": lambda rows: rows.assign(
            travel_limit_minutes=400
        ),
    },
    "tier_evidence": {
        "criterion a sentence": lambda rows: rows.assign(
            criterion="they said that they would"
        ),
        "met unknown": lambda rows: rows.assign(met="nearly"),
    },
    "feedback": {"score_1_5 above 5": lambda rows: rows.assign(score_1_5=6)},
    "referral_offers": {
        "answered_on before offered_on": lambda rows: rows.assign(
            answered_on=_days(rows["offered_on"], -3), answer="declined"
        ),
    },
    "reviews": {
        "reviewed_on a spreadsheet's number": lambda rows: rows.assign(
            reviewed_on=_serial(rows["reviewed_on"])
        ),
        "person_id rounded": lambda rows: rows.assign(person_id="1.23E+05"),
    },
    "rates": {"price_base empty": lambda rows: rows.assign(price_base="")},
}
# The column that tells rows apart, and the first number for the rows added here.
NUMBERED = {
    "arrangements": ("arrangement_id", "A-9"),
    "referrals": ("referral_id", "R-9"),
    "supply": ("supply_id", "S-9"),
}


def with_faults(
    name: str,
    rows: pd.DataFrame,
    wanted: Mapping[str, int],
    repeats: int,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Add rows that a reader must turn away, and rows that repeat another.

    They are besides the good rows, under numbers of their own, and strewn among them:
    what is planted elsewhere stays true.
    """
    added = []
    for fault, how_many in wanted.items():
        like = rows.iloc[rng.choice(len(rows), how_many, replace=False)]
        added.append(FAULTS[name][fault](like))
    bad = pd.concat(added, ignore_index=True)
    if name in NUMBERED:
        column, stem = NUMBERED[name]
        bad[column] = [f"{stem}{number:04d}" for number in range(1, len(bad) + 1)]
    repeated = rows.iloc[rng.choice(len(rows), repeats, replace=False)]
    every = pd.concat([rows, bad, repeated], ignore_index=True)
    # Each added row goes in at a place of its own; the rest stay in their order.
    place = np.concatenate(
        [np.arange(len(rows)), rng.uniform(0, len(rows), len(every) - len(rows))]
    )
    return every.iloc[np.argsort(place, kind="stable")].reset_index(drop=True)
