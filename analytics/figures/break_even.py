"""Curves that cross: what each of several choices costs as one quantity grows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.figures import theme
from analytics.figures.columns import renamed
from analytics.figures.crossing_labels import write_crossings
from analytics.figures.crossing_plot import (
    HEIGHT,
    HEIGHT_NARROW,
    NOW,
    Line,
    Plot,
    axes,
    lines_of,
    place,
)
from analytics.figures.crossing_words import (
    DOT,
    RING,
    Palette,
    begin,
    crossings,
    write_beyond,
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
    drawn = lines_of(frame)
    every = {key: drawn[key] for key in colours if key in drawn}
    main = [key for key in every if key not in aside] or [*every]
    plot = place(frame, look, every, main)
    lines = {key: line for key, line in every.items() if line.y.min() <= plot.y[1]}
    prices = frame[frame["point"] == NOW].set_index("series")["y"]
    seen = prices[[key for key in lines if plot.shows(float(prices[key]))]]
    least = min(main, key=lambda key: float(prices[key]))
    on = begin(frame, look, plot, lines, now)
    write_upright(on, now, now_words)
    write_beyond(on, {key: every[key] for key in every if key not in lines}, prices)
    write_prices(on, now, seen, colours)
    write_names(on, lines, colours, short)
    write_crossings(on, frame)
    traces = [
        *(_band(look, key, line, colours, plot) for key, line in lines.items()),
        *(
            _line(look, key, line, colours, plot, is_least=key == least)
            for key, line in lines.items()
        ),
        _rings(frame, look, plot),
        *(_dot(look, key, now, float(price), colours) for key, price in seen.items()),
    ]
    high = HEIGHT_NARROW if look.is_narrow else HEIGHT
    layout = _merged(_plain(look, high), axes(look, plot, x_words))
    # Made at once: Plotly looks over everything again for each part that is added.
    return go.Figure(
        {
            "data": traces,
            "layout": {
                **layout,
                "annotations": on.annotations,
                "shapes": on.shapes,
            },
        }
    )


@lru_cache(maxsize=16)
def _plain(look: Look, high: int) -> dict[str, Any]:
    layout: dict[str, Any] = theme.base(look, height=high).to_dict()["layout"]
    return layout


def _merged(plain: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Put more into a layout, and into its parts, leaving both as they are."""
    return dict(plain) | {
        name: {**plain.get(name, {}), **part} if isinstance(part, Mapping) else part
        for name, part in more.items()
    }


def _band(
    look: Look, key: str, line: Line, colours: Palette, plot: Plot
) -> dict[str, Any]:
    upper, lower = (np.minimum(side, plot.beyond) for side in (line.upper, line.lower))
    return {
        "type": "scatter",
        "x": np.concatenate([line.x, line.x[::-1]]),
        "y": np.concatenate([upper, lower[::-1]]),
        "fill": "toself",
        "fillcolor": look.colour(colours[key][0]),
        "opacity": BAND,
        "line": {"width": 0},
        "mode": "lines",
        "hoverinfo": "skip",
        "name": f"{key}, likely range",
    }


def _line(
    look: Look, key: str, line: Line, colours: Palette, plot: Plot, *, is_least: bool
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": line.x,
        "y": np.minimum(line.y, plot.beyond),
        "mode": "lines",
        "line": {
            "color": look.colour(colours[key][0]),
            "width": LEAST_LINE if is_least else LINE,
        },
        "customdata": np.column_stack([line.lower, line.upper]),
        "hovertemplate": (
            f"{line.label}<br>%{{x:,.0f}}: £%{{y:.2f}} "
            "(£%{customdata[0]:.2f} to £%{customdata[1]:.2f})<extra></extra>"
        ),
        "name": key,
    }


def _rings(frame: pd.DataFrame, look: Look, plot: Plot) -> dict[str, Any]:
    rows = frame.loc[[*crossings(frame, plot)]]
    return {
        "type": "scatter",
        "x": rows["x"],
        "y": rows["y"],
        "mode": "markers",
        "marker": {
            "size": RING,
            "symbol": "circle-open",
            "color": look.colour("ink"),
            "line": {"width": 2},
        },
        "text": rows["label"],
        "hovertemplate": "%{text}<br>%{x:,.0f}: £%{y:.2f}<extra></extra>",
        "name": "crossings",
    }


def _dot(
    look: Look, key: str, now: float, price: float, colours: Palette
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [now],
        "y": [price],
        "mode": "markers",
        "marker": {
            "size": DOT,
            "color": look.colour(colours[key][0]),
            "line": {"color": look.colour("paper"), "width": 1.5},
        },
        "hoverinfo": "skip",
        "name": f"{key}, now",
    }
