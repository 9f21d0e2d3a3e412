"""Where a trend's limits start anew: a dotted upright, and a person's reason for it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import theme
from analytics.figures.canvas import text_width
from analytics.figures.theme import Look
from analytics.figures.trend_limits import Days, stretches
from analytics.figures.trend_words import Place, margins

LINE = 15  # pixels for a line of a reason
BESIDE = 5  # pixels from the upright to its words


@dataclass(frozen=True)
class Start:
    """One new start: where its upright is, and its reason in lines that fit."""

    at: pd.Timestamp
    lines: tuple[str, ...]
    is_left: bool


def starts_of(frame: pd.DataFrame, look: Look, ends: Days) -> list[Start]:
    """Return each new start, its reason on the roomier side of its upright."""
    room = margins(look)
    width = look.width - room["l"] - room["r"]
    found = []
    for at, _, rows in stretches(frame, ends)[1:]:
        share = (at - ends[0]) / (ends[1] - ends[0])
        is_left = share > 0.5
        free = (share if is_left else 1 - share) * width - 2 * BESIDE
        lines = _lines(str(rows["rebase_reason"].iloc[0]), free)
        found.append(Start(at, tuple(lines), is_left))
    return found


def _lines(reason: str, room: float) -> list[str]:
    """Break a reason into as few lines as fit."""
    lines: list[str] = []
    for word in reason.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, theme.LEAST_SIZE) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def starts_height(starts: list[Start]) -> float:
    """Return the pixels that the reasons need, one under another."""
    return float(sum(LINE * len(start.lines) + 2 for start in starts))


def draw_starts(
    figure: go.Figure, starts: list[Start], look: Look, place: Place, row: float
) -> None:
    """Draw each upright with its reason at its foot, from the first at the top."""
    free = starts_height(starts)
    for start in starts:
        figure.add_shape(
            type="line",
            x0=start.at,
            x1=start.at,
            y0=place.low,
            y1=place.high,
            line={"color": look.colour("edge"), "width": 1.4, "dash": "dot"},
        )
        free -= LINE * len(start.lines) + 2
        side = "right" if start.is_left else "left"
        figure.add_annotation(
            x=start.at,
            y=place.low,
            xshift=-BESIDE if start.is_left else BESIDE,
            yshift=row + free,
            xanchor=side,
            yanchor="bottom",
            align=side,
            borderpad=0,
            showarrow=False,
            text="<br>".join(map(_plain, start.lines)),
            font={"size": theme.LEAST_SIZE, "color": look.colour("ink_2")},
            bgcolor=look.colour("paper"),
        )


def _plain(words: str) -> str:
    """Take away what Plotly would read as markup: the words are a reader's own."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
