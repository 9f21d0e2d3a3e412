"""Words round a flow: its dates, its levels, who joined and who left."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

from analytics.figures import canvas, theme
from analytics.figures.canvas import Sheet, text_width
from analytics.figures.flow_places import OUTSIDE, RIGHT, Columns, Ribbon, leaves_at
from analytics.words import count

FALL, FOOT = 44, 28  # pixels under the blocks: those who leave, and their number
CROWDED = 24  # pixels from column to column; under this joiners are summed up
DATE_ROOM = 66  # pixels that "12 left" needs beside the next
SHORT_WORD = 14  # pixels, half of "Sep"
NUMBER_ROOM = 30  # pixels that the number on a column needs


def is_crowded(columns: Columns) -> bool:
    """Say whether there is no room for words at each column."""
    return columns.step < CROWDED


def sum_up(sheet: Sheet, y: float, ribbons: list[Ribbon]) -> None:
    """Say once how many left and joined, where there is no room at each column."""
    left = sum(each.number for each in ribbons if each.after == OUTSIDE)
    joined = sum(each.number for each in ribbons if each.before == OUTSIDE)
    sheet.write(
        0,
        y,
        f"{count(left)} left and {count(joined)} joined in all",
        colour="accent_ink",
        size=theme.LEAST_SIZE,
        upright="top",
    )


def name_leavers(sheet: Sheet, columns: Columns, ribbons: list[Ribbon]) -> None:
    """Write at the foot how many left in each quarter."""
    left: dict[int, float] = defaultdict(float)
    for ribbon in ribbons:
        if ribbon.after == OUTSIDE:
            left[ribbon.column] += ribbon.number
    short = columns.step < DATE_ROOM
    for column, number in left.items():
        x = columns.across[column] + columns.bar + leaves_at(columns)
        sheet.write(
            min(x, sheet.look.width - 20),
            columns.floor + FALL + 5,
            f"−{count(number)}" if short else f"{count(number)} left",
            colour="accent_ink",
            size=theme.LEAST_SIZE,
            across="center",
            upright="top",
        )


def name_dates(sheet: Sheet, columns: Columns) -> None:
    """Name the day of each column, its year at the first and where it turns."""
    every = max(1, math.ceil(NUMBER_ROOM * 1.2 / columns.step))
    last, year = len(columns.days) - 1, 0
    for i, day in enumerate(columns.days):
        if (last - i) % every:
            continue
        has_year = day.year != year and columns.step * every >= NUMBER_ROOM
        year = day.year
        x = columns.across[i] + columns.bar / 2
        sheet.write(
            x,
            2,
            f"{day:%b}<br><b>{day:%Y}</b>" if has_year else f"{day:%b}",
            colour="ink_2",
            size=theme.LEAST_SIZE,
            across="left"
            if x < 14
            else "right"
            if x > sheet.look.width - 14
            else "center",
            upright="top",
        )


def _inside(x: float, width: float) -> canvas.Anchor:
    """Anchor a short word so that it does not leave the figure."""
    if x < SHORT_WORD:
        return "left"
    return "right" if x > width - SHORT_WORD else "center"


def name_joiners(sheet: Sheet, columns: Columns, ribbons: list[Ribbon]) -> None:
    """Write +2 at the foot of the block that two have joined."""
    across: canvas.Anchor
    drop: float
    for ribbon in ribbons:
        if ribbon.before != OUTSIDE:
            continue
        i = ribbon.column + 1
        foot = ribbon.end + ribbon.number * columns.unit
        x, bar = columns.across[i], columns.bar
        if columns.rank(ribbon.after) == len(columns.levels) - 1:
            x, across, drop = x + bar / 2, "center", 2.0
        elif i == len(columns.days) - 1:
            x, across, drop = x - 2, "right", 1.0
        else:  # right of the foot, because moves up arrive at its left
            x, across, drop = x + bar + 1, "left", 1.0
        sheet.write(
            x,
            foot + drop,
            f"+{count(ribbon.number)}",
            bold=True,
            size=theme.LEAST_SIZE,
            across=across,
            upright="top",
        )


def name_levels(
    sheet: Sheet,
    columns: Columns,
    levels: Mapping[str, tuple[str, str]],
) -> None:
    """Name the levels at the first column, and sum them up at the last."""
    whole = sum(columns.stock[level][-1] for level in columns.levels)
    for level, (name, word) in levels.items():
        first, last = columns.stock[level][0], columns.stock[level][-1]
        sums = f"{count(last)} of {count(whole)} in {name}"
        if text_width(sums, bold=True) > RIGHT - 12:
            sums = f"{count(last)} of {count(whole)}"
        was = _was(first, last)
        if sheet.look.is_narrow:
            top = columns.tops[level][0] - 32
            sheet.write(0, top, f"<b>{name}</b> {word}", paper=True)
            text = f"{count(last)} of {count(whole)}, {was}"
            x = sheet.look.width - 2.0
            sheet.write(x, top, text, across="right", paper=True)
            continue
        middle = columns.tops[level][0] + first * columns.unit / 2
        x = columns.across[0] - 12
        _pair(sheet, x, middle, name, word, across="right")
        middle = columns.tops[level][-1] + last * columns.unit / 2
        x = columns.across[-1] + columns.bar + 12
        _pair(sheet, x, middle, sums, was, across="left")


def _was(first: float, last: float) -> str:
    if first == last:
        return f"as at first, {count(first)}"
    return f"{'up' if last > first else 'down'} from {count(first)}"


def _pair(
    sheet: Sheet,
    x: float,
    y: float,
    name: str,
    word: str,
    *,
    across: canvas.Anchor,
) -> None:
    """Write a name in bold and a word under it, round one height."""
    sheet.write(x, y, name, bold=True, across=across, upright="bottom")
    sheet.write(x, y, word, colour="ink_2", across=across, upright="top")
