"""Clocks that run down, one a row, on one common axis of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas, theme
from analytics.figures.canvas import Sheet, text_width
from analytics.figures.columns import renamed
from analytics.figures.theme import Look
from analytics.words import date, plural

HEAD, ROW = 52, 40  # pixels
HEAD_NARROW, ROW_NARROW = 44, 108  # pixels; there a row is four lines
BAR, MARK, TAG = 10, 22, 22  # pixels: the bar, the improve-by date, a tag
TAG_PAD = 9  # pixels
MIDDLE_NARROW = 62  # pixels from the top of a phone's row to the middle of its bar
# Where the columns of words begin, and the axis between them, as shares of the width.
LEFT_ENDS, BY, KEPT, NEXT = 0.233, 0.247, 0.735, 0.842
AXIS = (0.392, 0.712)
TICK_ROOM = 76  # pixels that a month with its year needs
MONTHS = (1, 2, 3, 6, 12, 24)
OVERDUE, DUE, PAUSED = "overdue", "due", "paused"


@dataclass(frozen=True)
class _Axis:
    """The common axis of time, and today on it."""

    first: pd.Timestamp
    last: pd.Timestamp
    left: float
    right: float
    today: pd.Timestamp

    def x(self, day: pd.Timestamp) -> float:
        """Return the pixel across for a day."""
        share = (day - self.first) / (self.last - self.first)
        return float(self.left + share * (self.right - self.left))


def clocks(
    frame: pd.DataFrame,
    look: Look,
    *,
    as_of: dt.date,
    heads: Mapping[str, str],
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw each clock: time used, time left, time paused, and the day it ends.

    Parameters
    ----------
    frame : DataFrame, one row for each clock
        label, started_on, ends_on, paused_from, paused_to (empty: still paused),
        days_left, state (running, due, overdue or paused), kept and next (words).
    as_of : the day that is "today"
    heads : label, left, by, kept and next -> the words over that column
    names : our column -> the frame's own name for it, where it differs
    """
    rows = renamed(frame, names)
    rows = rows.assign(is_paused=rows["state"] == PAUSED).sort_values(
        ["is_paused", "days_left", "label"], ignore_index=True
    )
    for day in ("started_on", "ends_on", "paused_from", "paused_to"):
        rows[day] = pd.to_datetime(rows[day])
    head = HEAD_NARROW if look.is_narrow else HEAD
    per_row = ROW_NARROW if look.is_narrow else ROW
    foot = head + per_row * len(rows)
    sheet = Sheet(look, foot + 8 + canvas.foot(look))
    axis = _axis(rows, look, pd.Timestamp(as_of))
    _head(sheet, axis, heads)
    x = axis.x(axis.today)
    for number, row in enumerate(rows.to_dict("records")):
        top = float(head + per_row * number)
        end = top + per_row
        sheet.rule((0, end), (look.width, end))
        middle = top + (MIDDLE_NARROW if look.is_narrow else ROW / 2)
        # On a phone the line of today keeps out of the words over and under the bar.
        reach = MARK if look.is_narrow else ROW
        ends = (x, middle - reach / 2), (x, middle + reach / 2)
        sheet.rule(*ends, colour="accent", width=1.4, dash="7px,4px", above=True)
        _clock(sheet, axis, row, middle)
        write = _write_narrow if look.is_narrow else _write_wide
        write(sheet, row, top)
    _today(sheet, axis, head)
    return sheet.figure()


Row = Mapping[str, Any]


def _day(row: Row, column: str) -> pd.Timestamp:
    """Return a date of a row, NaT where there is none."""
    return pd.Timestamp(row[column])


def _axis(rows: pd.DataFrame, look: Look, today: pd.Timestamp) -> _Axis:
    """Choose an axis that holds every clock and today."""
    first = min([*rows["started_on"], today]) - pd.Timedelta(days=14)
    last = max([*rows["ends_on"], today]) + pd.Timedelta(days=14)
    left, right = (
        (4.0, look.width - 6.0)
        if look.is_narrow
        else (
            AXIS[0] * look.width,
            AXIS[1] * look.width,
        )
    )
    return _Axis(first, last, left, right, today)


def _head(sheet: Sheet, axis: _Axis, heads: Mapping[str, str]) -> None:
    """Write the heads of the columns and the months of the axis."""
    head = HEAD_NARROW if sheet.look.is_narrow else HEAD
    sheet.rule((0, head), (sheet.look.width, head), colour="ink", width=2)
    n_months = (axis.last - axis.first).days / 30.4
    fits = max(1, int((axis.right - axis.left) / TICK_ROOM))
    every = next((m for m in MONTHS if n_months / m <= fits), MONTHS[-1])
    for day in pd.date_range(axis.first, axis.last, freq="MS"):
        x = axis.x(day)
        inside = axis.left + 20 < x < sheet.look.width - 30
        if (day.month - 1) % every == 0 and inside:
            sheet.write(
                x,
                4,
                f"{day:%b %Y}",
                colour="ink_2",
                across="center",
                upright="top",
            )
    if sheet.look.is_narrow:
        return
    places = {"label": 0.0, "left": LEFT_ENDS, "by": BY, "kept": KEPT, "next": NEXT}
    for column, share in places.items():
        sheet.write(
            share * sheet.look.width,
            head - 8,
            heads[column],
            bold=True,
            across="right" if column == "left" else "left",
            upright="bottom",
        )


