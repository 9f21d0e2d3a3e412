"""Curves of a share over the time since a start, with those still watched beneath."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas
from analytics.figures.canvas import Sheet, text_width
from analytics.figures.columns import renamed
from analytics.figures.theme import LEAST_SIZE, Look
from analytics.words import count, percent

PLOT, PLOT_NARROW = 300, 250  # pixels
TOP, AXIS = 14, 30  # pixels over the plot and under it, for the years
LINE, BAND = 2.4, 0.16  # pixels; opacity
BESIDE = 36  # pixels from a name under the plot to the first number
NEAR_THE_END = 0.25  # of the plot: a curve that stops there is named at its edge
ROW, ROW_NARROW = 20, 36  # pixels for those watched of one curve
NAMES = 17  # pixels between two names at the right
A_YEAR = 52  # weeks
YEAR_ROOM = 52  # pixels that "2 years" needs
FIFTHS = 5  # steps of the upright scale


class Curve(NamedTuple):
    """How one curve is named and drawn: its words, a theme token and a dash."""

    name: str
    token: str
    dash: str = "solid"


@dataclass(frozen=True)
class _Place:
    """Where weeks and shares are drawn, in pixels."""

    left: float
    right: float
    foot: float
    high: float
    weeks: float
    tall: float

    def x(self, weeks: float) -> float:
        return self.left + weeks / self.weeks * (self.right - self.left)

    def y(self, share: float) -> float:
        return self.foot - share / self.high * self.tall


def step_curves(
    frame: pd.DataFrame,
    look: Look,
    *,
    curves: Mapping[str, Curve],
    is_joined: bool = False,
    watched_words: str = "",
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw each curve with its interval, and under the years how many are watched.

    Parameters
    ----------
    frame : DataFrame, one row for each curve and week, in order of time
        curve, weeks, share (0 to 1), lower, upper, and watched where it is told.
    curves : curve -> how it is drawn, in order
    is_joined : straight lines between the points and no steps: a life table
    watched_words : heads the rows of those watched; none are drawn without it
    names : our column -> the frame's own name for it, where it differs
    """
    rows = renamed(frame, names)
    shown = {key: each for key, each in curves.items() if key in set(rows["curve"])}
    place = _place(rows, shown, look)
    under = _rows_high(shown, look) if watched_words else 0
    sheet = Sheet(look, place.foot + AXIS + under + canvas.foot(look))
    ticks = _axes(sheet, place)
    drawn = {key: rows[rows["curve"] == key] for key in shown}
    for key, curve in shown.items():
        _band(sheet, place, drawn[key], curve, is_joined)
    for key, curve in shown.items():
        _line(sheet, place, drawn[key], curve, is_joined)
    if not look.is_narrow:
        _names(sheet, place, drawn, shown)
    elif not watched_words:
        _key(sheet, shown)
    if watched_words:
        _watched(sheet, place, drawn, shown, ticks, watched_words)
    return sheet.figure()


def _rows_high(curves: Mapping[str, Curve], look: Look) -> float:
    return ROW + len(curves) * (ROW_NARROW if look.is_narrow else ROW) + 6


def _place(rows: pd.DataFrame, curves: Mapping[str, Curve], look: Look) -> _Place:
    widest = max((text_width(each.name) for each in curves.values()), default=60.0)
    tall = PLOT_NARROW if look.is_narrow else PLOT
    largest = float(np.nanmax(rows[["share", "upper"]].to_numpy(float), initial=0.0))
    top = TOP
    if look.is_narrow and "watched" not in rows:
        top += NAMES * math.ceil(len(curves) / 2) + 6
    return _Place(
        left=42 if look.is_narrow or "watched" not in rows else widest + BESIDE,
        right=look.width - (14 if look.is_narrow else widest + 22),
        foot=top + tall,
        high=1.0 if largest > 0.6 else max(math.ceil(largest * 10) / 10, 0.1),
        weeks=max(float(rows["weeks"].max()), 1.0),
        tall=tall,
    )


