"""A grid of marks, one for each row and column: full, half, hollow, dash, question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import canvas
from analytics.figures.canvas import Sheet, text_width
from analytics.figures.columns import renamed
from analytics.figures.mark_shapes import BOX, draw
from analytics.figures.theme import LEAST_SIZE, Look

ROW, ROW_NARROW = 25, 46  # pixels; on a phone a row's name stands above its marks
GROUP = 38  # pixels that the name of a group of rows takes
LABEL, ASIDE = 206, 62  # pixels for a row's name, and for the word beside it
KEY, BAND, LINE = 26, 24, 15  # pixels: a line of the key, the bands' names, a line


def marks(
    frame: pd.DataFrame,
    look: Look,
    *,
    kinds: Mapping[str, tuple[str, str]],
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw one mark for each row and column, in the frame's order.

    Parameters
    ----------
    frame : DataFrame, one row for each mark
        row (its key), label, group (a heading over the rows that share it), aside (a
        word beside the label), place (column number), head (column's words), band (a
        heading over columns that share it) and kind.
    kinds : kind -> its shape (full, half, hollow, dash or ask), its words in the key
    names : our column -> the frame's own name for it, where it differs
    """
    rows = renamed(frame, names)
    heads = rows.drop_duplicates("place").sort_values("place")
    grid = _Grid(look, [*heads["place"]])
    lines = _lines(look, heads, grid)
    sheet = Sheet(look, 0)
    top = _key(sheet, kinds)
    top = _heads(sheet, grid, heads, lines, top)
    places = _rows(sheet, rows, top)
    foot = max(places.values(), default=top) + BOX + 8
    if look.is_narrow or not lines:
        foot = _numbered(sheet, heads, foot)
    _marks(sheet, grid, rows, places, {k: shape for k, (shape, _) in kinds.items()})
    sheet.height = foot + 10 + canvas.foot(look)
    return sheet.figure()


class _Grid:
    """Where each column's marks stand."""

    def __init__(self, look: Look, places: list[int]) -> None:
        self.left = 0.0 if look.is_narrow else float(LABEL + ASIDE)
        self.step = (look.width - self.left) / max(len(places), 1)
        self._order = {place: number for number, place in enumerate(places)}

    def x(self, place: int) -> float:
        """Return the middle of a column."""
        return self.left + (self._order[place] + 0.5) * self.step


def _lines(look: Look, heads: pd.DataFrame, grid: _Grid) -> dict[int, list[str]]:
    """Break each column's words into lines that fit; nothing when some do not."""
    found = {}
    for row in heads.itertuples():
        lines: list[str] = []
        for word in str(row.head).replace("-", "- ").split():
            joint = "" if lines and lines[-1].endswith("-") else " "
            longer = f"{lines[-1]}{joint}{word}" if lines else word
            if lines and text_width(longer, LEAST_SIZE) <= grid.step - 6:
                lines[-1] = longer
            else:
                lines.append(word)
        if max(text_width(line, LEAST_SIZE) for line in lines) > grid.step:
            return {}
        found[row.place] = lines
    return {} if look.is_narrow else found


def _key(sheet: Sheet, kinds: Mapping[str, tuple[str, str]]) -> float:
    """Show each mark with its words; return where the key ends."""
    x, y = 0.0, KEY / 2
    shown: dict[str, list[str]] = {}
    for shape, told in kinds.values():
        shown.setdefault(shape, []).append(told)
    for shape, each in shown.items():
        said = " or ".join(each)
        wide = BOX + 6 + text_width(said) + 18
        if x and x + wide > sheet.look.width:
            x, y = 0.0, y + KEY
        draw(sheet, shape, [(x + BOX / 2, y)])
        sheet.write(x + BOX + 6, y, said)
        x += wide
    return y + KEY / 2 + 6


def _heads(
    sheet: Sheet,
    grid: _Grid,
    heads: pd.DataFrame,
    lines: Mapping[int, list[str]],
    top: float,
) -> float:
    """Write the bands and the columns' words, or their numbers; return the foot."""
    for band, members in heads.groupby("band", sort=False):
        ends = [grid.x(place) for place in members["place"]]
        left, right = min(ends) - grid.step / 2 + 3, max(ends) + grid.step / 2 - 3
        sheet.write((left + right) / 2, top + 8, str(band), bold=True, across="center")
        sheet.rule((left, top + BAND - 4), (right, top + BAND - 4), colour="edge")
    top += BAND
    depth = LINE * max((len(each) for each in lines.values()), default=1)
    for number, place in enumerate(heads["place"], 1):
        told = lines.get(place, [str(number)])
        sheet.write(
            grid.x(place),
            top + depth,
            "<br>".join(told),
            colour="ink_2",
            size=LEAST_SIZE,
            across="center",
            upright="bottom",
        )
    foot = top + depth + 6
    sheet.rule((0, foot), (sheet.look.width, foot), colour="ink", width=2)
    return foot


def _rows(sheet: Sheet, rows: pd.DataFrame, top: float) -> dict[Any, float]:
    """Write each group's and row's name; return the middle of each row's marks."""
    found: dict[Any, float] = {}
    narrow = sheet.look.is_narrow
    y, group = top, None
    for row in rows.drop_duplicates("row").itertuples():
        if row.group != group:
            group = row.group
            sheet.write(0, y + GROUP / 2 + 4, str(group), bold=True)
            y += GROUP
            sheet.rule((0, y), (sheet.look.width, y), colour="edge")
        label_y = y + (14 if narrow else ROW / 2)
        aside_x = sheet.look.width if narrow else float(LABEL)
        sheet.write(0, label_y, _short(str(row.label), LABEL - 10))
        sheet.write(
            aside_x,
            label_y,
            str(row.aside),
            colour="ink_2",
            across="right" if narrow else "left",
        )
        found[row.row] = y + (33 if narrow else ROW / 2)
        y += ROW_NARROW if narrow else ROW
        sheet.rule((0, y), (sheet.look.width, y))
    return found


def _short(label: str, room: float) -> str:
    """Cut a name that is too long for its column; the table twin has it whole."""
    if text_width(label) <= room:
        return label
    while text_width(f"{label}…") > room:
        label = label[:-1]
    return f"{label.rstrip()}…"


def _numbered(sheet: Sheet, heads: pd.DataFrame, top: float) -> float:
    """List what each column's number stands for; return the foot."""
    y = top + 12
    for number, row in enumerate(heads.itertuples(), 1):
        said = f"{number}  {row.head}"
        sheet.write(0, y, said, colour="ink_2", size=LEAST_SIZE)
        y += LINE + 3
    return y


def _marks(
    sheet: Sheet,
    grid: _Grid,
    rows: pd.DataFrame,
    places: Mapping[Any, float],
    shapes: Mapping[str, str],
) -> None:
    """Draw every mark; each is one of few traces, so that thousands stay quick."""
    parts: dict[str, list[tuple[float, float]]] = {}
    for row in rows.itertuples():
        middle = (grid.x(row.place), places[row.row])
        parts.setdefault(shapes[row.kind], []).append(middle)
    for shape, middles in parts.items():
        draw(sheet, shape, middles)
    sheet.scatter(
        x=[grid.x(place) for place in rows["place"]],
        y=[places[each] for each in rows["row"]],
        mode="markers",
        marker={"size": BOX + 6, "opacity": 0},
        hovertext=[f"{r.label}: {r.head}, {r.kind_words}" for r in rows.itertuples()],
        hoverinfo="text",
        name="spoken",
    )
