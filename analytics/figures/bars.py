"""Bars of counts, one a row, under headings; a blank is a mark and never a bar."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas
from analytics.figures.canvas import Sheet, text_width, wrapped
from analytics.figures.columns import renamed
from analytics.figures.theme import LEAST_SIZE, Look
from analytics.words import MARK_WORDS, mark

ROW, ROW_STACKED, BAR = 26, 42, 15  # pixels
HEAD = 32  # pixels for a heading
TOP, GUTTER = 4, 36
COLUMN = 360  # pixels that a column of headed groups needs
MOST_NAMES = 0.42  # of the width


@dataclass(frozen=True)
class _Column:
    """Where one column of bars stands, in pixels."""

    left: float
    width: float
    names: float
    per_one: float
    row: float

    @property
    def is_stacked(self) -> bool:
        return self.row == ROW_STACKED


def counted_bars(
    frame: pd.DataFrame, look: Look, *, names: Mapping[str, str] | None = None
) -> go.Figure:
    """Draw one bar for each row, in the order given, its number in words beside it.

    Groups under headings stand in columns side by side where there is room for them.

    Parameters
    ----------
    frame : DataFrame, one row for each bar
        heading (written where it changes; empty for none), label, value with
        value_status, words (what is written beside the bar) and token (of the bar;
        empty for one that is only outlined).
    names : our column -> the frame's own name for it, where it differs
    """
    rows = renamed(frame, names)
    number = (rows["heading"] != rows["heading"].shift()).cumsum()
    groups = [each for _, each in rows.groupby(number, sort=False)]
    n_columns = max(1, min(int(look.width // COLUMN), len(groups) // 2))
    width = (look.width - GUTTER * (n_columns - 1)) / n_columns
    row = ROW_STACKED if look.is_narrow or n_columns > 1 else ROW
    parts = _parted(groups, n_columns, row)
    height = TOP + max(sum(_tall(each, row) for each in part) for part in parts)
    sheet = Sheet(look, height + 8 + canvas.foot(look))
    for place, part in enumerate(parts):
        left = place * (width + GUTTER)
        _column(sheet, _measured(rows, left, width, row), part)
    return sheet.figure()


def _tall(group: pd.DataFrame, row: float) -> float:
    return row * len(group) + (HEAD if group["heading"].iloc[0] else 0)


def _parted(
    groups: list[pd.DataFrame], n_columns: int, row: float
) -> list[list[pd.DataFrame]]:
    """Part the groups, in their order, so that the fullest column is the least full."""

    def parts(cuts: tuple[int, ...]) -> list[list[pd.DataFrame]]:
        ends = [0, *cuts, len(groups)]
        return [groups[a:b] for a, b in itertools.pairwise(ends)]

    def fullest(cuts: tuple[int, ...]) -> float:
        return max(sum(_tall(each, row) for each in part) for part in parts(cuts))

    places = range(1, len(groups))
    return parts(min(itertools.combinations(places, n_columns - 1), key=fullest))


def _measured(rows: pd.DataFrame, left: float, width: float, row: float) -> _Column:
    """Give every column one scale, and room for the longest words."""
    names = 0.0
    if row == ROW:
        widest = max((text_width(str(each)) for each in rows["label"]), default=60.0)
        names = min(widest + 14, width * MOST_NAMES)
    said = max((text_width(str(each), bold=True) for each in rows["words"]), default=0)
    room = max(width - names - said - 14, 40)
    largest = float(rows["value"].max()) if rows["value"].notna().any() else 1.0
    return _Column(left, width, names, room / max(largest, 1.0), row)


def _column(sheet: Sheet, column: _Column, groups: list[pd.DataFrame]) -> None:
    y = float(TOP)
    for group in groups:
        heading = group["heading"].iloc[0]
        if heading:
            sheet.write(column.left, y + HEAD / 2 + 4, heading, bold=True)
            y += HEAD
        for _, row in group.iterrows():
            _row(sheet, row, y, column)
            y += column.row


def _row(sheet: Sheet, row: pd.Series, top: float, column: _Column) -> None:
    middle = top + (ROW_STACKED - ROW / 2 if column.is_stacked else ROW / 2)
    left = column.left + column.names
    if column.is_stacked:
        sheet.write(column.left, top + 9, row["label"])
    else:
        label = wrapped(str(row["label"]), column.names - 12)
        sheet.write(left - 10, middle, label, across="right")
    if pd.isna(row["value"]):
        status = str(row["value_status"])
        said = f"{mark('', status)} {MARK_WORDS.get(status, '')}"
        sheet.write(left, middle, said, colour="ink_2", size=LEAST_SIZE)
        return
    end = left + float(row["value"]) * column.per_one
    if row["value"]:
        token = row["token"]
        corners = (left, middle - BAR / 2), (max(end, left + 1.5), middle + BAR / 2)
        if token:
            sheet.box(*corners, fill=token)
        else:
            sheet.box(*corners, edge="context", width=1.2)
    sheet.write(end + 7, middle, str(row["words"]), bold=True)
