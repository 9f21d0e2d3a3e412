"""Who is running out of time to improve, and what each has kept of its promises."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analytics import words
from analytics.evidence import Evidence

RUNNING = ("running", "due", "overdue", "paused")
ORDER = {"paused": 1}  # a clock that stands still comes last


def clocks(evidence: Evidence) -> pd.DataFrame:
    """Return the clocks of the kind chosen that are not done with, least time first.

    Returns
    -------
    DataFrame, one row for each provider
        as the table tier_clocks, with milestones and next (words).
    """
    rows = evidence["tier_clocks"]
    kind = evidence.selection.get("kind", "all")
    if kind != "all":
        rows = rows[rows["kind"] == kind]
    rows = rows[rows["state"].isin(RUNNING)]
    rows = rows.assign(
        milestones=[_kept(row) for row in rows.to_dict("records")],
        next=[_next(row) for row in rows.to_dict("records")],
        order=rows["state"].map(ORDER).fillna(0),
    )
    by = ["order", "days_left", "provider_label"]
    return rows.sort_values(by, ignore_index=True).drop(columns="order")


def next_letters(evidence: Evidence) -> list[dict[str, Any]]:
    """Return what is known of the leaving of each provider whose time is over.

    Returns
    -------
    list of rows of the table phase_out, longest overdue first
        None where nobody is overdue, or where nothing is known of their people.
    """
    if not (evidence.has("tier_clocks") and evidence.has("phase_out")):
        return []
    rows = clocks(evidence)
    over = rows.loc[rows["state"] == "overdue", "provider_id"]
    known = evidence["phase_out"].set_index("provider_id", drop=False)
    return [dict(known.loc[each]) for each in over if each in known.index]


def _kept(row: dict[str, object]) -> str:
    """Say what became of the steps whose day has come: 2 kept, 1 late."""
    said = [
        f"{words.count(float(str(row[f'milestones_{how}'])))} {how}"
        for how in ("kept", "late", "missed")
        if row[f"milestones_{how}"]
    ]
    return ", ".join(said) or "none due yet"


def _next(row: dict[str, object]) -> str:
    """Name the next step and its day: Virtual wallet by 30 November 2026."""
    if pd.isna(row["next_due_on"]):
        return "no step ahead"
    day = words.date(pd.Timestamp(str(row["next_due_on"])).date())
    step = row["next_step"]
    named = isinstance(step, str) and step != ""
    return f"{step} by {day}" if named else f"a step due {day}"


def clocks_heading(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Head the clocks with what needs attention."""
    over = int((frame["state"] == "overdue").sum())
    if not over:
        return "Who is running out of time?"
    verb = "has" if over == 1 else "have"
    return f"Who is running out of time? {words.count(over)} {verb} run out"


def clocks_sub(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Count the clocks and say what the marks are."""
    return (
        f"{words.plural(len(frame), 'provider')} inside an improvement period, at "
        f"{words.date(evidence.about.as_of)}. Solid: time used. Outline: time left. "
        "Hatched: clock paused, not counted. Upright mark: improve-by date, moved by "
        "the days paused"
    )


def clocks_finding(frame: pd.DataFrame, evidence: Evidence) -> str:
    """Say who is over, who is next and how many stand still."""
    said = []
    over = frame[frame["state"] == "overdue"]
    for row in over.to_dict("records"):
        days = words.plural(-int(row["days_left"]), "day")
        said.append(f"{row['provider_label']} is {days} over")
    ahead = frame[frame["state"].isin(["due", "running"])]
    if len(ahead):
        first = ahead.iloc[0]
        days = words.plural(int(first["days_left"]), "day")
        said.append(f"{first['provider_label']} is next, with {days} left")
    paused = int((frame["state"] == "paused").sum())
    if paused:
        said.append(f"{words.plural(paused, 'clock')} paused")
    return f"Of {words.plural(len(frame), 'clock')}: " + "; ".join(said) + "."
