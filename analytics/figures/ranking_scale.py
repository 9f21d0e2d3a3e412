"""The scale of a dot plot: how far it goes, and where its rows stand."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.figures.canvas import Sheet, text_width
from analytics.figures.theme import Look

ROW, ROW_STACKED, ROW_DENSE = 24, 38, 5  # pixels
MANY = 40  # rows; over this only the few that matter are named
NAMES_BESIDE = 400  # pixels; in a narrower figure a name stands over its dot
AXIS = 30  # pixels over the first row
TICKS = 5


@dataclass(frozen=True)
class Scale:
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


def is_dense(ranked: pd.DataFrame) -> bool:
    """Say whether there are too many rows to name each."""
    return len(ranked) > MANY


def is_stacked(look: Look, ranked: pd.DataFrame) -> bool:
    """Say whether a name stands over its dot, for want of room beside it."""
    return look.width < NAMES_BESIDE and not is_dense(ranked)


def named(ranked: pd.DataFrame) -> pd.Series:
    """Mark the places that are named: all, or of many only the one asked about."""
    if not is_dense(ranked):
        return pd.Series(True, index=ranked.index)
    return ranked["is_self"].astype(bool)


def choose_scale(
    ranked: pd.DataFrame, look: Look, line_value: float | None
) -> tuple[Scale, float]:
    """Choose round ends that hold every interval, and room for the names."""
    drawn = ranked[["lower", "upper", "value"]].to_numpy(float)
    known = drawn[np.isfinite(drawn)]
    if line_value is not None and np.isfinite(line_value):
        known = np.append(known, line_value)
    low, high = (known.min(), known.max()) if known.size else (0.0, 1.0)
    raw = ((high - low) or 0.1) / TICKS
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(n * power for n in (1, 2, 5, 10) if n * power >= raw * (1 - 1e-9))
    names = ranked.loc[named(ranked), "name"]
    stacked = is_stacked(look, ranked)
    widest = max((text_width(name, bold=True) for name in names), default=0.0)
    left = 18.0 if stacked else min(widest + 12, look.width * 0.55)
    row = ROW_DENSE if is_dense(ranked) else ROW_STACKED if stacked else ROW
    start = max(0.0, math.floor(low / step) * step)
    scale = Scale(
        left=left,
        right=look.width - (20 if stacked else 24),
        low=start,
        # Where all stand on one mark of the scale it still has a length.
        high=max(math.ceil(high / step) * step, start + step),
        row=row,
    )
    return scale, step


def draw_axis(
    sheet: Sheet,
    scale: Scale,
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
        sheet.rule((x, AXIS - 6), (x, AXIS + n_rows * scale.row))
        sheet.write(
            x,
            AXIS - 10,
            write(tick, places=places),
            colour="ink_2",
            across="center",
            upright="bottom",
        )
