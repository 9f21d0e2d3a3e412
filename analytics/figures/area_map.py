"""A map of areas: class colours, three blanks and a caution, places outlined."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import map_frame
from analytics.figures.canvas import foot
from analytics.figures.gathered import Gathered
from analytics.figures.map_key import dots_token, draw_key, key_height, pattern
from analytics.figures.map_labels import label_districts, label_places
from analytics.figures.theme import FOCUS, FOCUS_RING, Look

SEAM = 0.45  # pixels, between areas
DISTRICT = 0.9  # pixels, between districts
OUTLINE = 2.8  # pixels, round a place
CASING = 5.5  # pixels, under the outline
PATTERNS = {"suppressed": "/", "not_supplied": "x", "not_applicable": "-"}
HOVER_SIZE = 16  # pixels round an area's centre that answer the pointer


def area_map(
    frame: pd.DataFrame,
    look: Look,
    *,
    outlines: pd.DataFrame,
    places: pd.DataFrame,
    breaks: Sequence[float] = (),
    labels: Sequence[str] = (),
    line: float | None = None,
    chosen: str | None = None,
    outlined: str = "",
    is_small: bool = False,
) -> go.Figure:
    """Draw each area in the class of its value; outline the places, ring the chosen.

    Parameters
    ----------
    frame : DataFrame, one row for each area
        area_code, x_km, y_km (centre), class (0 is least) with class_status, and
        spoken (what is said of the area).
    outlines : DataFrame, one row for each shape
        layer ("area", "district" or "land"), area_code, x_km, y_km (lists of
        kilometres, None between rings), name.
    places : DataFrame, one row for each outlined place
        place_name, x_km, y_km (lists), label_x_km, label_y_km.
    breaks : sequence of 4 floats
        Lower bounds of classes 1 to 4, in the unit that the heading names.
    labels : sequence of 5 str
        Words of the classes, where they are kinds and have no bounds.
    line : float, optional
        The break that is a line of ours; marked in the key.
    outlined : str
        What an outline means, for the key; empty when nothing is outlined.
    is_small : bool
        Where the sheet is narrow, shapes alone beside words that say what they are: no
        key, name or pointer.

    Returns
    -------
    Figure
        Areas are polygons on the axes x2, y2; x, y are pixels from the lower left.
    """
    shapes = outlines[outlines["layer"] == "area"].set_index("area_code")
    is_small = is_small and look.is_narrow
    key = 0.0 if is_small else key_height(frame, look, outlined=bool(outlined))
    under = foot(look) if is_small else 0
    plot = map_frame.place(
        shapes, look, above=key, below=under, may_magnify=not is_small
    )
    figure = map_frame.begin(look, plot)
    windows = {("x2", "y2"): plot.window, ("x3", "y3"): plot.inset}
    for axes, window in windows.items():
        if window is None:
            continue
        seen = map_frame.seen(outlines, window)
        near = map_frame.seen(shapes, window)
        _draw_land(figure, seen, look, axes)
        _draw_areas(figure, frame, near, look, axes)
        _draw_districts(figure, seen, look, axes)
        _draw_places(figure, map_frame.seen(places, window), look, axes)
        _draw_chosen(figure, near, chosen, axes)
    if is_small:
        return figure.figure()
    _answer_the_pointer(figure, frame, look)
    taken = label_places(figure, places, look, plot)
    label_districts(figure, outlines, look, plot, taken)
    map_frame.frame_inset(figure, look, plot)
    draw_key(
        figure,
        frame,
        look,
        plot,
        breaks=breaks,
        line=line,
        outlined=outlined,
        labels=labels,
    )
    return figure.figure()


def _path(shapes: pd.DataFrame) -> tuple[list[float | None], list[float | None]]:
    """Join many rings into one path with gaps, so that one trace draws a class."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring_x, ring_y in zip(shapes["x_km"], shapes["y_km"], strict=True):
        xs += [*map_frame.gapped(ring_x), None]
        ys += [*map_frame.gapped(ring_y), None]
    return xs, ys


