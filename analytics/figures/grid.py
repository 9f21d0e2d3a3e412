"""A grid of settings: filled where it holds, "no" in the rest, this page's ringed."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figures.theme import LEAST_SIZE, TEXT_SIZE, Look, base

CELL = (46, 24)  # pixels
LEFT = 56  # pixels for the rows' names
TOP = 24  # pixels for the columns' names
FOOT = 40  # pixels for the stamp
GAP = 1.0  # pixels between cells


def stability_grid(frame: pd.DataFrame, look: Look) -> go.Figure:
    """Draw one cell for each setting.

    Parameters
    ----------
    frame : DataFrame, one row for each setting
        line (columns, hours for each hour needed), travel_minutes (rows), is_desert,
        is_judged, is_chosen.
    """
    lines = sorted(frame["line"].unique())
    travels = sorted(frame["travel_minutes"].unique())
    width, height = look.width, TOP + CELL[1] * len(travels) + FOOT
    cell = min(CELL[0], (width - LEFT) // max(len(lines), 1))
    figure = base(look, height=height).update_layout(
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis={"range": [0, width], "visible": False},
        yaxis={"range": [height, 0], "visible": False, "showgrid": False},
    )
    for number, line in enumerate(lines):
        _words(figure, look, LEFT + (number + 0.5) * cell, TOP / 2, f"{line:.2f}")
    for number, travel in enumerate(travels):
        y = TOP + (number + 0.5) * CELL[1]
        _words(figure, look, LEFT - 8, y, f"{travel:g} min", xanchor="right")
    chosen = None
    for row in frame.itertuples():
        x = LEFT + lines.index(row.line) * cell
        y = TOP + travels.index(row.travel_minutes) * CELL[1]
        box = (x + GAP, y + GAP, x + cell - GAP, y + CELL[1] - GAP)
        chosen = box if row.is_chosen else chosen
        _cell(figure, look, box, filled=bool(row.is_desert), mark=_mark(row))
    if chosen is not None:
        _box(figure, chosen, line={"color": look.colour("accent"), "width": 3})
    return figure


def _words(
    figure: go.Figure, look: Look, x: float, y: float, text: str, **more: object
) -> None:
    settings: dict[str, object] = {
        "x": x,
        "y": y,
        "text": text,
        "showarrow": False,
        "xanchor": "center",
        "font": {"size": LEAST_SIZE, "color": look.colour("ink")},
    }
    figure.add_annotation(**{**settings, **more})


def _mark(row: Any) -> str:
    """Write "no" where the verdict is no, and a blank's mark where there is none."""
    return "no" if row.is_judged else "[x]"


def _cell(
    figure: go.Figure, look: Look, box: tuple[float, ...], *, filled: bool, mark: str
) -> None:
    if filled:
        _box(figure, box, fillcolor=look.colour("data"), line={"width": 0})
        return
    _box(figure, box, line={"color": look.colour("edge"), "width": 1})
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    _words(
        figure,
        look,
        *middle,
        mark,
        font={"size": TEXT_SIZE, "color": look.colour("ink_2")},
    )


def _box(figure: go.Figure, box: tuple[float, ...], **style: object) -> None:
    figure.add_shape(type="rect", x0=box[0], y0=box[1], x1=box[2], y1=box[3], **style)
