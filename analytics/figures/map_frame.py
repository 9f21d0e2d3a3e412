"""Where a map lies on its sheet: pixels, kilometres, and the inset of a dense town."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.figures.gathered import Gathered
from analytics.figures.theme import LEAST_SIZE, Look, base

MARGIN = 10  # pixels round the land
INSET_SIDES = (150, 132, 116, 100)  # pixels, the largest that fits is taken
LEAST_AREAS = 60  # a map of fewer has no town too dense to read
TOWN_SHARE = 15  # the sheet's longer side over the side of the town magnified
LEAST_GAIN = 1.6  # an inset that magnifies less is not worth its room
GRID = 50  # steps to a kilometre: 20 m, under a pixel even in the inset
TALLEST = 1.35  # height of the land over its width, at most; more is shrunk to fit


@dataclass(frozen=True)
class Box:
    """A rectangle: lower left and upper right."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Return the width."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Return the height."""
        return self.y1 - self.y0

    def overlaps(self, other: Box) -> bool:
        """Say whether the two share more than an edge."""
        return (
            self.x0 < other.x1
            and other.x0 < self.x1
            and self.y0 < other.y1
            and other.y0 < self.y1
        )


@dataclass(frozen=True)
class Window:
    """Part of the land shown in part of the sheet."""

    sheet: Box  # pixels
    land: Box  # kilometres

    @property
    def scale(self) -> float:
        """Return pixels for each kilometre."""
        return self.sheet.width / self.land.width

    def to_sheet(self, x_km: float, y_km: float) -> tuple[float, float]:
        """Return where a point of the land is on the sheet, in pixels."""
        return (
            self.sheet.x0 + (x_km - self.land.x0) * self.scale,
            self.sheet.y0 + (y_km - self.land.y0) * self.scale,
        )


@dataclass(frozen=True)
class Plot:
    """A map's sheet: its size, its window, its inset if a town needs one."""

    width: float
    height: float
    key_height: float
    window: Window
    inset: Window | None

    @property
    def gain(self) -> float:
        """Return how much larger the inset is."""
        return self.inset.scale / self.window.scale if self.inset else 1.0


def extent(ring_x: Iterable[float | None], ring_y: Iterable[float | None]) -> Box:
    """Return the rectangle round a path with gaps."""
    xs = [v for v in ring_x if v is not None and v == v]
    ys = [v for v in ring_y if v is not None and v == v]
    return Box(min(xs), min(ys), max(xs), max(ys))


def seen(shapes: pd.DataFrame, window: Window) -> pd.DataFrame:
    """Return the shapes that a window shows some of."""
    shows = [
        extent(x, y).overlaps(window.land)
        for x, y in zip(shapes["x_km"], shapes["y_km"], strict=True)
    ]
    return shapes[shows]


def gapped(values: Iterable[float | None]) -> list[float | None]:
    """Return a ring with plain None for its gaps, rounded to a fine grid."""
    return [None if v is None or v != v else _on_grid(v) for v in values]


def _on_grid(km: float) -> float:
    return round(round(km * GRID) / GRID, 2)


def place(
    shapes: pd.DataFrame,
    look: Look,
    *,
    above: float,
    below: float = 0.0,
    may_magnify: bool = True,
) -> Plot:
    """Fit the land to the sheet under a key, and find room for an inset.

    Parameters
    ----------
    shapes : DataFrame, one row for each area, indexed by area_code
        x_km, y_km: lists of kilometres, None between rings.
    above, below : float, pixels kept for the key and for words under the land
    may_magnify : a dense town may have an inset
    """
    xs = np.array([v for ring in shapes["x_km"] for v in ring if v == v and v], float)
    ys = np.array([v for ring in shapes["y_km"] for v in ring if v == v and v], float)
    land = Box(xs.min(), ys.min(), xs.max(), ys.max())
    width = float(look.width)
    inner = width - 2 * MARGIN
    tall = min(land.height / land.width, TALLEST) * inner
    sheet = Box(0, below, width, below + tall + 2 * MARGIN)
    scale = min(inner / land.width, tall / land.height)
    middle = ((land.x0 + land.x1) / 2, (land.y0 + land.y1) / 2)
    half = (sheet.width / scale / 2, sheet.height / scale / 2)
    shown = Box(
        middle[0] - half[0],
        middle[1] - half[1],
        middle[0] + half[0],
        middle[1] + half[1],
    )
    window = Window(sheet, shown)
    return Plot(
        width=width,
        height=below + sheet.height + above,
        key_height=above,
        window=window,
        inset=_inset(shapes, window, look) if may_magnify else None,
    )


