"""Words round a trend: what to find, what the limits rest on, what is blank."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas, theme
from analytics.figures.theme import Look
from analytics.words import mark

LEADER = 26  # pixels from words to what they name
LAST_VALUE = 30  # pixels more, where the last value's name stands between
ROW = 18  # pixels for a row of words under the values
FINDING = 44  # pixels for two lines over or under the values


@dataclass(frozen=True)
class Finding:
    """What the eye should find, and the quarter that it is about."""

    words: str
    quarter_end: dt.date


@dataclass(frozen=True)
class Place:
    """Where things are: the plot's margins, and the values at its edges."""

    room: dict[str, float]
    low: float
    high: float
    height: float

    def pixels(self, value: float) -> float:
        """Return how far below the top of the plot a value is drawn."""
        return (self.high - value) / (self.high - self.low) * self.height


class Room(NamedTuple):
    """Pixels that words take over and under the values."""

    over: float
    under: float


def margins(look: Look) -> dict[str, float]:
    """Return the plot's margins, in pixels."""
    sides = (40.0, 62.0) if look.is_narrow else (46.0, 132.0)
    return {"l": sides[0], "r": sides[1], "t": 10.0, "b": 42.0}


def is_high(frame: pd.DataFrame, finding: Finding) -> bool:
    """Say whether the value found stands over the average."""
    row = frame[
        pd.to_datetime(frame["quarter_end"]) == pd.Timestamp(finding.quarter_end)
    ]
    return bool((row["value"] >= row["average"]).all())


def bracket_baseline(
    figure: go.Figure,
    frame: pd.DataFrame,
    days: pd.Series,
    look: Look,
    low: float,
    words: str,
    row: float,
) -> float:
    """Bracket the quarters that the present limits rest on; return the pixels used."""
    is_last = frame["stretch"] == frame["stretch"].max()
    learned = days[(frame["is_baseline"].astype(bool) & is_last).to_numpy(bool)]
    if not words or learned.empty:
        return 0.0
    at = {
        "y0": row + ROW - 2,
        "y1": row + ROW - 2,
        "yanchor": low,
        "ysizemode": "pixel",
    }
    figure.add_shape(
        type="line",
        x0=learned.min(),
        x1=learned.max(),
        **at,
        line={"color": look.colour("edge"), "width": 1.4},
    )
    figure.add_annotation(
        x=learned.min(),
        y=low,
        xanchor="left",
        yanchor="bottom",
        yshift=row - 2,
        showarrow=False,
        text=words,
        font={"size": theme.LEAST_SIZE, "color": look.colour("ink_2")},
    )
    return ROW


def mark_blanks(
    figure: go.Figure,
    frame: pd.DataFrame,
    days: pd.Series,
    look: Look,
    low: float,
    row: float,
) -> None:
    """Write the mark of each run of like blanks under the places of their dots."""
    marks = frame["value_status"].where(frame["value"].isna(), "")
    for _, run in marks.groupby((marks != marks.shift()).cumsum()):
        if not run.iloc[0]:
            continue
        first, last = (days.loc[run.index[end]] for end in (0, -1))
        figure.add_annotation(
            x=first + (last - first) / 2,
            y=low,
            text=mark("", run.iloc[0]),
            yanchor="bottom",
            yshift=row,
            showarrow=False,
            font={"size": theme.LEAST_SIZE, "color": look.colour("ink_2")},
        )
        figure.add_shape(
            type="line",
            x0=first - pd.Timedelta(days=20),
            x1=last + pd.Timedelta(days=20),
            y0=row + ROW,
            y1=row + ROW,
            yanchor=low,
            ysizemode="pixel",
            line={"color": look.colour("context"), "width": 1.4},
        )


def warn(figure: go.Figure, look: Look, warning: str) -> None:
    """Write over the chart what keeps it from being judged."""
    figure.add_annotation(
        x=0,
        y=1,
        xref="paper",
        yref="paper",
        xanchor="left",
        yanchor="top",
        showarrow=False,
        align="left",
        text=f"<b>{canvas.wrapped(warning, look.width - 2 * LEADER)}</b>",
        bgcolor=look.colour("paper"),
        font={"color": look.colour("ink_2")},
    )


def find(
    figure: go.Figure,
    frame: pd.DataFrame,
    days: pd.Series,
    look: Look,
    place: Place,
    finding: Finding,
) -> None:
    """Write the finding over or under its quarter, with a thin leader."""
    at = int(np.flatnonzero(days == pd.Timestamp(finding.quarter_end))[0])
    value = float(frame["value"].iloc[at])
    foot = place.height - canvas.foot(look) - FINDING / 2 - ROW
    words_at = FINDING / 2 - 4 if is_high(frame, finding) else foot
    # The words stand on the roomier side of their quarter, clear of the last value.
    first, last = (pd.Timestamp(end) for end in figure.layout.xaxis.range)
    share = (days.iloc[at] - first) / (last - first)
    side = "right" if share > 0.5 else "left"
    away = LEADER + (LAST_VALUE if frame["value"].iloc[at + 2 :].isna().all() else 0)
    width = look.width - place.room["l"] - place.room["r"]
    longest = max(canvas.text_width(line, bold=True) for line in _lines(finding.words))
    # Never past the edge of the figure, though the leader then stands straight.
    left = place.room["l"] + share * width
    away = min(away, (left if side == "right" else look.width - left) - longest - 2)
    figure.add_annotation(
        x=days.iloc[at],
        y=value,
        ax=-away if side == "right" else away,
        ay=words_at - place.pixels(value),
        xanchor=side,
        yanchor="middle",
        align=side,
        text=finding.words,
        font={"color": look.colour("accent_ink")},
        showarrow=True,
        arrowhead=0,
        arrowwidth=1.2,
        standoff=9,
        arrowcolor=look.colour("accent_ink"),
        bgcolor=look.colour("paper"),
    )


def _lines(words: str) -> list[str]:
    return words.replace("<b>", "").replace("</b>", "").split("<br>")
