"""Help given and moves made on one axis of time, one row a help."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas
from analytics.figures.canvas import Sheet, text_width
from analytics.figures.columns import renamed
from analytics.figures.theme import LEAST_SIZE, Look
from analytics.words import date

HEAD, ROW, ROW_STACKED = 30, 24, 42  # pixels
BAR, MARK = 10, 11  # pixels
NAMES_MOST = 0.26  # of the width, for the names
TICK_ROOM = 86  # pixels that the name of a quarter needs
CLEAR = 8  # pixels between a mark and its words


def support(
    frame: pd.DataFrame,
    look: Look,
    *,
    until: pd.Timestamp,
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw each help as a bar, and the moves before and after it as marks.

    Parameters
    ----------
    frame : DataFrame, one row for each help, in the order drawn
        label, help (its kind, words), from_date, to_date (blank while it goes on);
        before_on and after_on (days of moves, blank where there is none), before_move
        and after_move (up, or another), before and after (words).
    until : the last day of the axis
    names : our column -> the frame's own name for it, where it differs
    """
    rows = renamed(frame, names).reset_index(drop=True)
    row_high = ROW_STACKED if look.is_narrow else ROW
    height = HEAD + row_high * len(rows) + 8 + canvas.foot(look)
    sheet = Sheet(look, height)
    widest = max(text_width(str(label)) for label in rows["label"])
    left = 8.0 if look.is_narrow else min(widest + 16, look.width * NAMES_MOST)
    right = look.width - (12 if look.is_narrow else 150)
    days = rows[["from_date", "before_on"]].min().min()
    first = pd.Timestamp(days) - pd.offsets.QuarterBegin(startingMonth=1)
    whole = (until - first) / pd.Timedelta(days=1)

    def x(day: Any) -> float:
        gone = (pd.Timestamp(day) - first) / pd.Timedelta(days=1)
        return left + gone / whole * (right - left)

    _axis(sheet, x, first, until, HEAD + row_high * len(rows))
    for number, row in enumerate(rows.to_dict("records")):
        top = HEAD + row_high * number
        middle = top + (30 if look.is_narrow else row_high / 2)
        label = str(row["label"])
        sheet.write(
            0,
            top + (11 if look.is_narrow else row_high / 2),
            f"{label}: {row['help']}" if look.is_narrow else label,
        )
        _help(sheet, row, x, middle, until)
        _moves(sheet, row, x, middle)
    return sheet.figure()


def _axis(
    sheet: Sheet, x: Any, first: pd.Timestamp, until: pd.Timestamp, foot: float
) -> None:
    """Draw an upright for each half-year, named at the top as far as there is room."""
    halves = pd.date_range(first, until, freq="6MS")
    halves = halves[halves >= first]
    free = -1.0
    for day in halves:
        at = x(day)
        sheet.rule((at, HEAD - 6), (at, foot))
        if at >= free:
            sheet.write(
                at,
                HEAD - 10,
                f"{day:%b %Y}",
                colour="ink_2",
                across="left" if at < 20 else "center",
                upright="bottom",
            )
            free = at + TICK_ROOM
    sheet.rule((x(until), HEAD - 6), (x(until), foot), colour="edge")


def _help(
    sheet: Sheet,
    row: Mapping[str, Any],
    x: Any,
    middle: float,
    until: pd.Timestamp,
) -> None:
    """Draw the days of the help, and name its kind beside what is drawn last."""
    goes_on = pd.isna(row["to_date"])
    end = until if goes_on else row["to_date"]
    start, stop = x(row["from_date"]), max(x(end), x(row["from_date"]) + 3)
    fill = "data_3"
    sheet.box((start, middle - BAR / 2), (stop, middle + BAR / 2), fill=fill)
    ends = "goes on" if goes_on else f"to {date(pd.Timestamp(end).date())}"
    sheet.scatter(
        x=[(start + stop) / 2],
        y=[middle],
        mode="markers",
        marker={"size": 1, "color": sheet.look.colour(fill)},
        text=[
            f"{row['label']}: {row['help']}, from "
            f"{date(pd.Timestamp(row['from_date']).date())}, {ends}"
        ],
        hovertemplate="%{text}<extra></extra>",
    )
    if not sheet.look.is_narrow:
        last = stop
        if pd.notna(row["after_on"]):
            last = max(last, x(row["after_on"]) + MARK / 2)
        sheet.write(
            last + CLEAR,
            middle,
            str(row["help"]),
            colour="ink_2",
            size=LEAST_SIZE,
            paper=True,
        )


def _moves(sheet: Sheet, row: Mapping[str, Any], x: Any, middle: float) -> None:
    """Mark the move before the help and the one after it: up, or down and out."""
    for which in ("before", "after"):
        day = row[f"{which}_on"]
        if pd.isna(day):
            continue
        is_up = row[f"{which}_move"] == "up"
        sheet.scatter(
            x=[x(day)],
            y=[middle],
            mode="markers",
            marker={
                "size": MARK,
                "symbol": "triangle-up" if is_up else "diamond",
                "color": sheet.look.colour("data" if is_up else "accent"),
                "opacity": 1,
                "line": {"color": sheet.look.colour("paper"), "width": 1},
            },
            text=[f"{row['label']}: {row[which]}"],
            hovertemplate="%{text}<extra></extra>",
            cliponaxis=False,
        )