def _inset(shapes: pd.DataFrame, window: Window, look: Look) -> Window | None:
    """Magnify the densest town, in a corner of the sheet where no land is.

    A phone has no corner to spare; there the list serves.
    """
    if len(shapes) < LEAST_AREAS or look.is_narrow:
        return None
    corner = _empty_corner(shapes, window)
    if corner is None:
        return None
    boxes = [extent(x, y) for x, y in zip(shapes["x_km"], shapes["y_km"], strict=True)]
    centres = np.array([((b.x0 + b.x1) / 2, (b.y0 + b.y1) / 2) for b in boxes])
    span = max(window.land.width, window.land.height) / TOWN_SHARE
    near = (np.abs(centres[:, None, :] - centres[None, :, :]) < span / 2).all(axis=2)
    town = centres[near[near.sum(axis=1).argmax()]].mean(axis=0)
    land = Box(
        town[0] - span / 2, town[1] - span / 2, town[0] + span / 2, town[1] + span / 2
    )
    inset = Window(corner, land)
    return inset if inset.scale / window.scale >= LEAST_GAIN else None


def _empty_corner(shapes: pd.DataFrame, window: Window) -> Box | None:
    """Return the largest square that fits in a corner without touching an area."""
    sheet = window.sheet
    points = np.array(
        [
            window.to_sheet(x, y)
            for ring_x, ring_y in zip(shapes["x_km"], shapes["y_km"], strict=True)
            for x, y in zip(ring_x, ring_y, strict=True)
            if x is not None and x == x
        ]
    )
    for side in INSET_SIDES:
        left, right = sheet.x0 + 2, sheet.x1 - side - 2
        low, high = sheet.y0 + 40, sheet.y1 - side - 2  # the stamp is lower left
        for x, y in ((right, high), (left, high), (right, low), (left, low)):
            inside = (
                (points[:, 0] > x - 4)
                & (points[:, 0] < x + side + 4)
                & (points[:, 1] > y - 20)  # the words under it
                & (points[:, 1] < y + side + 4)
            )
            if not inside.any():
                return Box(x, y, x + side, y + side)
    return None


def base_axis(
    low: float, high: float, domain: tuple[float, float]
) -> dict[str, object]:
    """Return an axis without marks, over part of the sheet."""
    return {
        "range": [low, high],
        "domain": domain,
        "visible": False,
        "fixedrange": True,
    }


def _domain(low: float, high: float, size: float) -> tuple[float, float]:
    return (max(low / size, 0.0), min(high / size, 1.0))


def base_axes(plot: Plot) -> dict[str, dict[str, object]]:
    """Return every axis of a map: pixels below, the land, the inset."""
    axes: dict[str, dict[str, object]] = {
        "xaxis": base_axis(0, plot.width, (0, 1)),
        "yaxis": base_axis(0, plot.height, (0, 1)),
    }
    windows = [plot.window, *([plot.inset] if plot.inset else [])]
    for number, window in enumerate(windows, start=2):
        sheet, land = window.sheet, window.land
        across = _domain(sheet.x0, sheet.x1, plot.width)
        up = _domain(sheet.y0, sheet.y1, plot.height)
        axes[f"xaxis{number}"] = {
            **base_axis(land.x0, land.x1, across),
            "anchor": f"y{number}",
        }
        axes[f"yaxis{number}"] = {
            **base_axis(land.y0, land.y1, up),
            "anchor": f"x{number}",
        }
    return axes


def begin(look: Look, plot: Plot) -> Gathered:
    """Return the empty sheet."""
    figure = base(look, height=round(plot.height)).update_layout(
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        plot_bgcolor="rgba(0,0,0,0)",
        hovermode="closest",
        clickmode="event",
        **base_axes(plot),
    )
    return Gathered(figure.to_dict()["layout"])


def frame_inset(figure: Gathered, look: Look, plot: Plot) -> None:
    """Draw the inset's edge and say how much larger it is."""
    if plot.inset is None:
        return
    sheet = plot.inset.sheet
    figure.add_shape(
        type="rect",
        xref="x",
        yref="y",
        x0=sheet.x0,
        y0=sheet.y0,
        x1=sheet.x1,
        y1=sheet.y1,
        line={"color": look.colour("edge"), "width": 1},
    )
    figure.add_annotation(
        text=f"{plot.gain:.1f} times larger",
        xref="x",
        yref="y",
        x=sheet.x1,
        y=sheet.y0,
        xanchor="right",
        yanchor="top",
        showarrow=False,
        font={"size": LEAST_SIZE, "color": look.colour("ink_2")},
    )
