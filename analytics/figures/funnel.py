"""A funnel: places by size, between the limits of what luck alone would give."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas
from analytics.figures.canvas import Sheet, text_width, wrapped
from analytics.figures.columns import renamed
from analytics.figures.placing import Box, Plan
from analytics.figures.theme import LEAST_SIZE, Look
from analytics.words import count

HEIGHT = 400  # pixels
LEFT, RIGHT, TOP = 46, 112, 16  # pixels round the plot
RIGHT_NARROW = 60
FOOT, LINE = 44, 16  # pixels under the plot: sizes, and each more line of words
DOT, DIAMOND = 8, 12  # pixels
FEW = 15  # places; up to so many are named, of more only those that stand out
TICKS = 5
# Dashes and names of the limits, from the inner to the outer.
LIMITS = (
    ("lower", "upper", "6px,4px", "95%"),
    ("lowest", "highest", "2px,3px", "99.8%"),
)

Write = Callable[..., str]


@dataclass(frozen=True)
class _Plot:
    """Where sizes and values are drawn, in pixels."""

    left: float
    right: float
    top: float
    bottom: float
    least: float
    most: float
    low: float
    high: float

    def x(self, size: float) -> float:
        """Return the pixel across for a size."""
        share = (size - self.least) / (self.most - self.least)
        return self.left + share * (self.right - self.left)

    def y(self, value: float) -> float:
        """Return the pixel down for a value."""
        share = (value - self.low) / (self.high - self.low)
        return self.bottom - share * (self.bottom - self.top)


def funnel(
    frame: pd.DataFrame,
    look: Look,
    *,
    write: Write,
    curves: pd.DataFrame,
    target: float,
    target_words: str,
    size_words: str,
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw a dot for each place, its size across and its value up, inside the limits.

    Parameters
    ----------
    frame : DataFrame, one row for each place
        name, size, value (NaN where there is none) and stands ("above" or "below" the
        outer limits, else empty).
    write : function of (value, places)
        Turns a value into words.
    curves : DataFrame, in order of size
        size, lower and upper (95%), lowest and highest (99.8%).
    target, target_words : the level line, and what it is called
    size_words : what the sizes are, written under them
    names : our column -> the frame's own name for it, where it differs
    """
    known = renamed(frame, names).dropna(subset=["size", "value"])
    size_words = wrapped(size_words, look.width - LEFT)
    foot = FOOT + LINE * size_words.count("<br>")
    plot, step = _plot(known, curves, target, look, foot)
    sheet = Sheet(look, HEIGHT)
    _axes(sheet, plot, step, write, size_words)
    plan = Plan(Box(plot.left, 2, plot.right, plot.bottom))
    _limits(sheet, plot, curves, target, target_words, write, plan)
    _dots(sheet, plot, known, write)
    _names(sheet, plot, known, plan)
    return sheet.figure()


def _plot(
    known: pd.DataFrame,
    curves: pd.DataFrame,
    target: float,
    look: Look,
    foot: float,
) -> tuple[_Plot, float]:
    """Hold every dot, and the limits as they are for the smallest place."""
    smallest = known["size"].min() if len(known) else 0.0
    drawn = curves[curves["size"] >= smallest]
    ends = [
        *known["value"],
        *drawn[["lowest", "highest"]].to_numpy(float).ravel(),
        target,
    ]
    finite = [each for each in ends if np.isfinite(each)]
    low, high = min(finite), max(finite)
    step = _round_step(high - low)
    most = float(curves["size"].max())
    sizes = _round_step(most)
    plot = _Plot(
        left=LEFT,
        right=look.width - (RIGHT_NARROW if look.is_narrow else RIGHT),
        top=TOP,
        bottom=HEIGHT - foot - canvas.foot(look),
        least=math.floor(float(curves["size"].min()) / sizes) * sizes,
        most=most,
        low=max(0.0, math.floor(low / step) * step),
        # Where every value is one, such as 0, it still needs a scale to stand on.
        high=max(math.ceil(high / step), math.floor(low / step) + 1) * step,
    )
    return plot, step


def _round_step(reach: float) -> float:
    raw = (reach or 0.1) / TICKS
    power = 10.0 ** math.floor(math.log10(raw))
    return next(n * power for n in (1, 2, 5, 10) if n * power >= raw * (1 - 1e-9))


