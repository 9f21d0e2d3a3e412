"""Charts of how long ago: a dot at a date, a line to now."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import plotly.graph_objects as go

from analytics.figures.canvas import foot, text_width
from analytics.figures.theme import Look, base

ROW_HEIGHT = 26  # pixels
ROW_HEIGHT_OF_TWO = 40  # where a name takes two lines
HEAD = 40  # pixels above the first row: the years, and words over a dot
NAME_SHARE = 0.46  # of the width, at most, for the names
OLD_YEARS = 2


def source_ages(frame: pd.DataFrame, look: Look, *, today: dt.date) -> go.Figure:
    """Draw one row for each source: a dot at the date it describes, a line to today.

    Parameters
    ----------
    frame : DataFrame, one row for each source
        title, describes_on (date), years (years before today).
    today : the date that ages count to
    """
    room = look.width * NAME_SHARE
    names = [_in_lines(name, room) for name in frame["title"]]
    lines = [line for name in names for line in name.split("<br>")]
    left = max((int(text_width(line)) for line in lines), default=0) + 16
    row_height = ROW_HEIGHT_OF_TWO if len(lines) > len(names) else ROW_HEIGHT
    height = HEAD + foot(look) + row_height * len(frame)
    figure = base(look, height=height)
    for i, row in enumerate(frame.itertuples()):
        colour = look.colour("accent" if row.years > OLD_YEARS else "data")
        figure.add_scatter(
            x=[row.describes_on, today],
            y=[i, i],
            mode="lines+markers",
            line={"color": colour, "width": 2.4},
            marker={"size": [10, 0], "color": colour, "opacity": 1},
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
        # Names stand inside the plot, so that the stamp has the whole width.
        margin={"l": 0, "r": 12, "t": HEAD - 16, "b": 0},
        xaxis={
            "side": "top",
            "domain": [left / (look.width - 12), 1],
            "showgrid": True,
            "gridcolor": look.colour("rule"),
            "dtick": "M12" if look.width - left > 360 else "M24",
            "tickformat": "%Y",
            "range": _range(frame, today),
        },
        yaxis={
            "tickvals": list(range(len(frame))),
            "ticktext": names,
            # The stamp stands under the last row.
            "range": [
                len(frame) - 0.5 + foot(look) / row_height,
                -0.5 - 16 / row_height,
            ],
            "showgrid": False,
            "tickfont": {"color": look.colour("ink")},
        },
        hovermode="closest",
    )


def _in_lines(name: str, room: float) -> str:
    """Break a name in two where it does not fit; cut what does not fit in two."""
    if text_width(name) <= room:
        return name
    words = name.split()
    first = ""
    while words and text_width(f"{first} {words[0]}") <= room:
        first = f"{first} {words.pop(0)}".strip()
    second = " ".join(words)
    while text_width(second) > room:
        second = second[:-2].rstrip() + "…"
    return f"{first}<br>{second}" if first else second


def _range(frame: pd.DataFrame, today: dt.date) -> list[dt.date]:
    first = min([*frame["describes_on"], today])
    ahead = dt.timedelta(days=max(30, int((today - first).days * 0.02)))
    return [first - ahead, max([*frame["describes_on"], today]) + ahead]


def _ms(day: dt.date) -> float:
    """Return a date as plotly counts it on a time axis: milliseconds."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp() * 1000
