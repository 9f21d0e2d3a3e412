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
    """Name each curve at its end: at the edge kept apart, before it clear of others."""
    below = -math.inf
    written: list[tuple[float, float, float]] = []
    ends = {key: rows[rows["share"].notna()].iloc[-1] for key, rows in drawn.items()}
    for key, last in sorted(ends.items(), key=lambda each: -float(each[1]["share"])):
        curve = curves[key]
        x, y = place.x(float(last["weeks"])), place.y(float(last["share"]))
        if place.right - x < NEAR_THE_END * (place.right - place.left):
            x, y = place.right, max(y, below + NAMES)
            below = y
        else:
            others = [rows for each, rows in drawn.items() if each != key]
            span = x, x + 8 + text_width(curve.name, bold=True)
            y = _clear_of(others, written, place, span, y)
            written.append((*span, y))
        sheet.write(x + 8, y, curve.name, colour=_ink(curve.token), bold=True)


def _clear_of(
    others: list[pd.DataFrame],
    written: list[tuple[float, float, float]],
    place: Place,
    span: tuple[float, float],
    y: float,
) -> float:
    """Move a name down or up until no other curve or name runs through it."""
    taken = [
        place.y(float(share))
        for rows in others
        for week, share in zip(rows["weeks"], rows["share"], strict=True)
        if span[0] <= place.x(float(week)) <= span[1] and pd.notna(share)
    ]
    taken += [at for left, right, at in written if left < span[1] and right > span[0]]
    for shift in (0, *(sign * NAMES * n for n in (1, 2, 3) for sign in (1, -1))):
        at = y + shift
        is_inside = NAMES / 2 <= at <= place.foot
        if is_inside and all(abs(at - each) >= NAMES - 4 for each in taken):
            return at
    return y


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
