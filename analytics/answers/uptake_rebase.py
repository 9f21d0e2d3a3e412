"""Where a person has the limits started anew, and the reason that they give."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from analytics.selection import Selection

CHOICE = "rebase"  # in the address: 2025-03-31:Support service changed hands
REASON, NEXT = ":", "|"
MOST = 3  # limits that start anew more often explain everything away
# Plain words: they are drawn inside the chart and written into files.
PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ,.;'’()&/%£–-]{2,79}")


@dataclass(frozen=True)
class Rebase:
    """One new start: the first quarter that the new limits rest on, and why."""

    quarter_end: dt.date
    reason: str


def rebases(selection: Selection) -> tuple[Rebase, ...]:
    """Return the new starts that a selection holds, in order of time."""
    told = selection.get(CHOICE) or ""
    return tuple(sorted(map(_read, filter(None, told.split(NEXT))), key=_when))


def _read(part: str) -> Rebase:
    day, _, reason = part.partition(REASON)
    return Rebase(dt.date.fromisoformat(day.strip()), reason.strip())


def _when(rebase: Rebase) -> dt.date:
    return rebase.quarter_end


def why_refused(told: str, quarters: Sequence[str]) -> str:
    """Say in one sentence why new starts cannot be taken, nothing where they can.

    Parameters
    ----------
    told : as in the address: a quarter's last day, a colon and the reason; several
        parted by upright strokes
    quarters : last days of the quarters that are told, as in the address
    """
    parts = told.split(NEXT)
    if len(parts) > MOST:
        return f"Limits are started anew {MOST} times at most, so none was."
    days = [part.partition(REASON)[0].strip() for part in parts]
    for day, part in zip(days, parts, strict=True):
        if day not in sorted(quarters)[1:]:
            return (
                f"“{day[:20]}” is no last day of a quarter after the first, so the "
                "limits were not started anew."
            )
        reason = part.partition(REASON)[2].strip()
        if not reason:
            return (
                f"Limits are started anew for a written reason only: put it after the "
                f"date, as in {CHOICE}={day}{REASON}Support service changed hands."
            )
        if not PLAIN.fullmatch(reason):
            return (
                f"The reason “{reason[:20]}” was not taken, nor its limits: write 3 to "
                "80 letters, digits and plain punctuation."
            )
    if len(set(days)) < len(days):
        return "A quarter is named twice, so the limits were not started anew."
    return ""
