"""The words on curves that cross: prices now, and names of lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from analytics import words
from analytics.figures import canvas
from analytics.figures.crossing_plot import CROSSING, Line, Plot
from analytics.figures.placing import Box, Placed, Plan, spread, text_box
from analytics.figures.theme import LEAST_SIZE, TEXT_SIZE, Look

RING, DOT = 15, 10  # pixels across
NAME_LINE = 16  # pixels that a line of a name takes
SAID_WIDE = 26  # letters in a line of what is said at a crossing
NAME_WIDE = 17  # letters in a line of a name beside the plot
ALONG = 16  # points of a line at which its name is tried

Palette = Mapping[str, tuple[str, str]]


@dataclass
class Words:
    """The plot as words are put on it, all of them drawn together at the end.

    Attributes
    ----------
    annotations, shapes : what the layout will hold
    names_from : pixels from the top at which names beside the plot may begin
    """

    look: Look
    plot: Plot
    plan: Plan
    annotations: list[dict[str, Any]] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    names_from: float = 0.0

    def write(self, text: str, *, colour: str = "ink", **where: Any) -> None:
        """Write words; `where` is how the figure's annotations say it."""
        size = where.pop("size", TEXT_SIZE)
        font = {"size": size, "color": self.look.colour(colour)}
        if where.pop("halo", False):
            font["shadow"] = halo(self.look)
        self.annotations.append(
            {"text": text, "showarrow": False, "font": font, "borderpad": 0, **where}
        )

    def put(self, placed: Placed, text: str, *, colour: str = "ink") -> None:
        """Write words in the place that they found, with their leader."""
        if placed.leader is not None:
            self.line(
                self.plot.value(*placed.leader[:2]), self.plot.value(*placed.leader[2:])
            )
        x, y = self.plot.value(*placed.box.middle)
        self.write(text, colour=colour, x=x, y=y, halo=True)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        width: float = 1,
        dash: str = "solid",
    ) -> None:
        """Draw a straight line in ink."""
        stroke = {"color": self.look.colour("ink"), "width": width, "dash": dash}
        (x0, y0), (x1, y1) = start, end
        self.shapes.append(
            {"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": stroke}
        )


def halo(look: Look) -> str:
    """Return a shadow of paper on all sides, so that words stand off a line."""
    paper = look.colour("paper")
    sides = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1))
    return ", ".join(f"{x * 1.5}px {y * 1.5}px 1px {paper}" for x, y in sides)


def begin(
    frame: pd.DataFrame, look: Look, plot: Plot, lines: Mapping[str, Line], now: float
) -> Words:
    """Return the plot with its lines, its upright and its rings, before any words."""
    foot = plot.high - canvas.foot(look)
    plan = Plan(Box(2, 2, plot.wide - 2, foot))
    for line in lines.values():
        plan.draw(_in_view(plot, line))
    upright = plot.at(now, plot.y[1])[0]
    plan.draw((upright, y) for y in np.arange(0, foot, 8))
    plan.take(around(*place, RING + 3) for place in crossings(frame, plot).values())
    return Words(look, plot, plan)


def _in_view(plot: Plot, line: Line) -> list[tuple[float, float]]:
    """Return the points of a line that the plot shows, in pixels."""
    points = zip(line.x, line.y, strict=True)
    return [plot.at(x, y) for x, y in points if plot.shows(y)]


def around(x: float, y: float, size: float) -> Box:
    """Return a square about a point."""
    return Box(x - size / 2, y - size / 2, x + size / 2, y + size / 2)


def crossings(frame: pd.DataFrame, plot: Plot) -> dict[int, tuple[float, float]]:
    """Return where each crossing in view falls: row -> pixels."""
    rows = frame[frame["point"] == CROSSING]
    rows = rows[rows["y"].map(plot.shows)]
    return {
        int(row): plot.at(x, y)
        for row, x, y in zip(rows.index, rows["x"], rows["y"], strict=True)
    }


