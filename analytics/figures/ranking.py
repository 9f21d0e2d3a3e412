"""Charts that put places in order, each with its interval."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas, theme
from analytics.figures.canvas import text_width
from analytics.figures.columns import renamed
from analytics.figures.theme import Look
from analytics.words import MARK_WORDS, mark

ROW, ROW_STACKED, ROW_DENSE = 24, 38, 5  # pixels
MANY = 40  # rows; over this only the few that matter are named
NAMES_BESIDE = 400  # pixels; in a narrower figure a name stands over its dot
AXIS, FOOT = 30, 30  # pixels over the first row and under the last
DOT, DOT_SELF, DOT_DENSE = 9, 13, 5  # pixels
AFTER_DOT = 60  # pixels for this council's value, right of the scale
TICKS = 5


@dataclass(frozen=True)
class _Scale:
    """Where values and rows are drawn."""

    left: float
    right: float
    low: float
    high: float
    row: float

    def x(self, value: float) -> float:
        """Return the pixel across for a value."""
        share = (value - self.low) / (self.high - self.low)
        return self.left + share * (self.right - self.left)

    def y(self, number: int) -> float:
        """Return the pixel down for a row."""
        return AXIS + (number + 0.5) * self.row


def dot_ranking(
    frame: pd.DataFrame,
    look: Look,
    *,
    write: Callable[..., str],
    line_name: str = "",
    line_value: float | None = None,
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw one dot and its interval for each place, highest first, blanks last.

    Parameters
    ----------
    frame : DataFrame, one row for each place
        name, value, value_status, lower, upper, is_self.
    write : function of (value, places)
        Turns a value into words.
    line_name, line_value : the dashed upright, named at its foot
    names : our column -> the frame's own name for it, where it differs
    """
    ranked = (
        renamed(frame, names)
        .sort_values(["value", "is_self", "name"], ascending=[False, False, True])
        .reset_index(drop=True)
    )
    blank = ranked[ranked["value"].isna()]
    if _is_dense(ranked):
        ranked = ranked.drop(blank.index)
    scale, step = _scale(ranked, look, line_value)
    height = AXIS + len(ranked) * scale.row + FOOT + canvas.foot(look)
    height += FOOT / 2 if _is_dense(ranked) and len(blank) else 0
    figure = canvas.canvas(look, height=height)
    _axis(figure, look, scale, step, len(ranked), write)
    if line_value is not None and np.isfinite(line_value):
        words = f"{line_name} {write(line_value)}"
        _upright(figure, look, scale, len(ranked), line_value, words)
    _intervals(figure, look, scale, ranked)
    _dots(figure, look, scale, ranked, write)
    _names(figure, look, scale, ranked, write)
    if _is_dense(ranked) and len(blank):
        _blanks_in_words(figure, look, blank, height)
    return figure


def _is_dense(ranked: pd.DataFrame) -> bool:
    return len(ranked) > MANY


def _is_stacked(look: Look, ranked: pd.DataFrame) -> bool:
    return look.width < NAMES_BESIDE and not _is_dense(ranked)


def _named(ranked: pd.DataFrame) -> pd.Series:
    """Mark the places that are named: all, or of many only the one asked about."""
    if not _is_dense(ranked):
        return pd.Series(True, index=ranked.index)
    return ranked["is_self"].astype(bool)


def _scale(
    ranked: pd.DataFrame, look: Look, line_value: float | None
) -> tuple[_Scale, float]:
    """Choose round ends that hold every interval, and room for the names."""
    drawn = ranked[["lower", "upper", "value"]].to_numpy(float)
    known = drawn[np.isfinite(drawn)]
    if line_value is not None and np.isfinite(line_value):
        known = np.append(known, line_value)
    low, high = (known.min(), known.max()) if known.size else (0.0, 1.0)
    raw = ((high - low) or 0.1) / TICKS
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(n * power for n in (1, 2, 5, 10) if n * power >= raw * (1 - 1e-9))
    names = ranked.loc[_named(ranked), "name"]
    stacked = _is_stacked(look, ranked)
    widest = max((text_width(name, bold=True) for name in names), default=0.0)
    left = 18.0 if stacked else min(widest + 12, look.width * 0.55)
    row = ROW_DENSE if _is_dense(ranked) else ROW_STACKED if stacked else ROW
    scale = _Scale(
        left=left,
        right=look.width - (20 if stacked else 24),
        low=max(0.0, math.floor(low / step) * step),
        high=math.ceil(high / step) * step,
        row=row,
    )
    return scale, step


def _axis(
    figure: go.Figure,
    look: Look,
    scale: _Scale,
    step: float,
    n_rows: int,
    write: Callable[..., str],
) -> None:
    """Draw the uprights of the scale, named at the top."""
    n_ticks = round((scale.high - scale.low) / step)
    ticks = [scale.low + step * n for n in range(n_ticks + 1)]
    room = (scale.right - scale.left) / max(n_ticks, 1)
    every = max(1, math.ceil(44 / room))
    places = 0 if step >= 0.01 else 1
    for tick in ticks[::every]:
        x = scale.x(tick)
        canvas.rule(figure, look, (x, AXIS - 6), (x, AXIS + n_rows * scale.row))
        canvas.write(
            figure,
            look,
            x,
            AXIS - 10,
            write(tick, places=places),
            colour="ink_2",
            across="center",
            upright="bottom",
        )


