"""The limits of a trend: a band, its edges and its middle, for each stretch."""

from __future__ import annotations

import itertools
from typing import Protocol

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.figures import theme
from analytics.figures.theme import Look
from analytics.figures.trend_words import Place

NAMES = {"Upper limit": "upper", "Average": "average", "Lower limit": "lower"}
LABEL_PITCH, LABEL_PITCH_NARROW = 17, 32  # pixels between two names at the right

Days = tuple[pd.Timestamp, pd.Timestamp]


class Write(Protocol):
    """Turns a value into words, such as 43.1%."""

    def __call__(self, value: float, /, *, places: int = ...) -> str:
        """Write a value with so many decimals."""
        ...


def draw_limits(
    figure: go.Figure,
    frame: pd.DataFrame,
    look: Look,
    write: Write,
    ends: Days,
    place: Place,
) -> None:
    """Draw the limits of each stretch; those of the last one are named at the right."""
    for first, last, rows in stretches(frame, ends):
        levels = [float(rows[column].iloc[-1]) for column in NAMES.values()]
        if not np.isfinite(levels[0]):
            continue
        across = {"type": "line", "x0": first, "x1": last, "layer": "below"}
        band = {**across, "type": "rect", "y0": levels[2], "y1": levels[0]}
        soft = look.colour("soft")
        figure.add_shape(**band, fillcolor=soft, opacity=0.28, line={"width": 0})
        for name, level in zip(NAMES, levels, strict=True):
            dash = "solid" if name == "Average" else "4px,3px"
            edge = {"color": look.colour("context"), "width": 1.4, "dash": dash}
            figure.add_shape(**across, y0=level, y1=level, line=edge)
        if last == ends[1]:
            _name_limits(figure, levels, look, write, last, place)


def stretches(
    frame: pd.DataFrame, ends: Days
) -> list[tuple[pd.Timestamp, pd.Timestamp, pd.DataFrame]]:
    """Return each stretch's ends and rows; two meet half-way between their quarters."""
    groups = [rows for _, rows in frame.groupby("stretch", sort=True)]
    days = [pd.to_datetime(rows["quarter_end"]) for rows in groups]
    meets = [
        before.max() + (after.min() - before.max()) / 2
        for before, after in itertools.pairwise(days)
    ]
    edges = [ends[0], *meets, ends[1]]
    spans = itertools.pairwise(edges)
    return [(*span, rows) for span, rows in zip(spans, groups, strict=False)]


def _name_limits(
    figure: go.Figure,
    levels: list[float],
    look: Look,
    write: Write,
    at: pd.Timestamp,
    place: Place,
) -> None:
    pitch = LABEL_PITCH_NARROW if look.is_narrow else LABEL_PITCH
    shifts = _apart([place.pixels(level) for level in levels], pitch)
    for name, level, shift in zip(NAMES, levels, shifts, strict=True):
        short = f"{name.split()[0]}<br>{write(level)}"
        figure.add_annotation(
            x=at,
            y=level,
            xshift=8,
            yshift=-shift,
            xanchor="left",
            yanchor="middle",
            align="left",
            showarrow=False,
            text=short if look.is_narrow else f"{name} {write(level)}",
            font={"color": look.colour("ink_2"), "size": theme.TEXT_SIZE},
        )


def _apart(places: list[float], pitch: float) -> list[float]:
    """Return how far down to push each of three names so that none overlap."""
    middle = places[1]
    pushed = [min(places[0], middle - pitch), middle, max(places[2], middle + pitch)]
    return [after - before for before, after in zip(places, pushed, strict=True)]
