"""Curves that cross: what each of several choices costs as one quantity grows."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import theme
from analytics.figures.columns import renamed
from analytics.figures.crossing_plot import (
    CROSSING,
    HEIGHT,
    HEIGHT_NARROW,
    NOW,
    Plot,
    axes,
    place,
    rows_of,
)
from analytics.figures.crossing_words import (
    DOT,
    RING,
    Palette,
    begin,
    write_beyond,
    write_crossings,
    write_names,
    write_prices,
    write_upright,
)
from analytics.figures.theme import Look

LINE, LEAST_LINE = 2.4, 3.4  # pixels; the cheapest now is drawn stronger
BAND = 0.12  # opacity


def crossing_curves(
    frame: pd.DataFrame,
    look: Look,
    *,
    now: float,
    now_words: str,
    colours: Palette,
    short: Mapping[str, str],
    x_words: str,
    aside: Collection[str] = (),
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw a price for each choice along a quantity, and ring every crossing.

    Parameters
    ----------
    frame : DataFrame, one row for each choice and quantity, crossing, and choice now
        series, label, x, y (£), lower and upper (£, NaN at a crossing), point (curve,
        costs cross, volume asked about), says (words for a crossing).
    now, now_words : the quantity asked about, and what stands at its upright
    colours : series -> tokens of its line and of its words
    short : series -> its name where there is little room
    x_words : names the quantity under its axis
    aside : series shown beside the others, which do not set the scale
    names : our column -> the frame's own name for it
    """
    frame = renamed(frame, names).reset_index(drop=True)
    order = [key for key in colours if key in set(frame["series"])]
    main = [key for key in order if key not in aside] or order
    plot = place(frame, look, main)
    shown = [key for key in order if _is_in_view(frame, key, plot)]
    prices = frame[frame["point"] == NOW].set_index("series")["y"]
    least = min(main, key=lambda key: float(prices[key]))
    figure = theme.base(look, height=HEIGHT_NARROW if look.is_narrow else HEIGHT)
    seen = prices[[key for key in shown if plot.shows(float(prices[key]))]]
    figure.add_traces(
        [
            *(_band(frame, look, key, colours, plot) for key in shown),
            *(
                _line(frame, look, key, colours, plot, is_least=key == least)
                for key in shown
            ),
            _rings(frame, look, plot),
            *(
                _dot(look, key, now, float(price), colours)
                for key, price in seen.items()
            ),
        ]
    )
    on = begin(frame, look, plot, shown, now)
    write_upright(on, now, now_words)
    write_prices(on, now, seen, colours)
    write_beyond(on, frame, prices[[key for key in order if key not in shown]])
    write_names(on, frame, shown, colours, short)
    write_crossings(on, frame)
    return figure.update_layout(
        **axes(look, plot, x_words), annotations=on.annotations, shapes=on.shapes
    )


def _is_in_view(frame: pd.DataFrame, key: str, plot: Plot) -> bool:
    return bool((rows_of(frame, key)["y"] <= plot.y[1]).any())


def _band(
    frame: pd.DataFrame, look: Look, key: str, colours: Palette, plot: Plot
) -> go.Scatter:
    rows = rows_of(frame, key)
    upper, lower = (rows[side].clip(upper=plot.beyond) for side in ("upper", "lower"))
    return go.Scatter(
        x=[*rows["x"], *rows["x"][::-1]],
        y=[*upper, *lower[::-1]],
        fill="toself",
        fillcolor=look.colour(colours[key][0]),
        opacity=BAND,
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
        name=f"{key}, likely range",
    )


def _line(
    frame: pd.DataFrame,
    look: Look,
    key: str,
    colours: Palette,
    plot: Plot,
    *,
    is_least: bool,
) -> go.Scatter:
    rows = rows_of(frame, key)
    return go.Scatter(
        x=rows["x"],
        y=rows["y"].clip(upper=plot.beyond),
        mode="lines",
        line={
            "color": look.colour(colours[key][0]),
            "width": LEAST_LINE if is_least else LINE,
        },
        customdata=rows[["lower", "upper"]],
        hovertemplate=(
            f"{rows['label'].iloc[0]}<br>%{{x:,.0f}}: £%{{y:.2f}} "
            "(£%{customdata[0]:.2f} to £%{customdata[1]:.2f})<extra></extra>"
        ),
        name=key,
    )


def _rings(frame: pd.DataFrame, look: Look, plot: Plot) -> go.Scatter:
    rows = frame[frame["point"] == CROSSING]
    rows = rows[rows["y"].map(plot.shows)]
    return go.Scatter(
        x=rows["x"],
        y=rows["y"],
        mode="markers",
        marker={
            "size": RING,
            "symbol": "circle-open",
            "color": look.colour("ink"),
            "line": {"width": 2},
        },
        text=rows["label"],
        hovertemplate="%{text}<br>%{x:,.0f}: £%{y:.2f}<extra></extra>",
        name="crossings",
    )


def _dot(
    look: Look, key: str, now: float, price: float, colours: Palette
) -> go.Scatter:
    return go.Scatter(
        x=[now],
        y=[price],
        mode="markers",
        marker={
            "size": DOT,
            "color": look.colour(colours[key][0]),
            "line": {"color": look.colour("paper"), "width": 1.5},
        },
        hoverinfo="skip",
        name=f"{key}, now",
    )
