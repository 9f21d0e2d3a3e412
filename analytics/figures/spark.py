"""Lines without a frame: how a few numbers went, their first value and their last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figures.canvas import Sheet, foot, text_width
from analytics.figures.columns import renamed
from analytics.figures.theme import LEAST_SIZE, Look
from analytics.words import MARKS, mark

HEIGHT = 104  # pixels from the top to the days
TOP, DAYS, APART = 22, 22, 17  # pixels
LINE, DOT = 2.4, 9
GAP = 12  # pixels between a line and its words

Series = Mapping[str, tuple[str, str, str]]


def spark_lines(
    frame: pd.DataFrame,
    look: Look,
    *,
    series: Series,
    write: Callable[[float], str],
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw each series as a line from zero, its last value named at its end.

    Parameters
    ----------
    frame : DataFrame, one row for each series and day, in order of time
        series, when, value with value_status; a line has a gap where it is blank.
    series : series -> its words, the token of its line and that of its words
    write : turns a value into words
    names : our column -> the frame's own name for it, where it differs
    """
    frame = renamed(frame, names)
    frame = frame.assign(when=pd.to_datetime(frame["when"]))
    there = {name: frame[frame["series"] == name] for name in series}
    there = {name: rows for name, rows in there.items() if len(rows)}
    last = {name: _last(rows, series[name][0], write) for name, rows in there.items()}
    room = max(text_width(words, bold=True) for words in last.values()) + GAP + 6
    sheet = Sheet(look, HEIGHT + DAYS + foot(look))
    right = look.width - room
    days = (frame["when"].min(), frame["when"].max())
    span = max((days[1] - days[0]).days, 1)
    most = float(frame["value"].max()) if frame["value"].notna().any() else 1.0

    def x(day: pd.Timestamp) -> float:
        return 6 + (day - days[0]).days / span * (right - 12)

    def y(value: float) -> float:
        return HEIGHT - value / (most or 1.0) * (HEIGHT - TOP)

    sheet.rule((0, HEIGHT), (right, HEIGHT), colour="edge")
    _days(sheet, days, right)
    ends = {}
    for name, rows in there.items():
        _line(sheet, rows, series[name][1], x, y)
        known = rows["value"].dropna()
        ends[name] = y(float(known.iloc[-1])) if len(known) else HEIGHT
    for name, at in _apart(ends).items():
        sheet.write(right + GAP, at, last[name], colour=series[name][2], bold=True)
    firsts = {
        name: rows[rows["value"].notna()].iloc[0]
        for name, rows in there.items()
        if rows["value"].notna().any()
    }
    _firsts(sheet, {name: (row, y) for name, row in firsts.items()}, write)
    return sheet.figure()


def _last(rows: pd.DataFrame, said: str, write: Callable[[float], str]) -> str:
    """Write the last value and what it is of; the mark of a blank where it is one."""
    row = rows.iloc[-1]
    if pd.isna(row["value"]):
        return f"{MARKS.get(str(row['value_status']), '')} {said}"
    return f"{mark(write(float(row['value'])), 'ok')} {said}"


def _line(
    sheet: Sheet,
    rows: pd.DataFrame,
    token: str,
    x: Callable[[pd.Timestamp], float],
    y: Callable[[float], float],
) -> None:
    """Draw a line with gaps where nothing is known, and a dot at its end."""
    xs = [round(x(day), 2) for day in rows["when"]]
    ys = [None if pd.isna(v) else round(y(float(v)), 2) for v in rows["value"]]
    colour = sheet.look.colour(token)
    common: dict[str, Any] = {"hoverinfo": "skip", "connectgaps": False}
    sheet.scatter(
        x=xs, y=ys, mode="lines", line={"color": colour, "width": LINE}, **common
    )
    known = [(a, b) for a, b in zip(xs, ys, strict=True) if b is not None]
    if known:
        dot = {"color": colour, "size": DOT, "opacity": 1}
        end = known[-1]
        sheet.scatter(x=[end[0]], y=[end[1]], mode="markers", marker=dot, **common)


def _days(sheet: Sheet, days: tuple[pd.Timestamp, pd.Timestamp], right: float) -> None:
    """Name the first and the last day under the line."""
    under = HEIGHT + 13
    first, last = (f"{day:%b %Y}" for day in days)
    sheet.write(0, under, first, colour="ink_2", size=LEAST_SIZE)
    if first != last and right > 2.4 * text_width(first):
        sheet.write(right, under, last, colour="ink_2", size=LEAST_SIZE, across="right")


def _firsts(
    sheet: Sheet,
    firsts: Mapping[str, tuple[pd.Series, Callable[[float], float]]],
    write: Callable[[float], str],
) -> None:
    """Write each first value over its line, where another's does not stand."""
    taken: list[float] = []
    for row, y in firsts.values():
        at = y(float(row["value"])) - 11
        if all(abs(at - other) >= APART for other in taken) and at > 4:
            words = write(float(row["value"]))
            sheet.write(0, at, words, colour="ink_2", size=LEAST_SIZE)
            taken.append(at)


def _apart(ends: Mapping[str, float]) -> dict[str, float]:
    """Push the words at the lines' ends apart, upwards from the lowest."""
    placed: dict[str, float] = {}
    free = HEIGHT + 2.0
    for name in sorted(ends, key=lambda each: -ends[each]):
        placed[name] = min(ends[name], free)
        free = placed[name] - APART
    return placed
