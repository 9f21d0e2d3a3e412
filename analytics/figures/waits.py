"""The chance to have moved by each month: steps with their ranges, panel by panel."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas
from analytics.figures.canvas import Sheet, text_width
from analytics.figures.columns import renamed
from analytics.figures.theme import LEAST_SIZE, Look
from analytics.words import chance, percent

PANEL, HEAD, FEET = 210, 38, 44  # pixels: the curves, the words over and under them
GAP, GAP_DOWN = 40, 20  # pixels between panels
AXIS = 40  # pixels for the shares at the left
LABELS, LABELS_NARROW = 150, 116  # pixels for the curves' names at the right
PITCH = 34  # pixels between two names
OVER_THE_FOOT = 22  # pixels from the lowest name to the foot
A_YEAR = 12  # months
BAND = 0.16  # opacity

Ends = Mapping[str, tuple[str, str, str]]


@dataclass(frozen=True)
class _Panel:
    """Where one panel's curves stand, in pixels."""

    left: float
    right: float
    zero: float
    months: float
    highest: float

    def x(self, month: float) -> float:
        return self.left + month / self.months * (self.right - self.left)

    def y(self, share: float) -> float:
        return self.zero - share / self.highest * PANEL


def waits(
    frame: pd.DataFrame,
    look: Look,
    *,
    panels: Mapping[str, str],
    ends: Ends,
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw the chance to have moved by each month since the start.

    Parameters
    ----------
    frame : DataFrame, one row for each panel, end and month
        panel, end, months, value, lower, upper (shares; blank where not known).
    panels : panel -> its name, in order; one without rows is left out
    ends : end -> its name, the token of its line and that of its words
    names : our column -> the frame's own name for it, where it differs
    """
    rows = renamed(frame, names)
    rows = rows[rows["value"].notna()]
    shown = {key: name for key, name in panels.items() if (rows["panel"] == key).any()}
    per_row = 1 if look.is_narrow else max(1, len(shown))
    n_rows = -(-len(shown) // per_row)
    block = HEAD + PANEL + FEET
    sheet = Sheet(look, n_rows * (block + GAP_DOWN) - GAP_DOWN + canvas.foot(look))
    width = (look.width - GAP * (per_row - 1)) / per_row
    highest = math.ceil(float(rows["upper"].max()) * 10 + 1e-9) / 10
    for place, (key, name) in enumerate(shown.items()):
        down, across = divmod(place, per_row)
        left = across * (width + GAP)
        at = _Panel(
            left=left + AXIS,
            right=left + width - _labels(rows, look, ends),
            zero=down * (block + GAP_DOWN) + HEAD + PANEL,
            months=float(rows["months"].max()),
            highest=min(max(highest, 0.1), 1.0),
        )
        sheet.write(left, at.zero - PANEL - HEAD + 5, name, bold=True, upright="top")
        _axis(sheet, at)
        _curves(sheet, rows[rows["panel"] == key], at, ends)
    return sheet.figure()


def _labels(rows: pd.DataFrame, look: Look, ends: Ends) -> float:
    """Return the pixels that the longest name of a curve needs at the right."""
    last = rows.sort_values("months").groupby(["panel", "end"])["value"].last()
    said = [
        f"{ends[end][0]} {chance(float(value))}" for (_, end), value in last.items()
    ]
    longest = max(text_width(each, bold=True) for each in said) + 14
    return max(longest, LABELS_NARROW if look.is_narrow else LABELS)


def _axis(sheet: Sheet, at: _Panel) -> None:
    """Draw the levels of the chance, the months, and the end of the first year."""
    step = 0.1 if at.highest <= 0.6 else 0.2
    for number in range(round(at.highest / step) + 1):
        share = step * number
        colour = "rule" if number else "edge"
        sheet.rule((at.left, at.y(share)), (at.right, at.y(share)), colour=colour)
        sheet.write(
            at.left - 6,
            at.y(share),
            percent(share, places=0),
            colour="ink_2",
            across="right",
        )
    for month in range(0, int(at.months) + 1, 6):
        sheet.write(
            at.x(month),
            at.zero + 5,
            f"{month}",
            colour="ink_2",
            across="center",
            upright="top",
        )
    sheet.write(
        at.left,
        at.zero + 22,
        "months in the tier",
        colour="ink_2",
        size=LEAST_SIZE,
        upright="top",
    )
    if at.months >= A_YEAR:
        x = at.x(A_YEAR)
        sheet.rule((x, at.zero), (x, at.zero - PANEL), colour="edge", dash="2px,3px")


def _curves(sheet: Sheet, rows: pd.DataFrame, at: _Panel, ends: Ends) -> None:
    """Draw each end's range and steps, and name it at the right."""
    drawn = [key for key in ends if (rows["end"] == key).any()]
    for key in drawn:
        _band(sheet, rows[rows["end"] == key], at, ends[key][1])
    places = []
    for key in drawn:
        own = rows[rows["end"] == key].sort_values("months")
        name, colour, _ = ends[key]
        x, y = _steps(own, "value", at)
        paint = sheet.look.colour(colour)
        sheet.scatter(
            x=x,
            y=y,
            mode="lines",
            line={"color": paint, "width": 2.4},
            hoverinfo="skip",
            cliponaxis=False,
        )
        _points(sheet, own, at, name, paint)
        places.append((float(y[-1]), key, own.iloc[-1]))
    _names(sheet, places, at, ends)


def _points(sheet: Sheet, own: pd.DataFrame, at: _Panel, name: str, paint: str) -> None:
    """Mark the chance after a year, and let each month be read."""
    is_year = own["months"] == A_YEAR
    sheet.scatter(
        x=[at.x(month) for month in own["months"]],
        y=[at.y(value) for value in own["value"]],
        mode="markers",
        marker={
            "size": np.where(is_year, 9, 1),
            "color": paint,
            "opacity": 1,
            "line": {"width": 0},
        },
        text=[
            f"{name} within {row['months']:.0f} months: {chance(row['value'])} "
            f"(likely range {chance(row['lower'])} to {chance(row['upper'])})"
            for row in own.to_dict("records")
        ],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def _steps(
    own: pd.DataFrame, column: str, at: _Panel
) -> tuple[list[float], list[float]]:
    """Return a curve as steps from nothing at month 0."""
    x, y = [at.x(0)], [at.y(0)]
    for month, value in zip(own["months"], own[column], strict=True):
        x += [at.x(month), at.x(month)]
        y += [y[-1], at.y(value)]
    return x, y


def _band(sheet: Sheet, own: pd.DataFrame, at: _Panel, colour: str) -> None:
    """Fill the likely range of one curve."""
    own = own.sort_values("months")
    x, low = _steps(own, "lower", at)
    _, high = _steps(own, "upper", at)
    sheet.scatter(
        x=[*x, *x[::-1]],
        y=[*low, *high[::-1]],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=sheet.look.colour(colour),
        opacity=BAND,
        hoverinfo="skip",
        cliponaxis=False,
    )


def _names(
    sheet: Sheet, places: list[tuple[float, str, pd.Series]], at: _Panel, ends: Ends
) -> None:
    """Name the curves at the right, kept apart, highest first."""
    free = at.zero - PANEL - HEAD / 2
    ordered = sorted(places, key=lambda place: place[0])
    for left, (y, key, last) in enumerate(ordered):
        below = PITCH * (len(ordered) - 1 - left)
        y = min(max(y, free), at.zero - OVER_THE_FOOT - below)
        free = y + PITCH
        name, _, ink = ends[key]
        said = f"{name} {chance(float(last['value']))}"
        sheet.write(at.right + 8, y, said, colour=ink, bold=True)
        under = f"{chance(float(last['lower']))} to {chance(float(last['upper']))}"
        room = LABELS_NARROW if sheet.look.is_narrow else LABELS
        long = f"likely {under}"
        sheet.write(
            at.right + 8,
            y + 15,
            long if text_width(long, LEAST_SIZE) < room - 8 else under,
            colour="ink_2",
            size=LEAST_SIZE,
        )
