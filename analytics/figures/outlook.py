"""Counts so far and what is expected of them, one panel for each, on one scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas
from analytics.figures.canvas import Sheet
from analytics.figures.columns import renamed
from analytics.figures.theme import LEAST_SIZE, Look
from analytics.words import count

PANEL, HEAD, FEET = 168, 66, 30  # pixels: the marks, the words over and under them
GAP, GAP_DOWN = 44, 18  # pixels between panels
DOT, DOT_SMALL, RANGE = 9, 5, 9  # pixels
BESIDE = 9  # pixels from a mark to its number
DATE_ROOM = 96  # pixels from the first day to one that is named too
ASIDE = 8  # pixels that the range tried in the past stands beside its count
COUNTED, EXPECTED, TRIED = "counted", "expected", "tried"


@dataclass(frozen=True)
class _Panel:
    """Where one panel's marks stand, in pixels."""

    left: float
    right: float
    zero: float
    first: pd.Timestamp
    last: pd.Timestamp
    per_thing: float

    def x(self, day: object) -> float:
        whole = (self.last - self.first) / pd.Timedelta(days=1) or 1.0
        gone = (pd.Timestamp(str(day)) - self.first) / pd.Timedelta(days=1)
        return self.left + gone / whole * (self.right - self.left)

    def y(self, number: float) -> float:
        return self.zero - number * self.per_thing