def _upright(
    figure: go.Figure,
    look: Look,
    scale: _Scale,
    n_rows: int,
    value: float,
    words: str,
) -> None:
    """Draw the dashed line that everybody is held against, named at its foot."""
    foot = AXIS + n_rows * scale.row + 4
    x = scale.x(value)
    canvas.rule(figure, look, (x, AXIS - 6), (x, foot), colour="ink", dash="4px,3px")
    half = text_width(words, bold=True) / 2
    canvas.write(
        figure,
        look,
        min(max(x, half + 2), look.width - half - 2),
        foot + 2,
        words,
        bold=True,
        across="center",
        upright="top",
        size=theme.LEAST_SIZE,
    )


def _intervals(
    figure: go.Figure, look: Look, scale: _Scale, ranked: pd.DataFrame
) -> None:
    """Draw each interval as a line, this council's in its own colour."""
    thick = 1.6 if _is_dense(ranked) else 2.4
    for is_self, colour in ((False, "context"), (True, "data")):
        x: list[float | None] = []
        y: list[float | None] = []
        for number in np.flatnonzero(ranked["is_self"].to_numpy(bool) == is_self):
            ends = ranked[["lower", "upper"]].iloc[number].to_numpy(float)
            if np.isfinite(ends).all():
                x += [scale.x(ends[0]), scale.x(ends[1]), None]
                y += [scale.y(int(number))] * 2 + [None]
        figure.add_scatter(
            x=x,
            y=_lowered(y, scale),
            mode="lines",
            line={"color": look.colour(colour), "width": thick},
            hoverinfo="skip",
        )


def _lowered(y: list[float | None], scale: _Scale) -> list[float | None]:
    """Move what is drawn under its name, where names stand over dots."""
    shift = 9 if scale.row == ROW_STACKED else 0
    return [None if at is None else at + shift for at in y]


def _dots(
    figure: go.Figure,
    look: Look,
    scale: _Scale,
    ranked: pd.DataFrame,
    write: Callable[..., str],
) -> None:
    """Draw each value as a dot, this council's bigger and on top."""
    known = ranked["value"].notna()
    for is_self, colour in ((False, "context"), (True, "data")):
        rows = ranked[known & (ranked["is_self"].astype(bool) == is_self)]
        size = DOT_SELF if is_self else DOT_DENSE if _is_dense(ranked) else DOT
        figure.add_scatter(
            x=[scale.x(value) for value in rows["value"]],
            y=_lowered([scale.y(int(number)) for number in rows.index], scale),
            mode="markers",
            marker={
                "size": size,
                "color": look.colour(colour),
                "opacity": 1,
                "line": {"color": look.colour("paper"), "width": 1 if is_self else 0},
            },
            text=[
                f"{name}: {write(value)} (95% interval {write(low)} to {write(high)})"
                for name, value, low, high in zip(
                    rows["name"],
                    rows["value"],
                    rows["lower"],
                    rows["upper"],
                    strict=True,
                )
            ],
            hovertemplate="%{text}<extra></extra>",
        )


def _names(
    figure: go.Figure,
    look: Look,
    scale: _Scale,
    ranked: pd.DataFrame,
    write: Callable[..., str],
) -> None:
    """Write each name, this council's value, and the mark of each blank."""
    stacked = scale.row == ROW_STACKED
    for number, row in ranked[_named(ranked)].iterrows():
        y, is_self = scale.y(int(str(number))), bool(row["is_self"])
        canvas.write(
            figure,
            look,
            0 if stacked else scale.left - 10,
            y - 9 if stacked else y,
            row["name"],
            bold=is_self,
            across="left" if stacked else "right",
            paper=stacked,
        )
        words_y = y + 9 if stacked else y
        if pd.isna(row["value"]):
            status = row["value_status"]
            canvas.write(
                figure,
                look,
                scale.left + 4,
                words_y,
                f"{mark('', status)} {MARK_WORDS.get(status, '')}",
                colour="ink_2",
                size=theme.LEAST_SIZE,
                paper=True,
            )
        elif is_self and _is_dense(ranked):
            # Beside its dot the value would cover the neighbours' intervals.
            value = write(row["value"])
            canvas.write(
                figure, look, scale.left - 10, y + 16, value, bold=True, across="right"
            )
        elif is_self:
            _own_value(figure, look, scale, row, words_y, write(row["value"]))


def _blanks_in_words(
    figure: go.Figure, look: Look, blank: pd.DataFrame, height: float
) -> None:
    """Say at the foot how many of many have no value, and by which mark."""
    told = [
        f"{len(rows)} {mark('', str(status))} {MARK_WORDS.get(str(status), '')}"
        for status, rows in blank.groupby("value_status", sort=True)
    ]
    canvas.write(
        figure,
        look,
        0,
        height - canvas.foot(look) - 4,
        "Not drawn: " + "; ".join(told),
        colour="ink_2",
        size=theme.LEAST_SIZE,
        upright="bottom",
    )


def _own_value(
    figure: go.Figure, look: Look, scale: _Scale, row: pd.Series, y: float, words: str
) -> None:
    """Write this council's value beside its interval, on the side with room."""
    end = max(scale.x(float(row["value"])) + DOT_SELF / 2, scale.x(float(row["upper"])))
    fits = end + 8 + text_width(words, bold=True) < look.width
    start = min(
        scale.x(float(row["value"])) - DOT_SELF / 2, scale.x(float(row["lower"]))
    )
    canvas.write(
        figure,
        look,
        end + 8 if fits else start - 8,
        y,
        words,
        bold=True,
        across="left" if fits else "right",
        paper=True,
    )