def _axes(
    sheet: Sheet, plot: _Plot, step: float, write: Write, size_words: str
) -> None:
    """Draw the levels, named at the left, and the sizes, named below."""
    places = 0 if step >= 0.01 else 1
    for n in range(round((plot.high - plot.low) / step) + 1):
        value = plot.low + n * step
        y = plot.y(value)
        sheet.rule((plot.left, y), (plot.right, y))
        said = write(value, places=places)
        sheet.write(plot.left - 8, y, said, colour="ink_2", across="right")
    sizes = _round_step(plot.most)
    room = plot.x(plot.least + sizes) - plot.left
    every = math.ceil((text_width(count(plot.most)) + 12) / room)
    first = round(plot.least / sizes)
    for n in range(first, int(plot.most / sizes) + 1, every):
        size = n * sizes
        sheet.write(
            plot.x(size),
            plot.bottom + 6,
            count(size),
            colour="ink_2",
            across="center",
            upright="top",
        )
    sheet.write(
        plot.left,
        plot.bottom + 26,
        size_words,
        colour="ink_2",
        size=LEAST_SIZE,
        upright="top",
    )


def _limits(
    sheet: Sheet,
    plot: _Plot,
    curves: pd.DataFrame,
    target: float,
    target_words: str,
    write: Write,
    plan: Plan,
) -> None:
    """Draw the limits and the level line, each named at the right."""
    ink = sheet.look.colour("context")
    x = [plot.x(size) for size in curves["size"]]
    for lower, upper, dash, words in LIMITS:
        for column in (lower, upper):
            # Small places' limits leave the plot, and are cut off there.
            y = curves[column].where(curves[column].between(plot.low, plot.high))
            down = [None if pd.isna(each) else plot.y(each) for each in y]
            sheet.scatter(
                x=x,
                y=down,
                mode="lines",
                line={"color": ink, "width": 1.4, "dash": dash},
                hoverinfo="skip",
            )
            plan.draw((a, b) for a, b in zip(x, down, strict=True) if b is not None)
        # The gap between the two may be narrow at the right: the upper one is named.
        end = curves[upper].iloc[-1]
        if pd.notna(end):
            y_end = plot.y(min(end, plot.high))
            sheet.write(plot.right + 6, y_end, words, colour="ink_2", size=LEAST_SIZE)
    level = plot.y(target)
    sheet.rule((plot.left, level), (plot.right, level), colour="ink", width=1.4)
    plan.draw((at, level) for at in np.arange(plot.left, plot.right, 6))
    said = write(target) if sheet.look.is_narrow else f"{target_words} {write(target)}"
    sheet.write(plot.right + 6, level, said, bold=True, size=LEAST_SIZE)


def _dots(sheet: Sheet, plot: _Plot, known: pd.DataFrame, write: Write) -> None:
    """Draw the places: those that stand out as diamonds, so by shape and colour."""
    out = known["stands"] != ""
    paper = sheet.look.colour("paper")
    for rows, colour, symbol, size in (
        (known[~out], "data", "circle", DOT),
        (known[out], "accent", "diamond", DIAMOND),
    ):
        sheet.scatter(
            x=[plot.x(each) for each in rows["size"]],
            y=[plot.y(each) for each in rows["value"]],
            mode="markers",
            marker={
                "size": size,
                "symbol": symbol,
                "color": sheet.look.colour(colour),
                "opacity": 1,
                "line": {"color": paper, "width": 1},
            },
            text=[
                f"{name}: {write(value)}"
                for name, value in zip(rows["name"], rows["value"], strict=True)
            ],
            hovertemplate="%{text}<extra></extra>",
        )


def _names(sheet: Sheet, plot: _Plot, known: pd.DataFrame, plan: Plan) -> None:
    """Name the places that stand out first, then the others where they are few."""
    at = {
        row: (plot.x(place["size"]), plot.y(place["value"]))
        for row, place in known.iterrows()
    }
    half = DOT / 2 + 1
    plan.take(Box(x - half, y - half, x + half, y + half) for x, y in at.values())
    out = known["stands"] != ""
    rows = [*known.index[out], *(known.index[~out] if len(known) <= FEW else [])]
    for row in rows:
        name, is_out = str(known.at[row, "name"]), bool(out[row])
        placed = plan.place([at[row]], [name], LEAST_SIZE)
        if placed is None:
            continue
        if placed.leader is not None:
            x0, y0, x1, y1 = placed.leader
            sheet.rule((x0, y0), (x1, y1), colour="context", above=True)
        x, y = placed.box.middle
        sheet.write(
            x,
            y,
            name,
            colour="accent_ink" if is_out else "ink",
            bold=is_out,
            size=LEAST_SIZE,
            across="center",
        )