def outlook(
    frame: pd.DataFrame,
    look: Look,
    *,
    panels: Mapping[str, tuple[str, str]],
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw counts over time, the range expected, and the one expected in the past.

    Parameters
    ----------
    frame : DataFrame, one row for each panel, series and day
        panel, series (counted, expected, tried), day, number, lower and upper (blank
        for what was counted). All panels start at zero on one scale.
    panels : panel -> its name and the token of its line, in order
    names : our column -> the frame's own name for it, where it differs
    """
    rows = renamed(frame, names)
    per_row = 1 if look.is_narrow else len(panels)
    n_rows = -(-len(panels) // per_row)
    block = HEAD + PANEL + FEET
    sheet = Sheet(look, n_rows * (block + GAP_DOWN) - GAP_DOWN + canvas.foot(look))
    width = (look.width - GAP * (per_row - 1)) / per_row
    days = pd.to_datetime(rows["day"])
    largest = float(rows[["number", "upper"]].max().max())
    for place, (panel, (name, colour)) in enumerate(panels.items()):
        down, across = divmod(place, per_row)
        left = across * (width + GAP)
        at = _Panel(
            left=left + DOT / 2,
            right=left + width - 40,
            zero=down * (block + GAP_DOWN) + HEAD + PANEL,
            first=days.min(),
            last=days.max(),
            per_thing=(PANEL - 26) / (largest or 1.0),
        )
        own = rows[rows["panel"] == panel]
        _words(sheet, own, name, at)
        _axis(sheet, own, at)
        _marks(sheet, own, at, colour)
    return sheet.figure()


def _series(rows: pd.DataFrame, series: str) -> pd.DataFrame:
    found = rows[rows["series"] == series]
    return found[found["number"].notna()].sort_values("day")


def _range(row: pd.Series) -> str:
    return f"{count(row['lower'])} to {count(row['upper'])}"


def _words(sheet: Sheet, rows: pd.DataFrame, name: str, at: _Panel) -> None:
    """Write the panel's name, what is expected, and whether the past was met."""
    top, left = at.zero - PANEL - HEAD + 5, at.left - DOT / 2
    sheet.write(left, top, name, bold=True, upright="top")
    counted, expected = _series(rows, COUNTED), _series(rows, EXPECTED)
    said = f"{count(counted['number'].iloc[-1])} now" if len(counted) else ""
    if len(expected):
        ahead = expected.iloc[-1]
        said += f", {count(ahead['number'])} expected ({_range(ahead)})"
    sheet.write(left, top + 18, said, upright="top")
    tried = _series(rows, TRIED)
    if len(tried) and len(counted):
        past, real = tried.iloc[-1], float(counted["number"].iloc[-1])
        is_inside = past["lower"] <= real <= past["upper"]
        sheet.write(
            left,
            top + 36,
            f"A year ago we would have said {_range(past)}"
            + ("" if is_inside else ": missed"),
            colour="ink_2" if is_inside else "accent_ink",
            size=LEAST_SIZE,
            upright="top",
        )


def _axis(sheet: Sheet, rows: pd.DataFrame, at: _Panel) -> None:
    """Draw the line of zero, name its ends, and part what is known from what is not."""
    sheet.rule((at.left - DOT / 2, at.zero), (at.right + 40, at.zero), colour="edge")
    counted = _series(rows, COUNTED)
    named = [(at.first, "left"), (at.last, "center")]
    now = pd.Timestamp(counted["day"].iloc[-1]) if len(counted) else at.last
    if now < at.last:
        x = at.x(now)
        sheet.rule((x, at.zero), (x, at.zero - PANEL), colour="edge", dash="2px,3px")
        if x - at.left > DATE_ROOM:
            named.insert(1, (now, "center"))
    for day, side in named:
        sheet.write(
            at.x(day) - (DOT / 2 if side == "left" else 0),
            at.zero + 5,
            f"{day:%b %Y}",
            colour="ink_2",
            size=LEAST_SIZE,
            across="left" if side == "left" else "center",
            upright="top",
        )


def _marks(sheet: Sheet, rows: pd.DataFrame, at: _Panel, colour: str) -> None:
    """Draw the counts, the range ahead, and the range that the past would have had."""
    counted, expected = _series(rows, COUNTED), _series(rows, EXPECTED)
    paint = sheet.look.colour(colour)
    for row in _series(rows, TRIED).to_dict("records"):
        _bar(sheet, row, at.x(row["day"]) - ASIDE, at, "context", "A year ago")
    if len(counted) and len(expected):
        start, end = counted.iloc[-1], expected.iloc[-1]
        sheet.rule(
            (at.x(start["day"]), at.y(start["number"])),
            (at.x(end["day"]), at.y(end["number"])),
            colour=colour,
            width=1.6,
            dash="4px,3px",
        )
    for row in expected.to_dict("records"):
        _bar(sheet, row, at.x(row["day"]), at, colour, "Expected")
    sheet.scatter(
        x=[at.x(day) for day in counted["day"]],
        y=[at.y(number) for number in counted["number"]],
        mode="lines+markers",
        line={"color": paint, "width": 2.4},
        marker={"size": DOT_SMALL, "color": paint, "opacity": 1},
        text=[
            f"{pd.Timestamp(row['day']):%B %Y}: {count(row['number'])}"
            for row in counted.to_dict("records")
        ],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )
    if len(counted):
        first = counted.iloc[0]
        sheet.write(
            at.x(first["day"]),
            at.y(first["number"]) - BESIDE,
            count(first["number"]),
            colour="ink_2",
            across="center" if at.left > DOT else "left",
            upright="bottom",
        )


def _bar(
    sheet: Sheet,
    row: Mapping[str, object],
    x: float,
    at: _Panel,
    colour: str,
    said: str,
) -> None:
    """Draw a range as a thick line, its middle as a dot and its ends as numbers."""
    number, lower, upper = (float(str(row[k])) for k in ("number", "lower", "upper"))
    is_ahead = row["series"] == EXPECTED
    soft = sheet.look.colour("data_3" if is_ahead else "soft")
    sheet.scatter(
        x=[x, x],
        y=[at.y(lower), at.y(upper)],
        mode="lines",
        line={"color": soft, "width": RANGE},
        hoverinfo="skip",
        cliponaxis=False,
    )
    words = f"{said}: {count(number)} (likely range {count(lower)} to {count(upper)})"
    sheet.scatter(
        x=[x],
        y=[at.y(number)],
        mode="markers",
        marker={
            "size": DOT if is_ahead else DOT_SMALL,
            "color": sheet.look.colour(colour if is_ahead else "ink_2"),
            "opacity": 1,
            "line": {"color": sheet.look.colour("paper"), "width": 1},
        },
        text=[words],
        hovertemplate="%{text}<extra></extra>",
        cliponaxis=False,
    )
    if not is_ahead:
        return
    sheet.write(x + BESIDE, at.y(number), count(number), bold=True)
    for end, side in ((upper, -9), (lower, 9)):
        if abs(at.y(end) - at.y(number)) > 12:
            sheet.write(
                x + BESIDE,
                at.y(end) + side / 3,
                count(end),
                colour="ink_2",
                size=LEAST_SIZE,
            )
