"""What lies ahead of a trend: its likely range, and the line to a target."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import theme
from analytics.figures.theme import Look
from analytics.figures.trend_limits import Write

RANGE, RANGE_NARROW = 7, 4  # pixels wide
DOT, DOT_NARROW = 7, 5  # pixels
TARGET = 10  # pixels
TARGET_ROW, LINE = 26, 16  # pixels for a target's name, and for a line of words


def room_for(frame: pd.DataFrame, look: Look) -> tuple[float, float]:
    """Return the pixels that words of what lies ahead need, over and under values."""
    has_range = bool(frame["forecast"].notna().any())
    likely = LINE * (2 if look.is_narrow else 1) * has_range
    target = frame["target"].dropna()
    if target.empty:
        return likely, 0.0
    if _words_under(frame):
        return TARGET_ROW, 0.0
    return likely, TARGET_ROW


def _words_under(frame: pd.DataFrame) -> bool:
    """Say whether the range's words stand under it, for a target that rises past it."""
    target = frame["target"].dropna()
    return bool(len(target)) and bool(target.iloc[-1] >= target.iloc[0])


def draw_ahead(
    figure: go.Figure, frame: pd.DataFrame, days: pd.Series, look: Look, write: Write
) -> None:
    """Draw each quarter's likely range with its middle, the last one in words."""
    told = frame["forecast"].notna().to_numpy()
    if not told.any():
        return
    rows, when = frame[told], days[told]
    ends = zip(when, rows["forecast_lower"], rows["forecast_upper"], strict=True)
    x: list[pd.Timestamp | None] = []
    y: list[float | None] = []
    words = []
    for day, low, high in ends:
        x += [day, day, None]
        y += [float(low), float(high), None]
        words.append(f"{day:%B %Y}: likely range {write(low)} to {write(high)}")
    wide = RANGE_NARROW if look.is_narrow else RANGE
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": look.colour("data_3"), "width": wide},
        hoverinfo="skip",
        cliponaxis=False,
    )
    figure.add_scatter(
        x=when,
        y=rows["forecast"],
        mode="markers",
        marker={
            "size": DOT_NARROW if look.is_narrow else DOT,
            "color": look.colour("paper"),
            "line": {"color": look.colour("data"), "width": 1.6},
            "opacity": 1,
        },
        text=words,
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )
    _name_range(figure, rows.iloc[-1], when.iloc[-1], look, write, _words_under(frame))


def _name_range(
    figure: go.Figure,
    last: pd.Series,
    day: pd.Timestamp,
    look: Look,
    write: Write,
    is_under: bool,
) -> None:
    """Write the last range over it, or under it where a target stands over it."""
    if is_under and look.is_narrow:
        return  # no room but on the line itself; the page's sentence says it
    span = f"{write(last['forecast_lower'])} to {write(last['forecast_upper'])}"
    figure.add_annotation(
        x=day,
        y=last["forecast_lower" if is_under else "forecast_upper"],
        text=f"likely<br>{span}" if look.is_narrow else f"likely {span}",
        xanchor="right",
        yanchor="top" if is_under else "bottom",
        xshift=RANGE,
        yshift=-4 if is_under else 4,
        align="right",
        showarrow=False,
        borderpad=0,
        font={"size": theme.LEAST_SIZE, "color": look.colour("ink_2")},
        bgcolor=look.colour("paper"),
    )


def draw_target(
    figure: go.Figure, frame: pd.DataFrame, days: pd.Series, look: Look, write: Write
) -> None:
    """Draw the line from now to the target, which is named at its end."""
    told = frame["target"].notna().to_numpy()
    if not told.any():
        return
    rows, when = frame["target"][told], days[told]
    line = {"color": look.colour("ink"), "width": 1.4, "dash": "8px,4px"}
    figure.add_scatter(
        x=when,
        y=rows,
        mode="lines",
        line=line,
        text=[
            f"{day:%B %Y}: line to the target {write(v)}"
            for day, v in zip(when, rows, strict=True)
        ],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )
    is_up = rows.iloc[-1] >= rows.iloc[0]
    figure.add_scatter(
        x=[when.iloc[-1]],
        y=[rows.iloc[-1]],
        mode="markers",
        marker={"symbol": "square", "size": TARGET, "color": look.colour("ink")},
        hoverinfo="skip",
        cliponaxis=False,
    )
    # Clear of the likely range of that day, where it lies within.
    beyond = frame.loc[rows.index[-1], "forecast_upper" if is_up else "forecast_lower"]
    edge = max if is_up else min
    figure.add_annotation(
        x=when.iloc[-1],
        y=rows.iloc[-1] if pd.isna(beyond) else edge(rows.iloc[-1], beyond),
        text=f"<b>Target {write(rows.iloc[-1])}</b>",
        xanchor="right",
        yanchor="bottom" if is_up else "top",
        xshift=6,
        yshift=8 if is_up else -8,
        showarrow=False,
        font={"color": look.colour("ink")},
    )
