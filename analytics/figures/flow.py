"""Charts of things that move between levels from one date to the next."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas
from analytics.figures.canvas import Sheet, text_width
from analytics.figures.columns import renamed
from analytics.figures.flow_places import (
    OUTSIDE,
    Columns,
    Ribbon,
    leaves_at,
    place_columns,
    place_ribbons,
)
from analytics.figures.flow_words import (
    FALL,
    FOOT,
    NUMBER_ROOM,
    is_crowded,
    name_dates,
    name_joiners,
    name_leavers,
    name_levels,
    sum_up,
)
from analytics.figures.theme import Look
from analytics.words import count, date, plural, quarter

STEPS = np.linspace(0, 1, 13)
# The best level is furthest from the paper.
SHADES = ("data", "data_2", "data_3", "context")
A_QUARTER = 3  # months


def flow(
    frame: pd.DataFrame,
    look: Look,
    *,
    levels: Mapping[str, tuple[str, str]],
    thing: tuple[str, str] = ("provider", "providers"),
    months: int = A_QUARTER,
    draws_outside: bool = True,
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw columns of levels, and ribbons for what moved between them.

    Parameters
    ----------
    frame : DataFrame, one row for each quarter, level before and level after
        quarter_end, before, after, number; `none` is outside. The first column is
        what the first quarter's rows came from.
    levels : level -> its name and a word under it, best first, four at most
    thing : what is counted, one and many
    months : from one column to the next
    draws_outside : draw who joined and left; else say only how many, at the foot
    names : our column -> the frame's own name for it, where it differs
    """
    rows = renamed(frame, names)
    names_wide = max(text_width(name, bold=True) for name, _ in levels.values())
    columns = place_columns(rows, list(levels), look, months, names_wide)
    ribbons = place_ribbons(rows, columns)
    leaves = any(each.after == OUTSIDE for each in ribbons)
    falls = FALL if leaves and draws_outside else 0
    height = columns.floor + falls + FOOT + canvas.foot(look)
    sheet = Sheet(look, height)
    words = {level: name for level, (name, _) in levels.items()}
    hidden = () if draws_outside else (OUTSIDE,)
    inside = [
        each for each in ribbons if each.before != OUTSIDE and each.after not in hidden
    ]
    for ribbon in sorted(inside, key=lambda each: each.before != each.after):
        told = _told(ribbon, columns, words, thing, months)
        _ribbon(sheet, columns, ribbon, told)
    if is_crowded(columns) or not draws_outside:
        sum_up(sheet, columns.floor + falls + 5, ribbons)
    else:
        name_leavers(sheet, columns, ribbons)
        name_joiners(sheet, columns, ribbons)
    _bars(sheet, columns)
    name_dates(sheet, columns)
    name_levels(sheet, columns, levels)
    return sheet.figure()


def _told(
    ribbon: Ribbon,
    columns: Columns,
    words: Mapping[str, str],
    thing: tuple[str, str],
    months: int,
) -> str:
    """Say what a ribbon is: 2 providers moved from Tier 3 to Tier 2, and when."""
    day = columns.days[ribbon.column + 1].date()
    when = quarter(day) if months == A_QUARTER else f"in the year to {date(day)}"
    who = plural(round(ribbon.number), *thing)
    if ribbon.before == ribbon.after:
        return f"{who} stayed in {words[ribbon.before]}, {when}"
    if ribbon.after == OUTSIDE:
        return f"{who} left from {words[ribbon.before]}, {when}"
    way = f"from {words[ribbon.before]} to {words[ribbon.after]}"
    return f"{who} moved {way}, {when}"


def _ribbon(sheet: Sheet, columns: Columns, ribbon: Ribbon, told: str) -> None:
    """Draw one ribbon: soft where they stayed, navy up, accent down or left."""
    moved = columns.rank(ribbon.after) - columns.rank(ribbon.before)
    colour = "accent" if moved > 0 else "data" if moved < 0 else "soft"
    thick = ribbon.number * columns.unit
    paint = sheet.look.colour(colour)
    x0 = columns.across[ribbon.column] + columns.bar
    if ribbon.after == OUTSIDE:
        x, y = _falling(x0, ribbon.start, columns.floor + FALL, thick, columns)
    else:
        x, y = _across(x0, columns.across[ribbon.column + 1], ribbon, thick)
    sheet.scatter(
        x=x.round(1),
        y=y.round(1),
        mode="lines",
        # A steep ribbon is thin across: its edge keeps it visible.
        line={
            "width": 0 if colour == "soft" else 1,
            "color": sheet.look.colour(colour),
        },
        fill="toself",
        fillcolor=paint,
        opacity=0.42 if colour == "soft" else 0.86,
        hoveron="fills",
        hoverinfo="text",
        text=told,
        name=told,
    )


Outline = tuple["np.ndarray", "np.ndarray"]


def _across(x0: float, x1: float, ribbon: Ribbon, thick: float) -> Outline:
    """Return the outline of a ribbon that eases from one height to another."""
    ease = STEPS**2 * (3 - 2 * STEPS)
    x = x0 + (x1 - x0) * STEPS
    y = ribbon.start + (ribbon.end - ribbon.start) * ease
    return np.r_[x, x[::-1]], np.r_[y, y[::-1] + thick]


def _falling(
    x0: float, y0: float, floor: float, thick: float, columns: Columns
) -> Outline:
    """Return the outline of a ribbon that turns down to the foot: a quarter ellipse."""
    turn = STEPS * math.pi / 2
    reach = max(leaves_at(columns) - thick / 2, 1.0)
    outer_x = x0 + (reach + thick) * np.sin(turn)
    outer_y = floor - (floor - y0) * np.cos(turn)
    inner_x = x0 + reach * np.sin(turn)
    inner_y = floor - (floor - y0 - thick) * np.cos(turn)
    return np.r_[outer_x, inner_x[::-1]], np.r_[outer_y, inner_y[::-1]]


def _bars(sheet: Sheet, columns: Columns) -> None:
    """Draw each block and write its number over it, first and last in bold."""
    every = max(1, math.ceil(NUMBER_ROOM / columns.step))
    last = len(columns.days) - 1
    for level, shade in zip(columns.levels, SHADES, strict=False):
        for i, (x, top) in enumerate(
            zip(columns.across, columns.tops[level], strict=True)
        ):
            number = columns.stock[level][i]
            if number:
                foot = top + number * columns.unit
                sheet.box((x, top), (x + columns.bar, foot), fill=shade)
            if i and (last - i) % every:
                continue
            is_end = i in (0, last)
            sheet.write(
                x + columns.bar / 2,
                top - 3,
                count(number),
                bold=is_end,
                colour="ink" if is_end else "ink_2",
                across="center",
                upright="bottom",
            )