def _trace(
    figure: Gathered, shapes: pd.DataFrame, axes: tuple[str, str], **style: object
) -> None:
    """Draw shapes as one path on one window's axes."""
    xs, ys = _path(shapes)
    figure.add_scatter(
        x=xs,
        y=ys,
        xaxis=axes[0],
        yaxis=axes[1],
        mode="lines",
        hoverinfo="skip",
        **style,
    )


def _polygons(
    figure: Gathered, shapes: pd.DataFrame, axes: tuple[str, str], **style: object
) -> None:
    if not shapes.empty:
        _trace(figure, shapes, axes, fill="toself", **style)


def _draw_land(
    figure: Gathered, outlines: pd.DataFrame, look: Look, axes: tuple[str, str]
) -> None:
    _polygons(
        figure,
        outlines[outlines["layer"] == "land"],
        axes,
        fillcolor=look.colour("land"),
        line={"width": 0},
        name="land",
    )


def _draw_areas(
    figure: Gathered,
    frame: pd.DataFrame,
    shapes: pd.DataFrame,
    look: Look,
    axes: tuple[str, str],
) -> None:
    seam = {"color": look.colour("paper"), "width": SEAM}
    colours = look.map_colours()
    for value, rows in frame[frame["class"].notna()].groupby("class"):
        colour = colours[int(value)]
        judged = rows[rows["class_status"] != "low_reliability"]
        _polygons(
            figure,
            _of(shapes, judged),
            axes,
            fillcolor=colour,
            line=seam,
            name=f"class {int(value)}",
        )
        unsure = rows[rows["class_status"] == "low_reliability"]
        _polygons(
            figure,
            _of(shapes, unsure),
            axes,
            fillcolor=colour,
            fillpattern=pattern(look, ".", colour, mark=dots_token(int(value))),
            line=seam,
            name=f"class {int(value)}, too little need to judge",
        )
    for status, shape in PATTERNS.items():
        blank = frame[frame["class"].isna() & (frame["class_status"] == status)]
        _polygons(
            figure,
            _of(shapes, blank),
            axes,
            fillcolor=look.colour("paper"),
            fillpattern=pattern(look, shape, look.colour("paper"), mark="context"),
            line={"color": look.colour("ink_2"), "width": SEAM * 2},
            name=status,
        )


def _of(shapes: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    return shapes[shapes.index.isin(rows["area_code"])]


def _draw_districts(
    figure: Gathered, outlines: pd.DataFrame, look: Look, axes: tuple[str, str]
) -> None:
    districts = outlines[outlines["layer"] == "district"]
    line = {"color": look.colour("ink_2"), "width": DISTRICT}
    if not districts.empty:
        _trace(figure, districts, axes, line=line, name="districts")


def _draw_places(
    figure: Gathered, places: pd.DataFrame, look: Look, axes: tuple[str, str]
) -> None:
    if places.empty:
        return
    for width, token, name in (
        (CASING, "paper", "casing"),
        (OUTLINE, "accent", "places"),
    ):
        line = {"color": look.colour(token), "width": width}
        _trace(figure, places, axes, line=line, name=name)


def _draw_chosen(
    figure: Gathered,
    shapes: pd.DataFrame,
    chosen: str | None,
    axes: tuple[str, str],
) -> None:
    """Ring the chosen area, drawn last, the same in both modes."""
    rows = shapes[shapes.index == chosen]
    # The traces are there even when nothing is chosen: the keyboard moves them.
    for width, colour, name in ((7, FOCUS_RING, "ring"), (3.5, FOCUS, "focus")):
        line = {"color": colour, "width": width}
        _trace(figure, rows, axes, line=line, name=name)


def _answer_the_pointer(figure: Gathered, frame: pd.DataFrame, look: Look) -> None:
    """Lay an unseen point on each area's centre, for hover, click and arrow keys."""
    figure.add_scatter(
        x=frame["x_km"].round(2).tolist(),
        y=frame["y_km"].round(2).tolist(),
        xaxis="x2",
        yaxis="y2",
        mode="markers",
        marker={"size": HOVER_SIZE, "opacity": 0, "color": look.colour("data")},
        customdata=frame["area_code"].tolist(),
        hovertext=frame["spoken"].tolist(),
        hovertemplate="%{hovertext}<extra></extra>",
        name="areas",
    )
