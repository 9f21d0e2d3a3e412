"""The same small chart side by side, on one scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas, theme
from analytics.figures.canvas import Sheet, text_width
from analytics.figures.columns import renamed
from analytics.figures.theme import Look
from analytics.words import count, mark

PANEL, HEAD, FEET = 148, 46, 26  # pixels: the lines, the words over and under them
GAP, GAP_DOWN = 28, 24  # pixels between panels
DOT = 9  # pixels
BESIDE = 9  # pixels from a dot to its value
WITH_NAME = 5  # pixels from the top to a panel's name


@dataclass(frozen=True)
class _Panel:
    """One panel's place: its left edge, its width and the height of its zero."""

    left: float
    width: float
    zero: float


def small_multiples(
    frame: pd.DataFrame,
    look: Look,
    *,
    panels: Mapping[str, str],
    colours: Mapping[str, str],
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw one line a panel, all from zero on one scale, with first and last value.

    Parameters
    ----------
    frame : DataFrame, one row for each panel and quarter
        panel, quarter_end, value, value_status, in order of time.
    panels : panel -> its name, in order
    colours : panel -> theme token; grey where none is given
    names : our column -> the frame's own name for it, where it differs
    """
    frame = renamed(frame, names)
    per_row = 2 if look.is_narrow else len(panels)
    n_rows = -(-len(panels) // per_row)
    block = HEAD + PANEL + FEET
    height = n_rows * block + (n_rows - 1) * GAP_DOWN + canvas.foot(look)
    sheet = Sheet(look, height)
    width = (look.width - DOT / 2 - GAP * (per_row - 1)) / per_row
    days = pd.to_datetime(frame["quarter_end"])
    span = (days.min(), days.max())
    largest = frame["value"].max()
    per_pixel = (largest if largest > 0 else 1.0) / (PANEL - 34)
    for number, (panel, name) in enumerate(panels.items()):
        down, across = divmod(number, per_row)
        place = _Panel(
            left=across * (width + GAP),
            width=width,
            zero=down * (block + GAP_DOWN) + HEAD + PANEL,
        )
        rows = frame[frame["panel"] == panel]
        _head(sheet, rows, name, place)
        _feet(sheet, span, place)
        _line(sheet, rows, span, place, per_pixel, colours.get(panel, "context"))
    return sheet.figure()


def _head(sheet: Sheet, rows: pd.DataFrame, name: str, place: _Panel) -> None:
    """Write the panel's name and its change in words."""
    top = place.zero - PANEL - HEAD + WITH_NAME
    is_long = text_width(name, bold=True) > place.width
    size = theme.LEAST_SIZE if is_long else theme.TEXT_SIZE
    sheet.write(place.left, top, name, bold=True, upright="top", size=size)
    sheet.write(
        place.left,
        top + 18,
        _change(rows),
        colour="ink_2",
        upright="top",
        size=size,
    )


def _change(rows: pd.DataFrame) -> str:
    """Say how the last known value differs from the first."""
    known = rows[rows["value"].notna()]
    if len(known) < 2:
        return "no change can be shown"
    first, last = known.iloc[0], known.iloc[-1]
    change = last["value"] - first["value"]
    year = pd.Timestamp(first["quarter_end"]).year
    if change == 0:
        return f"no change since {year}"
    return f"{'+' if change > 0 else '−'}{count(abs(change))} since {year}"


def _feet(
    sheet: Sheet,
    span: tuple[pd.Timestamp, pd.Timestamp],
    place: _Panel,
) -> None:
    """Draw the line of zero and name its ends."""
    right = place.left + place.width
    sheet.rule(
        (place.left, place.zero),
        (right, place.zero),
        colour="edge",
    )
    for x, day, side in ((place.left, span[0], "left"), (right, span[1], "right")):
        sheet.write(
            x,
            place.zero + 5,
            f"{day:%b %Y}",
            colour="ink_2",
            size=theme.LEAST_SIZE,
            across="left" if side == "left" else "right",
            upright="top",
        )


def _line(
    sheet: Sheet,
    rows: pd.DataFrame,
    span: tuple[pd.Timestamp, pd.Timestamp],
    place: _Panel,
    per_pixel: float,
    colour: str,
) -> None:
    """Draw the line, its last dot, and its first and last value."""
    days = pd.to_datetime(rows["quarter_end"])
    length = (span[1] - span[0]) / pd.Timedelta(days=1) or 1.0
    gone = (days - span[0]) / pd.Timedelta(days=1)
    x = place.left + (gone / length * (place.width - DOT)).to_numpy(float)
    y = place.zero - rows["value"].to_numpy(float) / per_pixel
    said = [
        mark(count(value) if pd.notna(value) else "", status)
        for value, status in zip(rows["value"], rows["value_status"], strict=True)
    ]
    known = np.flatnonzero(np.isfinite(y))
    last = int(known[-1]) if known.size else -1
    sheet.scatter(
        x=x,
        y=y,
        mode="lines+markers",
        line={"color": sheet.look.colour(colour), "width": 2.4},
        marker={
            "size": [DOT if i == last else 0 for i in range(len(x))],
            "color": sheet.look.colour(colour),
            "opacity": 1,
            "line": {"width": 0},
        },
        text=[f"{day:%B %Y}: {word}" for day, word in zip(days, said, strict=True)],
        hovertemplate="%{text}<extra></extra>",
        connectgaps=False,
        cliponaxis=False,
    )
    if len(y) and not np.isfinite(y[-1]):
        # A line that stops short says why.
        sheet.write(
            place.left + place.width,
            place.zero - 10,
            said[-1],
            colour="ink_2",
            across="right",
        )
    if not known.size:
        return
    first = int(known[0])
    ends = ((first, "ink_2", "left"), (last, "ink", "right"))
    for at, ink, side in ends if first != last else ends[1:]:
        sheet.write(
            x[at] + (BESIDE / 2 if side == "right" else 0),
            _clear(x, y, at) - BESIDE,
            said[at],
            colour=ink,
            bold=side == "right",
            across="left" if side == "left" else "right",
            upright="bottom",
        )


def _clear(x: np.ndarray, y: np.ndarray, at: int, reach: float = 44) -> float:
    """Return the highest point of the line within the reach of a value's words."""
    near = np.isfinite(y) & (np.abs(x - x[at]) <= reach)
    return float(y[near].min())
