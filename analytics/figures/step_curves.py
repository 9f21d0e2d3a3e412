"""Curves of a share over the time since a start, with those still watched beneath."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas
from analytics.figures.canvas import Sheet, text_width
from analytics.figures.columns import renamed
from analytics.figures.step_words import (
    AXIS,
    BESIDE,
    LINE,
    NAMES,
    ROW,
    ROW_NARROW,
    Curve,
    Place,
    name_curves,
    write_key,
    write_watched,
)
from analytics.figures.theme import Look
from analytics.words import percent

PLOT, PLOT_NARROW = 300, 250  # pixels
TOP = 14  # pixels over the plot
BAND = 0.16  # opacity
A_YEAR = 52  # weeks
YEAR_ROOM = 52  # pixels that "2 years" needs
FIFTHS = 5  # steps of the upright scale


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
        name_curves(sheet, place, drawn, shown)
    elif not watched_words:
        write_key(sheet, shown)
    if watched_words:
        write_watched(sheet, place, drawn, shown, ticks, watched_words)
    return sheet.figure()


def _rows_high(curves: Mapping[str, Curve], look: Look) -> float:
    return ROW + len(curves) * (ROW_NARROW if look.is_narrow else ROW) + 6


def _place(rows: pd.DataFrame, curves: Mapping[str, Curve], look: Look) -> Place:
    widest = max((text_width(each.name) for each in curves.values()), default=60.0)
    tall = PLOT_NARROW if look.is_narrow else PLOT
    largest = float(np.nanmax(rows[["share", "upper"]].to_numpy(float), initial=0.0))
    top = TOP
    if look.is_narrow and "watched" not in rows:
        top += NAMES * math.ceil(len(curves) / 2) + 6
    return Place(
        left=42 if look.is_narrow or "watched" not in rows else widest + BESIDE,
        right=look.width - (14 if look.is_narrow else widest + 22),
        foot=top + tall,
        high=1.0 if largest > 0.6 else max(math.ceil(largest * 10) / 10, 0.1),
        weeks=max(float(rows["weeks"].max()), 1.0),
        tall=tall,
    )


def _axes(sheet: Sheet, place: Place) -> list[float]:
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


def _name_weeks(sheet: Sheet, place: Place) -> list[float]:
    ticks = [0.0, float(place.weeks)]
    for week in ticks:
        _tick(sheet, place, week, f"{week:g} weeks" if week else "start")
    return ticks


def _tick(sheet: Sheet, place: Place, week: float, said: str) -> None:
    x = place.x(week)
    sheet.rule((x, place.foot), (x, place.foot + 5), colour="edge")
    half = text_width(said) / 2
    at = min(max(x, half), sheet.look.width - half - 2)
    sheet.write(
        at, place.foot + 8, said, colour="ink_2", across="center", upright="top"
    )


def _path(
    place: Place, weeks: np.ndarray, shares: np.ndarray, is_joined: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Return the pixels of a curve, which steps at its weeks or is joined up."""
    x = np.array([place.x(each) for each in weeks])
    y = np.array([place.y(each) for each in shares])
    if is_joined:
        return x, y
    return np.repeat(x, 2)[1:], np.repeat(y, 2)[:-1]


def _band(
    sheet: Sheet, place: Place, rows: pd.DataFrame, curve: Curve, is_joined: bool
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
    sheet: Sheet, place: Place, rows: pd.DataFrame, curve: Curve, is_joined: bool
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
