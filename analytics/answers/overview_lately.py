"""What moved since the last quarter, on the pages whose rows go back in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from analytics import words
from analytics.answers import tiers
from analytics.evidence import Page

MONTHS_BACK = 3
LEAST_SHARE = 0.0005  # that would be written as a change


@dataclass(frozen=True)
class Since:
    """What changed on one line: a few words, and what else there is to say.

    Attributes
    ----------
    since : the day from which, where it is one number on two days
    """

    head: str
    text: str = ""
    since: dt.date | None = None


def by_points(change: float) -> str:
    """Write a change of a share: up 0.3 points."""
    if abs(change) < LEAST_SHARE:
        return "No change"
    return f"{'Up' if change > 0 else 'Down'} {abs(change) * 100:.1f} points"


def lately(name: str, now: Page) -> Since | None:
    """Say what moved in the last quarter, None where the page cannot tell."""
    known = LATELY.get(name)
    if known is None:
        return None
    chart, say = known
    drawn = now.charts.get(chart)
    if drawn is None or drawn.error or drawn.frame.empty:
        return None
    return say(drawn.frame, now)


def _tiers_lately(frame: pd.DataFrame, now: Page) -> Since | None:
    days = pd.to_datetime(frame["quarter_end"])
    moved = tiers.moves(frame[days == days.max()].assign(quarter_end=days.max()))
    said = [
        f"{words.count(number)} {what}"
        for number, what in (
            (moved.up, "moved up"),
            (moved.down, "moved down"),
            (moved.joined, "joined"),
            (moved.left, "left"),
        )
        if number
    ]
    return Since(", ".join(said) or "Nobody moved", words.quarter(days.max().date()))


def _uptake_lately(frame: pd.DataFrame, now: Page) -> Since | None:
    known = frame[frame["people"].notna()].tail(2)
    shares = known["share"]
    if len(known) < 2 or shares.isna().any():
        return None
    first, last = (pd.Timestamp(day).date() for day in known["quarter_end"])
    change = float(shares.iloc[-1] - shares.iloc[-2])
    return Since(by_points(change), words.quarter(last), first)


def _waiting_lately(frame: pd.DataFrame, now: Page) -> Since | None:
    rows = frame[frame["people"].notna()]
    if len(rows) <= MONTHS_BACK:
        return None
    back = rows.iloc[-1 - MONTHS_BACK]
    change = round(float(rows["people"].iloc[-1] - back["people"]))
    day = pd.Timestamp(back["month_end"]).date()
    when = f"Since the end of {day:%B %Y}"
    if change == 0:
        return Since("As many people waiting", when, day)
    noun = "person" if abs(change) == 1 else "people"
    said = f"{words.count(abs(change))} {'more' if change > 0 else 'fewer'} {noun}"
    return Since(said, when, day)


LATELY: Mapping[str, tuple[str, Callable[[pd.DataFrame, Page], Since | None]]] = {
    "tiers": ("tier_flow", _tiers_lately),
    "uptake": ("uptake_trend", _uptake_lately),
    "waiting": ("waiting_trend", _waiting_lately),
}