def write_upright(on: Words, now: float, says: str) -> None:
    """Draw the quantity asked about as a dotted upright, and say what it is."""
    plot = on.plot
    foot = plot.value(0, plot.high - canvas.foot(on.look))[1]
    on.line((now, foot), (now, plot.y[1]), width=1.5, dash="2px,3px")
    wide = canvas.text_width(says, bold=True)
    fits = plot.at(now, 0)[0] + wide <= plot.wide + plot.room["r"] - 4
    on.write(
        f"<b>{says}</b>",
        x=now,
        y=1,
        yref="paper",
        xshift=-3 if fits else 3,
        yshift=3,
        xanchor="left" if fits else "right",
        yanchor="bottom",
    )


def write_prices(on: Words, now: float, prices: pd.Series, colours: Palette) -> None:
    """Write each price now beside its dot, in its line's own colour."""
    places = {key: on.plot.at(now, prices[key]) for key in prices.index}
    on.plan.take(around(*place, DOT) for place in places.values())
    for key, place in places.items():
        text = words.pounds(prices[key], pence=True)
        placed = on.plan.place([place], [text])
        if placed is not None:
            on.put(placed, f"<b>{text}</b>", colour=colours[key][1])


def balanced(says: str, most: int) -> list[str]:
    """Break words into as few lines as fit, and those as even as they can be.

    Examples
    --------
    >>> balanced("commissioned becomes cheapest", 26)
    ['commissioned', 'becomes cheapest']
    """
    fewest = len(_wrapped(says, most))
    widths = range(1, most + 1)
    return next(
        lines for wide in widths if len(lines := _wrapped(says, wide)) <= fewest
    )


def _wrapped(says: str, most: int) -> list[str]:
    lines: list[str] = []
    for word in says.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def write_names(
    on: Words, lines: Mapping[str, Line], colours: Palette, short: Mapping[str, str]
) -> None:
    """Name each line at its right end; on a phone, along it."""
    if on.look.is_narrow:
        for key, line in lines.items():
            _name_along(on, line, short[key], colours[key][1])
        return
    names = {key: balanced(line.label, NAME_WIDE) for key, line in lines.items()}
    ends = [on.plot.at(0, float(line.y[-1]))[1] for line in lines.values()]
    # The tallest name decides how far apart they stand.
    pitch = max((len(name) for name in names.values()), default=1) * NAME_LINE + 5
    # Beside a slight plot the words at its foot run on under the names.
    runs_on = on.plot.wide < canvas.STAMP_WIDE
    foot = on.plot.high - canvas.foot(on.look) if runs_on else on.plot.high + 12
    middles = spread(ends, pitch, on.names_from + pitch / 2, foot - pitch / 2)
    for (key, name), middle in zip(names.items(), middles, strict=True):
        on.write(
            f"<b>{'<br>'.join(name)}</b>",
            colour=colours[key][1],
            **_beside(on, "left", y=on.plot.value(0, middle)[1]),
        )


def _beside(on: Words, across: str, **where: Any) -> dict[str, Any]:
    """Return the place beside the plot's right edge, or within it."""
    shift = 8 if across == "left" else -2
    return {
        "x": 1,
        "xref": "paper",
        "xshift": shift,
        "xanchor": across,
        "align": across,
        **where,
    }


def _name_along(on: Words, line: Line, name: str, colour: str) -> None:
    marks = _in_view(on.plot, line)
    placed = on.plan.place(marks[:: max(1, len(marks) // ALONG)], [name])
    if placed is not None:
        on.put(placed, f"<b>{name}</b>", colour=colour)


def write_beyond(on: Words, lines: Mapping[str, Line], prices: pd.Series) -> None:
    """Say of a choice above the plot what it costs, rather than shrink the rest."""
    said = [
        part
        for key, line in lines.items()
        for part in (
            *balanced(line.label, NAME_WIDE),
            f"{words.pounds(prices[key], pence=True)}, above the chart",
        )
    ]
    if said:
        across = "right" if on.look.is_narrow else "left"
        box = text_box(0, 0, said, LEAST_SIZE)
        wide, high = box.right - box.left, box.bottom - box.top
        if on.look.is_narrow:
            on.plan.take([Box(on.plot.wide - 2 - wide, 0, on.plot.wide, high)])
        else:
            on.names_from = high
        on.write(
            "<br>".join(said),
            colour="ink_2",
            size=LEAST_SIZE,
            **_beside(on, across, y=on.plot.y[1], yanchor="top"),
        )
