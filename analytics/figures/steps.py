"""Shares that fall or rise day by day: step curves with their intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas
from analytics.figures.canvas import Sheet, text_width
from analytics.figures.columns import renamed
from analytics.figures.placing import spread
from analytics.figures.theme import LEAST_SIZE, Look
from analytics.words import percent

PLOT, TOP, FEET = 250, 16, 30  # pixels: the curves, over and under them
AXIS = 46  # pixels for the shares at the left
PITCH = 18  # pixels between two names at the right
LINE = 2.4  # pixels
TICKS = (7, 14, 28, 56, 91, 182)  # days
TICK_ROOM = 46  # pixels that the name of a day needs
HALF = 0.5

Series = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class _Plot:
    """The scale of days across and shares down."""

    left: float
    right: float
    longest: float
    highest: float

    def x(self, day: float) -> float:
        return self.left + day / self.longest * (self.right - self.left)

    def y(self, share: float) -> float:
        return TOP + PLOT * (1 - share / self.highest)


def step_curves(
    frame: pd.DataFrame,
    look: Look,
    *,
    series: Series,
    middle: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw each share as steps over days, its interval as a band, named at its end.

    Parameters
    ----------
    frame : DataFrame, one row for each series and day, in order of days
        series, day, value, lower and upper (0 to 1; blank where not known).
    series : series -> its name and the token of its line, the last drawn on top
    middle : series -> words for the day on which its share passes a half
    names : our column -> the frame's own name for it, where it differs
    """
    frame = renamed(frame, names)
    held = {key: each for key, each in series.items() if key in set(frame["series"])}
    widest = max((_label_width(name) for name, _ in held.values()), default=0.0)
    room = min(widest + 12, look.width * 0.4)
    top = frame[["value", "upper"]].max().max()
    plot = _Plot(
        left=AXIS,
        right=look.width - room,
        longest=max(float(frame["day"].max()), 1.0),
        highest=1.0 if not top <= HALF else np.ceil(top * 10) / 10 or 1.0,
    )
    sheet = Sheet(look, TOP + PLOT + FEET + canvas.foot(look))
    _grid(sheet, plot)
    for key, (_, token) in held.items():
        _band(sheet, plot, frame[frame["series"] == key], token)
    for key, (name, token) in held.items():
        _line(sheet, plot, frame[frame["series"] == key], name, token)
    _ends(sheet, plot, frame, held, room)
    for key, said in (middle or {}).items():
        _middle(sheet, plot, frame[frame["series"] == key], said)
    return sheet.figure()


def _label_width(name: str) -> float:
    return text_width(f"{name} 100%", bold=True)


def _grid(sheet: Sheet, plot: _Plot) -> None:
    """Draw and name the levels, and name the days."""
    step = 0.25 if plot.highest > HALF else plot.highest / 4
    for number in range(5):
        share = step * number
        y = plot.y(share)
        colour = "edge" if number == 0 else "rule"
        sheet.rule((plot.left, y), (plot.right, y), colour=colour)
        places = 0 if round(share * 100, 6) % 1 == 0 else 1
        sheet.write(
            plot.left - 8,
            y,
            percent(share, places=places),
            colour="ink_2",
            across="right",
        )
    fits = max(1, int((plot.right - plot.left) / TICK_ROOM))
    every = next((days for days in TICKS if plot.longest / days <= fits), TICKS[-1])
    days = np.arange(0, plot.longest + 1e-9, every)
    for day in days:
        said = "0" if day == 0 else f"{day:.0f}"
        sheet.write(
            plot.x(float(day)),
            TOP + PLOT + 6,
            f"{said} days" if day == days[-1] else said,
            colour="ink_2",
            across="center",
            upright="top",
            size=LEAST_SIZE,
        )


def _steps(
    plot: _Plot, rows: pd.DataFrame, column: str
) -> tuple[list[float], list[float]]:
    """Turn days and shares into the corners of steps."""
    known = rows[rows[column].notna()]
    across = [plot.x(float(day)) for day in known["day"]]
    down = [plot.y(float(share)) for share in known[column]]
    xs = [x for pair in pairwise(across) for x in pair]
    ys = [y for y in down[:-1] for _ in range(2)]
    return [*xs, *across[-1:]], [*ys, *down[-1:]]


def _band(sheet: Sheet, plot: _Plot, rows: pd.DataFrame, token: str) -> None:
    known = rows[rows["lower"].notna() & rows["upper"].notna()]
    if len(known) < 2:
        return
    over, under = _steps(plot, known, "upper"), _steps(plot, known, "lower")
    sheet.scatter(
        x=[*over[0], *reversed(under[0])],
        y=[*over[1], *reversed(under[1])],
        mode="lines",
        line={"width": 0},
        fill="toself",
        fillcolor=sheet.look.colour(token),
        opacity=0.16,
        hoverinfo="skip",
    )


def _line(sheet: Sheet, plot: _Plot, rows: pd.DataFrame, name: str, token: str) -> None:
    known = rows[rows["value"].notna()]
    sheet.scatter(
        x=[plot.x(float(day)) for day in known["day"]],
        y=[plot.y(float(share)) for share in known["value"]],
        mode="lines",
        line={"color": sheet.look.colour(token), "width": LINE, "shape": "hv"},
        text=[
            f"{name}, day {day:.0f}: {percent(share)}"
            for day, share in zip(known["day"], known["value"], strict=True)
        ],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )


def _ends(
    sheet: Sheet, plot: _Plot, frame: pd.DataFrame, series: Series, room: float
) -> None:
    """Name each curve at its end with its last share, moved apart where they meet."""
    last = {}
    for key in series:
        known = frame[(frame["series"] == key) & frame["value"].notna()]
        if len(known):
            last[key] = known.iloc[-1]
    places = spread(
        [plot.y(float(row["value"])) for row in last.values()],
        PITCH,
        TOP,
        TOP + PLOT - 2,
    )
    for (key, row), y in zip(last.items(), places, strict=True):
        name, token = series[key]
        end = plot.x(float(row["day"]))
        ink = "ink_2" if token in ("context", "soft", "data_3") else token
        said = f"{name} <b>{percent(float(row['value']), places=0)}</b>"
        long = text_width(f"{name} 100%", bold=True) > room - 8
        if long:
            said = f"<b>{percent(float(row['value']), places=0)}</b>"
        at = max(plot.right, end) + 8
        sheet.write(at, y, said, colour="accent_ink" if ink == "accent" else ink)


def _middle(sheet: Sheet, plot: _Plot, rows: pd.DataFrame, said: str) -> None:
    """Drop a line from the day on which the share passes a half, and name it."""
    known = rows[rows["value"].notna()]
    past = known[known["value"] <= HALF]
    # Only a share that falls has such a day; one that begins lower has had it.
    if past.empty or not said or known["value"].iloc[0] <= HALF:
        return
    x = plot.x(float(past["day"].iloc[0]))
    sheet.rule(
        (plot.left, plot.y(HALF)), (x, plot.y(HALF)), colour="ink", dash="2px,3px"
    )
    sheet.rule((x, plot.y(HALF)), (x, plot.y(0)), colour="ink", dash="2px,3px")
    wide = text_width(said)
    fits = x + 10 + wide < plot.right
    sheet.write(
        x + 10 if fits else max(x - 10, wide + plot.left),
        plot.y(HALF) - 12,
        said,
        colour="accent_ink",
        across="left" if fits else "right",
        paper=True,
    )
