"""Names on a map: none over another, none off the sheet, a leader where one moved."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd

from analytics.figures.gathered import Gathered
from analytics.figures.map_frame import Box, Plot, extent
from analytics.figures.theme import LEAST_SIZE, TEXT_SIZE, Look

LETTER = (
    0.56  # width of an average letter of Arial over its size; bold is a little more
)
LINE = 1.25  # height of a line over its size
LONGEST = 20  # letters, then a name breaks
MOST_PLACES = 7  # names on a map of ordinary width; all are in the list beside it
MOST_PLACES_NARROW = 3
STAMP = Box(0, 0, 350, 36)  # pixels, where the sheet says what it may not be taken for
STEP = 10  # pixels between the positions tried


def _box(x: float, y: float, text: str, size: float, *, bold: bool) -> Box:
    lines = text.split("<br>")
    width = max(len(part) for part in lines) * size * LETTER * (1.08 if bold else 1.0)
    height = len(lines) * size * LINE
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _inside(box: Box, plot: Plot) -> bool:
    sheet = plot.window.sheet
    return (
        box.x0 >= sheet.x0 + 1
        and box.x1 <= sheet.x1 - 1
        and box.y0 >= sheet.y0 + 1
        and box.y1 <= sheet.y1 - 1
    )


def _spiral(x: float, y: float, reach: int) -> list[tuple[float, float]]:
    """Return positions round a point, nearest first."""
    steps = range(-reach, reach + 1)
    around = [(dx * STEP * 1.6, dy * STEP) for dx in steps for dy in steps]
    around.sort(key=lambda d: (d[0] ** 2 + d[1] ** 2, d[0] < 0))
    return [(x + dx, y + dy) for dx, dy in around]


def _shadow(look: Look) -> str:
    paper = look.colour("paper")
    return ", ".join(f"{x}px {y}px 2px {paper}" for x in (-1, 1) for y in (-1, 1))


def _write(
    figure: Gathered,
    look: Look,
    at: tuple[float, float],
    text: str,
    *,
    size: int,
    token: str,
    bold: bool,
) -> None:
    figure.add_annotation(
        xref="x",
        yref="y",
        x=at[0],
        y=at[1],
        text=f"<b>{text}</b>" if bold else text,
        showarrow=False,
        borderpad=0,
        font={"size": size, "color": look.colour(token), "shadow": _shadow(look)},
    )


def label_places(
    figure: Gathered, places: pd.DataFrame, look: Look, plot: Plot
) -> list[Box]:
    """Name the places in order, beside their outlines where the room is.

    Returns
    -------
    list of Box
        What is taken now, in pixels of the sheet.
    """
    taken = [STAMP, *([plot.inset.sheet] if plot.inset else [])]
    most = MOST_PLACES_NARROW if look.is_narrow else MOST_PLACES
    extents = [_extent(row, plot) for row in places.itertuples()]
    for row, own in zip(places.head(most).itertuples(), extents, strict=False):
        text = "<br>".join(textwrap.wrap(str(row.place_name), LONGEST))
        centre = plot.window.to_sheet(row.label_x_km, row.label_y_km)
        for x, y in _spiral(*centre, reach=16):
            box = _box(x, y, text, TEXT_SIZE, bold=True)
            free = _inside(box, plot) and not any(box.overlaps(b) for b in taken)
            if free and not any(box.overlaps(e) for e in extents):
                break
        else:
            continue
        _lead(figure, look, box, own, centre)
        _write(
            figure, look, (x, y), text, size=TEXT_SIZE, token="accent_ink", bold=True
        )
        taken.append(box)
    return taken + extents


def _extent(row: Any, plot: Plot) -> Box:
    """Return the rectangle round a shape, in pixels of the sheet."""
    land = extent(row.x_km, row.y_km)
    low = plot.window.to_sheet(land.x0, land.y0)
    high = plot.window.to_sheet(land.x1, land.y1)
    return Box(low[0], low[1], high[0], high[1])


def _lead(
    figure: Gathered, look: Look, box: Box, own: Box, centre: tuple[float, float]
) -> None:
    """Draw a thin leader when the name is not beside its place."""
    near = 14  # pixels
    beside = Box(own.x0 - near, own.y0 - near, own.x1 + near, own.y1 + near)
    if box.overlaps(beside):
        return
    start = (
        min(max(centre[0], box.x0), box.x1),
        min(max(centre[1], box.y0), box.y1),
    )
    figure.add_shape(
        type="line",
        xref="x",
        yref="y",
        x0=start[0],
        y0=start[1],
        x1=centre[0],
        y1=centre[1],
        line={"color": look.colour("accent_ink"), "width": 1},
    )


def label_districts(
    figure: Gathered,
    outlines: pd.DataFrame,
    look: Look,
    plot: Plot,
    taken: list[Box],
) -> None:
    """Name the districts where nothing else is written."""
    districts = outlines[outlines["layer"] == "district"]
    for row in districts.itertuples():
        # A build from before districts had names is drawn without them.
        text = str(getattr(row, "name", None) or "")
        if not text:
            continue
        own = _extent(row, plot)
        centre = ((own.x0 + own.x1) / 2, (own.y0 + own.y1) / 2)
        for x, y in _spiral(*centre, reach=5):
            box = _box(x, y, text, LEAST_SIZE, bold=False)
            if _inside(box, plot) and not any(box.overlaps(b) for b in taken):
                _write(
                    figure, look, (x, y), text, size=LEAST_SIZE, token="ink", bold=False
                )
                taken.append(box)
                break
