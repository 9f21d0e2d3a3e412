"""Who would move under another framework, on the evidence as it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from analytics.tiers.framework import TIERS, Version
from analytics.tiers.judging import Item, Judgement, judge

Move = Literal["up", "down", "stays", "cannot_tell"]


@dataclass(frozen=True)
class Change:
    """What one provider's evidence shows under each of two frameworks."""

    before: Judgement
    after: Judgement

    @property
    def move(self) -> Move:
        """Name the move; one that is not sure, whatever is open, cannot be told."""
        ends = [
            (TIERS.index(each.highest), TIERS.index(each.lowest))
            for each in (self.before, self.after)
        ]
        (best_before, worst_before), (best_after, worst_after) = ends
        if worst_after < best_before:
            return "up"
        if best_after > worst_before:
            return "down"
        return "stays" if ends[0] == ends[1] else "cannot_tell"


def change(
    before: Version, after: Version, items: Iterable[Item], on: dt.date
) -> Change:
    """Judge one provider's evidence of a day under two versions."""
    known = list(items)
    return Change(judge(before, known, on), judge(after, known, on))
