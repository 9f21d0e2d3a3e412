"""How much time each provider has left to improve, and what it has promised."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from analytics.assumptions import assumption
from analytics.measures.tiers import OUTSIDE, TIERS
from analytics.protect.statuses import FULL_POSTCODE
from data.queries.providers import read_tier_decisions, read_tier_milestones

if TYPE_CHECKING:
    from data.vault import Vault

ONE_DAY = pd.Timedelta(days=1)
CLOCK_COLUMNS = (
    "provider_id",
    "provider_label",
    "kind",
    "tier",
    "started_on",
    "improve_by",
    "paused_from",
    "paused_to",
    "days_left",
    "days_paused",
    "state",
    "milestones_kept",
    "milestones_late",
    "milestones_missed",
    "milestones_ahead",
    "next_step",
    "next_due_on",
)

# Steps in the guide's words. A council's own wording of a step is free text and stays
# in the vault, so a step that is none of these is told by its date alone.
STEPS = (
    "Virtual wallet",
    "Costed support plans",
    "Readable financial reports",
    "Banking of hours",
    "Co-produced plans",
    "Fading support",
    "Trusted support planning",
    "Record of independence",
    "Community links",
    "Specialist support",
    "Person-centred training",
    "Mentoring",
    "Improvement plan",
    "Transparent costs",
    "Citizens' view",
)
_KNOWN_STEPS = {step.casefold().replace("'", "’"): step for step in STEPS}


def tier_clocks(vault: Vault) -> dict[str, pd.DataFrame]:
    """Say how much time each provider has left to improve, and what it has kept.

    A clock starts with the decision that set an improve-by date. A later decision that
    keeps the tier and sets no date leaves the clock running; one that moves the
    provider up ends it; any other decision with a date starts it anew. Days on which
    the clock stood still are not counted: the improve-by date moves by as many. A
    pause that begins after that date comes too late and moves nothing. A provider that
    moved up and came back down without a new date has no clock.

    Returns
    -------
    dict of DataFrame
        tier_clocks: one row for each provider that has, or had, a clock and has not
        left: provider_label (an organisation's name, a sole trader's id), kind, tier,
        started_on, improve_by (moved by the days paused), paused_from and paused_to
        (of the last pause; blank while it goes on), days_left (below zero when over),
        days_paused, state (running, due, overdue, paused, done), milestones_kept,
        _late, _missed and _ahead (counts), next_step (in the guide's words, or blank)
        and next_due_on.
    """
    decisions = read_tier_decisions(vault).fillna({"kind": "unknown"})
    days = ("decided_on", "improve_by", "paused_from", "paused_to")
    for day in days:
        decisions[day] = pd.to_datetime(decisions[day])
    milestones = read_tier_milestones(vault)
    for day in ("due_on", "done_on"):
        milestones[day] = pd.to_datetime(milestones[day])
    today = pd.Timestamp(vault.as_of)
    rows = []
    for provider_id, history in decisions.groupby("provider_id"):
        clock = _clock(history.sort_values("decided_on"), today)
        if clock is not None:
            steps = milestones[milestones["provider_id"] == provider_id]
            rows.append({**clock, **_steps(steps, clock["started_on"], today)})
    return {"tier_clocks": _typed(pd.DataFrame(rows, columns=list(CLOCK_COLUMNS)))}


def _typed(clocks: pd.DataFrame) -> pd.DataFrame:
    """Hold days as days and words as words, also where there is none."""
    days = ("started_on", "improve_by", "paused_from", "paused_to", "next_due_on")
    words = ("provider_label", "kind", "tier", "state", "next_step")
    counts = [column for column in clocks if column.startswith("milestones_")]
    kinds = {
        **dict.fromkeys(days, "datetime64[us]"),
        **dict.fromkeys([*counts, "days_left", "days_paused"], "int64"),
        **dict.fromkeys(words, "str"),
    }
    return clocks.astype(kinds)


def _clock(history: pd.DataFrame, today: pd.Timestamp) -> dict[str, Any] | None:
    """Return the clock that one provider's last improve-by date set, if any."""
    dated = history[history["improve_by"].notna()]
    if dated.empty:
        return None
    start = dated.iloc[-1]
    since = history[history["decided_on"] >= start["decided_on"]]
    if (since["tier"] == OUTSIDE).any():
        return None
    tier = since.iloc[-1]["tier"]
    moved_up = since[since["tier"].map(TIERS.index) < TIERS.index(start["tier"])]
    is_done = len(moved_up) > 0
    if is_done and TIERS.index(tier) >= TIERS.index(start["tier"]):
        return None  # it moved up, which ended the clock, and came back without a date
    until = moved_up["decided_on"].iloc[0] if is_done else today
    found = _pauses(since, start["decided_on"], until)
    pauses, improve_by = _moved(start["improve_by"], found, until)
    stands = bool(pauses) and pauses[-1][1] is None
    days_left = int((improve_by - today).days)
    paused_from, paused_to = pauses[-1] if pauses else (None, None)
    return {
        "provider_id": start["provider_id"],
        "provider_label": _label(start),
        "kind": start["kind"],
        "tier": tier,
        "started_on": start["decided_on"],
        "improve_by": improve_by,
        "paused_from": paused_from,
        "paused_to": paused_to,
        "days_left": days_left,
        "days_paused": int((improve_by - start["improve_by"]).days),
        "state": "done" if is_done else _state(stands, days_left, today),
    }


Pause = tuple[pd.Timestamp, pd.Timestamp | None]  # both days stand still; None: now


def _pauses(
    since: pd.DataFrame, start: pd.Timestamp, today: pd.Timestamp
) -> list[Pause]:
    """List a clock's pauses up to today, those that overlap as one, the last last."""
    found: list[Pause] = []
    told = since[since["paused_from"].notna() & (since["paused_from"] <= today)]
    for row in told.sort_values("paused_from").itertuples():
        first = max(row.paused_from, start)
        goes_on = pd.isna(row.paused_to) or row.paused_to >= today
        last = None if goes_on else row.paused_to
        if last is not None and last < first:
            continue
        if found and (found[-1][1] is None or found[-1][1] + ONE_DAY >= first):
            first, before = found.pop()
            last = None if before is None or last is None else max(before, last)
        found.append((first, last))
    return found


def _moved(
    improve_by: pd.Timestamp, pauses: list[Pause], today: pd.Timestamp
) -> tuple[list[Pause], pd.Timestamp]:
    """Return the pauses that began in time, and the date as they have moved it.

    A pause that begins when the time is over comes too late to give any back.
    """
    counted = []
    for first, last in pauses:
        if first > improve_by:
            break
        improve_by += (last or today) - first + ONE_DAY
        counted.append((first, last))
    return counted, improve_by


def _state(stands: bool, days_left: int, today: pd.Timestamp) -> str:
    """Name a clock that has not been done with."""
    if stands:
        return "paused"
    if days_left < 0:
        return "overdue"
    soon = assumption("tiers.due_within", today.date()).value
    return "due" if days_left <= soon else "running"


def _label(row: pd.Series) -> str:
    """Name an organisation; a sole trader, or a name with a postcode in it, by id."""
    name = row["provider_name"]
    if pd.isna(name) or FULL_POSTCODE.search(str(name)):
        return str(row["provider_id"])
    return str(name)


def _steps(
    promised: pd.DataFrame, start: pd.Timestamp, today: pd.Timestamp
) -> dict[str, Any]:
    """Count the steps promised since a clock started, and find the next."""
    steps = promised[promised["due_on"] >= start]
    is_done, is_past = steps["done_on"].notna(), steps["due_on"] < today
    is_late = is_done & (steps["done_on"] > steps["due_on"])
    ahead = steps[~is_done & ~is_past].sort_values(["due_on", "milestone"])
    following = ahead.iloc[0] if len(ahead) else None
    return {
        "milestones_kept": int((is_done & ~is_late).sum()),
        "milestones_late": int(is_late.sum()),
        "milestones_missed": int((~is_done & is_past).sum()),
        "milestones_ahead": len(ahead),
        "next_step": None if following is None else _in_our_words(following),
        "next_due_on": None if following is None else following["due_on"],
    }


def _in_our_words(step: pd.Series) -> str | None:
    told = str(step["milestone"]).strip().casefold().replace("'", "’")
    return _KNOWN_STEPS.get(told)
