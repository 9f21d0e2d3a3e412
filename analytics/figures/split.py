"""Steps from a first value to a last one, part by part."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas, theme
from analytics.figures.canvas import Sheet, text_width, wrapped
from analytics.figures.columns import renamed
from analytics.figures.theme import Look

ROW, ROW_STACKED = 36, 52  # pixels
BAR, DOT = 16, 13  # pixels
AXIS = 30  # pixels over the first row
NAMES = 0.3  # of the width, for the names of the steps
VALUES = 64  # pixels at the right
LEAST_BAR = 2  # pixels: a part that is there must be seen


@dataclass(frozen=True)
class _Scale:
    """Where values and rows are drawn."""

    left: float
    right: float
    low: float
    high: float
    row: float

    def x(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.left + share * (self.right - self.left)

    def y(self, number: int) -> float:
        """Return the middle of a row's bar; a name may stand over it."""
        shift = self.row / 4 if self.row == ROW_STACKED else 0
        return AXIS + (number + 0.5) * self.row + shift


def split_in_steps(
    frame: pd.DataFrame,
    look: Look,
    *,
    write: Callable[..., str],
    write_change: Callable[[float], str],
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw a dot for the first and the last value, and a bar for each step between.

    Parameters
    ----------
    frame : DataFrame, one row for each step, in order
        label, change (NaN at the ends), reached (the value after it).
    write : function of (value, places)
        Turns a value into words.
    write_change : function of a change
        Turns a change into words, with its sign.
    names : our column -> the frame's own name for it, where it differs
    """
    frame = renamed(frame, names).reset_index(drop=True)
    scale, step = _scale(frame, look)
    sheet = Sheet(look, AXIS + len(frame) * scale.row + canvas.foot(look) + 4)
    _axis(sheet, scale, step, len(frame), write)
    for number, row in frame.iterrows():
        place = int(str(number))
        _name(sheet, scale, place, str(row["label"]), is_end=pd.isna(row["change"]))
        if place + 1 < len(frame):
            x = scale.x(float(row["reached"]))
            down = (scale.y(place), scale.y(place + 1))
            sheet.rule((x, down[0]), (x, down[1]), colour="edge", dash="2px,2px")
    for number, row in frame.iterrows():
        place = int(str(number))
        if pd.isna(row["change"]):
            _end(sheet, scale, place, float(row["reached"]), write)
        else:
            _bar(sheet, scale, place, row, write_change)
    return sheet.figure()


def _scale(frame: pd.DataFrame, look: Look) -> tuple[_Scale, float]:
    """Choose round ends that hold every value, and room for names and values."""
    low, high = float(frame["reached"].min()), float(frame["reached"].max())
    raw = max((high - low) / 4, 0.001)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(n * power for n in (1, 2, 5, 10) if n * power >= raw * (1 - 1e-9))
    stacked = look.is_narrow
    scale = _Scale(
        left=14.0 if stacked else look.width * NAMES,
        right=look.width - VALUES,
        low=max(0.0, math.floor(low / step - 1e-9) * step),
        high=(math.ceil(high / step + 1e-9)) * step,
        row=ROW_STACKED if stacked else ROW,
    )
    return scale, step


def _axis(
    sheet: Sheet, scale: _Scale, step: float, n_rows: int, write: Callable[..., str]
) -> None:
    n_ticks = round((scale.high - scale.low) / step)
    room = (scale.right - scale.left) / max(n_ticks, 1)
    every = max(1, math.ceil(50 / room))
    for n in range(0, n_ticks + 1, every):
        tick = scale.low + step * n
        x = scale.x(tick)
        sheet.rule((x, AXIS - 6), (x, AXIS + n_rows * scale.row))
        sheet.write(
            x,
            AXIS - 10,
            write(tick, places=0 if step >= 0.0099 else 1),
            colour="ink_2",
            across="center",
            upright="bottom",
        )


def _name(sheet: Sheet, scale: _Scale, place: int, label: str, *, is_end: bool) -> None:
    if scale.row == ROW_STACKED:
        y = AXIS + place * scale.row + 12
        sheet.write(0, y, label, bold=is_end, paper=True)
        return
    room = scale.left - 14
    sheet.write(
        scale.left - 12,
        scale.y(place),
        wrapped(label, room),
        bold=is_end,
        across="right",
    )


def _end(
    sheet: Sheet, scale: _Scale, place: int, value: float, write: Callable[..., str]
) -> None:
    """Draw the first or the last value as a dot, with its words."""
    x, y = scale.x(value), scale.y(place)
    sheet.scatter(
        x=[x],
        y=[y],
        mode="markers",
        marker={"size": DOT, "color": sheet.look.colour("data"), "opacity": 1},
        text=[write(value)],
        hovertemplate="%{text}<extra></extra>",
    )
    sheet.write(x + DOT / 2 + 6, y, write(value), bold=True, paper=True)


def _bar(
    sheet: Sheet,
    scale: _Scale,
    place: int,
    row: pd.Series,
    write_change: Callable[[float], str],
) -> None:
    """Draw a step as a bar from the value before it: filled up, hollow down."""
    change, after = float(row["change"]), float(row["reached"])
    ends = sorted((scale.x(after - change), scale.x(after)))
    if ends[1] - ends[0] < LEAST_BAR and change:
        ends[1] = ends[0] + LEAST_BAR
    y = scale.y(place)
    is_up = change > 0
    if change:
        sheet.box(
            (ends[0], y - BAR / 2),
            (ends[1], y + BAR / 2),
            fill="data" if is_up else "paper",
            edge="data",
        )
    words = write_change(change)
    fits = ends[1] + 8 + text_width(words) < sheet.look.width
    sheet.write(
        ends[1] + 8 if fits else ends[0] - 8,
        y,
        words,
        across="left" if fits else "right",
        paper=True,
        size=theme.TEXT_SIZE,
    )
