"""A ledger: one row a line, one column a choice, a number and then a bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from analytics.figures.canvas import Sheet, foot, wrapped
from analytics.figures.columns import renamed
from analytics.figures.theme import LEAST_SIZE, TEXT_SIZE, Look

ROW, HEAD = 40, 40  # pixels
SIZE = 14  # pixels; a ledger is read as a table
BAR = 11  # pixels high
GAP = 10  # pixels between a number and what stands beside it
FIRST = 0.27  # of the width, for the names of the lines
NUMBER = 74  # pixels, to the right edge of a number
NARROW_ROW, NARROW_HEAD, NARROW_FOOT = 22, 26, 8  # pixels
NARROW_NAME, NARROW_NUMBER = 104, 76  # pixels, of a choice's name and of its number
TASK, TOTAL = "task", "total"
BOLD_UNIT = "£ an hour"

Palette = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class _Column:
    """Where one choice's numbers end and its bars may run, in pixels."""

    left: float
    number: float
    right: float

    @property
    def bar(self) -> float:
        return self.number + GAP


def ledger(
    frame: pd.DataFrame,
    look: Look,
    *,
    head: str,
    order: Sequence[str],
    colours: Palette,
    short: Mapping[str, str],
    names: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw a ledger as words, numbers and bars on one common scale.

    Parameters
    ----------
    frame : DataFrame, one row for each line and choice, in the ledger's order
        section (task, total, below), line, series, label, value (NaN for a blank), unit
        (its prices an hour are bold), shown (the number as written, or the mark of its
        blank), says (words beside it).
    head : over the lines' names
    order : series, from left to right
    colours : series -> tokens of its bars and of its words
    short : series -> its name where there is little room
    names : our column -> the frame's own name for it
    """
    frame = renamed(frame, names)
    if look.is_narrow:
        return _narrow(frame, look, head, order, colours, short)
    return _wide(frame, look, head, order, colours)


def _lines(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """Return each line with its section, once, in order."""
    return list(dict.fromkeys(zip(frame["section"], frame["line"], strict=True)))


def _scale(frame: pd.DataFrame) -> float:
    """Return the dearest task's cost: the end of the common scale."""
    return float(frame.loc[frame["section"] == TASK, "value"].max())


def _wide(
    frame: pd.DataFrame, look: Look, head: str, order: Sequence[str], colours: Palette
) -> go.Figure:
    lines = _lines(frame)
    sheet = Sheet(look, HEAD + ROW * len(lines) + foot(look) + 4)
    first = look.width * FIRST
    each = (look.width - first) / len(order)
    columns = {
        key: _Column(left, left + NUMBER, left + each - 14)
        for key, left in zip(order, _steps(first, each), strict=False)
    }
    labels = frame.groupby("series")["label"].first()
    sheet.write(0, HEAD / 2 - 1, head, size=SIZE, bold=True)
    for key, column in columns.items():
        label = _fitted(labels[key], each - 16)
        sheet.write(column.left, HEAD / 2 - 1, label, size=SIZE, bold=True)
    _rule(sheet, HEAD, heavy=True)
    cells, scale = _cells(frame), _scale(frame)
    for place, (section, line) in enumerate(lines):
        top, is_total = HEAD + ROW * place, section == TOTAL
        if is_total:
            _rule(sheet, top, heavy=True)
        _rule(sheet, top + ROW, heavy=is_total)
        middle = top + ROW / 2
        name = _fitted(line, first - 12)
        sheet.write(0, middle, name, size=SIZE, bold=is_total)
        for key, column in columns.items():
            _cell(sheet, cells[section, line, key], column, middle, colours[key], scale)
    return sheet.figure()


def _fitted(words: str, room: float) -> str:
    """Break words into two lines where one would not fit at the ledger's size."""
    return wrapped(words, room * TEXT_SIZE / SIZE)


def _rule(sheet: Sheet, y: float, *, heavy: bool) -> None:
    """Rule the ledger across: a hairline, or two pixels of ink."""
    sheet.rule(
        (0, y),
        (sheet.look.width, y),
        colour="ink" if heavy else "rule",
        width=2 if heavy else 1,
    )


def _steps(first: float, each: float) -> list[float]:
    return [first + each * place for place in range(20)]


def _cells(frame: pd.DataFrame) -> dict[tuple[str, str, str], dict[str, object]]:
    return {
        (row["section"], row["line"], row["series"]): row
        for row in frame.to_dict("records")
    }


def _cell(
    sheet: Sheet,
    cell: Mapping[str, object],
    column: _Column,
    middle: float,
    colours: tuple[str, str],
    scale: float,
) -> None:
    """Write one number, and beside it a bar or words; words alone begin at the left."""
    shown, says = str(cell["shown"]), str(cell["says"])
    if not shown:
        words = _fitted(says, column.right - column.left)
        sheet.write(column.left, middle, words, size=SIZE)
        return
    sheet.write(
        column.number,
        middle,
        shown,
        size=SIZE,
        bold=cell["section"] == TOTAL or cell["unit"] == BOLD_UNIT,
        across="right",
    )
    value = float(cell["value"])  # type: ignore[arg-type]
    if says:
        words = _fitted(says, column.right - column.bar + 8)
        sheet.write(column.bar, middle, words, size=SIZE, colour="ink_2")
    elif cell["section"] == TASK and value > 0:
        long = value / scale * (column.right - column.bar)
        sheet.box(
            (column.bar, middle - BAR / 2),
            (column.bar + long, middle + BAR / 2),
            fill=colours[0],
        )


def _narrow(
    frame: pd.DataFrame,
    look: Look,
    head: str,
    order: Sequence[str],
    colours: Palette,
    short: Mapping[str, str],
) -> go.Figure:
    """Draw line under line, the choices one under another in each."""
    lines = _lines(frame)
    block = NARROW_HEAD + NARROW_ROW * len(order) + NARROW_FOOT
    sheet = Sheet(look, HEAD + block * len(lines) + foot(look) + 4)
    sheet.write(0, HEAD / 2, head, size=SIZE, bold=True)
    cells, scale = _cells(frame), _scale(frame)
    column = _Column(NARROW_NAME, NARROW_NAME + NARROW_NUMBER, look.width)
    for place, (section, line) in enumerate(lines):
        top = HEAD + block * place
        after_total = place and lines[place - 1][0] == TOTAL
        _rule(sheet, top, heavy=place == 0 or section == TOTAL or bool(after_total))
        sheet.write(0, top + NARROW_HEAD / 2 + 2, line, size=SIZE, bold=True)
        for row, key in enumerate(order):
            middle = top + NARROW_HEAD + NARROW_ROW * (row + 0.5)
            sheet.write(0, middle, short[key], size=LEAST_SIZE, colour="ink_2")
            _cell(sheet, cells[section, line, key], column, middle, colours[key], scale)
    return sheet.figure()
