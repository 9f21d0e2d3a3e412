"""Where a flow's columns, blocks and ribbons stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.figures.theme import Look

OUTSIDE = "none"  # the level of what has not joined yet, or has left
BLOCKS, BLOCKS_NARROW = 268, 300  # pixels for the blocks of the fullest column
LARGEST_UNIT = 14.0  # pixels that one may take, where there are few
BAR, BAR_SHARE = 16, 0.4  # pixels across a column, at most this share of a step
HEAD = 54  # pixels over the first block: the date, its year and the number
GAP, GAP_NARROW = 30, 56  # pixels between blocks: the next number, on a phone a name
LEFT, RIGHT = 100, 156  # pixels for the names and for the sums
NAMES_CLEAR = 14  # pixels from a name to its column
MARGIN_NARROW = 8  # pixels
LEAVES_AT = 46  # pixels right of a bar where those who leave reach the foot


@dataclass(frozen=True)
class Columns:
    """Where each column stands and each block begins, in pixels.

    Attributes
    ----------
    days : last day of each quarter, one a column
    across : left edge of each column's bar
    bar : width of a bar
    unit : pixels down for each thing counted
    tops, stock : level -> top of its block, and number in it, in each column
    floor : lowest end of any block
    """

    levels: list[str]
    days: list[pd.Timestamp]
    across: list[float]
    bar: float
    unit: float
    tops: Mapping[str, list[float]]
    stock: Mapping[str, list[float]]
    floor: float

    @property
    def step(self) -> float:
        """Return the pixels from one column to the next."""
        return self.across[1] - self.across[0]

    def rank(self, level: str) -> int:
        """Return the place of a level from the top; outside is the lowest."""
        return self.levels.index(level) if level in self.levels else len(self.levels)


@dataclass(frozen=True)
class Ribbon:
    """What moved from one column to the next, and how far down it begins and ends."""

    column: int
    before: str
    after: str
    number: float
    start: float
    end: float


def place_columns(
    rows: pd.DataFrame,
    levels: list[str],
    look: Look,
    months: int = 3,
    names_wide: float = 0,
) -> Columns:
    """Count what stands in each column and give each block its place."""
    ends = pd.to_datetime(rows["quarter_end"])
    moves = [pd.Timestamp(day) for day in sorted(ends.unique())]
    days = [moves[0] - pd.offsets.MonthEnd(months), *moves]
    before = rows.groupby([ends, "before"])["number"].sum()
    after = rows.groupby([ends, "after"])["number"].sum()
    stock = {
        level: [
            float(before.get((moves[0], level), 0)),
            *(float(after.get((day, level), 0)) for day in moves),
        ]
        for level in levels
    }
    stack = _lanes if look.is_narrow else _pile
    unit, tops, floor = stack(stock)
    left, right = (
        (MARGIN_NARROW,) * 2
        if look.is_narrow
        else (max(LEFT, names_wide + NAMES_CLEAR), RIGHT)
    )
    room = look.width - left - right
    bar = min(BAR, BAR_SHARE * room / len(moves))
    across = np.linspace(left, look.width - right - bar, len(days)).round(1)
    return Columns(levels, days, across.tolist(), bar, unit, tops, stock, floor)


Stack = tuple[float, dict[str, list[float]], float]


def _pile(stock: Mapping[str, list[float]]) -> Stack:
    """Pile each column's blocks up, best on top, with room between for a number."""
    fullest = max(sum(column) for column in zip(*stock.values(), strict=True))
    unit = min(BLOCKS / max(fullest, 1), LARGEST_UNIT)
    heights = np.full(len(next(iter(stock.values()))), HEAD, float)
    tops = {}
    for level, numbers in stock.items():
        tops[level] = heights.tolist()
        heights = heights + np.array(numbers) * unit + GAP
    return unit, tops, float(heights.max() - GAP)


def _lanes(stock: Mapping[str, list[float]]) -> Stack:
    """Give each level a lane as deep as its fullest column, and room for its name.

    On a phone there is no side to write names and sums on.
    """
    fullest = {level: max(numbers) for level, numbers in stock.items()}
    unit = min(BLOCKS_NARROW / max(sum(fullest.values()), 1), LARGEST_UNIT)
    tops, y = {}, float(HEAD + GAP_NARROW - GAP)
    for level, numbers in stock.items():
        tops[level] = [y] * len(numbers)
        y += fullest[level] * unit + GAP_NARROW
    return unit, tops, y - GAP_NARROW


def place_ribbons(rows: pd.DataFrame, columns: Columns) -> list[Ribbon]:
    """Give each ribbon its place in the block that it leaves and the one it enters.

    In a block ribbons stand in the order of the levels at their other end, so that
    those who go up leave from the top and those who go altogether from the foot.
    """
    order = [*columns.levels, OUTSIDE]
    ends = pd.to_datetime(rows["quarter_end"])
    numbers = rows.groupby([ends, "before", "after"])["number"].sum()
    used: dict[tuple[str, int, str], float] = defaultdict(float)
    ribbons = []
    for i, day in enumerate(columns.days[1:]):
        for before in order:
            for after in order:
                number = float(numbers.get((day, before, after), 0))
                if not number or before == after == OUTSIDE:
                    continue
                start = end = 0.0
                if before != OUTSIDE:
                    start = columns.tops[before][i] + used["from", i, before]
                    used["from", i, before] += number * columns.unit
                if after != OUTSIDE:
                    end = columns.tops[after][i + 1] + used["to", i, after]
                    used["to", i, after] += number * columns.unit
                ribbons.append(Ribbon(i, before, after, number, start, end))
    return ribbons


def leaves_at(columns: Columns) -> float:
    """Return the pixels right of a bar where those who leave reach the foot."""
    return min(LEAVES_AT, columns.step - columns.bar - 4)
