"""Words round curves: their names, their key, and those still watched beneath."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from analytics.figures.canvas import Sheet, text_width
from analytics.figures.theme import LEAST_SIZE
from analytics.words import count

LINE = 2.4  # pixels
ROW, ROW_NARROW = 20, 36  # pixels for those watched of one curve
NAMES = 17  # pixels between two names at the right
BESIDE = 36  # pixels from a name under the plot to the first number
NEAR_THE_END = 0.25  # of the plot: a curve that stops there is named at its edge
AXIS = 30  # pixels under the plot, for the years


class Curve(NamedTuple):
    """How one curve is named and drawn: its words, a theme token and a dash."""

    name: str
    token: str
    dash: str = "solid"


@dataclass(frozen=True)
class Place:
    """Where weeks and shares are drawn, in pixels."""

    left: float
    right: float
    foot: float
    high: float
    weeks: float
    tall: float

    def x(self, weeks: float) -> float:
        """Return the pixel across for a time."""
        return self.left + weeks / self.weeks * (self.right - self.left)

    def y(self, share: float) -> float:
        """Return the pixel down for a share."""
        return self.foot - share / self.high * self.tall


def name_curves(
    sheet: Sheet,
    place: Place,
    drawn: Mapping[str, pd.DataFrame],
    curves: Mapping[str, Curve],
) -> None:
    """Name each curve at its end, names kept apart."""
    ends = {}
    for key, rows in drawn.items():
        last = rows[rows["share"].notna()].iloc[-1]
        x = place.x(float(last["weeks"]))
        if place.right - x < NEAR_THE_END * (place.right - place.left):
            x = place.right
        ends[key] = (x, place.y(float(last["share"])))
    below = -math.inf
    for key, (x, y) in sorted(ends.items(), key=lambda each: each[1][1]):
        at = max(y, below + NAMES)
        below = at
        sheet.write(
            x + 8, at, curves[key].name, colour=_ink(curves[key].token), bold=True
        )


def _ink(token: str) -> str:
    """Return a token that words of a curve's colour can be read in."""
    return {"accent": "accent_ink", "context": "ink_2", "data_3": "data_2"}.get(
        token, token
    )


def write_key(sheet: Sheet, curves: Mapping[str, Curve]) -> None:
    """Name the curves over the plot, two in a row, each beside a piece of its line."""
    for number, curve in enumerate(curves.values()):
        down, across = divmod(number, 2)
        x, y = across * sheet.look.width / 2, 10 + down * NAMES
        _piece(sheet, x, y, curve)
        sheet.write(x + 26, y, curve.name, size=LEAST_SIZE)


def _piece(sheet: Sheet, x: float, y: float, curve: Curve) -> None:
    sheet.rule((x, y), (x + 20, y), colour=curve.token, width=LINE, dash=curve.dash)


def write_watched(
    sheet: Sheet,
    place: Place,
    drawn: Mapping[str, pd.DataFrame],
    curves: Mapping[str, Curve],
    ticks: list[float],
    said: str,
) -> None:
    """Write under each year how many are still watched of each curve."""
    narrow = sheet.look.is_narrow
    y = place.foot + AXIS + ROW / 2
    sheet.write(0, y, said, colour="ink_2", size=LEAST_SIZE)
    for key, curve in curves.items():
        y += ROW
        rows = drawn[key].set_index("weeks")["watched"]
        if narrow:
            _piece(sheet, 0, y, curve)
            sheet.write(26, y, curve.name, size=LEAST_SIZE)
            y += ROW_NARROW - ROW
        else:
            name = curve.name
            sheet.write(place.left - BESIDE + 6, y, name, across="right")
        for week in ticks:
            at = rows.get(week)
            if at is None or pd.isna(at):
                continue
            text = count(float(at))
            half = text_width(text, LEAST_SIZE) / 2
            x = min(max(place.x(week), half), sheet.look.width - half - 2)
            sheet.write(x, y, text, size=LEAST_SIZE, across="center")
