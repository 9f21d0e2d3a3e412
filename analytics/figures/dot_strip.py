"""Dots piled up on a scale, one a person or a few, against a range given as advice."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas
from analytics.figures.canvas import Sheet, text_width
from analytics.figures.columns import renamed
from analytics.figures.theme import LEAST_SIZE, Look
from analytics.words import plural, pounds

HEAD, AXIS = 34, 30  # pixels over the rows and under them
NAME, MIDDLE = 24, 26  # pixels for a row's name, and for its middle
LARGEST_DOT = 9.0  # pixels
TALLEST = 18  # dots in one pile; of more, each stands for several
TICK_ROOM = 44  # pixels that a tick's name needs
PAD = 12  # pixels at either end of the scale
STEPS = (1, 2, 5, 10, 20, 50, 100)


class Band(NamedTuple):
    """A range from low to high, and the words over it."""

    low: float
    high: float
    words: str


@dataclass(frozen=True)
class _Scale:
    left: float
    per_one: float
    most: float
    dot: float
    a_dot: int

    def x(self, value: float) -> float:
        return self.left + value * self.per_one


def dot_strip(
    frame: pd.DataFrame,
    look: Look,
    *,
    band: Band,
    middles: Mapping[str, float],
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw one pile of dots for each row and whole pound.

    Parameters
    ----------
    frame : DataFrame, one row for each row, whole pound and kind
        row (its name, in order), value (£), number, is_hollow.
    band : what the guide names, drawn behind
    middles : row -> its middle value (£), marked under its dots
    names : our column -> the frame's own name for it, where it differs
    """
    rows = renamed(frame, names)
    piles = rows.groupby(["row", "value"], sort=False)["number"].sum()
    scale = _scale(rows, int(piles.max()), band, look)
    order = list(dict.fromkeys(rows["row"]))
    tall = {row: math.ceil(piles[row].max() / scale.a_dot) * scale.dot for row in order}
    foot = HEAD + sum(NAME + high + MIDDLE for high in tall.values())
    sheet = Sheet(look, foot + AXIS + canvas.foot(look))
    _band(sheet, scale, band, foot)
    y = float(HEAD)
    for row in order:
        y += NAME + tall[row]
        sheet.write(0, y - tall[row] - NAME / 2, row, bold=True, paper=True)
        sheet.rule((0, y), (look.width, y), colour="edge")
        _pile(sheet, scale, rows[rows["row"] == row], y)
        if row in middles:
            _middle(sheet, scale, middles[row], y)
        y += MIDDLE
    _ticks(sheet, scale, foot)
    return sheet.figure()


def _scale(rows: pd.DataFrame, tallest: int, band: Band, look: Look) -> _Scale:
    most = max(float(rows["value"].max()), band.high) + 1
    per_one = (look.width - 2 * PAD) / most
    return _Scale(
        left=PAD,
        per_one=per_one,
        most=most,
        dot=min(LARGEST_DOT, max(per_one, 3.0)),
        a_dot=math.ceil(tallest / TALLEST),
    )


def _band(sheet: Sheet, scale: _Scale, band: Band, foot: float) -> None:
    """Draw the range behind everything, and say over it what it is."""
    low, high = scale.x(band.low), scale.x(band.high)
    sheet.box((low, HEAD), (high, foot), fill="wash")
    for x in (low, high):
        sheet.rule((x, HEAD - 6), (x, foot), colour="context", dash="4px,3px")
    said = band.words
    wide = text_width(said, LEAST_SIZE)
    x = min(max((low + high) / 2, wide / 2), sheet.look.width - wide / 2)
    sheet.write(
        x, HEAD - 8, said, size=LEAST_SIZE, colour="ink_2", across="center",
        upright="bottom",
    )  # fmt: skip


def _pile(sheet: Sheet, scale: _Scale, rows: pd.DataFrame, foot: float) -> None:
    """Pile up the dots of each pound, filled ones first."""
    for is_hollow in (False, True):
        x: list[float] = []
        y: list[float] = []
        told: list[str] = []
        for value, here in rows.groupby("value"):
            kind = here["is_hollow"].astype(bool)
            under = _dots(here[~kind], scale) if is_hollow else 0
            for place in range(under, under + _dots(here[kind == is_hollow], scale)):
                x.append(round(scale.x(float(str(value))), 1))
                y.append(round(foot - (place + 0.5) * scale.dot - 1, 1))
                people = plural(int(here["number"].sum()), "person", "people")
                told.append(f"{pounds(float(str(value)), pence=False)}: {people}")
        colour = sheet.look.colour("data")
        paper = sheet.look.colour("paper")
        sheet.scatter(
            x=x,
            y=y,
            mode="markers",
            marker={
                "size": max(scale.dot - 1.5, 2.5),
                "color": paper if is_hollow else colour,
                "opacity": 1,
                "line": {"color": colour, "width": 1.4 if is_hollow else 0},
            },
            text=told,
            hovertemplate="%{text}<extra></extra>",
        )


def _dots(rows: pd.DataFrame, scale: _Scale) -> int:
    return math.ceil(int(rows["number"].sum()) / scale.a_dot)


def _middle(sheet: Sheet, scale: _Scale, value: float, y: float) -> None:
    """Mark the middle charge under the dots."""
    x = scale.x(value)
    sheet.rule((x, y - 3), (x, y + 8), colour="ink", width=2.4, above=True)
    said = f"middle {pounds(value, pence=True)}"
    half = text_width(said, LEAST_SIZE, bold=True) / 2
    at = min(max(x, half), sheet.look.width - half - 2)
    sheet.write(
        at, y + 9, said, bold=True, size=LEAST_SIZE, across="center", upright="top"
    )


def _ticks(sheet: Sheet, scale: _Scale, foot: float) -> None:
    """Name whole pounds at the foot."""
    step = next(
        (each for each in STEPS if each * scale.per_one >= TICK_ROOM), STEPS[-1]
    )
    for number in range(int(scale.most // step) + 1):
        value = number * step
        x = scale.x(value)
        sheet.rule((x, foot), (x, foot + 5), colour="edge")
        said = pounds(value, pence=False)
        half = text_width(said) / 2
        at = min(max(x, half), sheet.look.width - half - 2)
        sheet.write(at, foot + 8, said, colour="ink_2", across="center", upright="top")
