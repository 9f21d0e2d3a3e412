"""Charts of one number over time."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas, theme
from analytics.figures.columns import renamed
from analytics.figures.theme import Look
from analytics.figures.trend_ahead import draw_ahead, draw_target, room_for
from analytics.figures.trend_limits import Write, draw_limits
from analytics.figures.trend_starts import draw_starts, starts_height, starts_of
from analytics.figures.trend_words import (
    FINDING,
    ROW,
    Finding,
    Place,
    Room,
    bracket_baseline,
    find,
    is_high,
    margins,
    mark_blanks,
    warn,
)
from analytics.words import mark

HEIGHT, HEIGHT_NARROW = 350, 330  # pixels
LINE, DOT, DIAMOND = 2.4, 9.2, 13  # pixels
TICK_ROOM = 42  # pixels that the name of a quarter needs
PAD = 12  # pixels
BESIDE_THE_LAST = 26  # pixels for the last value's name


def trend_with_limits(
    frame: pd.DataFrame,
    look: Look,
    *,
    write: Write,
    finding: Finding | None = None,
    warning: str = "",
    baseline_words: str = "",
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw a value quarter by quarter between the limits of its usual wobble.

    Parameters
    ----------
    frame : DataFrame, one row for each quarter, in order of time
        quarter_end, value, value_status, average, lower, upper, is_special and
        is_baseline. It may have besides: stretch and rebase_reason, where limits start
        anew; is_ahead, rows of quarters to come; forecast, forecast_lower and
        forecast_upper; target, the line from now to it; says, words for a value.
    write : function of (value, places)
        Turns a value into words, for the axis and the labels.
    finding : Finding, optional
        Words beside one quarter, with a thin leader.
    warning : str
        Written over the chart, when there are too few quarters to judge.
    baseline_words : str
        Says, under the quarters that the limits rest on, that they do.
    names : our column -> the frame's own name for it, where it differs
    """
    whole = _filled(renamed(frame, names))
    frame = whole[~whole["is_ahead"].astype(bool)]
    days, ahead = (pd.to_datetime(rows["quarter_end"]) for rows in (frame, whole))
    reach = _reach(whole)
    ends = (ahead.min() - pd.Timedelta(days=12), ahead.max() + pd.Timedelta(days=12))
    starts = starts_of(frame, look, ends)
    over, under = room_for(whole, look)
    under += starts_height(starts) + ROW * bool(baseline_words)
    room = Room(over, under)
    place = _place(frame, reach, look, finding, bool(warning), room)
    figure = theme.base(look, height=HEIGHT_NARROW if look.is_narrow else HEIGHT)
    figure.update_layout(
        margin=place.room,
        xaxis={"range": ends, **_quarter_ticks(ahead, look, place.room)},
        yaxis={
            "range": [place.low, place.high],
            **_value_ticks(frame, reach, write),
        },
    )
    draw_limits(figure, frame, look, write, ends, place)
    draw_ahead(figure, whole, ahead, look, write)
    draw_target(figure, whole, ahead, look, write)
    _line(figure, frame, days, look, write, leads_on=len(whole) > len(frame))
    row = canvas.foot(look) + 2.0
    draw_starts(figure, starts, look, place, row)
    row += starts_height(starts)
    row += bracket_baseline(figure, frame, days, look, place.low, baseline_words, row)
    mark_blanks(figure, frame, days, look, place.low, row)
    if warning:
        warn(figure, look, warning)
    elif finding is not None:
        find(figure, frame, days, look, place, finding)
    return figure


def _filled(frame: pd.DataFrame) -> pd.DataFrame:
    """Add the columns that a frame may leave out: no new start, nothing ahead."""
    ahead = ("forecast", "forecast_lower", "forecast_upper", "target")
    usual = {"stretch": 0, "rebase_reason": "", "is_ahead": False}
    lacking = {**usual, **dict.fromkeys(ahead, np.nan)}
    return frame.assign(
        **{name: value for name, value in lacking.items() if name not in frame}
    )


def _place(
    frame: pd.DataFrame,
    reach: tuple[float, float],
    look: Look,
    finding: Finding | None,
    has_warning: bool,
    words_room: Room,
) -> Place:
    """Give the values the plot's height less the rows of words over and under them."""
    low, high = reach
    over, under = float(PAD), float(canvas.foot(look) + PAD)
    over, under = (
        (over, under + BESIDE_THE_LAST)
        if _ends_falling(frame)
        else (BESIDE_THE_LAST, under)
    )
    under += words_room.under + ROW * bool(frame["value"].isna().any())
    if has_warning:
        over = max(over, FINDING)
    elif finding is not None:
        if is_high(frame, finding):
            over = max(over, FINDING)
        else:
            under += FINDING
    over += words_room.over
    room = margins(look)
    height = (HEIGHT_NARROW if look.is_narrow else HEIGHT) - room["t"] - room["b"]
    per_pixel = (high - low) / (height - over - under)
    return Place(room, low - under * per_pixel, high + over * per_pixel, height)


