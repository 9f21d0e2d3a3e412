"""A dot and its likely range on one scale, one row for each of a few choices."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from analytics.figures.canvas import Sheet, foot, text_width
from analytics.figures.columns import renamed
from analytics.figures.theme import LEAST_SIZE, Look
from analytics.words import MARK_WORDS, MARKS

ROW, AXIS = 32, 24  # pixels
RANGE, DOT = 9, 12  # pixels
GUTTER = 16  # pixels between words and scale
TICK_ROOM = 58  # pixels that a tick's name needs
STEPS = 4  # of the scale, about; as many of them are named as have room
FAINT = 0.4  # of a range behind its dot


@dataclass(frozen=True)
class _Scale:
    left: float
    right: float
    low: float
    high: float
    step: float

    def x(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.left + share * (self.right - self.left)


def ranged_dots(
    frame: pd.DataFrame,
    look: Look,
    *,
    colours: Mapping[str, tuple[str, str]],
    write: Callable[[float], str],
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw each row's value as a dot over its range, with the value in words.

    Parameters
    ----------
    frame : DataFrame, one row for each choice, in order
        series, label, value with value_status, lower and upper (NaN where there is no
        range).
    colours : series -> the token of its dot and that of its words
    write : turns a value into words
    names : our column -> the frame's own name for it, where it differs
    """
    rows = renamed(frame, names).to_dict("records")
    known = [row for row in rows if pd.notna(row["value"])]
    labels = max(text_width(str(row["label"])) for row in rows) + GUTTER
    said = [text_width(write(row["value"]), bold=True) for row in known]
    scale = _scale(known, labels, look.width - max(said, default=40) - GUTTER)
    sheet = Sheet(look, ROW * len(rows) + AXIS + foot(look))
    for number, row in enumerate(rows):
        y = ROW * (number + 0.5)
        sheet.write(0, y, str(row["label"]))
        if pd.isna(row["value"]):
            status = str(row["value_status"])
            words = f"{MARKS.get(status, '')} {MARK_WORDS.get(status, '')}"
            sheet.write(labels, y, words, colour="ink_2", size=LEAST_SIZE)
            continue
        sheet.rule((scale.left, y), (scale.right, y))
        token, _ = colours[str(row["series"])]
        _mark(sheet, row, scale, y, token)
        sheet.write(look.width, y, write(row["value"]), bold=True, across="right")
    if known:
        _ticks(sheet, scale, ROW * len(rows), write)
    return sheet.figure()


def _scale(rows: list[dict[str, float]], left: float, right: float) -> _Scale:
    """Choose round ends that hold every value and range."""
    ends = [
        float(row[name])
        for row in rows
        for name in ("value", "lower", "upper")
        if pd.notna(row[name])
    ] or [0.0, 1.0]
    low, high = min(ends), max(ends)
    raw = max((high - low) / STEPS, 1e-3)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(n * power for n in (1, 2, 5, 10) if n * power >= raw * (1 - 1e-9))
    bottom = math.floor(low / step + 1e-9) * step
    top = math.ceil(high / step - 1e-9) * step
    return _Scale(left, right, bottom, max(top, bottom + step), step)


def _mark(
    sheet: Sheet, row: Mapping[str, float], scale: _Scale, y: float, token: str
) -> None:
    colour = sheet.look.colour(token)
    if pd.notna(row["lower"]) and pd.notna(row["upper"]):
        sheet.scatter(
            x=[scale.x(float(row["lower"])), scale.x(float(row["upper"]))],
            y=[y, y],
            mode="lines",
            line={"color": colour, "width": RANGE},
            opacity=FAINT,
            hoverinfo="skip",
        )
    sheet.scatter(
        x=[scale.x(float(row["value"]))],
        y=[y],
        mode="markers",
        marker={"color": colour, "size": DOT, "opacity": 1},
        hoverinfo="skip",
    )


def _ticks(
    sheet: Sheet, scale: _Scale, top: float, write: Callable[[float], str]
) -> None:
    """Name as many round values under the rows as have room."""
    n_steps = round((scale.high - scale.low) / scale.step)
    every = math.ceil(TICK_ROOM / ((scale.right - scale.left) / n_steps))
    for number in range(0, n_steps + 1, max(every, 1)):
        value = scale.low + number * scale.step
        x, words = scale.x(value), write(value)
        half = text_width(words, LEAST_SIZE) / 2
        x = min(max(x, half), sheet.look.width - half)
        sheet.write(x, top + 9, words, colour="ink_2", size=LEAST_SIZE, across="center")
