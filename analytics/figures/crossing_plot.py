"""Where curves that cross fall on the page: the scales and the gridlines."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics import words
from analytics.figures import canvas
from analytics.figures.theme import TEXT_SIZE, Look

HEIGHT, HEIGHT_NARROW = 440, 420  # pixels
CURVE, CROSSING, NOW = "curve", "costs cross", "volume asked about"
# How far up the plot goes: times the dearest price now, and times the usual one.
ABOVE, ABOVE_USUAL = 1.12, 1.75
ABOVE_TOLD = 1.15  # times the price at a crossing that words are written for
STEPS = (0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100)  # £ between gridlines
MOST_GRIDLINES = 7
ROUND = (1, 2, 4, 5, 8, 10)  # quantities between ticks, times a power of ten
HALF_TICK = 24  # pixels that half of a tick's name takes


@dataclass(frozen=True)
class Plot:
    """The ranges of both axes, and the plot's size in pixels.

    Attributes
    ----------
    x, y : quantity and price at the ends
    wide, high : pixels
    room : pixels left round the plot
    step : £ between gridlines
    """

    x: tuple[float, float]
    y: tuple[float, float]
    wide: float
    high: float
    room: Mapping[str, float]
    step: float

    def at(self, quantity: float, price: float) -> tuple[float, float]:
        """Return pixels from the top left corner."""
        (left, right), (low, high) = self.x, self.y
        return (
            (quantity - left) / (right - left) * self.wide,
            (high - price) / (high - low) * self.high,
        )

    def value(self, across: float, down: float) -> tuple[float, float]:
        """Return the quantity and price at some pixels."""
        (left, right), (low, high) = self.x, self.y
        return (
            left + across / self.wide * (right - left),
            high - down / self.high * (high - low),
        )

    def shows(self, price: float) -> bool:
        """Say whether a price is within the plot."""
        return self.y[0] <= price <= self.y[1]

    @property
    def beyond(self) -> float:
        """A price far enough above the plot for a line that leaves it."""
        return 2 * self.y[1] - self.y[0]


@dataclass(frozen=True)
class Line:
    """One curve's points from left to right."""

    label: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]


def lines_of(frame: pd.DataFrame) -> dict[str, Line]:
    """Return every curve of a frame, by series."""
    curves = frame[frame["point"] == CURVE].sort_values("x", kind="stable")
    return {
        str(key): Line(
            str(own["label"].iloc[0]),
            *(own[column].to_numpy(float) for column in ("x", "y", "lower", "upper")),
        )
        for key, own in curves.groupby("series", sort=False)
    }


def place(
    frame: pd.DataFrame, look: Look, lines: Mapping[str, Line], main: Collection[str]
) -> Plot:
    """Let the choices to be made set the scale, with room for the stamp at the foot."""
    now = frame.loc[(frame["point"] == NOW) & frame["series"].isin(main), "y"]
    told = frame.loc[(frame["point"] == CROSSING) & (frame["says"] != ""), "y"]
    top = max([ABOVE * now.max(), ABOVE_USUAL * now.median(), *(ABOVE_TOLD * told)])
    low = float(min(min(lines[key].lower.min(), lines[key].y.min()) for key in main))
    ends = next(iter(lines.values())).x
    step = next((each for each in STEPS if (top - low) / each < MOST_GRIDLINES), 100.0)
    low = math.floor(low / step * 2) / 2 * step
    room = {"l": 52.0, "r": 10.0 if look.is_narrow else 140.0, "t": 26.0, "b": 52.0}
    high = (HEIGHT_NARROW if look.is_narrow else HEIGHT) - room["t"] - room["b"]
    under = canvas.foot(look) + 4
    low -= (top - low) / (high - under) * under
    return Plot(
        x=(float(ends[0]), float(ends[-1])),
        y=(low, float(top)),
        wide=look.width - room["l"] - room["r"],
        high=high,
        room=room,
        step=step,
    )


def axes(look: Look, plot: Plot, x_words: str) -> dict[str, object]:
    """Return the layout of both axes."""
    # No gridline runs through the words at the foot.
    lowest = plot.value(0, plot.high - canvas.foot(look))[1]
    first, last = math.ceil(lowest / plot.step), math.floor(plot.y[1] / plot.step)
    prices = [plot.step * n for n in range(first, last + 1)]
    ticks = _round_ticks(plot, 3 if look.is_narrow else 6)
    return {
        "margin": dict(plot.room),
        "yaxis": {
            "range": list(plot.y),
            "tickvals": prices,
            "ticktext": [
                f"{words.pounds(each, pence=plot.step < 1)}  " for each in prices
            ],
        },
        "xaxis": {
            "range": list(plot.x),
            "tickvals": ticks,
            "ticktext": [words.count(each) for each in ticks],
            "title": {
                "text": x_words,
                "font": {"size": TEXT_SIZE, "color": look.colour("ink_2")},
                "standoff": 8,
            },
        },
    }


def _round_ticks(plot: Plot, most: int) -> list[float]:
    low, high = plot.x
    raw = (high - low) / most
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(n * power for n in ROUND if n * power >= raw)
    last = plot.value(plot.wide - HALF_TICK, 0)[0]
    first = math.ceil(low / step) * step
    return [float(each) for each in np.arange(first, high + 1, step) if each <= last]
