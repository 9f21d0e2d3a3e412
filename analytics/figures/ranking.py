"""Charts that put places in order, each with its interval."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
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
    is_dense,
    named,
)
from analytics.figures.theme import Look
from analytics.words import MARK_WORDS, mark

FOOT = 30  # pixels under the last row
DOT, DOT_SELF, DOT_DENSE = 9, 13, 5  # pixels


def dot_ranking(
    frame: pd.DataFrame,
    look: Look,
    *,
    write: Callable[..., str],
    line_name: str = "",
    line_value: float | None = None,
    names: Mapping[str, str] | None = None,
    is_ordered: bool = False,
) -> go.Figure:
    """Draw one dot and its interval for each place, highest first, blanks last.

    Parameters
    ----------
    frame : DataFrame, one row for each place
        name, value, value_status, lower, upper, is_self; says, where there is such a
        column: words instead of a blank's mark.
    write : function of (value, places)
        Turns a value into words.
    line_name, line_value : the dashed upright, named at its foot
    names : our column -> the frame's own name for it, where it differs
    is_ordered : the rows have an order of their own, such as ages, and keep it
    """
    ranked = renamed(frame, names)
    if not is_ordered:
        order = ["value", "is_self", "name"]
        ranked = ranked.sort_values(order, ascending=[False, False, True])
    ranked = ranked.reset_index(drop=True)
    blank = ranked[ranked["value"].isna()]
    if is_dense(ranked):
        ranked = ranked.drop(blank.index)
    scale, step = choose_scale(ranked, look, line_value)
    height = AXIS + len(ranked) * scale.row + FOOT + canvas.foot(look)
    height += FOOT / 2 if is_dense(ranked) and len(blank) else 0
    sheet = Sheet(look, height)
    draw_axis(sheet, scale, step, len(ranked), write)
    if line_value is not None and np.isfinite(line_value):
        words = f"{line_name} {write(line_value)}"
        _upright(sheet, scale, len(ranked), line_value, words)
    _intervals(sheet, scale, ranked)
    _dots(sheet, scale, ranked, write)
    _names(sheet, scale, ranked, write)
    if is_dense(ranked) and len(blank):
        _blanks_in_words(sheet, blank, height)
    return sheet.figure()


def _upright(
    sheet: Sheet,
    scale: Scale,
    n_rows: int,
    value: float,
    words: str,
) -> None:
    """Draw the dashed line that everybody is held against, named at its foot."""
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


def _intervals(sheet: Sheet, scale: Scale, ranked: pd.DataFrame) -> None:
    """Draw each interval as a line, this council's in its own colour."""
    thick = 1.6 if is_dense(ranked) else 2.4
    for is_self, colour in ((False, "context"), (True, "data")):
        x: list[float | None] = []
        y: list[float | None] = []
        for number in np.flatnonzero(ranked["is_self"].to_numpy(bool) == is_self):
            ends = ranked[["lower", "upper"]].iloc[number].to_numpy(float)
            if np.isfinite(ends).all():
                x += [scale.x(ends[0]), scale.x(ends[1]), None]
                y += [scale.y(int(number))] * 2 + [None]
        sheet.scatter(
            x=x,
            y=_lowered(y, scale),
            mode="lines",
            line={"color": sheet.look.colour(colour), "width": thick},
            hoverinfo="skip",
        )


def _lowered(y: list[float | None], scale: Scale) -> list[float | None]:
    """Move what is drawn under its name, where names stand over dots."""
    shift = 9 if scale.row == ROW_STACKED else 0
    return [None if at is None else at + shift for at in y]


def _dots(
    sheet: Sheet,
    scale: Scale,
    ranked: pd.DataFrame,
    write: Callable[..., str],
) -> None:
    """Draw each value as a dot, this council's bigger and on top."""
    known, paper = ranked["value"].notna(), sheet.look.colour("paper")
    for is_self, colour in ((False, "context"), (True, "data")):
        rows = ranked[known & (ranked["is_self"].astype(bool) == is_self)]
        size = DOT_SELF if is_self else DOT_DENSE if is_dense(ranked) else DOT
        sheet.scatter(
            x=[scale.x(value) for value in rows["value"]],
            y=_lowered([scale.y(int(number)) for number in rows.index], scale),
            mode="markers",
            marker={
                "size": size,
                "color": sheet.look.colour(colour),
                "opacity": 1,
                "line": {"color": paper, "width": 1 if is_self else 0},
            },
            text=[
                f"{name}: {write(value)} (95% interval {write(low)} to {write(high)})"
                for name, value, low, high in zip(
                    rows["name"],
                    rows["value"],
                    rows["lower"],
                    rows["upper"],
                    strict=True,
                )
            ],
            hovertemplate="%{text}<extra></extra>",
        )


def _names(
    sheet: Sheet,
    scale: Scale,
    ranked: pd.DataFrame,
    write: Callable[..., str],
) -> None:
    """Write each name, this council's value, and the mark of each blank."""
    stacked = scale.row == ROW_STACKED
    for number, row in ranked[named(ranked)].iterrows():
        y, is_self = scale.y(int(str(number))), bool(row["is_self"])
        sheet.write(
            0 if stacked else scale.left - 10,
            y - 9 if stacked else y,
            row["name"],
            bold=is_self,
            across="left" if stacked else "right",
            paper=stacked,
        )
        words_y = y + 9 if stacked else y
        if pd.isna(row["value"]):
            status = row["value_status"]
            sheet.write(
                scale.left + 4,
                words_y,
                row.get("says") or f"{mark('', status)} {MARK_WORDS.get(status, '')}",
                colour="ink_2",
                size=theme.LEAST_SIZE,
                paper=True,
            )
        elif is_self and is_dense(ranked):
            # Beside its dot the value would cover the neighbours' intervals.
            value = write(row["value"])
            sheet.write(scale.left - 10, y + 16, value, bold=True, across="right")
        elif is_self:
            _own_value(sheet, scale, row, words_y, write(row["value"]))


def _blanks_in_words(sheet: Sheet, blank: pd.DataFrame, height: float) -> None:
    """Say at the foot how many of many have no value, and by which mark."""
    told = [
        f"{len(rows)} {mark('', str(status))} {MARK_WORDS.get(str(status), '')}"
        for status, rows in blank.groupby("value_status", sort=True)
    ]
    sheet.write(
        0,
        height - canvas.foot(sheet.look) - 4,
        "Not drawn: " + "; ".join(told),
        colour="ink_2",
        size=theme.LEAST_SIZE,
        upright="bottom",
    )


def _own_value(
    sheet: Sheet, scale: Scale, row: pd.Series, y: float, words: str
) -> None:
    """Write this council's value beside its interval, on the side with room."""
    end = max(scale.x(float(row["value"])) + DOT_SELF / 2, scale.x(float(row["upper"])))
    fits = end + 8 + text_width(words, bold=True) < sheet.look.width
    start = min(
        scale.x(float(row["value"])) - DOT_SELF / 2, scale.x(float(row["lower"]))
    )
    sheet.write(
        end + 8 if fits else start - 8,
        y,
        words,
        bold=True,
        across="left" if fits else "right",
        paper=True,
    )