def _today(sheet: Sheet, axis: _Axis, head: float) -> None:
    """Name today once, over its line."""
    x = axis.x(axis.today)
    sheet.write(
        min(x, sheet.look.width - 20),
        head - 4,
        "today",
        bold=True,
        colour="accent_ink",
        size=theme.LEAST_SIZE,
        across="center",
        upright="bottom",
    )


def _clock(sheet: Sheet, axis: _Axis, row: Row, middle: float) -> None:
    """Draw time used, left and paused, and an upright where the clock ends."""
    start, end = _day(row, "started_on"), _day(row, "ends_on")
    paused_from, paused_to = _day(row, "paused_from"), _day(row, "paused_to")
    is_paused, is_over = row["state"] == PAUSED, row["state"] == OVERDUE
    sheet.rule((axis.left, middle), (axis.right, middle))
    top, foot = middle - BAR / 2, middle + BAR / 2
    used_until = paused_from if is_paused else axis.today
    used = (axis.x(start), top), (axis.x(used_until), foot)
    sheet.box(*used, fill="accent" if is_over else "data")
    if end > axis.today:
        left = (axis.x(axis.today), top), (axis.x(end), foot)
        edge = "context" if is_paused else "data"
        sheet.box(*left, fill="paper", edge=edge)
    if not pd.isna(paused_from) and paused_from < axis.today:
        until = axis.today if pd.isna(paused_to) else min(paused_to, axis.today)
        _hatch(sheet, axis.x(paused_from), axis.x(until), top, foot)
    if not is_paused:
        x = axis.x(end)
        upright = (x, middle - MARK / 2), (x, middle + MARK / 2)
        sheet.rule(*upright, colour="ink", width=3, above=True)


def _hatch(sheet: Sheet, x0: float, x1: float, top: float, foot: float) -> None:
    """Cover the time that is not counted with level-edged hatching on paper."""
    sheet.box((x0, top), (x1, foot), fill="paper")
    sheet.scatter(
        x=[x0, x1, x1, x0, x0],
        y=[top, top, foot, foot, top],
        mode="lines",
        line={"color": sheet.look.colour("context"), "width": 1.4},
        fill="toself",
        fillpattern={
            "shape": "/",
            "fgcolor": sheet.look.colour("context"),
            "bgcolor": sheet.look.colour("paper"),
            "size": 6,
            "solidity": 0.25,
        },
        hoverinfo="skip",
    )


def _time_left(row: Row) -> str:
    days = int(row["days_left"])
    if row["state"] == PAUSED:
        return "paused"
    return f"{plural(-days, 'day')} over" if days < 0 else plural(days, "day")


def _by(row: Row) -> str:
    if row["state"] == PAUSED:
        return f"Stopped {date(_day(row, 'paused_from').date())}"
    return date(_day(row, "ends_on").date())


def _tag(sheet: Sheet, row: Row, right: float, middle: float) -> None:
    """Write the time left; overdue and paused in a tag, in words."""
    words = _time_left(row)
    state = row["state"]
    is_tag = state in (OVERDUE, PAUSED)
    x = right - (TAG_PAD if is_tag else 0)
    if is_tag:
        wide = text_width(words, bold=state == OVERDUE) + 2 * TAG_PAD
        corners = (right - wide, middle - TAG / 2), (right, middle + TAG / 2)
        fill, edge = ("accent", None) if state == OVERDUE else ("paper", "edge")
        sheet.box(*corners, fill=fill, edge=edge)
    sheet.write(
        x,
        middle,
        words,
        bold=state == OVERDUE,
        colour="on_accent" if state == OVERDUE else "ink",
        across="right",
    )


def _write_wide(sheet: Sheet, row: Row, top: float) -> None:
    """Write one row's words in their columns."""
    middle, width = top + ROW / 2, sheet.look.width
    _tag(sheet, row, LEFT_ENDS * width, middle)
    label, room = str(row["label"]), LEFT_ENDS * width - 96
    sheet.write(0, middle, canvas.wrapped(label, room), bold=True)
    sheet.write(BY * width, middle, _by(row))
    kept = canvas.wrapped(str(row["kept"]), (NEXT - KEPT) * width - 8)
    sheet.write(KEPT * width, middle, kept)
    following = canvas.wrapped(str(row["next"]), (1 - NEXT) * width)
    sheet.write(NEXT * width, middle, following)


def _write_narrow(sheet: Sheet, row: Row, top: float) -> None:
    """Write one row's words over and under its clock."""
    _tag(sheet, row, sheet.look.width - 2, top + 20)
    label = canvas.wrapped(str(row["label"]), sheet.look.width - 100)
    sheet.write(0, top + 20, label, bold=True)
    by = _by(row) if row["state"] == PAUSED else f"Improve by {_by(row)}"
    sheet.write(0, top + 42, by, colour="ink_2")
    kept = f"{row['kept']}. Next: {row['next']}"
    sheet.write(0, top + 86, canvas.wrapped(kept, sheet.look.width), colour="ink_2")
