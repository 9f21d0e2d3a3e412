"""Rows that stand in one place now, and in another under a scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas, theme
from analytics.figures.canvas import Sheet, text_width
from analytics.figures.columns import renamed
from analytics.figures.ranking_scale import (
    AXIS,
    ROW_STACKED,
    Scale,
    choose_scale,
    draw_axis,
)
from analytics.figures.theme import Look

FOOT = 30  # pixels under the last row, for the line's name
DOT = 10  # pixels
ROOM = 0.12  # of the values' spread, at either end
GAP = 9  # pixels between a dot and its number
LOWER = 9  # pixels that dots are moved down where names stand over them


def before_after(
    frame: pd.DataFrame,
    look: Look,
    *,
    write: Callable[..., str],
    line_name: str,
    line_value: float,
    most: int | None = None,
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw a hollow dot now and a filled one with the scenario, both with numbers.

    Parameters
    ----------
    frame : DataFrame, one row for each row drawn, in order
        name, before, after.
    write : function of (value, places)
        Turns a value into words.
    line_name, line_value : the dashed upright, named at its foot
    most : rows to draw, from the top; every row when not given
    names : our column -> the frame's own name for it, where it differs
    """
    rows = renamed(frame, names).head(most or len(frame)).reset_index(drop=True)
    ends = rows[["before", "after"]]
    # Room for the numbers, which stand outside their dots.
    room = ROOM * (ends.max(axis=None) - ends.min(axis=None))
    held = rows.assign(
        value=rows["before"],
        lower=(ends.min(axis=1) - room).clip(lower=0),
        upper=ends.max(axis=1) + room,
        is_self=False,
    )
    scale, step = choose_scale(held, look, line_value)
    height = AXIS + len(rows) * scale.row + FOOT + canvas.foot(look)
    sheet = Sheet(look, height)
    draw_axis(sheet, scale, step, len(rows), write)
    _draw_line(sheet, scale, len(rows), line_value, f"{line_name} {write(line_value)}")
    _draw_moves(sheet, scale, rows)
    _write_rows(sheet, scale, rows, write)
    return sheet.figure()


def _lowered(scale: Scale, number: int) -> float:
    return scale.y(number) + (LOWER if scale.row == ROW_STACKED else 0)


def _draw_line(
    sheet: Sheet, scale: Scale, n_rows: int, value: float, words: str
) -> None:
    foot = AXIS + n_rows * scale.row + 4
    x = scale.x(value)
    sheet.rule((x, AXIS - 6), (x, foot), colour="ink", dash="4px,3px")
    half = text_width(words, bold=True) / 2
    sheet.write(
        min(max(x, half + 2), sheet.look.width - half - 2),
        foot + 2,
        words,
        bold=True,
        across="center",
        upright="top",
        size=theme.LEAST_SIZE,
    )


def _draw_moves(sheet: Sheet, scale: Scale, rows: pd.DataFrame) -> None:
    """Join each pair of dots by a line, the filled dot on top."""
    x: list[float | None] = []
    y: list[float | None] = []
    at = [_lowered(scale, number) for number in range(len(rows))]
    for before, after, level in zip(rows["before"], rows["after"], at, strict=True):
        x += [scale.x(before), scale.x(after), None]
        y += [level, level, None]
    colour, paper = sheet.look.colour("data"), sheet.look.colour("paper")
    sheet.scatter(
        x=x, y=y, mode="lines", line={"color": colour, "width": 2}, hoverinfo="skip"
    )
    for column, fill in (("before", paper), ("after", colour)):
        sheet.scatter(
            x=[scale.x(value) for value in rows[column]],
            y=at,
            mode="markers",
            marker={
                "size": DOT,
                "color": fill,
                "opacity": 1,
                "line": {"color": colour, "width": 2},
            },
            hoverinfo="skip",
        )


def _write_rows(
    sheet: Sheet, scale: Scale, rows: pd.DataFrame, write: Callable[..., str]
) -> None:
    """Write each name, and each number on the outer side of its dot."""
    stacked = scale.row == ROW_STACKED
    for number, row in rows.iterrows():
        middle = scale.y(int(str(number)))
        sheet.write(
            0 if stacked else scale.left - 10,
            middle - LOWER if stacked else middle,
            row["name"],
            across="left" if stacked else "right",
            paper=stacked,
        )
        falls = row["after"] <= row["before"]
        for column, is_left in (("before", not falls), ("after", falls)):
            x = scale.x(row[column]) + (-GAP if is_left else GAP)
            text = write(row[column])
            width = text_width(text)
            # A number that would leave the sheet stands on the other side.
            if x - width < 0 and is_left:
                is_left, x = False, scale.x(row[column]) + GAP
            elif x + width > sheet.look.width and not is_left:
                is_left, x = True, scale.x(row[column]) - GAP
            sheet.write(
                x,
                _lowered(scale, int(str(number))),
                text,
                bold=column == "after",
                across="right" if is_left else "left",
                paper=True,
            )
