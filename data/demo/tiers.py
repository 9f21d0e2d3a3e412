"""Invented decisions on providers' tiers, and the steps that providers promised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from data.demo.choices import AS_OF

STEPS = (
    "Costed support plans",
    "Person-centred training",
    "Transparent costs",
    "Banking of hours",
    "Readable financial reports",
    "Co-produced plans",
    "Virtual wallet",
    "Citizens' view",
    "Mentoring",
)
LAST_STEP = "Fading support"
YEAR = dt.timedelta(365)
LEFT = "left the market"
REASONS = {
    "1": "evidence accepted for every criterion",
    "2": "community links shown; plan towards tier 1 agreed",
    "3": "general support; improvement plan asked for",
}
KEPT, LATE = 0.66, 0.16  # of the steps whose day has come; the rest are missed


def decisions(
    register: pd.DataFrame,
    quarters: Sequence[dt.date],
    clocks: Mapping[str, Mapping[str, Any]],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return the tier_decisions table in the council's layout.

    Parameters
    ----------
    register : providers with `tiers`, a digit for each of the quarters
    clocks : provider_id -> when its clock started, and the pause from and to, if any
    """
    rows: list[dict[str, Any]] = []
    for _, provider in register.iterrows():
        rows += _history(provider, quarters, clocks.get(provider["provider_id"]), rng)
    table = pd.DataFrame(rows).sort_values(["decided_on", "provider_id"])
    columns = ["provider_id", "tier", "decided_on", "improve_by"]
    columns += ["paused_from", "paused_to", "reason"]
    return table[columns].reset_index(drop=True)


def _history(
    provider: pd.Series,
    quarters: Sequence[dt.date],
    clock: Mapping[str, Any] | None,
    rng: np.random.Generator,
) -> list[dict[str, Any]]:
    """Return one provider's decisions: each change of tier, and the last reminder."""
    rows: list[dict[str, Any]] = []
    before = "-"
    for quarter, tier in zip(quarters, provider["tiers"], strict=True):
        if tier != before:
            on = quarter - dt.timedelta(int(rng.integers(8, 60)))
            if quarter == quarters[0]:
                # All were first looked at in one month.
                on = quarter - dt.timedelta(int(rng.integers(8, 28)))
            rows.append(_decision(provider, tier, on))
        before = tier
    if before == "3":
        rows += _reminder(provider, rows[-1]["decided_on"], clock, rng)
    return rows


def _decision(provider: pd.Series, tier: str, on: dt.date) -> dict[str, Any]:
    return {
        "provider_id": provider["provider_id"],
        "tier": "none" if tier == "-" else tier,
        "decided_on": on,
        "improve_by": on + YEAR if tier == "3" else None,
        "paused_from": None,
        "paused_to": None,
        "reason": REASONS.get(tier, LEFT),
    }


def _reminder(
    provider: pd.Series,
    last: dt.date,
    clock: Mapping[str, Any] | None,
    rng: np.random.Generator,
) -> list[dict[str, Any]]:
    """Start the clock again of a provider that has stayed in tier 3.

    Those whose first year ran out were given a second, which is the one that counts.
    """
    if clock is not None:
        started = clock["started"]
    elif last > AS_OF - YEAR + dt.timedelta(100):
        return []  # its first year has more than three months to go
    else:
        started = AS_OF - dt.timedelta(int(rng.integers(40, 240)))
    row = _decision(provider, "3", started)
    row["reason"] = "stayed in tier 3; a second year given"
    if clock is not None and "pause" in clock:
        row["paused_from"], row["paused_to"] = clock["pause"]
        row["reason"] = "clock paused while a manager is found"
    return [row]


def milestones(
    table: pd.DataFrame,
    clocks: Mapping[str, Mapping[str, Any]],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return the tier_milestones table: steps promised at each clock's start.

    Who still has time has a step ahead; who has none has run out of steps too.
    """
    rows = []
    for _, decision in table[table["improve_by"].notna()].iterrows():
        n_steps = int(rng.integers(2, 5))
        for step in rng.choice(len(STEPS), n_steps, replace=False):
            after = dt.timedelta(int(rng.integers(60, 350)))
            due = decision["decided_on"] + after
            done = _done(due, rng)
            rows.append((decision["provider_id"], STEPS[step], due, done))
    last = table.drop_duplicates("provider_id", keep="last")
    for provider_id in last["provider_id"][last["tier"] == "3"]:
        if clocks.get(provider_id, {}).get("state") != "overdue":
            ahead = AS_OF + dt.timedelta(int(rng.integers(10, 80)))
            rows.append((provider_id, LAST_STEP, ahead, None))
    columns = ["provider_id", "milestone", "due_on", "done_on"]
    promised = pd.DataFrame(rows, columns=columns)
    return promised.drop_duplicates(["provider_id", "milestone", "due_on"])


def _done(due: dt.date, rng: np.random.Generator) -> dt.date | None:
    luck = rng.random()
    if luck < KEPT:
        done = due - dt.timedelta(int(rng.integers(0, 30)))
    elif luck < KEPT + LATE:
        done = due + dt.timedelta(int(rng.integers(5, 70)))
    else:
        return None
    return done if done <= AS_OF else None