def _axes(sheet: Sheet, place: _Place) -> list[float]:
    """Draw the scale and name the years; return the weeks that are named."""
    for fifth in range(FIFTHS + 1):
        share = place.high * fifth / FIFTHS
        y = place.y(share)
        colour = "rule" if fifth else "edge"
        sheet.rule((place.left, y), (place.right, y), colour=colour)
        sheet.write(
            place.left - 8, y, percent(share, places=0), colour="ink_2", across="right"
        )
    if place.weeks < A_YEAR:
        return _name_weeks(sheet, place)
    years = int(place.weeks // A_YEAR)
    every = max(1, math.ceil(YEAR_ROOM / (place.x(A_YEAR) - place.left)))
    ticks = [float(A_YEAR * year) for year in range(0, years + 1, every)]
    for week in ticks:
        year = round(week / A_YEAR)
        said = "start" if not year else f"{year} year{'s' if year > 1 else ''}"
        _tick(sheet, place, week, said)
    return ticks


def _name_weeks(sheet: Sheet, place: _Place) -> list[float]:
    ticks = [0.0, float(place.weeks)]
    for week in ticks:
        _tick(sheet, place, week, f"{week:g} weeks" if week else "start")
    return ticks


def _tick(sheet: Sheet, place: _Place, week: float, said: str) -> None:
    x = place.x(week)
    sheet.rule((x, place.foot), (x, place.foot + 5), colour="edge")
    half = text_width(said) / 2
    at = min(max(x, half), sheet.look.width - half - 2)
    sheet.write(
        at, place.foot + 8, said, colour="ink_2", across="center", upright="top"
    )


def _path(
    place: _Place, weeks: np.ndarray, shares: np.ndarray, is_joined: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Return the pixels of a curve, which steps at its weeks or is joined up."""
    x = np.array([place.x(each) for each in weeks])
    y = np.array([place.y(each) for each in shares])
    if is_joined:
        return x, y
    return np.repeat(x, 2)[1:], np.repeat(y, 2)[:-1]


def _band(
    sheet: Sheet, place: _Place, rows: pd.DataFrame, curve: Curve, is_joined: bool
) -> None:
    known = rows[rows["lower"].notna() & rows["upper"].notna()]
    if len(known) < 2:
        return
    weeks = known["weeks"].to_numpy(float)
    x, low = _path(place, weeks, known["lower"].to_numpy(float), is_joined)
    _, high = _path(place, weeks, known["upper"].to_numpy(float), is_joined)
    sheet.scatter(
        x=np.r_[x, x[::-1]].round(1),
        y=np.r_[low, high[::-1]].round(1),
        mode="lines",
        line={"width": 0, "color": sheet.look.colour(curve.token)},
        fill="toself",
        fillcolor=sheet.look.colour(curve.token),
        opacity=BAND,
        hoverinfo="skip",
        name=f"{curve.name}, interval",
    )


def _line(
    sheet: Sheet, place: _Place, rows: pd.DataFrame, curve: Curve, is_joined: bool
) -> None:
    known = rows[rows["share"].notna()]
    x, y = _path(
        place,
        known["weeks"].to_numpy(float),
        known["share"].to_numpy(float),
        is_joined,
    )
    told = [_told(curve, row) for _, row in known.iterrows()]
    sheet.scatter(
        x=x.round(1),
        y=y.round(1),
        mode="lines+markers" if is_joined else "lines",
        marker={"size": 6, "color": sheet.look.colour(curve.token)},
        line={
            "width": LINE,
            "color": sheet.look.colour(curve.token),
            "dash": curve.dash,
        },
        text=told if is_joined else np.repeat(told, 2)[:-1].tolist(),
        hovertemplate="%{text}<extra></extra>",
        name=curve.name,
    )


def _told(curve: Curve, row: pd.Series) -> str:
    """Say one point in words: its time, its share, its interval."""
    said = f"{curve.name}, {row['weeks']:g} weeks: {percent(row['share'])}"
    if pd.notna(row["lower"]) and pd.notna(row["upper"]):
        ends = f"{percent(row['lower'])} to {percent(row['upper'])}"
        said += f" (95% interval {ends})"
    return said


def _names(
    sheet: Sheet,
    place: _Place,
    drawn: Mapping[str, pd.DataFrame],
    curves: Mapping[str, Curve],
) -> None:
    """Name each curve at its end, names kept apart."""
    ends = {}
    for key, rows in drawn.items():
        last = rows[rows["share"].notna()].iloc[-1]
        x = place.x(float(last["weeks"]))
        if place.right - x < NEAR_THE_END * (place.right - place.left):
            x = place.right
        ends[key] = (x, place.y(float(last["share"])))
    below = -math.inf
    for key, (x, y) in sorted(ends.items(), key=lambda each: each[1][1]):
        at = max(y, below + NAMES)
        below = at
        sheet.write(
            x + 8, at, curves[key].name, colour=_ink(curves[key].token), bold=True
        )


def _ink(token: str) -> str:
    """Return a token that words of a curve's colour can be read in."""
    return {"accent": "accent_ink", "context": "ink_2", "data_3": "data_2"}.get(
        token, token
    )


def _key(sheet: Sheet, curves: Mapping[str, Curve]) -> None:
    """Name the curves over the plot, two in a row, each beside a piece of its line."""
    for number, curve in enumerate(curves.values()):
        down, across = divmod(number, 2)
        x, y = across * sheet.look.width / 2, 10 + down * NAMES
        _piece(sheet, x, y, curve)
        sheet.write(x + 26, y, curve.name, size=LEAST_SIZE)


def _piece(sheet: Sheet, x: float, y: float, curve: Curve) -> None:
    sheet.rule((x, y), (x + 20, y), colour=curve.token, width=LINE, dash=curve.dash)


def _watched(
    sheet: Sheet,
    place: _Place,
    drawn: Mapping[str, pd.DataFrame],
    curves: Mapping[str, Curve],
    ticks: list[float],
    said: str,
) -> None:
    """Write under each year how many are still watched of each curve."""
    narrow = sheet.look.is_narrow
    y = place.foot + AXIS + ROW / 2
    sheet.write(0, y, said, colour="ink_2", size=LEAST_SIZE)
    for key, curve in curves.items():
        y += ROW
        rows = drawn[key].set_index("weeks")["watched"]
        if narrow:
            _piece(sheet, 0, y, curve)
            sheet.write(26, y, curve.name, size=LEAST_SIZE)
            y += ROW_NARROW - ROW
        else:
            name = curve.name
            sheet.write(place.left - BESIDE + 6, y, name, across="right")
        for week in ticks:
            at = rows.get(week)
            if at is None or pd.isna(at):
                continue
            text = count(float(at))
            half = text_width(text, LEAST_SIZE) / 2
            x = min(max(place.x(week), half), sheet.look.width - half - 2)
            sheet.write(x, y, text, size=LEAST_SIZE, across="center")
