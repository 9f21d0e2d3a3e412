"""Bars of counts, one a row, under headings; a blank is a mark and never a bar."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas
from analytics.figures.canvas import Sheet, text_width
from analytics.figures.columns import renamed
from analytics.figures.theme import LEAST_SIZE, Look
from analytics.words import MARK_WORDS, mark

ROW, ROW_STACKED, BAR = 26, 42, 15  # pixels
HEAD = 30  # pixels for a heading
TOP = 4
MOST_NAMES = 0.42  # of the width


def counted_bars(
    frame: pd.DataFrame, look: Look, *, names: Mapping[str, str] | None = None
) -> go.Figure:
    """Draw one bar for each row, in the order given, its number in words beside it.

    Parameters
    ----------
    frame : DataFrame, one row for each bar
        heading (written where it changes; empty for none), label, value with
        value_status, words (what is written beside the bar) and token (of the bar;
        empty for one that is only outlined).
    names : our column -> the frame's own name for it, where it differs
    """
    rows = renamed(frame, names)
    stacked = look.is_narrow
    heads = rows["heading"].ne(rows["heading"].shift()) & rows["heading"].ne("")
    row_high = ROW_STACKED if stacked else ROW
    height = TOP + HEAD * int(heads.sum()) + row_high * len(rows) + 8
    sheet = Sheet(look, height + canvas.foot(look))
    left = 0.0 if stacked else _names_wide(rows, look)
    said = max((text_width(str(each), bold=True) for each in rows["words"]), default=0)
    room = max(look.width - left - said - 14, 40)
    largest = float(rows["value"].max()) if rows["value"].notna().any() else 1.0
    y = float(TOP)
    for has_head, (_, row) in zip(heads, rows.iterrows(), strict=True):
        if has_head:
            sheet.write(0, y + HEAD / 2 + 3, row["heading"], bold=True)
            y += HEAD
        _row(sheet, row, y, left, room / max(largest, 1.0))
        y += row_high
    return sheet.figure()


def _names_wide(rows: pd.DataFrame, look: Look) -> float:
    widest = max((text_width(str(each)) for each in rows["label"]), default=60.0)
    return min(widest + 14, look.width * MOST_NAMES)


def _row(sheet: Sheet, row: pd.Series, top: float, left: float, per_one: float) -> None:
    stacked = sheet.look.is_narrow
    middle = top + (ROW_STACKED - ROW / 2 if stacked else ROW / 2)
    if stacked:
        sheet.write(0, top + 9, row["label"])
    else:
        sheet.write(left - 10, middle, row["label"], across="right")
    if pd.isna(row["value"]):
        status = str(row["value_status"])
        said = f"{mark('', status)} {MARK_WORDS.get(status, '')}"
        sheet.write(left, middle, said, colour="ink_2", size=LEAST_SIZE)
        return
    end = left + float(row["value"]) * per_one
    if row["value"]:
        token = row["token"]
        corners = (left, middle - BAR / 2), (max(end, left + 1.5), middle + BAR / 2)
        if token:
            sheet.box(*corners, fill=token)
        else:
            sheet.box(*corners, edge="context", width=1.2)
    sheet.write(end + 7, middle, str(row["words"]), bold=True)