def _reach(frame: pd.DataFrame) -> tuple[float, float]:
    """Return the least and the greatest number to be drawn, never the same."""
    ahead = ["forecast_lower", "forecast_upper", "target"]
    drawn = frame[["value", "lower", "upper", *ahead]].to_numpy(float)
    known = drawn[np.isfinite(drawn)]
    if not known.size:
        return 0.0, 1.0
    low, high = float(known.min()), float(known.max())
    # Values that do not move still need a scale to stand on.
    is_flat = math.isclose(low, high, rel_tol=1e-9, abs_tol=1e-12)
    return (low - 0.01, high + 0.01) if is_flat else (low, high)


def _ends_falling(frame: pd.DataFrame) -> bool:
    """Say whether the last value is below the one before it."""
    known = frame["value"].dropna()
    return len(known) > 1 and bool(known.iloc[-1] < known.iloc[-2])


def _value_ticks(
    frame: pd.DataFrame, reach: tuple[float, float], write: Write
) -> dict[str, object]:
    """Return round ticks with as few decimals as tell them apart, none below zero."""
    if frame["value"].isna().all():
        return {"tickvals": []}  # nothing to measure, so no scale to measure it on
    low, high = reach
    raw = (high - low) / 3
    power = 10.0 ** math.floor(math.log10(raw))
    step: float = next(n * power for n in (5, 2, 1) if n * power <= raw * (1 + 1e-9))
    # None over or under what is drawn: words stand there.
    first, last = math.ceil(max(low, 0) / step), math.floor(high / step)
    ticks = [step * n for n in range(first, last + 1)]
    for places in range(4):
        words = [write(tick, places=places) for tick in ticks]
        if len(set(words)) == len(words):
            break
    return {"tickvals": ticks, "ticktext": words}


def _quarter_ticks(
    days: pd.Series, look: Look, room: dict[str, float]
) -> dict[str, object]:
    """Name as many quarters as fit, the last one always; each year once, in bold."""
    width = look.width - room["l"] - room["r"]
    every = max(1, math.ceil(len(days) * TICK_ROOM / width))
    named = days.iloc[::-1].iloc[::every].iloc[::-1]
    words, year = [], None
    for day in named:
        words.append(f"{day:%b}" + (f"<br><b>{day:%Y}</b>" if day.year != year else ""))
        year = day.year
    return {"tickvals": named, "ticktext": words}


def _line(
    figure: go.Figure,
    frame: pd.DataFrame,
    days: pd.Series,
    look: Look,
    write: Write,
    *,
    leads_on: bool,
) -> None:
    """Draw the values, a special cause as a diamond, the last one named."""
    special = frame["is_special"].to_numpy(bool)
    cells = zip(frame["value"], frame["value_status"], strict=True)
    said = [mark(write(value), status) for value, status in cells]
    if "says" in frame:
        said = [own or usual for own, usual in zip(frame["says"], said, strict=True)]
    figure.add_scatter(
        x=days,
        y=frame["value"],
        mode="lines+markers",
        line={"color": look.colour("data"), "width": LINE},
        marker={
            "size": np.where(special, DIAMOND, DOT),
            "symbol": np.where(special, "diamond", "circle"),
            "color": np.where(special, look.colour("accent"), look.colour("data")),
            "line": {"color": look.colour("paper"), "width": 1.2},
            "opacity": 1,
        },
        text=[f"{day:%B %Y}: {words}" for day, words in zip(days, said, strict=True)],
        hovertemplate="%{text}<extra></extra>",
        connectgaps=False,
        cliponaxis=False,
    )
    known = frame["value"].notna().to_numpy()
    if known.any():
        last = int(np.flatnonzero(known)[-1])
        is_under = _ends_falling(frame)
        figure.add_annotation(
            x=days.iloc[last],
            y=frame["value"].iloc[last],
            text=f"<b>{said[last]}</b>",
            xanchor="right",
            yanchor="top" if is_under else "bottom",
            xshift=2 if leads_on else 8,
            yshift=-7 if is_under else 7,
            showarrow=False,
            font={"color": look.colour("ink")},
        )
