"""Our own values beside others': one row a measure, the marks on one scale."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas
from analytics.figures.canvas import Sheet, wrapped
from analytics.figures.columns import renamed
from analytics.figures.theme import LEAST_SIZE, Look
from analytics.words import MARKS

ROW, ROW_STACKED = 40, 74  # pixels
HEAD = 34  # pixels over the first row
NAMES, NUMBERS = 0.27, 84  # share of the width; pixels for a column of numbers
DOT, RING, GREY = 13, 12, 9  # pixels
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
SERIES = ("own", "published", "whole")


def beside(
    frame: pd.DataFrame,
    look: Look,
    *,
    write: Callable[..., str],
    titles: Mapping[str, str],
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw shares from 0 to 1: ours filled, the published one a ring, all's grey.

    Parameters
    ----------
    frame : DataFrame, one row for each measure, in order
        label; own, published and whole, each with its status.
    write : function of (value, places)
        Turns a value into words.
    titles : own, published and whole -> what each is called
    names : our column -> the frame's own name for it, where it differs
    """
    frame = renamed(frame, names).reset_index(drop=True)
    row = ROW_STACKED if look.is_narrow else ROW
    sheet = Sheet(look, HEAD + row * len(frame) + canvas.foot(look) + 4)
    left = 14.0 if look.is_narrow else look.width * NAMES
    right = look.width - (16 if look.is_narrow else NUMBERS * len(SERIES) + 20)

    def x(share: float) -> float:
        return left + share * (right - left)

    for tick in TICKS:
        sheet.rule((x(tick), HEAD - 6), (x(tick), HEAD + row * len(frame)))
        sheet.write(
            x(tick),
            HEAD - 10,
            write(tick, places=0),
            colour="ink_2",
            across="center",
            upright="bottom",
        )
    if not look.is_narrow:
        for column, title in _columns(look, titles):
            sheet.write(column, HEAD - 18, title, bold=True, across="right")
    for place, cells in enumerate(frame.to_dict("records")):
        top = HEAD + row * place
        if look.is_narrow:
            _stacked(sheet, cells, top, write, titles)
        else:
            _numbers(sheet, cells, left, top + row / 2, write, titles)
        _marks(sheet, cells, x, top + (40 if look.is_narrow else row / 2), write)
    return sheet.figure()


def _columns(look: Look, titles: Mapping[str, str]) -> list[tuple[float, str]]:
    """Return where each column of numbers ends, and what it is called."""
    last = len(SERIES) - 1
    return [
        (look.width - NUMBERS * (last - place), titles[series])
        for place, series in enumerate(SERIES)
    ]


def _cell(cells: Mapping[str, Any], series: str, write: Callable[..., str]) -> str:
    """Write a value, or the mark of its blank."""
    value, status = cells[series], str(cells[f"{series}_status"])
    if pd.isna(value):
        return MARKS.get(status, "")
    return write(float(value))


def _numbers(
    sheet: Sheet,
    cells: Mapping[str, Any],
    left: float,
    middle: float,
    write: Callable[..., str],
    titles: Mapping[str, str],
) -> None:
    """Name a row at its left, and write its numbers at its right."""
    label = wrapped(str(cells["label"]), left - 16)
    sheet.write(left - 14, middle, label, across="right")
    for series, (column, _) in zip(SERIES, _columns(sheet.look, titles), strict=True):
        is_own = series == "own"
        said = _cell(cells, series, write)
        colour = "ink" if is_own else "ink_2"
        sheet.write(column, middle, said, bold=is_own, colour=colour, across="right")


def _stacked(
    sheet: Sheet,
    cells: Mapping[str, Any],
    top: float,
    write: Callable[..., str],
    titles: Mapping[str, str],
) -> None:
    """Write a row's name over its marks and its numbers under them."""
    sheet.write(0, top + 18, str(cells["label"]), bold=True, paper=True)
    told = [f"{titles[each]} {_cell(cells, each, write)}" for each in SERIES]
    said = " · ".join(told)
    sheet.write(0, top + 59, said, colour="ink_2", size=LEAST_SIZE, paper=True)


def _marks(
    sheet: Sheet,
    cells: Mapping[str, Any],
    x: Callable[[float], float],
    y: float,
    write: Callable[..., str],
) -> None:
    """Draw a row's marks, ours last and so on top; the ring leaves it to be seen."""
    look = sheet.look
    clear = "rgba(0,0,0,0)"
    shapes: dict[str, dict[str, Any]] = {
        "whole": {"size": GREY, "color": look.colour("context")},
        "own": {"size": DOT, "color": look.colour("data")},
        "published": {
            "size": RING + 6,
            "color": clear,
            "line": {"color": look.colour("data"), "width": 2},
        },
    }
    for series, marker in shapes.items():
        value = cells[series]
        if pd.isna(value):
            continue
        sheet.scatter(
            x=[x(float(value))],
            y=[y],
            mode="markers",
            marker={"opacity": 1, **marker},
            text=[f"{cells['label']}: {write(float(value))}"],
            hovertemplate="%{text}<extra></extra>",
        )
