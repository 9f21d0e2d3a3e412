"""Charts of how long ago: a dot at a date, a line to now."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import plotly.graph_objects as go

from analytics.figures.canvas import text_width
from analytics.figures.theme import Look, base

ROW_HEIGHT = 24  # pixels
HEAD = 44  # pixels above the first row: the years, and words over a dot
FOOT = 26  # pixels below the last one, kept free for the stamp
LEAST_PLOT = 150  # pixels; names are cut before the plot is narrower
OLD_YEARS = 2


def source_ages(frame: pd.DataFrame, look: Look, *, today: dt.date) -> go.Figure:
    """Draw one row for each source: a dot at the date it describes, a line to today.

    Parameters
    ----------
    frame : DataFrame, one row for each source
        title, describes_on (date), years (years before today).
    today : the date that ages count to
    """
    names = [_fitted(name, look) for name in frame["title"]]
    left = max((int(text_width(name)) for name in names), default=0) + 16
    figure = base(look, height=HEAD + FOOT + ROW_HEIGHT * len(frame))
    for i, row in enumerate(frame.itertuples()):
        colour = look.colour("accent" if row.years > OLD_YEARS else "data")
        figure.add_scatter(
            x=[row.describes_on, today],
            y=[i, i],
            mode="lines+markers",
            line={"color": colour, "width": 2.4},
            marker={"size": [10, 0], "color": colour},
            hovertext=f"{row.title}: {row.describes_on:%-d %B %Y}",
            hoverinfo="text",
        )
        if row.years > OLD_YEARS:
            figure.add_annotation(
                x=row.describes_on,
                y=i,
                text=f"<b>{row.years:.0f} years old</b>",
                showarrow=False,
                xanchor="left",
                yanchor="bottom",
                xshift=8,
                font={"size": 12, "color": look.colour("accent_ink")},
            )
    figure.add_vline(x=_ms(today), line={"color": look.colour("ink"), "width": 1.4})
    return figure.update_layout(
        margin={"l": left, "r": 12, "t": HEAD - 16, "b": FOOT},
        xaxis={
            "side": "top",
            "showgrid": True,
            "gridcolor": look.colour("rule"),
            "dtick": "M12" if look.width - left > 360 else "M24",
            "tickformat": "%Y",
            "range": _range(frame, today),
        },
        yaxis={
            "tickvals": list(range(len(frame))),
            "ticktext": names,
            "range": [len(frame) - 0.4, -0.8],
            "showgrid": False,
            "tickfont": {"color": look.colour("ink")},
        },
        hovermode="closest",
    )


def _fitted(name: str, look: Look) -> str:
    """Cut a name that would leave the plot no room."""
    room = look.width - LEAST_PLOT
    while text_width(name) > room:
        name = name[:-2].rstrip() + "…"
    return name


def _range(frame: pd.DataFrame, today: dt.date) -> list[dt.date]:
    first = min([*frame["describes_on"], today])
    ahead = dt.timedelta(days=max(30, int((today - first).days * 0.02)))
    return [first - ahead, max([*frame["describes_on"], today]) + ahead]


def _ms(day: dt.date) -> float:
    """Return a date as plotly counts it on a time axis: milliseconds."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp() * 1000
